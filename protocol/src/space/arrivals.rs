//! How fast people join: a bucket of places that fills with time, and who has joined lately.
//!
//! Time is that of the journal's entries, so the bucket is the same on every node and after every restart. It is asked
//! before somebody is let in, and never by the fold: what stands in a journal was let in.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{limits, refusal::Refusal};

/// One place is a thousand parts: then so many places a second are as many parts a millisecond.
const PLACE: u64 = 1_000;
const FULL: u64 = limits::JOINING_AT_ONCE as u64 * PLACE;

/// Who has joined, as far as that says who may join next.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Arrivals {
    // Parts that had been taken out of the bucket and not come back at `at_ms`.
    taken: u64,
    // Milliseconds since 1970, by the latest entry that changed anything here.
    at_ms: u64,
    admits_all_until_ms: u64,
    // How many joined in each second that anybody joined in, the oldest first.
    lately: VecDeque<(u64, u32)>,
}

impl Arrivals {
    /// Somebody has joined. Where there was no place, which the fold does not ask, the bucket is as empty as can be.
    pub(crate) fn joined(&mut self, at_ms: u64) {
        self.settle(at_ms);
        self.taken = (self.taken + PLACE).min(FULL);
        let second = self.at_ms / 1_000;
        let oldest = (second + 1).saturating_sub(limits::JOINED_LATELY.as_secs());
        self.lately
            .retain(|(joined, _)| (oldest..=second).contains(joined));
        match self.lately.back_mut() {
            Some((latest, count)) if *latest == second => *count += 1,
            _ => self.lately.push_back((second, 1)),
        }
    }

    /// Fills the bucket, and has it fill faster for so many minutes.
    pub(crate) fn admit_all(&mut self, at_ms: u64, minutes: u32) {
        self.settle(at_ms);
        self.admits_all_until_ms = self.at_ms.saturating_add(u64::from(minutes) * 60_000);
        if 0 < minutes {
            self.taken = 0;
        }
    }

    fn settle(&mut self, at_ms: u64) {
        let now_ms = self.clock(at_ms);
        self.taken = self.taken_at(now_ms);
        self.at_ms = now_ms;
    }

    /// A moment as it counts here. Nodes whose clocks differ a little must not fill the bucket by taking turns, and one
    /// whose clock was far ahead must not hold everybody back until the others have caught up.
    fn clock(&self, at_ms: u64) -> u64 {
        let apart_ms = limits::CLOCKS_APART.as_millis() as u64;
        if at_ms.saturating_add(apart_ms) < self.at_ms {
            at_ms
        } else {
            at_ms.max(self.at_ms)
        }
    }

    fn taken_at(&self, now_ms: u64) -> u64 {
        let usual = now_ms.saturating_sub(self.at_ms);
        let faster = now_ms
            .min(self.admits_all_until_ms)
            .saturating_sub(self.at_ms);
        let back = usual
            .saturating_mul(limits::JOINING_PER_SECOND.into())
            .saturating_add(faster.saturating_mul(u64::from(
                limits::ADMITTED_PER_SECOND - limits::JOINING_PER_SECOND,
            )));
        self.taken.saturating_sub(back)
    }
}

/// What may be read.
impl Arrivals {
    /// How many people may join at this moment, by the pace of joining alone.
    pub fn free_places(&self, now_ms: u64) -> u32 {
        let free = FULL - self.taken_at(self.clock(now_ms));
        u32::try_from(free / PLACE).expect("a full bucket has few places")
    }

    /// How many people may join each second at this moment, once those at once are in.
    pub fn places_per_second(&self, now_ms: u64) -> u32 {
        match self.admits_all_until_ms(now_ms) {
            Some(_) => limits::ADMITTED_PER_SECOND,
            None => limits::JOINING_PER_SECOND,
        }
    }

    /// Until when everybody is let in, where that is so at this moment.
    pub fn admits_all_until_ms(&self, now_ms: u64) -> Option<u64> {
        let until_ms = self.admits_all_until_ms;
        (self.clock(now_ms) < until_ms).then_some(until_ms)
    }

    /// How many joined in the last so many seconds, a minute at most.
    pub fn joined_within(&self, now_ms: u64, seconds: u64) -> u32 {
        let oldest = (self.clock(now_ms) / 1_000 + 1).saturating_sub(seconds);
        let lately = self.lately.iter().filter(|(second, _)| oldest <= *second);
        lately.map(|(_, count)| count).sum()
    }
}

/// Whether everybody can be let in for so many minutes.
pub(crate) fn check_admit_all(minutes: u32) -> Result<(), Refusal> {
    if limits::ADMIT_MINUTES < minutes {
        return Err(Refusal::invalid(format!(
            "everybody can be let in for at most {} minutes, not for {minutes}",
            limits::ADMIT_MINUTES
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
