//! What may be shown of small groups. Every count that leaves the server has come through here.
//!
//! The rules, which `docs/DISCLOSURE.md` explains and argues for:
//! no distribution of fewer people than the workshop's minimum; groups below it stand together as "Others"; where even
//! that is too small it joins the smallest other group; and where one group remains, none is shown, because it would be
//! the room. Which groups stand together is decided once for a whole round, by the people in them. On a domain all of
//! them are shown or none: none where one is too small there, or is small and so nearly of one mind that its counts
//! would be its people's marks. What was shown of a round never changes; people who first marked behind the close can
//! be counted in once they are enough, as a group that obeys the same rules.
//!
//! Each decision depends on what everybody may know anyway (who marked, and to which group they belong), or is made so
//! that what it leaves out never follows from its being left out. Knows no workshop and no seat: only groups of counts.

mod audit;
mod pairs;
mod partition;
mod publication;
mod shown;

pub use audit::{Audited, audit};
pub use pairs::{Pairs, ShownPairs, are_comparable, may_compare};
pub use partition::{ShownGroup, partition};
pub use publication::{NotEnough, Publication};
pub use shown::{DisclosedDomain, Marks, ShownTally};

/// Below so many people a group that is nearly of one mind is not shown with its counts (STATISTICS.md, section 10, rule 6).
pub const CLOSE_BELOW: u32 = 10;

/// Whether a distribution of so many people may be shown.
pub fn may_show(people: u32, minimum: u32) -> bool {
    minimum <= people
}

/// Whether all people but one, or all, are on one level.
///
/// "All" alone would not do: with the groups' sizes and the room's counts known, that a domain's groups are missing would
/// then say that one of them is of one mind, and often which. As it is, for every room in which somebody's group is of one
/// mind there is another with the same room's counts, also not shown, in which that person is the one who differs.
pub fn is_nearly_of_one_mind(levels: &[u32]) -> bool {
    let people: u32 = levels.iter().sum();
    let tallest = levels.iter().max().copied().unwrap_or_default();
    people <= tallest + 1
}

/// Whether a domain's groups may be shown with their counts: all of them or none, since the one left out could be worked
/// out from the room. None, where one is too small, or is small and nearly of one mind.
///
/// A group is small if it could be, for all that is known of it: by who marked, and by how many in the room were not sure.
/// Were it small by how many of its own people were not sure, its missing would say among whom these are.
pub fn may_show_together(groups: &[Marks], minimum: u32) -> bool {
    let unsure: u32 = groups.iter().map(|marks| marks.unsure).sum();
    groups.iter().all(|marks| {
        let is_small = marks.marked() < CLOSE_BELOW.max(minimum) + unsure;
        may_show(marks.n(), minimum) && !(is_small && is_nearly_of_one_mind(&marks.levels))
    })
}

#[cfg(test)]
mod tests;
