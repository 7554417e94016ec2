//! What RAND/UCLA panels go by, from which the thresholds of our words come.

/// The range from the 30th to the 70th percentile, as RAND/UCLA panels use it. None without a mark.
///
/// Percentiles are averaged where they fall between two people (type 2 of Hyndman & Fan 1996). Unit: levels. It was made
/// for nine levels; on four it tells nothing (half a room on each of two neighbours has a range of one), so no
/// screen shows it.
///
/// Worked example: `worked_example_of_the_interpercentile_range`.
pub(crate) fn interpercentile_range_levels(counts: &[u32]) -> Option<f64> {
    Some(percentile(counts, 7)? - percentile(counts, 3)?)
}

/// How many people in each extreme third a RAND/UCLA panel of n calls disagreement: 30 % of them, rounded up.
///
/// Reproduces the published rows for 8 to 16 people, and is where the 30 % of our camps comes from.
/// Fitch et al. 2001. Unit: people.
///
/// Worked example: `worked_example_of_the_panel_rule`.
pub(crate) fn panel_disagreement_from(n: u32) -> u32 {
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

mod tests {
    use super::*;

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
