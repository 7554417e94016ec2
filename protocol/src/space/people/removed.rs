//! Seats that are gone: as long as they are remembered, whoever comes to one can be told why.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{
    id::{SeatId, TokenHash},
    limits,
};

/// Why a seat is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// It was taken away.
    Removed,
    /// Its person has another one.
    Second,
    /// Nobody came to it in time.
    GivenUp,
}

/// A seat that is gone, with the keys that opened it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct RemovedSeat {
    seat: SeatId,
    tokens: Vec<TokenHash>,
    why: Gone,
}

/// The latest seats that are gone, the oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Removed(VecDeque<RemovedSeat>);

impl Removed {
    pub(super) fn why(&self, seat: SeatId) -> Option<Gone> {
        let removed = self.0.iter().find(|removed| removed.seat == seat);
        removed.map(|removed| removed.why)
    }

    pub(super) fn why_by_token(&self, token: &TokenHash) -> Option<Gone> {
        let is_of = |removed: &&RemovedSeat| removed.tokens.contains(token);
        self.0.iter().find(is_of).map(|removed| removed.why)
    }

    pub(super) fn add(&mut self, seat: SeatId, tokens: Vec<TokenHash>, why: Gone) {
        self.0.push_back(RemovedSeat { seat, tokens, why });
    }

    /// Forgets those beyond the cap; which.
    pub(super) fn forget_oldest(&mut self) -> BTreeSet<SeatId> {
        let too_many = self.0.len().saturating_sub(limits::REMOVED_SEATS);
        self.0
            .drain(..too_many)
            .map(|removed| removed.seat)
            .collect()
    }
}
