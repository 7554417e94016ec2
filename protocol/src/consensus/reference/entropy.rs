//! Spread in bits, of the steps between levels.

use crate::consensus::{
    cumulative::{below_each_step, people_and_steps},
    entropy::plogp,
};

/// Reardon's ordinal entropy, the mean over the steps of the entropy of "beyond it or not". None without a mark.
///
/// Σ h(F_k) / (K − 1), h the binary entropy in bits (Reardon 2009; Weiß, Entropy 24:42, 2022). Unit: none; 0 (all on one
/// level) to 1 (half on each end).
///
/// Worked example: `worked_example_of_ordinal_entropy`.
pub(crate) fn ordinal_entropy(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    let of_step = |below: u64| {
        let share = below as f64 / n as f64;
        -plogp(share) - plogp(1.0 - share)
    };
    Some((below_each_step(counts).map(of_step).sum::<f64>() / steps as f64).max(0.0))
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_ordinal_entropy() {
        // One step of three divides the room in halves.
        assert!((ordinal_entropy(&[5, 5, 0, 0]).unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(ordinal_entropy(&[5, 0, 0, 5]), Some(1.0));
    }
}
