//! Whole rankings, where a room gives them: two ways to make one of many.

/// So many people who rank the items alike: item numbers from 0, the first first, each item once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ballot {
    /// People with this ranking.
    pub people: u32,
    /// The ranking.
    pub ranking: Vec<usize>,
}

/// More items than this are not put in Kemeny's order: the work doubles with each.
const KEMENY_AT_MOST_ITEMS: usize = 15;

/// Schulze's order, by strongest paths of pairwise majorities; items that no path parts stay in their order.
///
/// Social Choice and Welfare 36:267, 2011, with winning votes. Worked example: `worked_example_of_rankings`.
pub(crate) fn schulze(ballots: &[Ballot], items: usize) -> Vec<usize> {
    let preferences = preferences(ballots, items);
    let mut paths = vec![vec![0; items]; items];
    for one in 0..items {
        for other in 0..items {
            if preferences[other][one] < preferences[one][other] {
                paths[one][other] = preferences[one][other];
            }
        }
    }
    for through in 0..items {
        for from in 0..items {
            for to in 0..items {
                let detour = paths[from][through].min(paths[through][to]);
                paths[from][to] = paths[from][to].max(detour);
            }
        }
    }
    let beaten = |item: usize| {
        (0..items)
            .filter(|other| paths[item][*other] < paths[*other][item])
            .count()
    };
    let mut order: Vec<usize> = (0..items).collect();
    order.sort_by_key(|item| beaten(*item));
    order
}

/// Kemeny's order, the one with the fewest disagreements with everybody's pairs, and the number of pairs that agree with
/// it. None for more than 15 items.
///
/// Kemeny, Daedalus 88:577, 1959, by dynamic programming over sets of items, 2^D D² steps. Of several such orders the one
/// that reads first. Worked example: `worked_example_of_rankings`.
pub(crate) fn kemeny(ballots: &[Ballot], items: usize) -> Option<(Vec<usize>, u64)> {
    if KEMENY_AT_MOST_ITEMS < items {
        return None;
    }
    let preferences = preferences(ballots, items);
    let everything = (1_usize << items) - 1;
    // The best score of putting a set of items behind all others, and the item that then comes first of the set.
    let mut best: Vec<(u64, usize)> = vec![(0, 0); everything + 1];
    for set in 1..=everything {
        let members = || (0..items).filter(move |item| set & (1 << item) != 0);
        let with_first = |first: usize| {
            let ahead: u64 = members().map(|other| preferences[first][other]).sum();
            (ahead + best[set & !(1 << first)].0, first)
        };
        best[set] = members().map(with_first).fold((0, items), |best, next| {
            match next.0 <= best.0 && best.1 < items {
                true => best,
                false => next,
            }
        });
    }
    let (mut order, mut set) = (Vec::new(), everything);
    while set != 0 {
        order.push(best[set].1);
        set &= !(1 << best[set].1);
    }
    Some((order, best[everything].0))
}

/// How many people put the one before the other.
fn preferences(ballots: &[Ballot], items: usize) -> Vec<Vec<u64>> {
    let mut preferences = vec![vec![0; items]; items];
    for ballot in ballots {
        for (index, one) in ballot.ranking.iter().enumerate() {
            for other in &ballot.ranking[index + 1..] {
                preferences[*one][*other] += u64::from(ballot.people);
            }
        }
    }
    preferences
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_rankings() {
        // Memphis, Nashville, Chattanooga and Knoxville, each town for the nearest.
        let ballots = [
            (42, [0, 1, 2, 3]),
            (26, [1, 2, 3, 0]),
            (15, [2, 3, 1, 0]),
            (17, [3, 2, 1, 0]),
        ]
        .map(|(people, ranking)| Ballot {
            people,
            ranking: ranking.to_vec(),
        });
        assert_eq!(schulze(&ballots, 4), [1, 2, 3, 0]);
        assert_eq!(kemeny(&ballots, 4), Some((vec![1, 2, 3, 0], 393)));
        assert_eq!(kemeny(&[], 0), Some((vec![], 0)));
        assert_eq!(kemeny(&[], 16), None);
    }
}
