//! State vectors: what a replica has, client by client.
//!
//! Every client id once, every clock below 2^32, and a cap on entries: yrs sizes a table by the claimed count.

use super::lib0::{Reader, write_var_uint};
use super::{Problem, WireError};
use std::collections::BTreeMap;

/// For each client id the next clock expected from it.
pub type StateVectorMap = BTreeMap<u64, u32>;

/// Reads a state vector of at most `clients_max` entries.
pub fn decode(bytes: &[u8], clients_max: usize) -> Result<StateVectorMap, WireError> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(2)?;
    if clients_max < count {
        return Err(WireError {
            offset: 0,
            problem: Problem::BadCount {
                count: count as u64,
                most: clients_max as u64,
            },
        });
    }
    let mut vector = StateVectorMap::new();
    for _ in 0..count {
        let offset = reader.offset();
        let client = reader.var_uint()?;
        let clock = reader.var_u32()?;
        if vector.insert(client, clock).is_some() {
            return Err(WireError {
                offset,
                problem: Problem::Duplicate { client },
            });
        }
    }
    reader.finish()?;
    Ok(vector)
}

/// Writes a state vector, highest client first as Yjs does.
pub fn encode(vector: &StateVectorMap) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + vector.len() * 8);
    write_var_uint(&mut out, vector.len() as u64);
    for (&client, &clock) in vector.iter().rev() {
        write_var_uint(&mut out, client);
        write_var_uint(&mut out, u64::from(clock));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use yrs::updates::decoder::Decode;

    #[test]
    fn sy2_a_claimed_count_is_checked_before_anything_is_sized_by_it() {
        // Four bytes that make yrs reserve 130 MB.
        let error = decode(&[0xff, 0xff, 0xff, 0x01], 1_000).expect_err("a bomb");
        assert!(matches!(error.problem, Problem::BadCount { most: 0, .. }));
        let error = decode(&[2, 1, 1, 2, 1], 1).expect_err("above the cap");
        assert_eq!(error.problem, Problem::BadCount { count: 2, most: 1 });
    }

    #[test]
    fn sy2_a_client_is_listed_once_and_nothing_follows() {
        let error = decode(&[2, 1, 1, 1, 2], 10).expect_err("twice");
        assert_eq!(error.problem, Problem::Duplicate { client: 1 });
        let error = decode(&[1, 1, 1, 0], 10).expect_err("trailing");
        assert_eq!(error.problem, Problem::TrailingBytes { count: 1 });
    }

    proptest! {
        #[test]
        fn sy2_state_vectors_come_back(vector in proptest::collection::btree_map(0_u64..1 << 53, any::<u32>(), 0..40)) {
            let bytes = encode(&vector);
            prop_assert_eq!(decode(&bytes, 40), Ok(vector.clone()));
            let theirs = yrs::StateVector::decode_v1(&bytes).expect("yrs reads it");
            prop_assert_eq!(theirs.len(), vector.len());
        }

        #[test]
        fn sy2_arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(vector) = decode(&bytes, 100) {
                prop_assert_eq!(decode(&encode(&vector), 100), Ok(vector));
            }
        }
    }
}
