//! What every file of the plan is made of: the plan, and in words where its actions come from and who leads them.

use jiff::civil::Date;
use plenary_protocol::{
    calendar::{CalendarShows, Changed},
    commitment::{self, ActionStatus},
    documents::plan::{ActionOwner, ActionSource, NodeKind, ThreadNode, ThreadTie},
    id::{ItemId, SeatId, WorkshopId},
    labels::{Labelled as _, labels},
    views::{self, PlanView, PlannedAction},
    workshop::Workshop,
};

use crate::export::{map::sheet::step_name, words};

/// The plan, ready to be written down.
#[derive(Debug, Clone)]
pub(crate) struct PlanSheet {
    /// The workshop.
    pub(crate) workshop: WorkshopId,
    /// Its title.
    pub(crate) title: String,
    /// The plan.
    pub(crate) plan: PlanView,
    /// Where each action comes from, in words and in the order of the actions; empty where nothing is named.
    pub(crate) sources: Vec<String>,
    /// Since when each action is led, in milliseconds since 1970 and in the order of the actions: since its owner accepted
    /// it as it stands, else since there is a workshop.
    pub(crate) since_ms: Vec<u64>,
    /// The latest entry after which the plan may read differently.
    pub(crate) changed: Changed,
    /// When it was read, in milliseconds since 1970.
    pub(crate) now_ms: u64,
}

/// The board's columns.
pub(crate) const STATUSES: [ActionStatus; 5] = [
    ActionStatus::Proposed,
    ActionStatus::Agreed,
    ActionStatus::UnderWay,
    ActionStatus::Done,
    ActionStatus::Stopped,
];

impl PlanSheet {
    /// The plan of a workshop. Everybody may see all of it.
    pub(crate) fn of(workshop: &Workshop, now_ms: u64) -> Self {
        let plan = views::plan(workshop);
        let sources = plan
            .actions
            .iter()
            .map(|planned| planned.action.source.as_ref())
            .map(|source| source.map_or_else(String::new, |source| in_words(workshop, source)))
            .collect();
        let since = |planned: &PlannedAction| {
            let action = &planned.action;
            commitment::holds(action, workshop.commitment(action)).map(|held| held.at_ms)
        };
        let since_ms = plan
            .actions
            .iter()
            .map(|planned| since(planned).unwrap_or(workshop.begun_at_ms()))
            .collect();
        Self {
            workshop: workshop.id(),
            title: workshop.title().to_owned(),
            sources,
            since_ms,
            changed: workshop.plan_changed(),
            plan,
            now_ms,
        }
    }

    /// The number of an action in rank, counted from 1, the action, and where it comes from.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &PlannedAction, &str)> {
        let sources = self.sources.iter().map(String::as_str);
        let of = |((number, planned), source)| (number, planned, source);
        (1..)
            .zip(&self.plan.actions)
            .zip(sources.chain(std::iter::repeat("")))
            .map(of)
    }

    /// An action, where it comes from, and the day since which it is led.
    pub(crate) fn dated(&self) -> impl Iterator<Item = (&PlannedAction, &str, Date)> {
        let since = self.since_ms.iter().map(|at_ms| words::today(*at_ms));
        let of = |((_, planned, source), since)| (planned, source, since);
        self.numbered().zip(since).map(of)
    }

    /// The plan with those actions alone that one seat leads or is asked to lead, under a title that says so.
    pub(crate) fn of_owner(mut self, seat: SeatId) -> Self {
        let is_own: Vec<bool> = self
            .plan
            .actions
            .iter()
            .map(|planned| commitment::owner_seat(&planned.action) == Some(seat))
            .collect();
        let keep = || {
            let mut own = is_own.iter();
            move || own.next().is_some_and(|is_own| *is_own)
        };
        let (mut action, mut source, mut since) = (keep(), keep(), keep());
        self.plan.actions.retain(|_| action());
        self.sources.retain(|_| source());
        self.since_ms.retain(|_| since());
        let what = &CalendarShows::Mine.label().in_sentence;
        self.title = format!("{}: {what}", self.title);
        self
    }

    /// An action as one refers to it: "3. Ring people up".
    pub(crate) fn action_name(&self, id: &ItemId) -> Option<String> {
        let named = self
            .numbered()
            .find(|(_, planned, _)| planned.action.id == *id);
        named.map(|(number, planned, _)| format!("{number}. {}", what(planned)))
    }

    /// The nodes of one kind.
    pub(crate) fn nodes(&self, kind: NodeKind) -> impl Iterator<Item = &ThreadNode> {
        self.plan.nodes.iter().filter(move |node| node.kind == kind)
    }

    /// What serves a node.
    pub(crate) fn ties_to<'a>(&'a self, id: &'a ItemId) -> impl Iterator<Item = &'a ThreadTie> {
        self.plan.ties.iter().filter(move |tie| tie.to == *id)
    }

    /// The node with an id; an id that is also an action's is the action's.
    pub(crate) fn node(&self, id: &ItemId) -> Option<&ThreadNode> {
        self.plan.nodes.iter().find(|node| node.id == *id)
    }
}

/// What an action is called where nothing is written yet.
pub(crate) fn what(planned: &PlannedAction) -> &str {
    words::or(&planned.action.what, &labels().nothing.action.word)
}

/// Who leads an action: the name under which it was accepted, else what the plan calls its owner.
pub(crate) fn leader(planned: &PlannedAction) -> Option<&str> {
    planned
        .accepted_by
        .as_deref()
        .or(match &planned.action.owner {
            Some(ActionOwner::Seat { label, .. } | ActionOwner::Organisation { label }) => {
                Some(label)
            }
            None => None,
        })
}

fn in_words(workshop: &Workshop, source: &ActionSource) -> String {
    const GONE: &str = "something that is no longer there";
    let map_title = |map| workshop.map_title(map).unwrap_or(GONE);
    match source {
        ActionSource::Domain { framework, domain } => {
            let framework = workshop.framework(framework);
            let found = framework.and_then(|framework| {
                let domain = framework.domain(domain)?;
                Some(format!("{}, in {}", domain.name, framework.title))
            });
            found.unwrap_or_else(|| GONE.to_owned())
        }
        ActionSource::Step { map, step } => {
            let step = step_name(&workshop.process_map(*map), step);
            format!("Step {step}, on the map {}", map_title(*map))
        }
        ActionSource::Pin { map, pin } => {
            let content = workshop.process_map(*map);
            let pin = content.pins.iter().find(|known| known.id == *pin);
            pin.map_or_else(
                || GONE.to_owned(),
                |pin| {
                    let step = step_name(&content, &pin.step);
                    let text = words::or(&pin.text, "people are lost");
                    format!("{text} (at {step}, on the map {})", map_title(*map))
                },
            )
        }
    }
}
