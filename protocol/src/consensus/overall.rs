//! A whole round in a few figures, and the order in which its domains ask for attention.

use super::{
    ballots::Ballots,
    dispersion::consensus_index,
    raters::{Weights, gwet_ac2, kendall_w},
    verdict::{Verdict, shape},
};

/// A round as a whole.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Overall {
    /// The mean consensus index over domains with enough marks for a word; null without one.
    pub mean_consensus: Option<f64>,
    /// Domains it is the mean of.
    pub domains: u32,
    /// Agreement on levels, corrected for chance: Gwet's AC2 with linear weights, over the same domains.
    pub agreement: Option<f64>,
    /// Whether people order the domains alike: Kendall's W, of people who marked all of them.
    pub same_order: Option<f64>,
}

/// A round as a whole, from its ballots.
///
/// Worked example: `worked_example_of_a_round_as_a_whole`.
pub fn overall(ballots: &Ballots) -> Overall {
    let worded: Vec<Vec<u32>> = (0..ballots.domain_count())
        .map(|domain| ballots.counts(domain))
        .filter(|counts| shape(counts).verdict() != Verdict::TooFew)
        .collect();
    let indices: Vec<f64> = worded
        .iter()
        .filter_map(|counts| consensus_index(counts))
        .collect();
    Overall {
        mean_consensus: (!indices.is_empty())
            .then(|| indices.iter().sum::<f64>() / indices.len() as f64),
        domains: worded.len() as u32,
        agreement: gwet_ac2(&worded, Weights::Linear),
        same_order: kendall_w(ballots),
    }
}

/// Domains by how much they ask for talk: polarised, scattered, split, leaning, consensus, too few; within a word those
/// with less consensus first, then in the framework's order. Places in the given list, from 0.
///
/// Worked example: `worked_example_of_the_order_by_disagreement`.
pub fn by_disagreement(domains: &[Vec<u32>]) -> Vec<usize> {
    let urgency = |counts: &[u32]| match shape(counts).verdict() {
        Verdict::Polarised => 0,
        Verdict::Scattered => 1,
        Verdict::Split => 2,
        Verdict::Leaning => 3,
        Verdict::Consensus => 4,
        Verdict::TooFew => 5,
    };
    let index = |domain: &usize| consensus_index(&domains[*domain]).unwrap_or(1.0);
    let mut order: Vec<usize> = (0..domains.len()).collect();
    order.sort_by(|one, other| {
        urgency(&domains[*one])
            .cmp(&urgency(&domains[*other]))
            .then(index(one).total_cmp(&index(other)))
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_a_round_as_a_whole() {
        // Ten people: all at 2 on the first domain, half at each end on the second, nobody on the third.
        let rows = (0..10).map(|person| [Some(2), Some(person % 2 * 3 + 1), None]);
        let found = overall(&Ballots::from_rows(4, 3, rows));
        assert_eq!((found.domains, found.mean_consensus), (2, Some(0.5)));
        assert!((0.0..1.0).contains(&found.agreement.unwrap()));
        assert_eq!(found.same_order, None);
        let nobody = overall(&Ballots::from_rows(4, 3, Vec::<[Option<u8>; 3]>::new()));
        assert_eq!((nobody.mean_consensus, nobody.agreement), (None, None));
    }

    #[test]
    fn worked_example_of_the_order_by_disagreement() {
        let domains = [
            vec![0, 9, 1, 0],
            vec![1, 0, 0, 0],
            vec![5, 0, 0, 5],
            vec![0, 10, 0, 0],
            vec![2, 3, 3, 2],
            vec![4, 1, 1, 4],
            vec![0, 5, 5, 0],
        ];
        assert_eq!(by_disagreement(&domains), [2, 5, 4, 6, 0, 3, 1]);
    }
}
