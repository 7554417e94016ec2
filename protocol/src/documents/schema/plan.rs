//! The action plan (docs/PROTOCOL.md, PL).

use strum::VariantNames;

use super::{
    Field, FieldKind, IdKind, PartHolds, PathForm, PathPart, Root, Schema, day, flag, line,
    reference, text, within, word, word_or,
};
use crate::{
    documents::plan::{ActionPriority, ActionProgress, NodeKind, ReportRhythm, TieWay},
    limits,
};

/// The action plan.
pub const PLAN: Schema = Schema {
    roots: &[
        Root::items("actions", limits::ACTIONS_PER_PLAN, ACTION),
        Root::items(
            "nodes",
            limits::NODES_PER_PLAN,
            &[
                word("kind", NodeKind::VARIANTS).required(),
                line("text", limits::SENTENCE_CHARACTERS),
            ],
        ),
        Root::joining(
            "ties",
            limits::TIES_PER_PLAN,
            &[
                reference("from", &["actions", "nodes"]).required(),
                reference("to", &["nodes"]).required(),
                word_or("way", TieWay::VARIANTS, "direct"),
                line("how", limits::SENTENCE_CHARACTERS),
            ],
        ),
    ],
};

const ACTION: &[Field] = &[
    line("what", limits::SENTENCE_CHARACTERS),
    text("objective", limits::PARAGRAPH_CHARACTERS),
    Field::new("owner", FieldKind::Path { forms: OWNER }),
    text("engage", limits::REMARK_CHARACTERS),
    text("evidence", limits::PARAGRAPH_CHARACTERS),
    day("develop_by"),
    day("implement_by"),
    day("test_by"),
    line("measure", limits::SENTENCE_CHARACTERS),
    line("baseline", limits::LABEL_CHARACTERS),
    line("target", limits::LABEL_CHARACTERS),
    word("priority", ActionPriority::VARIANTS),
    word("rhythm", ReportRhythm::VARIANTS),
    line("report_to", limits::LABEL_CHARACTERS),
    within(
        "blockers",
        limits::BLOCKERS_PER_ACTION,
        &[
            text("text", limits::REMARK_CHARACTERS),
            line("escalated_to", limits::LABEL_CHARACTERS),
            flag("resolved").read_as("is_resolved"),
        ],
    ),
    within(
        "cycles",
        limits::CYCLES_PER_ACTION,
        &[
            stage("plan", &[written("plan"), on("plan_on")]),
            stage("do", &[written("do"), on("do_on")]),
            stage("study", &[written("study"), on("study_on")]),
            stage("act", &[written("act"), on("act_on")]),
            line("result", limits::SENTENCE_CHARACTERS),
        ],
    ),
    word_or("progress", ActionProgress::VARIANTS, "not_started"),
    Field::new("source", FieldKind::Path { forms: SOURCE }),
];

const OWNER: &[PathForm] = &[
    PathForm {
        kind: "seat",
        parts: &[part("seat", IdKind::Seat), NAMED],
    },
    PathForm {
        kind: "organisation",
        parts: &[NAMED],
    },
];

const SOURCE: &[PathForm] = &[
    PathForm {
        kind: "domain",
        parts: &[
            part("framework", IdKind::Slug),
            part("domain", IdKind::Slug),
        ],
    },
    PathForm {
        kind: "step",
        parts: &[part("map", IdKind::Map), part("step", IdKind::Item)],
    },
    PathForm {
        kind: "pin",
        parts: &[part("map", IdKind::Map), part("pin", IdKind::Item)],
    },
];

const NAMED: PathPart = PathPart {
    shown: "label",
    holds: PartHolds::Line {
        cap: limits::LABEL_CHARACTERS,
    },
};

const fn part(shown: &'static str, id: IdKind) -> PathPart {
    let holds = PartHolds::Id { id };
    PathPart { shown, holds }
}

const fn stage(shown: &'static str, fields: &'static [Field]) -> Field {
    Field::new(shown, FieldKind::Group { fields })
}

const fn written(name: &'static str) -> Field {
    text(name, limits::PARAGRAPH_CHARACTERS).read_as("text")
}

const fn on(name: &'static str) -> Field {
    day(name).read_as("on")
}
