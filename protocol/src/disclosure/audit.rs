//! The linear audit: whether counts that are shown of several overlapping sets of people add and subtract to a few people.
//!
//! The people fall into atoms, the cells in which the sets cross. What can be worked out by adding and subtracting is the
//! row space of the sets' indicators; a union of atoms lies in it exactly if it is orthogonal to their null space. Exact,
//! in integers. Knows nothing of bounds (no count is below nothing), so passing is necessary and not sufficient: that
//! is why a second grouping of a round is refused even where the audit finds nothing.

use std::ops::ControlFlow;

/// What the audit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audited {
    /// Adding and subtracting gives no set of fewer people than the minimum.
    Holds,
    /// Adding and subtracting gives the exact counts of so many people.
    GivesAway(u32),
    /// Too many cells to try them all: to be treated as giving somebody away.
    TooLarge,
}

/// Cells beyond this are not looked through: the elimination is cubic in them.
const MOST_ATOMS: usize = 256;
/// Sets of cells that are tried. Ten sectors at thirty tables with a minimum of five stay within.
const MOST_TRIES: u32 = 200_000;

/// Whether what is shown of `sets` gives away fewer than `minimum` people. `atoms` are the people of each cell, at least one;
/// a set says for each atom whether it is in it.
///
/// Sectors of 6, 8 and 6 crossed with tables of 11 and 9, where the second table is all of sector three and three people of
/// sector two:
///
/// ```
/// use plenary_protocol::disclosure::{Audited, audit};
///
/// // Cells: sector 1, sector 2 at the first table, sector 2 at the second, sector 3.
/// let atoms = [6, 5, 3, 6];
/// let sectors = [[true, false, false, false], [false, true, true, false], [false, false, false, true]];
/// let tables = [[true, true, false, false], [false, false, true, true]];
/// let shown: Vec<Vec<bool>> = sectors.iter().chain(&tables).map(|set| set.to_vec()).collect();
/// assert_eq!(audit(&atoms, &shown, 5), Audited::GivesAway(3));
/// assert_eq!(audit(&atoms, &shown[..3], 5), Audited::Holds);
/// ```
pub fn audit(atoms: &[u32], sets: &[Vec<bool>], minimum: u32) -> Audited {
    if MOST_ATOMS < atoms.len() {
        return Audited::TooLarge;
    }
    let Some(null_space) = null_space(sets, atoms.len()) else {
        return Audited::TooLarge;
    };
    let mut search = Search {
        small: (0..atoms.len())
            .filter(|atom| atoms[*atom] < minimum)
            .collect(),
        atoms,
        null_space: &null_space,
        minimum,
        tries_left: MOST_TRIES,
    };
    match search.extend(0, 0, &vec![0; null_space.len()]) {
        ControlFlow::Continue(()) => Audited::Holds,
        ControlFlow::Break(found) => found,
    }
}

struct Search<'a> {
    atoms: &'a [u32],
    null_space: &'a [Vec<i128>],
    small: Vec<usize>,
    minimum: u32,
    tries_left: u32,
}

impl Search<'_> {
    /// Tries every union of small atoms with fewer people than the minimum that begins with the one at hand.
    fn extend(&mut self, from: usize, people: u32, products: &[i128]) -> ControlFlow<Audited> {
        for index in from..self.small.len() {
            let atom = self.small[index];
            let people = people + self.atoms[atom];
            if self.minimum <= people {
                continue;
            }
            if self.tries_left == 0 {
                return ControlFlow::Break(Audited::TooLarge);
            }
            self.tries_left -= 1;
            let with: Vec<i128> = products
                .iter()
                .zip(self.null_space)
                .map(|(product, vector)| product + vector[atom])
                .collect();
            if with.iter().all(|product| *product == 0) {
                return ControlFlow::Break(Audited::GivesAway(people));
            }
            self.extend(index + 1, people, &with)?;
        }
        ControlFlow::Continue(())
    }
}

/// Integer vectors that span what is orthogonal to every set; none where numbers grow beyond reason.
fn null_space(sets: &[Vec<bool>], atom_count: usize) -> Option<Vec<Vec<i128>>> {
    let mut rows: Vec<Vec<i128>> = sets
        .iter()
        .map(|set| set.iter().map(|is_in| i128::from(*is_in)).collect())
        .collect();
    let mut pivots: Vec<usize> = Vec::new();
    for column in 0..atom_count {
        let rank = pivots.len();
        let Some(found) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(rank, found);
        let pivot = rows[rank].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            if index != rank && row[column] != 0 {
                *row = eliminated(row, &pivot, column)?;
            }
        }
        pivots.push(column);
    }
    let free = (0..atom_count).filter(|column| !pivots.contains(column));
    free.map(|column| {
        // Scaled by the product of the pivots, so that every entry is whole.
        let scale = pivots
            .iter()
            .enumerate()
            .try_fold(1_i128, |scale, (row, pivot)| {
                least_common_multiple(scale, rows[row][*pivot])
            })?;
        let mut vector = vec![0; atom_count];
        vector[column] = scale;
        for (row, pivot) in pivots.iter().enumerate() {
            vector[*pivot] = -rows[row][column].checked_mul(scale / rows[row][*pivot])?;
        }
        Some(vector)
    })
    .collect()
}

/// A row without its entry in the pivot's column, divided by what its entries have in common.
fn eliminated(row: &[i128], pivot: &[i128], column: usize) -> Option<Vec<i128>> {
    let (own, other) = (row[column], pivot[column]);
    let mut row = row
        .iter()
        .zip(pivot)
        .map(|(entry, above)| {
            entry
                .checked_mul(other)?
                .checked_sub(above.checked_mul(own)?)
        })
        .collect::<Option<Vec<i128>>>()?;
    let common = row
        .iter()
        .fold(0, |common, entry| greatest_common_divisor(common, *entry));
    if 1 < common {
        row.iter_mut().for_each(|entry| *entry /= common);
    }
    Some(row)
}

fn greatest_common_divisor(one: i128, other: i128) -> i128 {
    if other == 0 {
        one.abs()
    } else {
        greatest_common_divisor(other, one % other)
    }
}

fn least_common_multiple(one: i128, other: i128) -> Option<i128> {
    (one / greatest_common_divisor(one, other)).checked_mul(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether some sum of the sets, each taken -2 to 2 times, is a set of fewer people.
    fn by_force(atoms: &[u32], sets: &[Vec<bool>], minimum: u32) -> bool {
        (0..5_u32.pow(sets.len() as u32)).any(|code| {
            let factor = |set: usize| (code / 5_u32.pow(set as u32) % 5) as i32 - 2;
            let times = |atom: usize| -> i32 {
                let sets = sets.iter().enumerate();
                sets.map(|(index, set)| factor(index) * i32::from(set[atom]))
                    .sum()
            };
            let times: Vec<i32> = (0..atoms.len()).map(times).collect();
            let within = times.iter().zip(atoms).filter(|(times, _)| **times == 1);
            let people: u32 = within.map(|(_, people)| people).sum();
            times.iter().all(|times| (0..=1).contains(times)) && 0 < people && people < minimum
        })
    }

    proptest! {
        #[test]
        fn what_adding_and_subtracting_gives_is_found(
            (atoms, sets) in (1_usize..6).prop_flat_map(|atom_count| (
                prop::collection::vec(1_u32..7, atom_count),
                prop::collection::vec(prop::collection::vec(any::<bool>(), atom_count), 1..5),
            )),
        ) {
            if by_force(&atoms, &sets, 5) {
                prop_assert!(matches!(audit(&atoms, &sets, 5), Audited::GivesAway(_)));
            }
        }

        #[test]
        fn one_partition_with_enough_people_in_each_part_holds(
            parts in prop::collection::vec(prop::collection::vec(1_u32..5, 2..5), 1..6),
        ) {
            let large = parts.into_iter().filter(|part| 5 <= part.iter().sum::<u32>());
            let parts: Vec<Vec<u32>> = large.collect();
            let atoms = parts.concat();
            let sets: Vec<Vec<bool>> = (0..parts.len())
                .map(|own| {
                    let within = parts.iter().enumerate();
                    within.flat_map(|(index, part)| vec![index == own; part.len()]).collect()
                })
                .collect();
            prop_assert_eq!(audit(&atoms, &sets, 5), Audited::Holds);
        }
    }

    #[test]
    fn more_cells_than_can_be_tried_are_never_called_safe() {
        let atoms = vec![1; MOST_ATOMS + 1];
        assert_eq!(
            audit(&atoms, &[vec![true; MOST_ATOMS + 1]], 5),
            Audited::TooLarge
        );
        let atoms = vec![1; 200];
        assert_eq!(audit(&atoms, &[vec![true; 200]], 6), Audited::TooLarge);
    }
}
