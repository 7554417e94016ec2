//! One entry of a space's journal, and its bytes.
//!
//! Updates are by far the most entries, so they have a short binary form; everything else is JSON behind one tag byte,
//! because a journal is read for years and a reader can be shown JSON.

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    documents::DocumentName,
    id::{SeatId, SpaceId},
};

/// The format of journals: what the bytes of an entry mean, and how a store keeps them. It counts up with every change of
/// either that this version would misread, and a journal of another format is refused at the start, never guessed at.
///
/// Version 0.1.0 begins with 3. Formats 1 and 2 were written while Plenary was made, and no release reads them.
pub const JOURNAL_FORMAT: u32 = 3;

/// One thing that happened, and when; `C` is what can happen in this kind of space besides updates.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<C> {
    /// Milliseconds since 1970, by the clock of the node that wrote the entry.
    pub at_ms: u64,
    /// What happened.
    pub event: Event<C>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<C> {
    /// Everything but document updates.
    Control(C),
    /// A document was written.
    Updated {
        /// Which document.
        document: DocumentName,
        /// By whom.
        seat: SeatId,
        /// A Yjs update that has passed the gate.
        update: Bytes,
    },
}

/// Why bytes are not an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// The bytes end too early.
    #[error("entry of {size_bytes} bytes ends in the middle")]
    Truncated {
        /// How many bytes there were.
        size_bytes: usize,
    },
    /// The tag is none that this version writes.
    #[error("entry has the unknown tag {0}: it was written by a newer version")]
    UnknownTag(u8),
    /// The JSON or a name inside does not parse.
    #[error("entry does not parse: {0}")]
    Malformed(String),
}

const TAG_CONTROL: u8 = 1;
const TAG_UPDATED: u8 = 2;

impl<C: Serialize + DeserializeOwned> Entry<C> {
    /// The bytes as they stand in a journal.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128);
        match &self.event {
            Event::Control(control) => {
                bytes.push(TAG_CONTROL);
                bytes.extend_from_slice(&self.at_ms.to_be_bytes());
                serde_json::to_writer(&mut bytes, control)
                    .expect("an event holds nothing that JSON cannot");
            }
            Event::Updated {
                document,
                seat,
                update,
            } => {
                let path = document.path();
                bytes.push(TAG_UPDATED);
                bytes.extend_from_slice(&self.at_ms.to_be_bytes());
                bytes.extend_from_slice(document.workshop.as_bytes());
                bytes.extend_from_slice(seat.as_bytes());
                bytes.push(
                    u8::try_from(path.len()).expect("a document's path is at most 43 characters"),
                );
                bytes.extend_from_slice(path.as_bytes());
                bytes.extend_from_slice(update);
            }
        }
        bytes
    }

    /// Reads the bytes back.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let truncated = || EntryError::Truncated {
            size_bytes: bytes.len(),
        };
        let malformed = |reason: String| EntryError::Malformed(reason);
        let (tag, rest) = bytes.split_first().ok_or_else(truncated)?;
        let (at_ms, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
        let event = match *tag {
            TAG_CONTROL => Event::Control(
                serde_json::from_slice(rest).map_err(|err| malformed(err.to_string()))?,
            ),
            TAG_UPDATED => {
                let (space, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
                let (seat, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
                let (length, rest) = rest.split_first().ok_or_else(truncated)?;
                let (path, update) = rest
                    .split_at_checked(usize::from(*length))
                    .ok_or_else(truncated)?;
                let path = str::from_utf8(path).map_err(|err| malformed(err.to_string()))?;
                let document = DocumentName::at(SpaceId::from_bytes(*space), path)
                    .map_err(|err| malformed(err.to_string()))?;
                Event::Updated {
                    document,
                    seat: SeatId::from_bytes(*seat),
                    update: Bytes::copy_from_slice(update),
                }
            }
            unknown => return Err(EntryError::UnknownTag(unknown)),
        };
        Ok(Self {
            at_ms: u64::from_be_bytes(*at_ms),
            event,
        })
    }
}
