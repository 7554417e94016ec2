//! The measures of agreement from the literature that are shown, so that results can be compared with it. Behind a click, never the headline.

mod van_der_eijk;

use super::cumulative::people_and_steps;

pub use van_der_eijk::van_der_eijk_a;

/// Tastle & Wierman's consensus, from 0 (half on each end) to 1 (all on one level). None without a mark.
///
/// 1 + Σ p_i log2(1 − |i − μ| / (K − 1)) with the mean level μ (Int. J. Approx. Reasoning 45:531, 2007). The width is that
/// of the scale, never of the marks seen. Unit: none. One mark gives 1. It takes the levels for equal distances.
///
/// Worked example: `worked_example_of_tastle_and_wierman`.
pub fn tastle_wierman(counts: &[u32]) -> Option<f64> {
    let (n, steps) = people_and_steps(counts)?;
    let levels = || (1..).zip(counts).filter(|(_, count)| 0 < **count);
    let sum: u64 = levels()
        .map(|(level, count)| level * u64::from(*count))
        .sum();
    let mean = sum as f64 / n as f64;
    let term = |(level, count): (u64, &u32)| {
        let distance = (level as f64 - mean).abs() / steps as f64;
        f64::from(*count) / n as f64 * (1.0 - distance).log2()
    };
    Some(1.0 + levels().map(term).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        assert!((value.unwrap() - expected).abs() < 1e-9, "{value:?}");
    }

    #[test]
    fn worked_example_of_tastle_and_wierman() {
        // Two on 1, one on 2, one on 3, of four levels: mean 1.75. The tests of `posterior` print 1 − .5666966.
        close(tastle_wierman(&[2, 1, 1, 0]), 0.566_696_635_174);
        close(tastle_wierman(&[5, 0, 0, 5]), 0.0);
        assert_eq!(tastle_wierman(&[0; 4]), None);
    }
}
