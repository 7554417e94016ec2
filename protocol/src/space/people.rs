//! The people of a space: who has a place, which keys open it, who is still awaited, and which places are gone.

mod keys;
mod removed;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    id::{RecoveryHash, SeatId, TokenHash},
    refusal::Refusal,
};

use keys::Keys;
pub use removed::Gone;
use removed::Removed;

/// Everybody with a place; `P` is what is known of each.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct People<P> {
    seats: BTreeMap<SeatId, P>,
    keys: Keys,
    // Seats from which nobody has opened the space yet, and when each was given, in milliseconds since 1970.
    awaited: BTreeMap<SeatId, u64>,
    removed: Removed,
}

/// What may be read.
impl<P> People<P> {
    /// Its seats.
    pub fn seats(&self) -> &BTreeMap<SeatId, P> {
        &self.seats
    }

    /// One of its seats.
    pub fn get(&self, seat: SeatId) -> Option<&P> {
        self.seats.get(&seat)
    }

    /// Whether there is this seat.
    pub fn has(&self, seat: SeatId) -> bool {
        self.seats.contains_key(&seat)
    }

    /// The seat that a token opens.
    pub fn by_token(&self, token: &TokenHash) -> Option<SeatId> {
        self.keys.seat_by_token(token)
    }

    /// The seat that recovery words bring back.
    pub fn by_recovery(&self, recovery: &RecoveryHash) -> Option<SeatId> {
        self.keys.seat_by_recovery(recovery)
    }

    /// When a seat was given to which nobody has come yet, in milliseconds since 1970.
    pub fn awaited_since_ms(&self, seat: SeatId) -> Option<u64> {
        self.awaited.get(&seat).copied()
    }

    /// The seats to which nobody has come yet, and when each was given, in milliseconds since 1970.
    pub fn awaited(&self) -> impl Iterator<Item = (SeatId, u64)> {
        self.awaited
            .iter()
            .map(|(seat, given_ms)| (*seat, *given_ms))
    }

    /// Why a seat is gone, as far as that is remembered.
    pub fn gone(&self, seat: SeatId) -> Option<Gone> {
        self.removed.why(seat)
    }

    /// Why the seat is gone that a key opened, as far as that is remembered.
    pub fn gone_by_token(&self, token: &TokenHash) -> Option<Gone> {
        self.removed.why_by_token(token)
    }
}

/// What changes them.
impl<P> People<P> {
    /// Those with whom a space begins, each with the token that opens their seat. They have no recovery words of this
    /// space, and nobody waits for them.
    pub(crate) fn beginning(people: impl IntoIterator<Item = (SeatId, P, TokenHash)>) -> Self {
        let mut begun = Self {
            seats: BTreeMap::new(),
            keys: Keys::default(),
            awaited: BTreeMap::new(),
            removed: Removed::default(),
        };
        for (seat, person, token) in people {
            begun.seats.insert(seat, person);
            begun.keys.keep_first(seat, token);
        }
        begun
    }

    /// One of the seats, to be changed.
    pub(crate) fn get_mut(&mut self, seat: SeatId) -> Option<&mut P> {
        self.seats.get_mut(&seat)
    }

    /// Gives somebody a new seat.
    pub(crate) fn give(
        &mut self,
        seat: SeatId,
        person: P,
        token: TokenHash,
        recovery: RecoveryHash,
    ) -> Result<(), Refusal> {
        if self.has(seat) || self.by_recovery(&recovery).is_some() {
            return Err(Refusal::moved_on(
                "this seat has already been given: ask for another",
            ));
        }
        self.seats.insert(seat, person);
        // A seat that is new has no other key that could fall out.
        let _ = self.keys.give(seat, token);
        self.keys.remember(recovery, seat);
        Ok(())
    }

    /// Keeps a key more to a seat that there is. Says which falls out for it, if one does.
    pub(crate) fn give_key(&mut self, seat: SeatId, token: TokenHash) -> Option<TokenHash> {
        debug_assert!(self.has(seat), "callers check that there is the seat");
        self.keys.give(seat, token)
    }

    /// Waits for somebody to come to a seat that was given at this time.
    pub(crate) fn wait_for(&mut self, seat: SeatId, given_ms: u64) {
        self.awaited.insert(seat, given_ms);
    }

    /// Somebody has come to a seat. Says whether it was awaited.
    pub(crate) fn has_come(&mut self, seat: SeatId) -> bool {
        self.awaited.remove(&seat).is_some()
    }

    /// Somebody has come to a seat and nothing else: refused where that is known.
    pub(crate) fn open(&mut self, seat: SeatId) -> Result<(), Refusal> {
        match self.has_come(seat) {
            true => Ok(()),
            false => Err(Refusal::moved_on("somebody has come to this seat already")),
        }
    }

    /// Takes seats away with their keys. All at once, because each look through the words takes its time. Says of which
    /// older ones it is no longer remembered that they were taken away.
    pub(crate) fn remove(&mut self, seats: &BTreeSet<SeatId>, why: Gone) -> BTreeSet<SeatId> {
        self.keys.forget_words(seats);
        for seat in seats {
            self.seats.remove(seat);
            self.awaited.remove(seat);
            let tokens = self.keys.forget_tokens(*seat);
            self.removed.add(*seat, tokens, why);
        }
        self.removed.forget_oldest()
    }
}
