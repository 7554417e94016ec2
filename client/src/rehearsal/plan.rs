//! Who sits in which sector and marks what. Everything follows from the size, the framework's shape and one seed.

use plenary_protocol::{consensus::Verdict, documents::MarkValue};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::shape::{self, FEWEST_LEVELS, FEWEST_PEOPLE, PLANTED};

/// One in so many is not sure, on every second domain.
const UNSURE_ONE_IN: u32 = 25;

/// What a plan is made for.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// People who mark.
    pub participants: u32,
    /// Sectors they come from.
    pub sectors: usize,
    /// Domains of the framework.
    pub domains: usize,
    /// Levels of the framework.
    pub levels: usize,
}

/// Everybody and everything that will be marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Each domain in the framework's order.
    pub domains: Vec<PlannedDomain>,
    /// Each person.
    pub people: Vec<PlannedPerson>,
}

/// What a domain is to look like.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedDomain {
    /// The word the server must find.
    pub verdict: Verdict,
    /// People at each level, lowest first.
    pub counts: Vec<u32>,
    /// People who are not sure.
    pub unsure: u32,
}

/// What a person will say.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedPerson {
    /// Which of the sectors, counted from 0.
    pub sector: usize,
    /// One mark for each domain.
    pub marks: Vec<MarkValue>,
}

/// Why nothing can be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Whole people cannot make every shape.
    #[error("{0} participants are too few: a rehearsal needs at least {most}, so that every verdict can be planted", most = FEWEST_PEOPLE + 1)]
    TooFewPeople(u32),
    /// The shapes need room.
    #[error("{0} levels are too few: a rehearsal needs at least {FEWEST_LEVELS}")]
    TooFewLevels(usize),
    /// Nobody can come from nowhere.
    #[error("a rehearsal needs at least one sector")]
    NoSector,
}

impl Plan {
    /// Makes the plan. The same size and seed make the same plan.
    pub fn new(size: Size, seed: u64) -> Result<Self, PlanError> {
        if size.participants <= FEWEST_PEOPLE {
            return Err(PlanError::TooFewPeople(size.participants));
        }
        if size.levels < FEWEST_LEVELS {
            return Err(PlanError::TooFewLevels(size.levels));
        }
        if size.sectors == 0 {
            return Err(PlanError::NoSector);
        }
        let mut rng = StdRng::seed_from_u64(seed);
        let mut people = seated(size, &mut rng);
        let mut verdicts: Vec<Verdict> = PLANTED.into_iter().cycle().take(size.domains).collect();
        verdicts.shuffle(&mut rng);
        let domains = verdicts
            .into_iter()
            .enumerate()
            .map(|(index, verdict)| plant(index, verdict, size, &mut people, &mut rng))
            .collect();
        Ok(Self { domains, people })
    }

    /// How many marks will be made.
    pub fn mark_count(&self) -> usize {
        self.people.len() * self.domains.len()
    }
}

/// Sectors of equal size, one more in the first ones, in the order in which people happen to arrive.
fn seated(size: Size, rng: &mut StdRng) -> Vec<PlannedPerson> {
    let mut people: Vec<PlannedPerson> = (0..size.participants as usize)
        .map(|person| PlannedPerson {
            sector: person % size.sectors,
            marks: Vec::with_capacity(size.domains),
        })
        .collect();
    people.shuffle(rng);
    people
}

fn plant(
    index: usize,
    verdict: Verdict,
    size: Size,
    people: &mut [PlannedPerson],
    rng: &mut StdRng,
) -> PlannedDomain {
    let unsure = if index % 2 == 1 {
        (size.participants / UNSURE_ONE_IN).min(size.participants - FEWEST_PEOPLE)
    } else {
        0
    };
    let at = rng.random_range(0..size.levels);
    let counts = shape::quotas(verdict, size.participants - unsure, size.levels, at);
    let mut marks: Vec<MarkValue> = (1..)
        .zip(&counts)
        .flat_map(|(level, count)| std::iter::repeat_n(MarkValue::Level(level), *count as usize))
        .collect();
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.shuffle(rng);
    if verdict == Verdict::Polarised {
        // Two camps that are two sectors: the first ones low, the last ones high. The stable sort keeps the shuffle within.
        order.sort_by_key(|person| people[*person].sector);
    }
    // The unsure stand in the middle of the order, so that no sector loses all of its camp to them.
    let middle = marks.len() / 2;
    marks.splice(
        middle..middle,
        std::iter::repeat_n(MarkValue::Unsure, unsure as usize),
    );
    for (person, mark) in order.into_iter().zip(marks) {
        people[person].marks.push(mark);
    }
    PlannedDomain {
        verdict,
        counts,
        unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::recount::{Sent, recount};

    fn size(participants: u32) -> Size {
        Size {
            participants,
            sectors: 3,
            domains: 10,
            levels: 4,
        }
    }

    fn sent(plan: &Plan) -> Vec<Sent> {
        plan.people
            .iter()
            .map(|person| Sent {
                sector: person.sector,
                marks: person.marks.clone(),
            })
            .collect()
    }

    #[test]
    fn the_same_seed_makes_the_same_plan_and_another_seed_another() {
        let plan = Plan::new(size(200), 7).unwrap();
        assert_eq!(plan, Plan::new(size(200), 7).unwrap());
        assert_ne!(plan, Plan::new(size(200), 8).unwrap());
        assert_eq!(plan.mark_count(), 2_000);
    }

    #[test]
    fn what_people_say_adds_up_to_what_was_planted() {
        for participants in [21, 22, 50, 99, 200] {
            for seed in 0..20 {
                let plan = Plan::new(size(participants), seed).unwrap();
                let counted = recount(&sent(&plan), 10, 4);
                for (domain, counted) in plan.domains.iter().zip(&counted) {
                    assert_eq!(
                        (&domain.counts, domain.unsure),
                        (&counted.counts, counted.unsure)
                    );
                    assert_eq!(
                        domain.counts.iter().sum::<u32>() + domain.unsure,
                        participants
                    );
                }
                for verdict in PLANTED {
                    assert!(plan.domains.iter().any(|domain| domain.verdict == verdict));
                }
            }
        }
    }

    #[test]
    fn a_polarised_domain_is_polarised_by_sector() {
        let plan = Plan::new(size(200), 7).unwrap();
        let index = plan
            .domains
            .iter()
            .position(|domain| domain.verdict == Verdict::Polarised)
            .expect("one in five is");
        let marks_of = |sector| {
            plan.people
                .iter()
                .filter(move |person| person.sector == sector)
                .map(move |person| person.marks[index])
        };
        assert!(marks_of(0).all(|mark| mark == MarkValue::Level(1)));
        assert!(marks_of(2).all(|mark| mark == MarkValue::Level(4)));
    }

    #[test]
    fn too_few_of_anything_is_said_and_not_planned() {
        assert_eq!(Plan::new(size(20), 7), Err(PlanError::TooFewPeople(20)));
        let flat = Size {
            levels: 2,
            ..size(50)
        };
        assert_eq!(Plan::new(flat, 7), Err(PlanError::TooFewLevels(2)));
        let nowhere = Size {
            sectors: 0,
            ..size(50)
        };
        assert_eq!(Plan::new(nowhere, 7), Err(PlanError::NoSector));
    }
}
