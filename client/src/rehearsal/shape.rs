//! Quotas per level whose verdict is certain, for any number of people from twenty on.
//!
//! Written from the rule as a facilitator would say it; the tests below hold it against the rule itself.

use plenary_protocol::consensus::Verdict;

/// Fewer people than this cannot hold every shape with whole numbers.
pub const FEWEST_PEOPLE: u32 = 20;
/// The rule of polarised and scattered needs a level between two others.
pub const FEWEST_LEVELS: usize = 3;

/// The verdicts that can be planted, in the order in which a plan deals them out.
pub const PLANTED: [Verdict; 5] = [
    Verdict::Consensus,
    Verdict::Leaning,
    Verdict::Split,
    Verdict::Polarised,
    Verdict::Scattered,
];

/// People at each level, lowest first, so that the room of `people` gets this verdict.
///
/// `at` chooses among the levels where the shape can stand. Panics below the two bounds above, and for `TooFew`.
pub fn quotas(verdict: Verdict, people: u32, levels: usize, at: usize) -> Vec<u32> {
    assert!(
        FEWEST_PEOPLE <= people && FEWEST_LEVELS <= levels,
        "{people} people on {levels} levels are too few to plant anything"
    );
    let mut counts = vec![0; levels];
    match verdict {
        Verdict::Consensus => {
            let peak = at % levels;
            counts[peak] = percent(people, 85);
            let neighbour = if peak == 0 { 1 } else { peak - 1 };
            counts[neighbour] = people - counts[peak];
        }
        Verdict::Leaning => {
            // A neighbour on each side takes a fifth, so that no two levels look like a split.
            let peak = 1 + at % (levels - 2);
            counts[peak - 1] = percent(people, 20);
            counts[peak + 1] = percent(people, 20);
            counts[peak] = people - counts[peak - 1] - counts[peak + 1];
        }
        Verdict::Split => {
            let lower = at % (levels - 1);
            let outside = if lower == 0 { 2 } else { lower - 1 };
            counts[outside] = percent(people, 10);
            counts[lower] = (people - counts[outside]) / 2;
            counts[lower + 1] = people - counts[outside] - counts[lower];
        }
        Verdict::Polarised => {
            counts[1] = percent(people, 10);
            counts[0] = (people - counts[1]) / 2;
            counts[levels - 1] = people - counts[1] - counts[0];
        }
        Verdict::Scattered => {
            let levels = levels as u32;
            for (level, count) in (0..levels).zip(&mut counts) {
                *count = people / levels + u32::from(level < people % levels);
            }
        }
        Verdict::TooFew => panic!("too few is not a shape that can be planted"),
    }
    counts
}

fn percent(people: u32, share: u32) -> u32 {
    people * share / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_protocol::consensus;

    #[test]
    fn every_shape_is_certain_for_every_size_and_number_of_levels() {
        for people in (FEWEST_PEOPLE..400).chain([1_000, 5_003, 20_000]) {
            for levels in FEWEST_LEVELS..=7 {
                for (verdict, at) in PLANTED
                    .into_iter()
                    .flat_map(|verdict| (0..levels).map(move |at| (verdict, at)))
                {
                    let counts = quotas(verdict, people, levels, at);
                    assert_eq!(counts.iter().sum::<u32>(), people);
                    assert_eq!(
                        consensus::shape(&counts).verdict(),
                        verdict,
                        "{people} people at {at}: {counts:?}"
                    );
                }
            }
        }
    }
}
