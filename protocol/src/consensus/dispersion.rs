//! How far marks agree, by the order of the levels alone: the index everybody sees, and what stands behind it.

use super::cumulative::{below_each_step, contested, people, people_and_steps};

/// The consensus index C = 1 − IOV, from 0 (half on each end) to 1 (all on one level). None without a mark.
///
/// Blair & Lacy's l² (2000). Unit: none.
/// Edges: one mark gives 1; levels without a mark change nothing.
///
/// ```
/// # use plenary_protocol::consensus::consensus_index;
/// // Eight of ten on level 2, two on level 3: only the step from 2 to 3 is contested. IOV = 4 · 8 · 2 / (100 · 3).
/// assert!((consensus_index(&[0, 8, 2, 0]).unwrap() - (1.0 - 64.0 / 300.0)).abs() < 1e-12);
/// assert_eq!(consensus_index(&[5, 0, 0, 5]), Some(0.0));
/// assert_eq!(consensus_index(&[0, 0, 0, 0]), None);
/// ```
pub fn consensus_index(counts: &[u32]) -> Option<f64> {
    iov(counts).map(|iov| 1.0 - iov)
}

/// The index of ordinal variation, from 0 (all on one level) to 1 (half on each end). None without a mark.
///
/// With cumulative counts c_k of n marks on K levels: IOV = 4 Σ c_k (n − c_k) / (n² (K − 1)), k = 1 … K−1
/// (Berry & Mielke 1992 without their correction for odd n; the normalised total variation of ORDANOVA). Unit: none.
/// Edges: one mark gives 0. It is too small in small rooms, by (n − 1)/n on average: see [`iov_unbiased`].
///
/// Worked example: `worked_example_of_iov`.
pub fn iov(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    Some(4.0 * contested(counts) as f64 / (n as f64 * n as f64 * steps as f64))
}

/// The index of ordinal variation without its bias, n/(n − 1) · IOV, for comparing groups of different size.
///
/// A table of three looks a third more agreed than it is; this puts it right. Pairs of people are drawn without
/// replacement. Unit: none. It may exceed 1 in tiny groups. None with fewer than two marks.
///
/// Worked example: `worked_example_of_the_unbiased_index`.
pub fn iov_unbiased(counts: &[u32]) -> Option<f64> {
    let n = people(counts) as f64;
    iov(counts)
        .filter(|_| 2.0 <= n)
        .map(|iov| iov * n / (n - 1.0))
}

/// How many levels apart two people picked at random are, on average over all pairs. None with fewer than two marks.
///
/// 2 Σ c_k (n − c_k) / (n (n − 1)), which is the unbiased index times (K − 1)/2. Unit: levels, from 0 to a little over
/// (K − 1)/2.
///
/// Worked example: `worked_example_of_the_average_gap`.
pub fn average_gap_levels(counts: &[u32]) -> Option<f64> {
    let (n, _) = people_and_steps(counts).filter(|(n, _)| 2 <= *n)?;
    Some(2.0 * contested(counts) as f64 / (n as f64 * (n - 1) as f64))
}

/// One step between two neighbouring levels, seen as a yes or no question: have we got beyond it?
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
// The run sheet's steps have the plain name in the contract.
#[schema(as = LevelStep)]
pub struct Step {
    /// The level below the step, counted from 1.
    pub from: u8,
    /// People above it.
    pub above: u32,
    /// What it contributes to the index of ordinal variation, 4 F (1 − F) / (K − 1).
    pub contribution: f64,
    /// Its part of all that is contested, 0 to 1; null where nothing is.
    pub share: Option<f64>,
}

/// Which steps are contested, lowest first. The contributions add up to [`iov`]. Empty without a mark.
///
/// Worked example: `worked_example_of_steps`.
pub fn steps(counts: &[u32]) -> Vec<Step> {
    let Some((n, steps)) = people_and_steps(counts) else {
        return Vec::new();
    };
    let all = contested(counts) as f64;
    let step = |(index, below): (usize, u64)| {
        let here = below as f64 * (n - below) as f64;
        Step {
            from: (index + 1) as u8,
            above: (n - below).try_into().unwrap_or(u32::MAX),
            contribution: 4.0 * here / (n as f64 * n as f64 * steps as f64),
            share: (0.0 < all).then(|| here / all),
        }
    };
    below_each_step(counts).enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_iov() {
        // Five on level 1, five on level 2: one step of three is contested, as much as it can be.
        assert!((iov(&[5, 5, 0, 0]).unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(iov(&[0, 1, 0, 0]), Some(0.0));
        assert_eq!(iov(&[0; 4]), None);
    }

    #[test]
    fn worked_example_of_the_unbiased_index() {
        // Three people on two neighbouring levels: IOV = 4 · 2 / (9 · 3), and 3/2 of it.
        assert!((iov_unbiased(&[2, 1, 0, 0]).unwrap() - 4.0 / 9.0).abs() < 1e-12);
        assert_eq!(iov_unbiased(&[0, 1, 0, 0]), None);
    }

    #[test]
    fn worked_example_of_the_average_gap() {
        // Of the six pairs among two on 1 and two on 3, four pairs are two levels apart.
        assert!((average_gap_levels(&[2, 0, 2, 0]).unwrap() - 8.0 / 6.0).abs() < 1e-12);
        assert_eq!(average_gap_levels(&[1, 0, 0, 0]), None);
    }

    #[test]
    fn worked_example_of_steps() {
        let steps = steps(&[0, 8, 2, 0]);
        let seen: Vec<_> = steps
            .iter()
            .map(|step| (step.from, step.above, step.share.unwrap()))
            .collect();
        assert_eq!(seen, [(1, 10, 0.0), (2, 2, 1.0), (3, 0, 0.0)]);
        let sum: f64 = steps.iter().map(|step| step.contribution).sum();
        assert!((sum - 64.0 / 300.0).abs() < 1e-12);
    }
}
