//! Takes keys out of a TOML table one by one, and reports what is missing, wrong or left over.
//!
//! Knows tables, texts, caps and lines. It never knows what a framework is.

use std::{ops::RangeInclusive, str::FromStr};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Finding;
use super::id::InvalidId;
use super::limits::{self, TextCap};

/// The findings so far, and the means to turn an offset into a line.
pub(super) struct Report {
    line_starts: Vec<usize>,
    findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(after_breaks.map(|(at, _)| at + 1))
            .collect();
        Self {
            line_starts,
            findings: Vec::new(),
        }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn add(&mut self, offset: usize, reason: String) {
        let line = self.line(offset);
        self.findings.push(Finding { line, reason });
    }

    /// For a parser that stumbles several times over the same mistake.
    pub(super) fn add_once_a_line(&mut self, offset: usize, reason: String) {
        let line = self.line(offset);
        if self.findings.last().is_none_or(|last| last.line != line) {
            self.findings.push(Finding { line, reason });
        }
    }

    /// The findings from the top of the text downwards, as many as anybody would read.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| finding.line);
        self.findings.truncate(limits::FINDINGS_MAX);
        self.findings
    }
}

/// A value and where it starts in the text.
#[derive(Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) offset: usize,
}

/// A table from which keys are taken; `finish` reports those that nobody asked for.
pub(super) struct Section<'text> {
    /// How findings call it, e.g. "domain `leadership`".
    pub(super) label: String,
    pub(super) offset: usize,
    table: DeTable<'text>,
    asked: Vec<&'static str>,
}

impl<'text> Section<'text> {
    pub(super) fn root(table: DeTable<'text>) -> Self {
        Self {
            label: "the framework".into(),
            offset: 0,
            table,
            asked: Vec::new(),
        }
    }

    /// The value of a key that must be there.
    pub(super) fn take(
        &mut self,
        key: &'static str,
        report: &mut Report,
    ) -> Option<Spanned<DeValue<'text>>> {
        let value = self.take_if_there(key);
        if value.is_none() {
            report.add(
                self.offset,
                format!("{} has no `{key}`: add it", self.label),
            );
        }
        value
    }

    pub(super) fn take_if_there(&mut self, key: &'static str) -> Option<Spanned<DeValue<'text>>> {
        self.asked.push(key);
        self.table.remove(key)
    }

    /// A text that must be there.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        cap: TextCap,
        report: &mut Report,
    ) -> Option<Located<String>> {
        let value = self.take(key, report)?;
        checked_text(value, &self.name_of(key), cap, report)
    }

    /// A text that may be left out; what is there must be sound.
    pub(super) fn text_if_there(
        &mut self,
        key: &'static str,
        cap: TextCap,
        report: &mut Report,
    ) -> Option<Located<String>> {
        let value = self.take_if_there(key)?;
        checked_text(value, &self.name_of(key), cap, report)
    }

    /// A list of texts that may be left out; what is there must be sound, and no longer than `most`.
    pub(super) fn texts_if_there(
        &mut self,
        key: &'static str,
        cap: TextCap,
        most: usize,
        report: &mut Report,
    ) -> Option<Vec<String>> {
        let Some(value) = self.take_if_there(key) else {
            return Some(Vec::new());
        };
        let name = self.name_of(key);
        let offset = value.span().start;
        let DeValue::Array(items) = value.into_inner() else {
            report.add(
                offset,
                format!("{name} is not a list: write texts in square brackets"),
            );
            return None;
        };
        if most < items.len() {
            let count = items.len();
            report.add(
                offset,
                format!("{name} has {count} texts: use at most {most}"),
            );
            return None;
        }
        let texts = (1..).zip(items).map(|(number, item)| {
            let name = format!("text {number} of {name}");
            checked_text(item, &name, cap, report).map(|text| text.value)
        });
        // All are read before the answer, so that each is reported.
        let texts: Vec<_> = texts.collect();
        texts.into_iter().collect()
    }

    /// The `id` of this section; from here on findings call a domain by it.
    pub(super) fn id<Id>(&mut self, report: &mut Report) -> Option<Located<Id>>
    where
        Id: FromStr<Err = InvalidId>,
    {
        let value = self.take("id", report)?;
        let offset = value.span().start;
        let Some(text) = value.get_ref().as_str() else {
            report.add(offset, not_a_text(&self.name_of("id"), value.get_ref()));
            return None;
        };
        match text.parse() {
            Ok(value) => Some(Located { value, offset }),
            Err(invalid) => {
                report.add(
                    offset,
                    format!("the id `{}` will not do: {invalid}", quoted(text)),
                );
                None
            }
        }
    }

    /// The tables written as `[[key]]`, as many as the range allows.
    pub(super) fn sections(
        &mut self,
        key: &'static str,
        each: &str,
        allowed: RangeInclusive<usize>,
        report: &mut Report,
    ) -> Vec<Section<'text>> {
        let (fewest, most) = (*allowed.start(), *allowed.end());
        let Some(value) = self.take_if_there(key) else {
            if 0 < fewest {
                let add = format!("add {fewest} to {most} tables `[[{key}]]`");
                report.add(self.offset, format!("{} has no `{key}`: {add}", self.label));
            }
            return Vec::new();
        };
        let offset = value.span().start;
        let DeValue::Array(items) = value.into_inner() else {
            let name = self.name_of(key);
            report.add(
                offset,
                format!("{name} is not a list: write each as `[[{key}]]`"),
            );
            return Vec::new();
        };
        let count = items.len();
        if !allowed.contains(&count) {
            let entries = if count == 1 { "entry" } else { "entries" };
            let found = format!("{} has {count} {entries} in `{key}`", self.label);
            report.add(offset, format!("{found}: use {fewest} to {most}"));
        }
        // One more than allowed, so that callers see the excess; a list without end is not read.
        let items = items.into_iter().take(most + 1).enumerate();
        let read = |(index, item): (usize, Spanned<DeValue<'text>>)| {
            let label = format!("{each} {}", index + 1);
            let offset = item.span().start;
            match item.into_inner() {
                DeValue::Table(table) => Some(Self {
                    label,
                    offset,
                    table,
                    asked: Vec::new(),
                }),
                _ => {
                    report.add(
                        offset,
                        format!("{label} is not a table: write it as `[[{key}]]`"),
                    );
                    None
                }
            }
        };
        items.filter_map(read).collect()
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self, report: &mut Report) {
        for (key, _) in &self.table {
            let reason = format!(
                "{} has an unknown key `{}`: use only {}",
                self.label,
                quoted(key.get_ref()),
                self.asked.join(", "),
            );
            report.add(key.span().start, reason);
        }
    }

    fn name_of(&self, key: &str) -> String {
        format!("the `{key}` of {}", self.label)
    }
}

/// A text that is there, on one line, and no longer than its cap.
pub(super) fn checked_text(
    value: Spanned<DeValue<'_>>,
    name: &str,
    cap: TextCap,
    report: &mut Report,
) -> Option<Located<String>> {
    let offset = value.span().start;
    let DeValue::String(text) = value.get_ref() else {
        report.add(offset, not_a_text(name, value.get_ref()));
        return None;
    };
    let characters = text.chars().count();
    let words = text.split_whitespace().count();
    let reason = if words == 0 {
        format!("{name} is empty: fill it in")
    } else if cap.words < words {
        format!("{name} has {words} words: use at most {}", cap.words)
    } else if cap.characters < characters {
        format!(
            "{name} has {characters} characters: use at most {}",
            cap.characters
        )
    } else if text.chars().any(char::is_control) {
        format!("{name} holds a line break or control character: write it on one line")
    } else {
        return Some(Located {
            value: text.trim().into(),
            offset,
        });
    };
    report.add(offset, reason);
    None
}

/// For a value that should have been text, and is not.
fn not_a_text(name: &str, value: &DeValue<'_>) -> String {
    format!(
        "{name} is not text but of type {}: write it in double quotes",
        value.type_str()
    )
}

/// Somebody else's text, short enough for a message and without line breaks.
fn quoted(text: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    text.chars()
        .take(CHARACTERS_MAX)
        .flat_map(char::escape_debug)
        .collect()
}
