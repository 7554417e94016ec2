//! What the server says: written by the server, parsed by Plenary's own Rust client.

use super::{Scope, kind, read_address, start, sync, unknown};
use crate::wire::lib0::{Reader, write_var_bytes, write_var_string, write_var_uint};
use crate::wire::y_sync::Sync;
use crate::wire::{Problem, WireError, awareness};
use bytes::Bytes;

/// One frame from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerFrame<'a> {
    /// A bare ping; a client answers with a bare pong.
    Ping,
    /// A bare pong.
    Pong,
    /// A message about one document.
    Document {
        /// The address the client opened.
        address: &'a str,
        /// What it says.
        message: ServerMessage<'a>,
    },
}

/// What the server says about one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerMessage<'a> {
    /// A wish for a fresh token.
    TokenRequest,
    /// The token opens nothing.
    PermissionDenied {
        /// Why, for a person or a log.
        reason: &'a str,
    },
    /// The document is open.
    Authenticated {
        /// What the connection may do.
        scope: Scope,
    },
    /// What the server has; it wants the rest.
    SyncStep1 {
        /// An encoded state vector.
        state_vector: &'a [u8],
    },
    /// What the client lacks.
    SyncStep2 {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// Somebody's edits.
    Update {
        /// A Yjs update, version 1.
        update: &'a [u8],
    },
    /// The fate of one step 2 or update.
    SyncStatus {
        /// Durable if true; refused if false.
        applied: bool,
    },
    /// Presence; without entries it only keeps the socket alive.
    Awareness {
        /// An encoded awareness update.
        update: &'a [u8],
    },
    /// A wish for the client's presence.
    QueryAwareness,
    /// A message beside the document: a view.
    Stateless {
        /// JSON.
        payload: &'a str,
    },
    /// The server lets go of this document and keeps the socket.
    Close {
        /// Why.
        reason: &'a str,
    },
    /// A type this version does not know.
    Unknown {
        /// The type number.
        kind: u64,
    },
}

impl<'a> ServerFrame<'a> {
    /// Reads one frame to its last byte.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, WireError> {
        match bytes {
            [kind::PING] => return Ok(ServerFrame::Ping),
            [kind::PONG] => return Ok(ServerFrame::Pong),
            _ => {}
        }
        let mut reader = Reader::new(bytes);
        let address = read_address(&mut reader)?;
        let message = read_message(&mut reader)?;
        if !matches!(message, ServerMessage::Unknown { .. }) {
            reader.finish()?;
        }
        Ok(ServerFrame::Document { address, message })
    }
}

fn read_message<'a>(reader: &mut Reader<'a>) -> Result<ServerMessage<'a>, WireError> {
    Ok(match reader.var_uint()? {
        kind::SYNC => match Sync::read(reader)? {
            Sync::Step1(state_vector) => ServerMessage::SyncStep1 { state_vector },
            Sync::Step2(update) => ServerMessage::SyncStep2 { update },
            Sync::Update(update) => ServerMessage::Update { update },
        },
        kind::AWARENESS => ServerMessage::Awareness {
            update: reader.var_bytes()?,
        },
        kind::AUTH => read_auth(reader)?,
        kind::QUERY_AWARENESS => ServerMessage::QueryAwareness,
        kind::STATELESS => ServerMessage::Stateless {
            payload: reader.var_string()?,
        },
        kind::CLOSE => ServerMessage::Close {
            reason: reader.var_string()?,
        },
        kind::SYNC_STATUS => {
            let offset = reader.offset();
            match reader.var_uint()? {
                0 => ServerMessage::SyncStatus { applied: false },
                1 => ServerMessage::SyncStatus { applied: true },
                value => return Err(unknown(offset, "sync status", value)),
            }
        }
        kind => ServerMessage::Unknown { kind },
    })
}

fn read_auth<'a>(reader: &mut Reader<'a>) -> Result<ServerMessage<'a>, WireError> {
    let offset = reader.offset();
    match reader.var_uint()? {
        kind::TOKEN => Ok(ServerMessage::TokenRequest),
        kind::PERMISSION_DENIED => Ok(ServerMessage::PermissionDenied {
            reason: reader.var_string()?,
        }),
        kind::AUTHENTICATED => {
            let offset = reader.offset();
            let word = reader.var_string()?;
            let scope = [Scope::ReadWrite, Scope::ReadOnly]
                .into_iter()
                .find(|scope| scope.word() == word)
                .ok_or(WireError {
                    offset,
                    problem: Problem::UnknownWord { what: "scope" },
                })?;
            Ok(ServerMessage::Authenticated { scope })
        }
        value => Err(unknown(offset, "auth message from the server", value)),
    }
}

/// Opens the document for the client.
pub fn authenticated(address: &str, scope: Scope) -> Bytes {
    auth(address, kind::AUTHENTICATED, scope.word())
}

/// Refuses the token.
pub fn permission_denied(address: &str, reason: &str) -> Bytes {
    auth(address, kind::PERMISSION_DENIED, reason)
}

/// Asks for a fresh token.
pub fn token_request(address: &str) -> Bytes {
    let mut out = start(address, kind::AUTH, 1);
    write_var_uint(&mut out, kind::TOKEN);
    out.into()
}

/// Says what the server has, so that the client sends the rest.
pub fn sync_step1(address: &str, state_vector: &[u8]) -> Bytes {
    sync(address, Sync::Step1(state_vector))
}

/// Sends what the client lacks.
pub fn sync_step2(address: &str, update: &[u8]) -> Bytes {
    sync(address, Sync::Step2(update))
}

/// Sends somebody's edits.
pub fn update(address: &str, update: &[u8]) -> Bytes {
    sync(address, Sync::Update(update))
}

/// Tells the fate of one step 2 or update: `applied` only once it is durable.
pub fn sync_status(address: &str, applied: bool) -> Bytes {
    let mut out = start(address, kind::SYNC_STATUS, 1);
    write_var_uint(&mut out, u64::from(applied));
    out.into()
}

/// Sends a message beside the document: a view.
pub fn stateless(address: &str, payload: &str) -> Bytes {
    let mut out = start(address, kind::STATELESS, payload.len());
    write_var_string(&mut out, payload);
    out.into()
}

/// Sends presence.
pub fn awareness(address: &str, update: &[u8]) -> Bytes {
    let mut out = start(address, kind::AWARENESS, update.len());
    write_var_bytes(&mut out, update);
    out.into()
}

/// Keeps a socket alive for any client: presence of nobody, which fires no event.
pub fn awareness_keepalive(address: &str) -> Bytes {
    let mut out = start(address, kind::AWARENESS, 2);
    awareness::write_nobody(&mut out);
    out.into()
}

/// Lets go of one document. The provider does not sync it again until the socket closes too.
pub fn close(address: &str, reason: &str) -> Bytes {
    let mut out = start(address, kind::CLOSE, reason.len());
    write_var_string(&mut out, reason);
    out.into()
}

/// Keeps a socket alive; only for clients that sent a provider version.
pub fn ping() -> Bytes {
    Bytes::from_static(&[kind::PING])
}

fn auth(address: &str, step: u64, text: &str) -> Bytes {
    let mut out = start(address, kind::AUTH, text.len());
    write_var_uint(&mut out, step);
    write_var_string(&mut out, text);
    out.into()
}
