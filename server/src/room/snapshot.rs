//! A copy of the state for whoever needs longer than the room should wait.

use std::sync::{Arc, Weak};

use plenary_protocol::id::SpaceId;

use super::{Hosted, Screens, actor::Actor};

/// The state after so many entries. Nothing changes it.
#[derive(Debug)]
pub(crate) struct Snapshot<S: Hosted> {
    /// The state itself.
    pub(crate) space: S,
    /// What had been worked out of what is shown.
    pub(crate) findings: <S::Screens as Screens<S>>::Findings,
    /// How often something had been found out.
    pub(crate) found: u64,
}

/// What tells one state from another, without a copy of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StateName {
    pub(crate) space: SpaceId,
    pub(crate) seq: u64,
    /// How often something had been worked out of what is shown.
    pub(crate) found: u64,
}

impl<S: Hosted> Snapshot<S> {
    /// The name of this state.
    pub(crate) fn name(&self) -> StateName {
        StateName {
            space: self.space.core().id,
            seq: self.space.core().seq,
            found: self.found,
        }
    }
}

impl<S: Hosted> Actor<S> {
    /// A copy of the state. Whoever asks before anything changes is given the same one, as long as somebody has it.
    pub(super) fn take_snapshot(&mut self) -> Arc<Snapshot<S>> {
        let is_current = |snapshot: &Arc<Snapshot<S>>| {
            snapshot.space.core().seq == self.space.core().seq
                && snapshot.found == self.screens.found()
        };
        if let Some(snapshot) = self.snapshot.upgrade().filter(is_current) {
            return snapshot;
        }
        let snapshot = Arc::new(Snapshot {
            space: self.space.clone(),
            findings: self.screens.findings().clone(),
            found: self.screens.found(),
        });
        self.snapshot = Arc::downgrade(&snapshot);
        snapshot
    }
}

/// The copy that somebody may still have.
pub(super) type Latest<S> = Weak<Snapshot<S>>;
