//! Laws of presence.

use std::time::Duration;

use plenary_protocol::id::{MapId, TableId};

use super::*;

fn table() -> DocumentKind {
    DocumentKind::Table(TableId::nth(1))
}

fn seat(byte: u8) -> SeatId {
    SeatId::from_random_bytes([byte; 16])
}

fn sitting(byte: u8) -> (SeatId, Access) {
    (seat(byte), Access::Write)
}

fn state(client: u64, clock: u32, json: &str) -> Vec<State> {
    vec![State {
        client,
        clock,
        json: json.to_owned(),
    }]
}

/// Says something that is the seat's own in the books, as a room does.
fn hear(
    presence: &mut Presence,
    kind: DocumentKind,
    who: (SeatId, Access),
    subscription: u64,
    states: Vec<State>,
    now: Instant,
) {
    if let Some(state) = presence.own(kind, who, subscription, states, |_| false) {
        presence.hear(kind, who.0, subscription, state, now);
    }
}

fn told(presence: &mut Presence, now: Instant) -> Vec<(u64, u32, String)> {
    let due = presence.take_due(now);
    let frames = due.iter().flat_map(|(_, frame)| {
        awareness::decode(frame, limits::AWARENESS_ENTRIES).expect("our own bytes")
    });
    frames
        .map(|entry| (entry.client, entry.clock, entry.state.to_owned()))
        .collect()
}

#[test]
fn aw3_presence_is_ones_own_and_nobody_speaks_for_another() {
    let now = Instant::now();
    let mut presence = Presence::default();
    hear(
        &mut presence,
        table(),
        sitting(1),
        1,
        state(7, 0, "{}"),
        now,
    );
    // Bob repeats what he heard of Ann, then says that she has gone, then uses a second id.
    hear(
        &mut presence,
        table(),
        sitting(2),
        2,
        state(8, 1, "{\"name\":\"Bob\"}"),
        now,
    );
    hear(
        &mut presence,
        table(),
        sitting(2),
        2,
        state(7, 5, "null"),
        now,
    );
    hear(
        &mut presence,
        table(),
        sitting(2),
        2,
        state(9, 1, "{}"),
        now,
    );
    assert_eq!(
        told(&mut presence, now),
        [
            (7, 0, "{}".to_owned()),
            (8, 1, "{\"name\":\"Bob\"}".to_owned())
        ]
    );
}

#[test]
fn aw4_at_most_ten_frames_a_second_and_the_newest_state_in_them() {
    let start = Instant::now();
    let mut presence = Presence::default();
    let mut frames = 0;
    for step in 0..1_000 {
        let now = start + Duration::from_millis(step);
        hear(
            &mut presence,
            table(),
            sitting(1),
            1,
            state(7, step as u32, "{}"),
            now,
        );
        frames += presence.take_due(now).len();
    }
    assert_eq!(frames, 10);
    let later = start + Duration::from_secs(1);
    assert_eq!(told(&mut presence, later), [(7, 999, "{}".to_owned())]);
}

#[test]
fn aw5_whoever_leaves_or_falls_silent_is_taken_back() {
    let start = Instant::now();
    let mut presence = Presence::default();
    hear(
        &mut presence,
        table(),
        sitting(1),
        1,
        state(7, 3, "{}"),
        start,
    );
    hear(
        &mut presence,
        table(),
        sitting(2),
        2,
        state(8, 1, "{}"),
        start,
    );
    assert_eq!(told(&mut presence, start).len(), 2);
    presence.leave(table(), 1);
    let later = start + limits::PRESENCE_TICK;
    assert_eq!(told(&mut presence, later), [(7, 3, "null".to_owned())]);
    let silent = start + limits::PRESENCE_EXPIRES + limits::PRESENCE_SWEEP;
    assert_eq!(told(&mut presence, silent), [(8, 1, "null".to_owned())]);
    assert_eq!(presence.next_tick(), None, "nobody is left to look after");
}

#[test]
fn aw6_a_device_that_comes_back_goes_on_and_its_old_socket_takes_nothing_away() {
    let now = Instant::now();
    let mut presence = Presence::default();
    hear(
        &mut presence,
        table(),
        sitting(1),
        1,
        state(7, 3, "{}"),
        now,
    );
    hear(
        &mut presence,
        table(),
        sitting(1),
        2,
        state(7, 3, "{}"),
        now,
    );
    presence.leave(table(), 1);
    assert_eq!(told(&mut presence, now), [(7, 3, "{}".to_owned())]);
    assert!(presence.all(table()).is_some());
}

#[test]
fn aw3_a_device_that_repeats_another_of_its_seat_neither_takes_its_presence_nor_loses_its_own() {
    let now = Instant::now();
    let plan = DocumentKind::Plan;
    let at = |place: &str| format!(r#"{{"at":"{place}"}}"#);
    let (tablet, laptop) = ((7, 1), (8, 2));
    let mut presence = Presence::default();
    let mut say = |(client, subscription), clock, json: &str| {
        hear(
            &mut presence,
            plan,
            sitting(1),
            subscription,
            state(client, clock, json),
            now,
        );
    };
    // Both begin without a place, and so nobody is there yet.
    say(tablet, 0, "{}");
    say(laptop, 0, "{}");
    assert!(told(&mut presence, now).is_empty());
    let mut say = |(client, subscription), clock, json: &str| {
        hear(
            &mut presence,
            plan,
            sitting(1),
            subscription,
            state(client, clock, json),
            now,
        );
    };
    // As y-websocket does, the laptop repeats what it has heard of the tablet; then it has a place of its own.
    say(tablet, 1, &at("actions/a/what"));
    say((7, 2), 1, &at("actions/a/what"));
    say(laptop, 1, &at("actions/b/what"));
    let later = now + limits::PRESENCE_TICK;
    assert_eq!(
        told(&mut presence, later),
        [(7, 1, at("actions/a/what")), (8, 1, at("actions/b/what"))]
    );
    // The laptop goes and takes nothing of the tablet's along.
    presence.leave(plan, 2);
    let last = later + limits::PRESENCE_TICK;
    assert_eq!(told(&mut presence, last), [(8, 1, "null".to_owned())]);
}

#[test]
fn aw2_in_the_large_room_nothing_is_told() {
    let now = Instant::now();
    let mut presence = Presence::default();
    for kind in [
        DocumentKind::Plenary,
        DocumentKind::Session,
        DocumentKind::Ballot(seat(1)),
    ] {
        hear(&mut presence, kind, sitting(1), 1, state(7, 3, "{}"), now);
        assert!(presence.all(kind).is_none());
    }
    assert_eq!(presence.next_tick(), None);
}

#[test]
fn aw7_in_a_map_the_place_is_told_and_never_who_is_there() {
    let now = Instant::now();
    let map = DocumentKind::Map(MapId::nth(1));
    let mut presence = Presence::default();
    let said = r#"{"name":"Ann","at":"steps/a/name"}"#;
    hear(&mut presence, map, sitting(1), 1, state(7, 0, said), now);
    // Who only looks on, and who says nothing of a place, is nowhere.
    hear(
        &mut presence,
        map,
        (seat(2), Access::ObserverReads),
        2,
        state(8, 0, said),
        now,
    );
    hear(&mut presence, map, sitting(3), 3, state(9, 0, "{}"), now);
    let place = r#"{"at":"steps/a/name"}"#.to_owned();
    assert_eq!(told(&mut presence, now), [(7, 0, place.clone())]);

    // Who may no longer write there is taken back when they say so again.
    let later = now + limits::PRESENCE_TICK;
    hear(
        &mut presence,
        map,
        (seat(1), Access::StepClosed),
        1,
        state(7, 1, said),
        later,
    );
    assert_eq!(told(&mut presence, later), [(7, 1, "null".to_owned())]);

    // At most so many are told of, in the plan as at a table.
    for client in 0..40 {
        let plan = DocumentKind::Plan;
        hear(
            &mut presence,
            plan,
            sitting(client),
            client.into(),
            state(client.into(), 0, &place),
            later,
        );
    }
    let told = told(&mut presence, later);
    assert_eq!(told.len(), limits::PRESENCE_PER_TABLE);
}
