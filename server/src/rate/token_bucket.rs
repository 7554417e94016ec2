//! A token bucket that makes its sender wait and refuses nothing. Owns no rate: whoever takes says what it costs.

use std::time::Duration;

use tokio::time::Instant;

/// How much has been taken lately, as the time that it takes to fill up again.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenBucket {
    /// When the bucket would be full again if nothing more were taken.
    full_at: Instant,
}

impl TokenBucket {
    /// A full one.
    pub(super) fn full() -> Self {
        Self {
            full_at: Instant::now(),
        }
    }

    /// Takes out what needs `cost` to fill up again, and says how long to wait where `burst` is taken already.
    pub(super) fn take(&mut self, cost: Duration, burst: Duration) -> Duration {
        let now = Instant::now();
        self.full_at = self.full_at.max(now) + cost;
        (self.full_at - now).saturating_sub(burst)
    }
}
