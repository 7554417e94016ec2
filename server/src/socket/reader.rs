//! What comes from one socket, whatever it speaks and whatever carries it: how long it may be silent, how fast it may send, and its end.

use std::time::Duration;

use bytes::Bytes;
use plenary_protocol::{limits, wire::close_code};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::{
    rate::SocketPace,
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

/// What came over one connection.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// A frame of the protocol; of one that is longer than may be taken the beginning, and how long it is as far as
    /// that is known.
    Frame {
        bytes: Bytes,
        cut_from_bytes: Option<u64>,
    },
    /// A sign of life without a frame, and which of our questions it answers, where it answers one.
    Control { answers: Option<u32> },
    /// What only another protocol would send.
    Text,
}

/// What comes over one connection, however it is carried.
pub(super) trait Incoming: Send {
    /// The next of what comes; nothing once the client is gone. Whoever gives up waiting loses nothing.
    fn next(&mut self) -> impl Future<Output = Option<Came>> + Send;

    /// From now on, a frame may have so many bytes.
    fn allow(&mut self, most_bytes: usize);

    /// Whether a frame is coming, though slowly: on a bad line the largest takes minutes.
    fn is_coming(&mut self) -> bool;

    /// Waits until the client has heard that its connection is closed, a moment only.
    fn linger(&mut self) -> impl Future<Output = ()> + Send;
}

/// Reads until the client is gone, is silent for too long, or breaks the protocol. Says whether the socket is to be
/// closed with a reason.
pub(super) async fn run<C: Conversation>(
    conversation: &mut C,
    incoming: &mut impl Incoming,
    outbox: &Outbox,
    shutdown: CancellationToken,
    metrics: &Metrics,
) -> bool {
    let authenticate_by = Instant::now() + limits::AUTHENTICATE_WITHIN;
    let mut pace = SocketPace::new();
    loop {
        if conversation.has_open() {
            incoming.allow(limits::FRAME_BYTES);
        }
        let idle_at = Instant::now() + limits::SOCKET_IDLE;
        let deadline = if conversation.has_open() {
            idle_at
        } else {
            authenticate_by.min(idle_at)
        };
        let next = tokio::select! {
            next = timeout_at(deadline, incoming.next()) => next,
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
            Ok(Some(Came::Control { .. })) if pace.is_control_flood() => End {
                code: close_code::TRY_AGAIN_LATER,
                reason: "too many pings: one a second is enough",
            },
            Ok(Some(Came::Control { answers })) => {
                if let Some(number) = answers {
                    outbox.ping_answered(number);
                }
                continue;
            }
            Ok(Some(Came::Text)) => End {
                code: close_code::UNSUPPORTED,
                reason: "frames must be binary",
            },
            Ok(Some(Came::Frame {
                bytes,
                cut_from_bytes,
            })) => {
                metrics.frame_came();
                pace.frame().await;
                let taken = match cut_from_bytes {
                    None => conversation.frame(bytes).await,
                    Some(size_bytes) => conversation.too_long(bytes, size_bytes).await,
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
