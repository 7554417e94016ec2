//! The Hocuspocus wire protocol: many documents over one socket, one message a frame.
//!
//! Owns the frames of both directions and their numbers. Never decides whether a message is allowed.

pub mod client;
pub mod server;

use super::lib0::{Reader, write_var_string, write_var_uint};
use super::y_sync::Sync;
use super::{Problem, WireError};
use bytes::Bytes;

pub use client::{ClientFrame, ClientMessage};
pub use server::{ServerFrame, ServerMessage};

/// Separates a document's name from the session that a provider may append to it.
const SESSION_SEPARATOR: char = '\0';

/// The message types, as numbered on the wire.
mod kind {
    pub(super) const SYNC: u64 = 0;
    pub(super) const AWARENESS: u64 = 1;
    pub(super) const AUTH: u64 = 2;
    pub(super) const QUERY_AWARENESS: u64 = 3;
    /// Between Hocuspocus servers only.
    pub(super) const SYNC_REPLY: u64 = 4;
    pub(super) const STATELESS: u64 = 5;
    /// Between Hocuspocus servers only; a client that sends it tries to speak as the server.
    pub(super) const BROADCAST_STATELESS: u64 = 6;
    pub(super) const CLOSE: u64 = 7;
    pub(super) const SYNC_STATUS: u64 = 8;
    pub(super) const PING: u8 = 9;
    pub(super) const PONG: u8 = 10;

    pub(super) const TOKEN: u64 = 0;
    pub(super) const PERMISSION_DENIED: u64 = 1;
    pub(super) const AUTHENTICATED: u64 = 2;
}

/// What an authenticated connection may do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read and write.
    ReadWrite,
    /// Read only. The provider still sends updates; the server refuses them.
    ReadOnly,
}

impl Scope {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Scope::ReadWrite => "read-write",
            Scope::ReadOnly => "readonly",
        }
    }
}

/// The document's name in an address, without the session a provider may have appended.
pub fn document_name(address: &str) -> &str {
    address
        .split_once(SESSION_SEPARATOR)
        .map_or(address, |(name, _session)| name)
}

fn read_address<'a>(reader: &mut Reader<'a>) -> Result<&'a str, WireError> {
    let address = reader.var_string()?;
    if document_name(address).trim().is_empty() {
        return Err(WireError {
            offset: 0,
            problem: Problem::EmptyAddress,
        });
    }
    Ok(address)
}

fn unknown(offset: usize, what: &'static str, value: u64) -> WireError {
    WireError {
        offset,
        problem: Problem::UnknownKind { what, value },
    }
}

/// Starts a frame with room for `payload_bytes`: a fan-out frame is built once and must not grow twice.
fn start(address: &str, kind: u64, payload_bytes: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(address.len() + payload_bytes + 12);
    write_var_string(&mut out, address);
    write_var_uint(&mut out, kind);
    out
}

fn sync(address: &str, message: Sync<'_>) -> Bytes {
    let mut out = start(address, kind::SYNC, message.payload().len());
    message.write(&mut out);
    out.into()
}

#[cfg(test)]
mod tests;
