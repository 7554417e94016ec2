//! A workshop with one participant on a journal that fails when a test says so.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use plenary_protocol::{
    documents::DocumentKind,
    entry::Created,
    framework,
    id::{JoinCode, RecoveryHash, SeatId, SpaceId, Token},
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::Settings,
    space::SeatIssue,
    views::View,
    wire::hocuspocus::server::{ServerFrame, ServerMessage},
};
use tokio::sync::watch;

use crate::{
    journal::{Followed, Journal, JournalError, Stored, memory::MemoryJournal},
    room::{Outbox, Subscribe, Wire},
    telemetry::Metrics,
    workshops::{Room, Rooms},
};

/// A journal whose disk is full whenever the test says so.
#[derive(Default)]
pub(super) struct FaultyJournal {
    pub(super) inner: MemoryJournal,
    pub(super) is_full: AtomicBool,
    pub(super) loads_to_fail: AtomicU32,
    pub(super) probes: AtomicU32,
    pub(super) refused_appends: AtomicU32,
    pub(super) is_heard: watch::Sender<bool>,
    /// What other nodes write, for the next room that is opened.
    pub(super) others: Mutex<Option<Followed>>,
}

impl Journal for FaultyJournal {
    fn create(
        &self,
        workshop: SpaceId,
        code: JoinCode,
        first: Vec<u8>,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        self.inner.create(workshop, code, first)
    }

    fn register(
        &self,
        workshop: SpaceId,
        code: JoinCode,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        self.inner.register(workshop, code)
    }

    fn append(
        &self,
        workshop: SpaceId,
        after: u64,
        entries: Vec<Vec<u8>>,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        if self.is_full.load(Ordering::SeqCst) {
            self.refused_appends.fetch_add(1, Ordering::SeqCst);
            return Box::pin(async { Err(JournalError::Unavailable("no space left".to_owned())) });
        }
        self.inner.append(workshop, after, entries)
    }

    fn load(&self, workshop: SpaceId) -> BoxFuture<'_, Result<Option<Stored>, JournalError>> {
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
        workshop: SpaceId,
        from: u64,
    ) -> BoxFuture<'_, Result<Vec<(u64, Vec<u8>)>, JournalError>> {
        self.inner.entries(workshop, from)
    }

    fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<(u64, Vec<u8>)>, JournalError>> {
        self.inner.some_entries(workshop, from, most)
    }

    fn save_snapshot(
        &self,
        workshop: SpaceId,
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

    fn follow(&self, _: SpaceId, _: u64) -> Option<Followed> {
        self.others.lock().unwrap().take()
    }

    fn hears_others(&self) -> Option<watch::Receiver<bool>> {
        Some(self.is_heard.subscribe())
    }

    fn find(&self, code: JoinCode) -> BoxFuture<'_, Result<Option<SpaceId>, JournalError>> {
        self.inner.find(code)
    }

    fn workshops(&self) -> BoxFuture<'_, Result<Vec<SpaceId>, JournalError>> {
        self.inner.workshops()
    }

    fn size_bytes(&self) -> BoxFuture<'_, Result<u64, JournalError>> {
        self.inner.size_bytes()
    }
}

/// A workshop with a facilitator and one participant, and the journal under it.
pub(super) struct World {
    pub(super) journal: Arc<FaultyJournal>,
    pub(super) rooms: Rooms,
    pub(super) room: Room,
    pub(super) facilitator: SeatId,
    pub(super) ann: SeatId,
}

pub(super) fn token(byte: u8) -> Token {
    Token::from_random_bytes([byte; 24])
}

pub(super) async fn world() -> World {
    let journal = Arc::new(FaultyJournal::default());
    let rooms = Rooms::new(journal.clone(), Metrics::new());
    let workshop = SpaceId::from_random_bytes([1; 16]);
    let facilitator = SeatId::from_random_bytes([2; 16]);
    let created = Created {
        request: None,
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
        sphere: None,
    };
    let new_seat = SeatIssue {
        seat: ann,
        person: details,
        token: token(5).hash(),
        recovery: RecoveryHash::from_bytes([5; 32]),
        request: None,
    };
    room.join(new_seat).await.unwrap();
    World {
        journal,
        rooms,
        room,
        facilitator,
        ann,
    }
}

impl World {
    pub(super) async fn open_round(&self) {
        let command =
            serde_json::json!({"type": "open_round", "framework": "pit-a", "kind": "now"});
        self.room
            .command(
                self.facilitator,
                serde_json::from_value(command).unwrap(),
                None,
            )
            .await
            .unwrap();
    }

    pub(super) async fn open(&self, kind: DocumentKind, outbox: &Outbox) -> u64 {
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
pub(super) fn mark() -> Bytes {
    let mut update = vec![1, 1, 7, 0, 0x28, 1];
    for text in ["marks", "r1/leadership"] {
        update.push(text.len() as u8);
        update.extend_from_slice(text.as_bytes());
    }
    update.extend_from_slice(&[1, 125, 2, 0]);
    update.into()
}

/// Waits for what a frame of the outbox says, passing over the others.
pub(super) async fn wait_for<T>(
    outbox: &Outbox,
    wanted: impl Fn(&ServerMessage<'_>) -> Option<T>,
) -> T {
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

pub(super) fn saving(message: &ServerMessage<'_>) -> Option<bool> {
    let ServerMessage::Stateless { payload } = message else {
        return None;
    };
    match serde_json::from_str(payload).ok()? {
        View::Saving(view) => Some(view.is_saving),
        _ => None,
    }
}

pub(super) fn status(message: &ServerMessage<'_>) -> Option<bool> {
    match message {
        ServerMessage::SyncStatus { applied } => Some(*applied),
        _ => None,
    }
}
