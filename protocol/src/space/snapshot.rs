//! A state as bytes, to be kept beside its journal: a version, and JSON.

use serde::{Serialize, de::DeserializeOwned};

/// The bytes of a state whose shape has this version.
pub(crate) fn encode<S: Serialize>(version: u8, state: &S) -> Vec<u8> {
    let mut bytes = vec![version];
    serde_json::to_writer(&mut bytes, state).expect("the state holds nothing that JSON cannot");
    bytes
}

/// The state from its bytes. None where another version wrote another shape: the journal is replayed instead.
pub(crate) fn decode<S: DeserializeOwned>(version: u8, bytes: &[u8]) -> Option<S> {
    let (written_by, json) = bytes.split_first()?;
    if *written_by == version {
        serde_json::from_slice(json).ok()
    } else {
        None
    }
}
