//! Joining at a pace, and seats to which nobody came, where another node writes and where nothing can be written.

use plenary_protocol::{
    documents::DocumentKind,
    entry::{Control, Entry, Event},
    id::{RecoveryHash, SeatId},
    limits,
    seat::{Role, Seat},
    space::SeatIssue,
};

use super::world::{World, token, world};
use crate::{
    journal::Journal,
    room::{Outbox, RoomError},
    telemetry::Metrics,
};

fn new_seat(number: u8) -> SeatIssue<Seat> {
    SeatIssue {
        seat: SeatId::from_random_bytes([number; 16]),
        person: Seat {
            role: Role::Participant,
            sector: Some("civic".parse().unwrap()),
            organisation: None,
            name: None,
            table: None,
            sphere: None,
        },
        token: token(number).hash(),
        recovery: RecoveryHash::from_bytes([number; 32]),
        request: None,
    }
}

async fn is_awaited(world: &World, seat: SeatId) -> bool {
    let read = world
        .room
        .read(move |reading| reading.space.is_awaited(seat));
    read.await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn jo1_of_those_who_join_in_one_turn_no_more_are_let_in_than_there_are_places() {
    let world = world().await;
    let asked = (0..200).map(|number| {
        let room = world.room.clone();
        async move { room.join(new_seat(number)).await }
    });
    let answers = futures_util::future::join_all(asked).await;
    let in_all = answers.iter().filter(|answer| answer.is_ok()).count();
    // One place was Ann's; what comes back meanwhile is a few.
    let places = limits::JOINING_AT_ONCE as usize - 1;
    assert!((places - 3..=places + 10).contains(&in_all), "{in_all}");
    let held = answers
        .iter()
        .filter(|answer| matches!(answer, Err(RoomError::Lobby { .. })));
    assert!(190 - in_all <= held.count());
}

/// The room learns of the seat only when it wants to write itself, and decides anew.
#[tokio::test(start_paused = true)]
async fn rm4_whoever_joins_has_a_seat_given_up_that_another_node_gave_long_ago() {
    let world = world().await;
    let ghost = SeatId::from_random_bytes([77; 16]);
    let old = new_seat(77);
    let issued = Control::SeatIssued {
        seat: old.seat,
        details: old.person,
        token: old.token,
        recovery: old.recovery,
        request: None,
        is_awaited: true,
    };
    let entry = Entry {
        at_ms: 0,
        event: Event::Control(issued),
    };
    let (workshop, seq) = world
        .room
        .read(|reading| (reading.space.id(), reading.space.seq()))
        .await
        .unwrap();
    let appended = world.journal.append(workshop, seq, vec![entry.encode()]);
    appended.await.unwrap();

    world.room.join(new_seat(78)).await.unwrap();
    let (seats, told) = world
        .room
        .read(move |reading| {
            let seats: Vec<SeatId> = reading.space.seats().keys().copied().collect();
            let told = reading.space.removed_by_token(&token(77).hash());
            (seats, told)
        })
        .await
        .unwrap();
    assert!(!seats.contains(&ghost));
    assert!(seats.contains(&world.ann), "she joined a moment ago");
    assert!(told.unwrap().detail.contains("was given up"));
}

#[tokio::test(start_paused = true)]
async fn rm3_who_comes_while_nothing_can_be_saved_is_known_to_have_come_afterwards() {
    let world = world().await;
    assert!(is_awaited(&world, world.ann).await);
    world
        .journal
        .is_full
        .store(true, std::sync::atomic::Ordering::SeqCst);
    let refused = world.room.join(new_seat(78)).await;
    assert!(
        matches!(refused, Err(RoomError::NotSaving(_))),
        "{refused:?}"
    );
    let session = Outbox::new(Metrics::new());
    world.open(DocumentKind::Session, &session).await;
    assert!(is_awaited(&world, world.ann).await);
    world
        .journal
        .is_full
        .store(false, std::sync::atomic::Ordering::SeqCst);
    while is_awaited(&world, world.ann).await {
        tokio::time::advance(limits::JOURNAL_RETRY).await;
    }
}
