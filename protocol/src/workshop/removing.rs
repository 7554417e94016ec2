//! Seats to which nobody came: who is awaited still, and how such a seat is taken away.

use serde::{Deserialize, Serialize};

use super::{Made, Workshop};
use crate::{
    calendar::CalendarsOf,
    id::{SeatId, TokenHash},
    limits,
    refusal::Refusal,
    seat::Role,
    views::WorkshopState,
};

/// A seat that was taken away, with the keys that opened it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RemovedSeat {
    seat: SeatId,
    tokens: Vec<TokenHash>,
}

impl Workshop {
    /// Whether nobody has opened the workshop from this seat yet. False for seats from before that was written down.
    pub fn is_awaited(&self, seat: SeatId) -> bool {
        self.awaited.contains(&seat)
    }

    /// Whether it should be written down that somebody has now come to a seat.
    pub fn wants_to_know_of(&self, seat: SeatId) -> bool {
        self.state != WorkshopState::Sealed && self.is_awaited(seat)
    }

    /// What whoever comes with a key is told that opens nothing, where it opened a seat that was taken away.
    pub fn removed_by_token(&self, token: &TokenHash) -> Option<Refusal> {
        let is_of = |removed: &RemovedSeat| removed.tokens.contains(token);
        self.removed.iter().any(is_of).then(Self::seat_removed)
    }

    pub(super) fn was_removed(&self, seat: SeatId) -> bool {
        self.removed.iter().any(|removed| removed.seat == seat)
    }

    pub(super) fn seat_removed() -> Refusal {
        Refusal::moved_on(
            "a facilitator removed this place before anything was marked or written in it: join again to take part",
        )
    }

    pub(super) fn open_seat(&mut self, seat: SeatId) -> Result<Made, Refusal> {
        match self.awaited.remove(&seat) {
            true => Ok(Made::default()),
            false => Err(Refusal::moved_on("somebody has come to this seat already")),
        }
    }

    /// Whether a seat may be taken away. That no device of it is connected is for the room to know.
    pub(super) fn check_removable(&self, seat: SeatId) -> Result<(), Refusal> {
        if self.was_removed(seat) {
            return Err(Refusal::moved_on("this place has already been removed"));
        }
        match self.known_seat(seat)? {
            Role::Participant | Role::Scribe | Role::Observer => {}
            role @ (Role::Facilitator | Role::Screen) => {
                return Err(Refusal::invalid(format!(
                    "the place of a {role} cannot be removed"
                )));
            }
        }
        if self.has_written(seat) {
            return Err(Refusal::moved_on(
                "something was marked or written from this place, so it stays: nothing that people said is taken away",
            ));
        }
        Ok(())
    }

    /// Whether anything in the state was said from a seat.
    fn has_written(&self, seat: SeatId) -> bool {
        let has_said_where = self
            .seat(seat)
            .is_some_and(|details| details.sphere.is_some());
        let mut shared = self.shared.values();
        has_said_where
            || self.ballots.contains_key(&seat)
            || shared.any(|document| document.known().clients_of(seat) > 0)
            || self
                .commitments
                .values()
                .flatten()
                .any(|answer| answer.seat == seat)
    }

    pub(super) fn remove_seat(&mut self, seat: SeatId) {
        self.seats.remove(&seat);
        self.awaited.remove(&seat);
        self.recovery.retain(|_, holder| *holder != seat);
        self.forget_commands(seat);
        self.stop_calendars(seat, CalendarsOf::Me);
        let tokens = self.tokens_of.remove(&seat).unwrap_or_default();
        for token in &tokens {
            self.tokens.remove(token);
        }
        self.removed.push_back(RemovedSeat { seat, tokens });
        if self.removed.len() > limits::REMOVED_SEATS
            && let Some(oldest) = self.removed.pop_front()
        {
            self.forget_requests_of(oldest.seat);
        }
    }
}
