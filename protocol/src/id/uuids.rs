//! Spaces and seats: random UUIDs, so that any node can issue one without asking another.

use std::{fmt, str::FromStr};

use uuid::Uuid;

use super::{IdError, text_schema, text_serde};

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $example:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes the id from sixteen random bytes drawn by the caller.
            pub fn from_random_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }

            /// The sixteen bytes of the id.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id with these sixteen bytes, as `as_bytes` gave them.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            /// Only the one canonical spelling is taken, so that a document has one name.
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text)
                    .ok()
                    .map(Self)
                    .filter(|id| id.to_string() == text)
                    .ok_or_else(|| IdError::new(text, $expected))
            }
        }

        text_serde!($name);
        text_schema!($name, $example);
    };
}

uuid_id!(
    /// One space in which people work: a workshop.
    SpaceId, "a workshop id (a lower-case UUID)", "6f2c1f0e-8d3b-4a55-9b39-0c8a2f6f7c11"
);
uuid_id!(
    /// One seat: a person's place in one space.
    SeatId, "a seat id (a lower-case UUID)", "0b9a5a0c-31de-4a0e-8c0b-6a1d5b1f2e90"
);

/// The id of a space that is a workshop.
pub type WorkshopId = SpaceId;
