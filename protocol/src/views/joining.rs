//! How fast people join, for those who can do something about it.

use super::JoiningView;
use crate::{limits, workshop::Workshop};

/// How fast people join at a moment, where so many are known to wait in the lobby.
pub fn joining(workshop: &Workshop, now_ms: u64, waiting: u32) -> JoiningView {
    let arrivals = workshop.arrivals();
    let in_ten_seconds = arrivals.joined_within(now_ms, 10);
    let in_a_minute = arrivals.joined_within(now_ms, limits::JOINED_LATELY.as_secs());
    let has_open_round = workshop.rounds().last().is_some_and(|round| round.is_open);
    JoiningView {
        server_time_ms: now_ms,
        in_ten_seconds,
        in_a_minute,
        waiting,
        is_rush: 0 < waiting || limits::JOINED_IN_TEN_SECONDS_UNUSUAL <= in_ten_seconds,
        is_late_rush: has_open_round && limits::JOINED_IN_A_ROUND_UNUSUAL <= in_a_minute,
        admits_all_until_ms: arrivals.admits_all_until_ms(now_ms),
        unused: u32::try_from(workshop.unused_seats()).expect("a workshop has few seats"),
    }
}
