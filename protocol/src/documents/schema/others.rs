//! A seat's ballot, what a table writes, and what facilitators write for everybody.

use super::{Holds, Root, Schema, ValueKind};
use crate::limits;

/// A seat's ballot: a mark and a reason for each domain of each round.
pub const BALLOT: Schema = Schema {
    roots: &[
        values("marks", "{round}/{domain}", ValueKind::Mark),
        values(
            "reasons",
            "{round}/{domain}",
            ValueKind::Reason {
                cap: limits::REASON_CHARACTERS,
            },
        ),
    ],
};

/// What one table writes: the level it proposes for each domain, its notes, and what it counted on paper.
pub const TABLE: Schema = Schema {
    roots: &[
        values("proposed", "{domain}", ValueKind::Level),
        texts("notes", "{domain}/{prompt}"),
        values("paper", "{round}/{domain}/{level}", ValueKind::Count),
    ],
};

/// What facilitators write for everybody: why a domain has priority, notes, and what is left for later.
pub const PLENARY: Schema = Schema {
    roots: &[
        texts("priorities", "{domain}"),
        texts("notes", "{domain}"),
        texts("parked", "{key}"),
    ],
};

const fn values(name: &'static str, key: &'static str, value: ValueKind) -> Root {
    Root::new(name, Holds::Values { key, value })
}

const fn texts(name: &'static str, key: &'static str) -> Root {
    Root::new(name, Holds::Texts { key })
}

/// UTF-16 units of a value of a ballot: a reason is the longest, and a character has two at most.
pub(in crate::documents) const BALLOT_VALUE_UNITS: usize = limits::REASON_CHARACTERS * 2;
