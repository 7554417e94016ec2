//! What an owner answers to an action: accepted, and on which terms, or declined. Decides what counts as agreed.
//!
//! An answer is a command and no document, because anybody may write in a document and only the owner may answer.

use serde::{Deserialize, Serialize};

use crate::{
    documents::plan::{Action, ActionOwner, ActionProgress, Day},
    id::{ItemId, SeatId},
};

/// What an owner accepts of an action: the rest of it may be worked out further without asking again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is done.
    pub what: String,
    /// By when it is developed.
    #[serde(default)]
    pub develop_by: Option<Day>,
    /// By when it is implemented.
    #[serde(default)]
    pub implement_by: Option<Day>,
    /// By when it is tested.
    #[serde(default)]
    pub test_by: Option<Day>,
    /// How progress is measured.
    pub measure: String,
    /// What the measure should become.
    #[serde(default)]
    #[schema(required)]
    pub target: String,
}

/// What an owner answered to an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Commitment {
    /// The action.
    pub action: ItemId,
    /// The seat that answered.
    pub seat: SeatId,
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
}

/// An owner's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The owner leads it.
    Accepted {
        /// The name under which the owner stands in the plan.
        name: String,
        /// What was accepted.
        terms: Terms,
    },
    /// The owner does not.
    Declined {
        /// Why; may be empty.
        because: String,
    },
}

/// Where an action stands: what its people say of it, as far as its owner has agreed to it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// Nobody has accepted it as it stands.
    Proposed,
    /// Its owner has accepted it, with its dates and its measure.
    Agreed,
    /// It is being done.
    UnderWay,
    /// It is done.
    Done,
    /// It has been given up.
    Stopped,
}

/// What an action lacks before its owner can accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// What is done.
    What,
    /// An owner with a seat here.
    Owner,
    /// A day by which something is promised.
    Date,
    /// How progress is measured.
    Measure,
}

impl Missing {
    /// In words that go into a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Missing::What => "what is done",
            Missing::Owner => "an owner",
            Missing::Date => "a date",
            Missing::Measure => "a measure",
        }
    }
}

impl Terms {
    /// The terms of an action as it stands.
    pub fn of(action: &Action) -> Self {
        Self {
            what: action.what.clone(),
            develop_by: action.develop_by,
            implement_by: action.implement_by,
            test_by: action.test_by,
            measure: action.measure.clone(),
            target: action.target.clone(),
        }
    }
}

/// What an action lacks before its owner can accept it.
pub fn missing(action: &Action) -> Vec<Missing> {
    let lacks = [
        (action.what.is_empty(), Missing::What),
        (owner_seat(action).is_none(), Missing::Owner),
        (action.first_day().is_none(), Missing::Date),
        (action.measure.is_empty(), Missing::Measure),
    ];
    lacks
        .into_iter()
        .filter_map(|(is_missing, what)| is_missing.then_some(what))
        .collect()
}

/// The seat that leads an action.
pub fn owner_seat(action: &Action) -> Option<SeatId> {
    match action.owner {
        Some(ActionOwner::Seat { seat, .. }) => Some(seat),
        Some(ActionOwner::Organisation { .. }) | None => None,
    }
}

/// The commitment that holds for an action as it stands: its present owner's acceptance of its present terms.
pub fn holds<'a>(action: &Action, commitment: Option<&'a Commitment>) -> Option<&'a Commitment> {
    commitment.filter(|commitment| match &commitment.answer {
        Answer::Accepted { terms, .. } => {
            owner_seat(action) == Some(commitment.seat) && *terms == Terms::of(action)
        }
        Answer::Declined { .. } => false,
    })
}

/// Where an action stands.
pub fn status(action: &Action, commitment: Option<&Commitment>) -> ActionStatus {
    match (action.progress, holds(action, commitment)) {
        (ActionProgress::Stopped, _) => ActionStatus::Stopped,
        (_, None) => ActionStatus::Proposed,
        (ActionProgress::NotStarted, Some(_)) => ActionStatus::Agreed,
        (ActionProgress::UnderWay, Some(_)) => ActionStatus::UnderWay,
        (ActionProgress::Done, Some(_)) => ActionStatus::Done,
    }
}
