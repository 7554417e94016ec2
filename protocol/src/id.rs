//! The names of things: parsed once at the door, valid ever after.
//!
//! Owns every identifier and secret that crosses a wire. It never makes one up: random bytes come from the caller.

mod code;
mod item;
mod number;
mod request;
mod secret;
mod uuids;

pub use code::JoinCode;
pub use item::ItemId;
pub use number::{MapId, RoundId, SphereId, TableId};
pub use request::{BodyHash, Request, RequestHash, RequestKey, Salt, SaltedRequest};
pub use secret::{RecoveryHash, RecoveryWords, Token, TokenHash};
pub use uuids::{SeatId, SpaceId, WorkshopId};

/// What was wrong with the text of an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct IdError {
    /// The text as it came, cut to a length that fits a message.
    pub text: String,
    /// What would have been right, with its article: "a join code of six letters and digits".
    pub expected: &'static str,
}

impl IdError {
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        Self {
            text: text.chars().take(60).collect(),
            expected,
        }
    }
}

/// Serde for a type that is written as its text and checked by its parser.
macro_rules! text_serde {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Tells OpenAPI that a type is written as text.
macro_rules! text_schema {
    ($type:ident, $example:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .examples([serde_json::json!($example)])
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {}
    };
}

pub(crate) use {text_schema, text_serde};
