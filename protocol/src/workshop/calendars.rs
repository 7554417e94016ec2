//! The calendar addresses of a workshop: which are open, and whether what they show has changed.

use super::{Made, Workshop};
use crate::{
    calendar::{CalendarFeed, CalendarShows, CalendarsOf, Changed},
    command::Command,
    documents::DocumentKind,
    entry::{Control, Event},
    id::{SeatId, TokenHash},
    refusal::Refusal,
    seat::Role,
};

/// What may be read.
impl Workshop {
    /// The calendar address with this secret.
    pub fn calendar(&self, secret: &TokenHash) -> Option<CalendarFeed> {
        self.calendars.get(secret).copied()
    }

    /// What a seat's open calendar addresses show; each at most once.
    pub fn calendars_of(&self, seat: SeatId) -> Vec<CalendarShows> {
        let own = self.calendars.values().filter(|feed| feed.seat == seat);
        let mut shows: Vec<CalendarShows> = own.map(|feed| feed.shows).collect();
        shows.sort_unstable();
        shows
    }

    /// The latest entry after which the plan may read differently.
    pub fn plan_changed(&self) -> Changed {
        self.plan_changed
    }

    /// When the workshop was made, in milliseconds since 1970.
    pub fn begun_at_ms(&self) -> u64 {
        self.begun_at_ms
    }

    /// Whether a seat may have a calendar address. A workshop that is over keeps its dates, so it may be asked for then.
    pub fn check_calendar(&self, seat: SeatId) -> Result<(), Refusal> {
        match self.seat(seat).map(|details| details.role) {
            None => Err(Refusal::not_found("there is no such seat")),
            Some(Role::Screen) => Err(Refusal::forbidden("a screen has no calendar")),
            Some(_) => Ok(()),
        }
    }
}

impl Workshop {
    /// Opens an address in place of the one the seat had for the same: a lost answer leaves none that nobody knows.
    pub(super) fn open_calendar(
        &mut self,
        seat: SeatId,
        shows: CalendarShows,
        secret: TokenHash,
    ) -> Result<Made, Refusal> {
        self.check_calendar(seat)?;
        let feed = CalendarFeed { seat, shows };
        self.calendars.retain(|_, known| *known != feed);
        self.calendars.insert(secret, feed);
        Ok(Made::default())
    }

    pub(super) fn stop_calendars(&mut self, seat: SeatId, whose: CalendarsOf) {
        match whose {
            CalendarsOf::Me => self.calendars.retain(|_, known| known.seat != seat),
            CalendarsOf::Everybody => self.calendars.clear(),
        }
    }
}

/// Whether the plan may read differently behind an event: its own words, its owners' answers, and the names of what its
/// actions come from.
pub(super) fn may_change_the_plan(event: &Event) -> bool {
    match event {
        Event::Updated { document, .. } => {
            matches!(document.kind, DocumentKind::Plan | DocumentKind::Map(_))
        }
        Event::Control(Control::Commanded { command, .. }) => matches!(
            command,
            Command::AcceptAction { .. }
                | Command::DeclineAction { .. }
                | Command::RenameMap { .. }
                | Command::OpenLosses { .. }
                | Command::OpenPriorities { .. }
        ),
        Event::Control(_) => false,
    }
}
