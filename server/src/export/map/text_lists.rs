//! A map in sentences: for those who hear a drawing, and for what no drawing has room for.

use plenary_protocol::{
    documents::map::{DecayPin, FactorClass, MapLink},
    labels::{Labelled as _, labels},
};

use super::sheet::{Loss, Losses, MapSheet};
use crate::export::words;

/// A list with its heading.
pub(crate) struct List {
    pub(crate) heading: String,
    pub(crate) lines: Vec<String>,
}

/// The whole map in one text.
pub(crate) fn about(sheet: &MapSheet) -> String {
    let map = &sheet.view.content;
    if map.steps.is_empty() {
        return "The map has no steps yet.".to_owned();
    }
    let mut text = format!(
        "Steps: {}. Organisations: {}.",
        map.steps.len(),
        map.lanes.len()
    );
    for (number, step) in sheet.numbered() {
        let kind = &step.kind.label().word;
        let name = words::or(&step.name, "without a name");
        text.push_str(&format!(
            "\n{number}. {kind}: {name} ({}).",
            sheet.lane_name(step)
        ));
        for link in map.links.iter().filter(|link| link.from == step.id) {
            text.push_str(&format!(" {}.", onward(sheet, link)));
        }
    }
    text
}

/// What stands beneath a drawing.
pub(crate) fn beneath(sheet: &MapSheet) -> Vec<List> {
    let map = &sheet.view.content;
    let named = map
        .links
        .iter()
        .filter(|one| one.is_back || !one.label.is_empty());
    let mut lists = vec![
        List {
            heading: "Where and why people are lost".to_owned(),
            lines: (1..)
                .zip(&map.pins)
                .map(|(number, one)| format!("{number}. {}", pin(sheet, one)))
                .chain(empty_classes(sheet))
                .collect(),
        },
        List {
            heading: "Ways with words".to_owned(),
            lines: named.map(|one| link(sheet, one)).collect(),
        },
    ];
    if let Some(losses) = &sheet.losses {
        lists.push(List {
            heading: losses_heading(losses),
            lines: losses.steps.iter().map(|one| loss(losses, one)).collect(),
        });
    }
    lists.retain(|list| !list.lines.is_empty());
    lists
}

/// "3. Asked, to 4. Helped: if they want".
pub(crate) fn link(sheet: &MapSheet, link: &MapLink) -> String {
    let (from, to) = (sheet.step_name(&link.from), sheet.step_name(&link.to));
    let back = if link.is_back { "back to" } else { "to" };
    let label = if link.label.is_empty() { "" } else { ": " };
    format!("{from}, {back} {to}{label}{}", link.label)
}

fn onward(sheet: &MapSheet, link: &MapLink) -> String {
    let leads = if link.is_back {
        "Leads back to"
    } else {
        "Leads to"
    };
    let label = if link.label.is_empty() { "" } else { ", " };
    format!("{leads} {}{label}{}", sheet.step_name(&link.to), link.label)
}

fn pin(sheet: &MapSheet, pin: &DecayPin) -> String {
    let class = match pin.class {
        Some(class) => class.label().in_sentence.clone(),
        None => labels().nothing.class.word.to_lowercase(),
    };
    let mut text = format!(
        "At {} ({class}): {}",
        sheet.step_name(&pin.step),
        words::or(&pin.text, "no words yet")
    );
    if let Some(number) = how_many(pin) {
        text.push_str(&format!(" [{number}]"));
    }
    if !pin.evidence.is_empty() {
        text.push_str(&format!(" Evidence: {}", pin.evidence));
    }
    text.replace('\n', " ")
}

/// "12 people a month"; none where no number is known.
pub(crate) fn how_many(pin: &DecayPin) -> Option<String> {
    pin.number
        .map(|number| format!("{number} {}", pin.unit).trim_end().to_owned())
}

/// What the group may have overlooked.
pub(crate) fn empty_classes(sheet: &MapSheet) -> Vec<String> {
    let sentence = |class: &FactorClass| {
        let meaning = &class.label().meaning;
        format!("No pin says {meaning}: has something been overlooked?")
    };
    let empty = sheet.view.empty_classes.iter();
    empty.map(sentence).collect()
}

pub(crate) fn losses_heading(losses: &Losses) -> String {
    format!(
        "Where people are lost, as marked in round {}",
        losses.round.number()
    )
}

fn loss(losses: &Losses, loss: &Loss) -> String {
    let mut text = format!("{}: {}", loss.name, loss.verdict);
    match &loss.counts {
        Ok(counts) => {
            let count = |(level, count): (&plenary_protocol::framework::Level, &u32)| {
                format!("{} {count}", level.name)
            };
            let counts: Vec<String> = losses.levels.iter().zip(counts).map(count).collect();
            text.push_str(&format!(" ({})", counts.join(", ")));
        }
        Err(reason) => text.push_str(&format!(" ({reason})")),
    }
    if !loss.agreed.is_empty() {
        text.push_str(&format!(". Agreed: {}", loss.agreed));
    }
    text
}
