//! What a reveal fixes: the publication of a round, part of the state, so that every node and every replay shows the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Cell, FrozenVote, Round, Standing, Workshop, groups::GroupKey};
use crate::{
    disclosure::{Audited, Marks, NotEnough, Publication, audit},
    id::SeatId,
    refusal::Refusal,
    round::{Grouping, RevealLevel},
};

/// What has been shown of a round, with the groups it is shown by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The groups that `publication` counts in, in its order; empty where only the room is shown.
    pub keys: Vec<GroupKey>,
    /// What is shown.
    pub publication: Publication,
}

/// Late people, ready to be counted in.
struct Batch {
    votes: Vec<(SeatId, FrozenVote)>,
    people: Vec<u32>,
    domains: Vec<Vec<Marks>>,
}

impl Workshop {
    /// Fixes what is shown of a closed round. Showing more of it later is counted from the same frozen marks.
    pub(super) fn publish(&mut self, index: usize) {
        let round = &self.rounds[index];
        let minimum = self.settings.minimum_group;
        let (keys, publication) = match round.grouping {
            Some(grouping) => {
                let grouped = self.grouped(round, grouping);
                let publication =
                    Publication::of_groups(&grouped.people, &grouped.domains, minimum);
                (grouped.keys, publication)
            }
            None => {
                let everybody = round.frozen.values().map(|vote| &*vote.cells).collect();
                let domains = self.marks_of(round, &[everybody]).concat();
                (Vec::new(), Publication::of_room(&domains, minimum))
            }
        };
        self.rounds[index].published = Some(Published { keys, publication });
        self.note_compared(index);
    }

    /// Whether late people can be counted in. Says no by who marked, never by what.
    pub(super) fn check_take_late(&self, round: &Round) -> Result<(), Refusal> {
        let mut published = takeable(round)?.clone();
        self.taken(round, &mut published).map(drop)
    }

    /// Counts in who first marked behind the close, on the domains where that gives nobody away.
    pub(super) fn take_late(&mut self, index: usize) -> Result<(), Refusal> {
        let round = &self.rounds[index];
        let mut published = takeable(round)?.clone();
        let votes = self.taken(round, &mut published)?;
        let round = &mut self.rounds[index];
        round.published = Some(published);
        for (seat, vote) in votes {
            round.tally.change(&[], &vote.cells);
            round.frozen.insert(seat, vote);
            let now = self.ballots[&seat].cells.get(&round.id);
            round.count_late(seat, true, now.map_or(&[], |cells| cells));
        }
        Ok(())
    }

    /// Counts late people into what is shown. Gives their votes, without the marks that are not taken.
    fn taken(
        &self,
        round: &Round,
        published: &mut Published,
    ) -> Result<Vec<(SeatId, FrozenVote)>, Refusal> {
        let batch = self.batch(round, &published.keys)?;
        let minimum = self.settings.minimum_group;
        let taken = published
            .publication
            .take(&batch.people, &batch.domains, minimum)
            .map_err(|why| not_enough(round, why, minimum))?;
        let mut votes = batch.votes;
        for (_, vote) in &mut votes {
            for (cell, is_taken) in vote.cells.iter_mut().zip(&taken) {
                if !is_taken {
                    *cell = Cell::NONE;
                }
            }
        }
        Ok(votes)
    }

    fn batch(&self, round: &Round, keys: &[GroupKey]) -> Result<Batch, Refusal> {
        let mut votes = Vec::new();
        let mut groups: BTreeMap<usize, Vec<&[Cell]>> = BTreeMap::new();
        for (seat, ballot) in &self.ballots {
            let Some(details) = self.seat(*seat).filter(|seat| seat.role.is_counted()) else {
                continue;
            };
            let (false, Some(cells)) =
                (round.frozen.contains_key(seat), ballot.cells.get(&round.id))
            else {
                continue;
            };
            let group = match round.grouping {
                None => Some(0),
                Some(grouping) => {
                    let key = self.group_of(*seat, Standing::of(details), grouping);
                    keys.iter().position(|known| Some(known) == key.as_ref())
                }
            };
            let group = group.ok_or_else(|| {
                Refusal::moved_on(format!(
                    "somebody who marked late belongs to a group of which nobody was counted in round {}: their marks would stand alone",
                    round.id
                ))
            })?;
            groups.entry(group).or_default().push(cells);
            let vote = FrozenVote {
                cells: cells.clone(),
                standing: Standing::of(details),
            };
            votes.push((*seat, vote));
        }
        let group_count = keys.len().max(1);
        let groups: Vec<Vec<&[Cell]>> = (0..group_count)
            .map(|group| groups.remove(&group).unwrap_or_default())
            .collect();
        Ok(Batch {
            votes,
            people: groups.iter().map(|group| group.len() as u32).collect(),
            domains: self.marks_of(round, &groups),
        })
    }

    /// Refuses what would cross with what is shown already: a second grouping, or groups of people of whom some were
    /// counted in later. Says how few people it would give away, where adding and subtracting is enough to see it.
    pub(super) fn check_crossing(
        &self,
        round: &Round,
        asked: Option<Grouping>,
    ) -> Result<(), Refusal> {
        let Some(asked) = asked else {
            return Ok(());
        };
        match (round.grouping, &round.published) {
            (Some(fixed), _) if fixed != asked => Err(Refusal::moved_on(format!(
                "round {} was already shown by {fixed}: showing it by {asked} as well {}",
                round.id,
                self.would_give_away(round, fixed, asked)
            ))),
            (None, Some(published)) if 1 < published.publication.number => {
                Err(Refusal::moved_on(format!(
                    "people who marked late were counted into round {}: showing it by {asked} now could give small groups away",
                    round.id
                )))
            }
            (None, Some(_)) => Self::check_compared(round),
            _ => Ok(()),
        }
    }

    /// What the linear audit finds about two groupings of one round. It knows nothing of bounds, so "could" is its best word.
    fn would_give_away(&self, round: &Round, fixed: Grouping, asked: Grouping) -> String {
        let mut atoms: BTreeMap<[Option<GroupKey>; 2], u32> = BTreeMap::new();
        for (seat, vote) in &round.frozen {
            let cell = [fixed, asked].map(|by| self.group_of(*seat, vote.standing, by));
            *atoms.entry(cell).or_default() += 1;
        }
        let sets: BTreeSet<(usize, &Option<GroupKey>)> = atoms
            .keys()
            .flat_map(|cell| cell.iter().enumerate())
            .collect();
        let sets: Vec<Vec<bool>> = sets
            .into_iter()
            .map(|(by, key)| atoms.keys().map(|cell| cell[by] == *key).collect())
            .collect();
        let people: Vec<u32> = atoms.values().copied().collect();
        match audit(&people, &sets, self.settings.minimum_group) {
            Audited::GivesAway(1) => "would give one person away".to_owned(),
            Audited::GivesAway(people) => format!("would give a group of {people} people away"),
            Audited::Holds | Audited::TooLarge => "could give small groups away".to_owned(),
        }
    }
}

fn takeable(round: &Round) -> Result<&Published, Refusal> {
    match (&round.published, round.revealed) {
        (Some(published), Some(RevealLevel::Pooled | RevealLevel::Groups)) => Ok(published),
        _ => Err(Refusal::moved_on(format!(
            "round {} is not shown to the room yet: reopen it, or show it first",
            round.id
        ))),
    }
}

fn not_enough(round: &Round, why: NotEnough, minimum: u32) -> Refusal {
    let why = match why {
        NotEnough::Nobody => "nobody marked it for the first time after it was closed".to_owned(),
        NotEnough::TooFew => format!(
            "in the room and in each group that is shown there must be {minimum} of those who marked late, or none: fewer would be given away by the difference"
        ),
    };
    Refusal::moved_on(format!("round {}: {why}", round.id))
}
