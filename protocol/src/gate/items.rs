//! Which items an update would take away: maps that stand under a key of a root map.
//!
//! An item is taken out by a mark in it, so that it can be put back with everybody's words. Deleted for good it would
//! be gone for all, and so it would be where another value is put in its place.

use std::collections::BTreeSet;

use super::{
    Limits, Refused,
    class::{Class, Home, Role},
    ledger::ClockLedger,
    read::{self, Body, Id, Parent},
};

/// What an update does to items that are there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ToItems<'a> {
    /// Root and key of what it sets there without knowing of anything.
    pub set: Vec<(&'a str, &'a str)>,
    /// Client id and clock of each item in whose place it puts something else, and of which it deletes.
    pub gone: BTreeSet<(u64, u32)>,
}

/// What an update that has passed does to items. Those it brings itself, and deletes or replaces, are nobody's loss.
pub fn to_items<'a, O: Copy + Eq>(
    update: &'a [u8],
    known: &ClockLedger<O>,
    limits: &Limits,
) -> Result<ToItems<'a>, Refused> {
    let update = read::read(update, limits)?;
    let mut found = ToItems::default();
    let names_item = |id: &Id| is_item(&known.class(id.client, id.clock));
    for new in update.sections.iter().flat_map(|section| &section.structs) {
        let Body::Item(item) = &new.body else {
            continue;
        };
        if let (Parent::Root(root), Some(key)) = (item.parent, item.key) {
            found.set.push((root, key));
        }
        // A neighbour in an entry is what stood there before.
        let replaced = item.origin.into_iter().filter(names_item);
        found.gone.extend(replaced.map(|id| (id.client, id.clock)));
    }
    for deletions in &update.deletions {
        for &range in deletions.ranges.as_slice() {
            let clocks = known.clocks_of(deletions.client, range, is_item);
            found
                .gone
                .extend(clocks.map(|clock| (deletions.client, clock)));
        }
    }
    Ok(found)
}

fn is_item(class: &Class) -> bool {
    class.depth == 0 && matches!(class.home, Home::Entry(_)) && matches!(class.role, Role::Type(_))
}
