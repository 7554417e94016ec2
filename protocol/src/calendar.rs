//! Calendar addresses: what they show, whose they are, and when what they show last changed.
//!
//! Calendar programs cannot send a bearer token, so an address carries a secret of its own that opens nothing else. As
//! with every secret, the server draws it, tells it once, and keeps its hash.

use serde::{Deserialize, Serialize};

use crate::id::SeatId;

/// What a calendar address shows.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CalendarShows {
    /// Every action of the plan.
    Plan,
    /// The actions that its seat leads or is asked to lead.
    Mine,
}

crate::labels::labelled!(CalendarShows, calendar_shows: CalendarLabel);

/// Whose calendar addresses are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CalendarsOf {
    /// The sender's own.
    Me,
    /// Those of the whole workshop.
    Everybody,
}

/// A calendar address that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFeed {
    /// Whose it is.
    pub seat: SeatId,
    /// What it shows.
    pub shows: CalendarShows,
}

/// The latest entry that may have changed something: calendar programs take the version with the larger number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Its place in the journal.
    pub seq: u64,
    /// When, in milliseconds since 1970. Never earlier than before, whatever the clocks of several nodes say.
    pub at_ms: u64,
}

impl Changed {
    /// Notes a later entry.
    pub fn note(&mut self, seq: u64, at_ms: u64) {
        self.seq = seq;
        self.at_ms = self.at_ms.max(at_ms);
    }
}
