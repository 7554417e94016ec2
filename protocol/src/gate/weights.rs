//! What a document weighs, and whose its weight is.

use std::collections::BTreeMap;

use super::{Limits, Refused, ledger::ClockLedger, read, repeats::no_limit};

/// What a document weighs: its bytes, of which each struct that holds something has [`Limits::struct_bytes`] at least,
/// because that is nearer to what it takes in memory than the few bytes that it is sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights<O> {
    /// All of it, and never less than it is sent with.
    pub all: usize,
    /// Each owner's structs. Deletions are nobody's.
    pub of: BTreeMap<O, usize>,
}

/// Weighs a document's state.
pub fn weights<O: Copy + Ord>(
    state: &[u8],
    known: &ClockLedger<O>,
    limits: &Limits,
) -> Result<Weights<O>, Refused> {
    let (mut all, mut of) = (0, BTreeMap::new());
    for section in read::read(state, &no_limit(limits))?.sections {
        // What was overwritten or taken out weighs what it is sent with: a map that is worked on for two years is full of
        // it, and nobody could take it out again.
        let weigh = |entry: &read::Struct<'_>| match entry.is_deleted() {
            true => entry.bytes.len(),
            false => entry.bytes.len().max(limits.struct_bytes),
        };
        let weight = section.structs.iter().map(weigh).sum::<usize>();
        all += weight;
        if let Some(owner) = known.owner_of(section.client) {
            *of.entry(owner).or_default() += weight;
        }
    }
    let all = all.max(state.len());
    Ok(Weights { all, of })
}
