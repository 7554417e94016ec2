//! What may be told of the same people in two rounds: how they moved, and by how much what is needed exceeds what is.
//!
//! The rules are stricter than those of one round, because whoever knows that nobody moved, or how the few who did moved,
//! knows from one round's counts the other's. `docs/DISCLOSURE.md` argues for each.

use super::{CLOSE_BELOW, DisclosedDomain, Publication};

/// The marks of two rounds on one domain, before anybody decided what of them may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs {
    /// People by their earlier level (row) and their later one.
    pub cells: Vec<Vec<u32>>,
    /// People who chose a level in one of the two rounds only.
    pub only_once: u32,
}

impl Pairs {
    /// Nobody yet, on so many levels.
    pub fn none(level_count: usize) -> Self {
        Self {
            cells: vec![vec![0; level_count]; level_count],
            only_once: 0,
        }
    }

    /// Counts somebody's two levels.
    pub fn add(&mut self, earlier: Option<u8>, later: Option<u8>) {
        match (earlier, later) {
            (Some(earlier), Some(later)) => {
                self.cells[usize::from(earlier) - 1][usize::from(later) - 1] += 1;
            }
            (None, None) => {}
            _ => self.only_once += 1,
        }
    }
}

/// Two rounds' marks of the same people that have passed the rules. Only this module makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPairs {
    cells: Vec<Vec<u32>>,
    is_grid_shown: bool,
}

impl ShownPairs {
    /// What may be told of pairs; none where nothing may.
    ///
    /// The same people must have chosen a level in both rounds, so that the numbers are of those whom both rounds' counts
    /// show; they must be ten, or the minimum if that is more; and those who moved and those who stayed must each be the
    /// minimum. The grid of all moves comes with it where nobody stands in a cell of fewer than the minimum.
    pub fn of(pairs: &Pairs, minimum: u32) -> Option<Self> {
        let all = || pairs.cells.iter().flatten();
        let people: u32 = all().sum();
        let stayed: u32 = (0..pairs.cells.len())
            .map(|level| pairs.cells[level][level])
            .sum();
        let may_tell = pairs.only_once == 0
            && minimum.max(CLOSE_BELOW) <= people
            && minimum <= stayed
            && minimum <= people - stayed;
        may_tell.then(|| Self {
            cells: pairs.cells.clone(),
            is_grid_shown: all().all(|cell| *cell == 0 || minimum <= *cell),
        })
    }

    /// People by earlier level (row) and later level, to compute with: not to be shown by itself.
    pub fn cells(&self) -> &[Vec<u32>] {
        &self.cells
    }

    /// The same, where it may be shown.
    pub fn grid(&self) -> Option<&[Vec<u32>]> {
        self.is_grid_shown.then_some(self.cells.as_slice())
    }
}

/// Whether people may be compared in two rounds at all: both as they stood at their reveal, and by the same groups or by
/// none. Never where a batch of late people was counted in: whether it was, on a domain, depends on what these people
/// marked, so there the silence about how people moved would speak of them.
pub fn are_comparable(earlier: &Publication, later: &Publication) -> bool {
    let are_as_revealed = earlier.number == 1 && later.number == 1;
    are_as_revealed && earlier.groups == later.groups
}

/// Whether two publications of a domain show the same sets of people, so that comparing them adds no set: both the room,
/// and by the same groups or by none. `is_grouped` says whether either round shows groups at all.
pub fn may_compare(earlier: &DisclosedDomain, later: &DisclosedDomain, is_grouped: bool) -> bool {
    let rooms = earlier.room.is_some() && later.room.is_some();
    let groups = earlier.groups.is_some() && later.groups.is_some();
    rooms && (groups || !is_grouped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(cells: [[u32; 3]; 3], only_once: u32) -> Pairs {
        Pairs {
            cells: cells.map(Vec::from).to_vec(),
            only_once,
        }
    }

    #[test]
    fn that_nobody_moved_is_never_told() {
        assert_eq!(
            ShownPairs::of(&pairs([[9, 0, 0], [0, 9, 0], [0, 0, 9]], 0), 5),
            None
        );
        assert_eq!(
            ShownPairs::of(&pairs([[0, 9, 0], [0, 0, 9], [9, 0, 0]], 0), 5),
            None
        );
        assert_eq!(
            ShownPairs::of(&pairs([[9, 4, 0], [0, 9, 0], [0, 0, 9]], 0), 5),
            None
        );
    }

    #[test]
    fn one_person_in_one_round_only_would_be_the_difference() {
        let moved = [[5, 5, 0], [0, 5, 0], [0, 0, 0]];
        assert!(ShownPairs::of(&pairs(moved, 0), 5).is_some());
        assert_eq!(ShownPairs::of(&pairs(moved, 1), 5), None);
    }

    proptest! {
        #[test]
        fn what_is_told_is_of_enough_people(
            cells in prop::collection::vec(prop::collection::vec(0_u32..12, 4), 4),
            only_once in 0_u32..2,
            minimum in 3_u32..12,
        ) {
            let pairs = Pairs { cells: cells.clone(), only_once };
            let people: u32 = cells.iter().flatten().sum();
            let stayed: u32 = (0..4).map(|level| cells[level][level]).sum();
            let smallest = cells.iter().flatten().filter(|cell| 0 < **cell).min();
            match ShownPairs::of(&pairs, minimum) {
                None => prop_assert!(
                    0 < only_once || people < minimum.max(10) || stayed < minimum || people < stayed + minimum
                ),
                Some(shown) => {
                    prop_assert!(minimum <= stayed && stayed + minimum <= people && 10 <= people);
                    prop_assert_eq!(only_once, 0);
                    prop_assert_eq!(shown.grid().is_some(), smallest >= Some(&minimum));
                }
            }
        }
    }
}
