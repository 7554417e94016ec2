//! The words that a round is told by: what it asks for, how far it is shown, by which groups, and what was decided on it.

use serde::{Deserialize, Serialize};

use crate::labels::Labelled as _;

/// What a round asks for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RoundKind {
    /// Where we stand now.
    Now,
    /// Where we need to be.
    Needed,
    /// How many people are lost at the steps of a map.
    Lost,
    /// How much an action of the plan would change, and how soon.
    Priority,
}

crate::labels::labelled!(RoundKind, round_kind: RoundLabel);

/// How far a round is shown.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RevealLevel {
    /// Each table sees its own counts.
    Table,
    /// Everybody sees the counts of the whole room.
    Pooled,
    /// Everybody sees the counts of the room and of its groups.
    Groups,
}

crate::labels::labelled!(RevealLevel, reveal_level: Spoken);

/// How people are put into groups.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Grouping {
    /// By the sector a person speaks from.
    Sector,
    /// By table.
    Table,
    /// By organisation.
    Organisation,
    /// By the sphere of influence that people put themselves in.
    Sphere,
}

crate::labels::labelled!(Grouping, grouping: Plural);

impl std::fmt::Display for Grouping {
    /// As people read it, in a sentence: "by sphere of influence".
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.label().one)
    }
}

/// What the room decided on a domain: recorded by people, never computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Agreed {
    /// The level, or null for "no consensus".
    pub level: Option<u8>,
    /// Why.
    pub because: String,
}
