//! Sets of clocks as sorted, disjoint, non-adjacent half-open ranges.

/// A half-open range of clocks.
pub(super) type Range = (u32, u32);

/// A set of clocks of one client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ranges {
    // Invariant: sorted, none empty, a gap between any two.
    sorted: Vec<Range>,
}

impl Ranges {
    /// Takes ranges in any order, overlapping or not.
    pub(super) fn from_any(mut ranges: Vec<Range>) -> Self {
        ranges.retain(|&(start, end)| start < end);
        ranges.sort_unstable();
        let mut sorted: Vec<Range> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match sorted.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => sorted.push((start, end)),
            }
        }
        Self { sorted }
    }

    pub(super) fn as_slice(&self) -> &[Range] {
        &self.sorted
    }

    /// How many clocks are in it.
    pub(super) fn count(&self) -> u32 {
        self.sorted.iter().map(|(start, end)| end - start).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Whether every clock from `start` up to `end` is in it.
    pub(super) fn contains_all(&self, start: u32, end: u32) -> bool {
        let index = self.sorted.partition_point(|range| range.1 <= start);
        self.sorted
            .get(index)
            .is_some_and(|range| range.0 <= start && end <= range.1)
    }

    /// Adds all clocks of `other`.
    pub(super) fn add(&mut self, other: &Ranges) {
        match other.sorted.as_slice() {
            [] => {}
            // The usual edit deletes one item: no need to walk the whole set.
            &[(start, end)] => self.add_one(start, end),
            _ => {
                let mut both = std::mem::take(&mut self.sorted);
                both.extend_from_slice(&other.sorted);
                *self = Self::from_any(both);
            }
        }
    }

    /// The clocks of `self` that are not in `other`.
    pub(super) fn without(&self, other: &Ranges) -> Ranges {
        let mut left = Vec::new();
        for &(mut start, end) in &self.sorted {
            let from = other.sorted.partition_point(|range| range.1 <= start);
            for &(taken_start, taken_end) in &other.sorted[from..] {
                if end <= taken_start {
                    break;
                }
                if start < taken_start {
                    left.push((start, taken_start));
                }
                start = taken_end;
            }
            if start < end {
                left.push((start, end));
            }
        }
        Ranges { sorted: left }
    }

    fn add_one(&mut self, start: u32, end: u32) {
        let from = self.sorted.partition_point(|range| range.1 < start);
        let to = self.sorted.partition_point(|range| range.0 <= end);
        if from == to {
            self.sorted.insert(from, (start, end));
            return;
        }
        self.sorted[from] = (
            start.min(self.sorted[from].0),
            end.max(self.sorted[to - 1].1),
        );
        self.sorted.drain(from + 1..to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn clocks(ranges: &Ranges) -> BTreeSet<u32> {
        ranges
            .as_slice()
            .iter()
            .flat_map(|&(start, end)| start..end)
            .collect()
    }

    fn some_ranges() -> impl Strategy<Value = Ranges> {
        proptest::collection::vec((0_u32..60, 0_u32..8), 0..8).prop_map(|pairs| {
            Ranges::from_any(
                pairs
                    .into_iter()
                    .map(|(start, len)| (start, start + len))
                    .collect(),
            )
        })
    }

    proptest! {
        #[test]
        fn ga9_ranges_behave_as_sets(left in some_ranges(), right in some_ranges()) {
            let mut sum = left.clone();
            sum.add(&right);
            prop_assert_eq!(clocks(&sum), &clocks(&left) | &clocks(&right));
            prop_assert!(sum.as_slice().windows(2).all(|pair| pair[0].1 < pair[1].0));
            for start in 0..68 {
                let all = (start..start + 3).all(|clock| clocks(&left).contains(&clock));
                prop_assert_eq!(left.contains_all(start, start + 3), all);
            }
            let rest = left.without(&right);
            prop_assert_eq!(clocks(&rest), &clocks(&left) - &clocks(&right));
            prop_assert!(rest.as_slice().windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }
}
