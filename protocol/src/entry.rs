//! What happened: one entry of a workshop's journal, and its bytes.
//!
//! Marks are by far the most entries, so a document update has a short binary form; everything else is JSON behind one
//! tag byte, because a journal is read for years and a reader can be shown JSON.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::CalendarShows,
    command::Command,
    documents::DocumentName,
    framework::Framework,
    id::{JoinCode, RecoveryHash, Request, SaltedRequest, SeatId, TokenHash, WorkshopId},
    run_sheet::RunSheet,
    seat::{Seat, Sector},
    settings::Settings,
};

/// The format of journals: what the bytes of an entry mean, and how a store keeps them. It counts up with every change of
/// either that this version would misread, and a journal of another format is refused at the start, never guessed at.
///
/// Version 0.1.0 begins with 3. Formats 1 and 2 were written while Plenary was made, and no release reads them.
pub const JOURNAL_FORMAT: u32 = 3;

/// One thing that happened, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Milliseconds since 1970, by the clock of the node that wrote the entry.
    pub at_ms: u64,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Everything but document updates.
    Control(Control),
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

/// The events that are kept as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Control {
    /// The workshop was made. Always its first entry.
    Created(Box<Created>),
    /// Somebody got a seat.
    SeatIssued {
        /// The new seat.
        seat: SeatId,
        /// What is known of it.
        #[serde(flatten)]
        details: Seat,
        /// The hash of its first token.
        token: TokenHash,
        /// The hash of its recovery words.
        recovery: RecoveryHash,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<SaltedRequest>,
        /// Whether its coming is told by `SeatOpened`.
        is_awaited: bool,
    },
    /// Somebody opened the workshop from a seat for the first time.
    SeatOpened {
        /// The seat.
        seat: SeatId,
    },
    /// Seats were given up because nobody came to them in time. One that somebody has come to meanwhile stays.
    SeatsGivenUp {
        /// The seats.
        seats: Vec<SeatId>,
    },
    /// A seat was brought to another device, which got a token of its own.
    SeatRecovered {
        /// The seat.
        seat: SeatId,
        /// The hash of the new token.
        token: TokenHash,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<SaltedRequest>,
    },
    /// A seat was given a calendar address, in place of the one it had for the same.
    CalendarOpened {
        /// The seat.
        seat: SeatId,
        /// What the address shows.
        shows: CalendarShows,
        /// The hash of its secret.
        secret: TokenHash,
    },
    /// A client id was kept for a seat before anybody else could hear of it: whoever knows an id could write under it.
    ClientReserved {
        /// The document in which it is kept.
        document: DocumentName,
        /// For whom.
        seat: SeatId,
        /// The client id.
        client: u64,
    },
    /// A command was given. Whether it took effect is decided where this entry stands.
    Commanded {
        /// Who gave it.
        seat: SeatId,
        /// What was asked.
        command: Command,
        /// The request, where it came with a key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<Request>,
    },
}

/// How a workshop begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// The code by which people join.
    pub join_code: JoinCode,
    /// The frameworks as they were on that day: a later version of the built-in ones changes nothing here.
    pub frameworks: Vec<Framework>,
    /// The sectors people choose from.
    pub sectors: Vec<Sector>,
    /// The names of the tables.
    pub tables: Vec<String>,
    /// What was fixed when it was made.
    pub settings: Settings,
    /// Its agenda.
    pub run_sheet: RunSheet,
    /// The first facilitator's seat and the hash of its token.
    pub facilitator: (SeatId, TokenHash),
    /// The projector's seat and the hash of its token.
    pub screen: (SeatId, TokenHash),
    /// The request, where it came with a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<SaltedRequest>,
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

impl Entry {
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
                let (workshop, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
                let (seat, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
                let (length, rest) = rest.split_first().ok_or_else(truncated)?;
                let (path, update) = rest
                    .split_at_checked(usize::from(*length))
                    .ok_or_else(truncated)?;
                let path = str::from_utf8(path).map_err(|err| malformed(err.to_string()))?;
                let document = DocumentName::at(WorkshopId::from_bytes(*workshop), path)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::DocumentKind;

    fn mark() -> Entry {
        let seat = SeatId::from_random_bytes([2; 16]);
        Entry {
            at_ms: 1_795_400_000_000,
            event: Event::Updated {
                document: DocumentName {
                    workshop: WorkshopId::from_random_bytes([1; 16]),
                    kind: DocumentKind::Ballot(seat),
                },
                seat,
                update: Bytes::from_static(&[0, 0]),
            },
        }
    }

    #[test]
    fn an_entry_comes_back_from_its_bytes() {
        let told = Entry {
            at_ms: 7,
            event: Event::Control(Control::Commanded {
                seat: SeatId::from_random_bytes([3; 16]),
                command: Command::OpenJoining { open: false },
                request: None,
            }),
        };
        for entry in [mark(), told] {
            assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
        }
    }

    #[test]
    fn an_entry_cut_short_is_an_error_and_never_a_panic() {
        let bytes = mark().encode();
        for length in 0..bytes.len() - 2 {
            assert!(Entry::decode(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert!(matches!(
            Entry::decode(&[9; 40]),
            Err(EntryError::UnknownTag(9))
        ));
    }
}
