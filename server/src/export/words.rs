//! What the exports call things: one word for each, for people and for programs.

use plenary_protocol::{
    commitment::{ActionStatus, Missing},
    documents::{
        map::{EnquiryMethod, FactorClass, Ground, MapStepKind},
        plan::{ActionPriority, ActionProgress, Day, NodeKind, ReportRhythm, TieWay},
    },
};
use serde::Serialize;

/// What the steps of no organisation stand under.
pub(super) const NO_ORGANISATION: &str = "No organisation chosen";

/// The word of a value in the documents, which is the one in JSON.
pub(super) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("a value without fields is a word in JSON"),
    }
}

pub(super) fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Priority => "it is a priority",
        Ground::Change => "it is about to change",
        Ground::LocalIntelligence => "what is known locally points to it",
    }
}

pub(super) fn step_kind(kind: MapStepKind) -> &'static str {
    match kind {
        MapStepKind::Start => "Start",
        MapStepKind::Step => "Step",
        MapStepKind::Decision => "Decision",
        MapStepKind::Wait => "Wait",
        MapStepKind::HandOff => "Hand-off",
        MapStepKind::End => "End",
    }
}

pub(super) fn class(class: Option<FactorClass>) -> &'static str {
    match class {
        Some(FactorClass::Operational) => "How services work",
        Some(FactorClass::Wider) => "How people live",
        None => "Not classed yet",
    }
}

pub(super) fn method(method: EnquiryMethod) -> &'static str {
    match method {
        EnquiryMethod::Data => "From figures that exist",
        EnquiryMethod::Survey => "By a survey",
        EnquiryMethod::Interviews => "By interviews",
        EnquiryMethod::FocusGroup => "In a focus group",
        EnquiryMethod::Workshop => "In a workshop",
    }
}

pub(super) fn status(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Proposed => "Proposed",
        ActionStatus::Agreed => "Agreed",
        ActionStatus::UnderWay => "Under way",
        ActionStatus::Done => "Done",
        ActionStatus::Stopped => "Stopped",
    }
}

pub(super) fn progress(progress: ActionProgress) -> &'static str {
    match progress {
        ActionProgress::NotStarted => "Not started",
        ActionProgress::UnderWay => "Under way",
        ActionProgress::Done => "Done",
        ActionProgress::Stopped => "Stopped",
    }
}

pub(super) fn priority(priority: ActionPriority) -> &'static str {
    match priority {
        ActionPriority::First => "First",
        ActionPriority::Next => "Next",
        ActionPriority::Later => "Later",
    }
}

pub(super) fn rhythm(rhythm: ReportRhythm) -> &'static str {
    match rhythm {
        ReportRhythm::Weekly => "every week",
        ReportRhythm::Fortnightly => "every two weeks",
        ReportRhythm::Monthly => "every month",
        ReportRhythm::Quarterly => "every three months",
    }
}

pub(super) fn node_kind(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Outcome => "Outcome",
        NodeKind::Opportunity => "Opportunity",
        NodeKind::Solution => "Solution",
        NodeKind::Measure => "Measure",
    }
}

pub(super) fn way(way: TieWay) -> &'static str {
    match way {
        TieWay::Direct => "directly",
        TieWay::Indirect => "indirectly",
    }
}

/// "an owner, a date and a measure".
pub(super) fn missing(missing: &[Missing]) -> String {
    let words: Vec<&str> = missing.iter().map(|missing| missing.in_words()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// "Monday 23 November 2026".
pub(super) fn day(day: Day) -> String {
    day.date().strftime("%A %-d %B %Y").to_string()
}

/// A name, or what stands where there is none.
pub(super) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// A time of the server's clock.
pub(super) fn moment(now_ms: u64) -> jiff::Timestamp {
    let now = i64::try_from(now_ms).ok();
    now.and_then(|now| jiff::Timestamp::from_millisecond(now).ok())
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// Its day, in Greenwich.
pub(super) fn today(now_ms: u64) -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(moment(now_ms)).date()
}
