//! How much of a disagreement lies between groups: the decomposition of the index of ordinal variation.
//!
//! The same number that the consensus index shows is split, so "sectors explain a third of it" means just that. What may
//! be told of the groups is decided elsewhere.

mod assignments;
mod outcome;
mod permutation;

use super::{cumulative::contested, cumulative::people, dispersion::iov};

pub use outcome::{DomainTest, Outcome, RoundTest};
pub use permutation::PermutationTest;

/// The variation of a domain in two parts.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Decomposition {
    /// The index of ordinal variation of everybody.
    pub total: f64,
    /// What lies within groups.
    pub within: f64,
    /// What lies between them.
    pub between: f64,
    /// Between as a part of the total, 0 to 1; null where nobody disagrees.
    pub share: Option<f64>,
    /// The share less what chance alone gives; below 0 where groups differ less than chance would have it. Null too
    /// where each group has one person.
    pub adjusted_share: Option<f64>,
}

/// Splits the variation by groups, each given as its counts. None without a mark.
///
/// H_T = IOV of all; H_W = Σ (n_g/n) IOV_g; H_B = H_T − H_W; share R = H_B/H_T; adjusted 1 − (1 − R)(n − 1)/(n − G), since R
/// is (G − 1)/(n − 1) on average where groups are drawn by lot (Gadrich & Bashkansky, JSPI 142:3174, 2012; the between
/// component of DISCO, Rizzo & Székely, Annals of Applied Statistics 4:1034, 2010). Unit: none. Empty groups do not
/// count.
///
/// Worked example: `worked_example_of_ordanova`.
pub fn ordanova<Group: AsRef<[u32]>>(groups: &[Group]) -> Option<Decomposition> {
    let all = sum(groups.iter().map(AsRef::as_ref));
    let (n, total) = (people(&all) as f64, iov(&all)?);
    let present = || {
        groups
            .iter()
            .map(AsRef::as_ref)
            .filter(|group| 0 < people(group))
    };
    let steps = all.len() as f64 - 1.0;
    let within_pairs: f64 = present()
        .map(|group| contested(group) as f64 / people(group) as f64)
        .sum();
    let within = 4.0 * within_pairs / (n * steps);
    let share = (0.0 < total).then(|| 1.0 - within_pairs * n / contested(&all) as f64);
    let group_count = present().count() as f64;
    let adjusted = |share: f64| 1.0 - (1.0 - share) * (n - 1.0) / (n - group_count);
    Some(Decomposition {
        total,
        within,
        between: total - within,
        share,
        adjusted_share: share.filter(|_| group_count < n).map(adjusted),
    })
}

pub(super) fn sum<'a>(groups: impl Iterator<Item = &'a [u32]>) -> Vec<u32> {
    groups.fold(Vec::new(), |mut sum, group| {
        sum.resize(group.len(), 0);
        sum.iter_mut().zip(group).for_each(|(all, one)| *all += one);
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_ordanova() {
        // Two groups of three: 2, 1, 0, 0 and 0, 0, 1, 2. Within each one pair of neighbours is contested.
        let split = ordanova(&[[2, 1, 0, 0], [0, 0, 1, 2]]).unwrap();
        assert!((split.within - 8.0 / 27.0).abs() < 1e-12);
        assert!((split.share.unwrap() - 17.0 / 25.0).abs() < 1e-12);
        assert!((split.adjusted_share.unwrap() - (1.0 - 8.0 / 25.0 * 5.0 / 4.0)).abs() < 1e-12);
        let agreed = ordanova(&[[0, 3, 0, 0], [0, 4, 0, 0]]).unwrap();
        assert_eq!((agreed.total, agreed.share), (0.0, None));
        assert_eq!(ordanova(&[[0; 4], [0; 4]]), None);
        assert_eq!(ordanova::<[u32; 4]>(&[]), None);
    }
}
