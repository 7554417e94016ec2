//! Counts what was sent, by hand and without the server's code: the other side of the comparison.

use std::collections::BTreeMap;

use plenary_protocol::documents::MarkValue;

/// What one person sent, and the server acknowledged.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Which of the sectors, counted from 0.
    pub sector: usize,
    /// One mark for each domain, in the framework's order.
    pub marks: Vec<MarkValue>,
}

/// A domain's marks, counted again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recount {
    /// People at each level, lowest first.
    pub counts: Vec<u32>,
    /// People who were not sure.
    pub unsure: u32,
    /// The levels again, sector by sector.
    pub sectors: BTreeMap<usize, Vec<u32>>,
}

/// Counts every domain.
pub fn recount(sent: &[Sent], domains: usize, levels: usize) -> Vec<Recount> {
    let mut counted = vec![
        Recount {
            counts: vec![0; levels],
            ..Recount::default()
        };
        domains
    ];
    for person in sent {
        for (domain, mark) in counted.iter_mut().zip(&person.marks) {
            match mark {
                MarkValue::Unsure => domain.unsure += 1,
                MarkValue::Level(level) => {
                    let index = usize::from(*level) - 1;
                    domain.counts[index] += 1;
                    let sector = domain.sectors.entry(person.sector);
                    sector.or_insert_with(|| vec![0; levels])[index] += 1;
                }
            }
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkValue::{Level, Unsure};

    #[test]
    fn every_mark_is_counted_once_where_it_belongs() {
        let sent = [
            Sent {
                sector: 0,
                marks: vec![Level(1), Unsure],
            },
            Sent {
                sector: 0,
                marks: vec![Level(3), Level(2)],
            },
            Sent {
                sector: 2,
                marks: vec![Level(3), Level(2)],
            },
        ];
        let counted = recount(&sent, 2, 4);
        assert_eq!(counted[0].counts, [1, 0, 2, 0]);
        assert_eq!(counted[0].sectors[&0], [1, 0, 1, 0]);
        assert_eq!(counted[0].sectors[&2], [0, 0, 1, 0]);
        assert_eq!(
            (counted[1].counts.as_slice(), counted[1].unsure),
            ([0, 2, 0, 0].as_slice(), 1)
        );
    }
}
