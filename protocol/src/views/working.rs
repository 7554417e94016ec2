//! Maps and the plan as everybody sees them: what is valid in their documents, and what owners have answered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    commitment::{self, ActionStatus, Answer, Commitment, Missing},
    documents::{
        DocumentKind,
        map::{FactorClass, ProcessMap},
        plan::{Action, ActionSource, NodeKind, Plan, ThreadNode, ThreadTie},
    },
    id::{ItemId, MapId},
    workshop::Workshop,
};

/// A map, as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapView {
    /// Which map.
    pub map: MapId,
    /// Its title.
    pub title: String,
    /// What is valid in its document.
    #[serde(flatten)]
    pub content: ProcessMap,
    /// Classes of factor of which there is no pin although there are pins.
    pub empty_classes: Vec<FactorClass>,
}

/// The plan, as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PlanView {
    /// The actions, the first in rank first.
    pub actions: Vec<PlannedAction>,
    /// Outcomes, opportunities, solutions and measures.
    pub nodes: Vec<ThreadNode>,
    /// How actions and nodes serve others.
    pub ties: Vec<ThreadTie>,
    /// What hangs in the air.
    pub orphans: Orphans,
}

/// An action and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PlannedAction {
    /// What is written.
    #[serde(flatten)]
    pub action: Action,
    /// Where it stands.
    pub status: ActionStatus,
    /// Under which name its owner accepted it as it stands; null where nobody has.
    pub accepted_by: Option<String>,
    /// What it lacks before its owner can accept it.
    pub missing: Vec<Missing>,
}

/// What hangs in the air.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Orphans {
    /// Measures from which no tie leads to an outcome.
    pub measures: Vec<ItemId>,
    /// Actions whose source is missing: none is named, or it is no longer there.
    pub actions: Vec<ItemId>,
}

/// What owners have answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CommitmentsView {
    /// Grows with every change.
    pub revision: u64,
    /// Each seat's latest answer to each action that stands in the plan; of one action's the latest comes last.
    pub commitments: Vec<Commitment>,
}

/// A map; none where the workshop has no such map.
pub fn map(workshop: &Workshop, map: MapId) -> Option<MapView> {
    let title = workshop.map_title(map)?.to_owned();
    let content = workshop.process_map(map);
    Some(MapView {
        map,
        title,
        empty_classes: content.empty_classes(),
        content,
    })
}

/// The plan.
pub fn plan(workshop: &Workshop) -> PlanView {
    let plan = workshop.plan();
    let orphans = orphans(workshop, &plan);
    let planned = |action: Action| {
        let commitment = workshop.commitment(&action);
        let accepted = commitment::holds(&action, commitment).map(|held| &held.answer);
        PlannedAction {
            status: commitment::status(&action, commitment),
            accepted_by: match accepted {
                Some(Answer::Accepted { name, .. }) => Some(name.clone()),
                _ => None,
            },
            missing: commitment::missing(&action),
            action,
        }
    };
    PlanView {
        actions: plan.actions.into_iter().map(planned).collect(),
        nodes: plan.nodes,
        ties: plan.ties,
        orphans,
    }
}

/// What owners have answered.
pub fn commitments(workshop: &Workshop) -> CommitmentsView {
    CommitmentsView {
        revision: workshop.seq(),
        commitments: workshop.standing_answers().cloned().collect(),
    }
}

fn orphans(workshop: &Workshop, plan: &Plan) -> Orphans {
    // Ties lead from kind to kind towards the outcome, so what reaches one is found from the outcomes down.
    let mut served: BTreeSet<&ItemId> = plan
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Outcome)
        .map(|node| &node.id)
        .collect();
    for kind in [NodeKind::Opportunity, NodeKind::Solution, NodeKind::Measure] {
        for node in plan.nodes.iter().filter(|node| node.kind == kind) {
            let reaches = |tie: &ThreadTie| tie.from == node.id && served.contains(&tie.to);
            if plan.ties.iter().any(reaches) {
                served.insert(&node.id);
            }
        }
    }
    let measures = plan
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Measure);
    let sources = Sources::of(workshop);
    Orphans {
        measures: measures
            .filter(|node| !served.contains(&node.id))
            .map(|node| node.id.clone())
            .collect(),
        actions: plan
            .actions
            .iter()
            .filter(|action| {
                !action
                    .source
                    .as_ref()
                    .is_some_and(|source| sources.has(source))
            })
            .map(|action| action.id.clone())
            .collect(),
    }
}

/// What an action can come from.
struct Sources<'a> {
    workshop: &'a Workshop,
    maps: Vec<(MapId, ProcessMap)>,
}

impl<'a> Sources<'a> {
    fn of(workshop: &'a Workshop) -> Self {
        let read = |(map, _): (MapId, &str)| {
            let is_written = workshop.shared_document(DocumentKind::Map(map)).is_some();
            is_written.then(|| (map, workshop.process_map(map)))
        };
        Self {
            workshop,
            maps: workshop.maps().filter_map(read).collect(),
        }
    }

    fn has(&self, source: &ActionSource) -> bool {
        let of = |asked: &MapId| self.maps.iter().find(|(map, _)| map == asked);
        match source {
            ActionSource::Domain { framework, domain } => self
                .workshop
                .framework(framework)
                .is_some_and(|framework| framework.domain_index(domain).is_some()),
            ActionSource::Step { map, step } => {
                of(map).is_some_and(|(_, content)| content.step(step).is_some())
            }
            ActionSource::Pin { map, pin } => of(map)
                .is_some_and(|(_, content)| content.pins.iter().any(|known| known.id == *pin)),
        }
    }
}
