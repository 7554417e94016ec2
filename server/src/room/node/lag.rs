//! How far the rooms of this node are behind what other nodes have written.

use std::{collections::HashMap, sync::Mutex};

use plenary_protocol::id::SpaceId;

const NOBODY_PANICS: &str = "nothing panics while the lock is held";

/// Rooms that know of entries which they have not applied.
#[derive(Debug, Default)]
pub(crate) struct Lag {
    // Only those that are behind.
    behind: Mutex<HashMap<SpaceId, usize>>,
}

impl Lag {
    /// A room has so many entries before it; none where it has caught up, or ended.
    pub(crate) fn set(&self, workshop: SpaceId, entries: usize) {
        let mut behind = self.behind.lock().expect(NOBODY_PANICS);
        match entries {
            0 => drop(behind.remove(&workshop)),
            _ => drop(behind.insert(workshop, entries)),
        }
    }

    /// What the room that is furthest behind has before it.
    pub(crate) fn most(&self) -> usize {
        let behind = self.behind.lock().expect(NOBODY_PANICS);
        behind.values().copied().max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::contract::workshop;

    #[test]
    fn the_room_that_is_furthest_behind_counts_until_it_has_caught_up() {
        let lag = Lag::default();
        assert_eq!(lag.most(), 0);
        lag.set(workshop(1), 2_000);
        lag.set(workshop(2), 300);
        assert_eq!(lag.most(), 2_000);
        lag.set(workshop(1), 0);
        assert_eq!(lag.most(), 300);
        lag.set(workshop(2), 0);
        assert_eq!(lag.most(), 0);
    }
}
