//! A day of the calendar, as people write it in a plan: without a time and without a time zone.

use std::{fmt, str::FromStr};

use crate::id::{IdError, text_schema, text_serde};

/// A day: `2026-11-23`. From 2000 to 2199, so that a slip of the finger is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Year, month from 1, day from 1.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    // Every fourth year in this range but 2100: the Gregorian rule.
    let is_leap = year.is_multiple_of(4) && year != 2100;
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

impl FromStr for Day {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let refused = || IdError::new(text, "a day between 2000 and 2199, such as `2026-11-23`");
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        let day = Self {
            year: year.parse().map_err(|_| refused())?,
            month: month.parse().map_err(|_| refused())?,
            day: day.parse().map_err(|_| refused())?,
        };
        let is_valid = (2000..=2199).contains(&day.year)
            && (1..=12).contains(&day.month)
            && (1..=days_in(day.year, day.month)).contains(&day.day)
            // One spelling only.
            && day.to_string() == text;
        if is_valid { Ok(day) } else { Err(refused()) }
    }
}

text_serde!(Day);
text_schema!(Day, "2026-11-23");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for good in ["2026-11-23", "2000-02-29", "2024-02-29", "2199-12-31"] {
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
            "+026-11-23",
            "2026-11-2 ",
            "tomorrow",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?}");
        }
    }
}
