//! The tables of a map: the same ones in print and in the document that people edit.

use plenary_protocol::{
    documents::map::FactorClass,
    framework::Level,
    id::SphereId,
    labels::{Labelled as _, labels},
};

use super::{
    sheet::{Losses, MapSheet, lane_name},
    text_lists,
};
use crate::export::words;

/// A table with a header row.
pub(crate) struct Table {
    pub(crate) caption: &'static str,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

fn table<const N: usize>(
    caption: &'static str,
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Table {
    Table {
        caption,
        head: head.map(str::to_owned).into(),
        rows: rows.map(Into::into).collect(),
    }
}

/// The four components.
pub(crate) fn components(sheet: &MapSheet) -> Table {
    let components = sheet.view.content.components.iter();
    table(
        "Components of the pathway",
        ["Component", "Name", "Who counts"],
        components.map(|component| {
            let letter = words::code(&component.id).to_uppercase();
            let definition = words::or(&component.definition, "Not agreed yet");
            [letter, component.label.clone(), definition.to_owned()]
        }),
    )
}

/// The steps in the order of the list.
pub(crate) fn steps(sheet: &MapSheet) -> Table {
    let map = &sheet.view.content;
    let links = &map.links;
    table(
        "Steps in order",
        [
            "Step",
            "Kind",
            "Organisation",
            "Component",
            "Leads to",
            "Note",
        ],
        sheet.numbered().map(|(_, step)| {
            let onward = links
                .iter()
                .filter(|link| link.from == step.id)
                .map(|link| {
                    let back = if link.is_back { "back to " } else { "" };
                    let label = if link.label.is_empty() { "" } else { ": " };
                    format!("{back}{}{label}{}", sheet.step_name(&link.to), link.label)
                });
            [
                sheet.step_name(&step.id),
                step.kind.label().word.clone(),
                sheet.lane_name(step).to_owned(),
                step.component.map_or_else(String::new, |component| {
                    words::code(&component).to_uppercase()
                }),
                onward.collect::<Vec<_>>().join("\n"),
                step.note.clone(),
            ]
        }),
    )
}

/// The organisations, and how many steps each has.
pub(crate) fn lanes(sheet: &MapSheet) -> Table {
    let map = &sheet.view.content;
    table(
        "Organisations",
        ["Organisation", "Steps"],
        map.lanes.iter().map(|lane| {
            let own = sheet
                .numbered()
                .filter(|(_, step)| step.lane.as_ref() == Some(&lane.id));
            let numbers: Vec<String> = own.map(|(number, _)| number.to_string()).collect();
            let numbers = if numbers.is_empty() {
                "none".to_owned()
            } else {
                numbers.join(", ")
            };
            [lane_name(&lane.name).to_owned(), numbers]
        }),
    )
}

/// Where and why people are lost, in the words of the group.
pub(crate) fn pins(sheet: &MapSheet) -> Table {
    table(
        "Where and why people are lost",
        [
            "Pin",
            "Step",
            "What is lost, and why",
            "Class",
            "How many",
            "Evidence",
        ],
        (1..)
            .zip(&sheet.view.content.pins)
            .map(|(number, pin): (usize, _)| {
                [
                    number.to_string(),
                    sheet.step_name(&pin.step),
                    pin.text.clone(),
                    class(pin.class),
                    text_lists::how_many(pin).unwrap_or_default(),
                    pin.evidence.clone(),
                ]
            }),
    )
}

/// A class with what it means: whoever reads the record may not have been in the room.
fn class(class: Option<FactorClass>) -> String {
    match class.map(FactorClass::label) {
        Some(label) => format!("{}: {}", label.word, label.meaning),
        None => labels().nothing.class.word.clone(),
    }
}

/// What has to be found out.
pub(crate) fn questions(sheet: &MapSheet) -> Table {
    table(
        "Questions",
        ["Question", "Step", "How to find out", "What was found"],
        sheet.view.content.questions.iter().map(|question| {
            [
                words::or(&question.text, "Question without words").to_owned(),
                sheet.step_name(&question.step),
                question
                    .method
                    .map_or_else(String::new, |method| method.label().word.clone()),
                words::or(&question.answer, "Still open").to_owned(),
            ]
        }),
    )
}

/// Who has a say, from the innermost sphere outwards.
pub(crate) fn stakeholders(sheet: &MapSheet) -> Table {
    let mut stakeholders: Vec<_> = sheet.view.content.stakeholders.iter().collect();
    let outermost = u16::MAX;
    stakeholders.sort_by_key(|one| one.sphere.map_or(outermost, SphereId::number));
    table(
        "Stakeholders by sphere of influence",
        ["Stakeholder", "Sphere", "Steps", "Still to be brought in"],
        stakeholders.into_iter().map(|one| {
            let steps: Vec<String> = one.steps.iter().map(|step| sheet.step_name(step)).collect();
            [
                words::or(&one.name, "Stakeholder without a name").to_owned(),
                one.sphere
                    .map_or("No sphere chosen", |sphere| sheet.sphere_name(sphere))
                    .to_owned(),
                steps.join("\n"),
                if one.is_to_bring_in { "yes" } else { "no" }.to_owned(),
            ]
        }),
    )
}

/// Where people are lost, as people marked it.
pub(crate) fn losses(losses: &Losses) -> Table {
    let level = |level: &Level| level.name.clone();
    let head = ["Step".to_owned()]
        .into_iter()
        .chain(losses.levels.iter().map(level))
        .chain(["Verdict", "Finding", "Agreed"].map(str::to_owned));
    let rows = losses.steps.iter().map(|loss| {
        let counts: Vec<String> = match &loss.counts {
            Ok(counts) => counts.iter().map(ToString::to_string).collect(),
            Err(reason) => losses.levels.iter().map(|_| reason.clone()).collect(),
        };
        let mut row = vec![loss.name.clone()];
        row.extend(counts);
        row.extend([
            loss.verdict.to_owned(),
            loss.sentence.clone(),
            loss.agreed.clone(),
        ]);
        row
    });
    Table {
        caption: "Where people are lost, as people marked it",
        head: head.collect(),
        rows: rows.collect(),
    }
}
