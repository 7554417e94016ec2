//! What a workshop leaves behind: a folder for each thing that is exported, in it one file a format; `formats` is the list
//! of them. Built from the views alone, so nothing hidden can slip out.
//!
//! Making one takes long where a workshop is large, so live ones are read from a copy of their state.

use plenary_protocol::{
    calendar::{CalendarFeed, CalendarShows},
    documents::DocumentKind,
    framework::DomainId,
    id::{MapId, RoundId},
    refusal::Refusal,
    views::{Audience, Findings},
    workshop::{Round, Workshop},
};

mod collation;
mod formats;
mod map;
mod page;
mod plan;
pub mod record;
mod words;
mod wrapping;
mod xml;

pub use formats::{FORMATS, FileFormat, Format, Presented, Subject};
use map::sheet::MapSheet;
pub(crate) use page::style_source;
use plan::{ics, sheet::PlanSheet};

/// What is asked for beside the format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// The round of a sheet; the latest where none is named.
    pub round: Option<RoundId>,
    /// The map; the one before everybody where none is named.
    pub map: Option<MapId>,
}

/// What a file is made of: the workshop, who reads it, and what they ask for.
struct Source<'a> {
    workshop: &'a Workshop,
    audience: Audience,
    asked: Asked,
    findings: &'a Findings,
    now_ms: u64,
}

impl<'a> Source<'a> {
    fn round(&self) -> Result<&'a Round, Refusal> {
        round(self.workshop, self.asked.round)
    }

    fn map(&self) -> Result<MapSheet, Refusal> {
        MapSheet::of(self.workshop, self.asked.map, self.audience, self.findings)
    }

    fn plan(&self) -> PlanSheet {
        PlanSheet::of(self.workshop, self.now_ms)
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
    format.write(&Source {
        workshop,
        audience,
        asked,
        findings,
        now_ms,
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
