//! A process map (docs/PROTOCOL.md, MA).

use strum::VariantNames;

use super::{
    Field, FieldKind, Holds, IdKind, Root, Schema, Writing, flag, label, line, reference, text,
    word,
};
use crate::{
    documents::map::{ComponentId, EnquiryMethod, FactorClass, Ground, MapStepKind},
    limits,
};

/// A process map.
pub const MAP: Schema = Schema {
    roots: &[
        Root {
            name: "about",
            shown: "grounds",
            holds: Holds::Flags {
                words: Ground::VARIANTS,
            },
        },
        text_root("pathway", true, limits::SENTENCE_CHARACTERS),
        text_root("why", false, limits::NOTE_CHARACTERS),
        Root::new(
            "components",
            Holds::Entries {
                fields: &[
                    label("a", limits::LABEL_CHARACTERS),
                    label("b", limits::LABEL_CHARACTERS),
                    label("c", limits::LABEL_CHARACTERS),
                    label("d", limits::LABEL_CHARACTERS),
                ],
            },
        ),
        text_root("definition_a", false, limits::NOTE_CHARACTERS),
        text_root("definition_b", false, limits::NOTE_CHARACTERS),
        text_root("definition_c", false, limits::NOTE_CHARACTERS),
        text_root("definition_d", false, limits::NOTE_CHARACTERS),
        Root::items(
            "lanes",
            limits::LANES_PER_MAP,
            &[line("name", limits::LABEL_CHARACTERS)],
        ),
        Root::items(
            "steps",
            limits::STEPS_PER_MAP,
            &[
                word("kind", MapStepKind::VARIANTS).required(),
                line("name", limits::STEP_NAME_CHARACTERS),
                reference("lane", &["lanes"]),
                word("component", ComponentId::VARIANTS),
                text("note", limits::NOTE_CHARACTERS),
            ],
        ),
        Root::joining(
            "links",
            limits::LINKS_PER_MAP,
            &[
                reference("from", &["steps"]).required(),
                reference("to", &["steps"]).required(),
                line("label", limits::LABEL_CHARACTERS),
            ],
        ),
        Root::items(
            "pins",
            limits::PINS_PER_MAP,
            &[
                reference("step", &["steps"]).required(),
                word("class", FactorClass::VARIANTS),
                text("text", limits::REMARK_CHARACTERS),
                text("evidence", limits::PARAGRAPH_CHARACTERS),
                Field::new(
                    "number",
                    FieldKind::Number {
                        most: limits::PIN_NUMBER_MAX,
                    },
                ),
                line("unit", limits::UNIT_CHARACTERS),
            ],
        ),
        Root::items(
            "questions",
            limits::PINS_PER_MAP,
            &[
                reference("step", &["steps"]).required(),
                text("text", limits::REMARK_CHARACTERS),
                word("method", EnquiryMethod::VARIANTS),
                text("answer", limits::PARAGRAPH_CHARACTERS),
            ],
        ),
        Root::items(
            "stakeholders",
            limits::STAKEHOLDERS_PER_MAP,
            &[
                line("name", limits::LABEL_CHARACTERS),
                Field::new("sphere", FieldKind::Id { id: IdKind::Sphere }),
                flag("to_bring_in").read_as("is_to_bring_in"),
                Field::new("steps", FieldKind::Ticks { root: "steps" }),
            ],
        ),
    ],
};

const fn text_root(name: &'static str, is_line: bool, cap: usize) -> Root {
    let writing = Writing { is_line, cap };
    Root::new(name, Holds::Text { writing })
}
