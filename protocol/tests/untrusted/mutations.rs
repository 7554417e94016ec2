//! A million updates that nobody's editor wrote: damaged ones and invented ones, in histories of genuine ones.
//!
//! What passes the gate is admitted for good, so that harm can pile up. Seeded: the same million every time.

use crate::choices::Choices;
use crate::corpus::{Bytes, Document, documents};
use crate::inventions::{WRITERS, invent};
use crate::rulebook::Rulebook;
use crate::trial::Trial;
use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many updates must have been tried.
const CASES: usize = 1_000_000;
/// Histories: a session is one document's life.
const SESSIONS: u64 = 1_000;
/// As many as the smallest machine that tests are run on has cores.
const THREADS: u64 = 2;
/// Updates in a session of inventions.
const INVENTIONS: usize = 1_200;
/// Damaged versions of each genuine update.
const DAMAGED: usize = 16;

/// xorshift, seeded.
pub(crate) struct Dice(u64);

impl Dice {
    /// The seed of a session does not depend on which thread plays it.
    pub(crate) fn new(session: u64) -> Self {
        Self((session + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

impl Choices for Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

type Verdicts = BTreeMap<&'static str, usize>;

/// Changes a few bytes: flips, small numbers, cuts, doubled stretches, stretches of another update.
fn damage(update: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = update.to_vec();
    for _ in 0..=dice.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        match dice.below(8) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.below(16) as u8,
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = bytes[at].wrapping_sub(1),
            4 => {
                bytes.remove(at);
            }
            5 => bytes.insert(at, dice.below(256) as u8),
            6 => {
                let end = (at + 1 + dice.below(8)).min(bytes.len());
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            _ => {
                let start = dice.below(other.len().max(1)).min(other.len());
                let end = (start + 1 + dice.below(12)).min(other.len());
                bytes.splice(at..at, other[start..end].iter().copied());
            }
        }
    }
    bytes
}

fn play_damage(document: &Document, dice: &mut Dice, verdicts: &mut Verdicts) {
    let mut trial = Trial::new(document.rulebook);
    for (writer, Bytes(update)) in &document.updates {
        for _ in 0..DAMAGED {
            let (_, Bytes(other)) = &document.updates[dice.below(document.updates.len())];
            let bytes = damage(update, other, dice);
            let writer = if dice.below(8) == 0 {
                dice.below(4) as u8
            } else {
                *writer
            };
            *verdicts.entry(trial.receive(writer, &bytes)).or_default() += 1;
            if dice.below(2) == 0 {
                trial.apply_tick();
            }
        }
        // Genuine updates in between give the damage something to refer to.
        trial.receive(*writer, update);
        if dice.below(32) == 0 {
            trial.json();
        }
    }
    trial.finish();
}

fn play_inventions(rulebook: Rulebook, dice: &mut Dice, verdicts: &mut Verdicts) {
    let mut trial = Trial::new(rulebook);
    for _ in 0..INVENTIONS {
        let writer = dice.below(usize::from(WRITERS)) as u8;
        let update = invent(&trial.known, writer, rulebook, dice);
        *verdicts.entry(trial.receive(writer, &update)).or_default() += 1;
        if dice.below(4) == 0 {
            trial.apply_tick();
        }
        if dice.below(32) == 0 {
            trial.json();
        }
    }
    trial.finish();
}

fn play(session: u64, documents: &[Document], verdicts: &mut Verdicts) {
    let mut dice = Dice::new(session);
    if session.is_multiple_of(3) {
        let rulebook = Rulebook::ALL[dice.below(Rulebook::ALL.len())];
        play_inventions(rulebook, &mut dice, verdicts);
    } else {
        let document = &documents[dice.below(documents.len())];
        play_damage(document, &mut dice, verdicts);
    }
}

/// Plays every session of one thread; gives the verdicts and the sessions that panicked.
fn play_share(share: u64, documents: &[Document]) -> (Verdicts, Vec<u64>) {
    let mut verdicts = Verdicts::new();
    let mut panicked = Vec::new();
    for session in (share..SESSIONS).step_by(THREADS as usize) {
        // The session goes with its panic; only counts are kept.
        let attempt = AssertUnwindSafe(|| play(session, documents, &mut verdicts));
        if catch_unwind(attempt).is_err() {
            panicked.push(session);
        }
    }
    (verdicts, panicked)
}

#[test]
fn ga12_a_million_damaged_and_invented_updates_never_harm() {
    let documents = documents();
    let documents = documents.as_slice();
    let shares: Vec<(Verdicts, Vec<u64>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|share| scope.spawn(move || play_share(share, documents)))
            .collect();
        let results = threads.into_iter().map(|thread| thread.join());
        results
            .map(|result| result.expect("panics are caught"))
            .collect()
    });
    let mut verdicts = Verdicts::new();
    let mut panicked = Vec::new();
    for (share, sessions) in shares {
        share
            .into_iter()
            .for_each(|(verdict, count)| *verdicts.entry(verdict).or_default() += count);
        panicked.extend(sessions);
    }
    let cases: usize = verdicts.values().sum();
    let accepted = verdicts.get("news").copied().unwrap_or(0);
    let refused: Vec<String> = verdicts
        .iter()
        .filter(|(verdict, _)| !["news", "nothing"].contains(verdict))
        .map(|(verdict, count)| format!("{verdict} {count}"))
        .collect();
    // A crash would have ended the process before this line. Written past the test's capture: it is a figure.
    writeln!(
        std::io::stdout(),
        "gate: {cases} hostile updates, crashes 0, panics {}, accepted and applied {accepted}, without news {}; refused: {}",
        panicked.len(),
        verdicts.get("nothing").copied().unwrap_or(0),
        refused.join(", "),
    )
    .expect("standard output takes a line");
    assert_eq!(panicked, [0; 0], "these sessions panicked");
    assert!(CASES <= cases, "{cases} cases");
    // Every kind of verdict must really have been met, above all the one that reaches yrs.
    assert!(50_000 < accepted);
    for reason in [
        "gap",
        "malformed",
        "dangling-reference",
        "foreign-client",
        "not-a-type",
        "shape",
    ] {
        assert!(verdicts.contains_key(reason), "no {reason}");
    }
}
