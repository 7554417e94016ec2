//! What a domain is about that was made here, of a step or of an action. What is read from a text is about itself.

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, MapId};

/// What a domain of a framework is about that was made of a map or of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DomainAbout {
    /// How many people are lost at a step.
    Step {
        /// The map.
        map: MapId,
        /// The step on it.
        step: ItemId,
    },
    /// One aspect of an action.
    Action {
        /// The action.
        action: ItemId,
        /// What of it is marked.
        aspect: ActionAspect,
    },
}

/// What is marked of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionAspect {
    /// How much it would change.
    Impact,
    /// How soon people would notice.
    Speed,
}

impl ActionAspect {
    /// Its word, in names and ids.
    pub(crate) fn word(self) -> &'static str {
        match self {
            ActionAspect::Impact => "impact",
            ActionAspect::Speed => "speed",
        }
    }
}
