//! What has been shown of one round: made once, at its reveal, and from then on only ever added to, by enough people at once.
//!
//! Everybody who compares two states of it learns the counts of those who were added, so these obey the rules of a group.

use serde::{Deserialize, Serialize};

use super::{
    DisclosedDomain, Marks, ShownGroup, ShownTally, is_nearly_of_one_mind, may_show,
    may_show_together, partition,
};

/// What has been shown of one round. Part of the workshop's state, so every node and every replay shows the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// 1 at the reveal, and one more each time late people were counted in.
    pub number: u32,
    /// How the groups stand together; none where no groups are shown.
    pub groups: Option<Vec<ShownGroup>>,
    /// Each domain in the framework's order.
    pub domains: Vec<DisclosedDomain>,
}

/// Why late people cannot be counted in. Depends only on who marked, never on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEnough {
    /// Nobody first marked behind the close.
    Nobody,
    /// Fewer than the minimum in the room or in one of the shown groups, on every domain.
    TooFew,
}

impl Publication {
    /// What is shown of the whole room alone: each domain's marks of everybody.
    pub fn of_room(domains: &[Marks], minimum: u32) -> Self {
        let domain = |marks: &Marks| room(marks, minimum);
        Self {
            number: 1,
            groups: None,
            domains: domains.iter().map(domain).collect(),
        }
    }

    /// What is shown of the room and its groups: the people in each group, and each domain's marks group by group.
    pub fn of_groups(people: &[u32], domains: &[Vec<Marks>], minimum: u32) -> Self {
        let groups = partition(people, minimum);
        let domain = |marks: &Vec<Marks>| DisclosedDomain {
            groups: groups
                .as_ref()
                .and_then(|groups| together(groups, marks, minimum)),
            ..room(&everybody(marks), minimum)
        };
        Self {
            number: 1,
            domains: domains.iter().map(domain).collect(),
            groups,
        }
    }

    /// Everything, however small: for facilitators of a workshop that was declared named.
    pub fn of_everything(people: &[u32], domains: &[Vec<Marks>]) -> Self {
        let alone = |(index, people): (usize, &u32)| ShownGroup::alone(index, *people);
        let tally = |marks: &Marks| ShownTally::allowed(marks.levels.clone());
        let domain = |marks: &Vec<Marks>| {
            let room = everybody(marks);
            DisclosedDomain {
                room: Some(tally(&room)),
                unsure: Some(room.unsure),
                groups: Some(marks.iter().map(tally).collect()),
            }
        };
        Self {
            number: 1,
            groups: Some(people.iter().enumerate().map(alone).collect()),
            domains: domains.iter().map(domain).collect(),
        }
    }

    /// Counts late people in, given as at the reveal. Says on which domains; the others stay as they were.
    ///
    /// `people` and `domains` hold one entry for each group; with no groups shown, the room is the one group.
    pub fn take(
        &mut self,
        people: &[u32],
        domains: &[Vec<Marks>],
        minimum: u32,
    ) -> Result<Vec<bool>, NotEnough> {
        if people.iter().sum::<u32>() == 0 {
            return Err(NotEnough::Nobody);
        }
        let sets = self.sets(people.len());
        let in_set = |set: &Vec<usize>| set.iter().map(|group| people[*group]).sum::<u32>();
        if !sets.iter().all(|set| none_or_enough(in_set(set), minimum)) {
            return Err(NotEnough::TooFew);
        }
        // First what everybody knows anyway: who marked where. Where that already says no, nothing is used up.
        let is_open: Vec<bool> = domains
            .iter()
            .map(|marks| {
                let marked = |set: &Vec<usize>| marked_in(set, marks);
                sets.iter().all(|set| none_or_enough(marked(set), minimum))
                    && 0 < marked_in(&sets[0], marks)
            })
            .collect();
        if !is_open.contains(&true) {
            return Err(NotEnough::TooFew);
        }
        self.number += 1;
        let shown = self.groups.clone();
        let taken = self
            .domains
            .iter_mut()
            .zip(domains)
            .zip(is_open)
            .map(|((domain, marks), is_open)| {
                // However many they are: nobody was told that these people are a group of their own.
                let may_stand = |set: &Vec<usize>| {
                    let within = within(set, marks);
                    within.marked() == 0
                        || (may_show(within.n(), minimum) && !is_nearly_of_one_mind(&within.levels))
                };
                let is_taken = is_open && sets.iter().all(may_stand) && domain.room.is_some();
                if is_taken {
                    domain.add(shown.as_deref(), marks);
                }
                is_taken
            })
            .collect();
        Ok(taken)
    }

    /// The room, then each shown group, as indices of the round's groups.
    fn sets(&self, group_count: usize) -> Vec<Vec<usize>> {
        let room = (0..group_count).collect();
        let shown = self
            .groups
            .iter()
            .flatten()
            .map(|group| group.members.clone());
        std::iter::once(room).chain(shown).collect()
    }
}

impl DisclosedDomain {
    /// A domain whose groups were left out stays so: what was hidden once must not follow from what is shown later.
    fn add(&mut self, shown: Option<&[ShownGroup]>, marks: &[Marks]) {
        let everybody = everybody(marks);
        self.room = self.room.as_ref().map(|room| room.plus(&everybody.levels));
        self.unsure = self.unsure.map(|unsure| unsure + everybody.unsure);
        if let (Some(groups), Some(shown)) = (&mut self.groups, shown) {
            for (tally, group) in groups.iter_mut().zip(shown) {
                *tally = tally.plus(&within(&group.members, marks).levels);
            }
        }
    }
}

fn room(marks: &Marks, minimum: u32) -> DisclosedDomain {
    let room = ShownTally::of_room(&marks.levels, minimum);
    DisclosedDomain {
        unsure: room.as_ref().map(|_| marks.unsure),
        room,
        groups: None,
    }
}

fn together(groups: &[ShownGroup], marks: &[Marks], minimum: u32) -> Option<Vec<ShownTally>> {
    let sums: Vec<Marks> = groups
        .iter()
        .map(|group| within(&group.members, marks))
        .collect();
    let allowed = |sum: Marks| ShownTally::allowed(sum.levels);
    may_show_together(&sums, minimum).then(|| sums.into_iter().map(allowed).collect())
}

fn everybody(marks: &[Marks]) -> Marks {
    Marks::sum(marks, level_count(marks))
}

fn within(set: &[usize], marks: &[Marks]) -> Marks {
    Marks::sum(set.iter().map(|group| &marks[*group]), level_count(marks))
}

fn marked_in(set: &[usize], marks: &[Marks]) -> u32 {
    set.iter().map(|group| marks[*group].marked()).sum()
}

fn level_count(marks: &[Marks]) -> usize {
    marks.first().map_or(0, |marks| marks.levels.len())
}

fn none_or_enough(people: u32, minimum: u32) -> bool {
    people == 0 || may_show(people, minimum)
}
