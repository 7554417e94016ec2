//! From framework text to a framework, or to a list of what is wrong, where, and what to do.
//!
//! Says which keys there are and in which order they are looked at. How one key is read is
//! `reader`'s matter, what must hold between keys is `rules`'. By hand, because validators name a field, and whoever writes a
//! framework needs its line and what to write instead.

use std::fmt;

use serde::Serialize;
use toml::de::DeTable;

use super::reader::{Report, Section};
use super::rules::{self, DomainDraft, LevelDraft};
use super::{Framework, FrameworkId, GlossaryEntry, limits};

/// One thing that is wrong with a framework text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// The line it is on, counted from 1.
    pub line: usize,
    /// What is wrong, and what to do about it.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.reason)
    }
}

/// Everything that is wrong with a framework text, from top to bottom; empty when it is sound.
pub fn lint(toml_text: &str) -> Vec<Finding> {
    read(toml_text).err().unwrap_or_default()
}

/// The framework in the text, or at least one finding.
pub(super) fn read(toml_text: &str) -> Result<Framework, Vec<Finding>> {
    let mut report = Report::new(toml_text);
    let framework = parse_table(toml_text, &mut report)
        .and_then(|table| read_framework(Section::root(table), &mut report));
    let findings = report.into_findings();
    match framework {
        Some(framework) if findings.is_empty() => Ok(framework),
        _ => {
            debug_assert!(
                !findings.is_empty(),
                "whatever is not read has been reported"
            );
            Err(findings)
        }
    }
}

fn parse_table<'text>(toml_text: &'text str, report: &mut Report) -> Option<DeTable<'text>> {
    if limits::TEXT_BYTES_MAX < toml_text.len() {
        let most = limits::TEXT_BYTES_MAX / 1024;
        report.add(
            0,
            format!("the file is too large: a framework has at most {most} KiB of text"),
        );
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(toml_text);
    // What the parser made of a broken text is a guess, so its other rules would only confuse.
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        report.add_once_a_line(
            offset,
            format!("this is not valid TOML: {}", error.message()),
        );
    }
    errors.is_empty().then(|| table.into_inner())
}

fn read_framework(mut root: Section<'_>, report: &mut Report) -> Option<Framework> {
    let id = root.id::<FrameworkId>(report);
    let version = root.text("version", limits::VERSION, report);
    let title = root.text("title", limits::TITLE, report);
    let summary = root.text("summary", limits::SUMMARY, report);
    let source = root.text("source", limits::SOURCE, report);

    let levels = root.sections("levels", "level", limits::LEVELS, report);
    let levels: Vec<_> = levels
        .into_iter()
        .map(|level| LevelDraft::read(level, report))
        .collect();
    rules::levels_in_order(&levels, report);

    let domains = root.sections("domains", "domain", limits::DOMAINS, report);
    let domains: Vec<_> = domains
        .into_iter()
        .map(|domain| DomainDraft::read(domain, report))
        .collect();
    rules::ids_differ(&domains, report);
    rules::groups_stay_together(&domains, report);
    rules::cells_match_levels(&domains, levels.len(), report);

    let glossary = 0..=limits::GLOSSARY_ENTRIES_MAX;
    let glossary = root.sections("glossary", "glossary entry", glossary, report);
    let glossary: Vec<_> = glossary
        .into_iter()
        .map(|entry| read_glossary_entry(entry, report))
        .collect();
    root.finish(report);

    let framework = Framework {
        id: id?.value,
        version: version?.value,
        title: title?.value,
        summary: summary?.value,
        source: source?.value,
        levels: levels
            .into_iter()
            .map(LevelDraft::into_level)
            .collect::<Option<_>>()?,
        domains: domains
            .into_iter()
            .map(DomainDraft::into_domain)
            .collect::<Option<_>>()?,
        glossary: glossary.into_iter().collect::<Option<_>>()?,
    };
    Some(framework.explained())
}

fn read_glossary_entry(mut entry: Section<'_>, report: &mut Report) -> Option<GlossaryEntry> {
    let term = entry.text("term", limits::TERM, report);
    let also = entry.texts_if_there("also", limits::TERM, limits::FORMS_MAX, report);
    let meaning = entry.text("meaning", limits::MEANING, report);
    entry.finish(report);
    Some(GlossaryEntry {
        term: term?.value,
        also: also?,
        meaning: meaning?.value,
    })
}
