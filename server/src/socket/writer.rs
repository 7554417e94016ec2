//! What goes to one socket: whatever waits in its outbox, and a sign of life when nothing does.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use plenary_protocol::limits;
use tokio::time::{Instant, interval_at, sleep, timeout};

use super::liveness::Liveness;
use crate::{
    room::{Closing, Outbox, Outgoing},
    telemetry::Metrics,
};

/// Where what goes to one client is written, whatever carries it.
pub(super) trait Sink: Send {
    /// Asks the client for a sign of life. With a number, its answer shows that everything before it has been read.
    fn ping(&mut self, number: Option<u32>) -> impl Future<Output = Result<(), Gone>> + Send;

    /// Writes frames, in their order.
    fn frames(&mut self, frames: Vec<Bytes>) -> impl Future<Output = Result<(), Gone>> + Send;

    /// Tells the client that this was the last, and why.
    fn close(&mut self, closing: Closing) -> impl Future<Output = Result<(), Gone>> + Send;
}

/// Nobody reads there any more.
#[derive(Debug)]
pub(super) struct Gone;

/// Writes until the socket is to be closed, is gone, or takes too long to read.
pub(super) async fn run(
    mut sink: impl Sink,
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
                if !within_time(sink.ping(None)).await {
                    return;
                }
                Outgoing { frames: liveness.sign_of_life().into_iter().collect(), ..Outgoing::default() }
            }
        };
        if outgoing.ping.is_some() && !within_time(sink.ping(outgoing.ping)).await {
            return;
        }
        let count = outgoing.frames.len();
        if !within_time(sink.frames(outgoing.frames)).await {
            return;
        }
        metrics.frames_went(count);
        if let Some(closing) = outgoing.closing {
            sleep(closing.after).await;
            // A client that is gone needs no goodbye.
            let _ = timeout(Duration::from_secs(1), sink.close(closing)).await;
            return;
        }
    }
}

/// A write that takes too long is to a reader that is gone.
async fn within_time(writing: impl Future<Output = Result<(), Gone>>) -> bool {
    matches!(
        timeout(limits::SOCKET_WRITE_WITHIN, writing).await,
        Ok(Ok(()))
    )
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    /// A client that takes nothing of what is written to it.
    struct TakesNothing;

    impl Sink for TakesNothing {
        async fn ping(&mut self, _: Option<u32>) -> Result<(), Gone> {
            pending().await
        }

        async fn frames(&mut self, _: Vec<Bytes>) -> Result<(), Gone> {
            pending().await
        }

        async fn close(&mut self, _: Closing) -> Result<(), Gone> {
            pending().await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn sl3_a_reader_that_takes_nothing_for_twenty_seconds_is_given_up() {
        let metrics = Metrics::new();
        let outbox = Outbox::new(metrics.clone());
        outbox.push(Bytes::from_static(b"frame"));
        let began = Instant::now();
        run(TakesNothing, outbox, Arc::default(), &metrics).await;
        let waited = began.elapsed().as_secs();
        assert_eq!(waited, 20);
    }
}
