//! Seats to which nobody came: who is awaited still, and how such seats are taken away or given up.

use std::collections::BTreeSet;

use super::{Made, Workshop, WorkshopState};
use crate::{
    calendar::CalendarsOf,
    id::{SeatId, TokenHash},
    limits,
    refusal::Refusal,
    seat::Role,
    space::Gone,
};

impl Workshop {
    /// Whether nobody has opened the workshop from this seat yet.
    pub fn is_awaited(&self, seat: SeatId) -> bool {
        self.awaited_since_ms(seat).is_some()
    }

    /// When a seat was given to which nobody has come yet, in milliseconds since 1970.
    pub fn awaited_since_ms(&self, seat: SeatId) -> Option<u64> {
        self.core.people.awaited_since_ms(seat)
    }

    /// Whether it should be written down that somebody has now come to a seat.
    pub fn wants_to_know_of(&self, seat: SeatId) -> bool {
        self.state != WorkshopState::Sealed && self.is_awaited(seat)
    }

    /// What whoever comes with a key is told that opens nothing, where it opened a seat that was taken away.
    pub fn removed_by_token(&self, token: &TokenHash) -> Option<Refusal> {
        self.core.people.gone_by_token(token).map(told)
    }

    /// What whoever comes to a seat is told that is no longer there.
    pub(super) fn seat_gone(&self, seat: SeatId) -> Refusal {
        // Of one that is no longer remembered it is known that it is gone.
        self.core.people.gone(seat).map_or_else(
            || Refusal::moved_on("this place is no longer there: join again to take part"),
            told,
        )
    }

    /// Whether a seat may be taken away. That no device of it is connected is for the room to know.
    pub(super) fn check_removable(&self, seat: SeatId) -> Result<(), Refusal> {
        if self.core.people.gone(seat).is_some() {
            return Err(Refusal::moved_on("this place has already been removed"));
        }
        let role = self.known_seat(seat)?;
        if !may_go(role) {
            return Err(Refusal::invalid(format!(
                "the place of a {role} cannot be removed"
            )));
        }
        if self.has_written(seat) {
            return Err(Refusal::moved_on(
                "something was marked or written from this place, so it stays: nothing that people said is taken away",
            ));
        }
        Ok(())
    }

    /// Whether a seat may be taken away because its person has another one.
    pub(super) fn check_second(&self, seat: SeatId, first: SeatId) -> Result<(), Refusal> {
        if seat == first {
            return Err(Refusal::invalid(
                "`seat` and `first` are the same place: name the one that goes and the one that stays",
            ));
        }
        let role = self.known_seat(first)?;
        if !may_go(role) {
            return Err(Refusal::invalid(format!(
                "the place of a {role} is nobody's first place: name the one where this person takes part"
            )));
        }
        self.check_removable(seat)
    }

    /// Whether there is any seat to which nobody came, of those given since a moment.
    pub(super) fn check_remove_awaited(&self, since_ms: Option<u64>) -> Result<(), Refusal> {
        if self.awaited_since(since_ms).next().is_some() {
            return Ok(());
        }
        Err(Refusal::moved_on(match since_ms {
            Some(_) => "somebody has come to every place that was given since then",
            None => "somebody has come to every place",
        }))
    }

    /// The seats to which nobody came and which may be taken away, of those given since a moment.
    pub(super) fn awaited_since(&self, since_ms: Option<u64>) -> impl Iterator<Item = SeatId> {
        let since_ms = since_ms.unwrap_or_default();
        self.unused()
            .filter(move |(_, given_ms)| since_ms <= *given_ms)
            .map(|(seat, _)| seat)
    }

    /// How many seats there are to which nobody came and which may be taken away.
    pub fn unused_seats(&self) -> usize {
        self.unused().count()
    }

    /// Seats to which nobody came in time, as far as they are given up at once.
    pub fn overdue(&self, now_ms: u64) -> Vec<SeatId> {
        let awaited_ms = limits::SEAT_AWAITED.as_millis() as u64;
        self.unused()
            .filter(|(_, given_ms)| given_ms.saturating_add(awaited_ms) <= now_ms)
            .map(|(seat, _)| seat)
            .take(limits::SEATS_GIVEN_UP_AT_ONCE)
            .collect()
    }

    // Nothing was said from them: whoever writes or commands has come.
    fn unused(&self) -> impl Iterator<Item = (SeatId, u64)> {
        let may_go = |seat: &SeatId| self.seat(*seat).is_some_and(|seat| may_go(seat.role));
        let awaited = self.core.people.awaited();
        awaited.filter(move |(seat, _)| may_go(seat))
    }

    /// Whether anything in the state was said from a seat.
    fn has_written(&self, seat: SeatId) -> bool {
        let has_said_where = self
            .seat(seat)
            .is_some_and(|details| details.sphere.is_some());
        has_said_where
            || self.ballots.contains_key(&seat)
            || self.core.documents.has_written(seat)
            || self
                .commitments
                .values()
                .flatten()
                .any(|answer| answer.seat == seat)
    }

    /// Gives up those of the seats to which still nobody has come.
    pub(super) fn give_up_seats(&mut self, seats: &[SeatId]) -> Made {
        let named: BTreeSet<SeatId> = seats.iter().copied().collect();
        let unused = self.unused().map(|(seat, _)| seat);
        let overdue = unused.filter(|seat| named.contains(seat)).collect();
        Made {
            removed: Some(self.remove_seats(&overdue, Gone::GivenUp)),
            ..Made::default()
        }
    }

    /// Takes seats away; how many.
    pub(super) fn remove_seats(&mut self, seats: &BTreeSet<SeatId>, why: Gone) -> u32 {
        let forgotten = self.core.people.remove(seats, why);
        for seat in seats {
            self.core.requests.forget_commands(*seat);
            self.stop_calendars(*seat, CalendarsOf::Me);
        }
        if !forgotten.is_empty() {
            self.core.requests.forget_given(&forgotten);
        }
        u32::try_from(seats.len()).expect("a workshop has few seats")
    }
}

fn may_go(role: Role) -> bool {
    match role {
        Role::Participant | Role::Scribe | Role::Observer => true,
        Role::Facilitator | Role::Screen => false,
    }
}

fn told(why: Gone) -> Refusal {
    Refusal::moved_on(match why {
        Gone::Removed => {
            "a facilitator removed this place before anything was marked or written in it: join again to take part"
        }
        Gone::Second => {
            "a facilitator removed this place because its person has another one, and nothing was marked or written in it: go on where you joined first, or bring that place here with its recovery words"
        }
        Gone::GivenUp => {
            "this place was given up because nobody opened the workshop from it in time: join again to take part"
        }
    })
}
