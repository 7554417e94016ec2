//! What may be shown of small groups. Every count that leaves the server has come through here.
//!
//! The rules: no distribution of fewer people than the workshop's minimum; groups below it stand together as "Others";
//! where even that is too small it joins the smallest shown group; and where one group remains, none is shown, because
//! it would be the room. The groups of one grouping are disjoint, so every sum and difference of what is shown has at
//! least the minimum of people in it.

/// The counts of one group on one domain, as they are, before anybody may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCounts {
    /// The group's name.
    pub name: String,
    /// People at each level.
    pub counts: Vec<u32>,
}

/// A group that may be shown: one group, or several small ones together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownGroup {
    /// The names of the groups in it.
    pub members: Vec<String>,
    /// People at each level.
    pub counts: Vec<u32>,
}

impl ShownGroup {
    /// People in it.
    pub fn n(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// What it is called: its own name, or "Others" with its members named apart.
    pub fn name(&self) -> String {
        match self.members.as_slice() {
            [one] => one.clone(),
            _ => "Others".to_owned(),
        }
    }

    fn absorb(&mut self, other: ShownGroup) {
        self.members.extend(other.members);
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }
}

/// Whether a distribution of so many people may be shown.
pub fn may_show(people: u32, minimum: u32) -> bool {
    people >= minimum
}

/// The groups as they may be shown; none where showing any would give a small one away.
pub fn shown_groups(groups: Vec<GroupCounts>, minimum: u32) -> Option<Vec<ShownGroup>> {
    let groups = groups
        .into_iter()
        .map(|group| ShownGroup {
            members: vec![group.name],
            counts: group.counts,
        })
        .filter(|group| group.n() > 0);
    let (mut shown, small): (Vec<ShownGroup>, Vec<ShownGroup>) =
        groups.partition(|group| may_show(group.n(), minimum));
    let others = small.into_iter().reduce(|mut others, group| {
        others.absorb(group);
        others
    });
    match others {
        None => {}
        Some(others) if may_show(others.n(), minimum) => shown.push(others),
        Some(others) => {
            let smallest = (0..shown.len()).min_by_key(|index| shown[*index].n())?;
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

    fn group(name: &str, counts: [u32; 4]) -> GroupCounts {
        GroupCounts {
            name: name.to_owned(),
            counts: counts.to_vec(),
        }
    }

    fn names(groups: &[ShownGroup]) -> Vec<String> {
        groups
            .iter()
            .map(|group| format!("{}: {}", group.name(), group.members.join(" + ")))
            .collect()
    }

    #[test]
    fn groups_that_are_large_enough_are_shown_as_they_are() {
        let shown = shown_groups(
            vec![group("Civic", [1, 4, 1, 0]), group("VCSE", [5, 0, 0, 0])],
            5,
        )
        .unwrap();
        assert_eq!(names(&shown), ["Civic: Civic", "VCSE: VCSE"]);
    }

    #[test]
    fn small_groups_stand_together_when_that_is_enough() {
        let groups = vec![
            group("A", [6, 0, 0, 0]),
            group("B", [3, 0, 0, 0]),
            group("C", [0, 2, 0, 0]),
        ];
        assert_eq!(
            names(&shown_groups(groups, 5).unwrap()),
            ["A: A", "Others: B + C"]
        );
    }

    #[test]
    fn a_small_group_hides_in_the_smallest_shown_one() {
        let groups = vec![
            group("A", [9, 0, 0, 0]),
            group("B", [6, 0, 0, 0]),
            group("C", [0, 2, 0, 0]),
        ];
        assert_eq!(
            names(&shown_groups(groups, 5).unwrap()),
            ["A: A", "Others: B + C"]
        );
    }

    #[test]
    fn where_one_group_would_remain_none_is_shown() {
        assert_eq!(
            shown_groups(vec![group("A", [9, 0, 0, 0]), group("B", [0, 4, 0, 0])], 5),
            None
        );
        assert_eq!(shown_groups(vec![group("A", [9, 0, 0, 0])], 5), None);
        assert_eq!(
            shown_groups(vec![group("A", [1, 0, 0, 0]), group("B", [0, 1, 0, 0])], 5),
            None
        );
        assert_eq!(shown_groups(Vec::new(), 5), None);
    }

    proptest! {
        /// Nothing that can be added up or subtracted from what is shown is smaller than the minimum.
        #[test]
        fn every_shown_group_and_every_difference_from_the_room_is_large_enough(
            counts in prop::collection::vec(prop::array::uniform4(0u32..8), 0..9),
            minimum in 3u32..9,
        ) {
            let groups: Vec<GroupCounts> =
                counts.iter().enumerate().map(|(index, counts)| group(&format!("g{index}"), *counts)).collect();
            let total: u32 = counts.iter().flatten().sum();
            if let Some(shown) = shown_groups(groups, minimum) {
                prop_assert!(shown.len() > 1);
                prop_assert_eq!(shown.iter().map(ShownGroup::n).sum::<u32>(), total);
                // Any union of shown groups, and what the room has beyond it.
                for chosen in 1..(1u32 << shown.len()) - 1 {
                    let people: u32 =
                        (0..shown.len()).filter(|index| chosen & (1 << index) != 0).map(|index| shown[index].n()).sum();
                    prop_assert!(people >= minimum && total - people >= minimum);
                }
            }
        }
    }
}
