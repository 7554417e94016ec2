//! A schema as a table of docs/PROTOCOL.md.

use std::fmt::Write;

use super::{Field, FieldKind, Holds, Items, PartHolds, PathForm, Schema, ValueKind};

/// One row for each root and each field of its items.
pub fn markdown(schema: &Schema) -> String {
    let mut table = "| Where | What stands there |\n|---|---|\n".to_owned();
    for root in schema.roots {
        let name = root.name;
        let mut row = |what: &str, holds: &str| {
            writeln!(table, "| `{what}` | {holds} |").expect("a string can be written to");
        };
        match root.holds {
            Holds::Text { writing } => {
                let kind = if writing.is_line { "a line" } else { "a text" };
                row(
                    name,
                    &format!("a text type of its own, read as {kind} of {}", writing.cap),
                );
            }
            Holds::Flags { words } => row(name, &format!("a map: `true` under {}", listed(words))),
            Holds::Entries { fields } => rows(&mut row, name, fields),
            Holds::Items { items } => {
                row(name, &format!("a map of items, {} of them", items.most));
                rows(&mut row, &format!("{name}/*"), items.fields);
            }
            Holds::Texts { key } => row(&format!("{name}/{key}"), "a text"),
            Holds::Values { key, value } => {
                let what = match value {
                    ValueKind::Mark => "a level from 1, or `\"unsure\"`".to_owned(),
                    ValueKind::Level => "a level from 1".to_owned(),
                    ValueKind::Count => "a whole number".to_owned(),
                    ValueKind::Reason { cap } => format!("a string of {cap}"),
                };
                row(&format!("{name}/{key}"), &what);
            }
        }
    }
    table
}

fn rows(row: &mut impl FnMut(&str, &str), under: &str, fields: &[Field]) {
    for field in fields {
        let place = format!("{under}/{}", field.name);
        match field.kind {
            // Its fields stand in the same item.
            FieldKind::Group { fields } => rows(row, under, fields),
            FieldKind::Items {
                items: Items { most, fields, .. },
            } => {
                row(&place, &format!("a map of items, {most} of them"));
                rows(row, &format!("{place}/*"), fields);
            }
            _ => {
                let needed = if field.is_required { "; needed" } else { "" };
                row(&place, &format!("{}{needed}", what(field)));
            }
        }
    }
}

fn what(field: &Field) -> String {
    match field.kind {
        FieldKind::Line { cap } => format!("a line of {cap}"),
        FieldKind::Label { cap } => {
            format!("a string, read as a line of {cap}; a text type counts as absent")
        }
        FieldKind::Text { cap } => format!("a text of {cap}"),
        FieldKind::Word { words, otherwise } => match otherwise {
            Some(word) => format!("{}; `{word}` for any other value", listed(words)),
            None => listed(words),
        },
        FieldKind::Flag => "`true`, or not".to_owned(),
        FieldKind::Day => "a day such as `2026-11-23`, from 2000 to 2199".to_owned(),
        FieldKind::Number { most } => format!("a number from 0 to {most}, whole or not"),
        FieldKind::Id { id } => format!("{}, whether or not there is such a thing", id.words()),
        FieldKind::Reference { roots } => format!("the id of a shown item of {}", listed(roots)),
        FieldKind::Ticks { root } => {
            format!("a map: `true` under the ids of shown items of `{root}`, read in their order")
        }
        FieldKind::Path { forms } => {
            let forms: Vec<String> = forms.iter().map(form).collect();
            format!("a string: {}", forms.join(" or "))
        }
        FieldKind::Group { .. } | FieldKind::Items { .. } => String::new(),
    }
}

/// `seat/{seat}/{label}`, and what each part is.
fn form(form: &PathForm) -> String {
    let names = form.parts.iter().map(|part| format!("/{{{}}}", part.shown));
    let parts = form.parts.iter().map(|part| match part.holds {
        PartHolds::Id { id } => format!("`{}` {}", part.shown, id.words()),
        PartHolds::Line { cap } => {
            format!(
                "`{}` all that follows, a line of {cap} that is not empty",
                part.shown
            )
        }
    });
    let (names, parts): (String, Vec<String>) = (names.collect(), parts.collect());
    format!("`{}{names}` ({})", form.kind, parts.join(", "))
}

fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
