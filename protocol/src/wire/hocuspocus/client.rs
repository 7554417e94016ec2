//! What a client says: parsed by the server, written by Plenary's own Rust client.

use super::{kind, read_address, start, sync, unknown};
use crate::wire::WireError;
use crate::wire::lib0::{Reader, write_var_bytes, write_var_string, write_var_uint};
use crate::wire::y_sync::{Sync, begins_update};
use bytes::Bytes;

/// One frame from a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientFrame<'a> {
    /// A bare ping, about the connection and no document.
    Ping,
    /// A bare pong, the answer to the server's ping.
    Pong,
    /// A message about one document.
    Document {
        /// The raw address; answers go to exactly this one.
        address: &'a str,
        /// What it says.
        message: ClientMessage<'a>,
    },
}

/// What a client says about one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientMessage<'a> {
    /// A token for the document, on opening it or renewed later.
    Auth {
        /// The token as the app gave it to the provider.
        token: &'a str,
        /// Sent since provider 4; older ones cannot answer a ping.
        provider_version: Option<&'a str>,
    },
    /// What the client has; it wants the rest.
    SyncStep1 {
        /// An encoded state vector.
        state_vector: &'a [u8],
    },
    /// What the client believes the server lacks. Wants one `SyncStatus`.
    SyncStep2 {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// One edit. Wants one `SyncStatus`.
    Update {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// Presence.
    Awareness {
        /// An encoded awareness update.
        update: &'a [u8],
    },
    /// A wish to be told who is present.
    QueryAwareness,
    /// A message beside the document.
    Stateless {
        /// Free text, by convention JSON.
        payload: &'a str,
    },
    /// The client lets go of the document and keeps the socket.
    Close,
    /// A type that only servers may send to each other.
    Forbidden {
        /// The type number.
        kind: u64,
    },
    /// A type this version does not know; ignored, so that newer providers still work.
    Unknown {
        /// The type number.
        kind: u64,
    },
}

impl<'a> ClientFrame<'a> {
    /// Reads one frame to its last byte.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, WireError> {
        // Bare frames first: `0a` would otherwise be the length of an address.
        match bytes {
            [kind::PING] => return Ok(ClientFrame::Ping),
            [kind::PONG] => return Ok(ClientFrame::Pong),
            _ => {}
        }
        let mut reader = Reader::new(bytes);
        let address = read_address(&mut reader)?;
        let message = read_message(&mut reader)?;
        if !matches!(
            message,
            ClientMessage::Unknown { .. } | ClientMessage::Forbidden { .. }
        ) {
            reader.finish()?;
        }
        Ok(ClientFrame::Document { address, message })
    }

    /// The address of an update of which only the beginning has come; nothing where it begins another message.
    pub fn begun_update(beginning: &'a [u8]) -> Option<&'a str> {
        let mut reader = Reader::new(beginning);
        let address = read_address(&mut reader).ok()?;
        let is_sync = reader.var_uint().ok()? == kind::SYNC;
        (is_sync && begins_update(&mut reader)).then_some(address)
    }
}

fn read_message<'a>(reader: &mut Reader<'a>) -> Result<ClientMessage<'a>, WireError> {
    Ok(match reader.var_uint()? {
        kind::SYNC => match Sync::read(reader)? {
            Sync::Step1(state_vector) => ClientMessage::SyncStep1 { state_vector },
            Sync::Step2(update) => ClientMessage::SyncStep2 { update },
            Sync::Update(update) => ClientMessage::Update { update },
        },
        kind::AWARENESS => ClientMessage::Awareness {
            update: reader.var_bytes()?,
        },
        kind::AUTH => read_auth(reader)?,
        kind::QUERY_AWARENESS => ClientMessage::QueryAwareness,
        kind::STATELESS => ClientMessage::Stateless {
            payload: reader.var_string()?,
        },
        kind::CLOSE => ClientMessage::Close,
        kind @ (kind::SYNC_REPLY | kind::BROADCAST_STATELESS) => ClientMessage::Forbidden { kind },
        kind => ClientMessage::Unknown { kind },
    })
}

fn read_auth<'a>(reader: &mut Reader<'a>) -> Result<ClientMessage<'a>, WireError> {
    let offset = reader.offset();
    match reader.var_uint()? {
        kind::TOKEN => {
            let token = reader.var_string()?;
            let provider_version = if reader.is_empty() {
                None
            } else {
                Some(reader.var_string()?)
            };
            Ok(ClientMessage::Auth {
                token,
                provider_version,
            })
        }
        value => Err(unknown(offset, "auth message from a client", value)),
    }
}

/// Writes a token for a document, with the version of the client.
pub fn auth(address: &str, token: &str, provider_version: &str) -> Bytes {
    let mut out = start(address, kind::AUTH, token.len() + provider_version.len());
    write_var_uint(&mut out, kind::TOKEN);
    write_var_string(&mut out, token);
    write_var_string(&mut out, provider_version);
    out.into()
}

/// Writes what the client has.
pub fn sync_step1(address: &str, state_vector: &[u8]) -> Bytes {
    sync(address, Sync::Step1(state_vector))
}

/// Writes what the server lacks.
pub fn sync_step2(address: &str, update: &[u8]) -> Bytes {
    sync(address, Sync::Step2(update))
}

/// Writes one edit.
pub fn update(address: &str, update: &[u8]) -> Bytes {
    sync(address, Sync::Update(update))
}

/// Writes presence.
pub fn awareness(address: &str, update: &[u8]) -> Bytes {
    let mut out = start(address, kind::AWARENESS, update.len());
    write_var_bytes(&mut out, update);
    out.into()
}

/// Writes a message beside the document.
pub fn stateless(address: &str, payload: &str) -> Bytes {
    let mut out = start(address, kind::STATELESS, payload.len());
    write_var_string(&mut out, payload);
    out.into()
}

/// Lets go of a document.
pub fn close(address: &str) -> Bytes {
    start(address, kind::CLOSE, 0).into()
}

/// Answers the server's ping.
pub fn pong() -> Bytes {
    Bytes::from_static(&[kind::PONG])
}
