//! The ids of frameworks and domains: parsed once, valid ever after.
//!
//! They stand in links, in document keys and in file names, so they hold nothing that would
//! need escaping there. This file never looks an id up.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize, Serializer};

/// Long enough for any name in words, short enough for a document key and a file name.
const ID_CHARACTERS_MAX: usize = 48;

/// The text is not an id of a framework or a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is made of 1 to {ID_CHARACTERS_MAX} lower-case letters, digits and hyphens")]
pub struct InvalidId;

fn is_id(text: &str) -> bool {
    let is_id_byte = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (1..=ID_CHARACTERS_MAX).contains(&text.len()) && text.bytes().all(is_id_byte)
}

macro_rules! framework_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        // Invariant: `is_id` holds for the text.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, utoipa::ToSchema)]
        #[serde(try_from = "String")]
        #[schema(value_type = String, pattern = "^[a-z0-9-]{1,48}$")]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.into())) } else { Err(InvalidId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                if is_id(&text) { Ok(Self(text.into_boxed_str())) } else { Err(InvalidId) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

framework_ids! {
    /// Names a framework, e.g. `pit-a`.
    FrameworkId;
    /// Names a domain within its framework, e.g. `leadership`.
    DomainId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_short_kebab_text() {
        let longest = "a".repeat(ID_CHARACTERS_MAX);
        for good in ["a", "pit-a", "domain-10", "7", longest.as_str()] {
            assert_eq!(good.parse::<DomainId>().expect(good).to_string(), good);
        }
        let too_long = "a".repeat(ID_CHARACTERS_MAX + 1);
        for bad in [
            "",
            "Pit-a",
            "pit_a",
            "pit a",
            "pit/a",
            "é",
            "a\n",
            too_long.as_str(),
        ] {
            assert_eq!(bad.parse::<FrameworkId>(), Err(InvalidId), "{bad:?}");
        }
    }

    #[test]
    fn json_is_a_string_and_is_checked() {
        let id: DomainId = serde_json::from_str("\"leadership\"").expect("valid id");
        assert_eq!(
            serde_json::to_string(&id).expect("string"),
            "\"leadership\""
        );
        let refusal = serde_json::from_str::<DomainId>("\"Lead er\"").expect_err("invalid id");
        assert!(
            refusal.to_string().contains("lower-case letters"),
            "{refusal}"
        );
    }
}
