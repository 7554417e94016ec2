//! The run sheet: the agenda as data. Who may write what, and what each audience sees, follows from the step.

use serde::{Deserialize, Serialize};

use crate::labels::Labelled as _;

/// A step's place in the method, which is also its id.
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
    strum::Display,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StepId {
    /// People arrive, join and hear how it works.
    Lobby,
    /// Everybody marks alone.
    Mark,
    /// Tables see what was marked and talk about why.
    Reveal,
    /// Everybody rests; what the tables marked is pooled already.
    Break,
    /// The whole room goes domain by domain.
    Plenary,
    /// People draw the pathway and mark where people are lost on it.
    Map,
    /// Priorities and next steps are written down.
    Plan,
    /// Thanks, and the record.
    Close,
}

crate::labels::labelled!(StepId, step_id: Word);

/// What may be written during a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Permissions {
    /// People at a table may write in their table's document.
    pub table_writing: bool,
    /// Facilitators may write in the plenary document.
    pub plenary_writing: bool,
    /// People who mark may write in the maps; facilitators always may.
    pub map_writing: bool,
    /// People who mark may write in the plan; facilitators always may.
    pub plan_writing: bool,
}

/// One step of the run sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its name on screen.
    pub title: String,
    /// What participants are asked to do.
    pub instruction: String,
    /// What the facilitator does.
    pub guidance: String,
    /// Planned minutes, where the step is timed.
    pub minutes: Option<u32>,
    /// What may be written meanwhile.
    pub permissions: Permissions,
}

/// The steps in order, and where the workshop stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RunSheet {
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// The current step.
    pub current: StepId,
    /// When the current step began, in milliseconds since 1970.
    pub started_at_ms: u64,
    /// Minutes added to the current step since it began.
    pub extended_minutes: u32,
}

impl RunSheet {
    /// The plain run sheet of the toolkit's workshop: 10 minutes to mark, 40 at tables, a break, and 60 in plenary, of
    /// which the last 15 are for next steps.
    ///
    /// Those three are the upper ends of the toolkit's own ranges (5 to 10, 30 to 40, 50 to 60); it gives no time for
    /// the introduction and the break, and has no map, so 10, 10 and 30 are ours. Without the map it is two and a
    /// quarter hours; a board of two hours gives its tables 30 minutes and the plenary 40.
    pub fn plain(now_ms: u64) -> Self {
        let step = |id: StepId, minutes, instruction: &str, guidance: &str| Step {
            id,
            title: id.label().word.clone(),
            instruction: instruction.to_owned(),
            guidance: guidance.to_owned(),
            minutes,
            permissions: Permissions {
                table_writing: matches!(
                    id,
                    StepId::Mark | StepId::Reveal | StepId::Break | StepId::Plenary
                ),
                plenary_writing: matches!(
                    id,
                    StepId::Reveal | StepId::Break | StepId::Plenary | StepId::Map | StepId::Plan
                ),
                map_writing: matches!(id, StepId::Map | StepId::Plan),
                // Owners may accept, and say how far they are, until the workshop is over.
                plan_writing: matches!(id, StepId::Map | StepId::Plan | StepId::Close),
            },
        };
        Self {
            steps: vec![
                step(
                    StepId::Lobby,
                    Some(10),
                    "You are in. Marking has not started yet: your facilitator will open it.",
                    "Show the join code. Explain the tool and what others can see. Mix civic, voluntary and health people at each table. Open marking when people are in.",
                ),
                step(
                    StepId::Mark,
                    Some(10),
                    "For each domain choose the one level that fits best where you work. Answer alone.",
                    "Give people quiet. Close marking when most have finished.",
                ),
                step(
                    StepId::Reveal,
                    Some(40),
                    "Look at where marks differ. Talk about why: is it one person's view or a whole sector's?",
                    "Reveal the results, then let tables talk about the reasons behind different marks.",
                ),
                step(
                    StepId::Break,
                    Some(10),
                    "Take a break. Your facilitator will call you back for the plenary.",
                    "Nothing needs adding up: the tables' marks are pooled already. See where views differ, and choose which domains come first.",
                ),
                step(
                    StepId::Plenary,
                    Some(45),
                    "Listen for what is behind each view. What change, action or evidence would bring us closer? Then help the room to settle on a level.",
                    "Take one domain at a time. Ask what would bring views closer. Agree a level, or record why there is none.",
                ),
                step(
                    StepId::Map,
                    Some(30),
                    "Draw the pathway together, step by step. Say where people are lost, and why.",
                    "Let people add steps and reasons. When the map stands, ask where people are lost.",
                ),
                step(
                    StepId::Plan,
                    Some(15),
                    "What would move us up a level? Who leads it, by when, and how shall we know? Take on what you can lead.",
                    "Turn priorities and losses into actions, each with an owner, a date and a measure.",
                ),
                step(
                    StepId::Close,
                    None,
                    "Thank you. You can keep a copy of your own sheet.",
                    "Download the collation sheet and the record.",
                ),
            ],
            current: StepId::Lobby,
            started_at_ms: now_ms,
            extended_minutes: 0,
        }
    }

    /// The current step.
    pub fn step(&self) -> &Step {
        self.steps
            .iter()
            .find(|step| step.id == self.current)
            .expect("the current step is one of the steps: `go` checks")
    }

    /// Whether the run sheet has this step.
    pub fn has(&self, id: StepId) -> bool {
        self.steps.iter().any(|step| step.id == id)
    }

    /// Begins a step at this time.
    pub(crate) fn go(&mut self, to: StepId, now_ms: u64) {
        debug_assert!(self.has(to), "callers check that the run sheet has {to}");
        self.current = to;
        self.started_at_ms = now_ms;
        self.extended_minutes = 0;
    }
}
