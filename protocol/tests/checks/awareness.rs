//! Bytes as an awareness update: what is read is written again the same, and what passes is one's own and JSON.

use plenary_protocol::gate::check_awareness;
use plenary_protocol::limits::{AWARENESS_ENTRIES, AWARENESS_STATE_BYTES};
use plenary_protocol::wire::awareness;

/// Reads bytes as presence of somebody who owns the odd client ids.
pub(crate) fn run(data: &[u8]) {
    let is_own = |client: u64| client % 2 == 1;
    let passed = check_awareness(data, AWARENESS_ENTRIES, AWARENESS_STATE_BYTES, is_own);
    let entries = match awareness::decode(data, AWARENESS_ENTRIES) {
        Ok(entries) => entries,
        Err(_) => return assert!(passed.is_err(), "malformed presence passes"),
    };
    assert_eq!(awareness::encode(&entries), data);
    let Ok(passed) = passed else {
        return;
    };
    assert!(
        entries
            .iter()
            .filter(|entry| is_own(entry.client))
            .eq(&passed)
    );
    for entry in passed {
        assert!(entry.state.len() <= AWARENESS_STATE_BYTES);
        let state: serde_json::Value =
            serde_json::from_str(entry.state).expect("a browser reads it");
        assert!(!entry.is_departure() || state.is_null());
    }
}
