//! A token bucket for each key, bounded in number, that says no and how long that holds.

use std::{collections::HashMap, hash::Hash, sync::Mutex, time::Duration};

use tokio::time::Instant;

/// A bucket for each key: so much at once, and so much each second. A key without a bucket has a full one.
#[derive(Debug)]
pub(crate) struct Buckets<K> {
    capacity: f64,
    per_second: f64,
    max_keys: usize,
    // A std mutex: held for a lookup, never across an await.
    levels: Mutex<HashMap<K, Level>>,
}

/// The bucket is empty: there is something in it again after this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimited(pub(crate) Duration);

#[derive(Debug, Clone, Copy)]
struct Level {
    left: f64,
    at: Instant,
}

impl<K: Eq + Hash + Clone> Buckets<K> {
    pub(crate) fn new((capacity, per_second): (f64, f64), max_keys: usize) -> Self {
        Self {
            capacity,
            per_second,
            max_keys,
            levels: Mutex::default(),
        }
    }

    /// Takes one out.
    pub(crate) fn take(&self, key: K) -> Result<(), RateLimited> {
        self.take_at(key, Instant::now())
    }

    /// Takes out more of what has been let through already: what follows waits for it.
    pub(crate) fn take_more(&self, key: K, more: f64) {
        let mut levels = self.levels.lock().expect("no holder panics");
        if let Some(level) = levels.get_mut(&key) {
            level.left -= more;
        }
    }

    /// Puts one back that did not count.
    pub(crate) fn refund(&self, key: K) {
        let mut levels = self.levels.lock().expect("no holder panics");
        if let Some(level) = levels.get_mut(&key) {
            level.left = (level.left + 1.0).min(self.capacity);
        }
    }

    fn take_at(&self, key: K, now: Instant) -> Result<(), RateLimited> {
        let mut levels = self.levels.lock().expect("no holder panics");
        if self.max_keys <= levels.len() && !levels.contains_key(&key) {
            self.make_room(&mut levels, now);
        }
        let full = Level {
            left: self.capacity,
            at: now,
        };
        let level = levels.entry(key).or_insert(full);
        level.left = self.left_at(level, now);
        level.at = now;
        if 1.0 <= level.left {
            level.left -= 1.0;
            return Ok(());
        }
        Err(RateLimited(Duration::from_secs_f64(
            (1.0 - level.left) / self.per_second,
        )))
    }

    fn left_at(&self, level: &Level, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(level.at).as_secs_f64();
        (level.left + seconds * self.per_second).min(self.capacity)
    }

    /// Full buckets go first, since a new one is as full; where there is none, the fullest, which forgives the least.
    fn make_room(&self, levels: &mut HashMap<K, Level>, now: Instant) {
        levels.retain(|_, level| self.left_at(level, now) < self.capacity);
        if levels.len() < self.max_keys {
            return;
        }
        let left = |level: &Level| self.left_at(level, now);
        let fullest = levels
            .iter()
            .max_by(|one, other| left(one.1).total_cmp(&left(other.1)))
            .map(|(key, _)| key.clone());
        if let Some(key) = fullest {
            levels.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(capacity: f64, per_second: f64, max_keys: usize) -> Buckets<u8> {
        Buckets::new((capacity, per_second), max_keys)
    }

    #[test]
    fn a_bucket_runs_empty_and_fills_again() {
        let buckets = buckets(3.0, 2.0, 8);
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take_at(1, start), Ok(()));
        }
        let refused = buckets.take_at(1, start);
        assert_eq!(refused, Err(RateLimited(Duration::from_millis(500))));
        assert_eq!(
            buckets.take_at(2, start),
            Ok(()),
            "nobody else's is any emptier"
        );
        let soon = start + Duration::from_millis(500);
        assert_eq!(buckets.take_at(1, soon), Ok(()));
        // However long nobody guesses, no more than its capacity is saved up.
        let later = start + Duration::from_secs(3_600);
        for _ in 0..3 {
            assert_eq!(buckets.take_at(1, later), Ok(()));
        }
        assert!(buckets.take_at(1, later).is_err());
    }

    #[test]
    fn what_was_right_takes_nothing() {
        let buckets = buckets(1.0, 1e-9, 8);
        for _ in 0..10 {
            assert_eq!(buckets.take(1), Ok(()));
            buckets.refund(1);
        }
        buckets.refund(1);
        assert_eq!(buckets.take(1), Ok(()));
        assert!(buckets.take(1).is_err());
    }

    #[test]
    fn however_many_addresses_guess_few_are_remembered_and_the_emptiest_longest() {
        let buckets = buckets(4.0, 1e-9, 16);
        let start = Instant::now();
        for _ in 0..4 {
            assert_eq!(buckets.take_at(0, start), Ok(()));
        }
        for key in 1..=255 {
            assert_eq!(buckets.take_at(key, start), Ok(()));
        }
        assert_eq!(buckets.levels.lock().unwrap().len(), 16);
        assert!(
            buckets.take_at(0, start).is_err(),
            "the emptiest stays empty"
        );
    }

    #[test]
    fn full_buckets_make_room_before_any_other() {
        let buckets = buckets(2.0, 1.0, 2);
        let start = Instant::now();
        assert_eq!(buckets.take_at(1, start), Ok(()));
        let later = start + Duration::from_secs(60);
        assert_eq!(buckets.take_at(2, later), Ok(()));
        assert_eq!(buckets.take_at(3, later), Ok(()));
        let kept = buckets.levels.lock().unwrap();
        assert!(!kept.contains_key(&1) && kept.contains_key(&2) && kept.contains_key(&3));
    }
}
