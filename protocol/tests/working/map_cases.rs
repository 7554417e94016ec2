//! Process maps by hand, each with what MA1 to MA10 say of it.

use crate::cases::{Case, Draft, case, map, text};
use crate::page::Value;
use serde_json::json;
use yrs::{Any, Text, WriteTxn, types::Attrs};

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = ordinary();
    cases.extend(of_texts());
    cases.extend(of_items());
    cases.extend(of_links());
    cases.extend(of_what_sticks_to_steps());
    cases.extend(of_caps());
    cases
}

fn ordinary() -> Vec<Case> {
    vec![
        case(
            "ma4 nothing written",
            |_| {},
            vec![
                ("/pathway", json!("")),
                ("/components/0/label", json!("People with the need")),
                ("/components/3/label", json!("Best outcome")),
                ("/steps", json!([])),
            ],
        ),
        case(
            "an ordinary map",
            |draft| {
                draft.text("pathway", "Type 2 diabetes");
                draft.text("why", "Many are found late.\nMore are lost.");
                draft.put("about", "change", true.into());
                draft.put("about", "priority", true.into());
                draft.put("components", "b", "Known to a practice".into());
                draft.text("definition_a", "Adults at risk");
                draft.item("lanes", "l1", "a", [("name", text("Practice"))]);
                draft.item("lanes", "l2", "b", [("name", text("Hospital"))]);
                draft.step("s1", "a", "start");
                draft.step("s2", "b", "decision");
                draft.item(
                    "steps",
                    "s3",
                    "c",
                    [
                        ("kind", "hand_off".into()),
                        ("name", text("Referral")),
                        ("lane", "l2".into()),
                        ("component", "c".into()),
                        ("note", text("By letter")),
                    ],
                );
                draft.link("k1", "s1", "s2");
                draft.link("k2", "s2", "s3");
                draft.link("k3", "s3", "s1");
                let pin = [
                    ("step", "s3".into()),
                    ("class", "operational".into()),
                    ("text", text("Letters get lost")),
                    ("number", 40.into()),
                    ("unit", text("people a month")),
                ];
                draft.item("pins", "p1", "a", pin);
                let stakeholder = [
                    ("name", text("Practice nurse")),
                    ("sphere", "s2".into()),
                    ("to_bring_in", true.into()),
                    ("steps", map([("s3", true.into()), ("s1", true.into())])),
                ];
                draft.item("stakeholders", "h1", "a", stakeholder);
            },
            vec![
                ("/grounds", json!(["priority", "change"])),
                ("/components/1/label", json!("Known to a practice")),
                ("/steps/2/lane", json!("l2")),
                ("/steps/2/kind", json!("hand_off")),
                ("/links/2/is_back", json!(true)),
                ("/links/1/is_back", json!(false)),
                ("/pins/0/number", json!(40.0)),
                ("/stakeholders/0/steps", json!(["s1", "s3"])),
            ],
        ),
    ]
}

fn of_texts() -> Vec<Case> {
    let lane = |name: &'static str, value: Value, read: &str| {
        let write = |draft: &mut Draft| draft.item("lanes", "l1", "a", [("name", value)]);
        case(name, write, vec![("/lanes/0/name", json!(read))])
    };
    vec![
        lane("ma1 a string is a text", "Practice".into(), "Practice"),
        lane("ma1 a number is no text", 7.into(), ""),
        lane(
            "ma1 an xml text is no text",
            Value::XmlText("Practice".into()),
            "",
        ),
        lane(
            "ma1 an array is no text",
            Value::Row(vec![Any::from("x")]),
            "",
        ),
        lane(
            "ma1 controls go, line feeds become spaces",
            text(" \n a\u{0}\t\u{85}\u{ffff}b\nc\r\n"),
            "ab c",
        ),
        lane("ma1 only blanks", text(" \n \u{7f} \n"), ""),
        lane(
            "ma1 other blanks stay",
            text("\u{a0}a\u{2028}"),
            "\u{a0}a\u{2028}",
        ),
        lane(
            "ma1 cut in code points",
            text(&"😀".repeat(81)),
            &"😀".repeat(80),
        ),
        lane(
            "ma1 cut, then freed of blanks",
            text(&format!("{} cut", "x".repeat(79))),
            &"x".repeat(79),
        ),
        lane(
            "ma1 ten thousand characters",
            text(&"y".repeat(10_000)),
            &"y".repeat(80),
        ),
        case(
            "ma1 half of a character is taken out",
            |draft| {
                draft.text("pathway", "a😀b");
                draft.change(|txn| {
                    let text = txn.get_or_insert_text("pathway");
                    text.remove_range(txn, 2, 1);
                });
            },
            vec![("/pathway", json!("a\u{fffd}b"))],
        ),
        case(
            "ma3 formats and embedded values are no text",
            |draft| {
                draft.text("why", "Because\nof this");
                draft.change(|txn| {
                    let text = txn.get_or_insert_text("why");
                    text.format(txn, 0, 7, Attrs::from([("bold".into(), Any::from(true))]));
                    text.insert_embed(txn, 3, Any::from("picture"));
                });
            },
            vec![("/why", json!("Because\nof this"))],
        ),
        case(
            "ma3 only true is true",
            |draft| {
                draft.put("about", "priority", "yes".into());
                draft.put("about", "change", 1.into());
                draft.put("about", "local_intelligence", true.into());
                draft.put("about", "other", true.into());
            },
            vec![("/grounds", json!(["local_intelligence"]))],
        ),
        case(
            "ma4 a label is a string",
            |draft| {
                draft.put("components", "a", text("a text type"));
                draft.put("components", "b", " \n".into());
                draft.put("components", "c", "Seen\nby a nurse".into());
                draft.put("components", "e", "a fifth".into());
            },
            vec![
                ("/components/0/label", json!("People with the need")),
                ("/components/1/label", json!("Known to services")),
                ("/components/2/label", json!("Seen by a nurse")),
                ("/components/4", json!(null)),
            ],
        ),
    ]
}

fn of_items() -> Vec<Case> {
    vec![
        case(
            "ma2 items stand by order, then by id",
            |draft| {
                for (id, order) in [
                    ("f", ""),
                    ("e", "a b"),
                    ("d", "z"),
                    ("c", "Z"),
                    ("b", "10"),
                    ("a", "9"),
                    ("g", "9"),
                ] {
                    draft.item("lanes", id, order, []);
                }
                draft.put("lanes", "h", map([("order", text("0"))]));
                draft.put("lanes", "i", map([("order", 1.into())]));
                draft.item("lanes", "j", &"0".repeat(201), []);
                draft.item("lanes", "k", &"1".repeat(200), []);
            },
            vec![
                ("/lanes/0/id", json!("b")),
                ("/lanes/1/id", json!("k")),
                ("/lanes/2/id", json!("a")),
                ("/lanes/3/id", json!("g")),
                ("/lanes/4/id", json!("c")),
                ("/lanes/5/id", json!("d")),
                ("/lanes/6/id", json!("e")),
                ("/lanes/7/id", json!("f")),
                ("/lanes/8/id", json!("h")),
                ("/lanes/10/id", json!("j")),
            ],
        ),
        case(
            "ma2 only true removes",
            |draft| {
                draft.item("lanes", "a", "a", [("removed", true.into())]);
                draft.item("lanes", "b", "b", [("removed", "yes".into())]);
                draft.item("lanes", "c", "c", [("removed", 1.into())]);
                draft.item("lanes", "d", "d", [("removed", false.into())]);
            },
            vec![
                ("/lanes/0/id", json!("b")),
                ("/lanes/2/id", json!("d")),
                ("/lanes/3", json!(null)),
            ],
        ),
        case(
            "ma2 only map types under ids are items",
            |draft| {
                let object = Any::from(std::collections::HashMap::from([(
                    "name".to_owned(),
                    Any::from("an object"),
                )]));
                draft.put("lanes", "a", object.into());
                draft.put("lanes", "b", text("a text"));
                draft.put("lanes", "c", Value::Row(Vec::new()));
                draft.put("lanes", "d", Any::Null.into());
                for id in ["", "A", "a-b", "é", "constructor_", &"z".repeat(25)] {
                    draft.item("lanes", id, "a", []);
                }
                draft.item("lanes", "constructor", "a", []);
                draft.item("lanes", &"z".repeat(24), "b", []);
            },
            vec![
                ("/lanes/0/id", json!("constructor")),
                ("/lanes/1/id", json!("z".repeat(24))),
                ("/lanes/2", json!(null)),
            ],
        ),
        case(
            "ma6 a step without a known kind is none",
            |draft| {
                draft.item("steps", "s1", "a", [("name", text("none"))]);
                draft.step("s2", "b", "Step");
                draft.step("s3", "c", "loop");
                draft.item("steps", "s4", "d", [("kind", text("step"))]);
                draft.item("steps", "s5", "e", [("kind", 3.into())]);
                draft.step("s6", "f", "wait");
                draft.link("k1", "s6", "s2");
            },
            vec![
                ("/steps/0/id", json!("s6")),
                ("/steps/1", json!(null)),
                ("/links", json!([])),
            ],
        ),
        case(
            "ma6 a lane that is not shown counts as none",
            |draft| {
                draft.item("lanes", "l1", "a", [("removed", true.into())]);
                draft.item("lanes", "l2", "b", []);
                for (id, lane) in [
                    ("s1", "l1".into()),
                    ("s2", "l2".into()),
                    ("s3", "l9".into()),
                ] {
                    let fields = [
                        ("kind", "step".into()),
                        ("lane", lane),
                        ("component", "e".into()),
                    ];
                    draft.item("steps", id, id, fields);
                }
                draft.item(
                    "steps",
                    "s4",
                    "z",
                    [("kind", "end".into()), ("lane", text("l2"))],
                );
            },
            vec![
                ("/steps/0/lane", json!(null)),
                ("/steps/1/lane", json!("l2")),
                ("/steps/2/lane", json!(null)),
                ("/steps/3/lane", json!(null)),
                ("/steps/1/component", json!(null)),
            ],
        ),
        case(
            "ma2 what is taken out and put back is as it was",
            |draft| {
                draft.step("s1", "a", "start");
                draft.step("s2", "b", "end");
                draft.link("k1", "s1", "s2");
                for removed in [true, false] {
                    draft.change(|txn| {
                        let steps = txn.get_or_insert_map("steps");
                        let Some(yrs::Out::YMap(step)) = yrs::Map::get(&steps, txn, "s2") else {
                            panic!("the step is there");
                        };
                        yrs::Map::insert(&step, txn, "removed", removed);
                    });
                }
            },
            vec![
                ("/steps/1/name", json!("Step s2")),
                ("/links/0/id", json!("k1")),
            ],
        ),
        case(
            "ma2 what is deleted is gone",
            |draft| {
                draft.step("s1", "a", "start");
                draft.step("s2", "b", "end");
                draft.link("k1", "s1", "s2");
                draft.change(|txn| {
                    let steps = txn.get_or_insert_map("steps");
                    yrs::Map::remove(&steps, txn, "s2");
                });
            },
            vec![("/steps/1", json!(null)), ("/links", json!([]))],
        ),
    ]
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
