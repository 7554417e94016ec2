//! How the exports write days, times and codes, and what stands where a text is empty. What people read for a value is
//! `plenary_protocol::labels`.

use plenary_protocol::documents::plan::Day;
use serde::Serialize;

/// The word of a value in the documents, which is the one in JSON.
pub(super) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("a value without fields is a word in JSON"),
    }
}

/// "Monday 23 November 2026".
pub(super) fn day(day: Day) -> String {
    day.date().strftime("%A %-d %B %Y").to_string()
}

/// A name, or what stands where there is none.
pub(super) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// A time of the server's clock.
pub(super) fn moment(now_ms: u64) -> jiff::Timestamp {
    let now = i64::try_from(now_ms).ok();
    now.and_then(|now| jiff::Timestamp::from_millisecond(now).ok())
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// Its day, in Greenwich.
pub(super) fn today(now_ms: u64) -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(moment(now_ms)).date()
}
