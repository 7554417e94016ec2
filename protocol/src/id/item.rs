//! Things that people make in a map or a plan: named by the app that makes them, at random, so that two never share one.

use std::{fmt, str::FromStr};

use super::{IdError, text_schema, text_serde};

/// Short enough for the key of a mark with a word behind it, long enough that two apps never choose the same.
const CHARACTERS_MAX: usize = 24;

/// One step, pin, action and so on: 1 to 24 lower-case letters and digits, such as `k3x9q0ab12`.
///
/// Without hyphens, so that no two items make the same id of `{item}-{word}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(Box<str>);

impl ItemId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for ItemId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let is_valid = (1..=CHARACTERS_MAX).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if is_valid {
            Ok(Self(text.into()))
        } else {
            Err(IdError::new(
                text,
                "the id of an item: 1 to 24 lower-case letters and digits",
            ))
        }
    }
}

text_serde!(ItemId);
text_schema!(ItemId, "k3x9q0ab12");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_lower_case_text_names_an_item() {
        for good in ["a", "0", "k3x9q0ab12", &"z".repeat(24)] {
            assert_eq!(good.parse::<ItemId>().expect(good).as_str(), good);
        }
        for bad in ["", "A", "a-b", "a b", "é", "a\n", &"z".repeat(25)] {
            assert!(bad.parse::<ItemId>().is_err(), "{bad:?}");
        }
    }
}
