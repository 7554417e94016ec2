//! Where this process knows each workshop to stand, down to the exact ids of its entries.
//!
//! An entry's id in Redis is its seq and the tag of the append that wrote it, drawn at random. Two histories that differ
//! behind some entry therefore differ in an id, and whoever remembers the id it stands at can tell one from the other.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Mutex, MutexGuard},
};

use plenary_protocol::{id::SpaceId, limits};

/// The exact id of one entry; `0-0` stands before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) seq: u64,
    pub(super) tag: u64,
}

impl Place {
    pub(super) const START: Self = Self { seq: 0, tag: 0 };

    pub(super) fn parse(id: &[u8]) -> Option<Self> {
        let (seq, tag) = std::str::from_utf8(id).ok()?.split_once('-')?;
        Some(Self {
            seq: seq.parse().ok()?,
            tag: tag.parse().ok()?,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.seq, self.tag)
    }
}

/// Consecutive entries that one append wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) tag: u64,
}

/// An append whose answer has not come. The same entries get the same tag when they are tried again, so that Redis
/// can tell that they are there already.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Undecided {
    after: u64,
    digest: [u8; 32],
    tag: u64,
}

/// What is known of all workshops.
#[derive(Debug, Default)]
pub(super) struct Places {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    workshops: HashMap<SpaceId, Standing>,
    clock: u64,
}

#[derive(Debug, Default)]
struct Standing {
    // Invariant: in order, without overlap.
    runs: VecDeque<Run>,
    undecided: Option<Undecided>,
    followers: usize,
    used: u64,
}

impl Places {
    /// The tag of entry `seq`, where it is remembered. Entry 0, before the first, has tag 0.
    pub(super) fn tag(&self, workshop: SpaceId, seq: u64) -> Option<u64> {
        if seq == 0 {
            return Some(0);
        }
        let known = self.known();
        let standing = known.workshops.get(&workshop)?;
        let mut newest_first = standing.runs.iter().rev();
        newest_first
            .find(|run| run.from <= seq && seq <= run.to)
            .map(|run| run.tag)
    }

    /// The newest entry that was seen in Redis.
    pub(super) fn newest(&self, workshop: SpaceId) -> Option<u64> {
        let known = self.known();
        let newest = known.workshops.get(&workshop)?.runs.back()?;
        Some(newest.to)
    }

    /// Remembers a run that was seen in Redis. What is remembered already is evidence, and stays.
    pub(super) fn learn(&self, workshop: SpaceId, run: Run) {
        self.known().with(workshop, |standing| {
            let newest = standing.runs.back().map_or(0, |last| last.to);
            if newest < run.to {
                let from = run.from.max(newest + 1);
                standing.runs.push_back(Run { from, ..run });
                if standing.runs.len() > limits::REDIS_PLACES {
                    standing.runs.pop_front();
                }
            }
        });
    }

    /// Forgets where a workshop stood: it is being loaded anew.
    pub(super) fn forget(&self, workshop: SpaceId) {
        if let Some(standing) = self.known().workshops.get_mut(&workshop) {
            standing.runs.clear();
            standing.undecided = None;
        }
    }

    /// The tag for an append: `drawn`, or the earlier one where the same entries may have been appended already.
    pub(super) fn begin(&self, workshop: SpaceId, after: u64, digest: [u8; 32], drawn: u64) -> u64 {
        self.known().with(workshop, |standing| {
            if let Some(earlier) = &standing.undecided
                && earlier.after == after
                && earlier.digest == digest
            {
                return earlier.tag;
            }
            standing.undecided = Some(Undecided {
                after,
                digest,
                tag: drawn,
            });
            drawn
        })
    }

    /// Redis has said what became of the append with this tag.
    pub(super) fn decided(&self, workshop: SpaceId, tag: u64) {
        if let Some(standing) = self.known().workshops.get_mut(&workshop) {
            standing.undecided.take_if(|undecided| undecided.tag == tag);
        }
    }

    /// Somebody follows the workshop: it is not forgotten until nobody does.
    pub(super) fn followed(&self, workshop: SpaceId) {
        self.known()
            .with(workshop, |standing| standing.followers += 1);
    }

    /// Somebody follows the workshop no more.
    pub(super) fn left(&self, workshop: SpaceId) {
        if let Some(standing) = self.known().workshops.get_mut(&workshop) {
            standing.followers = standing.followers.saturating_sub(1);
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known
            .lock()
            .expect("nothing panics while the lock is held")
    }
}

impl Known {
    fn with<T>(&mut self, workshop: SpaceId, change: impl FnOnce(&mut Standing) -> T) -> T {
        self.clock += 1;
        if limits::REDIS_POSITIONS <= self.workshops.len()
            && !self.workshops.contains_key(&workshop)
        {
            self.forget_some();
        }
        let standing = self.workshops.entry(workshop).or_default();
        standing.used = self.clock;
        change(standing)
    }

    /// Forgets the eighth of those nobody follows that was used longest ago: rarely, so looking at all is cheap.
    fn forget_some(&mut self) {
        let unfollowed = |standing: &Standing| standing.followers == 0;
        let mut used: Vec<u64> = self
            .workshops
            .values()
            .filter(|standing| unfollowed(standing))
            .map(|standing| standing.used)
            .collect();
        used.sort_unstable();
        if let Some(&newest_to_go) = used.get(used.len() / 8) {
            self.workshops
                .retain(|_, standing| !unfollowed(standing) || newest_to_go < standing.used);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::contract::workshop;

    #[test]
    fn what_is_followed_is_remembered_and_the_rest_is_bounded() {
        let places = Places::default();
        let run = Run {
            from: 1,
            to: 1,
            tag: 9,
        };
        places.followed(workshop(0));
        places.learn(workshop(0), run);
        for number in 1..=6_000 {
            places.learn(workshop(number), run);
        }
        assert_eq!(places.tag(workshop(0), 1), Some(9));
        assert_eq!(places.tag(workshop(6_000), 1), Some(9));
        assert_eq!(places.tag(workshop(1), 1), None);
        assert!(places.known().workshops.len() <= limits::REDIS_POSITIONS);
    }

    #[test]
    fn what_was_remembered_first_is_evidence() {
        let places = Places::default();
        let run = |from, to, tag| Run { from, to, tag };
        places.learn(workshop(1), run(1, 3, 7));
        places.learn(workshop(1), run(2, 5, 8));
        let tags: Vec<Option<u64>> = (0..=6).map(|seq| places.tag(workshop(1), seq)).collect();
        let (start, first, second) = (Some(0), Some(7), Some(8));
        assert_eq!(tags, [start, first, first, first, second, second, None]);
        places.forget(workshop(1));
        assert_eq!(places.tag(workshop(1), 3), None);
    }

    #[test]
    fn the_same_entries_tried_again_keep_their_tag() {
        let places = Places::default();
        assert_eq!(places.begin(workshop(1), 4, [1; 32], 10), 10);
        assert_eq!(places.begin(workshop(1), 4, [1; 32], 11), 10);
        assert_eq!(places.begin(workshop(1), 4, [2; 32], 12), 12);
        places.decided(workshop(1), 10);
        assert_eq!(places.begin(workshop(1), 4, [2; 32], 13), 12);
        places.decided(workshop(1), 12);
        assert_eq!(places.begin(workshop(1), 4, [2; 32], 14), 14);
    }
}
