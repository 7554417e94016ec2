//! Spread in bits: of the levels as mere names, and of the steps between them.

use super::cumulative::{below_each_step, people_and_steps};

/// Shannon's entropy of the levels, from 0 (all on one) to log2 K bits (all alike). None without a mark.
///
/// −Σ p log2 p (Bell System Technical Journal 27:379, 1948). Unit: bits. It ignores the order: neighbours and opposite ends
/// look the same, so it is never shown as agreement.
///
/// Worked example: `worked_example_of_entropy`.
pub fn entropy_bits(counts: &[u32]) -> Option<f64> {
    let (n, _) = people_and_steps(counts)?;
    let sum: f64 = counts
        .iter()
        .map(|count| plogp(f64::from(*count) / n as f64))
        .sum();
    // Without a spread the sum is a zero with a sign.
    Some((-sum).max(0.0))
}

/// Reardon's ordinal entropy, the mean over the steps of the entropy of "beyond it or not". None without a mark.
///
/// Σ h(F_k) / (K − 1), h the binary entropy in bits (Reardon 2009; Weiß, Entropy 24:42, 2022). Unit: none; 0 (all on one
/// level) to 1 (half on each end).
///
/// Worked example: `worked_example_of_ordinal_entropy`.
pub fn ordinal_entropy(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    let of_step = |below: u64| {
        let share = below as f64 / n as f64;
        -plogp(share) - plogp(1.0 - share)
    };
    Some((below_each_step(counts).map(of_step).sum::<f64>() / steps as f64).max(0.0))
}

fn plogp(share: f64) -> f64 {
    if share <= 0.0 {
        0.0
    } else {
        share * share.log2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_entropy() {
        // Half on each of two levels is one bit, near or far.
        assert_eq!(entropy_bits(&[5, 5, 0, 0]), Some(1.0));
        assert_eq!(entropy_bits(&[5, 0, 0, 5]), Some(1.0));
        assert_eq!(entropy_bits(&[0, 3, 0, 0]), Some(0.0));
        assert_eq!(entropy_bits(&[0, 0]), None);
    }

    #[test]
    fn worked_example_of_ordinal_entropy() {
        // One step of three divides the room in halves.
        assert!((ordinal_entropy(&[5, 5, 0, 0]).unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(ordinal_entropy(&[5, 0, 0, 5]), Some(1.0));
    }
}
