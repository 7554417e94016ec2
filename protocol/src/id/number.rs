//! Rounds, tables, maps and spheres: counted within their workshop, so that they read well in a mark's key and aloud.

use std::{fmt, str::FromStr};

use super::{IdError, text_schema, text_serde};

macro_rules! numbered_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $expected:literal, $example:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// The id of the `count`-th of its kind, counted from 1.
            pub fn nth(count: u16) -> Self {
                Self(count)
            }

            /// Its number, counted from 1.
            pub fn number(self) -> u16 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!($prefix, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    // One spelling only: "r01" and "r+1" would be second names of the same thing.
                    .filter(|id| id.0 > 0 && id.to_string() == text)
                    .ok_or_else(|| IdError::new(text, $expected))
            }
        }

        text_serde!($name);
        text_schema!($name, $example);
    };
}

numbered_id!(
    /// One marking of one framework in a workshop: `r1`, `r2`, …
    RoundId, "r", "a round id such as `r1`", "r1"
);
numbered_id!(
    /// One table of a workshop: `t1`, `t2`, …
    TableId, "t", "a table id such as `t1`", "t1"
);
numbered_id!(
    /// One process map of a workshop: `m1`, `m2`, …
    MapId, "m", "a map id such as `m1`", "m1"
);
numbered_id!(
    /// One sphere of influence of a workshop, the innermost first: `s1`, `s2`, …
    SphereId, "s", "the id of a sphere of influence such as `s1`", "s1"
);
