//! The files that can be taken home: one table, which says everything of each. Whoever adds one adds its row.

use std::{fmt, str::FromStr};

use plenary_protocol::refusal::Refusal;

use super::{Source, collation, map, plan, record};

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

/// Everything that is to be known of a file.
#[derive(Debug)]
pub struct FileFormat {
    /// Which one it is.
    pub format: Format,
    /// What it is called in addresses and on the command line.
    pub name: &'static str,
    /// The type under which it is sent.
    pub media_type: &'static str,
    /// What it is drawn from.
    pub subject: Subject,
    /// What a browser is to do with it.
    pub presented: Presented,
    /// How it is made, as far as its reader may see: what is refused to them, the source refuses.
    write: fn(&Source<'_>) -> Result<Vec<u8>, Refusal>,
}

/// What a file is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// One round.
    Round,
    /// The whole workshop.
    Workshop,
    /// One map.
    Map,
    /// The plan.
    Plan,
}

/// What a browser is to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presented {
    /// Keep it.
    File,
    /// Show it, to be looked at and printed.
    Page,
}

/// Every file, in the order of `Format`.
pub static FORMATS: [FileFormat; 8] = [
    FileFormat {
        format: Format::CollationCsv,
        name: "collation.csv",
        media_type: "text/csv; charset=utf-8",
        subject: Subject::Round,
        presented: Presented::File,
        write: |source| {
            collation::sheet(
                source.workshop,
                source.round()?,
                source.audience,
                source.findings,
            )
        },
    },
    FileFormat {
        format: Format::RecordJson,
        name: "record.json",
        media_type: "application/json",
        subject: Subject::Workshop,
        presented: Presented::File,
        write: |source| {
            let record = record::record(
                source.workshop,
                source.audience,
                source.findings,
                source.now_ms,
            );
            Ok(record.to_json())
        },
    },
    FileFormat {
        format: Format::MapBpmn,
        name: "map.bpmn",
        media_type: "application/xml",
        subject: Subject::Map,
        presented: Presented::File,
        write: |source| Ok(map::bpmn::file(&source.map()?)),
    },
    FileFormat {
        format: Format::MapSvg,
        name: "map.svg",
        media_type: "image/svg+xml",
        subject: Subject::Map,
        presented: Presented::File,
        write: |source| Ok(map::svg::file(&source.map()?)),
    },
    FileFormat {
        format: Format::MapDocx,
        name: "map.docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        subject: Subject::Map,
        presented: Presented::File,
        write: |source| Ok(map::docx::file(&source.map()?)),
    },
    FileFormat {
        format: Format::MapHtml,
        name: "map.html",
        media_type: "text/html; charset=utf-8",
        subject: Subject::Map,
        presented: Presented::Page,
        write: |source| Ok(map::html::file(&source.map()?)),
    },
    FileFormat {
        format: Format::PlanIcs,
        name: "plan.ics",
        media_type: "text/calendar; charset=utf-8",
        subject: Subject::Plan,
        presented: Presented::File,
        write: |source| Ok(plan::ics::file(&source.plan())),
    },
    FileFormat {
        format: Format::PlanHtml,
        name: "plan.html",
        media_type: "text/html; charset=utf-8",
        subject: Subject::Plan,
        presented: Presented::Page,
        write: |source| Ok(plan::html::file(&source.plan())),
    },
];

impl Format {
    /// Its row of the table.
    pub fn described(self) -> &'static FileFormat {
        &FORMATS[self as usize]
    }

    pub(super) fn write(self, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        (self.described().write)(source)
    }

    /// The names of all files in a sentence: with commas, and `or` before the last.
    pub fn names() -> String {
        let [rest @ .., last] = &FORMATS.each_ref().map(|known| known.name);
        format!("{} or {last}", rest.join(", "))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.described().name)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        FORMATS
            .iter()
            .find(|known| known.name == text)
            .map(|known| known.format)
            .ok_or_else(|| format!("there is no file `{text}`: choose {}", Format::names()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_the_row_at_its_place() {
        for (place, known) in FORMATS.iter().enumerate() {
            assert_eq!(known.format as usize, place, "{}", known.name);
            assert_eq!(known.name.parse(), Ok(known.format));
        }
    }
}
