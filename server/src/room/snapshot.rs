//! A copy of the state for whoever needs longer than the room should wait.

use std::sync::{Arc, Weak};

use plenary_protocol::{id::WorkshopId, views::Findings, workshop::Workshop};

use super::actor::Actor;

/// The state after so many entries. Nothing changes it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The workshop.
    pub(crate) workshop: Workshop,
    /// What had been found out of rounds that are shown.
    pub(crate) findings: Findings,
    /// How often something had been found out.
    pub(crate) found: u64,
}

/// What tells one state from another, without a copy of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StateName {
    pub(crate) workshop: WorkshopId,
    pub(crate) seq: u64,
    /// How often something had been found out of rounds that are shown.
    pub(crate) found: u64,
}

impl Snapshot {
    /// The name of this state.
    pub(crate) fn name(&self) -> StateName {
        StateName {
            workshop: self.workshop.id(),
            seq: self.workshop.seq(),
            found: self.found,
        }
    }
}

impl Actor {
    /// A copy of the state. Whoever asks before anything changes is given the same one, as long as somebody has it.
    pub(super) fn take_snapshot(&mut self) -> Arc<Snapshot> {
        let is_current = |snapshot: &Arc<Snapshot>| {
            snapshot.workshop.seq() == self.workshop.seq()
                && snapshot.found == self.analyses.found()
        };
        if let Some(snapshot) = self.snapshot.upgrade().filter(is_current) {
            return snapshot;
        }
        let snapshot = Arc::new(Snapshot {
            workshop: self.workshop.clone(),
            findings: self.findings.clone(),
            found: self.analyses.found(),
        });
        self.snapshot = Arc::downgrade(&snapshot);
        snapshot
    }
}

/// The copy that somebody may still have.
pub(super) type Latest = Weak<Snapshot>;
