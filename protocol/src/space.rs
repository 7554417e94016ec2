//! What a workshop stands on: a lasting place where people work together, as the fold of a journal.
//!
//! It has people with keys to their seats, requests that are known when they come again, shared documents behind the
//! gate with their ledgers, and a pace of joining. It knows no rounds, no matrices and no steps: a kind of space brings
//! its own state, commands and rules, and is a [`Space`] to whoever keeps it live.

mod admission;
mod arrivals;
mod documents;
pub mod entry;
mod kind;
mod outcome;
mod people;
mod requests;
mod snapshot;

use serde::{Deserialize, Serialize};

use crate::id::SpaceId;

pub(crate) use admission::refuse_into_session;
pub use admission::{Admission, Admitted, NotAdmitted, Reserved, Writer, too_long};
pub use arrivals::Arrivals;
pub(crate) use arrivals::check_admit_all;
pub use documents::Documents;
pub use kind::{CalendarOf, CommandOf, EntryOf, Events, PersonOf, SeatIssue, Space};
pub use outcome::{Access, FoldError, Outcome};
pub use people::{Gone, People};
pub use requests::{AnsweredCommand, GivenSeat, Requests};
pub(crate) use snapshot::{decode as from_snapshot, encode as to_snapshot};

/// What every kind of space has; `P` is what is known of a person, `M` what a command can make.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Core<P, M> {
    /// The place of the latest entry.
    pub seq: u64,
    /// Its id.
    pub id: SpaceId,
    /// Who has a seat, and which keys open it.
    pub people: People<P>,
    /// How fast people join.
    pub arrivals: Arrivals,
    /// What was asked with a key.
    pub requests: Requests<M>,
    /// What people write together.
    pub documents: Documents,
}
