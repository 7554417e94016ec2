//! Action plans by hand, each with what PL1 to PL5 say of it.

use crate::cases::{Case, Draft, case, map, text};
use crate::page::Value;
use serde_json::{Value as Json, json};
use yrs::Any;

const SEAT: &str = "01010101-0101-4101-8101-010101010101";

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = ordinary();
    cases.extend(of_fields());
    cases.extend(of_what_is_within_an_action());
    cases.extend(of_the_thread());
    cases.extend(of_caps());
    cases
}

fn node(draft: &mut Draft, id: &str, kind: &str) {
    let fields = [("kind", kind.into()), ("text", text(kind))];
    draft.item("nodes", id, id, fields);
}

fn tie(draft: &mut Draft, id: &str, from: &str, to: &str) {
    draft.item("ties", id, "a", [("from", from.into()), ("to", to.into())]);
}

fn ordinary() -> Vec<Case> {
    vec![
        case(
            "nothing written",
            |_| {},
            vec![
                ("/actions", json!([])),
                ("/nodes", json!([])),
                ("/ties", json!([])),
            ],
        ),
        case(
            "an ordinary plan",
            |draft| {
                let owner = format!("seat/{SEAT}/Ward 3");
                let action = [
                    ("what", text("Ring people before their visit")),
                    ("objective", text("Nobody waits\nwithout knowing")),
                    ("owner", owner.as_str().into()),
                    ("engage", text("Reception")),
                    ("evidence", text("Forty missed visits a month")),
                    ("develop_by", "2027-01-15".into()),
                    ("implement_by", "2027-03-01".into()),
                    ("test_by", "2027-06-30".into()),
                    ("measure", text("Missed visits a month")),
                    ("baseline", text("40")),
                    ("target", text("10")),
                    ("priority", "first".into()),
                    ("rhythm", "monthly".into()),
                    ("report_to", text("The board")),
                    ("progress", "under_way".into()),
                    ("source", "pin/m1/p1".into()),
                    (
                        "blockers",
                        map([(
                            "b1",
                            map([("order", "a".into()), ("text", text("No phone"))]),
                        )]),
                    ),
                    (
                        "cycles",
                        map([(
                            "c1",
                            map([
                                ("do", text("Rang ten people")),
                                ("do_on", "2027-02-01".into()),
                            ]),
                        )]),
                    ),
                ];
                draft.item("actions", "a1", "b", action);
                draft.item("actions", "a2", "a", [("what", text("First in rank"))]);
                node(draft, "n1", "outcome");
                node(draft, "n2", "measure");
                tie(draft, "t1", "n2", "n1");
                let indirect = [
                    ("from", "a1".into()),
                    ("to", "n2".into()),
                    ("way", "indirect".into()),
                    ("how", text("Fewer are missed")),
                ];
                draft.item("ties", "t2", "a", indirect);
            },
            vec![
                ("/actions/0/id", json!("a2")),
                (
                    "/actions/1/owner",
                    json!({"kind": "seat", "seat": SEAT, "label": "Ward 3"}),
                ),
                (
                    "/actions/1/objective",
                    json!("Nobody waits\nwithout knowing"),
                ),
                ("/actions/1/implement_by", json!("2027-03-01")),
                ("/actions/1/rhythm", json!("monthly")),
                (
                    "/actions/1/source",
                    json!({"kind": "pin", "map": "m1", "pin": "p1"}),
                ),
                ("/actions/1/blockers/0/text", json!("No phone")),
                ("/actions/1/cycles/0/do/on", json!("2027-02-01")),
                ("/ties/0/id", json!("t2")),
                ("/ties/0/way", json!("indirect")),
                ("/ties/1/way", json!("direct")),
            ],
        ),
    ]
}

fn of_fields() -> Vec<Case> {
    let field = |name: &'static str, field: &str, value: Value, read: Json| {
        let write = |draft: &mut Draft| draft.item("actions", "a1", "a", [(field, value)]);
        let pointer = match field {
            "owner" => "/actions/0/owner",
            "source" => "/actions/0/source",
            "develop_by" => "/actions/0/develop_by",
            "progress" => "/actions/0/progress",
            _ => "/actions/0/what",
        };
        case(
            name,
            write,
            vec![("/actions/0/id", json!("a1")), (pointer, read)],
        )
    };
    let seat = |label: &str| format!("seat/{SEAT}/{label}").into();
    let organisation = |label: &str| json!({"kind": "organisation", "label": label});
    let none = json!(null);
    vec![
        field(
            "pl1 a label may hold slashes",
            "owner",
            seat(" A/B\n/ "),
            json!({"kind": "seat", "seat": SEAT, "label": "A/B /"}),
        ),
        field(
            "pl1 an owner has a label",
            "owner",
            seat(" \n\u{1}"),
            none.clone(),
        ),
        field(
            "pl1 a seat is one in its one spelling",
            "owner",
            "seat/0101/Anna".into(),
            none.clone(),
        ),
        field(
            "pl1 a seat is in lower case",
            "owner",
            "seat/0101010A-0101-4101-8101-010101010101/Anna".into(),
            none.clone(),
        ),
        field(
            "pl1 a seat needs its label",
            "owner",
            format!("seat/{SEAT}").into(),
            none.clone(),
        ),
        field(
            "pl1 an organisation",
            "owner",
            format!("organisation/{}", "o/".repeat(50)).into(),
            organisation(&"o/".repeat(40)),
        ),
        field(
            "pl1 an organisation without a name",
            "owner",
            "organisation/".into(),
            none.clone(),
        ),
        field(
            "pl1 an owner is a string",
            "owner",
            text("organisation/Town"),
            none.clone(),
        ),
        field(
            "pl1 no other kind of owner",
            "owner",
            "Seat/x".into(),
            none.clone(),
        ),
        field(
            "pl1 a leap day",
            "develop_by",
            "2028-02-29".into(),
            json!("2028-02-29"),
        ),
        field(
            "pl1 a day that is not",
            "develop_by",
            "2027-02-29".into(),
            none.clone(),
        ),
        field(
            "pl1 a day of another century",
            "develop_by",
            "2200-01-01".into(),
            none.clone(),
        ),
        field(
            "pl1 a day is a string",
            "develop_by",
            text("2027-01-01"),
            none.clone(),
        ),
        field(
            "pl1 unknown progress",
            "progress",
            "finished".into(),
            json!("not_started"),
        ),
        field(
            "pl1 a domain as source",
            "source",
            "domain/pit-a/leadership".into(),
            json!({"kind": "domain", "framework": "pit-a", "domain": "leadership"}),
        ),
        field(
            "pl1 a source has two ids",
            "source",
            "step/m1/s1/x".into(),
            none.clone(),
        ),
        field(
            "pl1 a map has a number from 1",
            "source",
            "step/m0/s1".into(),
            none.clone(),
        ),
        field(
            "pl1 a domain is in lower case",
            "source",
            "domain/pit-a/Law".into(),
            none.clone(),
        ),
        field(
            "pl1 what is a line",
            "what",
            text(&format!("\nOne\ntwo{}", " x".repeat(200))),
            json!(format!("One two{}", " x".repeat(96))),
        ),
    ]
}

fn of_what_is_within_an_action() -> Vec<Case> {
    vec![
        case(
            "pl2 blockers in their order, without what is taken out",
            |draft| {
                let blocker = |order: &'static str, removed: bool| {
                    map([
                        ("order", order.into()),
                        ("removed", removed.into()),
                        ("escalated_to", text("The board\nof the town")),
                        ("resolved", "yes".into()),
                    ])
                };
                let blockers = map([
                    ("b1", blocker("b", false)),
                    ("b2", blocker("a", false)),
                    ("b3", blocker("c", true)),
                    ("b-4", blocker("d", false)),
                    ("b5", "no map".into()),
                    ("b6", map([("resolved", true.into())])),
                ]);
                draft.item("actions", "a1", "a", [("blockers", blockers)]);
            },
            vec![
                ("/actions/0/blockers/0/id", json!("b2")),
                ("/actions/0/blockers/0/is_resolved", json!(false)),
                (
                    "/actions/0/blockers/1/escalated_to",
                    json!("The board of the town"),
                ),
                ("/actions/0/blockers/2/is_resolved", json!(true)),
                ("/actions/0/blockers/3", json!(null)),
            ],
        ),
        case(
            "pl3 cycles that are something else",
            |draft| {
                let row = Value::Row(vec![Any::from("c1")]);
                draft.item(
                    "actions",
                    "a1",
                    "a",
                    [("cycles", row), ("blockers", 3.into())],
                );
                let cycle = map([
                    ("plan", 3.into()),
                    ("study", text("Eight came")),
                    ("study_on", "soon".into()),
                    ("act_on", "2027-12-31".into()),
                    ("result", text("It helps")),
                ]);
                draft.item("actions", "a2", "b", [("cycles", map([("c1", cycle)]))]);
            },
            vec![
                ("/actions/0/cycles", json!([])),
                ("/actions/0/blockers", json!([])),
                ("/actions/1/cycles/0/plan", json!({"text": "", "on": null})),
                (
                    "/actions/1/cycles/0/study",
                    json!({"text": "Eight came", "on": null}),
                ),
                ("/actions/1/cycles/0/act/on", json!("2027-12-31")),
            ],
        ),
    ]
}

fn of_the_thread() -> Vec<Case> {
    vec![
        case(
            "pl4 a node without a known kind is none",
            |draft| {
                node(draft, "n1", "idea");
                draft.item("nodes", "n2", "b", [("text", text("no kind"))]);
                node(draft, "n3", "solution");
            },
            vec![("/nodes/0/id", json!("n3")), ("/nodes/1", json!(null))],
        ),
        case(
            "pl5 ties run towards the outcome",
            |draft| {
                draft.item("actions", "a1", "a", []);
                draft.item("actions", "a2", "b", []);
                for (id, kind) in [
                    ("n1", "outcome"),
                    ("n2", "opportunity"),
                    ("n3", "solution"),
                    ("n4", "measure"),
                    ("n5", "measure"),
                ] {
                    node(draft, id, kind);
                }
                tie(draft, "t1", "n4", "n3");
                tie(draft, "t2", "n3", "n4");
                tie(draft, "t3", "n4", "n5");
                tie(draft, "t4", "n4", "n4");
                tie(draft, "t5", "a1", "a2");
                tie(draft, "t6", "n1", "a1");
                tie(draft, "t7", "a1", "n1");
                tie(draft, "t8", "n2", "n1");
                tie(draft, "t9", "n9", "n1");
                draft.item(
                    "ties",
                    "ta",
                    "a",
                    [("from", "a2".into()), ("way", "direct".into())],
                );
                let unknown_way = [
                    ("from", "a2".into()),
                    ("to", "n4".into()),
                    ("way", 1.into()),
                ];
                draft.item("ties", "tb", "a", unknown_way);
            },
            vec![
                ("/ties/0/id", json!("t7")),
                ("/ties/1/id", json!("tb")),
                ("/ties/1/way", json!("direct")),
                ("/ties/2/id", json!("t8")),
                ("/ties/3/id", json!("t1")),
                ("/ties/4", json!(null)),
            ],
        ),
        case(
            "pl5 of two ties the smallest id is shown",
            |draft| {
                draft.item("actions", "a1", "a", []);
                node(draft, "n1", "measure");
                tie(draft, "t2", "a1", "n1");
                let other = [
                    ("from", "a1".into()),
                    ("to", "n1".into()),
                    ("how", text("the other")),
                ];
                draft.item("ties", "t1", "z", other);
                tie(draft, "t3", "a1", "n1");
            },
            vec![
                ("/ties/0/how", json!("the other")),
                ("/ties/1", json!(null)),
            ],
        ),
        case(
            "pl5 an id that is both is the action's",
            |draft| {
                draft.item("actions", "x", "a", []);
                node(draft, "x", "outcome");
                node(draft, "y", "outcome");
                node(draft, "z", "measure");
                tie(draft, "t1", "x", "y");
                tie(draft, "t2", "z", "x");
                let gone = [("removed", true.into())];
                draft.item("actions", "w", "b", gone);
                node(draft, "w", "outcome");
                tie(draft, "t3", "z", "w");
            },
            vec![
                ("/nodes/1/id", json!("x")),
                ("/ties/0/id", json!("t1")),
                ("/ties/1/id", json!("t3")),
                ("/ties/2", json!(null)),
            ],
        ),
        case(
            "pl5 ties fall with their ends",
            |draft| {
                draft.item("actions", "a1", "a", [("removed", true.into())]);
                node(draft, "n1", "measure");
                node(draft, "n2", "outcome");
                tie(draft, "t1", "a1", "n1");
                tie(draft, "t2", "n1", "n2");
                draft.item(
                    "ties",
                    "t3",
                    "a",
                    [("from", text("n1")), ("to", text("n2"))],
                );
            },
            vec![("/ties/0/id", json!("t2")), ("/ties/1", json!(null))],
        ),
    ]
}

fn of_caps() -> Vec<Case> {
    vec![
        case(
            "pl1 the first two hundred actions, pl2 the first twenty blockers",
            |draft| {
                for number in 0..201 {
                    draft.item(
                        "actions",
                        &format!("a{number}"),
                        &format!("{number:03}"),
                        [],
                    );
                }
                node(draft, "n1", "outcome");
                tie(draft, "t1", "a200", "n1");
                tie(draft, "t2", "a199", "n1");
                let ids: Vec<String> = (10..31).map(|number| format!("b{number}")).collect();
                let blockers = map(ids.iter().map(|id| (id.as_str(), map([]))));
                draft.item("actions", "many", "000", [("blockers", blockers)]);
            },
            vec![
                ("/actions/1/id", json!("many")),
                ("/actions/199/id", json!("a198")),
                ("/actions/200", json!(null)),
                ("/actions/1/blockers/19/id", json!("b29")),
                ("/actions/1/blockers/20", json!(null)),
                ("/ties", json!([])),
            ],
        ),
        case(
            "pl5 the first six hundred ties, by their ends",
            |draft| {
                for number in 10..36 {
                    draft.item("actions", &format!("a{number}"), &format!("{number}"), []);
                    node(draft, &format!("n{number}"), "outcome");
                }
                for from in (10..36).rev() {
                    for to in 10..36 {
                        let id = format!("t{from}x{to}");
                        tie(draft, &id, &format!("a{from}"), &format!("n{to}"));
                    }
                }
            },
            vec![
                ("/ties/0/id", json!("t10x10")),
                ("/ties/599/id", json!("t33x11")),
                ("/ties/600", json!(null)),
            ],
        ),
    ]
}
