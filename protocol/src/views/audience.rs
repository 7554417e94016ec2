//! Audiences: everybody in one sees the same bytes, so each view is encoded once for each.

use crate::{
    id::{SeatId, TableId},
    round::RevealLevel,
    seat::{Role, Seat},
    workshop::{Round, Workshop},
};

/// Who is looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// A facilitator.
    Facilitator,
    /// A facilitator of a workshop that was declared named, who looks themselves: every group once a round is revealed.
    /// What is taken home is made for `Facilitator`, because it is passed on.
    NamedFacilitator,
    /// The projector.
    Screen,
    /// Somebody who looks on.
    Observer,
    /// Somebody who marks; with a table where only the people who marked there are meant.
    Participant(Option<TableId>),
}

impl Audience {
    /// The audience a seat belongs to.
    pub fn of(seat: &Seat) -> Self {
        match seat.role {
            Role::Facilitator => Self::Facilitator,
            Role::Screen => Self::Screen,
            Role::Observer => Self::Observer,
            Role::Participant | Role::Scribe => Self::Participant(None),
        }
    }

    /// The audience for what is shown on a seat's own screen: in a workshop that was declared named, facilitators see more.
    pub fn on_screen(self, workshop: &Workshop) -> Self {
        match self {
            Self::Facilitator if workshop.settings().named => Self::NamedFacilitator,
            other => other,
        }
    }

    /// The audience for a round's results: while each table sees its own, those whose marks were counted at one. Where
    /// somebody sits now does not matter, or anybody could sit down at one table after the other.
    pub fn for_results(self, round: &Round, seat: SeatId) -> Self {
        match self {
            Self::Participant(_) if round.revealed == Some(RevealLevel::Table) => {
                Self::Participant(round.frozen.get(&seat).and_then(|vote| vote.standing.table))
            }
            other => other,
        }
    }

    /// Whether this audience is shown changes at once: it steers by them.
    pub fn steers(self) -> bool {
        matches!(
            self,
            Self::Facilitator | Self::NamedFacilitator | Self::Screen
        )
    }
}
