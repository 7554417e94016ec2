//! A conversation where no WebSocket gets through: frames go down as server-sent events, and come up in requests.
//!
//! Owns the open streams, and the secret of each under which its client sends. The conversation itself is that of a
//! socket, with every bound of one: nothing here reads a frame.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::random;

mod batch;
mod channel;
mod events;
#[cfg(test)]
mod tests;

pub(crate) use batch::Unreadable;
use channel::Channel;
pub(super) use channel::FromBatches;
pub(crate) use channel::NotTaken;
pub(super) use events::ToEvents;

/// What a client sends its frames under: whoever knows it may send them, so it is told once, on the stream, and is never
/// logged. It ends with its stream, and is too long to be guessed meanwhile.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChannelId([u8; 24]);

impl ChannelId {
    fn draw() -> Self {
        Self(random::bytes())
    }

    /// Reads what stands in an address. What is no such secret opens nothing, as a wrong one does.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    fn text(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl fmt::Debug for ChannelId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ChannelId(…)")
    }
}

/// The open event streams of one server. Cheap to clone. Each has a connection of its own, so connections bound them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Streams(Arc<Mutex<HashMap<ChannelId, Arc<Channel>>>>);

impl Streams {
    /// Opens a stream: where to write, what comes, and the answer that its client reads.
    pub(super) fn open(&self) -> (ToEvents, FromBatches, Body) {
        let id = ChannelId::draw();
        let (events, body, gone) = events::pair(&id.text());
        let (channel, incoming) = channel::pair(gone, Place(self.clone(), id));
        self.0
            .lock()
            .expect("nobody panics holding it")
            .insert(id, Arc::new(channel));
        (events, incoming, body)
    }

    /// Takes a batch of frames for an open stream. It is with its rooms when this returns.
    pub(crate) async fn take(
        &self,
        id: Option<ChannelId>,
        number: u64,
        heard: Option<u32>,
        body: Body,
    ) -> Result<(), NotTaken> {
        let known = id.and_then(|id| {
            let channels = self.0.lock().expect("nobody panics holding it");
            channels.get(&id).cloned()
        });
        match known {
            Some(channel) => channel.take(number, heard, body).await,
            None => Err(NotTaken::Ended),
        }
    }
}

/// The place of one stream among the open ones, given back when it ends.
#[derive(Debug)]
struct Place(Streams, ChannelId);

impl Drop for Place {
    fn drop(&mut self) {
        let Self(Streams(channels), id) = self;
        channels
            .lock()
            .expect("nobody panics holding it")
            .remove(id);
    }
}
