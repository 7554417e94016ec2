//! Spread in bits, of the levels as mere names.

use super::cumulative::people_and_steps;

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

pub(super) fn plogp(share: f64) -> f64 {
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
}
