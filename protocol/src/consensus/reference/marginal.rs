//! Stuart & Maxwell's test that the bars of two rounds differ, for comparison with large studies. With twenty people its
//! cells hold nobody or a few, so the exact tests are shown instead.

use crate::consensus::Transitions;

/// Stuart & Maxwell's χ² of marginal homogeneity, with K − 1 degrees of freedom. None where levels are too thinly marked
/// for it to be defined.
///
/// d′ S⁻¹ d with d_k = n_k − n_k′, S_kk = n_k + n_k′ − 2 m_kk, S_kl = −(m_kl + m_lk), over all levels but one (Stuart,
/// Biometrika 42:412, 1955; Maxwell 1970). Unit: none.
///
/// Worked example: `worked_example_of_stuart_and_maxwell`.
pub(crate) fn stuart_maxwell(transitions: &Transitions) -> Option<f64> {
    let cells = transitions.table();
    let (before, after) = (transitions.before(), transitions.after());
    let size = cells.len().checked_sub(1)?;
    let difference: Vec<f64> = (0..size)
        .map(|level| f64::from(before[level]) - f64::from(after[level]))
        .collect();
    let covariance = |row: usize, column: usize| {
        if row == column {
            f64::from(before[row]) + f64::from(after[row]) - 2.0 * f64::from(cells[row][row])
        } else {
            -f64::from(cells[row][column]) - f64::from(cells[column][row])
        }
    };
    let matrix = (0..size)
        .map(|row| (0..size).map(|column| covariance(row, column)).collect())
        .collect();
    let solved = solve(matrix, difference.clone())?;
    Some(
        difference
            .iter()
            .zip(&solved)
            .map(|(one, other)| one * other)
            .sum(),
    )
}

/// Solves a small system of linear equations by elimination, the largest pivot first. None where it has no one solution.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for column in 0..size {
        let largest = (column..size)
            .max_by(|one, other| {
                matrix[*one][column]
                    .abs()
                    .total_cmp(&matrix[*other][column].abs())
            })
            .filter(|row| 1e-9 < matrix[*row][column].abs())?;
        matrix.swap(column, largest);
        right.swap(column, largest);
        let pivot = matrix[column].clone();
        for row in column + 1..size {
            let factor = matrix[row][column] / pivot[column];
            for (cell, above) in matrix[row].iter_mut().zip(&pivot) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size)
            .map(|column| matrix[row][column] * right[column])
            .sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_stuart_and_maxwell() {
        // Two levels: McNemar's (10 − 4)² / (10 + 4).
        let transitions = Transitions::of_table(vec![vec![3, 10], vec![4, 5]]).unwrap();
        assert!((stuart_maxwell(&transitions).unwrap() - 36.0 / 14.0).abs() < 1e-12);
        let nobody_moved = Transitions::of_table(vec![vec![3, 0], vec![0, 5]]).unwrap();
        assert_eq!(stuart_maxwell(&nobody_moved), None);
    }
}
