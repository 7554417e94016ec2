//! Ids as they stand in documents: how each is checked here, and by which pattern in the web app.

use serde::Serialize;

use crate::{
    framework::DomainId,
    id::{ItemId, MapId, SeatId, SphereId},
};

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// An item of a map or a plan.
    Item,
    /// A seat.
    Seat,
    /// A framework or a domain.
    Slug,
    /// A map of the workshop.
    Map,
    /// A sphere of influence.
    Sphere,
}

/// `1` to `65535`, in one spelling.
macro_rules! counted {
    ($prefix:literal) => {
        concat!(
            "^",
            $prefix,
            "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$"
        )
    };
}

impl IdKind {
    /// All of them.
    pub const ALL: [IdKind; 5] = [
        IdKind::Item,
        IdKind::Seat,
        IdKind::Slug,
        IdKind::Map,
        IdKind::Sphere,
    ];

    /// Whether a text is such an id, in its one spelling.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            IdKind::Item => text.parse::<ItemId>().is_ok(),
            IdKind::Seat => text.parse::<SeatId>().is_ok(),
            IdKind::Slug => text.parse::<DomainId>().is_ok(),
            IdKind::Map => text.parse::<MapId>().is_ok(),
            IdKind::Sphere => text.parse::<SphereId>().is_ok(),
        }
    }

    /// The same as a regular expression of ECMAScript.
    pub fn pattern(self) -> &'static str {
        match self {
            IdKind::Item => "^[a-z0-9]{1,24}$",
            IdKind::Seat => "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            IdKind::Slug => "^[a-z0-9-]{1,48}$",
            IdKind::Map => counted!("m"),
            IdKind::Sphere => counted!("s"),
        }
    }

    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            IdKind::Item => "the id of an item",
            IdKind::Seat => "a UUID of lower-case hexadecimal digits in the groups 8-4-4-4-12",
            IdKind::Slug => "1 to 48 lower-case letters, digits and hyphens",
            IdKind::Map => "`m1` to `m65535`",
            IdKind::Sphere => "`s1` to `s65535`",
        }
    }
}
