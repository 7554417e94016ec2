//! How one subscriber is spoken to: the same answers in the words of either wire.
//!
//! Nothing here decides what is said.

use bytes::Bytes;
use plenary_protocol::wire::{
    hocuspocus::{Scope, server},
    y_websocket::Message,
};

/// The wire of one subscriber.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Wire {
    /// Many documents over one socket: each frame carries the address, as raw as it came.
    Hocuspocus { address: String },
    /// One document a socket. It has no words for an acknowledgement, a refusal or a view.
    YWebsocket,
}

impl Wire {
    /// Whether an author hears its own edits again: the only acknowledgement that y-websocket knows.
    pub(super) fn echoes(&self) -> bool {
        matches!(self, Wire::YWebsocket)
    }

    /// The address, where there is one: what has no address carries no views.
    pub(crate) fn address(&self) -> Option<&str> {
        match self {
            Wire::Hocuspocus { address } => Some(address),
            Wire::YWebsocket => None,
        }
    }

    pub(super) fn opened(&self, scope: Scope) -> Option<Bytes> {
        self.address()
            .map(|address| server::authenticated(address, scope))
    }

    pub(super) fn denied(&self, reason: &str) -> Option<Bytes> {
        self.address()
            .map(|address| server::permission_denied(address, reason))
    }

    pub(super) fn sync_status(&self, is_applied: bool) -> Option<Bytes> {
        self.address()
            .map(|address| server::sync_status(address, is_applied))
    }

    pub(super) fn stateless(&self, payload: &str) -> Option<Bytes> {
        self.address()
            .map(|address| server::stateless(address, payload))
    }

    pub(super) fn sync_step1(&self, state_vector: &[u8]) -> Bytes {
        match self {
            Wire::Hocuspocus { address } => server::sync_step1(address, state_vector),
            Wire::YWebsocket => Message::SyncStep1 { state_vector }.encode(),
        }
    }

    pub(super) fn sync_step2(&self, update: &[u8]) -> Bytes {
        match self {
            Wire::Hocuspocus { address } => server::sync_step2(address, update),
            Wire::YWebsocket => Message::SyncStep2 { update }.encode(),
        }
    }

    pub(super) fn update(&self, update: &[u8]) -> Bytes {
        match self {
            Wire::Hocuspocus { address } => server::update(address, update),
            Wire::YWebsocket => Message::Update { update }.encode(),
        }
    }

    pub(super) fn awareness(&self, update: &[u8]) -> Bytes {
        match self {
            Wire::Hocuspocus { address } => server::awareness(address, update),
            Wire::YWebsocket => Message::Awareness { update }.encode(),
        }
    }
}
