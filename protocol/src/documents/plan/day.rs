//! A day of the calendar, as people write it in a plan: without a time and without a time zone. Reads no clock.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::id::{IdError, text_schema, text_serde};

/// A day: `2026-11-23`. From 2000 to 2199, so that a slip of the finger is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// Invariant: its year is one of `YEARS`.
pub struct Day(Date);

/// Plans are about the coming years; a year that is four digits of something else is no day.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

impl Day {
    /// The day for reckoning with.
    pub fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for Day {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse()
            .ok()
            .map(Self)
            .filter(|Self(date)| YEARS.contains(&date.year()))
            // One spelling only: jiff reads times and other forms of ISO 8601 as well.
            .filter(|day| day.to_string() == text)
            .ok_or_else(|| IdError::new(text, "a day between 2000 and 2199, such as `2026-11-23`"))
    }
}

text_serde!(Day);
text_schema!(Day, "2026-11-23");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for good in [
            "2026-11-23",
            "2000-01-01",
            "2000-02-29",
            "2024-02-29",
            "2199-12-31",
        ] {
            assert_eq!(good.parse::<Day>().expect(good).to_string(), good);
        }
        for bad in [
            "",
            "2026-2-3",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "1999-12-31",
            "2200-01-01",
            "2026-11-23T10:00",
            "2026-11-23T10:00:00Z",
            "2026-11-23[Europe/London]",
            "20261123",
            "2026-W48-1",
            "2026-327",
            "+002026-11-23",
            "-002026-11-23",
            "+026-11-23",
            "2026-11-2 ",
            " 2026-11-23",
            "tomorrow",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?}");
        }
    }
}
