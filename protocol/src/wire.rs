//! The bytes on the socket: primitives, frames, state vectors, awareness.
//!
//! Owns every byte layout that leaves or enters Plenary.
//! Never touches a socket, never decides who may do what, never looks inside a document's content (`gate` does).

pub mod awareness;
pub mod close_code;
pub mod hocuspocus;
pub mod lib0;
pub mod state_vector;
mod y_sync;
pub mod y_websocket;

/// What was wrong with a frame, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at byte {offset}")]
pub struct WireError {
    /// Offset of the offending byte from the start of what was being read.
    pub offset: usize,
    /// What was found there.
    pub problem: Problem,
}

/// The ways in which bytes can fail to be what they claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The frame ends before the value does.
    #[error("{needed} more bytes expected, {remaining} left")]
    Truncated {
        /// Bytes the value still needs.
        needed: u64,
        /// Bytes that are there.
        remaining: usize,
    },
    /// An integer above 2^53 - 1, which JavaScript cannot hold, or above what the field allows.
    #[error("integer too large")]
    IntegerTooLarge,
    /// An integer written with more bytes than it needs; no encoder in use does that.
    #[error("integer written longer than needed")]
    IntegerOverlong,
    /// A string that is not UTF-8.
    #[error("invalid utf-8")]
    InvalidUtf8,
    /// A count of entries that the bytes left cannot hold, or above the cap.
    #[error("a count of {count} cannot be true: at most {most}")]
    BadCount {
        /// What was claimed.
        count: u64,
        /// What is possible.
        most: u64,
    },
    /// A type number nobody defined for this place.
    #[error("unknown {what} {value}")]
    UnknownKind {
        /// Which number it is.
        what: &'static str,
        /// Its value.
        value: u64,
    },
    /// A word that is not one of those the field allows.
    #[error("unknown {what}")]
    UnknownWord {
        /// Which field it is.
        what: &'static str,
    },
    /// The same client twice in a table that may hold each once.
    #[error("client {client} listed twice")]
    Duplicate {
        /// The client id.
        client: u64,
    },
    /// An address without a document name.
    #[error("empty document name")]
    EmptyAddress,
    /// Bytes after the end of the message.
    #[error("{count} bytes after the end")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
}
