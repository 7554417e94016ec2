//! The y-websocket wire: one document a socket, so no address; the same messages in both directions.
//!
//! Owns the frames and their numbers. Never decides whether a message is allowed.

use bytes::Bytes;

use super::lib0::{Reader, write_var_bytes, write_var_string, write_var_uint};
use super::y_sync::{Sync, begins_update};
use super::{Problem, WireError, awareness};

/// The message types, as numbered on the wire.
mod kind {
    pub(super) const SYNC: u64 = 0;
    pub(super) const AWARENESS: u64 = 1;
    pub(super) const AUTH: u64 = 2;
    pub(super) const QUERY_AWARENESS: u64 = 3;

    pub(super) const PERMISSION_DENIED: u64 = 0;
}

/// One frame, from either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message<'a> {
    /// What the sender has; it wants the rest.
    SyncStep1 {
        /// An encoded state vector.
        state_vector: &'a [u8],
    },
    /// What the receiver lacks.
    SyncStep2 {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// Edits.
    Update {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// Presence; without entries it only keeps the socket alive.
    Awareness {
        /// An encoded awareness update.
        update: &'a [u8],
    },
    /// The document stays closed; a client only logs it.
    PermissionDenied {
        /// Why, for a person or a log.
        reason: &'a str,
    },
    /// A wish to be told who is present.
    QueryAwareness,
    /// A type this version does not know; ignored, so that newer clients still work.
    Unknown {
        /// The type number.
        kind: u64,
    },
}

impl<'a> Message<'a> {
    /// Reads one frame to its last byte.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let message = match reader.var_uint()? {
            kind::SYNC => match Sync::read(&mut reader)? {
                Sync::Step1(state_vector) => Message::SyncStep1 { state_vector },
                Sync::Step2(update) => Message::SyncStep2 { update },
                Sync::Update(update) => Message::Update { update },
            },
            kind::AWARENESS => Message::Awareness {
                update: reader.var_bytes()?,
            },
            kind::AUTH => read_auth(&mut reader)?,
            kind::QUERY_AWARENESS => Message::QueryAwareness,
            kind => return Ok(Message::Unknown { kind }),
        };
        reader.finish()?;
        Ok(message)
    }

    /// Whether these bytes are the beginning of an update.
    pub fn is_begun_update(beginning: &[u8]) -> bool {
        let mut reader = Reader::new(beginning);
        let is_sync = matches!(reader.var_uint(), Ok(kind::SYNC));
        is_sync && begins_update(&mut reader)
    }

    /// Writes one frame. A message that this version does not know is its number and nothing else.
    pub fn encode(&self) -> Bytes {
        match *self {
            Message::SyncStep1 { state_vector } => sync(Sync::Step1(state_vector)),
            Message::SyncStep2 { update } => sync(Sync::Step2(update)),
            Message::Update { update } => sync(Sync::Update(update)),
            Message::Awareness { update } => {
                let mut out = start(kind::AWARENESS, update.len());
                write_var_bytes(&mut out, update);
                out.into()
            }
            Message::PermissionDenied { reason } => {
                let mut out = start(kind::AUTH, reason.len());
                write_var_uint(&mut out, kind::PERMISSION_DENIED);
                write_var_string(&mut out, reason);
                out.into()
            }
            Message::QueryAwareness => start(kind::QUERY_AWARENESS, 0).into(),
            Message::Unknown { kind } => start(kind, 0).into(),
        }
    }
}

/// Keeps a socket alive: presence of nobody, which fires no event.
pub fn keep_alive() -> Bytes {
    let mut out = start(kind::AWARENESS, 2);
    awareness::write_nobody(&mut out);
    out.into()
}

fn read_auth<'a>(reader: &mut Reader<'a>) -> Result<Message<'a>, WireError> {
    let offset = reader.offset();
    match reader.var_uint()? {
        kind::PERMISSION_DENIED => Ok(Message::PermissionDenied {
            reason: reader.var_string()?,
        }),
        value => Err(unknown(offset, "auth message", value)),
    }
}

fn unknown(offset: usize, what: &'static str, value: u64) -> WireError {
    WireError {
        offset,
        problem: Problem::UnknownKind { what, value },
    }
}

fn sync(message: Sync<'_>) -> Bytes {
    let mut out = start(kind::SYNC, message.payload().len());
    message.write(&mut out);
    out.into()
}

/// Starts a frame with room for `payload_bytes`: a fan-out frame is built once and must not grow twice.
fn start(kind: u64, payload_bytes: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload_bytes + 12);
    write_var_uint(&mut out, kind);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(frame: &[u8], expected: Message<'_>) {
        let read = Message::parse(frame).expect("a frame of the trace");
        assert_eq!(read, expected);
        assert_eq!(read.encode(), frame);
    }

    #[test]
    fn yw2_the_recorded_conversation_reads_and_writes_the_same() {
        let edit = [
            0x01, 0x01, 0xe9, 0x07, 0x00, 0x28, 0x01, 0x01, 0x6d, 0x01, 0x6b, 0x01, 0x77, 0x01,
            0x76, 0x00,
        ];
        check(&[0, 0, 1, 0], Message::SyncStep1 { state_vector: &[0] });
        check(&[0, 1, 2, 0, 0], Message::SyncStep2 { update: &[0, 0] });
        let mut frame = vec![0, 2, 16];
        frame.extend(edit);
        check(&frame, Message::Update { update: &edit });
        check(
            &[1, 7, 1, 0xe9, 7, 0, 2, 0x7b, 0x7d],
            Message::Awareness {
                update: &[1, 0xe9, 7, 0, 2, 0x7b, 0x7d],
            },
        );
        check(&[3], Message::QueryAwareness);
        check(
            &[2, 0, 2, b'n', b'o'],
            Message::PermissionDenied { reason: "no" },
        );
        assert_eq!(keep_alive(), [1, 1, 0].as_slice());
    }

    #[test]
    fn yw2_a_byte_too_many_or_too_few_is_malformed() {
        for frame in [
            &[][..],
            &[0],
            &[0, 0, 1],
            &[0, 0, 1, 0, 0],
            &[0, 3, 1, 0],
            &[1, 2, 0],
            &[2, 1, 0],
            &[3, 0],
        ] {
            assert!(Message::parse(frame).is_err(), "{frame:?}");
        }
        assert_eq!(Message::parse(&[9]), Ok(Message::Unknown { kind: 9 }));
    }
}
