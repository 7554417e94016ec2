//! Audiences: everybody in one sees the same bytes, so each view is encoded once for each.

use crate::{
    command::RevealLevel,
    id::TableId,
    seat::{Role, Seat},
    workshop::Round,
};

/// Who is looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// A facilitator.
    Facilitator,
    /// The projector.
    Screen,
    /// Somebody who looks on.
    Observer,
    /// Somebody who marks, and the table where they sit.
    Participant(Option<TableId>),
}

impl Audience {
    /// The audience a seat belongs to.
    pub fn of(seat: &Seat) -> Self {
        match seat.role {
            Role::Facilitator => Self::Facilitator,
            Role::Screen => Self::Screen,
            Role::Observer => Self::Observer,
            Role::Participant | Role::Scribe => Self::Participant(seat.table),
        }
    }

    /// The audience whose view of a round's results this one shares: tables differ only while each sees its own.
    pub fn for_results(self, round: &Round) -> Self {
        match self {
            Self::Participant(Some(_)) if round.revealed != Some(RevealLevel::Table) => {
                Self::Participant(None)
            }
            other => other,
        }
    }

    /// Whether this audience is shown changes at once: it steers by them.
    pub fn is_urgent(self) -> bool {
        matches!(self, Self::Facilitator | Self::Screen)
    }
}
