//! What each person marked, for the few questions that counts cannot answer. It never leaves the room it is made in.

/// Frozen ballots: one row for each person, one level for each domain, 0 where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballots {
    level_count: usize,
    person_count: usize,
    // By domain, because every measure goes through one domain at a time.
    // Invariant: each column has `person_count` entries of at most `level_count`.
    columns: Vec<Vec<u8>>,
}

impl Ballots {
    /// Ballots of so many levels and domains, from each person's levels in the order of the domains. What is missing, not
    /// a level or not sure counts as no mark.
    pub fn from_rows<Row>(
        level_count: usize,
        domain_count: usize,
        rows: impl IntoIterator<Item = Row>,
    ) -> Self
    where
        Row: IntoIterator<Item = Option<u8>>,
    {
        let mut columns = vec![Vec::new(); domain_count];
        let mut person_count = 0;
        for row in rows {
            let mut levels = row.into_iter();
            for column in &mut columns {
                let level = levels.next().flatten().unwrap_or(0);
                column.push(if usize::from(level) <= level_count {
                    level
                } else {
                    0
                });
            }
            person_count += 1;
        }
        Self {
            level_count,
            person_count,
            columns,
        }
    }

    /// How many levels there are.
    pub fn level_count(&self) -> usize {
        self.level_count
    }

    /// How many people there are, with a mark or without.
    pub fn person_count(&self) -> usize {
        self.person_count
    }

    /// How many domains there are.
    pub fn domain_count(&self) -> usize {
        self.columns.len()
    }

    /// What everybody marked on a domain, 0 where there is no mark.
    pub(super) fn column(&self, domain: usize) -> &[u8] {
        &self.columns[domain]
    }

    /// People at each level of a domain, the lowest first.
    pub fn counts(&self, domain: usize) -> Vec<u32> {
        let mut counts = vec![0; self.level_count];
        for level in self.columns[domain].iter().filter(|level| 0 < **level) {
            counts[usize::from(*level) - 1] += 1;
        }
        counts
    }

    /// The same people in the order of these indices.
    pub(super) fn in_order(&self, order: &[usize]) -> Self {
        let sorted = |column: &Vec<u8>| order.iter().map(|person| column[*person]).collect();
        Self {
            columns: self.columns.iter().map(sorted).collect(),
            person_count: order.len(),
            ..*self
        }
    }

    /// One person's levels, 0 where there is no mark.
    pub(super) fn row(&self, person: usize) -> impl Iterator<Item = u8> + '_ {
        self.columns.iter().map(move |column| column[person])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_outside_the_levels_is_none() {
        let ballots = Ballots::from_rows(4, 2, [vec![Some(1), Some(5)], vec![None], vec![Some(1)]]);
        assert_eq!(ballots.counts(0), [2, 0, 0, 0]);
        assert_eq!(ballots.counts(1), [0; 4]);
        assert_eq!((ballots.person_count(), ballots.domain_count()), (3, 2));
    }
}
