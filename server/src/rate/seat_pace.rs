//! How fast one seat may send, over all its sockets: beyond it its readers wait, and TCP slows the sender.
//!
//! Never a cap for an address: a whole hall often comes from one.

use std::{sync::Mutex, time::Duration};

use plenary_protocol::limits;

use super::token_bucket::TokenBucket;

/// The token buckets of one seat, one over frames and one over bytes.
#[derive(Debug)]
pub(crate) struct SeatPace(Mutex<Buckets>);

#[derive(Debug)]
struct Buckets {
    frames: TokenBucket,
    bytes: TokenBucket,
}

const PER_FRAME: Duration =
    Duration::from_nanos(1_000_000_000 / limits::SEAT_FRAMES_PER_SECOND as u64);
const FRAMES_AHEAD: Duration =
    Duration::from_nanos(PER_FRAME.as_nanos() as u64 * limits::SEAT_FRAMES_BURST as u64);
const BYTES_AHEAD: Duration = Duration::from_millis(
    1_000 * limits::SEAT_BYTES_BURST as u64 / limits::SEAT_BYTES_PER_SECOND as u64,
);

impl SeatPace {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Buckets {
            frames: TokenBucket::full(),
            bytes: TokenBucket::full(),
        }))
    }

    /// Counts one frame, and says how long its sender is to wait.
    pub(crate) fn frame(&self, size_bytes: usize) -> Duration {
        let per_bytes = Duration::from_nanos(
            size_bytes as u64 * 1_000_000_000 / u64::from(limits::SEAT_BYTES_PER_SECOND),
        );
        let mut buckets = self.0.lock().expect("no holder panics");
        let frames = buckets.frames.take(PER_FRAME, FRAMES_AHEAD);
        frames.max(buckets.bytes.take(per_bytes, BYTES_AHEAD))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_seat_with_many_sockets_gets_no_further_than_with_one() {
        let pace = SeatPace::new();
        for _ in 0..limits::SEAT_FRAMES_BURST {
            assert_eq!(pace.frame(100), Duration::ZERO);
        }
        let second = (0..limits::SEAT_FRAMES_PER_SECOND).map(|_| pace.frame(100));
        let longest = second.max().expect("some");
        assert!(longest > Duration::from_millis(990), "{longest:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn large_frames_wait_by_their_bytes() {
        let pace = SeatPace::new();
        let most = limits::UPDATE_BYTES;
        let at_once = limits::SEAT_BYTES_BURST as usize / most;
        for _ in 0..at_once {
            assert_eq!(pace.frame(most), Duration::ZERO);
        }
        assert!(pace.frame(most) >= Duration::from_millis(990));
    }
}
