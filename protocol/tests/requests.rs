//! The laws of requests that are tried again, and of seats that are taken away (docs/PROTOCOL.md, RI).

use plenary_protocol::{
    command::Command,
    entry::{Control, Created, Entry, Event},
    framework::built_in_by_id,
    id::{JoinCode, RecoveryHash, RequestKey, Salt, SaltedRequest, SeatId, TokenHash, WorkshopId},
    limits,
    refusal::RefusalCode,
    round::RoundKind,
    run_sheet::{RunSheet, StepId},
    seat::{Role, Seat, default_sectors},
    settings::Settings,
    views,
    workshop::{Outcome, Workshop},
};
use proptest::prelude::*;
use serde_json::Value;

const FACILITATOR: u8 = 255;

fn key(number: u8) -> RequestKey {
    RequestKey::from_random_bytes([number; 16])
}

fn seat(number: u8) -> SeatId {
    SeatId::from_random_bytes([number; 16])
}

fn workshop_id() -> WorkshopId {
    WorkshopId::from_random_bytes([9; 16])
}

fn salt(number: u8) -> Salt {
    Salt::from_random_bytes([number; 16])
}

fn token(number: u8) -> TokenHash {
    key(number).token(&salt(number), "seat").hash()
}

fn details(role: Role) -> Seat {
    Seat {
        role,
        sector: Some("civic".parse().expect("a sector")),
        organisation: None,
        name: None,
        table: None,
        sphere: None,
    }
}

/// A workshop and its entries up to now.
struct Scenario {
    workshop: Workshop,
}

impl Scenario {
    fn begin() -> Self {
        let created = Created {
            workshop: workshop_id(),
            title: "Tried again".to_owned(),
            join_code: JoinCode::from_random_bytes([9; 16]),
            frameworks: vec![(**built_in_by_id("pit-a").expect("built in")).clone()],
            sectors: default_sectors(),
            tables: Vec::new(),
            settings: Settings {
                reveal: Default::default(),
                minimum_group: 5,
                named: false,
            },
            run_sheet: RunSheet::plain(0),
            facilitator: (seat(FACILITATOR), token(FACILITATOR)),
            screen: (seat(254), token(254)),
            request: None,
        };
        let first = entry(Control::Created(Box::new(created)));
        Self {
            workshop: Workshop::begin(1, &first).expect("a beginning"),
        }
    }

    fn happens(&mut self, control: &Control) -> Outcome {
        let seq = self.workshop.seq() + 1;
        self.workshop.apply(seq, &entry(control.clone()))
    }

    /// The state without the places in the journal, which a repetition moves.
    fn state(&self) -> Value {
        let mut state = serde_json::from_slice(&self.workshop.snapshot()[1..]).expect("JSON");
        forget_places(&mut state);
        state
    }
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("seq");
            fields.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        _ => {}
    }
}

fn entry(control: Control) -> Entry {
    Entry {
        at_ms: 7,
        event: Event::Control(control),
    }
}

fn joins(number: u8) -> Control {
    joins_by(number, key(number), Role::Participant)
}

/// Each try draws another seat and another salt; what the request asked for is the same.
fn joins_by(number: u8, key: RequestKey, role: Role) -> Control {
    let details = details(role);
    Control::SeatIssued {
        seat: seat(number),
        token: key.token(&salt(number), "seat").hash(),
        recovery: RecoveryHash::from_bytes([number; 32]),
        request: Some(SaltedRequest {
            request: key.joining(workshop_id(), &details),
            salt: salt(number),
        }),
        details,
        is_awaited: true,
    }
}

fn recovers(number: u8, by: u8) -> Control {
    Control::SeatRecovered {
        seat: seat(number),
        token: key(by).token(&salt(by), "seat").hash(),
        request: Some(SaltedRequest {
            request: key(by).recovering(workshop_id(), &number),
            salt: salt(by),
        }),
    }
}

fn commands(by: u8, command: Command) -> Control {
    let giver = seat(FACILITATOR);
    Control::Commanded {
        seat: giver,
        request: Some(key(by).commanding(workshop_id(), giver, &command)),
        command,
    }
}

fn open_round() -> Command {
    Command::OpenRound {
        framework: "pit-a".parse().expect("a framework"),
        kind: RoundKind::Now,
        domains: None,
    }
}

fn removes(number: u8, by: u8) -> Control {
    commands(by, Command::RemoveSeat { seat: seat(number) })
}

#[test]
fn ri3_a_seat_asked_for_again_is_the_same_seat_and_its_secrets_follow_from_key_and_salt() {
    let mut scenario = Scenario::begin();
    assert!(matches!(scenario.happens(&joins(1)), Outcome::Done(_)));
    let seats = scenario.workshop.seats().len();
    let again = joins_by(2, key(1), Role::Participant);
    assert_eq!(scenario.happens(&again), Outcome::Repeated);
    assert_eq!(scenario.workshop.seats().len(), seats);
    let request = key(1).joining(workshop_id(), &details(Role::Participant));
    let given = scenario.workshop.given_seat(&request);
    let given = given.expect("the same request").expect("it is known");
    assert_eq!(given.seat, seat(1));
    let token = key(1).token(&given.salt, "seat").hash();
    assert_eq!(scenario.workshop.seat_by_token(&token), Some(seat(1)));
}

#[test]
fn ri3_a_seat_asked_for_again_is_given_even_where_nobody_new_comes_in() {
    let mut scenario = Scenario::begin();
    scenario.happens(&joins(1));
    scenario.happens(&commands(9, Command::OpenJoining { open: false }));
    let again = joins_by(2, key(1), Role::Participant);
    assert_eq!(scenario.happens(&again), Outcome::Repeated);
    assert!(matches!(scenario.happens(&joins(3)), Outcome::Refused(_)));
}

#[test]
fn ri5_a_key_that_comes_with_another_request_is_refused_and_changes_nothing() {
    let mut scenario = Scenario::begin();
    scenario.happens(&joins(1));
    scenario.happens(&recovers(1, 3));
    scenario.happens(&commands(4, open_round()));
    let before = scenario.state();
    for other in [
        joins_by(2, key(1), Role::Observer),
        recovers(2, 3),
        commands(4, Command::OpenJoining { open: false }),
    ] {
        let Outcome::Refused(refusal) = scenario.happens(&other) else {
            panic!("{other:?} should have been refused");
        };
        assert_eq!(refusal.code, RefusalCode::Invalid);
        assert!(refusal.detail.contains("`Idempotency-Key`"), "{refusal}");
        assert_eq!(scenario.state(), before);
    }
}

#[test]
fn ri4_a_command_given_again_has_the_first_answer_also_where_that_was_a_refusal() {
    let mut scenario = Scenario::begin();
    let moving = |from, to| Command::MoveStep { from, to };
    let first = scenario.happens(&commands(1, open_round()));
    let Outcome::Done(made) = first else {
        panic!("{first:?}");
    };
    assert!(made.round.is_some());
    let seq = scenario.workshop.seq();
    let late = commands(2, moving(StepId::Lobby, StepId::Mark));
    let Outcome::Refused(refusal) = scenario.happens(&late) else {
        panic!("the step is no longer the one that was seen");
    };
    scenario.happens(&commands(
        3,
        Command::CloseRound {
            round: made.round.expect("seen above"),
        },
    ));
    // What was refused would be possible now; whoever asks again asked then.
    scenario.happens(&commands(4, moving(StepId::Mark, StepId::Lobby)));
    assert_eq!(scenario.happens(&late), Outcome::Repeated);
    assert_eq!(scenario.workshop.run_sheet().current, StepId::Lobby);
    assert_eq!(
        scenario.happens(&commands(1, open_round())),
        Outcome::Repeated
    );
    let giver = seat(FACILITATOR);
    let answer = |by: u8, command: &Command| {
        let request = key(by).commanding(workshop_id(), giver, command);
        let answered = scenario.workshop.answered_command(giver, &request);
        let answered = answered.expect("the same command").expect("it is known");
        (answered.seq, answered.result.clone())
    };
    assert_eq!(answer(1, &open_round()), (seq, Ok(made)));
    let moved = moving(StepId::Lobby, StepId::Mark);
    assert_eq!(answer(2, &moved).1, Err(refusal));
}

#[test]
fn ri4_of_a_seat_the_latest_commands_are_known() {
    let mut scenario = Scenario::begin();
    let opening = |by: u8| {
        commands(
            by,
            Command::OpenJoining {
                open: by.is_multiple_of(2),
            },
        )
    };
    let count = limits::REQUESTS_PER_SEAT as u8 + 1;
    for by in 0..count {
        scenario.happens(&opening(by));
    }
    assert!(matches!(scenario.happens(&opening(0)), Outcome::Done(_)));
    for by in 2..count {
        assert_eq!(scenario.happens(&opening(by)), Outcome::Repeated, "{by}");
    }
}

#[test]
fn ri3_a_key_to_a_seat_that_fell_out_is_given_anew() {
    let mut scenario = Scenario::begin();
    scenario.happens(&joins(1));
    let devices = limits::TOKENS_PER_SEAT as u8 + 1;
    for by in 2..=devices + 1 {
        assert!(matches!(
            scenario.happens(&recovers(1, by)),
            Outcome::Done(_)
        ));
    }
    // The first token and the one of the first recovery have fallen out by now.
    assert!(matches!(
        scenario.happens(&recovers(1, 2)),
        Outcome::Done(_)
    ));
    assert_eq!(
        scenario.happens(&recovers(1, devices + 1)),
        Outcome::Repeated
    );
    // The seat itself stays one, whoever asks for it again.
    assert_eq!(
        scenario.happens(&joins_by(99, key(1), Role::Participant)),
        Outcome::Repeated
    );
}

#[test]
fn rm1_a_seat_that_nobody_came_to_leaves_every_count_at_once_also_while_people_mark() {
    let mut scenario = Scenario::begin();
    for number in 1..=2 {
        scenario.happens(&joins(number));
    }
    scenario.happens(&Control::SeatOpened { seat: seat(1) });
    scenario.happens(&commands(3, open_round()));
    let progress = |scenario: &Scenario| {
        let round = scenario.workshop.rounds().last().expect("it was opened");
        let view = views::progress(&scenario.workshop, round);
        (view.seats, view.awaited)
    };
    assert_eq!(progress(&scenario), (2, 1));
    assert!(matches!(scenario.happens(&removes(2, 4)), Outcome::Done(_)));
    assert_eq!(progress(&scenario), (1, 0));
    assert_eq!(scenario.workshop.seat_by_token(&token(2)), None);
    assert!(scenario.workshop.removed_by_token(&token(2)).is_some());
    assert!(scenario.workshop.removed_by_token(&token(1)).is_none());
    let words = RecoveryHash::from_bytes([2; 32]);
    assert_eq!(scenario.workshop.seat_by_recovery(&words), None);
}

#[test]
fn rm2_the_request_of_a_removed_seat_makes_no_new_one_when_it_comes_late() {
    let mut scenario = Scenario::begin();
    scenario.happens(&joins(1));
    scenario.happens(&removes(1, 4));
    let before = scenario.state();
    let late = scenario.happens(&joins_by(5, key(1), Role::Participant));
    let Outcome::Refused(refusal) = late else {
        panic!("{late:?}");
    };
    assert_eq!(refusal.code, RefusalCode::MovedOn);
    assert!(refusal.detail.contains("join again"), "{refusal}");
    assert!(matches!(
        scenario.happens(&recovers(1, 6)),
        Outcome::Refused(_)
    ));
    assert_eq!(scenario.state(), before);
    // Whoever joins again does so with a new key.
    assert!(matches!(scenario.happens(&joins(7)), Outcome::Done(_)));
}

#[test]
fn rm1_who_steers_and_the_screen_cannot_be_removed_and_nobody_but_a_facilitator_removes() {
    let mut scenario = Scenario::begin();
    scenario.happens(&joins(1));
    for number in [FACILITATOR, 254, 77] {
        let outcome = scenario.happens(&removes(number, 4));
        assert!(matches!(outcome, Outcome::Refused(_)), "{number}");
    }
    let by_a_person = Control::Commanded {
        seat: seat(1),
        command: Command::RemoveSeat { seat: seat(1) },
        request: None,
    };
    let Outcome::Refused(refusal) = scenario.happens(&by_a_person) else {
        panic!("only facilitators remove");
    };
    assert_eq!(refusal.code, RefusalCode::Forbidden);
    assert_eq!(scenario.workshop.seats().len(), 3);
}

#[test]
fn ri6_what_is_asked_without_a_key_has_none_and_is_done_each_time_it_comes() {
    let mut scenario = Scenario::begin();
    let remarks = Control::Commanded {
        seat: seat(FACILITATOR),
        command: Command::CreateTable { name: None },
        request: None,
    };
    let written = serde_json::to_value(&remarks).expect("it is JSON");
    assert!(written.get("request").is_none(), "{written}");
    let tables = scenario.workshop.tables().len();
    for _ in 0..2 {
        assert!(matches!(scenario.happens(&remarks), Outcome::Done(_)));
    }
    assert_eq!(scenario.workshop.tables().len(), tables + 2);
}

/// Something that happens, of few people, so that it often happens to the same.
fn happening() -> impl Strategy<Value = Control> {
    let seats = 1..5u8;
    prop_oneof![
        (seats.clone(), 1..9u8).prop_map(|(number, by)| joins_by(
            number,
            key(by),
            Role::Participant
        )),
        (seats.clone(), 10..20u8).prop_map(|(number, by)| recovers(number, by)),
        (seats.clone(), 20..30u8).prop_map(|(number, by)| removes(number, by)),
        seats.prop_map(|number| Control::SeatOpened { seat: seat(number) }),
        (30..36u8, any::<bool>())
            .prop_map(|(by, open)| commands(by, Command::OpenJoining { open })),
        (36..40u8).prop_map(|by| commands(by, open_round())),
        (40..44u8).prop_map(|by| commands(by, Command::CreateTable { name: None })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However often and however late a request comes again, the state is as if it had come once.
    #[test]
    fn ri1_a_request_that_comes_again_has_no_second_effect(
        scenario in prop::collection::vec((happening(), prop::option::of(0..12usize)), 1..20)
    ) {
        let (mut once, mut often) = (Scenario::begin(), Scenario::begin());
        let mut waiting: Vec<(usize, Control)> = Vec::new();
        for (at, (control, again_after)) in scenario.iter().enumerate() {
            let outcome = once.happens(control);
            prop_assert_eq!(&often.happens(control), &outcome);
            // What was refused a seat left nothing behind and may be granted later; that a seat was opened is no request.
            let is_request = !matches!(control, Control::SeatOpened { .. });
            if let (Outcome::Done(_), Some(after), true) = (&outcome, again_after, is_request) {
                waiting.push((at + after, control.clone()));
            }
            for (_, late) in waiting.iter().filter(|(due, _)| *due == at) {
                let again = often.happens(late);
                prop_assert!(!matches!(again, Outcome::Done(_)), "{:?} took effect again", late);
            }
            prop_assert_eq!(often.state(), once.state());
        }
        let kept = Workshop::from_snapshot(&often.workshop.snapshot()).expect("its own snapshot");
        prop_assert_eq!(kept.snapshot(), often.workshop.snapshot());
    }
}
