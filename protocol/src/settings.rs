//! What is fixed when a workshop is made, and told to everyone before they mark.

use serde::{Deserialize, Serialize};

/// Who sees a distribution before the reveal.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RevealMode {
    /// Nobody: before the reveal there is only progress.
    Sealed,
    /// Facilitators see the room's counts as they come in.
    #[default]
    Facilitator,
    /// Everybody sees the room's counts as they come in.
    Open,
}

crate::labels::labelled!(RevealMode, reveal_mode: Explained);

/// What is fixed when a workshop is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Who sees a distribution before the reveal.
    pub reveal: RevealMode,
    /// The fewest people of whom any distribution is shown.
    pub minimum_group: u32,
    /// Whether facilitators see every group once a round is revealed, however small. Nobody else ever does.
    pub named: bool,
}
