//! Who wrote when in a shared document, as it is told out of its entries.

use bytes::Bytes;
use plenary_protocol::{
    api::DocumentHistory,
    documents::{DocumentKind, DocumentName},
    entry::{Control, Created, Entry, Event},
    framework::built_in,
    id::{JoinCode, SeatId, Token, WorkshopId},
    limits,
    run_sheet::RunSheet,
    seat::default_sectors,
    settings::Settings,
    workshop::{Workshop, history::Stretches},
};

const PLAN: DocumentKind = DocumentKind::Plan;

fn seat(number: u8) -> SeatId {
    SeatId::from_bytes([number; 16])
}

fn workshop() -> Workshop {
    let token = |number| Token::from_random_bytes([number; 24]).hash();
    let created = Created {
        workshop: WorkshopId::from_bytes([1; 16]),
        title: "Looking back".to_owned(),
        join_code: JoinCode::from_random_bytes([9; 16]),
        frameworks: vec![(*built_in()[0]).clone()],
        sectors: default_sectors(),
        tables: Vec::new(),
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
    Workshop::begin(1, &Entry { at_ms: 0, event }).expect("a beginning")
}

/// Somebody writes something somewhere, so many seconds after the beginning.
fn writes(by: u8, kind: DocumentKind, seconds: u64) -> Entry {
    let workshop = WorkshopId::from_bytes([1; 16]);
    Entry {
        at_ms: seconds * 1_000,
        event: Event::Updated {
            document: DocumentName { workshop, kind },
            seat: seat(by),
            update: Bytes::from_static(&[0, 0]),
        },
    }
}

fn told(entries: &[Entry], before: Option<u64>) -> DocumentHistory {
    let now = workshop();
    let mut stretches = Stretches::begin(&now, PLAN, None);
    for (seq, entry) in (2..).zip(entries) {
        stretches.take(seq, entry);
    }
    stretches.finish(before)
}

/// Seat, first and last entry, and number of changes of each stretch.
fn in_short(history: &DocumentHistory) -> Vec<(SeatId, u64, u64, u32)> {
    let stretches = history.stretches.iter();
    stretches
        .map(|one| (one.seat, one.from_seq, one.to_seq, one.changes))
        .collect()
}

#[test]
fn hi1_hi2_what_one_seat_writes_without_a_rest_is_one_stretch_though_others_write_meanwhile() {
    let rest = limits::HISTORY_PAUSE.as_secs();
    let entries = [
        writes(3, PLAN, 0),
        writes(4, PLAN, 1),
        writes(3, PLAN, 2),
        writes(3, DocumentKind::Plenary, 3),
        writes(4, PLAN, 4),
        writes(3, PLAN, 2 + rest),
    ];
    let history = told(&entries, None);
    let expected = [(seat(3), 7, 7, 1), (seat(4), 3, 6, 2), (seat(3), 2, 4, 2)];
    assert_eq!(in_short(&history), expected);
    let before: Vec<_> = history.stretches.iter().map(|one| one.before_seq).collect();
    assert_eq!(before, [Some(6), Some(2), None]);
    assert!(!history.has_earlier);
}

#[test]
fn hi1_of_many_the_newest_are_told_and_none_is_out_of_reach() {
    let rest = limits::HISTORY_PAUSE.as_secs();
    let many = 2 * limits::HISTORY_STRETCHES as u64 + 1;
    let entries: Vec<Entry> = (0..many).map(|turn| writes(3, PLAN, turn * rest)).collect();
    let (mut before, mut found) = (None, Vec::new());
    loop {
        let history = told(&entries, before);
        found.extend(history.stretches.iter().map(|one| one.from_seq));
        before = found.last().copied();
        if !history.has_earlier {
            break;
        }
        assert_eq!(history.stretches.len(), limits::HISTORY_STRETCHES);
    }
    let all: Vec<u64> = (2..2 + many).rev().collect();
    assert_eq!(found, all);
}
