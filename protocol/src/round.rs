//! The words that a round is told by: what it asks for, how far it is shown, by which groups, and what was decided on it.

use serde::{Deserialize, Serialize};

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
)]
#[serde(rename_all = "snake_case")]
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
)]
#[serde(rename_all = "snake_case")]
pub enum RevealLevel {
    /// Each table sees its own counts.
    Table,
    /// Everybody sees the counts of the whole room.
    Pooled,
    /// Everybody sees the counts of the room and of its groups.
    Groups,
}

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
)]
#[serde(rename_all = "snake_case")]
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

impl std::fmt::Display for Grouping {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Grouping::Sector => "sector",
            Grouping::Table => "table",
            Grouping::Organisation => "organisation",
            Grouping::Sphere => "sphere",
        })
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
