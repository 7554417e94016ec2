//! A measure of two camps from the literature. The word for a shape says it plainer; this is for comparison.

use super::agreement::van_der_eijk_a;

/// Van der Eijk's polarisation (1 − A)/2, from 0 (all on one level) over ½ (all levels alike) to 1 (half on each end). None
/// without a mark, or with fewer than three levels.
///
/// Worked example: `worked_example_of_polarisation`.
pub fn van_der_eijk_polarisation(counts: &[u32]) -> Option<f64> {
    van_der_eijk_a(counts).map(|agreement| (1.0 - agreement) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_polarisation() {
        assert_eq!(van_der_eijk_polarisation(&[5, 0, 0, 5]), Some(1.0));
        assert_eq!(van_der_eijk_polarisation(&[0, 5, 0, 0]), Some(0.0));
        assert_eq!(van_der_eijk_polarisation(&[5, 5]), None);
    }
}
