//! Who may write what, when: what people are told, what a document's door says and what becomes of a write are the same.

use plenary_protocol::{
    command::Command,
    documents::DocumentKind,
    entry::{Control, Created, Entry, Event},
    framework::built_in_by_id,
    id::{JoinCode, MapId, RecoveryHash, SeatId, TableId, Token, WorkshopId},
    round::RoundKind,
    run_sheet::{RunSheet, StepId},
    seat::{Role, Seat, default_sectors},
    settings::Settings,
    space::NotAdmitted,
    views::{self, SessionView},
    workshop::{Admission, Outcome, Workshop, WorkshopState, WriteAccess, Writing},
};
use yrs::{Any, Doc, Map, MapPrelim, ReadTxn, StateVector, TextPrelim, Transact, WriteTxn};

const DOMAIN: &str = "leadership";

/// What each may write while the workshop is open; who looks on writes nothing.
const PERMITTED: [(StepId, &str, &str); 8] = [
    (StepId::Lobby, "map plan", "ballot"),
    (StepId::Mark, "table map plan", "ballot table"),
    (StepId::Reveal, "table plenary map plan", "ballot table"),
    (StepId::Break, "table plenary map plan", "ballot table"),
    (StepId::Plenary, "table plenary map plan", "ballot table"),
    (StepId::Map, "plenary map plan", "ballot map plan"),
    (StepId::Plan, "plenary map plan", "ballot map plan"),
    (StepId::Close, "map plan", "ballot plan"),
];

/// A seat of each role; all who can sit at a table sit at the first.
const SEATS: [(u8, Role); 5] = [
    (1, Role::Facilitator),
    (2, Role::Screen),
    (3, Role::Participant),
    (4, Role::Scribe),
    (5, Role::Observer),
];

fn seat(number: u8) -> SeatId {
    SeatId::from_random_bytes([number; 16])
}

fn token(number: u8) -> plenary_protocol::id::TokenHash {
    Token::from_random_bytes([number; 24]).hash()
}

fn happens(workshop: &mut Workshop, told: Control) {
    let entry = Entry {
        at_ms: 0,
        event: Event::Control(told),
    };
    let outcome = workshop.apply(workshop.seq() + 1, &entry);
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

fn command(workshop: &mut Workshop, command: Command) {
    let told = Control::Commanded {
        seat: seat(1),
        command,
        request: None,
    };
    happens(workshop, told);
}

/// A workshop with everybody in it, a map, and a round that has been closed.
fn workshop() -> Workshop {
    let created = Created {
        workshop: WorkshopId::from_random_bytes([1; 16]),
        title: "Harbour Place".to_owned(),
        join_code: JoinCode::from_random_bytes([9; 16]),
        frameworks: vec![(**built_in_by_id("pit-a").expect("built in")).clone()],
        sectors: default_sectors(),
        tables: vec!["Table 1".to_owned(), "Table 2".to_owned()],
        settings: Settings {
            reveal: Default::default(),
            minimum_group: 5,
            named: false,
        },
        run_sheet: RunSheet::plain(0),
        facilitator: (seat(1), token(1)),
        screen: (seat(2), token(2)),
        request: None,
    };
    let event = Event::Control(Control::Created(Box::new(created)));
    let mut workshop = Workshop::begin(1, &Entry { at_ms: 0, event }).expect("a beginning");
    for (number, role) in &SEATS[2..] {
        let details = Seat {
            role: Role::Participant,
            sector: Some("civic".parse().expect("a sector")),
            organisation: None,
            name: None,
            table: Some(TableId::nth(1)),
            sphere: None,
        };
        let issued = Control::SeatIssued {
            seat: seat(*number),
            details,
            token: token(*number),
            recovery: RecoveryHash::from_bytes([*number; 32]),
            request: None,
            is_awaited: true,
        };
        happens(&mut workshop, issued);
        let becomes = Command::SetRole {
            seat: seat(*number),
            role: *role,
        };
        command(&mut workshop, becomes);
    }
    let title = "Stop smoking".to_owned();
    command(&mut workshop, Command::CreateMap { title });
    let framework = workshop.frameworks()[0].id.clone();
    let open = Command::OpenRound {
        framework,
        kind: RoundKind::Now,
        domains: None,
    };
    command(&mut workshop, open);
    let round = workshop.rounds()[0].id;
    command(&mut workshop, Command::CloseRound { round });
    workshop
}

/// What somebody writes into a document of this kind for the first time.
fn update(kind: DocumentKind) -> Vec<u8> {
    let doc = Doc::with_client_id(7);
    let mut transaction = doc.transact_mut();
    let (root, key) = match kind {
        DocumentKind::Session => ("anything", "anything".to_owned()),
        DocumentKind::Ballot(_) => ("marks", format!("r1/{DOMAIN}")),
        DocumentKind::Table(_) => ("proposed", DOMAIN.to_owned()),
        DocumentKind::Plenary => ("priorities", DOMAIN.to_owned()),
        DocumentKind::Map(_) => ("about", "change".to_owned()),
        DocumentKind::Plan => ("nodes", "o1".to_owned()),
    };
    let root = transaction.get_or_insert_map(root);
    match kind {
        DocumentKind::Plenary => {
            root.insert(&mut transaction, key, TextPrelim::new("soon"));
        }
        DocumentKind::Plan => {
            let fields = [("kind", Any::from("outcome")), ("order", Any::from("a1"))];
            root.insert(&mut transaction, key, MapPrelim::from_iter(fields));
        }
        DocumentKind::Map(_) => {
            root.insert(&mut transaction, key, true);
        }
        DocumentKind::Session | DocumentKind::Ballot(_) | DocumentKind::Table(_) => {
            root.insert(&mut transaction, key, 2);
        }
    }
    transaction.encode_diff_v1(&StateVector::default())
}

fn told(workshop: &Workshop, role: Role) -> Writing {
    let session: SessionView = views::session(workshop, role, 1, 0, |_| false);
    session.writing
}

/// Checks everybody with every document: what is told, what the door says, and what becomes of a write.
fn check(workshop: &Workshop) {
    let at = (workshop.run_sheet().current, workshop.state());
    for (number, role) in SEATS {
        let writing = told(workshop, role);
        let who = seat(number);
        let documents = [
            (DocumentKind::Session, Some(WriteAccess::ServerOnly)),
            (DocumentKind::Ballot(who), writing.ballot),
            (DocumentKind::Ballot(seat(99)), None),
            (DocumentKind::Table(TableId::nth(1)), writing.table),
            // Facilitators go from table to table, the others sit at one.
            (
                DocumentKind::Table(TableId::nth(2)),
                writing.table.filter(|_| role == Role::Facilitator),
            ),
            (DocumentKind::Plenary, Some(writing.plenary)),
            (DocumentKind::Map(MapId::nth(1)), Some(writing.map)),
            (DocumentKind::Map(MapId::nth(2)), None),
            (DocumentKind::Plan, Some(writing.plan)),
        ];
        for (kind, told) in documents {
            let door = workshop.access(who, kind).ok();
            assert_eq!(door, told, "{role} and {kind:?} at {at:?}");
            let written = Admission::default().update(workshop, kind, who, &update(kind));
            let is_refused = matches!(written, Err(NotAdmitted::Refused { .. }));
            assert_eq!(
                written.is_ok(),
                told == Some(WriteAccess::Write),
                "{role} and {kind:?} at {at:?}: {written:?}"
            );
            assert_eq!(is_refused, written.is_err(), "{written:?}");
        }
    }
}

fn permitted(writing: Writing) -> String {
    let kinds = [
        ("ballot", writing.ballot),
        ("table", writing.table),
        ("plenary", Some(writing.plenary)),
        ("map", Some(writing.map)),
        ("plan", Some(writing.plan)),
    ];
    let may = kinds
        .iter()
        .filter(|(_, access)| *access == Some(WriteAccess::Write));
    may.map(|(kind, _)| *kind).collect::<Vec<_>>().join(" ")
}

#[test]
fn vi7_what_each_is_told_of_writing_is_what_holds_at_every_step_and_in_every_state() {
    let mut workshop = workshop();
    for (step, facilitator, participant) in PERMITTED {
        let from = workshop.run_sheet().current;
        command(&mut workshop, Command::MoveStep { from, to: step });
        check(&workshop);
        for (role, expected) in [
            (Role::Facilitator, facilitator),
            (Role::Participant, participant),
            (Role::Scribe, participant),
            (Role::Observer, ""),
            (Role::Screen, ""),
        ] {
            assert_eq!(
                permitted(told(&workshop, role)),
                expected,
                "{role} at {step}"
            );
        }

        let mut over = workshop.clone();
        for ends in [Command::CloseWorkshop, Command::Seal] {
            command(&mut over, ends);
            check(&over);
            for (_, role) in SEATS {
                let writing = told(&over, role);
                let all = [
                    writing.ballot,
                    writing.table,
                    Some(writing.plenary),
                    Some(writing.map),
                    Some(writing.plan),
                ];
                let why: Vec<WriteAccess> = all.into_iter().flatten().collect();
                assert!(
                    why.iter().all(|why| *why == WriteAccess::WorkshopClosed),
                    "{role}: {why:?}"
                );
            }
        }
        assert_eq!(over.state(), WorkshopState::Sealed);
    }
}

#[test]
fn vi7_why_something_can_only_be_read_is_told_to_each_in_their_own_way() {
    let workshop = workshop();
    let why = |role| {
        let writing = told(&workshop, role);
        (writing.ballot, writing.table, writing.plenary, writing.map)
    };
    use WriteAccess::{FacilitatorsOnly, ObserverReads, ScreenReads, StepClosed, Write};
    // While people mark.
    assert_eq!(
        why(Role::Facilitator),
        (None, Some(Write), StepClosed, Write)
    );
    assert_eq!(
        why(Role::Participant),
        (Some(Write), Some(Write), FacilitatorsOnly, StepClosed)
    );
    assert_eq!(
        why(Role::Observer),
        (None, None, FacilitatorsOnly, ObserverReads)
    );
    assert_eq!(
        why(Role::Screen),
        (None, None, FacilitatorsOnly, ScreenReads)
    );
}

/// Participants and scribes are told with the same bytes, so nothing in them may differ.
#[test]
fn vi7_people_who_mark_are_told_alike_whatever_their_role() {
    let workshop = workshop();
    assert_eq!(
        told(&workshop, Role::Participant),
        told(&workshop, Role::Scribe)
    );
}
