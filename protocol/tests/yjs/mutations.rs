//! Damaged updates: nearly all are refused, and what passes harms neither yrs nor the books.

use crate::corpus::{documents, rules};
use crate::replica::Replica;
use plenary_protocol::gate::{Known, Passed, check};
use std::collections::BTreeMap;

/// xorshift: seeded, so that a failure comes back.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Changes a few bytes: flips, small numbers, cuts, doubled stretches.
fn damage(update: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = update.to_vec();
    for _ in 0..=dice.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.below(16) as u8,
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => {
                bytes.remove(at);
            }
            4 => bytes.insert(at, dice.below(256) as u8),
            _ => {
                let end = (at + 1 + dice.below(8)).min(bytes.len());
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
        }
    }
    bytes
}

#[test]
fn ga12_damaged_updates_never_harm() {
    let mut dice = Dice::new(0x5eed_cafe);
    let mut verdicts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let documents = documents();
    let mut attempts = 0;
    while attempts < 100_000 {
        let document = &documents[dice.below(documents.len())];
        let rules = rules(document.is_ballot);
        let mut known = Known::default();
        let replica = Replica::new();
        for (writer, update) in &document.updates {
            for _ in 0..12 {
                attempts += 1;
                let bytes = damage(update, &mut dice);
                let verdict = match check(&bytes, &known, *writer, &rules) {
                    Ok(Passed::Nothing) => "nothing",
                    Err(refused) => refused.reason(),
                    Ok(Passed::News(news)) => {
                        // Damage that passes is admitted here for good: it piles up in document and books.
                        known.admit(&news, *writer);
                        replica.apply(&news.update);
                        assert_eq!(replica.state_vector(), known.state_vector());
                        "news"
                    }
                };
                *verdicts.entry(verdict).or_default() += 1;
            }
            // Genuine updates in between give the damage something to refer to.
            if let Ok(Passed::News(news)) = check(update, &known, *writer, &rules) {
                known.admit(&news, *writer);
                replica.apply(&news.update);
            }
        }
        replica.json(document.is_ballot);
        replica.encode();
    }
    // Every kind of verdict must really have been met, above all the one that reaches yrs.
    assert!(1_000 < verdicts["news"], "{verdicts:?}");
    for reason in [
        "gap",
        "malformed",
        "dangling-reference",
        "foreign-client",
        "not-a-type",
    ] {
        assert!(verdicts.contains_key(reason), "{verdicts:?}");
    }
}
