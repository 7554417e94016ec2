//! How people are put into groups: a closed round's counted marks by sector, table or organisation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cell, FrozenVote, Round, Standing, Workshop};
use crate::{
    disclosure::Marks,
    id::{SeatId, SphereId, TableId},
    round::Grouping,
    seat::SectorId,
};

/// What a group is, in the workshop's order of groups.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupKey {
    /// A sector, with its place among the workshop's.
    Sector(usize, Option<SectorId>),
    /// A table, or the people at none.
    Table(Option<TableId>),
    /// An organisation, or the people who gave none.
    Organisation(Option<String>),
    /// A sphere of influence, or the people who chose none.
    Sphere(Option<SphereId>),
}

impl GroupKey {
    /// What people call the group.
    pub fn name(&self, workshop: &Workshop) -> String {
        match self {
            GroupKey::Sector(_, Some(sector)) => workshop.sector_name(sector).to_owned(),
            GroupKey::Sector(_, None) => "No sector".to_owned(),
            GroupKey::Table(Some(table)) => workshop.table_name(*table).to_owned(),
            GroupKey::Table(None) => "No table".to_owned(),
            GroupKey::Organisation(Some(organisation)) => organisation.clone(),
            GroupKey::Organisation(None) => "No organisation given".to_owned(),
            GroupKey::Sphere(Some(sphere)) => workshop.sphere_name(*sphere).to_owned(),
            GroupKey::Sphere(None) => "No sphere chosen".to_owned(),
        }
    }
}

/// Some people's marks, group by group.
#[derive(Debug)]
pub(crate) struct Grouped {
    pub(crate) keys: Vec<GroupKey>,
    /// People in each group.
    pub(crate) people: Vec<u32>,
    /// Each domain's marks, group by group.
    pub(crate) domains: Vec<Vec<Marks>>,
}

impl Workshop {
    /// The group of somebody who stood here when their marks were counted.
    pub(crate) fn group_of(
        &self,
        seat: SeatId,
        standing: Standing,
        grouping: Grouping,
    ) -> Option<GroupKey> {
        let seat = self.seat(seat)?;
        Some(match grouping {
            Grouping::Sector => {
                let place = |id: &SectorId| self.sectors.iter().position(|sector| sector.id == *id);
                let place = seat.sector.as_ref().and_then(place).unwrap_or(usize::MAX);
                GroupKey::Sector(place, seat.sector.clone())
            }
            Grouping::Table => GroupKey::Table(standing.table),
            Grouping::Organisation => GroupKey::Organisation(seat.organisation.clone()),
            Grouping::Sphere => GroupKey::Sphere(standing.sphere),
        })
    }

    /// A closed round's counted marks by group.
    pub(crate) fn grouped(&self, round: &Round, grouping: Grouping) -> Grouped {
        let mut groups: BTreeMap<GroupKey, Vec<&FrozenVote>> = BTreeMap::new();
        for (seat, vote) in &round.frozen {
            if let Some(key) = self.group_of(*seat, vote.standing, grouping) {
                groups.entry(key).or_default().push(vote);
            }
        }
        let votes: Vec<Vec<&[Cell]>> = groups
            .values()
            .map(|votes| votes.iter().map(|vote| &*vote.cells).collect())
            .collect();
        Grouped {
            people: votes.iter().map(|votes| votes.len() as u32).collect(),
            domains: self.marks_of(round, &votes),
            keys: groups.into_keys().collect(),
        }
    }

    /// Each domain's marks of these groups of people.
    pub(super) fn marks_of(&self, round: &Round, groups: &[Vec<&[Cell]>]) -> Vec<Vec<Marks>> {
        let level_count = self.framework_of(round).level_count();
        let domain = |index: usize| {
            let marks = |votes: &Vec<&[Cell]>| {
                let mut marks = Marks::none(level_count);
                for cell in votes.iter().map(|cells| cells[index]) {
                    match cell.level() {
                        Some(level) => marks.levels[usize::from(level) - 1] += 1,
                        None => marks.unsure += u32::from(cell.is_unsure()),
                    }
                }
                marks
            };
            groups.iter().map(marks).collect()
        };
        (0..self.framework_of(round).domains.len())
            .map(domain)
            .collect()
    }
}
