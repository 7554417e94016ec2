//! What was found out of published rounds and is kept, because it takes long and never changes: whose disagreement it is,
//! which is worked out elsewhere and put here, and how people moved between two rounds, which is worked out when first
//! asked for. Every answer is a function of what is shown, so keeping it changes nothing but the time.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use super::{
    Audience,
    whose::{WhoseAnswer, WhoseKey, WhoseQuestion},
};
use crate::{
    consensus::{
        Ballots, ChangeTest, Gap, Movement, Outstanding, Seed, Transitions, gap, kendall_w,
        movement, outstanding,
    },
    disclosure::{CLOSE_BELOW, ShownPairs},
    id::RoundId,
    round::{Grouping, RoundKind},
    workshop::{Round, Workshop, WorkshopState},
};

/// A published state of a round.
type State = (RoundId, u32);
/// What may be told of two rounds, domain by domain.
pub(super) type Compared = Arc<[Option<Between>]>;
/// A domain's counts, with what was made of them.
type Firm = (Vec<u32>, Outstanding);

/// What was found out and is kept. An empty one gives the same views, later.
#[derive(Debug, Default)]
pub struct Findings {
    whose: BTreeMap<WhoseKey, WhoseAnswer>,
    // Held for a lookup or one computation. Invariant: no key's answer ever changes.
    between: Mutex<BTreeMap<(State, State), Compared>>,
    same_order: Mutex<BTreeMap<State, Option<f64>>>,
    // The latest of each domain of a round: a live domain is asked for again with every mark on another.
    firm: Mutex<BTreeMap<(RoundId, usize), Firm>>,
}

/// What may be told of the same people in two rounds, on one domain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Between {
    pub(super) movement: Option<Movement>,
    pub(super) gap: Option<Gap>,
    pub(super) grid: Option<Vec<Vec<u32>>>,
}

impl Clone for Findings {
    fn clone(&self) -> Self {
        fn copy<T: Clone>(kept: &Mutex<T>) -> Mutex<T> {
            Mutex::new(kept.lock().expect("nobody panics holding it").clone())
        }
        Self {
            whose: self.whose.clone(),
            between: copy(&self.between),
            same_order: copy(&self.same_order),
            firm: copy(&self.firm),
        }
    }
}

impl Findings {
    /// Everything that a workshop's published rounds put to everybody, worked out now: for whoever is in no hurry.
    pub fn of(workshop: &Workshop) -> Self {
        let mut findings = Self::default();
        for round in workshop.rounds() {
            let question = WhoseQuestion::of(workshop, round, Audience::Facilitator, None);
            if let Some(question) = question {
                let key = question.key();
                let answer = question.answer(|| true);
                findings.whose.extend(answer.map(|answer| (key, answer)));
            }
        }
        findings
    }

    /// Whether a question has been answered.
    pub fn knows(&self, key: WhoseKey) -> bool {
        self.whose.contains_key(&key)
    }

    /// Keeps an answer.
    pub fn keep(&mut self, key: WhoseKey, answer: WhoseAnswer) {
        self.whose.insert(key, answer);
    }

    pub(super) fn whose(&self, key: WhoseKey) -> Option<&WhoseAnswer> {
        self.whose.get(&key)
    }

    /// What may be told of the people of two published rounds, domain by domain; empty where that is nothing.
    pub(super) fn between(&self, workshop: &Workshop, earlier: &Round, later: &Round) -> Compared {
        let (Some(before), Some(after)) = (state(earlier), state(later)) else {
            return Arc::new([]);
        };
        let mut kept = self.between.lock().expect("no holder panics");
        // A reveal that shows groups as well may change what can be told, and is no new state of the counts.
        let key = (before, after);
        kept.entry(key)
            .or_insert_with(|| compare(workshop, earlier, later))
            .clone()
    }

    /// Kendall's W of a published round, over the domains on which everybody who was counted chose a level and nothing is
    /// withheld. None with fewer than two such domains or ten such people, and while groups may still come to be shown:
    /// it ties one domain's marks to another's, so what is withheld of one group later could follow from it.
    pub(super) fn same_order(&self, workshop: &Workshop, round: &Round) -> Option<f64> {
        let has_groups = round.published.as_ref()?.publication.groups.is_some();
        if !has_groups && workshop.state() == WorkshopState::Open {
            return None;
        }
        let mut kept = self.same_order.lock().expect("no holder panics");
        *kept
            .entry(state(round)?)
            .or_insert_with(|| same_order(workshop, round))
    }

    /// What missing marks could make of a domain's word.
    pub(super) fn outstanding(
        &self,
        round: RoundId,
        domain: usize,
        counts: &[u32],
        missing: u32,
    ) -> Outstanding {
        let mut kept = self.firm.lock().expect("no holder panics");
        match kept.get(&(round, domain)) {
            Some((known, found)) if known == counts && found.missing == missing => found.clone(),
            _ => {
                let found = outstanding(counts, missing);
                kept.insert((round, domain), (counts.to_vec(), found.clone()));
                found
            }
        }
    }
}

/// The state of a round's publication: its number, and whether groups came with it.
fn state(round: &Round) -> Option<State> {
    let published = round.published.as_ref()?;
    let has_groups = u32::from(published.publication.groups.is_some());
    Some((round.id, 2 * published.publication.number + has_groups))
}

fn compare(workshop: &Workshop, earlier: &Round, later: &Round) -> Compared {
    let framework = workshop.framework_of(later);
    let pairs = workshop.pairs(earlier, later);
    let domains = pairs.into_iter().zip(&framework.domains);
    domains
        .map(|(pairs, domain)| {
            let grouping = later.grouping.unwrap_or(Grouping::Sector);
            let seed = Seed::of(&workshop.id(), later.id, Some(&domain.id), grouping);
            told(&pairs?, earlier.kind, later.kind, seed)
        })
        .collect()
}

fn told(pairs: &ShownPairs, earlier: RoundKind, later: RoundKind, seed: Seed) -> Option<Between> {
    let transitions = Transitions::of_table(pairs.cells().to_vec())?;
    let is_same_kind = earlier == later;
    Some(Between {
        movement: is_same_kind
            .then(|| movement(&transitions, &ChangeTest::seeded(seed)))
            .flatten(),
        gap: match (earlier, later) {
            (RoundKind::Now, RoundKind::Needed) => gap(&transitions),
            (RoundKind::Needed, RoundKind::Now) => {
                let level_count = pairs.cells().len();
                let turned = |row: usize| pairs.cells().iter().map(|cells| cells[row]).collect();
                gap(&Transitions::of_table(
                    (0..level_count).map(turned).collect(),
                )?)
            }
            _ => None,
        },
        grid: pairs.grid().map(<[Vec<u32>]>::to_vec),
    })
}

fn same_order(workshop: &Workshop, round: &Round) -> Option<f64> {
    let publication = &round.published.as_ref()?.publication;
    let is_whole = |domain: &usize| {
        let shown = &publication.domains[*domain];
        shown.room.is_some()
            && (publication.groups.is_none() || shown.groups.is_some())
            && round
                .frozen
                .values()
                .all(|vote| vote.cells[*domain].level().is_some())
    };
    let domains: Vec<usize> = (0..publication.domains.len()).filter(is_whole).collect();
    let rows = round.frozen.values().map(|vote| {
        let levels = domains.iter().map(|domain| vote.cells[*domain].level());
        levels.collect::<Vec<_>>()
    });
    let level_count = workshop.framework_of(round).level_count();
    let enough = CLOSE_BELOW.max(workshop.settings().minimum_group) as usize;
    kendall_w(&Ballots::from_rows(level_count, domains.len(), rows))
        .filter(|_| 2 <= domains.len() && enough <= round.frozen.len())
}
