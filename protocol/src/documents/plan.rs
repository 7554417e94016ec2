//! An action plan as it reads: what is valid in its document, in one order, the same on every replica.
//!
//! Owns the shape of a plan and its rules. How it stands in Yjs, field by field, is in docs/PROTOCOL.md (PL). Whether an
//! owner has accepted is not written here: that is a command, because anybody could write it.

use serde::{Deserialize, Serialize};

use crate::{
    framework::{DomainId, FrameworkId},
    id::{ItemId, MapId, SeatId},
};

mod action_day;
mod day;
mod read;

pub use action_day::ActionDay;
pub use day::Day;
pub(super) use read::{has_action, read};

/// What is to be done, and what it is for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Plan {
    /// The actions, the first in rank first.
    pub actions: Vec<Action>,
    /// Outcomes, opportunities, solutions and measures, in the order of the list.
    pub nodes: Vec<ThreadNode>,
    /// How actions and nodes serve others.
    pub ties: Vec<ThreadTie>,
}

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Action {
    /// The action.
    pub id: ItemId,
    /// What is done.
    pub what: String,
    /// What good looks like.
    pub objective: String,
    /// Who leads it.
    pub owner: Option<ActionOwner>,
    /// Who else has to be engaged.
    pub engage: String,
    /// How it is known that this is needed.
    pub evidence: String,
    /// By when it is developed.
    pub develop_by: Option<Day>,
    /// By when it is implemented.
    pub implement_by: Option<Day>,
    /// By when it is tested.
    pub test_by: Option<Day>,
    /// How progress is measured.
    pub measure: String,
    /// What the measure is now.
    pub baseline: String,
    /// What the measure should become.
    pub target: String,
    /// How soon it should be taken up.
    pub priority: Option<ActionPriority>,
    /// How often it is reported on.
    pub rhythm: Option<ReportRhythm>,
    /// To whom it is reported.
    pub report_to: String,
    /// What stands in its way.
    pub blockers: Vec<Blocker>,
    /// Its cycles of trying out, the oldest first.
    pub cycles: Vec<PdsaCycle>,
    /// How far it has come, as its people say.
    pub progress: ActionProgress,
    /// Where it comes from.
    pub source: Option<ActionSource>,
}

/// Who leads an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActionOwner {
    /// Somebody who is here.
    Seat {
        /// Their seat.
        seat: SeatId,
        /// What they are called in the plan until they accept under a name of their own.
        label: String,
    },
    /// An organisation that still has to be engaged.
    Organisation {
        /// Its name.
        label: String,
    },
}

/// How soon an action should be taken up.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ActionPriority {
    /// Now.
    First,
    /// After those.
    Next,
    /// When there is time.
    Later,
}

crate::labels::labelled!(ActionPriority, action_priority: Word);

/// How often an action is reported on.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReportRhythm {
    /// Every week.
    Weekly,
    /// Every two weeks.
    Fortnightly,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
}

crate::labels::labelled!(ReportRhythm, report_rhythm: Word);

/// Something that stands in an action's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Blocker {
    /// The blocker.
    pub id: ItemId,
    /// What it is.
    pub text: String,
    /// Who has been asked to help; empty where nobody has.
    pub escalated_to: String,
    /// Whether it is out of the way.
    pub is_resolved: bool,
}

/// One cycle of plan, do, study, act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PdsaCycle {
    /// The cycle.
    pub id: ItemId,
    /// What is tried, and what is expected.
    pub plan: PdsaStage,
    /// What was done.
    #[serde(rename = "do")]
    pub doing: PdsaStage,
    /// What was seen.
    pub study: PdsaStage,
    /// What follows.
    pub act: PdsaStage,
    /// What came out, in a line.
    pub result: String,
}

/// One stage of a cycle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PdsaStage {
    /// What was written.
    pub text: String,
    /// When.
    pub on: Option<Day>,
}

/// How far an action has come, as its people say. What counts is [`crate::commitment::ActionStatus`].
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ActionProgress {
    /// Nothing has been done yet.
    #[default]
    NotStarted,
    /// It is being done.
    UnderWay,
    /// It is done.
    Done,
    /// It has been given up.
    Stopped,
}

crate::labels::labelled!(ActionProgress, action_progress: Word);

/// Where an action comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActionSource {
    /// A domain that was marked.
    Domain {
        /// Its framework.
        framework: FrameworkId,
        /// The domain.
        domain: DomainId,
    },
    /// A step of a map.
    Step {
        /// The map.
        map: MapId,
        /// The step.
        step: ItemId,
    },
    /// A pin on a map.
    Pin {
        /// The map.
        map: MapId,
        /// The pin.
        pin: ItemId,
    },
}

/// A node of the thread from actions to outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ThreadNode {
    /// The node.
    pub id: ItemId,
    /// What kind of node.
    pub kind: NodeKind,
    /// What it says.
    pub text: String,
}

/// What kind of node, the furthest from the action first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum NodeKind {
    /// What becomes better for people.
    Outcome,
    /// What services could do better.
    Opportunity,
    /// What would make that possible.
    Solution,
    /// By what it is seen.
    Measure,
}

crate::labels::labelled!(NodeKind, node_kind: NodeLabel);

/// One thing serves another that stands nearer to the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ThreadTie {
    /// The tie.
    pub id: ItemId,
    /// An action or a node.
    pub from: ItemId,
    /// A node of a kind nearer to the outcome.
    pub to: ItemId,
    /// Whether it works by itself or by way of something else.
    pub way: TieWay,
    /// How this turns the dial.
    pub how: String,
}

/// Whether something works by itself.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TieWay {
    /// By itself.
    #[default]
    Direct,
    /// By way of something else.
    Indirect,
}

crate::labels::labelled!(TieWay, tie_way: Spoken);

impl Plan {
    /// The action with this id.
    pub fn action(&self, id: &ItemId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == *id)
    }
}
