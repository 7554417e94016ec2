//! Did the room come closer together, or is it chance? Each mover's two marks are swapped, in every way there is.

use super::Transitions;
use crate::consensus::{
    cumulative::contested,
    dispersion::iov,
    random::{Seed, SplitMix64},
};

/// More ways of swapping than this are drawn at random instead.
const EVERY_WAY_UP_TO: u64 = 5_000;
/// Nor are more movers than this gone through, so that the number of ways stays a whole number of 64 bits.
const EXACT_UP_TO_MOVERS: u32 = 60;
/// Random draws: the smallest p is then one in a thousand.
const DRAWS: u32 = 999;

/// How the chance of a change is found.
#[derive(Debug, Clone, Copy)]
pub struct ChangeTest {
    seed: Seed,
}

impl ChangeTest {
    /// Exact where it can be, else with draws from this seed.
    pub fn seeded(seed: Seed) -> Self {
        Self { seed }
    }
}

/// A change of spread and the chance of one as large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SpreadChange {
    /// The later index of ordinal variation less the earlier.
    pub iov_change: f64,
    /// The chance of a change as large, up or down, if each mover had moved the other way as easily.
    pub p: f64,
}

/// The change of the index of ordinal variation among people who marked both rounds, and its p. None without them.
///
/// Swapping the two marks of each mover, in all 2^movers ways, gives the changes that chance would (a paired permutation
/// test, two-sided). People who moved between the same two levels are alike, so the ways are gone through by how many of
/// them go up, with binomial weights: exact up to 5,000 such ways and 60 movers, else 999 seeded draws.
///
/// Worked example: `worked_example_of_a_change_of_spread`.
pub(crate) fn spread_change(transitions: &Transitions, test: &ChangeTest) -> Option<SpreadChange> {
    let (before, after) = (transitions.before(), transitions.after());
    let iov_change = iov(&after)? - iov(&before)?;
    let pairs = Pairs::of(transitions);
    let observed = pairs.change_of(&pairs.ups);
    let p = match pairs.ways() {
        Some(_) => pairs.exact_p(observed),
        None => pairs.drawn_p(observed, test.seed),
    };
    Some(SpreadChange { iov_change, p })
}

/// Movers by the two levels between which they moved.
struct Pairs {
    /// Who did not move, by level.
    still: Vec<u32>,
    /// The two levels, and how many moved between them.
    between: Vec<(usize, usize, u32)>,
    /// How many of them went up.
    ups: Vec<u32>,
}

impl Pairs {
    fn of(transitions: &Transitions) -> Self {
        let cells = transitions.table();
        let still = (0..cells.len()).map(|level| cells[level][level]).collect();
        let (mut between, mut ups) = (Vec::new(), Vec::new());
        for low in 0..cells.len() {
            for (high, from_high) in cells.iter().enumerate().skip(low + 1) {
                let movers = cells[low][high] + from_high[low];
                if 0 < movers {
                    between.push((low, high, movers));
                    ups.push(cells[low][high]);
                }
            }
        }
        Self {
            still,
            between,
            ups,
        }
    }

    fn movers(&self) -> u32 {
        self.between.iter().map(|(_, _, movers)| movers).sum()
    }

    /// How many ways there are to go through, if they are few enough.
    fn ways(&self) -> Option<u64> {
        let is_countable = self.movers() <= EXACT_UP_TO_MOVERS;
        let mut movers = self.between.iter().map(|(_, _, movers)| u64::from(*movers));
        let ways = movers.try_fold(1_u64, |ways, movers| ways.checked_mul(movers + 1));
        ways.filter(|ways| is_countable && *ways <= EVERY_WAY_UP_TO)
    }

    /// The later contested pairs less the earlier, if so many of each pair of levels went up. In whole numbers, so that
    /// equal changes are equal.
    fn change_of(&self, ups: &[u32]) -> i128 {
        let (mut before, mut after) = (self.still.clone(), self.still.clone());
        for ((low, high, movers), up) in self.between.iter().zip(ups) {
            before[*low] += up;
            before[*high] += movers - up;
            after[*high] += up;
            after[*low] += movers - up;
        }
        contested(&after) as i128 - contested(&before) as i128
    }

    fn exact_p(&self, observed: i128) -> f64 {
        let mut ups = vec![0; self.between.len()];
        let mut as_large: u64 = 0;
        loop {
            if observed.abs() <= self.change_of(&ups).abs() {
                let weights = self.between.iter().zip(&ups);
                as_large += weights
                    .map(|((_, _, movers), up)| binomial(*movers, *up))
                    .product::<u64>();
            }
            // The next way, counting like an odometer.
            let next = (0..ups.len()).find(|pair| ups[*pair] < self.between[*pair].2);
            let Some(next) = next else {
                break;
            };
            ups[next] += 1;
            ups[..next].fill(0);
        }
        as_large as f64 / (1_u64 << self.movers()) as f64
    }

    fn drawn_p(&self, observed: i128, seed: Seed) -> f64 {
        let mut random = SplitMix64::new(seed);
        let mut ups = vec![0; self.between.len()];
        let mut as_large = 0;
        for _ in 0..DRAWS {
            for ((_, _, movers), up) in self.between.iter().zip(&mut ups) {
                *up = coins(&mut random, *movers);
            }
            as_large += u32::from(observed.abs() <= self.change_of(&ups).abs());
        }
        f64::from(as_large + 1) / f64::from(DRAWS + 1)
    }
}

/// How many of so many coins fall heads: a bit each.
fn coins(random: &mut SplitMix64, mut coins: u32) -> u32 {
    let mut heads = 0;
    while 0 < coins {
        let taken = coins.min(64);
        heads += (random.next() >> (64 - taken)).count_ones();
        coins -= taken;
    }
    heads
}

fn binomial(n: u32, k: u32) -> u64 {
    (1..=u64::from(k)).fold(1, |ways, i| ways * (u64::from(n) - u64::from(k) + i) / i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(cells: [[u32; 4]; 4]) -> SpreadChange {
        let transitions = Transitions::of_table(cells.map(Vec::from).to_vec()).unwrap();
        spread_change(&transitions, &ChangeTest::seeded(Seed::numbered(9))).unwrap()
    }

    #[test]
    fn worked_example_of_a_change_of_spread() {
        // Six of twelve moved from 2 to 3: no other way of swapping is as one-sided but all of them back.
        let found = change([[0; 4], [0, 2, 6, 0], [0, 0, 4, 0], [0; 4]]);
        assert!((found.p - 2.0 / 64.0).abs() < 1e-12);
        let nobody = change([[3, 0, 0, 0], [0; 4], [0; 4], [0, 0, 0, 1]]);
        assert_eq!((nobody.iov_change, nobody.p), (0.0, 1.0));
    }

    #[test]
    fn draws_come_close_to_all_ways() {
        // Sixty-one movers are drawn; one fewer is gone through.
        let by_movers =
            |movers: u32| change([[10, movers, 0, 0], [30, 5, 0, 0], [0; 4], [2, 0, 0, 9]]).p;
        let (exact, drawn) = (by_movers(28), by_movers(29));
        assert!((exact - drawn).abs() < 0.06, "{exact} {drawn}");
    }

    #[test]
    fn coins_fall_evenly() {
        let mut random = SplitMix64::new(Seed::numbered(2));
        let heads: u32 = (0..100).map(|_| coins(&mut random, 100)).sum();
        assert!((4800..5200).contains(&heads), "{heads}");
    }
}
