//! What a workshop leaves behind, one file a format. Built from the views alone, so nothing hidden can slip out.

use std::{fmt, str::FromStr};

use plenary_protocol::{
    documents::DocumentKind,
    framework::DomainId,
    id::RoundId,
    refusal::Refusal,
    views::{Audience, Findings},
    workshop::{Round, Workshop},
};

mod bpmn;
mod collation;
mod layout;
mod map_sheet;
pub mod record;
mod words;
mod xml;

/// A file that can be taken home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One round's collation sheet as a table.
    CollationCsv,
    /// The whole workshop as data.
    RecordJson,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::CollationCsv, Format::RecordJson];

    /// The type under which it is sent.
    pub fn content_type(self) -> &'static str {
        match self {
            Format::CollationCsv => "text/csv; charset=utf-8",
            Format::RecordJson => "application/json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Format::CollationCsv => "collation.csv",
            Format::RecordJson => "record.json",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Format::ALL.map(|format| format.to_string());
        Format::ALL
            .into_iter()
            .find(|format| format.to_string() == text)
            .ok_or_else(|| format!("there is no file `{text}`: choose {}", known.join(" or ")))
    }
}

/// The bytes of a file, as far as an audience may see. `asked` is the round of a sheet; the latest where none is named.
pub fn file(
    workshop: &Workshop,
    audience: Audience,
    format: Format,
    asked: Option<RoundId>,
    findings: &Findings,
    now_ms: u64,
) -> Result<Vec<u8>, Refusal> {
    match format {
        Format::CollationCsv => {
            collation::sheet(workshop, round(workshop, asked)?, audience, findings)
        }
        Format::RecordJson => Ok(record::record(workshop, audience, findings, now_ms).to_json()),
    }
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
