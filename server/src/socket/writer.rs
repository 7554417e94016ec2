//! What goes to one socket: whatever waits in its outbox, and a sign of life when nothing does.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, stream::SplitSink};
use plenary_protocol::limits;
use tokio::time::{Instant, interval_at, sleep, timeout};
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

use super::{liveness::Liveness, upgrade::Socket};
use crate::{
    room::{Closing, Outbox, Outgoing},
    telemetry::Metrics,
};

type Sink = SplitSink<Socket, Message>;

/// Writes until the socket is to be closed, is gone, or takes too long to read.
pub(super) async fn run(
    mut sink: Sink,
    outbox: Outbox,
    liveness: Arc<Liveness>,
    metrics: &Metrics,
) {
    let mut keep_alive = interval_at(Instant::now() + limits::KEEP_ALIVE, limits::KEEP_ALIVE);
    loop {
        let outgoing = tokio::select! {
            outgoing = outbox.take() => outgoing,
            // However much is sent: an answer is the only sign that somebody is there. Every WebSocket answers this
            // ping, and every client hears the other sign, which its script can see.
            _ = keep_alive.tick() => {
                if !within_time(sink.send(Message::Ping(Bytes::new()))).await {
                    return;
                }
                Outgoing { frames: liveness.sign_of_life().into_iter().collect(), ..Outgoing::default() }
            }
        };
        if let Some(number) = outgoing.ping {
            let ping = Message::Ping(Bytes::copy_from_slice(&number.to_le_bytes()));
            if !within_time(sink.send(ping)).await {
                return;
            }
        }
        let count = outgoing.frames.len();
        if !write(&mut sink, outgoing.frames).await {
            return;
        }
        metrics.frames_went(count);
        if let Some(closing) = outgoing.closing {
            close(&mut sink, closing).await;
            return;
        }
    }
}

async fn write(sink: &mut Sink, frames: Vec<Bytes>) -> bool {
    let writing = async {
        for frame in frames {
            sink.feed(Message::Binary(frame)).await?;
        }
        sink.flush().await
    };
    within_time(writing).await
}

/// A write that takes too long is to a reader that is gone.
async fn within_time<E>(writing: impl Future<Output = Result<(), E>>) -> bool {
    matches!(
        timeout(limits::SOCKET_WRITE_WITHIN, writing).await,
        Ok(Ok(()))
    )
}

async fn close(sink: &mut Sink, closing: Closing) {
    sleep(closing.after).await;
    let frame = CloseFrame {
        code: closing.code.into(),
        reason: closing.reason.into(),
    };
    // A client that is gone needs no goodbye.
    let _ = timeout(
        Duration::from_secs(1),
        sink.send(Message::Close(Some(frame))),
    )
    .await;
}
