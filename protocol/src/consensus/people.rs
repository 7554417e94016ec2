//! What can be said across domains: who marks high and who low throughout, and which disagreements go together. Groups of
//! people are never made up from their marks: below some 25 people and ten domains that finds groups in noise.

use super::{
    ballots::Ballots,
    random::{Seed, SplitMix64},
    verdict::{Verdict, shape},
};

/// Bars of the lenient to strict histogram between two levels: half a level each.
const BARS_A_LEVEL: usize = 2;
/// Fewer people than this with a mark on both domains are not correlated.
const PAIR_FROM_PEOPLE: u32 = 10;
/// Random draws for each pair: forty-five pairs, adjusted, still reach .05.
const DRAWS: u32 = 999;

/// How strictly people mark throughout: people by the mean of their own levels, in bars half a level wide from 1 to K, the
/// lowest first. The top bar includes K.
///
/// A person's mean is over the domains marked, and only people who marked at least half of them count. Unit: people. A
/// mean of levels is fit for this one histogram, where it orders people and is not taken for a result.
///
/// Worked example: `worked_example_of_lenient_and_strict`.
pub fn lenient_to_strict(ballots: &Ballots) -> Vec<u32> {
    let mut bars = vec![0; (ballots.level_count() - 1) * BARS_A_LEVEL];
    for person in 0..ballots.person_count() {
        let marked: Vec<usize> = ballots
            .row(person)
            .filter(|level| 0 < *level)
            .map(usize::from)
            .collect();
        if marked.is_empty() || 2 * marked.len() < ballots.domain_count() {
            continue;
        }
        let above_lowest = marked.iter().sum::<usize>() - marked.len();
        let bar = above_lowest * BARS_A_LEVEL / marked.len();
        let last = bars.len() - 1;
        bars[bar.min(last)] += 1;
    }
    bars
}

/// Two contested domains on which people stand alike, or opposite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairOfDomains {
    /// The first domain, by its place in the framework from 0.
    pub one: usize,
    /// The second.
    pub other: usize,
    /// People with a mark on both.
    pub n: u32,
    /// Kendall's τ_b, −1 (opposite) to 1 (alike).
    pub tau_b: f64,
    /// The chance of so strong a relation, allowing for the number of pairs (Holm).
    pub p_adjusted: f64,
}

/// Which contested domains (split or polarised) go together: are those low on one high on another?
///
/// τ_b over the people who marked both, where there are at least ten; p by shuffling one of the two, 999 seeded draws,
/// adjusted by Holm's method (Scandinavian Journal of Statistics 6:65, 1979). Pairs on which everybody stands at one level
/// are left out.
///
/// Worked example: `worked_example_of_pairs_of_domains`.
pub fn pairs_of_contested_domains(ballots: &Ballots, seed: Seed) -> Vec<PairOfDomains> {
    let is_contested = |domain: &usize| {
        matches!(
            shape(&ballots.counts(*domain)).verdict(),
            Verdict::Split | Verdict::Polarised
        )
    };
    let contested: Vec<usize> = (0..ballots.domain_count()).filter(is_contested).collect();
    let mut random = SplitMix64::new(seed);
    let mut pairs = Vec::new();
    for (index, one) in contested.iter().enumerate() {
        for other in &contested[index + 1..] {
            pairs.extend(pair(ballots, *one, *other, &mut random));
        }
    }
    adjust_by_holm(&mut pairs);
    pairs
}

fn pair(
    ballots: &Ballots,
    one: usize,
    other: usize,
    random: &mut SplitMix64,
) -> Option<PairOfDomains> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (a, b) in ballots.column(one).iter().zip(ballots.column(other)) {
        if 0 < *a && 0 < *b {
            first.push(*a);
            second.push(*b);
        }
    }
    let n = first.len() as u32;
    if n < PAIR_FROM_PEOPLE {
        return None;
    }
    let tau_b = kendall_tau_b(&first, &second)?;
    let observed = concordance(&first, &second).abs();
    let mut as_strong = 0;
    // In the order of their marks, so that the draws do not depend on the order of people.
    second.sort_unstable();
    first.sort_unstable();
    for _ in 0..DRAWS {
        random.shuffle(&mut second);
        as_strong += u32::from(observed <= concordance(&first, &second).abs());
    }
    Some(PairOfDomains {
        one,
        other,
        n,
        tau_b,
        p_adjusted: f64::from(as_strong + 1) / f64::from(DRAWS + 1),
    })
}

fn adjust_by_holm(pairs: &mut [PairOfDomains]) {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|one, other| pairs[*one].p_adjusted.total_cmp(&pairs[*other].p_adjusted));
    let mut largest = 0.0_f64;
    for (rank, index) in order.into_iter().enumerate() {
        let left = (pairs.len() - rank) as f64;
        largest = largest.max((pairs[index].p_adjusted * left).min(1.0));
        pairs[index].p_adjusted = largest;
    }
}

/// Kendall's τ_b of two lists of levels, −1 to 1. None where either stands at one level throughout.
///
/// (C − D) / √((P − T₁)(P − T₂)), C and D the concordant and discordant of P pairs, T those tied in one list (Biometrika
/// 33:239, 1945). Unit: none.
///
/// Worked example: `worked_example_of_tau_b`.
pub fn kendall_tau_b(one: &[u8], other: &[u8]) -> Option<f64> {
    let untied = |levels: &[u8]| {
        let mut counts = [0_u64; 256];
        levels
            .iter()
            .for_each(|level| counts[usize::from(*level)] += 1);
        let n = levels.len() as u64;
        let tied: u64 = counts
            .iter()
            .map(|count| count * count.saturating_sub(1) / 2)
            .sum();
        (n * n.saturating_sub(1) / 2 - tied) as f64
    };
    let product = untied(one) * untied(other);
    (0.0 < product).then(|| concordance(one, other) as f64 / product.sqrt())
}

/// Concordant less discordant pairs of people, from the table of both levels.
fn concordance(one: &[u8], other: &[u8]) -> i64 {
    let mut table = [[0_i64; 8]; 8];
    for (a, b) in one.iter().zip(other) {
        table[usize::from(a & 7)][usize::from(b & 7)] += 1;
    }
    let mut sum = 0;
    for (low, row) in table.iter().enumerate() {
        for (column, count) in row.iter().enumerate().filter(|(_, count)| 0 < **count) {
            for higher in &table[low + 1..] {
                let above: i64 = higher[column + 1..].iter().sum();
                let below: i64 = higher[..column].iter().sum();
                sum += count * (above - below);
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_lenient_and_strict() {
        // Means 1, 2.5 and 4 of four levels; the fourth person marked one domain of three.
        let rows = [
            [Some(1), Some(1), Some(1)],
            [Some(2), Some(3), None],
            [Some(4), Some(4), Some(4)],
            [Some(4), None, None],
        ];
        let bars = lenient_to_strict(&Ballots::from_rows(4, 3, rows));
        assert_eq!(bars, [1, 0, 0, 1, 0, 1]);
    }

    #[test]
    fn worked_example_of_tau_b() {
        // Five concordant pairs and one tied in the first list: 5 / √(5 · 6).
        let tau = kendall_tau_b(&[1, 1, 2, 3], &[1, 2, 3, 4]).unwrap();
        assert!((tau - 5.0 / 30.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(kendall_tau_b(&[2, 2], &[1, 2]), None);
        assert_eq!(kendall_tau_b(&[1, 2, 3], &[3, 2, 1]), Some(-1.0));
    }

    #[test]
    fn worked_example_of_pairs_of_domains() {
        // Two camps on the first two domains, and whoever is low on the one is high on the other; agreement on the third.
        let rows = (0..12).map(|person| match person % 2 {
            0 => [Some(1), Some(4), Some(2)],
            _ => [Some(4), Some(1), Some(2)],
        });
        let ballots = Ballots::from_rows(4, 3, rows);
        let pairs = pairs_of_contested_domains(&ballots, Seed::numbered(1));
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].one, pairs[0].other, pairs[0].n), (0, 1, 12));
        assert_eq!(pairs[0].tau_b, -1.0);
        assert!(pairs[0].p_adjusted < 0.01);
        let few = Ballots::from_rows(4, 2, (0..8).map(|person| [Some(person % 2 * 3 + 1); 2]));
        assert_eq!(pairs_of_contested_domains(&few, Seed::numbered(1)), []);
    }

    #[test]
    fn many_pairs_are_each_less_sure() {
        let pair = |p_adjusted: f64| PairOfDomains {
            one: 0,
            other: 1,
            n: 12,
            tau_b: 0.5,
            p_adjusted,
        };
        let mut pairs = [pair(0.04), pair(0.01), pair(0.03)];
        adjust_by_holm(&mut pairs);
        let found = pairs.map(|pair| (pair.p_adjusted * 1000.0).round());
        assert_eq!(found, [60.0, 30.0, 60.0]);
    }
}
