//! What follows from what is missing: every way in which the groups could have marked that would have shown the same.

use super::inference::VALUES;

/// A group's marks: people at each level, "not sure" last.
pub(crate) type Filling = [u32; VALUES];

/// Steps after which the attacker gives up; a room of sixteen rarely needs a thousand.
const MOST_STEPS: u32 = 200_000;

/// For each group whether everybody in it is known to have marked the same, and what, given how many marked in each, the
/// room's counts, and that the rules withheld the groups.
pub(crate) fn of_one_mind(
    sizes: &[u32],
    room: Filling,
    is_withheld: &dyn Fn(&[Filling]) -> bool,
) -> Vec<Option<usize>> {
    let mut search = Search {
        sizes,
        is_withheld,
        minds: vec![Mind::Unseen; sizes.len()],
        filled: Vec::new(),
        steps_left: MOST_STEPS,
    };
    search.fill(room);
    let gave_up = search.steps_left == 0;
    let minds = search.minds.into_iter().map(|mind| match mind {
        Mind::Always(value) if !gave_up => Some(value),
        _ => None,
    });
    minds.collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Mind {
    Unseen,
    Always(usize),
    Open,
}

struct Search<'a> {
    sizes: &'a [u32],
    is_withheld: &'a dyn Fn(&[Filling]) -> bool,
    minds: Vec<Mind>,
    filled: Vec<Filling>,
    steps_left: u32,
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        self.steps_left == 0 || self.minds.iter().all(|mind| *mind == Mind::Open)
    }

    fn fill(&mut self, left: Filling) {
        if self.filled.len() + 1 == self.sizes.len() {
            self.filled.push(left);
            self.look();
            self.filled.pop();
        } else {
            let size = self.sizes[self.filled.len()];
            self.fill_one([0; VALUES], 0, size, left);
        }
    }

    fn fill_one(&mut self, filling: Filling, value: usize, people: u32, left: Filling) {
        if self.is_done() {
            return;
        }
        self.steps_left -= 1;
        if value == VALUES {
            if people == 0 {
                self.filled.push(filling);
                self.fill(left);
                self.filled.pop();
            }
            return;
        }
        for count in 0..=people.min(left[value]) {
            let (mut filling, mut left) = (filling, left);
            filling[value] = count;
            left[value] -= count;
            self.fill_one(filling, value + 1, people - count, left);
        }
    }

    fn look(&mut self) {
        if !(self.is_withheld)(&self.filled) {
            return;
        }
        for (mind, filling) in self.minds.iter_mut().zip(&self.filled) {
            let people: u32 = filling.iter().sum();
            let one = filling
                .iter()
                .position(|count| *count == people && 0 < people);
            *mind = match (*mind, one) {
                (Mind::Unseen, Some(value)) => Mind::Always(value),
                (Mind::Always(before), Some(value)) if before == value => Mind::Always(value),
                _ => Mind::Open,
            };
        }
    }
}
