//! A room whose journal fails: what people are told, and that nothing is acknowledged which is not durable.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use plenary_protocol::{
    command::Command,
    documents::DocumentKind,
    id::{RecoveryHash, RoundId, SpaceId},
    limits,
    refusal::RefusalCode,
    wire::{
        close_code,
        hocuspocus::{Scope, ServerMessage},
    },
};

use crate::{
    journal::Journal,
    room::{Closing, DocumentFrame, Outbox, RoomError, Subscribe, Wire},
    telemetry::Metrics,
    workshops::{Reading, Rooms},
};

mod others;
mod seats;
mod world;

use world::{FaultyJournal, mark, saving, status, token, wait_for, world};

#[tokio::test(start_paused = true)]
async fn while_the_disk_is_full_nothing_is_acknowledged_and_everybody_is_told() {
    let world = world().await;
    world.open_round().await;
    let (session, ballot) = (Outbox::new(Metrics::new()), Outbox::new(Metrics::new()));
    world.open(DocumentKind::Session, &session).await;
    let subscription = world.open(DocumentKind::Ballot(world.ann), &ballot).await;

    world.journal.is_full.store(true, Ordering::SeqCst);
    world
        .room
        .frame(subscription, DocumentFrame::Update(mark()))
        .await
        .unwrap();
    wait_for(&session, |message| {
        saving(message).filter(|is_saving| !is_saving)
    })
    .await;
    assert!(!world.rooms.is_saving());

    // Looking is still possible; a command is refused at once and not left hanging.
    let marked = world
        .room
        .read(|reading| reading.space.rounds()[0].tally.started)
        .await
        .unwrap();
    assert_eq!(marked, 0, "a mark that is not durable is not counted");
    let refused = world
        .room
        .command(
            world.facilitator,
            Command::OpenJoining { open: false },
            None,
        )
        .await;
    assert!(
        matches!(refused, Err(RoomError::NotSaving(_))),
        "{refused:?}"
    );
    let unacknowledged = tokio::time::timeout(
        std::time::Duration::from_secs(30),
        wait_for(&ballot, status),
    );
    assert!(
        unacknowledged.await.is_err(),
        "nothing is acknowledged for as long as the disk is full"
    );

    world.journal.is_full.store(false, Ordering::SeqCst);
    assert!(
        wait_for(&ballot, status).await,
        "the mark is saved once there is space, without being sent again"
    );
    wait_for(&session, |message| {
        saving(message).filter(|is_saving| *is_saving)
    })
    .await;
    assert!(world.rooms.is_saving());
    let marked = world
        .room
        .read(|reading| reading.space.rounds()[0].tally.started)
        .await
        .unwrap();
    assert_eq!(marked, 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_held_while_nothing_can_be_saved_is_bounded_in_bytes() {
    let world = world().await;
    world.open_round().await;
    let ballot = Outbox::new(Metrics::new());
    let subscription = world.open(DocumentKind::Ballot(world.ann), &ballot).await;
    world.journal.is_full.store(true, Ordering::SeqCst);
    let send = async |update: Bytes| {
        let frame = DocumentFrame::Update(update);
        world.room.frame(subscription, frame).await.unwrap();
    };
    // The first waits in the commit, what comes behind it is held.
    send(mark()).await;
    wait_until_tried(&world.journal).await;
    let largest = Bytes::from(vec![0; limits::UPDATE_BYTES]);
    for _ in 0..limits::ROOM_HELD_BYTES / limits::UPDATE_BYTES {
        send(largest.clone()).await;
    }
    world.room.read(|_| ()).await.unwrap();
    let is_closing = tokio::time::timeout(std::time::Duration::from_secs(30), closed(&ballot));
    assert!(is_closing.await.is_err(), "so much is held");
    send(largest).await;
    let closing = closed(&ballot).await;
    assert_eq!(closing.code, close_code::TRY_AGAIN_LATER);
}

/// A mark in the same turn as the end of the workshop is decided behind it, and not on the workshop before.
#[tokio::test(start_paused = true)]
async fn what_comes_in_one_turn_with_the_end_is_decided_behind_it() {
    let world = world().await;
    world.open_round().await;
    let ballot = Outbox::new(Metrics::new());
    let subscription = world.open(DocumentKind::Ballot(world.ann), &ballot).await;
    let round = RoundId::nth(1);
    let command = |command| world.room.command(world.facilitator, command, None);
    command(Command::CloseRound { round }).await.unwrap();
    let marked = world
        .room
        .frame(subscription, DocumentFrame::Update(mark()));
    // Both wait in the mailbox before the room looks, the end first.
    let (closed, sent, opened) = tokio::join!(
        command(Command::CloseWorkshop),
        marked,
        command(Command::OpenJoining { open: true })
    );
    closed.unwrap();
    sent.unwrap();
    assert!(matches!(opened, Err(RoomError::Refused(_))), "{opened:?}");
    assert!(!wait_for(&ballot, status).await, "it is not acknowledged");
    let late = world
        .room
        .read(|reading| reading.space.rounds()[0].late_seats())
        .await
        .unwrap();
    assert_eq!(late, 0);
}

async fn wait_until_tried(journal: &FaultyJournal) {
    while journal.refused_appends.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
}

async fn closed(outbox: &Outbox) -> Closing {
    loop {
        if let Some(closing) = outbox.take().await.closing {
            return closing;
        }
    }
}

#[tokio::test]
async fn what_another_node_wrote_comes_first_and_a_command_is_decided_on_it() {
    let world = world().await;
    let (workshop, seq) = world
        .room
        .read(|reading| (reading.space.id(), reading.space.seq()))
        .await
        .unwrap();
    let opening: Command = serde_json::from_value(
        serde_json::json!({"type": "open_round", "framework": "pit-a", "kind": "now"}),
    )
    .unwrap();
    let written = [Command::OpenJoining { open: false }, opening.clone()].map(|command| {
        plenary_protocol::entry::Entry {
            at_ms: 1,
            event: plenary_protocol::entry::Event::Control(
                plenary_protocol::entry::Control::Commanded {
                    request: None,
                    seat: world.facilitator,
                    command,
                },
            ),
        }
        .encode()
    });
    world
        .journal
        .append(workshop, seq, written.to_vec())
        .await
        .unwrap();

    // As far as this node knows no round is open; where the command stands in the journal, one is.
    let late = world.room.command(world.facilitator, opening, None).await;
    assert!(
        matches!(&late, Err(RoomError::Refused(refusal)) if refusal.code == RefusalCode::MovedOn),
        "{late:?}"
    );
    let extended = world
        .room
        .command(world.facilitator, Command::ExtendStep { minutes: 5 }, None)
        .await;
    assert_eq!(extended.unwrap().0, seq + 3, "behind what the other wrote");
    let is_open = world
        .room
        .read(|reading| reading.space.is_joining_open())
        .await
        .unwrap();
    assert!(!is_open, "the room holds what the journal holds");
}

#[tokio::test]
async fn a_room_is_loaded_once_however_many_ask() {
    let world = world().await;
    let workshop = world.room.read(|reading| reading.space.id()).await.unwrap();
    let rooms = Rooms::new(world.journal.clone(), Metrics::new());
    let asking = (0..100).map(|_| rooms.open(workshop));
    let opened = futures_util::future::try_join_all(asking).await.unwrap();
    assert!(opened.iter().all(|room| room.is(&opened[0])));
    let unknown = rooms.open(SpaceId::from_random_bytes([9; 16])).await;
    assert!(matches!(unknown, Err(RoomError::NotFound)));
}

#[tokio::test]
async fn after_a_load_that_failed_those_who_waited_and_those_who_come_get_the_same_room() {
    let world = world().await;
    let read = |reading: &Reading<'_>| reading.space.id();
    let workshop = world.room.read(read).await.unwrap();
    let rooms = Rooms::new(world.journal.clone(), Metrics::new());
    world.journal.loads_to_fail.store(1, Ordering::SeqCst);
    let fails_and_asks_again = async {
        let failed = rooms.open(workshop).await;
        assert!(matches!(failed, Err(RoomError::NotSaving(_))), "{failed:?}");
        rooms.open(workshop).await
    };
    let (one, other) = tokio::join!(fails_and_asks_again, rooms.open(workshop));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(
        one.is(&other),
        "two rooms of one workshop would write past each other"
    );
}

#[tokio::test(start_paused = true)]
async fn after_a_refused_command_saving_is_said_to_go_on_only_when_it_does() {
    let world = world().await;
    let session = Outbox::new(Metrics::new());
    world.open(DocumentKind::Session, &session).await;
    world.journal.is_full.store(true, Ordering::SeqCst);
    let refused = world
        .room
        .command(world.facilitator, Command::ExtendStep { minutes: 5 }, None)
        .await;
    assert!(
        matches!(refused, Err(RoomError::NotSaving(_))),
        "{refused:?}"
    );
    wait_for(&session, |message| {
        saving(message).filter(|is_saving| !is_saving)
    })
    .await;

    // Nothing waits to be written any more, and the disk is still full.
    let again = tokio::time::timeout(
        std::time::Duration::from_secs(30),
        wait_for(&session, saving),
    );
    assert!(again.await.is_err(), "nobody is told that saving goes on");
    assert!(!world.rooms.is_saving());
    let newcomer = Outbox::new(Metrics::new());
    world.open(DocumentKind::Session, &newcomer).await;
    assert!(
        !wait_for(&newcomer, saving).await,
        "whoever comes now is told too"
    );

    world.journal.is_full.store(false, Ordering::SeqCst);
    wait_for(&session, |message| {
        saving(message).filter(|is_saving| *is_saving)
    })
    .await;
    assert!(world.rooms.is_saving());
}

#[tokio::test(start_paused = true)]
async fn a_room_that_nobody_writes_in_notices_by_itself_that_saving_goes_on() {
    let world = world().await;
    let session = Outbox::new(Metrics::new());
    world.open(DocumentKind::Session, &session).await;
    let said = async |is_saving: bool| {
        wait_for(&session, |message| {
            saving(message).filter(|said| *said == is_saving)
        })
        .await
    };
    said(true).await;
    world.journal.is_heard.send_replace(false);
    said(false).await;
    assert!(!world.rooms.is_saving(), "such a node is not ready");
    // The others are heard again a moment before anything can be written.
    world.journal.is_full.store(true, Ordering::SeqCst);
    world.journal.is_heard.send_replace(true);
    while world.journal.probes.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    world.journal.is_full.store(false, Ordering::SeqCst);
    let patience = std::time::Duration::from_secs(30);
    let again = tokio::time::timeout(patience, said(true)).await;
    assert!(
        again.is_ok(),
        "its screens say for ever that nothing is saved"
    );
    assert!(world.rooms.is_saving());
}

#[tokio::test]
async fn a_fault_in_a_room_closes_its_sockets_and_the_room_is_loaded_anew() {
    let world = world().await;
    let workshop = world.room.read(|reading| reading.space.id()).await.unwrap();
    let session = Outbox::new(Metrics::new());
    world.open(DocumentKind::Session, &session).await;
    let fault = world
        .room
        .read(|_| -> () { panic!("a fault, made by this test") })
        .await;
    assert!(matches!(fault, Err(RoomError::Busy)), "{fault:?}");
    let closing = loop {
        if let Some(closing) = session.take().await.closing {
            break closing;
        }
    };
    assert_eq!(
        closing.code,
        plenary_protocol::wire::close_code::INTERNAL_ERROR
    );
    let room = world.rooms.open(workshop).await.unwrap();
    let key = token(5).hash();
    let seat = room.read(move |reading| reading.space.seat_by_token(&key));
    assert!(seat.await.unwrap().is_some(), "Ann's seat is there again");
}

fn opened(message: &ServerMessage<'_>) -> Option<Scope> {
    match message {
        ServerMessage::Authenticated { scope } => Some(*scope),
        _ => None,
    }
}

#[tokio::test]
async fn au4_a_renewed_token_is_answered_and_nothing_is_missed() {
    let world = world().await;
    let outbox = Outbox::new(Metrics::new());
    let first = world.open(DocumentKind::Ballot(world.ann), &outbox).await;
    let scope = wait_for(&outbox, opened).await;
    let again = Subscribe {
        token: token(5).hash(),
        kind: DocumentKind::Ballot(world.ann),
        wire: Wire::Hocuspocus {
            address: "a".to_owned(),
        },
        outbox: outbox.clone(),
        replaces: Some(first),
    };
    let second = world.room.subscribe(again).await.unwrap().subscription;
    assert_ne!(first, second);
    assert_eq!(wait_for(&outbox, opened).await, scope, "the same answer");
    let devices = world
        .room
        .read(|reading| reading.open_documents())
        .await
        .unwrap();
    assert_eq!(devices, 1, "the old one has made place for the new one");
}

#[tokio::test(start_paused = true)]
async fn what_a_token_opened_ends_when_newer_ones_push_it_out() {
    let world = world().await;
    world.open_round().await;
    let ballot = Outbox::new(Metrics::new());
    let subscription = world.open(DocumentKind::Ballot(world.ann), &ballot).await;
    // A lost phone: its person takes the seat to as many other devices as it may have.
    for device in 0..limits::TOKENS_PER_SEAT {
        let token = token(100 + device as u8).hash();
        let recovery = RecoveryHash::from_bytes([5; 32]);
        let recovered = world.room.recover(recovery, token, None).await.unwrap();
        assert_eq!(recovered.map(|(seat, _)| seat), Some(world.ann));
    }
    let reason = wait_for(&ballot, |message| match message {
        ServerMessage::PermissionDenied { reason } => Some((*reason).to_owned()),
        _ => None,
    })
    .await;
    assert!(reason.contains("replaced by newer ones"), "{reason}");
    let late = DocumentFrame::Update(mark());
    world.room.frame(subscription, late).await.unwrap();
    let started = world
        .room
        .read(|reading| reading.space.rounds()[0].tally.started);
    assert_eq!(started.await.unwrap(), 0, "it writes no more");
}
