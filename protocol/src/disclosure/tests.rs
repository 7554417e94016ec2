//! What is left out must not follow from its being left out: every room that would look the same is tried.

use std::collections::{BTreeMap, BTreeSet};

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
    let with_unsure = |groups: [[u32; LEVELS]; 2], unsure: u32| {
        let [one, other] = groups.map(|levels| Marks {
            levels: levels.to_vec(),
            unsure: 0,
        });
        may_show_together(&[one, Marks { unsure, ..other }], 5)
    };
    let shown = |groups| with_unsure(groups, 0);
    assert!(shown([[3, 2, 0], [2, 1, 2]]));
    assert!(!shown([[5, 0, 0], [2, 1, 2]]), "all of five");
    assert!(!shown([[8, 1, 0], [2, 1, 2]]), "all of nine but one");
    assert!(shown([[7, 2, 0], [2, 1, 2]]));
    assert!(shown([[10, 0, 0], [2, 1, 2]]), "ten are not a small group");
    assert!(!shown([[2, 2, 0], [2, 1, 2]]), "four are too few");
    let of_ten = [[10, 0, 0], [2, 1, 2]];
    assert!(
        !with_unsure(of_ten, 1),
        "one of the ten may be the one who is not sure"
    );
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

/// What everybody in a group marked, if all marked the same.
fn one_mind(group: &Marks) -> Option<usize> {
    let mut cells = group.levels.iter().chain([&group.unsure]);
    cells.position(|count| *count == group.marked())
}

/// Every way to fill groups of these sizes.
fn rooms(sizes: &[u32]) -> Vec<Vec<Marks>> {
    let mut rooms = vec![Vec::new()];
    for size in sizes {
        let fillings = fillings(*size);
        let with = |room: Vec<Marks>| {
            let fillings = fillings.iter().cloned();
            fillings
                .map(move |filling| [room.clone(), vec![filling]].concat())
                .collect::<Vec<_>>()
        };
        rooms = rooms.into_iter().flat_map(with).collect();
    }
    rooms
}

/// What everybody sees of some rooms, and for each group what everybody in it may have marked alike.
struct Alike {
    shown: DisclosedDomain,
    minds: Vec<BTreeSet<Option<usize>>>,
}

/// Whoever knows the rules, the groups' sizes and what is shown cannot say of anybody what they marked, unless the room's or
/// one large group's own counts say so: for every way in which the groups can mark.
fn check_nothing_follows_from_what_is_missing(sizes: &[u32], minimum: u32) -> usize {
    let mut worlds: BTreeMap<String, Alike> = BTreeMap::new();
    for groups in rooms(sizes) {
        let minds: Vec<Option<usize>> = groups.iter().map(one_mind).collect();
        let shown = Publication::of_groups(sizes, &[groups], minimum)
            .domains
            .remove(0);
        let alike = worlds.entry(format!("{shown:?}")).or_insert_with(|| Alike {
            shown,
            minds: vec![BTreeSet::new(); sizes.len()],
        });
        for (seen, mind) in alike.minds.iter_mut().zip(minds) {
            seen.insert(mind);
        }
    }
    for Alike { shown, minds } in worlds.values() {
        let is_of_one_mind = |room: &ShownTally| room.counts().contains(&room.n());
        let room_says_it =
            shown.unsure == Some(0) && shown.room.as_ref().is_some_and(is_of_one_mind);
        for (index, (size, minds)) in sizes.iter().zip(minds).enumerate() {
            let is_forced = minds.len() == 1 && !minds.contains(&None);
            let group_says_it = CLOSE_BELOW <= *size
                && shown
                    .groups
                    .as_ref()
                    .is_some_and(|groups| is_of_one_mind(&groups[index]));
            assert!(
                !is_forced || room_says_it || group_says_it,
                "a group of {size} in {sizes:?} is given away by {shown:?}"
            );
        }
    }
    worlds.len()
}

#[test]
fn no_group_is_known_to_be_of_one_mind_from_what_is_missing() {
    let mut seen = 0;
    for sizes in [
        &[3, 3][..],
        &[3, 4],
        &[4, 5],
        &[5, 5],
        &[3, 9],
        &[4, 9],
        &[3, 10],
        &[4, 11],
        &[3, 3, 3],
        &[3, 3, 9],
        &[3, 3, 10],
        &[9, 12],
        &[10, 12],
        &[2, 3, 4],
    ] {
        seen += check_nothing_follows_from_what_is_missing(sizes, 3);
    }
    seen += check_nothing_follows_from_what_is_missing(&[5, 7], 5);
    assert!(10_000 < seen, "{seen}");
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
                    prop_assert!(people == 0 || (minimum <= people && !is_nearly_of_one_mind(&difference)));
                }
                if let (Some(room), Some(groups)) = (&after.room, &after.groups) {
                    prop_assert_eq!(room.n(), groups.iter().map(ShownTally::n).sum::<u32>());
                }
            }
        }
    }
}
