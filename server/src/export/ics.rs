//! The plan as a calendar (RFC 5545): a day for each date of an action, and the days on which it is reported on.
//!
//! Ids are stable, so a calendar that takes the file again moves what it has. A day has no time zone, and takes up nobody's time.

use jiff::{Span, civil::Date};
use plenary_protocol::{
    commitment::ActionStatus, documents::plan::ReportRhythm, views::PlannedAction,
};

use super::{
    plan_sheet::{PlanSheet, leader, what},
    words,
    xml::legal,
};

/// Bytes of a line; longer ones go on in the next, behind a space.
const LINE_BYTES: usize = 75;

/// The plan as a file.
pub(super) fn file(sheet: &PlanSheet) -> Vec<u8> {
    let mut calendar = Calendar::default();
    calendar.property("BEGIN", "VCALENDAR");
    calendar.property("VERSION", "2.0");
    calendar.property("PRODID", "-//Plenary//Action plan//EN");
    calendar.property("CALSCALE", "GREGORIAN");
    calendar.property("METHOD", "PUBLISH");
    calendar.text("X-WR-CALNAME", &sheet.title);
    for (_, planned, source) in sheet.numbered() {
        let action = &planned.action;
        for (code, word, day) in [
            ("develop", "Develop by today", action.develop_by),
            ("implement", "Implement by today", action.implement_by),
            ("test", "Test by today", action.test_by),
        ] {
            if let Some(day) = day {
                let day = words::date(day);
                event(
                    &mut calendar,
                    sheet,
                    planned,
                    source,
                    Event {
                        code,
                        word,
                        day,
                        again: None,
                    },
                );
            }
        }
        if let Some(reports) = reports(sheet, planned) {
            event(&mut calendar, sheet, planned, source, reports);
        }
    }
    calendar.property("END", "VCALENDAR");
    calendar.0.into_bytes()
}

/// Something that stands in the calendar.
struct Event {
    /// Tells an action's events apart.
    code: &'static str,
    /// What the day is for.
    word: &'static str,
    day: Date,
    /// How it comes again, in the words of RFC 5545.
    again: Option<String>,
}

fn event(
    calendar: &mut Calendar,
    sheet: &PlanSheet,
    planned: &PlannedAction,
    source: &str,
    event: Event,
) {
    let action = &planned.action;
    calendar.property("BEGIN", "VEVENT");
    let uid = format!("{}-{}@{}.plenary", action.id, event.code, sheet.workshop);
    calendar.property("UID", &uid);
    calendar.property("DTSTAMP", &stamp(sheet.now_ms));
    calendar.property("DTSTART;VALUE=DATE", &day_code(event.day));
    if let Some(again) = &event.again {
        calendar.property("RRULE", again);
    }
    let status = words::status(planned.status);
    calendar.text(
        "SUMMARY",
        &format!(
            "{}: {} ({})",
            event.word,
            what(planned),
            status.to_lowercase()
        ),
    );
    let mut about = vec![format!("Status: {status}")];
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

/// Reports come at the action's rhythm, counted back from its last day, from now on; none without a rhythm and somebody
/// who leads.
fn reports(sheet: &PlanSheet, planned: &PlannedAction) -> Option<Event> {
    let action = &planned.action;
    let rhythm = action.rhythm?;
    leader(planned)?;
    if matches!(planned.status, ActionStatus::Done | ActionStatus::Stopped) {
        return None;
    }
    let last = [action.develop_by, action.implement_by, action.test_by]
        .into_iter()
        .flatten()
        .max()
        .map(words::date)?;
    let today = words::today(sheet.now_ms);
    let (frequency, every) = match rhythm {
        ReportRhythm::Weekly => ("WEEKLY", 1),
        ReportRhythm::Fortnightly => ("WEEKLY", 2),
        ReportRhythm::Monthly => ("MONTHLY", 1),
        ReportRhythm::Quarterly => ("MONTHLY", 3),
    };
    let back = |times: i32| match frequency {
        "WEEKLY" => Span::new().weeks(every * times),
        _ => Span::new().months(every * times),
    };
    let day = (0..)
        .map_while(|times| last.checked_sub(back(times)).ok())
        .take_while(|day| today <= *day)
        .last()?;
    Some(Event {
        code: "report",
        word: "Report today",
        day,
        again: Some(format!(
            "FREQ={frequency};INTERVAL={every};UNTIL={}",
            day_code(last)
        )),
    })
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

fn stamp(now_ms: u64) -> String {
    words::moment(now_ms).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of a calendar.
#[derive(Default)]
struct Calendar(String);

impl Calendar {
    /// A property whose value is a code.
    fn property(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{value}"));
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
