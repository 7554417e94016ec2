//! Maps and the plan in a workshop's files: what is valid and shown is in them, and nothing else.

use plenary_protocol::{
    commitment::Terms,
    id::{ItemId, MapId},
    views,
};
use yrs::{Any, MapPrelim, MapRef, TransactionMut, WriteTxn};

use super::*;

/// The first map.
fn first() -> MapId {
    MapId::nth(1)
}

const SPOILT: &str = "written by nobody's app";

fn put(item: &MapRef, transaction: &mut TransactionMut<'_>, fields: &[(&str, &str)]) {
    for (key, value) in fields {
        item.insert(transaction, *key, *value);
    }
}

fn add(transaction: &mut TransactionMut<'_>, root: &str, id: &str, fields: &[(&str, &str)]) {
    let root = transaction.get_or_insert_map(root);
    let item = root.insert(transaction, id, MapPrelim::default());
    put(&item, transaction, fields);
}

/// A map of two steps and an end that six people have marked: all of them on waiting, one on asking.
fn mapped(reveal: RevealMode) -> Scenario {
    mapped_at(begin(reveal), None)
}

fn mapped_at(mut scenario: Scenario, table: Option<TableId>) -> Scenario {
    (1..=6).for_each(|number| scenario.sits_down(number, table));
    scenario.steers(Command::CreateMap {
        title: "Breathing well".to_owned(),
    });
    scenario.steers(Command::MoveStep {
        from: StepId::Lobby,
        to: StepId::Map,
    });
    scenario.writes(DocumentKind::Map(first()), FACILITATOR, |document| {
        let transaction = &mut document.transact_mut();
        add(
            transaction,
            "lanes",
            "gp",
            &[("name", "GP surgery"), ("order", "a1")],
        );
        add(
            transaction,
            "steps",
            "ask",
            &[
                ("kind", "step"),
                ("name", "Asked & <told>"),
                ("lane", "gp"),
                ("order", "a1"),
            ],
        );
        add(
            transaction,
            "steps",
            "wait",
            &[("kind", "wait"), ("name", "Waiting"), ("order", "a2")],
        );
        add(
            transaction,
            "steps",
            "end",
            &[("kind", "end"), ("name", "Well"), ("order", "a3")],
        );
        add(
            transaction,
            "steps",
            "bad",
            &[("kind", SPOILT), ("name", SPOILT), ("order", "a0")],
        );
        add(
            transaction,
            "links",
            "k1",
            &[("from", "ask"), ("to", "wait")],
        );
        add(
            transaction,
            "links",
            "k2",
            &[("from", "wait"), ("to", "bad"), ("label", SPOILT)],
        );
        add(
            transaction,
            "pins",
            "p1",
            &[
                ("step", "wait"),
                ("class", "operational"),
                ("text", "Letters come late"),
            ],
        );
        add(
            transaction,
            "pins",
            "p2",
            &[("step", "nowhere"), ("text", SPOILT)],
        );
    });
    scenario.steers(Command::OpenLosses {
        map: first(),
        steps: None,
    });
    (1..=6).for_each(|number| {
        scenario.writes(DocumentKind::Ballot(seat(number)), number, |document| {
            let marks = document.get_or_insert_map("marks");
            let transaction = &mut document.transact_mut();
            marks.insert(transaction, "r1/wait", 3.0);
            if number == 1 {
                marks.insert(transaction, "r1/ask", 4.0);
            }
        });
    });
    scenario.steers(Command::CloseRound {
        round: RoundId::nth(1),
    });
    scenario
}

/// The plan gets an action that seat 1 leads, and accepts under a name of their own.
fn plan(scenario: &mut Scenario) {
    scenario.writes(DocumentKind::Plan, FACILITATOR, |document| {
        let transaction = &mut document.transact_mut();
        let owner = format!("seat/{}/the lead nurse", seat(1));
        add(
            transaction,
            "actions",
            "ring",
            &[
                ("what", "Ring people up"),
                ("owner", &owner),
                ("implement_by", "2027-01-29"),
                ("measure", "Calls made"),
                ("source", "pin/m1/p1"),
                ("order", "a1"),
            ],
        );
        add(
            transaction,
            "nodes",
            "bad",
            &[("kind", SPOILT), ("text", SPOILT)],
        );
        let root = transaction.get_or_insert_map("actions");
        root.insert(transaction, "number", Any::from(7.0));
    });
    let action: ItemId = "ring".parse().unwrap();
    let written = scenario.workshop.plan();
    scenario.happens(Event::Control(Control::Commanded {
        request: None,
        seat: seat(1),
        command: Command::AcceptAction {
            terms: Terms::of(written.action(&action).unwrap()),
            action,
            name: "Sister Adeyemi".to_owned(),
        },
    }));
}

fn text(scenario: &Scenario, audience: Audience, format: Format) -> String {
    let findings = Findings::of(&scenario.workshop);
    let asked = Asked::default();
    let bytes = file(&scenario.workshop, audience, format, asked, &findings, 0).unwrap();
    if format != Format::MapDocx {
        return String::from_utf8(bytes).unwrap();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let part = archive.by_name("word/document.xml").unwrap();
    std::io::read_to_string(part).unwrap()
}

const DRAWN: [Format; 3] = [Format::MapSvg, Format::MapDocx, Format::MapHtml];

#[test]
fn losses_are_in_no_file_of_the_map_before_they_are_shown_to_its_reader() {
    const LOSSES: &str = "as marked in round 1";
    let reader = Audience::Participant(None);
    let mut sealed = mapped(RevealMode::Sealed);
    for format in DRAWN {
        assert!(!text(&sealed, reader, format).contains(LOSSES), "{format}");
        assert!(
            !text(&sealed, Audience::Facilitator, format).contains(LOSSES),
            "{format}"
        );
    }
    let live = mapped(RevealMode::Facilitator);
    assert!(text(&live, Audience::Facilitator, Format::MapHtml).contains(LOSSES));
    assert!(!text(&live, reader, Format::MapHtml).contains(LOSSES));
    sealed.steers(Command::Reveal {
        round: RoundId::nth(1),
        level: RevealLevel::Pooled,
        by: None,
    });
    for format in DRAWN {
        let text = text(&sealed, reader, format);
        assert!(text.contains(LOSSES), "{format}");
        assert!(text.contains("fewer than 5 people marked"), "{format}");
    }
    let list = text(&sealed, reader, Format::MapSvg);
    assert!(
        list.contains("Waiting: consensus (Hardly any 0, Some 0, Many 6, Most 0)"),
        "{list}"
    );
    assert!(!text(&sealed, reader, Format::MapBpmn).contains("consensus"));
}

#[test]
fn what_tables_alone_may_see_is_in_no_file_of_the_map() {
    let oak = Some(TableId::nth(1));
    let mut scenario = mapped_at(begin_with_tables(RevealMode::Sealed, &["Oak"]), oak);
    scenario.steers(Command::Reveal {
        round: RoundId::nth(1),
        level: RevealLevel::Table,
        by: None,
    });
    for format in DRAWN {
        let text = text(&scenario, Audience::Participant(oak), format);
        assert!(!text.contains("as marked in round"), "{format}");
    }
}

#[test]
fn what_a_hostile_client_wrote_is_in_no_file_and_no_seat_is_either() {
    let mut scenario = mapped(RevealMode::Open);
    plan(&mut scenario);
    for format in FORMATS.iter().map(|known| known.format) {
        for audience in [Audience::Facilitator, Audience::Participant(None)] {
            let text = text(&scenario, audience, format);
            assert!(!text.contains(SPOILT), "{format}");
            assert!(!text.contains(NOBODYS_BUSINESS), "{format}");
            for number in [1, 2, FACILITATOR] {
                assert!(!text.contains(&seat(number).to_string()), "{format}");
            }
        }
    }
    for format in [
        Format::MapBpmn,
        Format::MapSvg,
        Format::MapDocx,
        Format::MapHtml,
    ] {
        let text = text(&scenario, Audience::Observer, format);
        for said in [
            "Asked &amp; &lt;told&gt;",
            "Letters come late",
            "GP surgery",
        ] {
            assert!(text.contains(said), "{said} is not in {format}");
        }
    }
    for format in [Format::PlanHtml, Format::PlanIcs] {
        let text = text(&scenario, Audience::Observer, format).replace("\r\n ", "");
        for said in [
            "Ring people up",
            "Sister Adeyemi",
            "Letters come late (at 2. Waiting",
        ] {
            assert!(text.contains(said), "{said} is not in {format}: {text}");
        }
        assert!(!text.contains("the lead nurse"), "{format}");
    }
}

#[test]
fn the_record_has_the_maps_the_spheres_and_the_plan() {
    let mut scenario = mapped(RevealMode::Open);
    plan(&mut scenario);
    let record = scenario.record(Audience::Participant(None));
    let seen = views::map(&scenario.workshop, first()).unwrap();
    assert_eq!(record["maps"], serde_json::json!([seen]));
    assert_eq!(record["spheres"][0]["id"], "s1");
    let action = &record["plan"]["actions"][0];
    assert_eq!(action["status"], "agreed");
    assert_eq!(action["owner"]["kind"], "person");
    assert_eq!(action["owner"]["label"], "Sister Adeyemi");
    assert_eq!(record["plan"]["orphans"]["actions"], serde_json::json!([]));
}

#[test]
fn a_file_of_a_map_that_is_not_there_is_not_found() {
    let asked = |scenario: &Scenario, map| {
        let asked = Asked { round: None, map };
        let audience = Audience::Facilitator;
        let findings = Findings::default();
        file(
            &scenario.workshop,
            audience,
            Format::MapSvg,
            asked,
            &findings,
            0,
        )
    };
    let scenario = begin(RevealMode::Open);
    let refused = asked(&scenario, None).unwrap_err();
    assert_eq!(refused.code, RefusalCode::NotFound);
    let scenario = mapped(RevealMode::Open);
    let refused = asked(&scenario, Some(MapId::nth(2))).unwrap_err();
    assert_eq!(refused.code, RefusalCode::NotFound);
    assert!(refused.detail.contains("no map `m2`"), "{refused}");
    assert!(asked(&scenario, Some(first())).is_ok());
}
