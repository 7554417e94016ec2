//! Agreement over many domains at once: one figure for a whole round.

use super::{ballots::Ballots, cumulative::people};

/// How much two marks at different levels count as agreeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// Only the same level agrees: AC1.
    Identity,
    /// 1 − d/(K − 1), which goes with the consensus index.
    Linear,
    /// 1 − (d/(K − 1))².
    Quadratic,
    /// 1 − d (d + 1) / (K (K − 1)): by the number of pairs of levels between.
    Ordinal,
}

impl Weights {
    fn of(self, levels: usize, one: usize, other: usize) -> f64 {
        let distance = one.abs_diff(other) as f64;
        let width = levels as f64 - 1.0;
        match self {
            Weights::Identity => f64::from(u8::from(one == other)),
            Weights::Linear => 1.0 - distance / width,
            Weights::Quadratic => 1.0 - (distance / width).powi(2),
            Weights::Ordinal => 1.0 - distance * (distance + 1.0) / (levels as f64 * width),
        }
    }
}

/// Gwet's AC2: agreement over all domains, corrected for chance, for the session figure with linear weights.
///
/// (p_a − p_e) / (1 − p_e): p_a the weighted agreement of pairs on each domain with two marks or more, averaged over these
/// domains; p_e = Σw / (K (K − 1)) · Σ π_k (1 − π_k), π_k the mean share of level k over domains (Gwet, Handbook of
/// Inter-Rater Reliability, 2014). Each domain is its counts. Unit: none; 1 is full agreement, 0 what chance gives.
/// None where no domain has two marks, or all levels weigh alike.
///
/// Worked example: `worked_example_of_ac2`.
pub fn gwet_ac2(domains: &[Vec<u32>], weights: Weights) -> Option<f64> {
    let levels = domains.first()?.len();
    let weight = |one: usize, other: usize| weights.of(levels, one, other);
    let (mut agreement, mut paired, mut marked) = (0.0, 0.0, 0.0);
    let mut prevalence = vec![0.0; levels];
    for counts in domains.iter().filter(|counts| 0 < people(counts)) {
        let n = people(counts) as f64;
        marked += 1.0;
        for (level, count) in counts.iter().enumerate() {
            prevalence[level] += f64::from(*count) / n;
        }
        if 2.0 <= n {
            paired += 1.0;
            for (one, count) in counts.iter().enumerate() {
                let alike: f64 = (0..levels)
                    .map(|other| weight(one, other) * f64::from(counts[other]))
                    .sum();
                agreement += f64::from(*count) * (alike - 1.0) / (n * (n - 1.0));
            }
        }
    }
    if paired == 0.0 || levels < 2 {
        return None;
    }
    let all_weights: f64 = (0..levels)
        .flat_map(|one| (0..levels).map(move |other| weight(one, other)))
        .sum();
    let spread: f64 = prevalence
        .iter()
        .map(|sum| sum / marked * (1.0 - sum / marked))
        .sum();
    let by_chance = all_weights / (levels * (levels - 1)) as f64 * spread;
    (by_chance < 1.0).then(|| (agreement / paired - by_chance) / (1.0 - by_chance))
}

/// How far apart two marks count for Krippendorff's alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not.
    Nominal,
    /// By the marks at the levels between.
    Ordinal,
    /// The square of the levels between.
    Interval,
}

/// Krippendorff's alpha: whether people tell the domains apart alike.
///
/// 1 − D_o/D_e over the coincidences of pairs within domains (Content Analysis, 1980; the ordinal distance is
/// (Σ n_g from c to k − (n_c + n_k)/2)²). Unit: none; 1 is full reliability, 0 what chance gives. It is no headline
/// here: where all domains stand at one level it falls to nothing although all but two marks agree. None where nothing
/// differs, or no domain has two marks.
///
/// Worked example: `worked_example_of_alpha`.
pub fn krippendorff_alpha(domains: &[Vec<u32>], metric: Metric) -> Option<f64> {
    let levels = domains.first()?.len();
    let usable = || domains.iter().filter(|counts| 2 <= people(counts));
    let mut totals = vec![0.0; levels];
    for counts in usable() {
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += f64::from(*count);
        }
    }
    let distance = |low: usize, high: usize| match metric {
        Metric::Nominal => 1.0,
        Metric::Interval => ((high - low) as f64).powi(2),
        Metric::Ordinal => {
            let between: f64 = totals[low..=high].iter().sum();
            (between - (totals[low] + totals[high]) / 2.0).powi(2)
        }
    };
    let pairs = || (0..levels).flat_map(|low| (low + 1..levels).map(move |high| (low, high)));
    let mut observed = 0.0;
    for counts in usable() {
        let others = people(counts) as f64 - 1.0;
        for (low, high) in pairs() {
            observed +=
                f64::from(counts[low]) * f64::from(counts[high]) * distance(low, high) / others;
        }
    }
    let n: f64 = totals.iter().sum();
    let expected: f64 = pairs()
        .map(|(low, high)| totals[low] * totals[high] * distance(low, high))
        .sum();
    (0.0 < expected).then(|| 1.0 - (n - 1.0) * observed / expected)
}

/// Kendall's W, corrected for ties: whether people order the domains alike, from 0 (not at all) to 1 (exactly).
///
/// 12 S / (m² (D³ − D) − m ΣT), S the squares of the domains' rank sums about their mean (Kendall & Babington Smith, 1939).
/// Unit: none. It sees only the order: half a room one level more lenient than the rest still gives 1. Only people who
/// marked every domain count. None with fewer than two of them, fewer than two domains, or nobody who tells domains
/// apart.
///
/// Worked example: `worked_example_of_w`.
pub fn kendall_w(ballots: &Ballots) -> Option<f64> {
    let domains = ballots.domain_count();
    let mut rank_sums = vec![0.0; domains];
    let (mut people, mut ties) = (0.0, 0.0);
    for person in 0..ballots.person_count() {
        if ballots.row(person).any(|level| level == 0) {
            continue;
        }
        people += 1.0;
        let mut at_level = vec![0usize; ballots.level_count()];
        for level in ballots.row(person) {
            at_level[usize::from(level) - 1] += 1;
        }
        for (sum, level) in rank_sums.iter_mut().zip(ballots.row(person)) {
            let level = usize::from(level) - 1;
            let below: usize = at_level[..level].iter().sum();
            *sum += below as f64 + (at_level[level] as f64 + 1.0) / 2.0;
        }
        ties += at_level
            .iter()
            .map(|tied| (*tied as f64).powi(3) - *tied as f64)
            .sum::<f64>();
    }
    if people < 2.0 || domains < 2 {
        return None;
    }
    let mean = people * (domains as f64 + 1.0) / 2.0;
    let squares: f64 = rank_sums.iter().map(|sum| (sum - mean).powi(2)).sum();
    let cube = (domains as f64).powi(3) - domains as f64;
    let largest = people * people * cube - people * ties;
    (0.0 < largest).then(|| 12.0 * squares / largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve people, half of them one level more lenient, who order ten domains alike.
    fn two_halves() -> (Vec<Vec<u32>>, Ballots) {
        let strict = [1, 2, 3, 3, 1, 2, 3, 3, 2, 3];
        let rows = (0..12).map(|person| {
            let lenient = u8::from(6 <= person);
            strict.map(|level| Some(level + lenient))
        });
        let ballots = Ballots::from_rows(4, 10, rows);
        let counts = (0..10).map(|domain| ballots.counts(domain)).collect();
        (counts, ballots)
    }

    #[test]
    fn worked_example_of_ac2() {
        let (domains, _) = two_halves();
        let value = gwet_ac2(&domains, Weights::Linear).unwrap();
        assert!((value - 0.597_450_519_96).abs() < 1e-9);
        assert_eq!(gwet_ac2(&[vec![1, 0]], Weights::Linear), None);
        assert_eq!(gwet_ac2(&[], Weights::Linear), None);
        assert_eq!(gwet_ac2(&[vec![4, 0, 0]], Weights::Linear), Some(1.0));
    }

    #[test]
    fn worked_example_of_alpha() {
        let (domains, _) = two_halves();
        let value = krippendorff_alpha(&domains, Metric::Ordinal).unwrap();
        assert!((value - 0.674_556_771_03).abs() < 1e-9);
        assert_eq!(krippendorff_alpha(&[vec![4, 0, 0]], Metric::Ordinal), None);
    }

    #[test]
    fn worked_example_of_w() {
        let (_, ballots) = two_halves();
        assert!((kendall_w(&ballots).unwrap() - 1.0).abs() < 1e-12);
        let constant = Ballots::from_rows(4, 3, [[Some(2); 3], [Some(3); 3]]);
        assert_eq!(kendall_w(&constant), None);
    }
}
