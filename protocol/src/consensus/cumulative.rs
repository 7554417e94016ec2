//! The whole numbers under most measures: how many people there are, how many are at or below each step, and how much
//! each step divides them. Never a fraction.

/// How many people there are in these counts.
pub(super) fn people(counts: &[u32]) -> u64 {
    counts.iter().map(|count| u64::from(*count)).sum()
}

/// People at or below each level but the highest: one number for each step between two levels.
pub(super) fn below_each_step(counts: &[u32]) -> impl Iterator<Item = u64> + '_ {
    let steps = counts.len().saturating_sub(1);
    counts[..steps].iter().scan(0, |below, count| {
        *below += u64::from(*count);
        Some(*below)
    })
}

/// The sum over the steps of people below times people above. It is also the sum over all pairs of people of the levels
/// between them, which is why every measure of spread here is a fraction of it.
pub(super) fn contested(counts: &[u32]) -> u128 {
    let n = people(counts);
    below_each_step(counts)
        .map(|below| u128::from(below) * u128::from(n - below))
        .sum()
}

/// The number of people and of steps, where there is at least one of each.
pub(super) fn people_and_steps(counts: &[u32]) -> Option<(u64, usize)> {
    let n = people(counts);
    (n > 0 && counts.len() > 1).then(|| (n, counts.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contested_is_the_sum_of_distances_over_all_pairs() {
        let counts = [2, 1, 0, 3];
        let levels: Vec<i64> = vec![1, 1, 2, 4, 4, 4];
        let mut distances = 0;
        for (index, one) in levels.iter().enumerate() {
            for other in &levels[index + 1..] {
                distances += (one - other).unsigned_abs();
            }
        }
        assert_eq!(contested(&counts), u128::from(distances));
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        assert!(contested(&[u32::MAX; 7]) > 0);
    }
}
