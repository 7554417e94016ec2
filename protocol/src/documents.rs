//! The documents people write: their names, and typed reads over yrs, one file a kind.

mod ballot;
pub mod map;
mod name;
pub mod plan;
mod read;
mod shared;

pub use ballot::{BallotContent, BallotDocument, BallotRefused, MarkKey, MarkValue, Merged};
pub use name::{DocumentKind, DocumentName, ToldPresence};
pub use shared::SharedDocument;

use yrs::block::ClientID;

use crate::{
    gate::{Deletes, Kind, Limits, Rules, Shape},
    limits,
    wire::state_vector::StateVectorMap,
};

const LIMITS: Limits = Limits {
    update_bytes: limits::UPDATE_BYTES,
    structs: limits::UPDATE_STRUCTS,
    struct_bytes: limits::STRUCT_BYTES,
    depth: limits::UPDATE_DEPTH,
    key_bytes: limits::KEY_BYTES,
    clients_per_owner: limits::CLIENTS_PER_SEAT,
    clients: limits::CLIENTS_EVER_PER_DOCUMENT,
    reserved_per_owner: limits::RESERVED_CLIENTS_PER_SEAT,
    reserved: limits::RESERVED_CLIENTS_PER_DOCUMENT,
};

const BALLOT_RULES: Rules = Rules {
    limits: Limits {
        update_bytes: limits::BALLOT_UPDATE_BYTES,
        ..LIMITS
    },
    deletes: Deletes::Own,
    shape: Shape::Cells {
        roots: &["marks", "reasons"],
        text_units: limits::REASON_CHARACTERS * 2,
    },
};

/// What the gate allows in a document: its roots, each read as the kind that is named here and as no other.
pub fn rules(kind: DocumentKind) -> Rules {
    let roots: &'static [(&'static str, Kind)] = match kind {
        DocumentKind::Ballot(_) => return BALLOT_RULES,
        DocumentKind::Session => &[],
        DocumentKind::Table(_) => &[
            ("proposed", Kind::Map),
            ("notes", Kind::Map),
            ("paper", Kind::Map),
        ],
        DocumentKind::Plenary => &[
            ("priorities", Kind::Map),
            ("notes", Kind::Map),
            ("parked", Kind::Map),
        ],
        DocumentKind::Map(_) => &[
            ("about", Kind::Map),
            ("pathway", Kind::Text),
            ("why", Kind::Text),
            ("components", Kind::Map),
            ("definition_a", Kind::Text),
            ("definition_b", Kind::Text),
            ("definition_c", Kind::Text),
            ("definition_d", Kind::Text),
            ("lanes", Kind::Map),
            ("steps", Kind::Map),
            ("links", Kind::Map),
            ("pins", Kind::Map),
            ("questions", Kind::Map),
            ("stakeholders", Kind::Map),
        ],
        DocumentKind::Plan => &[
            ("actions", Kind::Map),
            ("nodes", Kind::Map),
            ("ties", Kind::Map),
        ],
    };
    Rules {
        limits: LIMITS,
        deletes: Deletes::Anybodys,
        shape: Shape::Roots(roots),
    }
}

/// The root maps of a document whose items are taken out by a mark and never deleted.
pub(crate) fn item_roots(kind: DocumentKind) -> &'static [&'static str] {
    match kind {
        DocumentKind::Map(_) => &[
            "lanes",
            "steps",
            "links",
            "pins",
            "questions",
            "stakeholders",
        ],
        DocumentKind::Plan => &["actions", "nodes", "ties"],
        DocumentKind::Session
        | DocumentKind::Ballot(_)
        | DocumentKind::Table(_)
        | DocumentKind::Plenary => &[],
    }
}

/// The state vector and the content of a document that was never written, in their wire forms.
pub(crate) fn nothing_yet() -> (Vec<u8>, Vec<u8>) {
    // No clients; and an update of no structs and no deletes.
    (vec![0], vec![0, 0])
}

/// A state vector that came over the wire, for yrs. Its clocks only say what to leave out, so any value is safe.
pub(crate) fn state_vector_of(clocks: &StateVectorMap) -> yrs::StateVector {
    clocks
        .iter()
        .map(|(client, clock)| (ClientID::new(*client), *clock))
        .collect()
}
