//! What goes down an event stream: `open`, frames, pings, and `close` as the last one.

use std::convert::Infallible;

use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use plenary_protocol::limits;
use serde_json::json;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::super::writer::{Gone, Sink};
use crate::room::Closing;

/// Bytes of a frame that are encoded at once: whole groups of three, so that the pieces join. A document of two
/// megabytes is not kept a second time, half as large again.
const PIECE_BYTES: usize = 12 * 1024;

/// What has been encoded goes out once it is so much.
const HAND_ON_BYTES: usize = 16 * 1024;

/// The number of the first batch that a stream takes.
pub(super) const FIRST_BATCH: u64 = 1;

/// The writing end of a stream.
pub(crate) struct ToEvents {
    // One piece waits at most; the connection takes the next when it has room.
    body: mpsc::Sender<Bytes>,
    encoded: BytesMut,
}

/// A stream for the client that sends under this secret: where to write, the answer, and what tells that nobody reads it.
pub(super) fn pair(channel: &str) -> (ToEvents, Body, CancellationToken) {
    let (sender, receiver) = mpsc::channel(1);
    let gone = CancellationToken::new();
    let reading = (receiver, gone.clone().drop_guard());
    let pieces = stream::unfold(reading, async |(mut receiver, guard)| {
        let piece: Bytes = receiver.recv().await?;
        Some((Ok::<_, Infallible>(piece), (receiver, guard)))
    });
    let mut events = ToEvents {
        body: sender,
        encoded: BytesMut::new(),
    };
    let open = json!({
        "channel": channel,
        "batch": FIRST_BATCH,
        "frames": limits::BATCH_FRAMES,
        // Of several together, so that a client need not know whether a document is open.
        "bytes": limits::UNAUTHENTICATED_BYTES,
    });
    events.put(&format!("event: open\ndata: {open}\n\n"));
    let first = events.encoded.split().freeze();
    events
        .body
        .try_send(first)
        .expect("there is room for the first");
    (events, Body::from_stream(pieces), gone)
}

impl ToEvents {
    fn put(&mut self, text: &str) {
        self.encoded.extend_from_slice(text.as_bytes());
    }

    async fn hand_on(&mut self) -> Result<(), Gone> {
        if self.encoded.is_empty() {
            return Ok(());
        }
        let piece = self.encoded.split().freeze();
        self.body.send(piece).await.map_err(|_| Gone)
    }
}

impl Sink for ToEvents {
    /// A stream without news gets a comment, which keeps whoever stands in between from ending it.
    async fn ping(&mut self, number: Option<u32>) -> Result<(), Gone> {
        match number {
            Some(number) => self.put(&format!("event: ping\ndata: {number}\n\n")),
            None => self.put(":\n\n"),
        }
        self.hand_on().await
    }

    async fn frames(&mut self, frames: Vec<Bytes>) -> Result<(), Gone> {
        for frame in frames {
            self.put("data: ");
            for piece in frame.chunks(PIECE_BYTES) {
                self.put(&STANDARD.encode(piece));
                if HAND_ON_BYTES <= self.encoded.len() {
                    self.hand_on().await?;
                }
            }
            self.put("\n\n");
        }
        self.hand_on().await
    }

    async fn close(&mut self, closing: Closing) -> Result<(), Gone> {
        let close = json!({"code": closing.code, "reason": closing.reason});
        self.put(&format!("event: close\ndata: {close}\n\n"));
        self.hand_on().await
    }
}

const _: () = assert!(PIECE_BYTES.is_multiple_of(3));
