//! Counting: a cell changes from one value to another, a histogram moves by one. No mark costs more for there being
//! others.

use serde::{Deserialize, Serialize};

use crate::documents::MarkValue;

/// The most levels a framework can have.
pub(super) const LEVELS: usize = 7;

/// One seat's mark on one domain, in one byte: 0 is none, 1 to 7 a level, 255 not sure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cell(u8);

impl Cell {
    /// No mark.
    pub const NONE: Cell = Cell(0);
    /// Not sure.
    pub const UNSURE: Cell = Cell(255);

    /// The cell of a mark; none where the level is outside the framework's.
    pub fn of(value: MarkValue, level_count: usize) -> Self {
        match value {
            MarkValue::Unsure => Self::UNSURE,
            MarkValue::Level(level) if (1..=level_count).contains(&usize::from(level)) => {
                Self(level)
            }
            MarkValue::Level(_) => Self::NONE,
        }
    }

    /// The marked level.
    pub fn level(self) -> Option<u8> {
        (1..=LEVELS as u8).contains(&self.0).then_some(self.0)
    }

    /// Whether the person was not sure.
    pub fn is_unsure(self) -> bool {
        self == Self::UNSURE
    }

    /// Whether there is a mark at all.
    pub fn is_marked(self) -> bool {
        self != Self::NONE
    }
}

/// What was marked on one domain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainTally {
    levels: [u32; LEVELS],
    /// People who were not sure.
    pub unsure: u32,
}

impl DomainTally {
    /// People at each of the framework's levels, the lowest first.
    pub fn counts(&self, level_count: usize) -> &[u32] {
        &self.levels[..level_count]
    }

    /// Seats with a mark, "not sure" included.
    pub fn marked(&self) -> u32 {
        self.levels.iter().sum::<u32>() + self.unsure
    }

    fn slot(&mut self, cell: Cell) -> Option<&mut u32> {
        match cell.level() {
            Some(level) => Some(&mut self.levels[usize::from(level) - 1]),
            None => cell.is_unsure().then_some(&mut self.unsure),
        }
    }

    /// Counts one more mark.
    pub fn add(&mut self, cell: Cell) {
        if let Some(slot) = self.slot(cell) {
            *slot += 1;
        }
    }

    fn remove(&mut self, cell: Cell) {
        if let Some(slot) = self.slot(cell) {
            *slot -= 1;
        }
    }
}

/// What was marked in a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Each domain in the framework's order.
    pub domains: Vec<DomainTally>,
    /// Seats with at least one mark.
    pub started: u32,
    /// Seats with a mark on every domain that is asked.
    pub finished: u32,
    // How many domains are asked: no seat has marks on others.
    asked: usize,
}

impl Tally {
    /// An empty tally of so many domains, of which so many are asked.
    pub fn new(domain_count: usize, asked: usize) -> Self {
        Self {
            domains: vec![DomainTally::default(); domain_count],
            started: 0,
            finished: 0,
            asked,
        }
    }

    /// Counts a ballot's change from `old` to `new`. An empty slice is a ballot without a mark.
    pub fn change(&mut self, old: &[Cell], new: &[Cell]) {
        for (index, domain) in self.domains.iter_mut().enumerate() {
            domain.remove(old.get(index).copied().unwrap_or_default());
            domain.add(new.get(index).copied().unwrap_or_default());
        }
        let is_started = |cells: &[Cell]| u32::from(cells.iter().any(|cell| cell.is_marked()));
        let asked = self.asked;
        let is_finished = |cells: &[Cell]| {
            let marked = cells.iter().filter(|cell| cell.is_marked()).count();
            u32::from(!cells.is_empty() && asked <= marked)
        };
        self.started = self.started + is_started(new) - is_started(old);
        self.finished = self.finished + is_finished(new) - is_finished(old);
    }
}
