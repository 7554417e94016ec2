//! The exact sign test: more up than down, or chance?

/// The chance of so uneven a split, or a more uneven one, if up and down were equally likely: exact and two-sided.
///
/// min(1, 2 Σ C(n, i) / 2^n) for i from 0 to the smaller of the two. Unit: a probability. 1 where nobody moved.
/// Dixon & Mood, JASA 41:557, 1946.
///
/// Worked example: `worked_example_of_the_sign_test`.
pub(crate) fn sign_test_p(up: u32, down: u32) -> f64 {
    if up == down {
        return 1.0;
    }
    let (n, fewer) = (f64::from(up + down), up.min(down));
    // The largest term as a logarithm, since 2^n is beyond any number for large rooms; the rest as fractions of it.
    let mut largest_ln = -n * std::f64::consts::LN_2;
    for i in 1..=fewer {
        largest_ln += ((n - f64::from(fewer - i)) / f64::from(i)).ln();
    }
    let (mut sum, mut term) = (0.0, 1.0);
    for i in (0..=fewer).rev() {
        sum += term;
        term *= f64::from(i) / (n - f64::from(i) + 1.0);
    }
    (2.0 * sum * largest_ln.exp()).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_the_sign_test() {
        // Four up, six down: 2 (1 + 10 + 45 + 120 + 210) / 1024.
        assert!((sign_test_p(4, 6) - 772.0 / 1024.0).abs() < 1e-12);
        assert!((sign_test_p(0, 5) - 2.0 / 32.0).abs() < 1e-12);
        assert_eq!(sign_test_p(0, 0), 1.0);
        assert_eq!(sign_test_p(3, 3), 1.0);
    }

    #[test]
    fn the_largest_rooms_are_no_trouble() {
        let p = sign_test_p(2400, 2600);
        // By the normal approximation with continuity: z = 199/√5000.
        assert!((p - 0.004_89).abs() < 1e-4, "{p}");
        assert_eq!(sign_test_p(0, 5000), 0.0);
    }
}
