//! What must hold between the parts of a framework: order of levels, distinct ids, whole rows.
//!
//! Works on drafts, whose parts may be missing because they were reported already; a rule
//! never reports those again.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::limits;
use super::reader::{Located, Report, Section, checked_text};
use super::{Domain, DomainId, Level};

/// A level as far as it could be read.
pub(super) struct LevelDraft {
    level: Option<Located<u8>>,
    name: Option<Located<String>>,
}

impl LevelDraft {
    pub(super) fn read(mut section: Section<'_>, report: &mut Report) -> Self {
        let level = section
            .take("level", report)
            .and_then(|value| level_number(&value, report));
        let name = section.text("name", limits::LEVEL_NAME, report);
        section.finish(report);
        Self { level, name }
    }

    pub(super) fn into_level(self) -> Option<Level> {
        Some(Level {
            level: self.level?.value,
            name: self.name?.value,
        })
    }
}

fn level_number(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Located<u8>> {
    let offset = value.span().start;
    let integer = value.get_ref().as_integer();
    let number = integer.and_then(|it| u8::from_str_radix(it.as_str(), it.radix()).ok());
    if number.is_none() {
        report.add(
            offset,
            "a level is a whole number from 1 upwards, without quotes".into(),
        );
    }
    Some(Located {
        value: number?,
        offset,
    })
}

/// Levels are numbered 1, 2, 3 … as they stand; the first slip is reported.
pub(super) fn levels_in_order(levels: &[LevelDraft], report: &mut Report) {
    // A level without a number was reported, and would make the rest look wrong.
    let Some(numbers) = levels
        .iter()
        .map(|draft| draft.level.as_ref())
        .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    for (index, found) in numbers.iter().enumerate() {
        let expected = index + 1;
        let number = usize::from(found.value);
        if number == expected {
            continue;
        }
        let is_given = |wanted: usize| numbers.iter().any(|it| usize::from(it.value) == wanted);
        let reason = if numbers[..index].iter().any(|it| it.value == found.value) {
            format!("level {number} is given twice: number this one {expected}")
        } else if number == 0 {
            "level 0 does not exist: count levels from 1".into()
        } else if is_given(expected) {
            format!("levels are out of order: put level {expected} before level {number}")
        } else {
            format!("level {expected} is missing before level {number}: add it or renumber")
        };
        report.add(found.offset, reason);
        return;
    }
}

/// A domain as far as it could be read.
pub(super) struct DomainDraft {
    label: String,
    id: Option<Located<DomainId>>,
    name: Option<Located<String>>,
    short_name: Option<Located<String>>,
    group: Option<Located<String>>,
    question: Option<Located<String>>,
    /// How many cells the row has, and where it starts; none when it has no cells.
    cells: Option<Located<usize>>,
    descriptors: Vec<Located<String>>,
}

impl DomainDraft {
    pub(super) fn read(mut section: Section<'_>, report: &mut Report) -> Self {
        let id = section.id::<DomainId>(report);
        if let Some(id) = &id {
            section.label = format!("domain `{}`", id.value);
        }
        let name = section.text("name", limits::DOMAIN_NAME, report);
        let short_name = section.text("short_name", limits::SHORT_NAME, report);
        let group = section.text_if_there("group", limits::GROUP, report);
        let question = section.text_if_there("question", limits::QUESTION, report);
        let row = section.take_if_there("descriptors");
        let label = section.label.clone();
        section.finish(report);
        let (cells, descriptors) = match row {
            Some(row) => read_row(row, &label, report),
            None => (None, Vec::new()),
        };
        Self {
            label,
            id,
            name,
            short_name,
            group,
            question,
            cells,
            descriptors,
        }
    }

    pub(super) fn into_domain(self) -> Option<Domain> {
        Some(Domain {
            id: self.id?.value,
            name: self.name?.value,
            short_name: self.short_name?.value,
            group: self.group.map(|group| group.value),
            question: self.question.map(|question| question.value),
            descriptors: self
                .descriptors
                .into_iter()
                .map(|cell| cell.value)
                .collect(),
            terms: Vec::new(),
            about: None,
        })
    }
}

fn read_row(
    row: Spanned<DeValue<'_>>,
    label: &str,
    report: &mut Report,
) -> (Option<Located<usize>>, Vec<Located<String>>) {
    let offset = row.span().start;
    let DeValue::Array(cells) = row.into_inner() else {
        let fix = "write one text for each level, in square brackets";
        report.add(
            offset,
            format!("the `descriptors` of {label} are not a list: {fix}"),
        );
        return (None, Vec::new());
    };
    let count = cells.len();
    let mut descriptors: Vec<Located<String>> = Vec::new();
    for (index, cell) in cells.into_iter().take(*limits::LEVELS.end()).enumerate() {
        let name = format!("descriptor {} of {label}", index + 1);
        let Some(text) = checked_text(cell, &name, limits::DESCRIPTOR, report) else {
            continue;
        };
        if descriptors
            .iter()
            .any(|earlier| earlier.value == text.value)
        {
            let fix = "say how this level differs";
            report.add(text.offset, format!("{name} repeats an earlier one: {fix}"));
        }
        descriptors.push(text);
    }
    (
        (0 < count).then_some(Located {
            value: count,
            offset,
        }),
        descriptors,
    )
}

/// No two domains share an id.
pub(super) fn ids_differ(domains: &[DomainDraft], report: &mut Report) {
    let mut first_lines = BTreeMap::new();
    for id in domains.iter().filter_map(|domain| domain.id.as_ref()) {
        let line = report.line(id.offset);
        if let Some(first) = first_lines.get(&id.value) {
            let taken = format!(
                "the domain id `{}` is already used on line {first}",
                id.value
            );
            report.add(id.offset, format!("{taken}: give each domain its own"));
        } else {
            first_lines.insert(&id.value, line);
        }
    }
}

/// The domains of a group stand next to each other, so that it has one heading.
pub(super) fn groups_stay_together(domains: &[DomainDraft], report: &mut Report) {
    let name_of = |domain: &DomainDraft| domain.group.as_ref().map(|group| group.value.clone());
    let mut left_behind = Vec::new();
    let mut current = None;
    for domain in domains {
        let group = name_of(domain);
        if group == current {
            continue;
        }
        left_behind.extend(current);
        if let Some(group) = &domain.group
            && left_behind.contains(&group.value)
        {
            let apart = format!("the group `{}` comes back at {}", group.value, domain.label);
            report.add(
                group.offset,
                format!("{apart}: put its domains next to each other"),
            );
        }
        current = group;
    }
}

/// A row has no descriptors, or one for each level.
pub(super) fn cells_match_levels(domains: &[DomainDraft], levels: usize, report: &mut Report) {
    // A wrong number of levels was reported, and would make every row look wrong.
    if !limits::LEVELS.contains(&levels) {
        return;
    }
    for domain in domains {
        let Some(cells) = domain.cells.as_ref().filter(|cells| cells.value != levels) else {
            continue;
        };
        let fix = match cells.value.abs_diff(levels) {
            1 if cells.value < levels => "add the missing one".into(),
            missing if cells.value < levels => format!("add the {missing} missing ones"),
            1 => "remove one, or join two parts of the same cell".into(),
            spare => format!("remove {spare}, or join parts of the same cell"),
        };
        let (label, count) = (&domain.label, cells.value);
        let plural = if count == 1 { "" } else { "s" };
        let mismatch = format!("{label} has {count} descriptor{plural} but the framework has");
        report.add(cells.offset, format!("{mismatch} {levels} levels: {fix}"));
    }
}
