//! The order in which the domains of a round ask for attention.

use super::{
    dispersion::consensus_index,
    verdict::{Verdict, shape},
};

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
