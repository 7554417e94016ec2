//! How often secrets may be guessed wrongly: a bucket for the whole server, for each kind of secret.
//!
//! Never a low cap for one address: a whole hall often comes from one. What is right is not slowed down; only wrong
//! guesses take from a bucket.

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

    /// Whether another guess may be looked at.
    pub(crate) fn is_open(&self) -> bool {
        self.has_room_at(Instant::now())
    }

    /// Notes a wrong guess.
    pub(crate) fn note_wrong(&self) {
        self.take_at(Instant::now());
    }

    fn has_room_at(&self, now: Instant) -> bool {
        1.0 <= self.refilled(now).left
    }

    fn take_at(&self, now: Instant) {
        let mut level = self.refilled(now);
        level.left = (level.left - 1.0).max(0.0);
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
            assert!(bucket.has_room_at(start));
            bucket.take_at(start);
        }
        assert!(!bucket.has_room_at(start));
        bucket.take_at(start);
        assert!(bucket.has_room_at(start + Duration::from_millis(500)));
        // However long nobody guesses, no more than the most is saved up.
        let later = start + Duration::from_secs(3_600);
        for _ in 0..3 {
            bucket.take_at(later);
        }
        assert!(!bucket.has_room_at(later));
    }
}
