//! Every rate of this server: how often secrets may be guessed wrongly from one address, how fast one seat may read and
//! give commands, and how fast a seat and a socket may send. Knows nobody whom it limits but by a key.
//!
//! Every guess takes from its address' bucket before it is looked at, so that many at once get no further than one after
//! another; what was right is given back, so only wrong guesses empty a bucket. While it is empty no key and no words
//! from there are looked at, right or wrong: the answer would tell a guesser. People elsewhere notice nothing of it, and
//! a hall behind one address shares a bucket that is far larger than all its typing errors. Codes alone are looked up
//! all the same, so that a guesser keeps nobody of the same hall out: one after another, a hundred a second in all.
//!
//! The buckets are written by hand because `governor` gives nothing back and bounds no keys.

use plenary_protocol::{
    id::{SeatId, TokenHash, WorkshopId},
    limits,
};
use tokio::sync::Semaphore;

mod buckets;
mod caller_address;
mod new_workshops;
mod seat_pace;
mod socket_pace;
mod token_bucket;

pub(crate) use buckets::{Buckets, RateLimited};
pub(crate) use caller_address::CallerAddress;
use new_workshops::NewWorkshops;
pub(crate) use new_workshops::TooMany;
pub(crate) use seat_pace::SeatPace;
pub(crate) use socket_pace::SocketPace;

/// The buckets of one server.
#[derive(Debug)]
pub(crate) struct Rates {
    /// Wrong join codes.
    pub(crate) codes: Buckets<CallerAddress>,
    /// Turns for codes from addresses whose bucket is empty.
    pub(crate) dry_codes: Semaphore,
    /// Wrong recovery words.
    pub(crate) words: Buckets<CallerAddress>,
    /// Wrong organiser keys.
    pub(crate) keys: Buckets<CallerAddress>,
    /// Workshops made without an organiser key.
    pub(crate) new_workshops: NewWorkshops,
    /// Calendar addresses that are not there.
    pub(crate) calendars: Buckets<CallerAddress>,
    /// Readings of each calendar address.
    pub(crate) calendar_reads: Buckets<TokenHash>,
    /// Commands over REST.
    pub(crate) commands: Buckets<(WorkshopId, SeatId)>,
    /// Readings over REST.
    pub(crate) readings: Buckets<(WorkshopId, SeatId)>,
}

impl Rates {
    pub(crate) fn new() -> Self {
        let by_address = |rate| Buckets::new(rate, limits::CALLER_ADDRESSES);
        Self {
            codes: by_address(limits::WRONG_CODES),
            dry_codes: Semaphore::new(limits::DRY_CODES_AT_ONCE),
            words: by_address(limits::WRONG_WORDS),
            keys: by_address(limits::WRONG_KEYS),
            new_workshops: NewWorkshops::new(),
            calendars: by_address(limits::WRONG_CALENDARS),
            calendar_reads: Buckets::new(limits::CALENDAR_READS, limits::CALENDARS_PACED),
            commands: Buckets::new(limits::COMMANDS_PER_SEAT, limits::SEATS_PACED),
            readings: Buckets::new(limits::READINGS_PER_SEAT, limits::SEATS_READING),
        }
    }
}
