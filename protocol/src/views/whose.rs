//! Whose disagreement it is: the question, taken by value from what is shown by groups, so that it can be worked out
//! beside a live room; and its answer. The same on every node, because its chance is seeded by what is asked.

use std::collections::BTreeMap;

use super::{Audience, disclosed};
use crate::{
    consensus::{Ballots, PermutationTest, Seed, Whose},
    id::RoundId,
    round::Grouping,
    workshop::{GroupKey, Round, Workshop},
};

/// What a question is about. What is shown under one key never changes, so neither does its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WhoseKey {
    /// The round.
    pub round: RoundId,
    /// Which state of what is shown.
    pub snapshot: u32,
    /// By which grouping.
    pub grouping: Grouping,
    /// Whether every group is compared by itself, for facilitators of a workshop that was declared named.
    pub is_named: bool,
}

/// The marks on domains whose groups are shown, with the group of each person.
pub struct WhoseQuestion {
    key: WhoseKey,
    ballots: Ballots,
    groups: Vec<u16>,
    seed: Seed,
    /// The places of these domains in the framework.
    domains: Vec<usize>,
    domain_count: usize,
}

/// Whose disagreement each domain's is, in the framework's order; none where its groups are not shown.
#[derive(Debug, Clone, PartialEq)]
pub struct WhoseAnswer(Vec<Option<Whose>>);

/// Draws between two looks at whether the answer is still wanted: a few milliseconds for 5,000 people.
const DRAWS_AT_ONCE: u32 = 10;

impl WhoseQuestion {
    /// The question that a round's results put for an audience; none where no groups are shown.
    pub fn of(
        workshop: &Workshop,
        round: &Round,
        audience: Audience,
        by: Option<Grouping>,
    ) -> Option<Self> {
        let key = key(workshop, round, audience, by)?;
        let shown = disclosed(workshop, round, audience, by).ok()?;
        let domains: Vec<usize> = (0..shown.domains.len())
            .filter(|domain| shown.domains[*domain].groups.is_some())
            .collect();
        let groups = places(workshop, round, key)?;
        let mut rows = Vec::new();
        let mut labels = Vec::new();
        for (seat, vote) in &round.frozen {
            let Some(group) = workshop
                .group_of(*seat, vote.standing, key.grouping)
                .and_then(|group| groups.get(&group))
            else {
                continue;
            };
            let row: Vec<Option<u8>> = domains
                .iter()
                .map(|domain| vote.cells[*domain].level())
                .collect();
            // Who marked none of these domains is no witness.
            if row.iter().any(Option::is_some) {
                rows.push(row);
                labels.push(*group);
            }
        }
        let level_count = workshop.framework_of(round).level_count();
        Some(Self {
            key,
            ballots: Ballots::from_rows(level_count, domains.len(), rows),
            groups: labels,
            seed: Seed::of(&workshop.id(), round.id, None, key.grouping),
            domain_count: shown.domains.len(),
            domains,
        })
    }

    /// What it is about.
    pub fn key(&self) -> WhoseKey {
        self.key
    }

    /// Works it out; none if it is no longer wanted.
    pub fn answer(self, is_wanted: impl Fn() -> bool) -> Option<WhoseAnswer> {
        let mut answer = vec![None; self.domain_count];
        if let Some(mut test) = PermutationTest::new(&self.ballots, &self.groups, self.seed) {
            while !test.advance(DRAWS_AT_ONCE) {
                if !is_wanted() {
                    return None;
                }
            }
            let outcome = test.outcome().expect("every draw is done");
            for (domain, found) in self.domains.iter().zip(&outcome.domains) {
                answer[*domain] = Some(Whose::of(self.key.grouping, found));
            }
        }
        Some(WhoseAnswer(answer))
    }
}

impl std::fmt::Debug for WhoseQuestion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The marks are nobody's to read.
        formatter
            .debug_struct("WhoseQuestion")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl WhoseAnswer {
    /// The answer for a domain, by its place in the framework.
    pub fn domain(&self, index: usize) -> Option<Whose> {
        self.0.get(index).copied().flatten()
    }
}

/// What the question would be about, without taking a single mark. None where a round's results show no groups.
pub fn key(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
    by: Option<Grouping>,
) -> Option<WhoseKey> {
    let published = round.published.as_ref()?;
    let publication = &published.publication;
    let is_named = audience == Audience::NamedFacilitator;
    let grouping = if is_named {
        by.or(round.grouping).unwrap_or(Grouping::Sector)
    } else {
        let is_any_shown = publication
            .domains
            .iter()
            .any(|domain| domain.groups.is_some());
        let shown = disclosed(workshop, round, audience, by).ok()?;
        shown.grouping.filter(|_| is_any_shown)?
    };
    Some(WhoseKey {
        round: round.id,
        snapshot: publication.number,
        grouping,
        is_named,
    })
}

/// The place of each group among those that are shown.
fn places(workshop: &Workshop, round: &Round, key: WhoseKey) -> Option<BTreeMap<GroupKey, u16>> {
    let published = round.published.as_ref()?;
    if key.is_named {
        let keys = round
            .frozen
            .iter()
            .filter_map(|(seat, vote)| workshop.group_of(*seat, vote.standing, key.grouping));
        let keys: std::collections::BTreeSet<GroupKey> = keys.collect();
        return Some(keys.into_iter().zip(0..).collect());
    }
    let groups = published.publication.groups.as_ref()?;
    let places = groups.iter().zip(0..).flat_map(|(group, place)| {
        let members = group.members.iter();
        members.map(move |member| (published.keys[*member].clone(), place))
    });
    Some(places.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus::Pattern;

    /// Twenty-four people in three groups; the third stands two levels higher on the one domain that is shown.
    fn question(order: impl Iterator<Item = usize>) -> WhoseQuestion {
        let people: Vec<usize> = order.collect();
        let level = |person: &usize| {
            let base = if person % 3 == 2 { 3 } else { 1 };
            [Some(base + (person / 3 % 2) as u8)]
        };
        WhoseQuestion {
            key: WhoseKey {
                round: RoundId::nth(1),
                snapshot: 1,
                grouping: Grouping::Sector,
                is_named: false,
            },
            ballots: Ballots::from_rows(4, 1, people.iter().map(level)),
            groups: people.iter().map(|person| (person % 3) as u16).collect(),
            seed: Seed::numbered(7),
            domains: vec![1],
            domain_count: 3,
        }
    }

    #[test]
    fn only_domains_whose_groups_are_shown_are_answered_and_the_order_of_people_does_not_matter() {
        let answer = question(0..24).answer(|| true).expect("wanted");
        assert_eq!((answer.domain(0), answer.domain(2)), (None, None));
        let whose = answer.domain(1).expect("its groups are shown");
        assert_eq!(
            (whose.pattern, whose.n, whose.tentative),
            (Pattern::Mainly, 24, false)
        );
        assert_eq!(question((0..24).rev()).answer(|| true), Some(answer));
    }

    #[test]
    fn what_is_no_longer_wanted_is_dropped() {
        assert_eq!(question(0..24).answer(|| false), None);
    }
}
