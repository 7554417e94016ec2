//! What Plenary must not be: every group's counts live, each hidden only where it is small by itself.

use std::collections::BTreeMap;

use plenary_protocol::{
    id::SeatId,
    round::Grouping,
    workshop::{Standing, Workshop},
};

use crate::{
    inference::{Found, System, VALUES},
    play::DOMAINS,
    poll::{Place, Watcher, group_name, tallied},
};

/// The same attacker before the naive version.
#[derive(Default)]
pub(crate) struct Naive {
    systems: BTreeMap<Place, System>,
    found: Found,
}

impl Naive {
    /// Looks at the room and at every grouping, as they are now.
    pub(crate) fn look(&mut self, workshop: &Workshop, watcher: &Watcher) {
        let groupings = [
            None,
            Some(Grouping::Sector),
            Some(Grouping::Table),
            Some(Grouping::Organisation),
        ];
        for round in workshop.rounds() {
            for domain in 0..DOMAINS {
                let place = (round.id, domain);
                for grouping in groupings {
                    self.found.attempts += 1;
                    let mut groups: BTreeMap<String, Vec<(SeatId, usize)>> = BTreeMap::new();
                    for (seat, details) in workshop.seats() {
                        let Some(mark) = watcher.standing.get(&(place, *seat)) else {
                            continue;
                        };
                        let name = |by| group_name(workshop, *seat, Standing::of(details), by);
                        groups
                            .entry(grouping.map(name).unwrap_or_default())
                            .or_default()
                            .push((*seat, *mark));
                    }
                    for marks in groups.values() {
                        self.learn(workshop, watcher, place, marks, grouping.is_none());
                    }
                }
            }
        }
    }

    fn learn(
        &mut self,
        workshop: &Workshop,
        watcher: &Watcher,
        place: Place,
        marks: &[(SeatId, usize)],
        is_room: bool,
    ) {
        let mut counts = [0; VALUES];
        for (_, mark) in marks {
            counts[watcher.truths[*mark]] += 1;
        }
        let counts = &counts[..VALUES - 1];
        if counts.iter().sum::<u32>() < workshop.settings().minimum_group {
            return;
        }
        let system = self.systems.entry(place).or_default();
        let known = marks.iter().map(|(_, mark)| (*mark, watcher.truths[*mark]));
        if let Some(bits) = system.bits(known) {
            system.learn(tallied(bits, counts), is_room);
        }
    }

    /// What the attacker knows in the end.
    pub(crate) fn conclude(mut self) -> Found {
        self.found.workshops = 1;
        for system in self.systems.values() {
            system.conclude(&mut self.found, &[]);
        }
        self.found
    }
}
