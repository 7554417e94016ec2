//! A round: one marking of one framework, opened, closed, revealed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cell, Tally};
use crate::{
    command::{Grouping, RevealLevel, RoundKind},
    framework::DomainId,
    id::{RoundId, SeatId, TableId},
    views::Agreed,
};

/// A counted seat's marks as they stood when the round closed, and where the person sat.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FrozenVote {
    /// One cell for each domain.
    pub cells: Box<[Cell]>,
    /// The table at that moment: moving somebody later must not move a mark from one published group to another.
    pub table: Option<TableId>,
}

/// One marking of one framework.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Which of the workshop's frameworks is marked.
    pub(crate) framework_index: usize,
    /// What is asked.
    pub kind: RoundKind,
    /// Whether marks are counted now.
    pub is_open: bool,
    /// How far it is shown.
    pub revealed: Option<RevealLevel>,
    /// The one grouping in which it may be shown, fixed by the first reveal that shows groups.
    pub grouping: Option<Grouping>,
    /// What was counted.
    pub tally: Tally,
    /// The counted marks one by one. Empty while the round is open.
    pub frozen: BTreeMap<SeatId, FrozenVote>,
    /// Each domain's seats whose mark came or changed behind the close.
    pub late: Vec<u32>,
    /// Seats with at least one such mark.
    pub late_seats: u32,
    /// What the room decided.
    pub agreed: BTreeMap<DomainId, Agreed>,
}

impl Round {
    pub(super) fn open(
        id: RoundId,
        framework_index: usize,
        kind: RoundKind,
        domain_count: usize,
    ) -> Self {
        Self {
            id,
            framework_index,
            kind,
            is_open: true,
            revealed: None,
            grouping: None,
            tally: Tally::new(domain_count),
            frozen: BTreeMap::new(),
            late: vec![0; domain_count],
            late_seats: 0,
            agreed: BTreeMap::new(),
        }
    }

    /// Counts how a ballot that changes from `old` to `new` behind the close differs from what was frozen.
    pub(super) fn change_late(&mut self, seat: SeatId, old: &[Cell], new: &[Cell]) {
        let frozen: &[Cell] = self.frozen.get(&seat).map_or(&[], |vote| &vote.cells);
        let cell = |cells: &[Cell], index: usize| cells.get(index).copied().unwrap_or_default();
        let (mut was_late, mut is_late) = (false, false);
        for (index, late) in self.late.iter_mut().enumerate() {
            let old_differs = cell(old, index) != cell(frozen, index);
            let new_differs = cell(new, index) != cell(frozen, index);
            *late = *late + u32::from(new_differs) - u32::from(old_differs);
            was_late |= old_differs;
            is_late |= new_differs;
        }
        self.late_seats = self.late_seats + u32::from(is_late) - u32::from(was_late);
    }
}

/// Some rounds of one workshop, in one word: there are at most `limits::ROUNDS_PER_WORKSHOP`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundSet(u64);

const _: () = assert!(crate::limits::ROUNDS_PER_WORKSHOP <= u64::BITS as usize);

impl RoundSet {
    /// Every round there can be.
    pub const ALL: RoundSet = RoundSet(u64::MAX);

    /// Puts a round in.
    pub fn insert(&mut self, round: RoundId) {
        self.0 |= 1 << (round.number() - 1);
    }

    /// Puts all rounds of another set in.
    pub fn extend(&mut self, other: RoundSet) {
        self.0 |= other.0;
    }

    /// Whether a round is in.
    pub fn contains(self, round: RoundId) -> bool {
        self.0 & (1 << (round.number() - 1)) != 0
    }

    /// Whether no round is in.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
