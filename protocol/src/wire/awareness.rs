//! Awareness updates: who is present, as `(client, clock, JSON)` entries.
//!
//! Owns the layout only; `gate::check_awareness` decides what may pass on.

use super::lib0::{Reader, write_var_bytes, write_var_string, write_var_uint};
use super::{Problem, WireError};

/// One client's presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The Yjs client id.
    pub client: u64,
    /// Counts the changes of this client's state.
    pub clock: u32,
    /// The state as JSON; `null` means the client has gone.
    pub state: &'a str,
}

impl Entry<'_> {
    /// Whether the entry says that the client has gone.
    pub fn is_departure(&self) -> bool {
        self.state == "null"
    }
}

/// Reads an awareness update of at most `entries_max` entries.
pub fn decode(bytes: &[u8], entries_max: usize) -> Result<Vec<Entry<'_>>, WireError> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(3)?;
    if entries_max < count {
        return Err(WireError {
            offset: 0,
            problem: Problem::BadCount {
                count: count as u64,
                most: entries_max as u64,
            },
        });
    }
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(count);
    for _ in 0..count {
        let offset = reader.offset();
        let client = reader.var_uint()?;
        if entries.iter().any(|entry| entry.client == client) {
            return Err(WireError {
                offset,
                problem: Problem::Duplicate { client },
            });
        }
        entries.push(Entry {
            client,
            clock: reader.var_u32()?,
            state: reader.var_string()?,
        });
    }
    reader.finish()?;
    Ok(entries)
}

/// Writes an awareness update.
pub fn encode(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    write_var_uint(&mut out, entries.len() as u64);
    for entry in entries {
        write_var_uint(&mut out, entry.client);
        write_var_uint(&mut out, u64::from(entry.clock));
        write_var_string(&mut out, entry.state);
    }
    out
}

/// Appends an update without entries, as a byte string: heard by every client, changing nothing.
pub(super) fn write_nobody(out: &mut Vec<u8>) {
    write_var_bytes(out, &[0]);
}
