//! Van der Eijk's A: good at finding two camps, poor as a headline, because it bends where a layer ends.

use super::super::cumulative::people;

/// Van der Eijk's agreement A, from −1 (half on each end) over 0 (all levels alike) to 1 (all on one level). None without
/// a mark, or with fewer than three levels.
///
/// The counts are peeled into layers: a layer holds the levels that still have people, as high as the lowest of them. Each
/// layer, a row of ones and zeros with S ones, has U = ((K−2) TU − (K−1) TDU) / ((K−2) (TU + TDU)), where TU counts the
/// triples of levels reading 110 or 011 and TDU those reading 101, and agreement U (1 − (S−1)/(K−1)); 1 where S = 1, 0 where there is no such triple.
/// A is their mean, weighted by the people in each layer (Quality & Quantity 35:325, 2001). Unit: none.
///
/// Worked example: `worked_example_of_van_der_eijk`.
pub fn van_der_eijk_a(counts: &[u32]) -> Option<f64> {
    let n = people(counts);
    if n == 0 || counts.len() < 3 {
        return None;
    }
    let mut remainder = counts.to_vec();
    let mut agreement = 0.0;
    while let Some(height) = remainder.iter().copied().filter(|count| 0 < *count).min() {
        let layer: Vec<bool> = remainder.iter().map(|count| 0 < *count).collect();
        let ones = layer.iter().filter(|is_one| **is_one).count();
        let weight = f64::from(height) * ones as f64 / n as f64;
        agreement += weight * agreement_of_layer(&layer, ones);
        remainder
            .iter_mut()
            .for_each(|count| *count = count.saturating_sub(height));
    }
    Some(agreement)
}

fn agreement_of_layer(layer: &[bool], ones: usize) -> f64 {
    if ones == 1 {
        return 1.0;
    }
    let (mut one_peaked, mut two_peaked) = (0.0, 0.0);
    for low in 0..layer.len() {
        for middle in low + 1..layer.len() {
            for high in middle + 1..layer.len() {
                match (layer[low], layer[middle], layer[high]) {
                    (true, true, false) | (false, true, true) => one_peaked += 1.0,
                    (true, false, true) => two_peaked += 1.0,
                    _ => {}
                }
            }
        }
    }
    if one_peaked + two_peaked == 0.0 {
        return 0.0;
    }
    let levels = layer.len() as f64;
    let unimodality = ((levels - 2.0) * one_peaked - (levels - 1.0) * two_peaked)
        / ((levels - 2.0) * (one_peaked + two_peaked));
    unimodality * (1.0 - (ones as f64 - 1.0) / (levels - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_van_der_eijk() {
        // Layers of [2, 0, 1, 1]: 1011 with three people (one triple 011, two triples 101 out of four) and 1000 with one.
        let layer = (2.0 - 3.0 * 2.0) / (2.0 * 3.0) * (1.0 - 2.0 / 3.0);
        let first = 0.75 * agreement_of_layer(&[true, false, true, true], 3);
        assert!((first - 0.75 * layer).abs() < 1e-12);
        assert!((van_der_eijk_a(&[2, 0, 1, 1]).unwrap() - 0.083_333_333_333).abs() < 1e-9);
        assert_eq!(van_der_eijk_a(&[2, 0, 0, 2]), Some(-1.0));
        assert_eq!(van_der_eijk_a(&[5, 5]), None);
    }
}
