//! How fast one socket may send: beyond it the reader waits, the socket's buffers fill, and TCP slows the sender. Control
//! frames have a rate of their own and no patience: each wants an answer, which is kept for whoever does not read it.

use std::time::Duration;

use plenary_protocol::limits;
use tokio::time::sleep;

use super::token_bucket::TokenBucket;

/// Token buckets over one socket's frames.
#[derive(Debug)]
pub(crate) struct SocketPace {
    messages: TokenBucket,
    control: TokenBucket,
}

const PER_FRAME: Duration =
    Duration::from_micros(1_000_000 / limits::SOCKET_FRAMES_PER_SECOND as u64);
const BURST: Duration =
    Duration::from_micros(PER_FRAME.as_micros() as u64 * limits::SOCKET_FRAMES_BURST as u64);

const PER_CONTROL_FRAME: Duration =
    Duration::from_micros(1_000_000 / limits::CONTROL_FRAMES_PER_SECOND as u64);
const CONTROL_BURST: Duration = Duration::from_micros(
    PER_CONTROL_FRAME.as_micros() as u64 * limits::CONTROL_FRAMES_BURST as u64,
);

impl SocketPace {
    pub(crate) fn new() -> Self {
        Self {
            messages: TokenBucket::full(),
            control: TokenBucket::full(),
        }
    }

    /// Counts one ping or pong. Says whether there are more of them than anybody needs.
    pub(crate) fn is_control_flood(&mut self) -> bool {
        !self
            .control
            .take(PER_CONTROL_FRAME, CONTROL_BURST)
            .is_zero()
    }

    /// Counts one frame, and waits as long as the sender is too fast.
    pub(crate) async fn frame(&mut self) {
        let wait = self.messages.take(PER_FRAME, BURST);
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
    async fn a_ping_a_second_is_taken_for_ever_and_a_flood_of_them_is_not() {
        let mut pace = SocketPace::new();
        for _ in 0..1_000 {
            assert!(!pace.is_control_flood());
            sleep(Duration::from_secs(1)).await;
        }
        let at_once = (0..).take_while(|_| !pace.is_control_flood()).count();
        assert_eq!(at_once, limits::CONTROL_FRAMES_BURST as usize);
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_at_once_and_a_flood_is_slowed_to_the_rate() {
        let mut pace = SocketPace::new();
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
