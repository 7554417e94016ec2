//! How often secrets may be guessed wrongly: a bucket for the whole server, for each kind of secret.
//!
//! Never a low cap for one address: a whole hall often comes from one. What is right is not slowed down; only wrong
//! guesses take from a bucket.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

/// Every wrong guess is answered this late: nothing to a person, and trying many one after another becomes slow.
pub(crate) const WRONG_GUESS_DELAY: Duration = Duration::from_millis(200);

/// The buckets of one server.
#[derive(Debug)]
pub(crate) struct Attempts {
    /// Join codes. Two thousand people mistype a few per cent; a guesser needs a thousand million tries.
    pub(crate) codes: Bucket,
    /// Recovery words. Each try costs a slow hash, so this bounds what guessing can take from everybody else.
    pub(crate) words: Bucket,
    /// The organiser key, which a person may have chosen badly.
    pub(crate) keys: Bucket,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        Self {
            codes: Bucket::new(1_000.0, 50.0),
            words: Bucket::new(200.0, 20.0),
            keys: Bucket::new(20.0, 1.0),
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
    fn new(most: f64, per_second: f64) -> Self {
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
    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_fills_again() {
        let bucket = Bucket::new(3.0, 2.0);
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
