//! A refusal is data, not an error: the person did something we can name, and we say what to do instead.

use serde::{Deserialize, Serialize};

/// Why something was refused, as a word that a program can act on.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::EnumString,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RefusalCode {
    /// The seat's role does not allow this.
    Forbidden,
    /// The workshop has moved on since the sender looked.
    MovedOn,
    /// What was named does not exist in this workshop.
    NotFound,
    /// A value is outside what is allowed.
    Invalid,
    /// The workshop holds as many of these as it can.
    Full,
    /// What was asked for is not shown yet, or never to this asker.
    Hidden,
}

crate::labels::labelled!(RefusalCode, refusal_code: Word);

/// Why something was refused, in a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{detail}")]
pub struct Refusal {
    /// The word for programs.
    pub code: RefusalCode,
    /// The sentence for people: what was wrong, with which value, and what to do.
    pub detail: String,
}

impl Refusal {
    /// The seat's role does not allow this.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::Forbidden,
            detail: detail.into(),
        }
    }

    /// The workshop has moved on since the sender looked.
    pub fn moved_on(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::MovedOn,
            detail: detail.into(),
        }
    }

    /// What was named does not exist.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::NotFound,
            detail: detail.into(),
        }
    }

    /// A value is outside what is allowed.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::Invalid,
            detail: detail.into(),
        }
    }

    /// The workshop holds as many as it can.
    pub fn full(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::Full,
            detail: detail.into(),
        }
    }

    /// What was asked for is not shown yet, or never to this asker.
    pub fn hidden(detail: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::Hidden,
            detail: detail.into(),
        }
    }
}
