//! Which groups stand together: decided once for a round by the people in each, never by what they marked.

use serde::{Deserialize, Serialize};

use super::may_show;

/// Groups that are shown as one: a single one, or several small ones together. Indices into the groups of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownGroup {
    /// Which groups stand together.
    pub members: Vec<usize>,
    people: u32,
}

impl ShownGroup {
    /// One group under its own name.
    pub(super) fn alone(index: usize, people: u32) -> Self {
        Self {
            members: vec![index],
            people,
        }
    }

    /// Whether this is one group under its own name.
    pub fn is_alone(&self) -> bool {
        self.members.len() == 1
    }

    fn absorb(&mut self, other: ShownGroup) {
        self.members.extend(other.members);
        self.people += other.people;
    }
}

/// How a round's groups stand together, by the people in each whose marks were counted, on whatever domain; none where showing any would give a small one away.
pub fn partition(people: &[u32], minimum: u32) -> Option<Vec<ShownGroup>> {
    let single = |(index, people): (usize, &u32)| ShownGroup::alone(index, *people);
    let (mut shown, small): (Vec<ShownGroup>, Vec<ShownGroup>) = people
        .iter()
        .enumerate()
        .map(single)
        .partition(|group| may_show(group.people, minimum));
    let others = small.into_iter().reduce(|mut others, group| {
        others.absorb(group);
        others
    });
    match others {
        None => {}
        Some(others) if may_show(others.people, minimum) => shown.push(others),
        Some(others) => {
            let smallest = (0..shown.len()).min_by_key(|index| shown[*index].people)?;
            // It is no longer that group alone, so it moves to the end, where "Others" is looked for.
            let mut joined = shown.remove(smallest);
            joined.absorb(others);
            shown.push(joined);
        }
    }
    (shown.len() > 1).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(people: &[u32], expected: Option<&[&[usize]]>) {
        let shown = partition(people, 5);
        let members = shown.map(|shown| {
            shown
                .into_iter()
                .map(|group| group.members)
                .collect::<Vec<_>>()
        });
        assert_eq!(
            members,
            expected.map(|sets| sets.iter().map(|set| set.to_vec()).collect()),
            "{people:?}"
        );
    }

    #[test]
    fn groups_that_are_large_enough_are_shown_as_they_are() {
        check(&[6, 5], Some(&[&[0], &[1]]));
    }

    #[test]
    fn small_groups_stand_together_when_that_is_enough() {
        check(&[6, 3, 2], Some(&[&[0], &[1, 2]]));
    }

    #[test]
    fn a_small_group_hides_in_the_smallest_shown_one() {
        check(&[9, 6, 2], Some(&[&[0], &[1, 2]]));
        check(&[9, 6, 0], Some(&[&[0], &[1, 2]]));
    }

    #[test]
    fn where_one_group_would_remain_none_is_shown() {
        for people in [&[9, 4][..], &[9], &[1, 1], &[]] {
            check(people, None);
        }
    }

    proptest! {
        /// Nothing that can be added up or subtracted from what is shown is smaller than the minimum.
        #[test]
        fn every_shown_group_and_every_difference_from_the_room_is_large_enough(
            people in prop::collection::vec(0u32..16, 0..9),
            minimum in 3u32..9,
        ) {
            if let Some(shown) = partition(&people, minimum) {
                prop_assert!(shown.len() > 1);
                let total: u32 = people.iter().sum();
                let mut members: Vec<usize> = shown.iter().flat_map(|group| group.members.clone()).collect();
                members.sort_unstable();
                prop_assert_eq!(members, (0..people.len()).collect::<Vec<_>>());
                for chosen in 1..(1u32 << shown.len()) - 1 {
                    let union = (0..shown.len()).filter(|index| chosen & (1 << index) != 0);
                    let within: u32 = union.map(|index| shown[index].people).sum();
                    prop_assert!(within >= minimum && total - within >= minimum);
                }
            }
        }
    }
}
