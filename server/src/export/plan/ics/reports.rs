//! On which days an action is reported on, and how a calendar is told.
//!
//! The days are counted back from the action's last day to the day on which it was accepted, so they belong to the action
//! and not to whoever reads them when. In a month that lacks the day, its last day stands for it.
//!
//! RFC 5545 can say that in one rule (`BYMONTHDAY=28,29,30;BYSETPOS=-1`), but Outlook takes a single day of the month
//! and nothing else (MS-OXCICAL 2.1.3.2.2.3), and leaves such an event out. So these days stand one by one, and only a
//! series longer than ten years falls back on the rule.

use jiff::{Span, civil::Date};
use plenary_protocol::{documents::plan::ReportRhythm, limits};

/// The days of a series, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reports {
    rhythm: ReportRhythm,
    due: Date,
    first: Date,
}

/// How a series stands in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// One event that comes again by a rule, in the words of RFC 5545.
    ByRule { first: Date, rule: String },
    /// An event for each day.
    OneByOne(Vec<Date>),
}

impl Reports {
    /// Those of an action that is due on one day and led from another on. The last day has its report in any case.
    pub(super) fn new(rhythm: ReportRhythm, from: Date, due: Date) -> Self {
        let mut reports = Self {
            rhythm,
            due,
            first: due,
        };
        let back = (1..).map_while(|times| reports.back(times));
        if let Some(first) = back.take_while(|day| from <= *day).last() {
            reports.first = first;
        }
        reports
    }

    /// The day that lies so many times the rhythm before the last. Counted from the last each time: from one clamped day
    /// to the next the 31st would become the 28th for good.
    fn back(&self, times: i32) -> Option<Date> {
        let (weeks, months) = self.every();
        let span = Span::new()
            .try_weeks(weeks * i64::from(times))
            .and_then(|span| span.try_months(months * i64::from(times)));
        self.due.checked_sub(span.ok()?).ok()
    }

    fn every(&self) -> (i64, i64) {
        match self.rhythm {
            ReportRhythm::Weekly => (1, 0),
            ReportRhythm::Fortnightly => (2, 0),
            ReportRhythm::Monthly => (0, 1),
            ReportRhythm::Quarterly => (0, 3),
        }
    }

    /// How it stands in a calendar.
    pub(super) fn told(&self) -> Told {
        let (weeks, months) = self.every();
        if self.first == self.due {
            return Told::OneByOne(vec![self.due]);
        }
        let rule = match (weeks, self.due.day()) {
            (0, day) if day <= 28 => format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY={day}"),
            (0, day) => {
                let days: Vec<Date> = self.days().take(limits::REPORTS_ONE_BY_ONE + 1).collect();
                if days.len() <= limits::REPORTS_ONE_BY_ONE {
                    return Told::OneByOne(days);
                }
                let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
                let days = days.join(",");
                format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY={days};BYSETPOS=-1")
            }
            _ => format!("FREQ=WEEKLY;INTERVAL={weeks}"),
        };
        Told::ByRule {
            first: self.first,
            rule: format!("{rule};UNTIL={}", self.due.strftime("%Y%m%d")),
        }
    }

    /// The days, the latest first.
    fn days(&self) -> impl Iterator<Item = Date> {
        let back = (0..).map_while(|times| self.back(times));
        back.take_while(|day| self.first <= *day)
    }
}

#[cfg(test)]
mod tests;
