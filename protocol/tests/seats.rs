//! The laws of joining in great numbers, and of seats that nobody uses (docs/PROTOCOL.md, JO and RM).

use plenary_protocol::{
    command::Command,
    entry::{Control, Created, Entry, Event},
    framework::built_in_by_id,
    id::{JoinCode, RecoveryHash, RequestKey, Salt, SeatId, TokenHash, WorkshopId},
    limits,
    refusal::RefusalCode,
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::Settings,
    views,
    workshop::{Outcome, Workshop},
};

const BEGAN_MS: u64 = 1_795_400_000_000;

fn bytes(number: u32) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn seat(number: u32) -> SeatId {
    SeatId::from_random_bytes(bytes(number))
}

fn token(number: u32) -> TokenHash {
    let key = RequestKey::from_random_bytes(bytes(number));
    key.token(&Salt::from_random_bytes(bytes(number)), "seat")
        .hash()
}

const FACILITATOR: u32 = 1_000_000;

fn begin() -> Workshop {
    let created = Created {
        workshop: WorkshopId::from_random_bytes([9; 16]),
        title: "A full hall".to_owned(),
        join_code: JoinCode::from_random_bytes([9; 16]),
        frameworks: vec![(**built_in_by_id("pit-a").expect("built in")).clone()],
        sectors: default_sectors(),
        tables: Vec::new(),
        settings: Settings {
            reveal: Default::default(),
            minimum_group: 5,
            named: false,
        },
        run_sheet: RunSheet::plain(BEGAN_MS),
        facilitator: (seat(FACILITATOR), token(FACILITATOR)),
        screen: (seat(FACILITATOR + 1), token(FACILITATOR + 1)),
        request: None,
    };
    let first = Entry {
        at_ms: BEGAN_MS,
        event: Event::Control(Control::Created(Box::new(created))),
    };
    Workshop::begin(1, &first).expect("a beginning")
}

fn details() -> Seat {
    Seat {
        role: Role::Participant,
        sector: Some("civic".parse().expect("a sector")),
        organisation: None,
        name: None,
        table: None,
        sphere: None,
    }
}

fn happens(workshop: &mut Workshop, at_ms: u64, told: Control) -> Outcome {
    let entry = Entry {
        at_ms,
        event: Event::Control(told),
    };
    workshop.apply(workshop.seq() + 1, &entry)
}

fn joins(number: u32) -> Control {
    let mut recovery = [0; 32];
    recovery[..4].copy_from_slice(&number.to_be_bytes());
    Control::SeatIssued {
        seat: seat(number),
        details: details(),
        token: token(number),
        recovery: RecoveryHash::from_bytes(recovery),
        request: None,
        is_awaited: true,
    }
}

fn commanded(command: Command) -> Control {
    Control::Commanded {
        seat: seat(FACILITATOR),
        command,
        request: None,
    }
}

fn opens(number: u32) -> Control {
    Control::SeatOpened { seat: seat(number) }
}

fn refused(outcome: &Outcome, says: &str) {
    let Outcome::Refused(refusal) = outcome else {
        panic!("{outcome:?} is to be refused");
    };
    assert!(refusal.detail.contains(says), "{}", refusal.detail);
}

fn removed(outcome: &Outcome) -> Option<u32> {
    match outcome {
        Outcome::Done(made) => made.removed,
        other => panic!("{other:?} is to be done"),
    }
}

#[test]
fn jo1_jo3_a_flood_gets_a_bucket_and_what_comes_back_and_a_facilitator_lets_everybody_in() {
    let mut workshop = begin();
    let mut number = 0;
    let mut flood = |workshop: &mut Workshop, from_ms: u64, seconds: u64| {
        let before = number;
        for now_ms in (from_ms..from_ms + 1_000 * seconds).step_by(10) {
            if 0 < workshop.arrivals().free_places(now_ms) {
                number += 1;
                happens(workshop, now_ms, joins(number));
            }
        }
        number - before
    };
    let usual = flood(&mut workshop, BEGAN_MS, 60);
    let most = limits::JOINING_AT_ONCE + 60 * limits::JOINING_PER_SECOND;
    assert!((most - 1..=most).contains(&usual), "{usual}");

    let later_ms = BEGAN_MS + 60_000;
    let admit = commanded(Command::AdmitAll { minutes: 1 });
    happens(&mut workshop, later_ms, admit);
    assert_eq!(
        workshop.arrivals().admits_all_until_ms(later_ms),
        Some(later_ms + 60_000)
    );
    assert_eq!(
        workshop.arrivals().free_places(later_ms),
        limits::JOINING_AT_ONCE
    );
    let faster = flood(&mut workshop, later_ms, 60);
    let most = limits::JOINING_AT_ONCE + 60 * limits::ADMITTED_PER_SECOND;
    assert!((most - 1..=most).contains(&faster), "{faster}");
    assert_eq!(
        workshop.arrivals().admits_all_until_ms(later_ms + 60_000),
        None
    );
}

#[test]
fn jo3_closing_the_door_ends_the_letting_in_and_a_closed_door_lets_nobody_in_faster() {
    let mut workshop = begin();
    happens(
        &mut workshop,
        BEGAN_MS,
        commanded(Command::AdmitAll { minutes: 5 }),
    );
    happens(
        &mut workshop,
        BEGAN_MS + 1,
        commanded(Command::OpenJoining { open: false }),
    );
    assert_eq!(workshop.arrivals().admits_all_until_ms(BEGAN_MS + 2), None);
    let again = happens(
        &mut workshop,
        BEGAN_MS + 2,
        commanded(Command::AdmitAll { minutes: 5 }),
    );
    refused(&again, "joining is closed");
    happens(
        &mut workshop,
        BEGAN_MS + 3,
        commanded(Command::OpenJoining { open: true }),
    );
    let too_long = happens(
        &mut workshop,
        BEGAN_MS + 4,
        commanded(Command::AdmitAll { minutes: 31 }),
    );
    refused(&too_long, "at most 30 minutes, not for 31");
}

#[test]
fn jo1_what_an_older_journal_let_in_stays_in_and_the_state_is_the_same_after_a_snapshot() {
    let mut workshop = begin();
    let crowd = 3 * limits::JOINING_AT_ONCE;
    for number in 0..crowd {
        assert!(matches!(
            happens(&mut workshop, BEGAN_MS, joins(number)),
            Outcome::Done(_)
        ));
    }
    assert_eq!(workshop.arrivals().free_places(BEGAN_MS), 0);
    let mut loaded = Workshop::from_snapshot(&workshop.snapshot()).expect("this version's");
    for (number, now_ms) in (crowd..).zip((BEGAN_MS..BEGAN_MS + 5_000).step_by(250)) {
        assert_eq!(
            loaded.arrivals().free_places(now_ms),
            workshop.arrivals().free_places(now_ms)
        );
        happens(&mut workshop, now_ms, joins(number));
        happens(&mut loaded, now_ms, joins(number));
    }
    assert_eq!(loaded.snapshot(), workshop.snapshot());
}

#[test]
fn rm4_a_seat_nobody_came_to_in_time_is_given_up_and_one_that_was_opened_never_is() {
    let mut workshop = begin();
    for number in 1..=3 {
        happens(&mut workshop, BEGAN_MS, joins(number));
    }
    happens(&mut workshop, BEGAN_MS + 1, opens(1));
    let in_time_ms = BEGAN_MS + limits::SEAT_AWAITED.as_millis() as u64;
    assert_eq!(workshop.overdue(in_time_ms - 1), []);
    let overdue = workshop.overdue(in_time_ms);
    assert_eq!(overdue.len(), 2);
    // Somebody comes to one of them at the last moment: then it stays, in whichever order that was written down.
    happens(&mut workshop, in_time_ms, opens(2));
    let given_up = happens(
        &mut workshop,
        in_time_ms,
        Control::SeatsGivenUp { seats: overdue },
    );
    assert_eq!(removed(&given_up), Some(1));
    assert!(workshop.seat(seat(1)).is_some() && workshop.seat(seat(2)).is_some());
    assert_eq!(workshop.seat_by_token(&token(3)), None);
    let told = workshop.removed_by_token(&token(3)).expect("remembered");
    assert!(
        told.detail.contains("nobody opened the workshop from it"),
        "{told}"
    );
}

#[test]
fn rm4_who_steers_is_not_given_up_and_nobody_is_who_did_anything() {
    let mut workshop = begin();
    happens(&mut workshop, BEGAN_MS, joins(1));
    happens(
        &mut workshop,
        BEGAN_MS,
        commanded(Command::SetRole {
            seat: seat(1),
            role: Role::Facilitator,
        }),
    );
    happens(&mut workshop, BEGAN_MS, joins(2));
    let said = Control::Commanded {
        seat: seat(2),
        command: Command::ChooseSphere { sphere: None },
        request: None,
    };
    happens(&mut workshop, BEGAN_MS, said);
    assert_eq!(workshop.overdue(u64::MAX), []);
    assert_eq!(workshop.unused_seats(), 0);
    refused(
        &happens(
            &mut workshop,
            BEGAN_MS,
            commanded(Command::RemoveAwaited { since_ms: None }),
        ),
        "somebody has come to every place",
    );
}

#[test]
fn rm5_a_full_workshop_is_emptied_of_what_nobody_used_in_one_command() {
    let mut workshop = begin();
    let honest = 60;
    for number in 0..honest {
        happens(&mut workshop, BEGAN_MS, joins(number));
        happens(&mut workshop, BEGAN_MS, opens(number));
    }
    let flooded_ms = BEGAN_MS + 600_000;
    let most = limits::SEATS_PER_WORKSHOP as u32 - 2;
    // One honest person reads their recovery words.
    happens(&mut workshop, flooded_ms - 1, joins(honest));
    for number in honest + 1..most {
        happens(&mut workshop, flooded_ms, joins(number));
    }
    let full = workshop.check_joining(details(), flooded_ms).unwrap_err();
    assert_eq!(full.code, RefusalCode::Full);
    let later_ms = flooded_ms + limits::SEAT_AWAITED.as_millis() as u64;
    assert!(
        workshop.check_joining(details(), later_ms).is_ok(),
        "what is overdue does not count"
    );

    let command = Command::RemoveAwaited {
        since_ms: Some(flooded_ms),
    };
    let outcome = happens(&mut workshop, flooded_ms + 1, commanded(command));
    assert_eq!(removed(&outcome), Some(most - honest - 1));
    assert!(workshop.check_joining(details(), flooded_ms + 2).is_ok());
    assert!(workshop.is_awaited(seat(honest)));
    assert_eq!(workshop.seats().len(), 2 + honest as usize + 1);
    // The latest of them are remembered, the others are simply not known.
    assert_eq!(workshop.seat_by_token(&token(honest + 1)), None);
    assert!(workshop.removed_by_token(&token(honest + 1)).is_none());
    assert!(workshop.removed_by_token(&token(most - 1)).is_some());
}

#[test]
fn rm6_the_second_place_of_one_person_goes_and_its_key_opens_nothing() {
    let mut workshop = begin();
    for number in 1..=2 {
        happens(&mut workshop, BEGAN_MS, joins(number));
        happens(&mut workshop, BEGAN_MS, opens(number));
    }
    let second = |seat, first| commanded(Command::RemoveSecond { seat, first });
    for (told, says) in [
        (second(seat(1), seat(1)), "the same place"),
        (second(seat(1), seat(77)), "no"),
        (second(seat(1), seat(FACILITATOR)), "nobody's first place"),
        (second(seat(FACILITATOR), seat(1)), "cannot be removed"),
    ] {
        refused(&happens(&mut workshop, BEGAN_MS, told), says);
    }
    let outcome = happens(&mut workshop, BEGAN_MS, second(seat(2), seat(1)));
    assert_eq!(removed(&outcome), Some(1));
    assert_eq!(workshop.seat_by_token(&token(1)), Some(seat(1)));
    assert_eq!(workshop.seat_by_token(&token(2)), None);
    let told = workshop.removed_by_token(&token(2)).expect("remembered");
    assert!(
        told.detail.contains("go on where you joined first"),
        "{told}"
    );
}

#[test]
fn jo4_the_desk_is_told_how_fast_people_join_and_what_of_it_is_unusual() {
    let mut workshop = begin();
    let calm = |workshop: &Workshop, now_ms| views::joining(workshop, now_ms, 0);
    for number in 0..29 {
        happens(&mut workshop, BEGAN_MS, joins(number));
    }
    let view = calm(&workshop, BEGAN_MS + 1_000);
    assert_eq!((view.in_ten_seconds, view.in_a_minute), (29, 29));
    assert_eq!(
        (view.is_rush, view.is_late_rush, view.unused),
        (false, false, 29)
    );
    assert!(views::joining(&workshop, BEGAN_MS, 1).is_rush);
    happens(&mut workshop, BEGAN_MS + 2_000, joins(29));
    assert!(calm(&workshop, BEGAN_MS + 2_000).is_rush);
    let opened = Command::OpenRound {
        framework: "pit-a".parse().expect("a framework"),
        kind: plenary_protocol::round::RoundKind::Now,
        domains: None,
    };
    happens(&mut workshop, BEGAN_MS + 3_000, commanded(opened));
    let view = calm(&workshop, BEGAN_MS + 15_000);
    assert_eq!((view.is_rush, view.is_late_rush), (false, true));
    assert!(!calm(&workshop, BEGAN_MS + 70_000).is_late_rush);
}
