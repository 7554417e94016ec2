//! A round: one marking of one framework, opened, closed, revealed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Cell, Published, Tally};
use crate::{
    framework::DomainId,
    id::{RoundId, SeatId, SphereId, TableId},
    round::{Agreed, Grouping, RevealLevel, RoundKind},
    seat::Seat,
};

/// A counted seat's marks as they stood when the round closed, or when the person was counted in late, and where they sat.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FrozenVote {
    /// One cell for each domain.
    pub cells: Box<[Cell]>,
    /// Where the person stood at that moment.
    pub standing: Standing,
}

/// Where somebody stands who can move: moving later must not move a mark from one published group to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The table they sit at.
    pub table: Option<TableId>,
    /// The sphere of influence they put themselves in.
    pub sphere: Option<SphereId>,
}

impl Standing {
    /// Where a seat stands now.
    pub fn of(seat: &Seat) -> Self {
        Self {
            table: seat.table,
            sphere: seat.sphere,
        }
    }
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
    /// What has been shown of it: made at the first reveal, and from then on all that anybody sees.
    pub published: Option<Published>,
    /// Each domain's seats whose mark came or changed behind the close.
    pub late: Vec<u32>,
    /// Which seats those are, and on which domains. Few, so a set of each is cheap.
    late_marks: BTreeMap<SeatId, Vec<usize>>,
    /// What the room decided.
    pub agreed: BTreeMap<DomainId, Agreed>,
    /// Rounds with which it was compared person by person while both were shown without groups.
    pub(super) compared: BTreeSet<RoundId>,
    /// The domains that are marked, by their places in the framework, ascending; none where it is all of them.
    only: Option<Vec<usize>>,
}

impl Round {
    pub(super) fn open(
        id: RoundId,
        framework_index: usize,
        kind: RoundKind,
        domain_count: usize,
        only: Option<Vec<usize>>,
    ) -> Self {
        let asked = only.as_ref().map_or(domain_count, Vec::len);
        Self {
            id,
            framework_index,
            kind,
            is_open: true,
            revealed: None,
            grouping: None,
            tally: Tally::new(domain_count, asked),
            frozen: BTreeMap::new(),
            published: None,
            late: vec![0; domain_count],
            late_marks: BTreeMap::new(),
            agreed: BTreeMap::new(),
            compared: BTreeSet::new(),
            only,
        }
    }

    /// Whether a domain is marked in this round, by its place in the framework.
    pub fn covers(&self, domain: usize) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&domain))
    }

    /// The domains that are marked, by their places in the framework; none where it is all of them.
    pub fn only(&self) -> Option<&[usize]> {
        self.only.as_deref()
    }

    /// Seats whose mark came or changed behind the close, on any domain.
    pub fn late_seats(&self) -> u32 {
        self.late_marks.len() as u32
    }

    /// Counts where a seat's marks now differ from what was frozen. A seat that is not counted is given no marks.
    pub(super) fn count_late(&mut self, seat: SeatId, is_counted: bool, now: &[Cell]) {
        let frozen: &[Cell] = self.frozen.get(&seat).map_or(&[], |vote| &vote.cells);
        let cell = |cells: &[Cell], index: usize| cells.get(index).copied().unwrap_or_default();
        let differs = |index: &usize| is_counted && cell(now, *index) != cell(frozen, *index);
        let late: Vec<usize> = (0..self.late.len()).filter(differs).collect();
        for index in self.late_marks.remove(&seat).unwrap_or_default() {
            self.late[index] -= 1;
        }
        for index in &late {
            self.late[*index] += 1;
        }
        if !late.is_empty() {
            self.late_marks.insert(seat, late);
        }
    }

    /// Forgets what was frozen and what was late, because the round is opened again.
    pub(super) fn thaw(&mut self) {
        self.is_open = true;
        self.frozen.clear();
        self.late.fill(0);
        self.late_marks.clear();
        let asked = self.only.as_ref().map_or(self.late.len(), Vec::len);
        self.tally = Tally::new(self.late.len(), asked);
    }
}

/// Some rounds of one workshop, in one word: there are at most `limits::ROUNDS_PER_WORKSHOP`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
