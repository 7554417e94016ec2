//! The action plan in a record: as everybody sees it, without the seats of those who lead.
//!
//! An owner is told by the name under which they accepted, or by what the plan calls them.

use plenary_protocol::{
    commitment::{ActionStatus, Missing},
    documents::plan::{
        ActionOwner, ActionPriority, ActionProgress, ActionSource, Blocker, Day, PdsaCycle,
        ReportRhythm, ThreadNode, ThreadTie,
    },
    id::ItemId,
    views::{Orphans, PlanView, PlannedAction},
};
use serde::Serialize;

/// What is to be done, and what it is for.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RecordedPlan {
    /// The actions, the first in rank first.
    pub actions: Vec<RecordedAction>,
    /// Outcomes, opportunities, solutions and measures.
    pub nodes: Vec<ThreadNode>,
    /// How actions and nodes serve others.
    pub ties: Vec<ThreadTie>,
    /// What hangs in the air.
    pub orphans: Orphans,
}

/// One thing to be done, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RecordedAction {
    /// The action.
    pub id: ItemId,
    /// What is done.
    pub what: String,
    /// What good looks like.
    pub objective: String,
    /// Who leads it.
    pub owner: Option<RecordedOwner>,
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
    /// Where it stands.
    pub status: ActionStatus,
    /// Under which name its owner accepted it as it stands; null where nobody has.
    pub accepted_by: Option<String>,
    /// What it lacks before its owner can accept it.
    pub missing: Vec<Missing>,
}

/// Who leads an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecordedOwner {
    /// Somebody who was there.
    Person {
        /// What they are called in the plan.
        label: String,
    },
    /// An organisation that still has to be engaged.
    Organisation {
        /// Its name.
        label: String,
    },
}

impl RecordedPlan {
    /// The plan without seats.
    pub(crate) fn of(plan: PlanView) -> Self {
        Self {
            actions: plan.actions.into_iter().map(recorded).collect(),
            nodes: plan.nodes,
            ties: plan.ties,
            orphans: plan.orphans,
        }
    }
}

fn recorded(planned: PlannedAction) -> RecordedAction {
    let action = planned.action;
    let owner = action.owner.map(|owner| match owner {
        ActionOwner::Seat { label, .. } => RecordedOwner::Person {
            label: planned.accepted_by.clone().unwrap_or(label),
        },
        ActionOwner::Organisation { label } => RecordedOwner::Organisation { label },
    });
    RecordedAction {
        id: action.id,
        what: action.what,
        objective: action.objective,
        owner,
        engage: action.engage,
        evidence: action.evidence,
        develop_by: action.develop_by,
        implement_by: action.implement_by,
        test_by: action.test_by,
        measure: action.measure,
        baseline: action.baseline,
        target: action.target,
        priority: action.priority,
        rhythm: action.rhythm,
        report_to: action.report_to,
        blockers: action.blockers,
        cycles: action.cycles,
        progress: action.progress,
        source: action.source,
        status: planned.status,
        accepted_by: planned.accepted_by,
        missing: planned.missing,
    }
}
