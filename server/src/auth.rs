//! Who is asking: bearer tokens, recovery words, the organiser key.
//!
//! Draws secrets and compares them. Which seat a secret opens is the room's knowledge, not this module's.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use plenary_protocol::{
    id::{JoinCode, RecoveryHash, RecoveryWords, RequestKey, Salt, SeatId, WorkshopId},
    limits,
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::random;

/// A new seat's id.
pub(crate) fn draw_seat() -> SeatId {
    SeatId::from_random_bytes(random::bytes())
}

/// A join code; whether it is free is the journal's knowledge.
pub(crate) fn draw_code() -> JoinCode {
    JoinCode::from_random_bytes(random::bytes())
}

/// The key of a request that came without one: its secrets follow from it all the same, and nobody can ask again.
pub(crate) fn draw_key() -> RequestKey {
    RequestKey::from_random_bytes(random::bytes())
}

/// What stands in the journal beside a request that is given secrets.
pub(crate) fn draw_salt() -> Salt {
    Salt::from_random_bytes(random::bytes())
}

/// The recovery words that a request is given: four from the English list of BIP 39, whose words are short and differ in
/// their first four letters.
pub(crate) fn words(key: &RequestKey, salt: &Salt) -> RecoveryWords {
    let list = bip39::Language::English.word_list();
    let numbers = key.secret(salt, "recovery words");
    RecoveryWords::new(std::array::from_fn(|index| {
        let number = u16::from_be_bytes([numbers[2 * index], numbers[2 * index + 1]]);
        // The list has 2,048 words, which divides 65,536: each word is as likely as any other.
        list[usize::from(number) % list.len()]
    }))
}

/// The key that allows making workshops, kept as its hash only.
#[derive(Clone)]
pub struct OrganiserKey([u8; 32]);

impl OrganiserKey {
    /// Takes the key as its holder writes it.
    pub fn new(key: &str) -> Self {
        Self(Sha256::digest(key).into())
    }

    /// Whether this is the key. Takes the same time for every wrong one.
    pub(crate) fn is(&self, key: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(key).into();
        self.0.ct_eq(&given).into()
    }
}

impl std::fmt::Debug for OrganiserKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("OrganiserKey(…)")
    }
}

/// The longest that somebody waits for a turn to hash: five thousand who join at once on two slow cores are done by
/// then, and a longer queue would only grow.
const HASH_TURN_WITHIN: Duration = Duration::from_secs(10);

/// Computes the slow hashes of recovery words, a few at a time.
#[derive(Debug)]
pub(crate) struct Hasher {
    turns: Semaphore,
}

/// Leave to compute one slow hash.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    _permit: SemaphorePermit<'a>,
}

impl Hasher {
    pub(crate) fn new() -> Self {
        Self {
            turns: Semaphore::new(limits::HASHES_AT_ONCE),
        }
    }

    /// Waits for a turn; `None` where too many others wait.
    pub(crate) async fn turn(&self) -> Option<Turn<'_>> {
        let permit = timeout(HASH_TURN_WITHIN, self.turns.acquire()).await.ok()?;
        Some(Turn {
            _permit: permit.expect("the semaphore is never closed"),
        })
    }
}

impl Turn<'_> {
    /// What is kept of recovery words. The workshop is the salt, so that words can be looked up within it.
    pub(crate) async fn hash(self, workshop: WorkshopId, words: &RecoveryWords) -> RecoveryHash {
        let words = words.reveal();
        let hashing = tokio::task::spawn_blocking(move || slow_hash(workshop, &words));
        hashing.await.expect("hashing does not panic")
    }
}

/// Argon2id over 1 MiB, one pass, one lane: about a millisecond.
///
/// Far below what guards a password, and on purpose. Two thousand people must get in within five seconds on two cores,
/// and the words (44 random bits, good for one workshop) guard a seat against guessing over the network, which the
/// rate of attempts bounds. Against somebody who has the file, the seat's marks are in the same file.
fn slow_hash(workshop: WorkshopId, words: &str) -> RecoveryHash {
    let params = Params::new(1024, 1, 1, Some(32)).expect("parameters within Argon2's bounds");
    let mut hash = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), workshop.as_bytes(), &mut hash)
        .expect("a salt of 16 bytes and an output of 32 are within Argon2's bounds");
    RecoveryHash::from_bytes(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw_workshop() -> WorkshopId {
        WorkshopId::from_random_bytes(random::bytes())
    }

    #[tokio::test]
    async fn words_hash_alike_however_they_are_written_and_apart_in_every_workshop() {
        let hasher = Hasher::new();
        let (here, there) = (draw_workshop(), draw_workshop());
        let words: RecoveryWords = "apple river cloud stone".parse().unwrap();
        let written: RecoveryWords = " Apple, RIVER cloud - stone".parse().unwrap();
        let hash = async |workshop, words| {
            let turn = hasher.turn().await.unwrap();
            turn.hash(workshop, words).await
        };
        let hashed = hash(here, &words).await;
        assert_eq!(hashed, hash(here, &written).await);
        assert_ne!(hashed, hash(there, &words).await);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever_for_a_turn() {
        let hasher = Hasher::new();
        let mut held = Vec::new();
        for _ in 0..limits::HASHES_AT_ONCE {
            held.push(hasher.turn().await.unwrap());
        }
        assert!(hasher.turn().await.is_none());
        held.pop();
        assert!(hasher.turn().await.is_some());
    }

    #[test]
    fn drawn_words_can_be_typed_back() {
        let (key, salt) = (draw_key(), draw_salt());
        let drawn = words(&key, &salt);
        assert_eq!(drawn.reveal().parse::<RecoveryWords>().unwrap(), drawn);
        assert_eq!(words(&key, &salt), drawn);
        assert_ne!(words(&draw_key(), &salt), drawn);
        assert_ne!(words(&key, &draw_salt()), drawn);
    }

    #[test]
    fn the_organiser_key_is_itself_only_and_never_shown() {
        let key = OrganiserKey::new("a long secret");
        assert!(key.is("a long secret"));
        assert!(!key.is("a long secret ") && !key.is(""));
        assert_eq!(format!("{key:?}"), "OrganiserKey(…)");
    }
}
