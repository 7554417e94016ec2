//! Where the marks lie.

/// The interpolated median, in levels, from 1 to K. None without a mark.
///
/// Each level k is the interval from k − ½ to k + ½; within it people are spread evenly. With m the first level whose
/// cumulative count c_m exceeds n/2: m − ½ + (n/2 − c_{m−1}) / n_m. Where a cumulative count is exactly n/2, the middle
/// of the gap to the next level that somebody marked. Equals `psych::interp.median`; mirrored counts give the mirrored
/// median, which the grouped median of Python's `statistics` does not.
///
/// ```
/// # use plenary_protocol::consensus::interpolated_median;
/// assert_eq!(interpolated_median(&[0, 8, 2, 0]), Some(1.5 + 5.0 / 8.0));
/// assert_eq!(interpolated_median(&[5, 0, 5, 0]), Some(2.0));
/// assert_eq!(interpolated_median(&[0, 0, 0, 0]), None);
/// ```
pub fn interpolated_median(counts: &[u32]) -> Option<f64> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let mut below = 0;
    for (index, count) in counts.iter().map(|count| u64::from(*count)).enumerate() {
        let cumulative = below + count;
        if 2 * cumulative > n {
            return Some(index as f64 + 0.5 + (n as f64 / 2.0 - below as f64) / count as f64);
        }
        if 2 * cumulative == n && n > 0 {
            let gap = counts[index + 1..].iter().position(|count| *count > 0)?;
            // From the upper edge of this level to the lower edge of the next one marked.
            return Some(index as f64 + 1.5 + gap as f64 / 2.0);
        }
        below = cumulative;
    }
    None
}

/// The levels between which the middle half of the people stand, as (lower, upper) level. None without a mark.
///
/// The level of the first person with at least a quarter, and with at least three quarters, of the people at or below
/// (inverse empirical distribution, type 1 of Hyndman & Fan 1996). Unit: levels, whole. It is for drawing a band, never a
/// criterion: on four levels nearly every room has a band of at most one level.
///
/// Worked example: `worked_example_of_the_middle_half`.
pub fn middle_half(counts: &[u32]) -> Option<(u8, u8)> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let level_with = |quarters: u64| {
        let mut seen = 0;
        let index = counts.iter().position(|count| {
            seen += u64::from(*count);
            quarters * n <= 4 * seen && seen > 0
        })?;
        Some((index + 1) as u8)
    };
    Some((level_with(1)?, level_with(3)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_the_middle_half() {
        assert_eq!(middle_half(&[2, 5, 2, 1]), Some((2, 3)));
        assert_eq!(middle_half(&[0, 0, 4, 0]), Some((3, 3)));
        assert_eq!(middle_half(&[0, 0, 0, 0]), None);
    }
}
