//! Reads an action plan out of its document: what is valid in it, and nothing else.

use std::collections::{BTreeMap, HashMap};

use yrs::ReadTxn;

use super::{
    Action, ActionOwner, ActionSource, Blocker, NodeKind, PdsaCycle, PdsaStage, Plan, ThreadNode,
    ThreadTie,
};
use crate::{
    documents::read::{Fields, clean_line, parse},
    id::ItemId,
    limits,
};

/// Reads a plan.
pub(in crate::documents) fn read<T: ReadTxn>(transaction: &T) -> Plan {
    let root = |name: &str| Fields::of_root(transaction, name);
    let actions: Vec<Action> = root("actions")
        .items()
        .into_iter()
        .take(limits::ACTIONS_PER_PLAN)
        .map(|(id, fields)| action(id, &fields))
        .collect();
    let nodes = nodes(&root("nodes"));
    let ties = ties(&root("ties"), &actions, &nodes);
    Plan {
        actions,
        nodes,
        ties,
    }
}

/// Whether an action is there and was not taken out, without reading the plan.
pub(in crate::documents) fn has_action<T: ReadTxn>(transaction: &T, action: &str) -> bool {
    let actions = Fields::of_root(transaction, "actions");
    actions.has(action) && !actions.map(action).is_true("removed")
}

fn action<T: ReadTxn>(id: ItemId, fields: &Fields<'_, T>) -> Action {
    let blockers = fields.map("blockers").items().into_iter();
    let cycles = fields.map("cycles").items().into_iter();
    Action {
        id,
        what: fields.line("what", limits::SENTENCE_CHARACTERS),
        objective: fields.text("objective", limits::PARAGRAPH_CHARACTERS),
        owner: fields.string("owner").and_then(|owner| parse_owner(&owner)),
        engage: fields.text("engage", limits::REMARK_CHARACTERS),
        evidence: fields.text("evidence", limits::PARAGRAPH_CHARACTERS),
        develop_by: fields.word("develop_by"),
        implement_by: fields.word("implement_by"),
        test_by: fields.word("test_by"),
        measure: fields.line("measure", limits::SENTENCE_CHARACTERS),
        baseline: fields.line("baseline", limits::LABEL_CHARACTERS),
        target: fields.line("target", limits::LABEL_CHARACTERS),
        priority: fields.word("priority"),
        rhythm: fields.word("rhythm"),
        report_to: fields.line("report_to", limits::LABEL_CHARACTERS),
        blockers: blockers
            .take(limits::BLOCKERS_PER_ACTION)
            .map(|(id, fields)| blocker(id, &fields))
            .collect(),
        cycles: cycles
            .take(limits::BLOCKERS_PER_ACTION)
            .map(|(id, fields)| cycle(id, &fields))
            .collect(),
        progress: fields.word("progress").unwrap_or_default(),
        source: fields
            .string("source")
            .and_then(|source| parse_source(&source)),
    }
}

fn blocker<T: ReadTxn>(id: ItemId, fields: &Fields<'_, T>) -> Blocker {
    Blocker {
        id,
        text: fields.text("text", limits::REMARK_CHARACTERS),
        escalated_to: fields.line("escalated_to", limits::LABEL_CHARACTERS),
        is_resolved: fields.is_true("resolved"),
    }
}

fn cycle<T: ReadTxn>(id: ItemId, fields: &Fields<'_, T>) -> PdsaCycle {
    let stage = |text: &str, on: &str| PdsaStage {
        text: fields.text(text, limits::PARAGRAPH_CHARACTERS),
        on: fields.word(on),
    };
    PdsaCycle {
        id,
        plan: stage("plan", "plan_on"),
        doing: stage("do", "do_on"),
        study: stage("study", "study_on"),
        act: stage("act", "act_on"),
        result: fields.line("result", limits::SENTENCE_CHARACTERS),
    }
}

/// `seat/{seat}/{label}` or `organisation/{label}`; a label may hold slashes of its own.
fn parse_owner(owner: &str) -> Option<ActionOwner> {
    let label = |text: &str| {
        let label = clean_line(text, limits::LABEL_CHARACTERS);
        (!label.is_empty()).then_some(label)
    };
    match owner.split_once('/')? {
        ("seat", rest) => {
            let (seat, rest) = rest.split_once('/')?;
            Some(ActionOwner::Seat {
                seat: parse(seat)?,
                label: label(rest)?,
            })
        }
        ("organisation", rest) => Some(ActionOwner::Organisation {
            label: label(rest)?,
        }),
        _ => None,
    }
}

/// `domain/{framework}/{domain}`, `step/{map}/{step}` or `pin/{map}/{pin}`.
fn parse_source(source: &str) -> Option<ActionSource> {
    let (kind, rest) = source.split_once('/')?;
    // No id holds a slash, so a further one is refused by the parser of the second.
    let (first, second) = rest.split_once('/')?;
    match kind {
        "domain" => Some(ActionSource::Domain {
            framework: parse(first)?,
            domain: parse(second)?,
        }),
        "step" => Some(ActionSource::Step {
            map: parse(first)?,
            step: parse(second)?,
        }),
        "pin" => Some(ActionSource::Pin {
            map: parse(first)?,
            pin: parse(second)?,
        }),
        _ => None,
    }
}

fn nodes<T: ReadTxn>(nodes: &Fields<'_, T>) -> Vec<ThreadNode> {
    let read = |(id, fields): (ItemId, Fields<'_, T>)| {
        Some(ThreadNode {
            id,
            kind: fields.word("kind")?,
            text: fields.line("text", limits::SENTENCE_CHARACTERS),
        })
    };
    let nodes = nodes.items().into_iter().filter_map(read);
    nodes.take(limits::NODES_PER_PLAN).collect()
}

fn ties<T: ReadTxn>(
    ties: &Fields<'_, T>,
    actions: &[Action],
    nodes: &[ThreadNode],
) -> Vec<ThreadTie> {
    // Actions after nodes, so that an id that is both is the action's.
    let nodes = nodes.iter().map(|node| (&node.id, Some(node.kind)));
    let nodes = nodes.zip(actions.len()..);
    let actions = actions.iter().map(|action| (&action.id, None)).zip(0..);
    let ends: HashMap<&ItemId, (usize, Option<NodeKind>)> = nodes
        .chain(actions)
        .map(|((id, kind), place)| (id, (place, kind)))
        .collect();
    let mut shown: BTreeMap<(usize, usize), ThreadTie> = BTreeMap::new();
    for (id, fields) in ties.items() {
        let (Some(from), Some(to)) = (fields.word::<ItemId>("from"), fields.word::<ItemId>("to"))
        else {
            continue;
        };
        let (Some(&(leaves, kind)), Some(&(reaches, Some(nearer)))) =
            (ends.get(&from), ends.get(&to))
        else {
            continue;
        };
        // An action stands below every node; a node below those of the kinds before its own.
        let runs_to_the_outcome = kind.is_none_or(|kind| nearer < kind);
        let has_smaller_id = shown
            .get(&(leaves, reaches))
            .is_some_and(|other| other.id < id);
        if !runs_to_the_outcome || has_smaller_id {
            continue;
        }
        let tie = ThreadTie {
            id,
            from,
            to,
            way: fields.word("way").unwrap_or_default(),
            how: fields.line("how", limits::SENTENCE_CHARACTERS),
        };
        shown.insert((leaves, reaches), tie);
    }
    shown.into_values().take(limits::TIES_PER_PLAN).collect()
}
