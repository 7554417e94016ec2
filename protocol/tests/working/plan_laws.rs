//! What holds of every plan that is read, whatever is in its document.

use crate::laws::{line, text, unique};
use plenary_protocol::{
    documents::plan::{ActionOwner, NodeKind, Plan},
    id::ItemId,
    limits,
};
use std::collections::BTreeMap;

/// Fails where a plan breaks a law.
pub(crate) fn check_valid_plan(plan: &Plan) {
    let actions = unique(
        plan.actions.iter().map(|action| &action.id),
        limits::ACTIONS_PER_PLAN,
    );
    for action in &plan.actions {
        for (words, most) in [
            (&action.what, 200),
            (&action.measure, 200),
            (&action.baseline, 80),
            (&action.target, 80),
            (&action.report_to, 80),
        ] {
            line(words, most);
        }
        text(&action.objective, 1_000);
        text(&action.engage, 500);
        text(&action.evidence, 1_000);
        if let Some(ActionOwner::Seat { label, .. } | ActionOwner::Organisation { label }) =
            &action.owner
        {
            line(label, 80);
            assert!(!label.is_empty());
        }
        unique(
            action.blockers.iter().map(|blocker| &blocker.id),
            limits::BLOCKERS_PER_ACTION,
        );
        for blocker in &action.blockers {
            text(&blocker.text, 500);
            line(&blocker.escalated_to, 80);
        }
        unique(
            action.cycles.iter().map(|cycle| &cycle.id),
            limits::BLOCKERS_PER_ACTION,
        );
        for cycle in &action.cycles {
            for stage in [&cycle.plan, &cycle.doing, &cycle.study, &cycle.act] {
                text(&stage.text, 1_000);
            }
            line(&cycle.result, 200);
        }
    }
    unique(
        plan.nodes.iter().map(|node| &node.id),
        limits::NODES_PER_PLAN,
    );
    plan.nodes.iter().for_each(|node| line(&node.text, 200));
    unique(plan.ties.iter().map(|tie| &tie.id), limits::TIES_PER_PLAN);
    // Where each thing stands, and how far it is from the outcome; an id that is both is the action's.
    let mut things: BTreeMap<&ItemId, (usize, usize)> = BTreeMap::new();
    for (place, node) in plan.nodes.iter().enumerate() {
        let distance = match node.kind {
            NodeKind::Outcome => 0,
            NodeKind::Opportunity => 1,
            NodeKind::Solution => 2,
            NodeKind::Measure => 3,
        };
        things.insert(&node.id, (actions.len() + place, distance));
    }
    for (place, action) in plan.actions.iter().enumerate() {
        things.insert(&action.id, (place, 4));
    }
    let ends: Vec<(usize, usize)> = plan
        .ties
        .iter()
        .map(|tie| {
            let ((leaves, from), (reaches, to)) = (things[&tie.from], things[&tie.to]);
            // Nearer to the outcome with every tie: no way comes back to where it began.
            assert!(to < from, "{tie:?} does not run to the outcome");
            line(&tie.how, 200);
            (leaves, reaches)
        })
        .collect();
    assert!(ends.is_sorted_by(|left, right| left < right));
    let written = serde_json::to_string(plan).expect("a plan can be written");
    let read: Plan = serde_json::from_str(&written).expect("and read");
    assert_eq!(read, *plan);
}
