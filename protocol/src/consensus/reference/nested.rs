//! The decomposition of variation in three parts, which adds up with the one in two.

use crate::consensus::ordanova::{ordanova, sum};

/// The variation of a domain in three parts, where organisations stand within sectors. They add up to the total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Nested {
    /// The index of ordinal variation of everybody.
    pub total: f64,
    /// What lies between sectors.
    pub between_sectors: f64,
    /// What lies between the organisations of one sector.
    pub between_organisations: f64,
    /// What lies within organisations.
    pub within_organisations: f64,
}

/// Splits the variation by sectors, each given as its organisations' counts. None without a mark.
///
/// H_T = B_sector + B_organisation|sector + W_organisation, exactly: each organisation is in one sector. Unit: none.
///
/// Worked example: `worked_example_of_nested_ordanova`.
pub(crate) fn ordanova_nested(sectors: &[Vec<Vec<u32>>]) -> Option<Nested> {
    let sums: Vec<Vec<u32>> = sectors
        .iter()
        .filter(|organisations| !organisations.is_empty())
        .map(|organisations| sum(organisations.iter().map(Vec::as_slice)))
        .collect();
    let by_sector = ordanova(&sums)?;
    let organisations: Vec<&[u32]> = sectors.iter().flatten().map(Vec::as_slice).collect();
    let by_organisation = ordanova(&organisations)?;
    Some(Nested {
        total: by_sector.total,
        between_sectors: by_sector.between,
        between_organisations: by_sector.within - by_organisation.within,
        within_organisations: by_organisation.within,
    })
}

mod tests {
    use super::*;

    #[test]
    fn worked_example_of_nested_ordanova() {
        let parts = ordanova_nested(&[
            vec![vec![3, 1, 0, 0], vec![1, 3, 0, 0]],
            vec![vec![0, 2, 2, 0], vec![0, 0, 2, 2]],
        ])
        .unwrap();
        assert!((parts.between_sectors - 0.291_666_666_667).abs() < 1e-9);
        assert!((parts.between_organisations - 0.125).abs() < 1e-9);
        let sum = parts.between_sectors + parts.between_organisations + parts.within_organisations;
        assert!((sum - parts.total).abs() < 1e-12);
    }
}
