//! How fast one socket may send: beyond it the reader waits, the socket's buffers fill, and TCP slows the sender.

use std::time::Duration;

use plenary_protocol::limits;
use tokio::time::sleep;

use crate::token_bucket::TokenBucket;

/// A token bucket over one socket's frames.
#[derive(Debug)]
pub(super) struct Pace(TokenBucket);

const PER_FRAME: Duration =
    Duration::from_micros(1_000_000 / limits::SOCKET_FRAMES_PER_SECOND as u64);
const BURST: Duration =
    Duration::from_micros(PER_FRAME.as_micros() as u64 * limits::SOCKET_FRAMES_BURST as u64);

impl Pace {
    pub(super) fn new() -> Self {
        Self(TokenBucket::full())
    }

    /// Counts one frame, and waits as long as the sender is too fast.
    pub(super) async fn frame(&mut self) {
        let wait = self.0.take(PER_FRAME, BURST);
        if !wait.is_zero() {
            sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_at_once_and_a_flood_is_slowed_to_the_rate() {
        let mut pace = Pace::new();
        let start = Instant::now();
        for _ in 0..limits::SOCKET_FRAMES_BURST {
            pace.frame().await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..limits::SOCKET_FRAMES_PER_SECOND {
            pace.frame().await;
        }
        assert!(
            start.elapsed() >= Duration::from_millis(990),
            "{:?}",
            start.elapsed()
        );
    }
}
