//! What apps write where (docs/PROTOCOL.md, MA and PL), as data, so that one writer can write any of it.

use plenary_protocol::{
    documents::{self, DocumentKind},
    gate::Rules,
    id::MapId,
};

/// The two kinds of working document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// A process map.
    Map,
    /// An action plan.
    Plan,
}

/// What stands under a name.
pub(crate) enum Field {
    Text,
    Label,
    Word(&'static [&'static str]),
    /// The id of something in one of these roots.
    Reference(&'static [&'static str]),
    Day,
    Number,
    Flag,
    Owner,
    Source,
    /// Ids of things in this root that are `true`.
    Ticks(&'static str),
    Items(Fields),
}

/// Names, and what stands under each.
pub(crate) type Fields = &'static [(&'static str, Field)];

/// What a root holds.
pub(crate) enum Root {
    Text,
    Entries(Fields),
    Items(Fields),
}

impl Paper {
    /// What the gate allows in it.
    pub(crate) fn rules(self) -> Rules {
        documents::rules(match self {
            Paper::Map => DocumentKind::Map(MapId::nth(1)),
            Paper::Plan => DocumentKind::Plan,
        })
    }

    /// Its roots, and what each holds.
    pub(crate) fn roots(self) -> &'static [(&'static str, Root)] {
        match self {
            Paper::Map => MAP,
            Paper::Plan => PLAN,
        }
    }
}

const MAP: &[(&str, Root)] = &[
    ("pathway", Root::Text),
    ("why", Root::Text),
    (
        "about",
        Root::Entries(&[
            ("priority", Field::Flag),
            ("change", Field::Flag),
            ("local_intelligence", Field::Flag),
        ]),
    ),
    (
        "components",
        Root::Entries(&[
            ("a", Field::Label),
            ("b", Field::Label),
            ("d", Field::Label),
        ]),
    ),
    ("definition_a", Root::Text),
    ("definition_d", Root::Text),
    ("lanes", Root::Items(&[("name", Field::Text)])),
    (
        "steps",
        Root::Items(&[
            (
                "kind",
                Field::Word(&["start", "step", "decision", "wait", "hand_off", "end"]),
            ),
            ("name", Field::Text),
            ("lane", Field::Reference(&["lanes"])),
            ("component", Field::Word(&["a", "b", "c", "d"])),
            ("note", Field::Text),
        ]),
    ),
    (
        "links",
        Root::Items(&[
            ("from", Field::Reference(&["steps"])),
            ("to", Field::Reference(&["steps"])),
            ("label", Field::Text),
        ]),
    ),
    (
        "pins",
        Root::Items(&[
            ("step", Field::Reference(&["steps"])),
            ("class", Field::Word(&["operational", "wider"])),
            ("text", Field::Text),
            ("evidence", Field::Text),
            ("number", Field::Number),
            ("unit", Field::Text),
        ]),
    ),
    (
        "questions",
        Root::Items(&[
            ("step", Field::Reference(&["steps"])),
            ("text", Field::Text),
            (
                "method",
                Field::Word(&["data", "survey", "interviews", "focus_group", "workshop"]),
            ),
            ("answer", Field::Text),
        ]),
    ),
    (
        "stakeholders",
        Root::Items(&[
            ("name", Field::Text),
            ("sphere", Field::Word(&["s1", "s2", "s6"])),
            ("to_bring_in", Field::Flag),
            ("steps", Field::Ticks("steps")),
        ]),
    ),
];

const PLAN: &[(&str, Root)] = &[
    (
        "actions",
        Root::Items(&[
            ("what", Field::Text),
            ("objective", Field::Text),
            ("owner", Field::Owner),
            ("develop_by", Field::Day),
            ("test_by", Field::Day),
            ("measure", Field::Text),
            ("target", Field::Text),
            ("priority", Field::Word(&["first", "next", "later"])),
            (
                "rhythm",
                Field::Word(&["weekly", "fortnightly", "monthly", "quarterly"]),
            ),
            (
                "progress",
                Field::Word(&["not_started", "under_way", "done", "stopped"]),
            ),
            ("source", Field::Source),
            (
                "blockers",
                Field::Items(&[
                    ("text", Field::Text),
                    ("escalated_to", Field::Text),
                    ("resolved", Field::Flag),
                ]),
            ),
            (
                "cycles",
                Field::Items(&[
                    ("plan", Field::Text),
                    ("do", Field::Text),
                    ("act", Field::Text),
                    ("plan_on", Field::Day),
                    ("study_on", Field::Day),
                    ("result", Field::Text),
                ]),
            ),
        ]),
    ),
    (
        "nodes",
        Root::Items(&[
            (
                "kind",
                Field::Word(&["outcome", "opportunity", "solution", "measure"]),
            ),
            ("text", Field::Text),
        ]),
    ),
    (
        "ties",
        Root::Items(&[
            ("from", Field::Reference(&["actions", "nodes"])),
            ("to", Field::Reference(&["nodes"])),
            ("way", Field::Word(&["direct", "indirect"])),
            ("how", Field::Text),
        ]),
    ),
];
