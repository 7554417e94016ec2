//! Process maps by hand, each with what MA1 to MA6 say of it: texts, items, lanes and steps.

use crate::cases::{Case, Draft, case, map, text};
use crate::page::Value;
use serde_json::json;
use yrs::{Any, Text, WriteTxn, types::Attrs};

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = ordinary();
    cases.extend(of_texts());
    cases.extend(of_items());
    cases.extend(crate::map_link_cases::cases());
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
