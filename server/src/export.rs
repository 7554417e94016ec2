//! What a workshop leaves behind, one file a format. Built from the views alone, so nothing hidden can slip out.
//!
//! Making one takes long where a workshop is large, so live ones are read from a copy of their state.

use std::{fmt, str::FromStr};

use plenary_protocol::{
    calendar::{CalendarFeed, CalendarShows},
    documents::DocumentKind,
    framework::DomainId,
    id::{MapId, RoundId},
    refusal::Refusal,
    views::{Audience, Findings},
    workshop::{Round, Workshop},
};

use map_sheet::MapSheet;
use plan_sheet::PlanSheet;

mod bpmn;
mod collation;
mod docx;
mod ics;
mod layout;
mod map_html;
mod map_sheet;
mod map_tables;
mod page;
mod plan_html;
mod plan_sheet;
pub mod record;
pub mod recorded_plan;
mod svg;
mod text_lists;
mod words;
mod wrapping;
mod xml;

pub(crate) use page::style_source;

/// A file that can be taken home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One round's collation sheet as a table.
    CollationCsv,
    /// The whole workshop as data.
    RecordJson,
    /// A map for other tools.
    MapBpmn,
    /// A map as a drawing.
    MapSvg,
    /// A map as a document to edit.
    MapDocx,
    /// A map to print.
    MapHtml,
    /// The plan's dates.
    PlanIcs,
    /// The plan to print.
    PlanHtml,
}

/// What is asked for beside the format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// The round of a sheet; the latest where none is named.
    pub round: Option<RoundId>,
    /// The map; the one before everybody where none is named.
    pub map: Option<MapId>,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 8] = [
        Format::CollationCsv,
        Format::RecordJson,
        Format::MapBpmn,
        Format::MapSvg,
        Format::MapDocx,
        Format::MapHtml,
        Format::PlanIcs,
        Format::PlanHtml,
    ];

    /// The type under which it is sent.
    pub fn content_type(self) -> &'static str {
        match self {
            Format::CollationCsv => "text/csv; charset=utf-8",
            Format::RecordJson => "application/json",
            Format::MapBpmn => "application/xml",
            Format::MapSvg => "image/svg+xml",
            Format::MapDocx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::MapHtml | Format::PlanHtml => "text/html; charset=utf-8",
            Format::PlanIcs => "text/calendar; charset=utf-8",
        }
    }

    /// Whether it is a page to look at and print, and not a file to keep.
    pub fn is_page(self) -> bool {
        matches!(self, Format::MapHtml | Format::PlanHtml)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Format::CollationCsv => "collation.csv",
            Format::RecordJson => "record.json",
            Format::MapBpmn => "map.bpmn",
            Format::MapSvg => "map.svg",
            Format::MapDocx => "map.docx",
            Format::MapHtml => "map.html",
            Format::PlanIcs => "plan.ics",
            Format::PlanHtml => "plan.html",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Format::ALL.map(|format| format.to_string());
        let [rest @ .., last] = &known;
        Format::ALL
            .into_iter()
            .find(|format| format.to_string() == text)
            .ok_or_else(|| {
                let rest = rest.join(", ");
                format!("there is no file `{text}`: choose {rest} or {last}")
            })
    }
}

/// The bytes of a file, as far as an audience may see.
pub fn file(
    workshop: &Workshop,
    audience: Audience,
    format: Format,
    asked: Asked,
    findings: &Findings,
    now_ms: u64,
) -> Result<Vec<u8>, Refusal> {
    let map = || MapSheet::of(workshop, asked.map, audience, findings);
    let plan = || PlanSheet::of(workshop, now_ms);
    Ok(match format {
        Format::CollationCsv => {
            let round = round(workshop, asked.round)?;
            collation::sheet(workshop, round, audience, findings)?
        }
        Format::RecordJson => record::record(workshop, audience, findings, now_ms).to_json(),
        Format::MapBpmn => bpmn::file(&map()?),
        Format::MapSvg => svg::file(&map()?),
        Format::MapDocx => docx::file(&map()?),
        Format::MapHtml => map_html::file(&map()?),
        Format::PlanIcs => ics::file(&plan()),
        Format::PlanHtml => plan_html::file(&plan()),
    })
}

/// What a calendar address shows: no more than `plan.ics` has.
pub fn calendar(workshop: &Workshop, feed: CalendarFeed, now_ms: u64) -> Vec<u8> {
    let sheet = PlanSheet::of(workshop, now_ms);
    ics::feed(&match feed.shows {
        CalendarShows::Plan => sheet,
        CalendarShows::Mine => sheet.of_owner(feed.seat),
    })
}

/// The round that is asked for, or the latest.
pub(crate) fn round(workshop: &Workshop, asked: Option<RoundId>) -> Result<&Round, Refusal> {
    match asked {
        Some(id) => workshop
            .round(id)
            .ok_or_else(|| Refusal::not_found(format!("this workshop has no round `{id}`"))),
        None => workshop
            .rounds()
            .last()
            .ok_or_else(|| Refusal::not_found("no round has been opened in this workshop yet")),
    }
}

/// What the plenary wrote as the priority for a domain; empty where it wrote nothing.
fn priority(workshop: &Workshop, domain: &DomainId) -> String {
    let Some(plenary) = workshop.shared_document(DocumentKind::Plenary) else {
        return String::new();
    };
    plenary
        .texts("priorities")
        .into_iter()
        .find(|(key, _)| key == domain.as_str())
        .map(|(_, text)| text.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
