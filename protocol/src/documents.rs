//! The documents people write: their names, and typed reads over yrs, one file a kind.

mod ballot;
pub mod map;
mod name;
pub mod plan;
mod read;
mod reading;
pub mod schema;
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
use schema::{Holds, Schema};

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

/// The roots of a schema, each with the kind as which it is read.
const fn roots<const COUNT: usize>(schema: &Schema) -> [(&'static str, Kind); COUNT] {
    let mut roots = [("", Kind::Map); COUNT];
    let mut at = 0;
    while at < COUNT {
        let kind = match schema.roots[at].holds {
            Holds::Text { .. } => Kind::Text,
            _ => Kind::Map,
        };
        roots[at] = (schema.roots[at].name, kind);
        at += 1;
    }
    roots
}

const BALLOT_ROOTS: [(&str, Kind); schema::BALLOT.roots.len()] = roots(&schema::BALLOT);
const TABLE_ROOTS: [(&str, Kind); schema::TABLE.roots.len()] = roots(&schema::TABLE);
const PLENARY_ROOTS: [(&str, Kind); schema::PLENARY.roots.len()] = roots(&schema::PLENARY);
const MAP_ROOTS: [(&str, Kind); schema::MAP.roots.len()] = roots(&schema::MAP);
const PLAN_ROOTS: [(&str, Kind); schema::PLAN.roots.len()] = roots(&schema::PLAN);

const BALLOT_RULES: Rules = Rules {
    limits: Limits {
        update_bytes: limits::BALLOT_UPDATE_BYTES,
        ..LIMITS
    },
    deletes: Deletes::Own,
    shape: Shape::Cells {
        roots: &BALLOT_ROOTS,
        text_units: schema::BALLOT_VALUE_UNITS,
    },
};

/// What the gate allows in a document: its roots, each read as the kind that is named here and as no other.
pub fn rules(kind: DocumentKind) -> Rules {
    let roots: &'static [(&'static str, Kind)] = match kind {
        DocumentKind::Ballot(_) => return BALLOT_RULES,
        DocumentKind::Session => &[],
        DocumentKind::Table(_) => &TABLE_ROOTS,
        DocumentKind::Plenary => &PLENARY_ROOTS,
        DocumentKind::Map(_) => &MAP_ROOTS,
        DocumentKind::Plan => &PLAN_ROOTS,
    };
    Rules {
        limits: LIMITS,
        deletes: Deletes::Anyone,
        shape: Shape::Roots(roots),
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
