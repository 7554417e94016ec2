//! What is left out must not follow from its being left out: every room that would look the same is tried.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const LEVELS: usize = 3;

fn marks(cells: &[u8]) -> Marks {
    let mut marks = Marks::none(LEVELS);
    for cell in cells {
        match cell {
            0 => marks.unsure += 1,
            level => marks.levels[usize::from(*level) - 1] += 1,
        }
    }
    marks
}

#[test]
fn a_small_group_that_is_nearly_of_one_mind_takes_the_bars_of_all() {
    let shown =
        |groups: [[u32; LEVELS]; 2]| may_show_together(groups.iter().map(|group| &group[..]), 5);
    assert!(shown([[3, 2, 0], [2, 1, 2]]));
    assert!(!shown([[5, 0, 0], [2, 1, 2]]), "all of five");
    assert!(!shown([[8, 1, 0], [2, 1, 2]]), "all of nine but one");
    assert!(shown([[7, 2, 0], [2, 1, 2]]));
    assert!(shown([[10, 0, 0], [2, 1, 2]]), "ten are not a small group");
    assert!(!shown([[2, 2, 0], [2, 1, 2]]), "four are too few");
}

/// Every way to fill groups of these sizes, as counts.
fn fillings(size: u32) -> Vec<Marks> {
    let mut all = Vec::new();
    for low in 0..=size {
        for middle in 0..=size - low {
            for high in 0..=size - low - middle {
                all.push(Marks {
                    levels: vec![low, middle, high],
                    unsure: size - low - middle - high,
                });
            }
        }
    }
    all
}

/// For each of two groups, what everybody in it marked, if all marked the same.
fn one_mind(groups: &[Marks; 2]) -> [Option<usize>; 2] {
    [0, 1].map(|index| {
        let group = &groups[index];
        let cells = group.levels.iter().chain([&group.unsure]);
        cells
            .enumerate()
            .find(|(_, count)| **count == group.marked())
            .map(|(value, _)| value)
    })
}

/// Whoever knows the rules, the groups' sizes and what is shown cannot say of anybody what they marked, unless the room's or
/// one large group's own counts say so: for every pair of groups, and every way in which they can mark.
#[test]
fn no_group_is_known_to_be_of_one_mind_from_what_is_missing() {
    use std::collections::BTreeMap;
    let minimum = 3;
    let mut looked_at = 0;
    for (one, other) in [
        (3, 3),
        (3, 4),
        (4, 5),
        (5, 5),
        (3, 9),
        (4, 9),
        (3, 10),
        (4, 11),
    ] {
        // What is seen, and the sets of values that are possible for each group's people.
        type Seen = (Vec<DisclosedDomain>, [u32; 2]);
        let mut worlds: BTreeMap<String, (Seen, [BTreeSet<Option<usize>>; 2])> = BTreeMap::new();
        for first in fillings(one) {
            for second in fillings(other) {
                let groups = [first.clone(), second];
                let shown = Publication::of_groups(&[one, other], &[groups.to_vec()], minimum);
                let minds = one_mind(&groups);
                let entry = worlds
                    .entry(format!("{:?}", shown.domains))
                    .or_insert_with(|| ((shown.domains, [one, other]), Default::default()));
                for (set, mind) in entry.1.iter_mut().zip(minds) {
                    set.insert(mind);
                }
            }
        }
        for ((domains, people), minds) in worlds.into_values() {
            looked_at += 1;
            for (group, minds) in minds.iter().enumerate() {
                let is_forced = minds.len() == 1 && !minds.contains(&None);
                let room_is_of_one_mind = domains[0].room.as_ref().is_some_and(|room| {
                    room.counts().iter().filter(|count| 0 < **count).count() == 1
                });
                let is_large = CLOSE_BELOW <= people[group];
                assert!(
                    !is_forced || room_is_of_one_mind || is_large,
                    "group {group} of {people:?} is given away by {domains:?}"
                );
            }
        }
    }
    assert!(1_000 < looked_at, "{looked_at}");
}

fn cells() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0_u8..=LEVELS as u8, 0..12)
}

proptest! {
    /// Whoever subtracts what was shown before from what is shown now gets nobody, or enough people who differ.
    #[test]
    fn late_people_are_taken_as_a_group_that_may_be_shown(
        old in prop::collection::vec(cells(), 2..4),
        late in prop::collection::vec(cells(), 2..4),
        minimum in 3_u32..6,
        by_group in any::<bool>(),
    ) {
        let count = old.len().min(late.len());
        let groups = |cells: &[Vec<u8>]| cells[..count].iter().map(|cells| marks(cells)).collect::<Vec<_>>();
        let people = |cells: &[Vec<u8>]| cells[..count].iter().map(|cells| cells.len() as u32).collect::<Vec<_>>();
        let (old_marks, late_marks) = (groups(&old), groups(&late));
        let mut shown = if by_group {
            Publication::of_groups(&people(&old), std::slice::from_ref(&old_marks), minimum)
        } else {
            Publication::of_room(&[Marks::sum(&old_marks, LEVELS)], minimum)
        };
        let before = shown.clone();
        match shown.take(&people(&late), std::slice::from_ref(&late_marks), minimum) {
            Err(_) => prop_assert_eq!(before, shown),
            Ok(taken) if !taken[0] => prop_assert_eq!(&before.domains, &shown.domains),
            Ok(_) => {
                let (before, after) = (&before.domains[0], &shown.domains[0]);
                prop_assert_eq!(before.groups.is_some(), after.groups.is_some());
                let pairs = before.room.iter().zip(&after.room)
                    .chain(before.groups.iter().flatten().zip(after.groups.iter().flatten()));
                for (before, after) in pairs {
                    let difference: Vec<u32> = after.counts().iter().zip(before.counts()).map(|(after, before)| after - before).collect();
                    let people: u32 = difference.iter().sum();
                    prop_assert!(people == 0 || (minimum <= people && !is_close(&difference)));
                }
                if let (Some(room), Some(groups)) = (&after.room, &after.groups) {
                    prop_assert_eq!(room.n(), groups.iter().map(ShownTally::n).sum::<u32>());
                }
            }
        }
    }
}
