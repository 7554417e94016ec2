//! How often secrets may be guessed wrongly: a bucket for the whole server, for each kind of secret.
//!
//! Never a low cap for one address: a whole hall often comes from one. Every guess takes from its bucket before it is
//! looked at, so that many at once get no further than one after another; what was right is given back, so only wrong
//! guesses run a bucket dry. While it is dry no key and no words are looked at, right or wrong: the answer would tell a
//! guesser. Codes alone are looked up first, because there are too many to guess; only wrong ones meet their bucket.

use std::{sync::Mutex, time::Instant};

use plenary_protocol::limits;

/// The buckets of one server.
#[derive(Debug)]
pub(crate) struct Attempts {
    /// Join codes.
    pub(crate) codes: Bucket,
    /// Recovery words.
    pub(crate) words: Bucket,
    /// The organiser key.
    pub(crate) keys: Bucket,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        Self {
            codes: Bucket::new(limits::WRONG_CODES),
            words: Bucket::new(limits::WRONG_WORDS),
            keys: Bucket::new(limits::WRONG_KEYS),
        }
    }
}

/// So many wrong guesses at once, and so many each second.
#[derive(Debug)]
pub(crate) struct Bucket {
    most: f64,
    per_second: f64,
    level: Mutex<Level>,
}

#[derive(Debug)]
struct Level {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn new((most, per_second): (f64, f64)) -> Self {
        let level = Level {
            left: most,
            at: Instant::now(),
        };
        Self {
            most,
            per_second,
            level: Mutex::new(level),
        }
    }

    /// Takes one guess out; false where the bucket is dry and the guess must not be looked at.
    pub(crate) fn take(&self) -> bool {
        self.take_at(Instant::now())
    }

    /// Puts a guess back that turned out right.
    pub(crate) fn give_back(&self) {
        let mut level = self.level.lock().expect("no holder panics");
        level.left = (level.left + 1.0).min(self.most);
    }

    fn take_at(&self, now: Instant) -> bool {
        let mut level = self.refilled(now);
        let is_open = 1.0 <= level.left;
        if is_open {
            level.left -= 1.0;
        }
        is_open
    }

    fn refilled(&self, now: Instant) -> std::sync::MutexGuard<'_, Level> {
        let mut level = self.level.lock().expect("no holder panics");
        let seconds = now.saturating_duration_since(level.at).as_secs_f64();
        level.left = (level.left + seconds * self.per_second).min(self.most);
        level.at = now;
        level
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_fills_again() {
        let bucket = Bucket::new((3.0, 2.0));
        let start = Instant::now();
        for _ in 0..3 {
            assert!(bucket.take_at(start));
        }
        assert!(!bucket.take_at(start));
        assert!(bucket.take_at(start + Duration::from_millis(500)));
        // However long nobody guesses, no more than the most is saved up.
        let later = start + Duration::from_secs(3_600);
        for _ in 0..3 {
            assert!(bucket.take_at(later));
        }
        assert!(!bucket.take_at(later));
    }

    #[test]
    fn what_was_right_takes_nothing() {
        let bucket = Bucket::new((1.0, 0.0));
        for _ in 0..10 {
            assert!(bucket.take());
            bucket.give_back();
        }
        bucket.give_back();
        assert!(bucket.take());
        assert!(!bucket.take());
    }
}
