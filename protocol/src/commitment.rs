//! What an owner answers to an action: accepted, and on which terms, or declined. Decides what counts as agreed.
//!
//! An answer is a command and no document, because anybody may write in a document and only the owner may answer.

use serde::{Deserialize, Serialize};

use crate::{
    documents::plan::{Action, ActionOwner, ActionProgress, Day},
    id::{ItemId, SeatId},
    labels::Labelled as _,
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
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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

crate::labels::labelled!(ActionStatus, action_status: StatusLabel);

/// What an action lacks before its owner can accept it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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

crate::labels::labelled!(Missing, missing: InSentence);

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

/// What is missing as it is said within a sentence: "an owner who is here, a date and a measure".
pub fn missing_in_words(missing: &[Missing]) -> String {
    let words: Vec<&str> = missing
        .iter()
        .map(|missing| missing.label().in_sentence.as_str())
        .collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The seat that leads an action.
pub fn owner_seat(action: &Action) -> Option<SeatId> {
    match action.owner {
        Some(ActionOwner::Seat { seat, .. }) => Some(seat),
        Some(ActionOwner::Organisation { .. }) | None => None,
    }
}

/// What the present owner of an action has answered to it, of answers of which the latest comes last.
pub fn answer_of<'a>(action: &Action, answers: &'a [Commitment]) -> Option<&'a Commitment> {
    let owner = owner_seat(action)?;
    answers.iter().rev().find(|answer| answer.seat == owner)
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
