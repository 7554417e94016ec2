//! How a socket is kept alive: providers give a silent server up after thirty seconds.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use bytes::Bytes;
use plenary_protocol::wire::{hocuspocus::server, y_websocket};

/// What the writer needs to know of the client, as the reader has seen it.
#[derive(Debug, Default)]
pub(super) struct Liveness {
    answers_pings: AtomicBool,
    address: OnceLock<String>,
    is_y_websocket: bool,
}

impl Liveness {
    /// Of a client that speaks y-websocket.
    pub(super) fn y_websocket() -> Self {
        Self {
            is_y_websocket: true,
            ..Self::default()
        }
    }

    /// Notes a token for a document, and the version of the provider that sent it.
    pub(super) fn seen(&self, address: &str, provider_version: Option<&str>) {
        if provider_version.is_some() {
            self.answers_pings.store(true, Ordering::Relaxed);
        }
        self.address.get_or_init(|| address.to_owned());
    }

    /// A frame that says nothing and is heard all the same. None before any document was asked for.
    ///
    /// Providers since version 4 tell their version and answer a ping, which shows us that they live. Older ones would
    /// stumble over it and get presence of nobody instead.
    pub(super) fn sign_of_life(&self) -> Option<Bytes> {
        if self.is_y_websocket {
            return Some(y_websocket::keep_alive());
        }
        if self.answers_pings.load(Ordering::Relaxed) {
            return Some(server::ping());
        }
        self.address
            .get()
            .map(|address| server::awareness_keepalive(address))
    }
}
