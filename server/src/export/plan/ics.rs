//! The plan as a calendar (RFC 5545): a day for each date of an action, and the days on which it is reported on.
//!
//! Ids are stable and numbers grow with every change of the plan, so a calendar that takes the file again moves what it
//! has, and takes no older one for newer. The same plan gives the same bytes whoever reads it when. A day has no time
//! zone, and takes up nobody's time. There is no METHOD: this is a calendar, and no message from an organiser.
//!
//! It is written by hand so that the crate `icalendar`, which the tests read it with, stays a witness of its own.

use jiff::civil::Date;
use plenary_protocol::{
    calendar::Changed, commitment::ActionStatus, documents::plan::Day, labels::Labelled as _,
    views::PlannedAction,
};

use super::sheet::{PlanSheet, leader, what};
use crate::export::{words, xml::legal};

mod reports;

use reports::{Reports, Told};

/// Bytes of a line; longer ones go on in the next, behind a space.
const LINE_BYTES: usize = 75;

/// The plan as a file.
pub(crate) fn file(sheet: &PlanSheet) -> Vec<u8> {
    written(sheet, |_| true)
}

/// The plan as an address that calendar programs read again and again. What is not in it leaves their calendars, so what
/// was given up is left out.
pub(crate) fn feed(sheet: &PlanSheet) -> Vec<u8> {
    written(sheet, |planned| planned.status != ActionStatus::Stopped)
}

fn written(sheet: &PlanSheet, is_shown: impl Fn(&PlannedAction) -> bool) -> Vec<u8> {
    let mut calendar = Calendar::default();
    calendar.property("BEGIN", "VCALENDAR");
    calendar.property("VERSION", "2.0");
    calendar.property("PRODID", "-//Plenary//Action plan//EN");
    calendar.property("CALSCALE", "GREGORIAN");
    calendar.text("X-WR-CALNAME", &sheet.title);
    // How soon to look again: RFC 7986's word, and the older one that Outlook knows.
    calendar.property("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    calendar.property("X-PUBLISHED-TTL", "PT1H");
    for (planned, source, since) in sheet.dated() {
        if !is_shown(planned) {
            continue;
        }
        let action = &planned.action;
        for (of, day) in action.days() {
            let (code, day): (&str, _) = (of.into(), day.date());
            let (due, stage) = (day.strftime("%-d %B"), &of.label().in_sentence);
            let event = Event {
                id: code.to_owned(),
                summary: format!("Due {due} ({stage}): {}", what(planned)),
                day,
                again: None,
            };
            event.write(&mut calendar, sheet, planned, source);
        }
        for event in reports(planned, since) {
            event.write(&mut calendar, sheet, planned, source);
        }
    }
    calendar.property("END", "VCALENDAR");
    calendar.0.into_bytes()
}

/// Something that stands in the calendar.
struct Event {
    /// Tells an action's events apart.
    id: String,
    summary: String,
    day: Date,
    /// How it comes again, in the words of RFC 5545.
    again: Option<String>,
}

impl Event {
    fn write(
        &self,
        calendar: &mut Calendar,
        sheet: &PlanSheet,
        planned: &PlannedAction,
        source: &str,
    ) {
        let action = &planned.action;
        calendar.property("BEGIN", "VEVENT");
        let uid = format!("{}-{}@{}.plenary", action.id, self.id, sheet.workshop);
        calendar.property("UID", &uid);
        calendar.changed(sheet.changed);
        calendar.property("DTSTART;VALUE=DATE", &day_code(self.day));
        if let Some(again) = &self.again {
            calendar.property("RRULE", again);
        }
        calendar.text("SUMMARY", &self.summary);
        let mut about = vec![format!("Status: {}", planned.status.label().word)];
        let mut tell = |head: &str, text: &str| {
            if !text.is_empty() {
                about.push(format!("{head}: {text}"));
            }
        };
        tell("Led by", leader(planned).unwrap_or_default());
        tell("What good looks like", &action.objective);
        tell("Measure", &action.measure);
        tell("Target", &action.target);
        tell("Reported to", &action.report_to);
        tell("Comes from", source);
        calendar.text("DESCRIPTION", &about.join("\n"));
        calendar.property("STATUS", status_code(planned.status));
        calendar.property("TRANSP", "TRANSPARENT");
        calendar.property("END", "VEVENT");
    }
}

/// The days on which an action is reported on; none without a rhythm, a day and somebody who leads.
fn reports(planned: &PlannedAction, since: Date) -> Vec<Event> {
    let action = &planned.action;
    let days = action.days().map(|(_, day)| day);
    let last = days.max().map(Day::date);
    let is_over = matches!(planned.status, ActionStatus::Done | ActionStatus::Stopped);
    let (Some(rhythm), Some(last), Some(_), false) =
        (action.rhythm, last, leader(planned), is_over)
    else {
        return Vec::new();
    };
    let event = |id: String, day, again| Event {
        id,
        summary: format!("Report due: {}", what(planned)),
        day,
        again,
    };
    match Reports::new(rhythm, since, last).told() {
        Told::ByRule { first, rule } => vec![event("report".to_owned(), first, Some(rule))],
        Told::OneByOne(days) => days
            .into_iter()
            .map(|day| event(format!("report-{}", day_code(day)), day, None))
            .collect(),
    }
}

fn status_code(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Proposed => "TENTATIVE",
        ActionStatus::Agreed | ActionStatus::UnderWay | ActionStatus::Done => "CONFIRMED",
        ActionStatus::Stopped => "CANCELLED",
    }
}

fn day_code(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn stamp(at_ms: u64) -> String {
    words::moment(at_ms).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of a calendar.
#[derive(Default)]
struct Calendar(String);

impl Calendar {
    /// A property whose value is a code.
    fn property(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{value}"));
    }

    /// Which version of the plan this is.
    fn changed(&mut self, changed: Changed) {
        let at = stamp(changed.at_ms);
        self.property("DTSTAMP", &at);
        self.property("LAST-MODIFIED", &at);
        // An INTEGER of RFC 5545 has 32 bits; no journal is as long.
        let number = i32::try_from(changed.seq).unwrap_or(i32::MAX);
        self.property("SEQUENCE", &number.to_string());
    }

    /// A property whose value is a text of people's.
    fn text(&mut self, name: &str, text: &str) {
        let text = legal(text)
            .replace('\\', "\\\\")
            .replace(';', "\\;")
            .replace(',', "\\,")
            .replace('\n', "\\n")
            .replace('\t', " ");
        self.line(&format!("{name}:{text}"));
    }

    fn line(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if LINE_BYTES < used + letter.len_utf8() {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
