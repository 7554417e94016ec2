//! The one word for a domain's counts, by a rule that a facilitator can say aloud.

use serde::{Deserialize, Serialize};

use super::TOO_FEW_BELOW;

/// The one word for a tally.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// Three quarters on one level.
    Consensus,
    /// Half on one level, fewer than 30 % far off.
    Leaning,
    /// Two neighbouring levels share three quarters.
    Split,
    /// Two camps of at least 30 % with a dip between them.
    Polarised,
    /// None of these.
    Scattered,
    /// Fewer than five marks.
    TooFew,
}

crate::labels::labelled!(Verdict, verdict: VerdictLabel);

/// The word, with the levels it speaks of. Levels count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Three quarters on `level`, at most a tenth far from it.
    Consensus {
        /// The level.
        level: u8,
    },
    /// Half on `level`.
    Leaning {
        /// The level.
        level: u8,
        /// People far from it; to be said when they are more than a tenth.
        far: u32,
    },
    /// Two levels share three quarters.
    Split {
        /// The lower one.
        lower: u8,
        /// The higher one.
        higher: u8,
    },
    /// Two camps.
    Polarised {
        /// The highest level of the lower camp.
        low_to: u8,
        /// The lowest level of the higher camp.
        high_from: u8,
        /// People in the lower camp.
        low: u32,
        /// People in the higher camp.
        high: u32,
    },
    /// No pattern.
    Scattered,
    /// Fewer than five marks.
    TooFew,
}

impl Shape {
    /// The word alone.
    pub fn verdict(&self) -> Verdict {
        match self {
            Shape::Consensus { .. } => Verdict::Consensus,
            Shape::Leaning { .. } => Verdict::Leaning,
            Shape::Split { .. } => Verdict::Split,
            Shape::Polarised { .. } => Verdict::Polarised,
            Shape::Scattered => Verdict::Scattered,
            Shape::TooFew => Verdict::TooFew,
        }
    }
}

/// The shape of counts on 2 to 7 levels. All comparisons are in whole people.
///
/// The thresholds: 75 % is the median of 100 Delphi studies (Diamond et al. 2014), 30 % the panel-size tables of
/// RAND/UCLA, 50 % a majority, and 10 % the largest share at which the word and the consensus index never contradict
/// each other on four levels. Far means at least max(2, ⌈(K−1)/2⌉) levels away.
///
/// ```
/// # use plenary_protocol::consensus::{Shape, shape};
/// assert_eq!(shape(&[0, 6, 2, 0]), Shape::Consensus { level: 2 });
/// assert_eq!(shape(&[5, 0, 0, 5]), Shape::Polarised { low_to: 1, high_from: 3, low: 5, high: 5 });
/// assert_eq!(shape(&[1, 1, 1, 1]), Shape::TooFew);
/// ```
pub fn shape(counts: &[u32]) -> Shape {
    let room = Room::new(counts);
    if room.n < u64::from(TOO_FEW_BELOW) {
        return Shape::TooFew;
    }
    room.consensus()
        .or_else(|| room.polarised())
        .or_else(|| room.split())
        .or_else(|| room.leaning())
        .unwrap_or(Shape::Scattered)
}

/// The counts with what the rule asks of them. Levels count from 1 here too.
struct Room<'a> {
    counts: &'a [u32],
    n: u64,
    far_distance: usize,
}

impl<'a> Room<'a> {
    fn new(counts: &'a [u32]) -> Self {
        let n = counts.iter().map(|count| u64::from(*count)).sum();
        let far_distance = counts.len().saturating_sub(1).div_ceil(2).max(2);
        Self {
            counts,
            n,
            far_distance,
        }
    }

    fn levels(&self) -> std::ops::RangeInclusive<usize> {
        1..=self.counts.len()
    }

    fn at(&self, level: usize) -> u64 {
        u64::from(self.counts[level - 1])
    }

    fn within(&self, levels: std::ops::RangeInclusive<usize>) -> u64 {
        levels.map(|level| self.at(level)).sum()
    }

    /// People at least the far distance outside the levels from `lower` to `higher`.
    fn far_from(&self, lower: usize, higher: usize) -> u64 {
        self.levels()
            .filter(|level| {
                level + self.far_distance <= lower || higher + self.far_distance <= *level
            })
            .map(|level| self.at(level))
            .sum()
    }

    fn is_at_least_30_percent(&self, people: u64) -> bool {
        10 * people >= 3 * self.n
    }

    fn consensus(&self) -> Option<Shape> {
        self.levels()
            .find(|level| {
                4 * self.at(*level) >= 3 * self.n && 10 * self.far_from(*level, *level) <= self.n
            })
            .map(|level| Shape::Consensus { level: level as u8 })
    }

    fn polarised(&self) -> Option<Shape> {
        let highest = self.counts.len();
        let gaps = (2..highest).flat_map(|from| (from..highest).map(move |to| (from, to)));
        gaps.filter_map(|(from, to)| {
            let (low, high) = (self.within(1..=from - 1), self.within(to + 1..=highest));
            let tallest =
                |levels: std::ops::RangeInclusive<usize>| levels.map(|level| self.at(level)).max();
            let flatter = tallest(1..=from - 1)
                .min(tallest(to + 1..=highest))
                .unwrap_or(0);
            let is_gap = self.is_at_least_30_percent(low)
                && self.is_at_least_30_percent(high)
                && self.twice_median(1..=from - 1) + 2 * self.far_distance
                    <= self.twice_median(to + 1..=highest)
                && (from..=to).all(|level| 2 * self.at(level) <= flatter);
            // The largest smaller camp first, then the fewest people between, then the narrowest gap.
            let preference = (
                std::cmp::Reverse(low.min(high)),
                self.within(from..=to),
                to - from,
            );
            is_gap.then_some((preference, (from, to, low, high)))
        })
        .min_by_key(|(preference, _)| *preference)
        .map(|(_, (from, to, low, high))| Shape::Polarised {
            low_to: (from - 1) as u8,
            high_from: (to + 1) as u8,
            low: low as u32,
            high: high as u32,
        })
    }

    /// Twice the median level of the people within these levels, so that it stays whole.
    fn twice_median(&self, levels: std::ops::RangeInclusive<usize>) -> usize {
        let people = self.within(levels.clone());
        let nth = |rank: u64| {
            let mut seen = 0;
            levels
                .clone()
                .find(|level| {
                    seen += self.at(*level);
                    rank <= seen
                })
                .unwrap_or(*levels.end())
        };
        nth(people.div_ceil(2)) + nth(people / 2 + 1)
    }

    fn split(&self) -> Option<Shape> {
        let pairs = self.levels().flat_map(|lower| {
            (lower + 1..lower + self.far_distance).map(move |higher| (lower, higher))
        });
        pairs
            .filter(|(_, higher)| *higher <= self.counts.len())
            .find(|(lower, higher)| {
                let (low, high) = (self.at(*lower), self.at(*higher));
                self.is_at_least_30_percent(low)
                    && self.is_at_least_30_percent(high)
                    && 4 * (low + high) >= 3 * self.n
                    && 10 * self.far_from(*lower, *higher) <= self.n
            })
            .map(|(lower, higher)| Shape::Split {
                lower: lower as u8,
                higher: higher as u8,
            })
    }

    fn leaning(&self) -> Option<Shape> {
        self.levels()
            .find(|level| {
                2 * self.at(*level) >= self.n && 10 * self.far_from(*level, *level) < 3 * self.n
            })
            .map(|level| Shape::Leaning {
                level: level as u8,
                far: self.far_from(level, level) as u32,
            })
    }
}
