//! From a ballot's document to what is counted: a mark counts by where it stands in the journal.

use std::collections::BTreeMap;

use super::{
    Ballot, Cell, Workshop,
    round::{FrozenVote, RoundSet, Standing},
};
use crate::{
    documents::{BallotContent, MarkKey, MarkValue, Merged},
    id::{RoundId, SeatId},
    refusal::Refusal,
};

impl Workshop {
    /// Whether every mark of a ballot can be counted in this workshop.
    pub(super) fn check_marks(&self, content: &BallotContent) -> Result<(), Refusal> {
        if let Some(fault) = &content.fault {
            return Err(Refusal::invalid(fault.clone()));
        }
        content
            .marks
            .iter()
            .try_for_each(|(key, value)| self.check_mark(key, *value))
    }

    fn check_mark(&self, key: &MarkKey, value: MarkValue) -> Result<(), Refusal> {
        let round = self
            .round(key.round)
            .ok_or_else(|| Refusal::not_found(format!("there is no round {}", key.round)))?;
        let framework = self.framework_of(round);
        let Some(index) = framework.domain_index(&key.domain) else {
            return Err(Refusal::not_found(format!(
                "framework `{}` has no domain `{}`",
                framework.id, key.domain
            )));
        };
        if !round.covers(index) {
            return Err(Refusal::invalid(format!(
                "round {} does not ask for `{}`",
                round.id, key.domain
            )));
        }
        match value {
            MarkValue::Level(level) if usize::from(level) > framework.level_count() => {
                Err(Refusal::invalid(format!(
                    "level {level} of `{}` is outside 1 to {}",
                    key.domain,
                    framework.level_count()
                )))
            }
            MarkValue::Level(_) | MarkValue::Unsure => Ok(()),
        }
    }

    /// Puts an admitted update into a seat's ballot and counts what changed. Says in which rounds.
    pub(super) fn write_ballot(
        &mut self,
        owner: SeatId,
        update: &[u8],
        prepared: Option<Merged>,
    ) -> RoundSet {
        let mut marked = RoundSet::default();
        let current = self.ballots.entry(owner).or_default();
        let up_to_date =
            prepared.filter(|merged| merged.document.version() == current.document.version() + 1);
        let merged = match up_to_date {
            Some(merged) => merged,
            None => match current.document.merge(update) {
                Ok(Some(merged)) => merged,
                // Known already, or no longer fitting: the same on every node, and nothing to count.
                Ok(None) | Err(_) => return marked,
            },
        };
        let old_cells = std::mem::take(&mut current.cells);
        let new_cells = self.cells_of(&merged.content);
        let is_counted = self.seat(owner).is_some_and(|seat| seat.role.is_counted());
        for round in &mut self.rounds {
            let none: &[Cell] = &[];
            let old = old_cells.get(&round.id).map_or(none, |cells| cells);
            let new = new_cells.get(&round.id).map_or(none, |cells| cells);
            if old != new {
                marked.insert(round.id);
            }
            match (round.is_open, is_counted) {
                (true, true) => round.tally.change(old, new),
                (true, false) => {}
                (false, _) => round.count_late(owner, is_counted, new),
            }
        }
        self.ballots.insert(
            owner,
            Ballot {
                document: merged.document,
                cells: new_cells,
            },
        );
        marked
    }

    fn cells_of(&self, content: &BallotContent) -> BTreeMap<RoundId, Box<[Cell]>> {
        let mut rounds: BTreeMap<RoundId, Box<[Cell]>> = BTreeMap::new();
        for (key, value) in &content.marks {
            let Some(round) = self.round(key.round) else {
                continue;
            };
            let framework = self.framework_of(round);
            let Some(index) = framework
                .domain_index(&key.domain)
                .filter(|index| round.covers(*index))
            else {
                continue;
            };
            let empty = || vec![Cell::NONE; framework.domains.len()].into_boxed_slice();
            rounds.entry(key.round).or_insert_with(empty)[index] =
                Cell::of(*value, framework.level_count());
        }
        rounds
    }

    /// A seat's marks in a round, domain by domain; none where it marked nothing.
    pub fn cells(&self, seat: SeatId, round: RoundId) -> Option<&[Cell]> {
        self.ballots
            .get(&seat)?
            .cells
            .get(&round)
            .map(|cells| &**cells)
    }

    /// Ends a round: what counts is what stands now.
    pub(super) fn freeze(&mut self, index: usize) {
        let round = &mut self.rounds[index];
        round.is_open = false;
        for (seat, ballot) in &self.ballots {
            let Some(details) = self
                .core
                .people
                .get(*seat)
                .filter(|details| details.role.is_counted())
            else {
                continue;
            };
            if let Some(cells) = ballot.cells.get(&round.id) {
                round.frozen.insert(
                    *seat,
                    FrozenVote {
                        cells: cells.clone(),
                        standing: Standing::of(details),
                    },
                );
            }
        }
    }

    /// Opens a round again: what counts is what stands now, late marks included.
    pub(super) fn thaw(&mut self, index: usize) {
        let round = &mut self.rounds[index];
        round.thaw();
        for (seat, ballot) in &self.ballots {
            let is_counted = self
                .core
                .people
                .get(*seat)
                .is_some_and(|details| details.role.is_counted());
            if let (true, Some(cells)) = (is_counted, ballot.cells.get(&round.id)) {
                round.tally.change(&[], cells);
            }
        }
    }

    /// Takes a seat's marks into the open round, or out of it, because its role changed. What a closed round counted
    /// stays; whether the seat's later marks are late there follows its role.
    pub(super) fn recount(&mut self, seat: SeatId, is_counted: bool) {
        let Some(ballot) = self.ballots.get(&seat) else {
            return;
        };
        for round in &mut self.rounds {
            let cells: &[Cell] = ballot.cells.get(&round.id).map_or(&[], |cells| cells);
            match (round.is_open, is_counted) {
                (true, true) => round.tally.change(&[], cells),
                (true, false) => round.tally.change(cells, &[]),
                (false, _) => round.count_late(seat, is_counted, cells),
            }
        }
    }
}
