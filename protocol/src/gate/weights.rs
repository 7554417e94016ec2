//! Whose structs a document's bytes are.

use std::collections::BTreeMap;

use super::{Limits, Refused, known::Known, read, repeats::no_limit};

/// How many bytes of a document's state each owner's structs take. Deletions are nobody's.
pub fn weights<O: Copy + Ord>(
    state: &[u8],
    known: &Known<O>,
    limits: &Limits,
) -> Result<BTreeMap<O, usize>, Refused> {
    let mut weights = BTreeMap::new();
    for section in read::read(state, &no_limit(limits))?.sections {
        if let Some(owner) = known.owner_of(section.client) {
            let bytes = section.structs.iter().map(|entry| entry.bytes.len());
            *weights.entry(owner).or_default() += bytes.sum::<usize>();
        }
    }
    Ok(weights)
}
