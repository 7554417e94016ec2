//! What comes from one socket, whatever it speaks: how long it may be silent, how fast it may send, and its end.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt, stream::SplitStream};
use plenary_protocol::{limits, wire::close_code};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::{
    intake::{Cut, Meter},
    pace::Pace,
    upgrade::Socket,
};
use crate::{
    room::{Closing, Outbox, RoomError},
    telemetry::Metrics,
};

/// What is said on one socket, in the words of its wire.
pub(super) trait Conversation {
    /// Takes one frame in.
    fn frame(&mut self, frame: Bytes) -> impl Future<Output = Result<(), End>> + Send;

    /// Tells the sender of an update that it is longer than anything that may be kept. Only its beginning came.
    fn too_long(
        &mut self,
        beginning: Bytes,
        size_bytes: u64,
    ) -> impl Future<Output = Result<(), End>> + Send;

    /// The close code for silence, of those after which its clients come back.
    const SILENT: u16;

    /// Whether a document is open: without one the socket must not stay.
    fn has_open(&self) -> bool;

    /// Leaves every room.
    fn leave(&mut self) -> impl Future<Output = ()> + Send;
}

/// Why a socket ends, as it is told to the client.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) code: u16,
    pub(super) reason: &'static str,
}

impl End {
    /// The frame is not what the protocol says.
    pub(super) fn malformed(reason: &'static str) -> Self {
        Self {
            code: close_code::PROTOCOL_ERROR,
            reason,
        }
    }

    /// The room has gone; the next one is loaded from the journal.
    pub(super) fn room_gone(_: RoomError) -> Self {
        Self {
            code: close_code::RESTART,
            reason: "the workshop is loaded anew: come back",
        }
    }
}

/// What comes over one socket: its messages, and how many bytes they came in.
pub(super) struct Incoming {
    pub(super) stream: SplitStream<Socket>,
    meter: Arc<Meter>,
    // Data messages that have come.
    messages: u64,
    // Bytes that had come when the socket was last found to be alive.
    heard_bytes: u64,
}

impl Incoming {
    pub(super) fn new(stream: SplitStream<Socket>, meter: Arc<Meter>) -> Self {
        Self {
            stream,
            meter,
            messages: 0,
            heard_bytes: 0,
        }
    }

    /// Counts a data message. Says whether it is the beginning of one that is too long.
    fn count(&mut self) -> Option<Cut> {
        let cut = self.meter.cut(self.messages);
        self.messages += 1;
        cut
    }

    /// Whether a message is coming, though slowly: on a bad line the largest takes minutes.
    fn is_coming(&mut self) -> bool {
        let came = self.meter.came_bytes();
        let since = came - self.heard_bytes;
        self.heard_bytes = came;
        limits::SLOWEST_LINE_BYTES <= since
    }
}

/// Reads until the client is gone, is silent for too long, or breaks the protocol. Says whether the socket is to be
/// closed with a reason.
pub(super) async fn run<C: Conversation>(
    conversation: &mut C,
    incoming: &mut Incoming,
    outbox: &Outbox,
    shutdown: CancellationToken,
    metrics: &Metrics,
) -> bool {
    let authenticate_by = Instant::now() + limits::AUTHENTICATE_WITHIN;
    let mut pace = Pace::new();
    loop {
        if conversation.has_open() {
            incoming.meter.allow(limits::FRAME_BYTES);
        }
        let idle_at = Instant::now() + limits::SOCKET_IDLE;
        let deadline = if conversation.has_open() {
            idle_at
        } else {
            authenticate_by.min(idle_at)
        };
        let next = tokio::select! {
            next = timeout_at(deadline, incoming.stream.next()) => next,
            // Sockets with a document are closed by their rooms, one after another.
            () = shutdown.cancelled(), if !conversation.has_open() => return false,
        };
        let end = match next {
            Err(_) if conversation.has_open() && incoming.is_coming() => continue,
            Err(_) => End {
                code: C::SILENT,
                reason: "nothing came for too long",
            },
            Ok(None) => return false,
            Ok(Some(Err(_)) | Some(Ok(Message::Close(_)))) => return false,
            // Only a message that is written has this form.
            Ok(Some(Ok(Message::Frame(_)))) => continue,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) if pace.is_control_flood() => End {
                code: close_code::TRY_AGAIN_LATER,
                reason: "too many pings: one a second is enough",
            },
            Ok(Some(Ok(Message::Ping(_)))) => continue,
            Ok(Some(Ok(Message::Pong(payload)))) => {
                if let Ok(number) = <[u8; 4]>::try_from(&payload[..]) {
                    outbox.ping_answered(u32::from_le_bytes(number));
                }
                continue;
            }
            Ok(Some(Ok(Message::Text(_)))) => End {
                code: close_code::UNSUPPORTED,
                reason: "frames must be binary",
            },
            Ok(Some(Ok(Message::Binary(frame)))) => {
                metrics.frame_came();
                pace.frame().await;
                let taken = match incoming.count() {
                    None => conversation.frame(frame).await,
                    Some(Cut { size_bytes, .. }) => conversation.too_long(frame, size_bytes).await,
                };
                match taken {
                    Ok(()) => continue,
                    // The process ends, and the room closes its sockets one after another: this one's turn comes.
                    Err(end) if end.code == close_code::RESTART && shutdown.is_cancelled() => {
                        continue;
                    }
                    Err(end) => end,
                }
            }
        };
        close(outbox, end);
        return true;
    }
}

/// Asks for the socket to be closed with this reason.
pub(super) fn close(outbox: &Outbox, end: End) {
    debug!("a socket is closed with {}: {}", end.code, end.reason);
    outbox.close(Closing {
        code: end.code,
        reason: end.reason,
        after: Duration::ZERO,
    });
}

/// Waits until the client has heard that its socket is closed, and throws away what it still sends.
///
/// A connection that is dropped with something unread is reset, and a client then never learns the code: it takes the
/// refusal for a failure of the network, and comes back.
pub(super) async fn linger(stream: &mut SplitStream<Socket>) {
    let hearing = async { while let Some(Ok(_)) = stream.next().await {} };
    // A client that does not answer is let go.
    let _ = timeout(limits::CLOSE_ANSWERED_WITHIN, hearing).await;
}
