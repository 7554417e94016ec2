//! Process maps by hand, each with what MA7 to MA10 say of it, and what the caps leave.

use crate::cases::{Case, Draft, case, map, text};
use crate::page::Value;
use serde_json::json;
use yrs::Any;

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = of_links();
    cases.extend(of_what_sticks_to_steps());
    cases.extend(of_caps());
    cases
}

fn of_links() -> Vec<Case> {
    vec![
        case(
            "ma7 links stand by their ends, and back is what leads up the list",
            |draft| {
                for (id, order) in [("s1", "c"), ("s2", "b"), ("s3", "a")] {
                    draft.step(id, order, "step");
                }
                draft.link("k1", "s1", "s2");
                draft.link("k2", "s2", "s3");
                draft.link("k3", "s3", "s1");
                draft.link("k4", "s3", "s2");
            },
            vec![
                ("/links/0/id", json!("k4")),
                ("/links/0/is_back", json!(false)),
                ("/links/1/id", json!("k3")),
                ("/links/2/id", json!("k2")),
                ("/links/2/is_back", json!(true)),
                ("/links/3/id", json!("k1")),
                ("/links/3/is_back", json!(true)),
            ],
        ),
        case(
            "ma7 links to oneself, to nowhere and to what is taken out are not shown",
            |draft| {
                draft.step("s1", "a", "step");
                draft.step("s2", "b", "step");
                let gone = [("kind", "step".into()), ("removed", true.into())];
                draft.item("steps", "s3", "c", gone);
                draft.link("k1", "s1", "s1");
                draft.link("k2", "s1", "s9");
                draft.link("k3", "s3", "s1");
                draft.item("links", "k4", "a", [("from", "s1".into())]);
                draft.item(
                    "links",
                    "k5",
                    "a",
                    [("from", text("s1")), ("to", "s2".into())],
                );
                draft.item(
                    "links",
                    "k6",
                    "a",
                    [("from", "s1".into()), ("to", 2.into())],
                );
            },
            vec![("/links", json!([]))],
        ),
        case(
            "ma7 of two links the smallest id is shown, unless it is taken out",
            |draft| {
                draft.step("s1", "a", "step");
                draft.step("s2", "b", "step");
                let removed = [
                    ("from", "s1".into()),
                    ("to", "s2".into()),
                    ("removed", true.into()),
                ];
                draft.item("links", "k1", "a", removed);
                draft.link("k9", "s1", "s2");
                let labelled = [
                    ("from", "s1".into()),
                    ("to", "s2".into()),
                    ("label", text("if asked")),
                ];
                draft.item("links", "k10", "z", labelled);
            },
            vec![
                ("/links/0/id", json!("k10")),
                ("/links/0/label", json!("if asked")),
                ("/links/1", json!(null)),
            ],
        ),
    ]
}

fn of_what_sticks_to_steps() -> Vec<Case> {
    let number = |name: &'static str, value: fn(&mut Draft) -> Value, read: serde_json::Value| {
        let write = |draft: &mut Draft| {
            draft.step("s1", "a", "step");
            let number = value(draft);
            draft.item(
                "pins",
                "p1",
                "a",
                [("step", "s1".into()), ("number", number)],
            );
        };
        case(
            name,
            write,
            vec![("/pins/0/number", read), ("/pins/0/id", json!("p1"))],
        )
    };
    vec![
        number("ma8 a fraction", |_| 0.25.into(), json!(0.25)),
        number(
            "ma8 the largest number",
            |_| 1_000_000_000.into(),
            json!(1e9),
        ),
        number("ma8 one too many", |_| 1_000_000_001.into(), json!(null)),
        number("ma8 less than nothing", |_| (-1).into(), json!(null)),
        number("ma8 not a number", |_| f64::NAN.into(), json!(null)),
        number("ma8 without end", |_| f64::INFINITY.into(), json!(null)),
        number("ma8 digits in a string", |_| "40".into(), json!(null)),
        number(
            "ma8 a big integer",
            |draft| draft.raw_number(122, 7_i64.to_be_bytes()),
            json!(7.0),
        ),
        number(
            "ma8 nought from below",
            |draft| draft.raw_number(123, (-0.0_f64).to_be_bytes()),
            json!(0.0),
        ),
        case(
            "ma8 ma9 what sticks to no step is not shown",
            |draft| {
                draft.step("s1", "a", "step");
                let words = || ("text", text("words"));
                draft.item("pins", "p1", "a", [("step", "s2".into()), words()]);
                draft.item("pins", "p2", "b", [words()]);
                draft.item(
                    "pins",
                    "p3",
                    "c",
                    [("step", "s1".into()), ("class", "other".into())],
                );
                draft.item("questions", "q1", "a", [("step", "s2".into()), words()]);
                let asked = [
                    ("step", "s1".into()),
                    ("method", "focus_group".into()),
                    ("text", text("How many?")),
                    ("answer", "About forty".into()),
                ];
                draft.item("questions", "q2", "b", asked);
                draft.item(
                    "questions",
                    "q3",
                    "c",
                    [("step", "s1".into()), ("method", true.into())],
                );
            },
            vec![
                ("/pins/0/id", json!("p3")),
                ("/pins/0/class", json!(null)),
                ("/pins/0/number", json!(null)),
                ("/questions/0/method", json!("focus_group")),
                ("/questions/0/answer", json!("About forty")),
                ("/questions/1/method", json!(null)),
            ],
        ),
        case(
            "ma10 stakeholders and their steps",
            |draft| {
                draft.step("s1", "b", "step");
                draft.step("s2", "a", "step");
                draft.step("s3", "c", "none");
                let ticks = [("s1", true), ("s2", true), ("s3", true), ("s4", true)];
                let ticks = ticks.map(|(step, is_ticked)| (step, is_ticked.into()));
                draft.item("stakeholders", "h1", "a", [("steps", map(ticks))]);
                let others = [("s1", "yes".into()), ("s2", 1.into()), ("S1", true.into())];
                let spheres = [("sphere", "s0".into()), ("steps", map(others))];
                draft.item("stakeholders", "h2", "b", spheres);
                let row = Value::Row(vec![Any::from("s1")]);
                draft.item(
                    "stakeholders",
                    "h3",
                    "c",
                    [("sphere", "s65535".into()), ("steps", row)],
                );
                draft.item("stakeholders", "h4", "d", [("sphere", "s01".into())]);
                let unsure = [("sphere", "s65536".into()), ("to_bring_in", "true".into())];
                draft.item("stakeholders", "h5", "e", unsure);
            },
            vec![
                ("/stakeholders/0/steps", json!(["s2", "s1"])),
                ("/stakeholders/1/steps", json!([])),
                ("/stakeholders/1/sphere", json!(null)),
                ("/stakeholders/2/steps", json!([])),
                ("/stakeholders/2/sphere", json!("s65535")),
                ("/stakeholders/3/sphere", json!(null)),
                ("/stakeholders/4/sphere", json!(null)),
                ("/stakeholders/4/is_to_bring_in", json!(false)),
            ],
        ),
    ]
}

fn of_caps() -> Vec<Case> {
    vec![
        case(
            "ma5 the first twenty lanes that are not taken out",
            |draft| {
                for number in 0..24 {
                    let removed = [("removed", (number < 2).into())];
                    draft.item(
                        "lanes",
                        &format!("l{number}"),
                        &format!("{number:02}"),
                        removed,
                    );
                }
                let fields = [("kind", "step".into()), ("lane", "l22".into())];
                draft.item("steps", "s1", "a", fields);
            },
            vec![
                ("/lanes/0/id", json!("l2")),
                ("/lanes/19/id", json!("l21")),
                ("/lanes/20", json!(null)),
                ("/steps/0/lane", json!(null)),
            ],
        ),
        case(
            "ma6 the first two hundred steps of a known kind",
            |draft| {
                draft.item("steps", "x", "000", []);
                for number in 1..=201 {
                    let kind = [("kind", "step".into())];
                    draft.item(
                        "steps",
                        &format!("s{number}"),
                        &format!("{number:03}"),
                        kind,
                    );
                }
                draft.link("k1", "s200", "s201");
                draft.link("k2", "s1", "s200");
            },
            vec![
                ("/steps/199/id", json!("s200")),
                ("/steps/200", json!(null)),
                ("/links/0/id", json!("k2")),
                ("/links/1", json!(null)),
            ],
        ),
        case(
            "ma7 the first six hundred links, by their ends",
            |draft| {
                for number in 10..35 {
                    let kind = [("kind", "step".into())];
                    draft.item("steps", &format!("s{number}"), &format!("{number}"), kind);
                }
                // Every two of 25 steps both ways are 600; the last of them is drawn first, and one is drawn twice.
                draft.link("a", "s34", "s33");
                draft.link("b", "s34", "s33");
                for from in 10..35 {
                    for to in (10..35).filter(|to| *to != from) {
                        draft.link(
                            &format!("k{from}x{to}"),
                            &format!("s{from}"),
                            &format!("s{to}"),
                        );
                    }
                }
                draft.item("steps", "s35", "00", [("kind", "start".into())]);
                draft.link("c", "s35", "s10");
            },
            vec![
                ("/links/0/id", json!("c")),
                ("/links/1/id", json!("k10x11")),
                ("/links/599/id", json!("k34x32")),
                ("/links/600", json!(null)),
            ],
        ),
    ]
}
