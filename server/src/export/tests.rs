//! A small workshop, marked, revealed and agreed, and what its files say at each point.

use plenary_protocol::{
    command::Command,
    documents::DocumentName,
    entry::{Control, Created, Entry, Event},
    framework::built_in_by_id,
    id::{JoinCode, RecoveryHash, SeatId, TableId, Token, WorkshopId},
    refusal::RefusalCode,
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::{RunSheet, StepId},
    seat::{Role, Seat, default_sectors},
    settings::{RevealMode, Settings},
    views::Findings,
    workshop::Outcome,
};
use yrs::{Doc, Map, ReadTxn, StateVector, TextPrelim, Transact};

use super::*;

mod bpmn;
mod maps;
mod pathway;
mod plan;
mod tree;
mod working;

const FACILITATOR: u8 = 250;
const NOBODYS_BUSINESS: &str = "Margaret of Ward Seven";

struct Scenario {
    workshop: Workshop,
    seq: u64,
}

fn seat(number: u8) -> SeatId {
    SeatId::from_random_bytes([number; 16])
}

fn token(number: u8) -> Token {
    Token::from_random_bytes([number; 24])
}

fn begin(reveal: RevealMode) -> Scenario {
    begin_with_tables(reveal, &[])
}

fn begin_with_tables(reveal: RevealMode, tables: &[&str]) -> Scenario {
    let created = Created {
        request: None,
        workshop: WorkshopId::from_random_bytes([200; 16]),
        title: "Planning together".to_owned(),
        join_code: JoinCode::from_random_bytes([1; 16]),
        frameworks: vec![(**built_in_by_id("pit-a").unwrap()).clone()],
        sectors: default_sectors(),
        tables: tables.iter().map(|name| (*name).to_owned()).collect(),
        settings: Settings {
            reveal,
            minimum_group: 5,
            named: false,
        },
        run_sheet: RunSheet::plain(0),
        facilitator: (seat(FACILITATOR), token(FACILITATOR).hash()),
        screen: (seat(251), token(251).hash()),
    };
    let entry = Entry {
        at_ms: 0,
        event: Event::Control(Control::Created(Box::new(created))),
    };
    let workshop = Workshop::begin(1, &entry).unwrap();
    Scenario { workshop, seq: 1 }
}

impl Scenario {
    fn happens(&mut self, event: Event) {
        self.seq += 1;
        let entry = Entry {
            at_ms: self.seq,
            event,
        };
        let outcome = self.workshop.apply(self.seq, &entry);
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    }

    fn joins(&mut self, number: u8) {
        self.sits_down(number, None);
    }

    fn sits_down(&mut self, number: u8, table: Option<TableId>) {
        self.happens(Event::Control(Control::SeatIssued {
            request: None,
            is_awaited: false,
            seat: seat(number),
            details: Seat {
                role: Role::Participant,
                sector: Some("civic".parse().unwrap()),
                organisation: None,
                name: Some(NOBODYS_BUSINESS.to_owned()),
                table,
                sphere: None,
            },
            token: token(number).hash(),
            recovery: RecoveryHash::from_bytes([number; 32]),
        }));
    }

    fn steers(&mut self, command: Command) {
        self.happens(Event::Control(Control::Commanded {
            request: None,
            seat: seat(FACILITATOR),
            command,
        }));
    }

    fn writes(&mut self, kind: DocumentKind, number: u8, write: impl FnOnce(&Doc)) {
        let document = Doc::with_client_id(1_000 + u64::from(number));
        write(&document);
        let update = document
            .transact()
            .encode_state_as_update_v1(&StateVector::default());
        self.happens(Event::Updated {
            document: DocumentName {
                workshop: self.workshop.id(),
                kind,
            },
            seat: seat(number),
            update: update.into(),
        });
    }

    fn marks(&mut self, number: u8, domain: &str, level: f64) {
        self.writes(DocumentKind::Ballot(seat(number)), number, |document| {
            let marks = document.get_or_insert_map("marks");
            marks.insert(&mut document.transact_mut(), format!("r1/{domain}"), level);
        });
    }

    fn sheet(&self, audience: Audience) -> Result<String, Refusal> {
        let bytes = file(
            &self.workshop,
            audience,
            Format::CollationCsv,
            Asked::default(),
            &Findings::default(),
            0,
        )?;
        Ok(String::from_utf8(bytes).expect("a sheet is UTF-8"))
    }

    fn record(&self, audience: Audience) -> serde_json::Value {
        let bytes = file(
            &self.workshop,
            audience,
            Format::RecordJson,
            Asked::default(),
            &Findings::default(),
            0,
        )
        .unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }
}

/// Six people mark leadership 2, 2, 2, 2, 3, 4; one of them marks evaluation.
fn marked(reveal: RevealMode) -> Scenario {
    let mut scenario = begin(reveal);
    (1..=6).for_each(|number| scenario.joins(number));
    scenario.steers(Command::OpenRound {
        framework: "pit-a".parse().unwrap(),
        kind: RoundKind::Now,
        domains: None,
    });
    for (number, level) in (1..).zip([2.0, 2.0, 2.0, 2.0, 3.0]) {
        scenario.marks(number, "leadership", level);
    }
    scenario.marks(6, "evaluation", 4.0);
    scenario.steers(Command::CloseRound {
        round: RoundId::nth(1),
    });
    scenario
}

fn revealed() -> Scenario {
    let mut scenario = marked(RevealMode::Sealed);
    scenario.steers(Command::Reveal {
        round: RoundId::nth(1),
        level: RevealLevel::Groups,
        by: Some(Grouping::Sector),
    });
    scenario.steers(Command::Agree {
        round: RoundId::nth(1),
        domain: "leadership".parse().unwrap(),
        level: Some(2),
        because: String::new(),
    });
    scenario.steers(Command::Agree {
        round: RoundId::nth(1),
        domain: "evaluation".parse().unwrap(),
        level: None,
        because: "one, says who?".to_owned(),
    });
    scenario.steers(Command::MoveStep {
        from: StepId::Reveal,
        to: StepId::Plenary,
    });
    scenario.writes(DocumentKind::Plenary, FACILITATOR, |document| {
        let priorities = document.get_or_insert_map("priorities");
        let mut transaction = document.transact_mut();
        priorities.insert(
            &mut transaction,
            "leadership",
            TextPrelim::new(" \n=Name a lead,\nby May\n"),
        );
    });
    scenario
}

#[test]
fn the_sheet_has_exactly_the_rows_and_columns_of_the_toolkits_own() {
    let sheet = revealed().sheet(Audience::Participant(None)).unwrap();
    let expected = "\u{feff},Leadership,Needs Assessment,Prioritisation,Scoping Whole System,\
Intervention Selection,Target Setting,Business Planning,Information Governance,Programme Management,Evaluation
Emerging (1),0,<5,<5,<5,<5,<5,<5,<5,<5,<5
Developing (2),4,<5,<5,<5,<5,<5,<5,<5,<5,<5
Maturing (3),1,<5,<5,<5,<5,<5,<5,<5,<5,<5
Thriving (4),0,<5,<5,<5,<5,<5,<5,<5,<5,<5
Consensus (1-4),2,,,,,,,,,\"No consensus: one, says who?\"
Proposed Priorities for Action Discussed,\"'=Name a lead,
by May\",,,,,,,,,
";
    assert_eq!(sheet, expected);
}

#[test]
fn a_sealed_round_is_in_no_file_before_it_is_revealed() {
    let scenario = marked(RevealMode::Sealed);
    for audience in [
        Audience::Facilitator,
        Audience::Screen,
        Audience::Participant(None),
    ] {
        let refused = scenario.sheet(audience).unwrap_err();
        assert_eq!(refused.code, RefusalCode::Hidden, "{audience:?}");
        let round = &scenario.record(audience)["rounds"][0];
        assert_eq!(round["results"], serde_json::Value::Null);
        assert_eq!(
            round["hidden_because"],
            "round r1 has not been revealed yet"
        );
        assert_eq!(round["progress"]["started"], 6);
    }
}

#[test]
fn who_sees_one_tables_counts_gets_no_sheet_of_the_whole_room() {
    let mut scenario = begin_with_tables(RevealMode::Sealed, &["Oak"]);
    let oak = TableId::nth(1);
    for number in 1..=6 {
        scenario.sits_down(number, Some(oak));
    }
    scenario.steers(Command::OpenRound {
        framework: "pit-a".parse().unwrap(),
        kind: RoundKind::Now,
        domains: None,
    });
    (1..=6).for_each(|number| scenario.marks(number, "leadership", 2.0));
    let round = RoundId::nth(1);
    scenario.steers(Command::CloseRound { round });
    scenario.steers(Command::Reveal {
        round,
        level: RevealLevel::Table,
        by: None,
    });
    let refused = scenario
        .sheet(Audience::Participant(Some(oak)))
        .unwrap_err();
    assert_eq!(refused.code, RefusalCode::Hidden);
    assert!(refused.detail.contains("whole room's sheet"), "{refused}");
    assert!(scenario.sheet(Audience::Facilitator).is_ok());
}

#[test]
fn what_only_facilitators_see_is_in_their_files_alone() {
    let scenario = marked(RevealMode::Facilitator);
    assert!(scenario.sheet(Audience::Facilitator).is_ok());
    assert!(scenario.sheet(Audience::Observer).is_err());
    let seen = &scenario.record(Audience::Facilitator)["rounds"][0]["results"]["domains"][0];
    assert_eq!(seen["counts"], serde_json::json!([0, 4, 1, 0]));
}

#[test]
fn the_record_tells_of_rooms_and_sectors_and_of_no_person() {
    let scenario = revealed();
    let record = scenario.record(Audience::Participant(None));
    assert_eq!(record["format"], "plenary-record/1");
    assert_eq!(record["exported_at"], "1970-01-01T00:00:00Z");
    assert_eq!(record["participation"]["people"], 6);
    assert_eq!(record["participation"]["sectors"][0]["people"], 6);
    let domains = &record["rounds"][0]["results"]["domains"];
    assert_eq!(domains[0]["agreed"]["level"], 2);
    assert_eq!(domains[9]["counts"], serde_json::Value::Null);
    assert_eq!(domains[9]["agreed"]["because"], "one, says who?");
    assert_eq!(record["priorities"][0]["domain"], "leadership");
    assert_eq!(record["frameworks"][0]["levels"][3]["name"], "Thriving");
    let text = record.to_string();
    assert!(!text.contains(NOBODYS_BUSINESS));
    for number in [1, 2, 3, 4, 5, 6, FACILITATOR] {
        assert!(!text.contains(&seat(number).to_string()), "seat {number}");
        assert!(!text.contains(&token(number).hash().to_string()));
    }
}

#[test]
fn a_sheet_of_a_round_that_is_not_there_is_not_found() {
    let scenario = begin(RevealMode::Open);
    assert_eq!(
        scenario.sheet(Audience::Facilitator).unwrap_err().code,
        RefusalCode::NotFound
    );
    let scenario = marked(RevealMode::Open);
    let refused = file(
        &scenario.workshop,
        Audience::Observer,
        Format::CollationCsv,
        Asked {
            round: Some(RoundId::nth(2)),
            map: None,
        },
        &Findings::default(),
        0,
    );
    assert_eq!(refused.unwrap_err().code, RefusalCode::NotFound);
}
