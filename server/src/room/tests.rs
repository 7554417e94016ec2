//! A room whose journal fails: what people are told, and that nothing is acknowledged which is not durable.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use plenary_protocol::{
    command::Command,
    documents::DocumentKind,
    entry::Created,
    framework,
    id::{JoinCode, RecoveryHash, SeatId, Token, WorkshopId},
    limits,
    refusal::RefusalCode,
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::Settings,
    views::View,
    wire::{
        close_code,
        hocuspocus::server::{ServerFrame, ServerMessage},
    },
};
use tokio::sync::watch;

use super::{DocumentFrame, Outbox, Room, RoomError, Subscribe, Wire};
use crate::{
    journal::{Journal, JournalError, Stored, memory::MemoryJournal},
    rooms::Rooms,
    telemetry::Metrics,
};

/// A journal whose disk is full whenever the test says so.
#[derive(Default)]
struct FaultyJournal {
    inner: MemoryJournal,
    is_full: AtomicBool,
    loads_to_fail: AtomicU32,
    probes: AtomicU32,
    refused_appends: AtomicU32,
    is_heard: watch::Sender<bool>,
}

impl Journal for FaultyJournal {
    fn create(
        &self,
        workshop: WorkshopId,
        code: JoinCode,
        first: Vec<u8>,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        self.inner.create(workshop, code, first)
    }

    fn append(
        &self,
        workshop: WorkshopId,
        after: u64,
        entries: Vec<Vec<u8>>,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        if self.is_full.load(Ordering::SeqCst) {
            self.refused_appends.fetch_add(1, Ordering::SeqCst);
            return Box::pin(async { Err(JournalError::Unavailable("no space left".to_owned())) });
        }
        self.inner.append(workshop, after, entries)
    }

    fn load(&self, workshop: WorkshopId) -> BoxFuture<'_, Result<Option<Stored>, JournalError>> {
        Box::pin(async move {
            // Loading takes a moment, in which others ask too.
            tokio::task::yield_now().await;
            let left = |left: u32| left.checked_sub(1);
            let failing = self
                .loads_to_fail
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, left);
            match failing {
                Ok(_) => Err(JournalError::Unavailable("not now".to_owned())),
                Err(_) => self.inner.load(workshop).await,
            }
        })
    }

    fn entries(
        &self,
        workshop: WorkshopId,
        from: u64,
    ) -> BoxFuture<'_, Result<Vec<(u64, Vec<u8>)>, JournalError>> {
        self.inner.entries(workshop, from)
    }

    fn save_snapshot(
        &self,
        workshop: WorkshopId,
        seq: u64,
        snapshot: Vec<u8>,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        self.inner.save_snapshot(workshop, seq, snapshot)
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), JournalError>> {
        self.probes.fetch_add(1, Ordering::SeqCst);
        match self.is_full.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(JournalError::Unavailable("no space left".to_owned())) }),
            false => self.inner.probe(),
        }
    }

    fn hears_others(&self) -> Option<watch::Receiver<bool>> {
        Some(self.is_heard.subscribe())
    }

    fn find(&self, code: JoinCode) -> BoxFuture<'_, Result<Option<WorkshopId>, JournalError>> {
        self.inner.find(code)
    }

    fn workshops(&self) -> BoxFuture<'_, Result<Vec<WorkshopId>, JournalError>> {
        self.inner.workshops()
    }

    fn size_bytes(&self) -> BoxFuture<'_, Result<u64, JournalError>> {
        self.inner.size_bytes()
    }
}

/// A workshop with a facilitator and one participant, and the journal under it.
struct World {
    journal: Arc<FaultyJournal>,
    rooms: Rooms,
    room: Room,
    facilitator: SeatId,
    ann: SeatId,
}

fn token(byte: u8) -> Token {
    Token::from_random_bytes([byte; 24])
}

async fn world() -> World {
    let journal = Arc::new(FaultyJournal::default());
    let rooms = Rooms::new(journal.clone(), Metrics::new());
    let workshop = WorkshopId::from_random_bytes([1; 16]);
    let facilitator = SeatId::from_random_bytes([2; 16]);
    let created = Created {
        workshop,
        title: "Place-based planning".to_owned(),
        join_code: JoinCode::from_random_bytes([3; 16]),
        frameworks: vec![(**framework::built_in_by_id("pit-a").unwrap()).clone()],
        sectors: default_sectors(),
        tables: Vec::new(),
        settings: Settings {
            reveal: Default::default(),
            minimum_group: 5,
            named: false,
        },
        run_sheet: RunSheet::plain(0),
        facilitator: (facilitator, token(2).hash()),
        screen: (SeatId::from_random_bytes([4; 16]), token(4).hash()),
    };
    rooms.create(created).await.unwrap();
    let room = rooms.open(workshop).await.unwrap();
    let ann = SeatId::from_random_bytes([5; 16]);
    let details = Seat {
        role: Role::Participant,
        sector: Some("civic".parse().unwrap()),
        organisation: None,
        name: None,
        table: None,
    };
    room.join(
        ann,
        details,
        token(5).hash(),
        RecoveryHash::from_bytes([5; 32]),
    )
    .await
    .unwrap();
    World {
        journal,
        rooms,
        room,
        facilitator,
        ann,
    }
}

impl World {
    async fn open_round(&self) {
        let command =
            serde_json::json!({"type": "open_round", "framework": "pit-a", "kind": "now"});
        self.room
            .command(self.facilitator, serde_json::from_value(command).unwrap())
            .await
            .unwrap();
    }

    async fn open(&self, kind: DocumentKind, outbox: &Outbox) -> u64 {
        let subscribe = Subscribe {
            token: token(5).hash(),
            kind,
            wire: Wire::Hocuspocus {
                address: format!("a/{kind:?}"),
            },
            outbox: outbox.clone(),
            replaces: None,
        };
        self.room.subscribe(subscribe).await.unwrap().subscription
    }
}

/// One mark: level 2 of leadership in round 1, as a Yjs update by client 7.
fn mark() -> Bytes {
    let mut update = vec![1, 1, 7, 0, 0x28, 1];
    for text in ["marks", "r1/leadership"] {
        update.push(text.len() as u8);
        update.extend_from_slice(text.as_bytes());
    }
    update.extend_from_slice(&[1, 125, 2, 0]);
    update.into()
}

/// Waits for what a frame of the outbox says, passing over the others.
async fn wait_for<T>(outbox: &Outbox, wanted: impl Fn(&ServerMessage<'_>) -> Option<T>) -> T {
    loop {
        for frame in outbox.take().await.frames {
            if let Ok(ServerFrame::Document { message, .. }) = ServerFrame::parse(&frame)
                && let Some(found) = wanted(&message)
            {
                return found;
            }
        }
    }
}

fn saving(message: &ServerMessage<'_>) -> Option<bool> {
    let ServerMessage::Stateless { payload } = message else {
        return None;
    };
    match serde_json::from_str(payload).ok()? {
        View::Saving(view) => Some(view.is_saving),
        _ => None,
    }
}

fn status(message: &ServerMessage<'_>) -> Option<bool> {
    match message {
        ServerMessage::SyncStatus { applied } => Some(*applied),
        _ => None,
    }
}

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
        .read(|reading| reading.workshop.rounds()[0].tally.started)
        .await
        .unwrap();
    assert_eq!(marked, 0, "a mark that is not durable is not counted");
    let refused = world
        .room
        .command(world.facilitator, Command::OpenJoining { open: false })
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
        .read(|reading| reading.workshop.rounds()[0].tally.started)
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

async fn wait_until_tried(journal: &FaultyJournal) {
    while journal.refused_appends.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
}

async fn closed(outbox: &Outbox) -> super::Closing {
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
        .read(|reading| (reading.workshop.id(), reading.workshop.seq()))
        .await
        .unwrap();
    let opening: Command = serde_json::from_value(
        serde_json::json!({"type": "open_round", "framework": "pit-a", "kind": "now"}),
    )
    .unwrap();
    let written = [Command::OpenJoining { open: false }, opening.clone()].map(|command| {
        plenary_protocol::entry::Entry {
            at_ms: 1,
            event: plenary_protocol::entry::Event::Told(plenary_protocol::entry::Told::Commanded {
                seat: world.facilitator,
                command,
            }),
        }
        .encode()
    });
    world
        .journal
        .append(workshop, seq, written.to_vec())
        .await
        .unwrap();

    // As far as this node knows no round is open; where the command stands in the journal, one is.
    let late = world.room.command(world.facilitator, opening).await;
    assert!(
        matches!(&late, Err(RoomError::Refused(refusal)) if refusal.code == RefusalCode::MovedOn),
        "{late:?}"
    );
    let extended = world
        .room
        .command(world.facilitator, Command::ExtendStep { minutes: 5 })
        .await;
    assert_eq!(extended.unwrap().0, seq + 3, "behind what the other wrote");
    let is_open = world
        .room
        .read(|reading| reading.workshop.is_joining_open())
        .await
        .unwrap();
    assert!(!is_open, "the room holds what the journal holds");
}

#[tokio::test]
async fn a_room_is_loaded_once_however_many_ask() {
    let world = world().await;
    let workshop = world
        .room
        .read(|reading| reading.workshop.id())
        .await
        .unwrap();
    let rooms = Rooms::new(world.journal.clone(), Metrics::new());
    let asking = (0..100).map(|_| rooms.open(workshop));
    let opened = futures_util::future::try_join_all(asking).await.unwrap();
    assert!(
        opened
            .iter()
            .all(|room| room.mailbox.same_channel(&opened[0].mailbox))
    );
    let unknown = rooms.open(WorkshopId::from_random_bytes([9; 16])).await;
    assert!(matches!(unknown, Err(RoomError::NotFound)));
}

#[tokio::test]
async fn after_a_load_that_failed_those_who_waited_and_those_who_come_get_the_same_room() {
    let world = world().await;
    let read = |reading: &super::Reading<'_>| reading.workshop.id();
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
        one.mailbox.same_channel(&other.mailbox),
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
        .command(world.facilitator, Command::ExtendStep { minutes: 5 })
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
    let workshop = world
        .room
        .read(|reading| reading.workshop.id())
        .await
        .unwrap();
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
    assert!(
        room.seat_by_token(token(5).hash()).await.unwrap().is_some(),
        "Ann's seat is there again"
    );
}

#[tokio::test]
async fn a_renewed_token_is_answered_and_nothing_is_missed() {
    let world = world().await;
    let outbox = Outbox::new(Metrics::new());
    let first = world.open(DocumentKind::Ballot(world.ann), &outbox).await;
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
    let devices = world
        .room
        .read(|reading| reading.subscribers.len())
        .await
        .unwrap();
    assert_eq!(devices, 1, "the old one has made place for the new one");
}
