//! Counts that may be known. Whatever is computed for people to see is computed from these and from nothing else.

use serde::{Deserialize, Serialize};

use super::may_show;

/// The marks of one group on one domain, before anybody decided whether they may be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// People at each level, the lowest first.
    pub levels: Vec<u32>,
    /// People who were not sure.
    pub unsure: u32,
}

impl Marks {
    /// No marks on a domain with so many levels.
    pub fn none(level_count: usize) -> Self {
        Self {
            levels: vec![0; level_count],
            unsure: 0,
        }
    }

    /// Everybody who marked, "not sure" included: what progress tells anyway.
    pub fn marked(&self) -> u32 {
        self.n() + self.unsure
    }

    /// People who chose a level.
    pub fn n(&self) -> u32 {
        self.levels.iter().sum()
    }

    pub(super) fn sum<'a>(all: impl IntoIterator<Item = &'a Marks>, level_count: usize) -> Self {
        let mut sum = Self::none(level_count);
        for marks in all {
            add(&mut sum.levels, &marks.levels);
            sum.unsure += marks.unsure;
        }
        sum
    }
}

pub(super) fn add(levels: &mut [u32], more: &[u32]) {
    for (level, more) in levels.iter_mut().zip(more) {
        *level += more;
    }
}

/// Counts that have passed the rules. Only this module's rules make one, so a function that takes a `ShownTally` cannot be
/// given what is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownTally(Vec<u32>);

impl ShownTally {
    /// A whole room's counts, where enough people chose a level.
    pub fn of_room(levels: &[u32], minimum: u32) -> Option<Self> {
        may_show(levels.iter().sum(), minimum).then(|| Self(levels.to_vec()))
    }

    pub(super) fn allowed(levels: Vec<u32>) -> Self {
        Self(levels)
    }

    /// People at each level, the lowest first.
    pub fn counts(&self) -> &[u32] {
        &self.0
    }

    /// People who chose a level.
    pub fn n(&self) -> u32 {
        self.0.iter().sum()
    }

    pub(super) fn plus(&self, more: &[u32]) -> Self {
        let mut levels = self.0.clone();
        add(&mut levels, more);
        Self(levels)
    }
}

/// What may be known of one domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosedDomain {
    /// The room, or the one table that looks at its own; none where too few chose a level.
    pub room: Option<ShownTally>,
    /// People who were not sure; none where the room is not shown.
    pub unsure: Option<u32>,
    /// One tally for each group that is shown, in their order; none where the groups are not shown here.
    pub groups: Option<Vec<ShownTally>>,
}
