//! Kruskal & Wallis's test statistic, for comparison with studies that used it. It sees shifts only: a group in two camps
//! around the others' middle goes unnoticed, which is why the share of ORDANOVA is shown instead.

use crate::consensus::{cumulative::people, ordanova::sum};

/// Kruskal & Wallis's H of groups given as counts, corrected for ties. None without a mark, or where all marks are equal.
///
/// 12/(n(n+1)) Σ R_g²/n_g − 3(n+1), divided by 1 − Σ(t³ − t)/(n³ − n) (JASA 47:583, 1952). Unit: none.
///
/// Worked example: `worked_example_of_kruskal_and_wallis`.
pub(crate) fn kruskal_wallis_h<Group: AsRef<[u32]>>(groups: &[Group]) -> Option<f64> {
    let all = sum(groups.iter().map(AsRef::as_ref));
    let n = people(&all) as f64;
    let mut below = 0.0;
    let mid_ranks: Vec<f64> = all
        .iter()
        .map(|count| {
            let rank = below + (f64::from(*count) + 1.0) / 2.0;
            below += f64::from(*count);
            rank
        })
        .collect();
    let ties: f64 = all
        .iter()
        .map(|count| f64::from(*count).powi(3) - f64::from(*count))
        .sum();
    let correction = 1.0 - ties / (n * n * n - n);
    if n < 2.0 || correction <= 0.0 {
        return None;
    }
    let of_group = |group: &[u32]| {
        let ranks: f64 = group
            .iter()
            .zip(&mid_ranks)
            .map(|(count, rank)| f64::from(*count) * rank)
            .sum();
        ranks * ranks / people(group) as f64
    };
    let squares: f64 = groups
        .iter()
        .map(AsRef::as_ref)
        .filter(|group| 0 < people(group))
        .map(of_group)
        .sum();
    let h = 12.0 / (n * (n + 1.0)) * squares - 3.0 * (n + 1.0);
    Some((h / correction).max(0.0))
}

/// The share of the variation of ranks that lies between groups, H/(n − 1), 0 to 1. None where H is.
///
/// Worked example: `worked_example_of_kruskal_and_wallis`.
pub(crate) fn kruskal_wallis_epsilon2<Group: AsRef<[u32]>>(groups: &[Group]) -> Option<f64> {
    let n: u64 = groups.iter().map(|group| people(group.as_ref())).sum();
    kruskal_wallis_h(groups).map(|h| h / (n as f64 - 1.0))
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_kruskal_and_wallis() {
        let groups = [[2, 1, 0, 0], [0, 0, 1, 2]];
        assert!((kruskal_wallis_h(&groups).unwrap() - 4.090_909_090_909).abs() < 1e-9);
        assert!((kruskal_wallis_epsilon2(&groups).unwrap() - 4.090_909_090_909 / 5.0).abs() < 1e-9);
        assert_eq!(kruskal_wallis_h(&[[3, 0], [2, 0]]), None);
    }
}
