//! Measures of agreement and spread from the literature.

use crate::consensus::{
    agreement::tastle_wierman,
    cumulative::{below_each_step, contested, people, people_and_steps},
    dispersion::{consensus_index, iov},
};

/// Tastle & Wierman's dissention, 1 − consensus.
///
/// Worked example: `worked_example_of_dissention`.
pub(crate) fn tastle_wierman_dissention(counts: &[u32]) -> Option<f64> {
    tastle_wierman(counts).map(|consensus| 1.0 - consensus)
}

/// Tastle & Wierman's agreement with a target level, from 1 (all on it) down to 0 (all at the other end from an end).
/// None without a mark, or with a target that is no level.
///
/// 1 + Σ p_i log2(1 − |i − τ| / (2 (K − 1))). Unit: none. Only for a workshop that has declared a target; the share at or
/// above it is then the clearer number.
///
/// Worked example: `worked_example_of_agreement_with_a_target`.
pub(crate) fn tastle_wierman_target(counts: &[u32], target: u8) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    let target = usize::from(target);
    if !(1..=counts.len()).contains(&target) {
        return None;
    }
    let term = |(index, count): (usize, &u32)| {
        let distance = (index + 1).abs_diff(target) as f64 / (2 * steps) as f64;
        f64::from(*count) / n as f64 * (1.0 - distance).log2()
    };
    Some(1.0 + counts.iter().enumerate().map(term).sum::<f64>())
}

/// Leik's D, ordinal dispersion from 0 (all on one level) to 1 (half on each end). None without a mark.
///
/// 2 Σ min(F_k, 1 − F_k) / (K − 1) (Pacific Sociological Review 9:85, 1966); it is 2/(K − 1) times the mean distance from
/// the median. Unit: none.
///
/// Worked example: `worked_example_of_leik`.
pub(crate) fn leik_d(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    let sum: u64 = below_each_step(counts)
        .map(|below| below.min(n - below))
        .sum();
    Some(2.0 * sum as f64 / (n as f64 * steps as f64))
}

/// Blair & Lacy's l, the square root of the consensus index: concentration as a distance. None without a mark.
///
/// √(Σ (F_k − ½)² / ((K − 1)/4)) (Sociological Methods & Research 28:251, 2000). Unit: none; 0 to 1.
///
/// Worked example: `worked_example_of_blair_and_lacy`.
pub(crate) fn blair_lacy_l(counts: &[u32]) -> Option<f64> {
    // Rounding may leave a trifle below nothing.
    consensus_index(counts).map(|index| index.max(0.0).sqrt())
}

/// Berry & Mielke's index of ordinal variation, which reaches 1 for odd n too. None without a mark.
///
/// Σ over pairs of their distance, over its largest value n² (K − 1)/4, or (n² − 1)(K − 1)/4 for odd n (Educational and
/// Psychological Measurement 52:41, 1992). Unit: none. One mark gives 0.
///
/// Worked example: `worked_example_of_berry_and_mielke`.
pub(crate) fn berry_mielke_iov(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    if n == 1 {
        return Some(0.0);
    }
    let n = u128::from(n);
    // n² is whole; an odd one loses the pair that cannot be made.
    let largest_times_four = (n * n - n % 2) * steps as u128;
    Some(4.0 * contested(counts) as f64 / largest_times_four as f64)
}

/// Kvålseth's coefficient of ordinal variation, 1 − √(1 − Berry & Mielke's index). None without a mark.
///
/// Psychological Reports 1995. Unit: none; 0 (all on one level) to 1. For even n it is 1 − l.
///
/// Worked example: `worked_example_of_kvalseth`.
pub(crate) fn kvalseth_cov(counts: &[u32]) -> Option<f64> {
    berry_mielke_iov(counts).map(|iov| 1.0 - (1.0 - iov).max(0.0).sqrt())
}

/// The share of pairs of people who agree, counting a distance of d levels as 1 − d/(K − 1). None with fewer than two
/// marks.
///
/// 1 − IOV n/(n − 1)/2: the same number that Gwet's AC2 with linear weights begins from. Unit: none; 0 to 1.
///
/// Worked example: `worked_example_of_pairwise_agreement`.
pub(crate) fn pairwise_agreement(counts: &[u32]) -> Option<f64> {
    let n = people(counts) as f64;
    iov(counts)
        .filter(|_| 2.0 <= n)
        .map(|iov| 1.0 - iov * n / (n - 1.0) / 2.0)
}

mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        assert!((value.unwrap() - expected).abs() < 1e-9, "{value:?}");
    }

    #[test]
    fn worked_example_of_dissention() {
        close(tastle_wierman_dissention(&[5, 0, 0, 5]), 1.0);
        assert_eq!(tastle_wierman_dissention(&[0; 4]), None);
    }

    #[test]
    fn worked_example_of_agreement_with_a_target() {
        close(tastle_wierman_target(&[0, 0, 0, 5], 4), 1.0);
        close(tastle_wierman_target(&[5, 0, 0, 0], 4), 0.0);
        assert_eq!(tastle_wierman_target(&[5, 0, 0, 0], 5), None);
    }

    #[test]
    fn worked_example_of_leik() {
        // Seven below the step from 1 to 4 and three above: 2 · 3 · 3 / (10 · 3).
        close(leik_d(&[7, 0, 0, 3]), 0.6);
    }

    #[test]
    fn worked_example_of_blair_and_lacy() {
        close(blair_lacy_l(&[7, 0, 0, 3]), 0.4);
    }

    #[test]
    fn worked_example_of_berry_and_mielke() {
        // Three people cannot stand further apart than two against one.
        close(berry_mielke_iov(&[2, 0, 0, 1]), 1.0);
        close(berry_mielke_iov(&[1, 0, 0, 0]), 0.0);
    }

    #[test]
    fn worked_example_of_kvalseth() {
        close(kvalseth_cov(&[7, 0, 0, 3]), 0.6);
    }

    #[test]
    fn worked_example_of_pairwise_agreement() {
        // Of three pairs one agrees and two are two of three levels apart.
        close(pairwise_agreement(&[2, 0, 1, 0]), (1.0 + 2.0 / 3.0) / 3.0);
        assert_eq!(pairwise_agreement(&[1, 0]), None);
    }
}
