//! Measures of two camps from the literature.

use crate::consensus::cumulative::people_and_steps;

/// Reynal-Querol's RQ, from 0 (all on one level) to 1 (two halves, wherever). None without a mark.
///
/// 4 Σ p² (1 − p) (Journal of Conflict Resolution 46:29, 2002). Unit: none. It ignores the order of the levels.
///
/// Worked example: `worked_example_of_reynal_querol`.
pub(crate) fn reynal_querol(counts: &[u32]) -> Option<f64> {
    let (n, _) = people_and_steps(counts)?;
    let term = |count: &u32| {
        let share = f64::from(*count) / n as f64;
        share * share * (1.0 - share)
    };
    Some(4.0 * counts.iter().map(term).sum::<f64>())
}

/// Esteban & Ray's polarisation of sensitivity alpha, in levels, not normalised. None without a mark, or with an alpha
/// outside (0, 1.6].
///
/// Σ p_i^(1+α) p_j |i − j| over all ordered pairs (Econometrica 62:819, 1994), with α = 1 by custom. Unit: levels; times
/// 2^(1+α)/(K − 1) it runs from 0 (all on one level) to 1 (half on each end). It takes the levels for equal distances.
///
/// Worked example: `worked_example_of_esteban_and_ray`.
pub(crate) fn esteban_ray(counts: &[u32], alpha: f64) -> Option<f64> {
    let (n, _) = people_and_steps(counts)?;
    if !(0.0 < alpha && alpha <= 1.6) {
        return None;
    }
    let shares: Vec<f64> = counts
        .iter()
        .map(|count| f64::from(*count) / n as f64)
        .collect();
    let mut sum = 0.0;
    for (i, own) in shares.iter().enumerate() {
        for (j, other) in shares.iter().enumerate() {
            sum += own.powf(1.0 + alpha) * other * i.abs_diff(j) as f64;
        }
    }
    Some(sum)
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_reynal_querol() {
        // Seven against three: 4 (.49 · .3 + .09 · .7).
        assert!((reynal_querol(&[7, 0, 0, 3]).unwrap() - 0.84).abs() < 1e-12);
    }

    #[test]
    fn worked_example_of_esteban_and_ray() {
        // Halves on the ends: 2 · ¼ · ½ · 3 levels.
        assert!((esteban_ray(&[5, 0, 0, 5], 1.0).unwrap() - 0.75).abs() < 1e-12);
        assert!((esteban_ray(&[5, 0, 0, 5], 1.6).unwrap() - 0.4948).abs() < 1e-4);
        assert_eq!(esteban_ray(&[5, 0, 0, 5], 2.0), None);
    }
}
