//! "Pick three of ten": counts, places, and how few people would have to change their mind to swap two.

/// An item's place in a count of picks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct Place {
    /// The item, by its place in the given list from 0.
    pub item: u32,
    /// People who picked it.
    pub picks: u32,
    /// Its place from 1; items within one pick of the first of them share it.
    pub place: u32,
    /// How many people changing one pick from this item to the next would put the next before it; null for the last.
    pub people_to_swap: Option<u32>,
}

/// The places of items picked by so many people each (k-approval), the most picked first.
///
/// Two items within one pick are tied, since one person could have made it so: a tie begins at an item and takes in all
/// within one pick of it. A person who moves a pick from one item to another changes their distance by two, so a lead of
/// d picks is turned by ⌊d/2⌋ + 1 people. Unit: people. Items with equally many stay in their order.
///
/// Worked example: `worked_example_of_picks`.
pub fn places(picks: &[u32]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..picks.len()).collect();
    order.sort_by_key(|item| std::cmp::Reverse(picks[*item]));
    let (mut place, mut first_of_tie) = (1, order.first().map_or(0, |item| picks[*item]));
    let mut places = Vec::with_capacity(order.len());
    for (rank, item) in order.iter().enumerate() {
        if 1 < first_of_tie - picks[*item] {
            (place, first_of_tie) = (rank as u32 + 1, picks[*item]);
        }
        let lead = order.get(rank + 1).map(|next| picks[*item] - picks[*next]);
        places.push(Place {
            item: *item as u32,
            picks: picks[*item],
            place,
            people_to_swap: lead.map(|lead| lead / 2 + 1),
        });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_picks() {
        let places = places(&[4, 9, 8, 5, 1]);
        let found: Vec<_> = places
            .iter()
            .map(|place| (place.item, place.picks, place.place, place.people_to_swap))
            .collect();
        assert_eq!(
            found,
            [
                (1, 9, 1, Some(1)),
                (2, 8, 1, Some(2)),
                (3, 5, 3, Some(1)),
                (0, 4, 3, Some(2)),
                (4, 1, 5, None),
            ]
        );
        assert_eq!(super::places(&[]), []);
    }

    #[test]
    fn a_tie_does_not_run_down_the_list() {
        let places: Vec<u32> = places(&[9, 8, 7, 6])
            .iter()
            .map(|place| place.place)
            .collect();
        assert_eq!(places, [1, 1, 3, 3]);
    }
}
