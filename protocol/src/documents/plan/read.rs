//! Reads an action plan: what its schema lets through, and what compares its fields with each other.

use std::collections::HashMap;

use yrs::ReadTxn;

use super::{NodeKind, Plan};
use crate::{
    documents::{read::Fields, reading, schema},
    id::ItemId,
    limits,
};

/// Reads a plan.
pub(in crate::documents) fn read<T: ReadTxn>(transaction: &T) -> Plan {
    let written: Plan = reading::read(transaction, &schema::PLAN);
    let Plan {
        actions,
        nodes,
        ties,
    } = written;
    let ties = {
        // Actions after nodes, so that an id that is both is the action's.
        let nodes = nodes.iter().map(|node| (&node.id, Some(node.kind)));
        let nodes = nodes.zip(actions.len()..);
        let actions = actions.iter().map(|action| (&action.id, None)).zip(0..);
        let ends: HashMap<&ItemId, (usize, Option<NodeKind>)> = nodes
            .chain(actions)
            .map(|((id, kind), place)| (id, (place, kind)))
            .collect();
        reading::joined(ties, limits::TIES_PER_PLAN, |tie| {
            let (leaves, kind) = *ends.get(&tie.from)?;
            let (reaches, nearer) = *ends.get(&tie.to)?;
            // An action stands below every node; a node below those of the kinds before its own.
            let runs_to_the_outcome =
                kind.is_none_or(|kind| nearer.is_some_and(|nearer| nearer < kind));
            (nearer.is_some() && runs_to_the_outcome).then_some((leaves, reaches))
        })
    };
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
