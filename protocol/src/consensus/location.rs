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

/// The range from the 30th to the 70th percentile, as RAND/UCLA panels use it. None without a mark.
///
/// Percentiles are averaged where they fall between two people (type 2 of Hyndman & Fan 1996). Unit: levels. It was made
/// for nine levels; on four it tells nothing (half a room on each of two neighbours has a range of one), so no
/// screen shows it. It is here to compare results with panels that used it.
///
/// Worked example: `worked_example_of_the_interpercentile_range`.
pub fn interpercentile_range_levels(counts: &[u32]) -> Option<f64> {
    Some(percentile(counts, 7)? - percentile(counts, 3)?)
}

/// How many people in each extreme third a RAND/UCLA panel of n calls disagreement: 30 % of them, rounded up.
///
/// Reproduces the published rows for 8 to 16 people, and is where the 30 % of our camps comes from.
/// Fitch et al. 2001. Unit: people.
///
/// Worked example: `worked_example_of_the_panel_rule`.
pub fn panel_disagreement_from(n: u32) -> u32 {
    (u64::from(n) * 3).div_ceil(10) as u32
}

fn percentile(counts: &[u32], tenths: u64) -> Option<f64> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let level_of = |rank: u64| {
        let mut seen = 0;
        counts.iter().position(|count| {
            seen += u64::from(*count);
            rank <= seen
        })
    };
    if n == 0 {
        return None;
    }
    let at = n * tenths;
    let lower = level_of(at.div_ceil(10).max(1))?;
    let upper = level_of((at / 10 + 1).min(n))?;
    Some((lower + upper) as f64 / 2.0 + 1.0)
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

    #[test]
    fn worked_example_of_the_interpercentile_range() {
        // BMJ Open 2012;2:e001431, table 1: the 30th percentile of these fifteen is 7, the 70th is 8.
        let panel = [0, 0, 0, 1, 1, 1, 5, 5, 2];
        assert_eq!(interpercentile_range_levels(&panel), Some(1.0));
        assert_eq!(interpercentile_range_levels(&[0, 0, 0]), None);
    }

    #[test]
    fn worked_example_of_the_panel_rule() {
        let published = [(8..=10, 3), (11..=13, 4), (14..=16, 5)];
        for (sizes, from) in published {
            assert!(
                sizes
                    .into_iter()
                    .all(|n| panel_disagreement_from(n) == from)
            );
        }
    }
}
