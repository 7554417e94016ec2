//! The one task of a room: accepts messages, has what they ask written down, applies it, and tells everybody.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use plenary_protocol::{limits, refusal::Refusal, wire::close_code};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, sleep_until},
};
use tracing::info;

use super::{
    Closing, DocumentFrame, Hosted, Node, Reading, RoomError, RoomMessage, Screens, Stage,
    cluster::{came_or_went, followed, heard},
    commit::{Commit, RoomRequest, Sent},
    lobby::Lobby,
    message::Read,
    now_ms,
    presence::Presence,
    snapshot::{self, StateName},
    subscribers::Subscribers,
};
use crate::{journal::Followed, peers::PeerPresence};

/// A room from the inside.
pub(super) struct Actor<S: Hosted> {
    pub(super) node: Arc<Node>,
    pub(super) space: S,
    pub(super) subscribers: Subscribers,
    /// What is shown of the space.
    pub(super) screens: S::Screens,
    pub(super) presence: Presence,
    /// Who waits to be let in.
    pub(super) lobby: Lobby,
    mailbox: mpsc::Receiver<RoomMessage<S>>,
    /// Messages that came while the journal could not be written. Bounded by `limits::ROOM_MAILBOX` and, in what it holds,
    /// by `limits::ROOM_HELD_BYTES`.
    held: VecDeque<RoomMessage<S>>,
    held_bytes: usize,
    entries_since_snapshot: u64,
    pub(super) snapshot: snapshot::Latest<S>,
    /// What every node appends, this one included; none where no other node can.
    followed: Option<Followed>,
    /// The line to the other nodes, for presence.
    pub(super) peers: Option<PeerPresence>,
    /// Whether the journal took the last write.
    pub(super) is_saving: bool,
}

/// Whether a turn ended the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    GoOn,
    /// The journal holds something this room did not write: only loading anew is right.
    Reload,
}

impl<S: Hosted> Actor<S> {
    pub(super) fn new(
        node: Arc<Node>,
        space: S,
        mailbox: mpsc::Receiver<RoomMessage<S>>,
        own: mpsc::WeakSender<RoomMessage<S>>,
    ) -> Self {
        let (id, seq) = (space.core().id, space.core().seq);
        Self {
            followed: node.journal.follow(id, seq),
            peers: node.peers.as_ref().map(|peers| peers.subscribe(id)),
            node,
            space,
            subscribers: Subscribers::default(),
            screens: S::Screens::new(now_ms(), own),
            presence: Presence::default(),
            lobby: Lobby::new(Instant::now()),
            mailbox,
            held: VecDeque::new(),
            held_bytes: 0,
            entries_since_snapshot: 0,
            snapshot: snapshot::Latest::new(),
            is_saving: true,
        }
    }

    pub(super) async fn run(mut self) {
        let shutdown = self.node.shutdown.clone();
        let drained = self.subscribers.drained();
        let mut hears_others = self.node.journal.hears_others();
        let mut idle_since = Instant::now();
        self.show(|screens, stage| screens.loaded(stage));
        loop {
            let is_idle = self.subscribers.len() == 0;
            let tick = [self.screens.next_tick(), self.presence.next_tick()]
                .into_iter()
                .flatten()
                .min();
            let message = tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                entries = followed(&mut self.followed) => {
                    if self.follow(entries) == Turn::Reload {
                        return self.abandon();
                    }
                    // However much others write, whoever asks here has a turn between two batches of it.
                    match self.mailbox.try_recv() {
                        Ok(message) => Some(message),
                        Err(_) => {
                            self.tick();
                            continue;
                        }
                    }
                }
                is_heard = heard(&mut hears_others) => {
                    if self.others_are_heard(is_heard).await == Turn::Reload {
                        return self.abandon();
                    }
                    continue;
                }
                () = came_or_went(&mut self.peers) => {
                    self.screens.presence_changed();
                    continue;
                }
                message = self.mailbox.recv() => message,
                // Whoever writes tries again by itself; where nobody does, the screens must not stay as they are.
                () = sleep(limits::JOURNAL_RETRY), if !self.is_saving => {
                    let is_heard = hears_others.as_ref().is_none_or(|hears| *hears.borrow());
                    if is_heard && self.others_are_heard(true).await == Turn::Reload {
                        return self.abandon();
                    }
                    continue;
                }
                () = drained.notified() => {
                    self.catch_up();
                    continue;
                }
                () = sleep_until(tick.unwrap_or_else(Instant::now)), if tick.is_some() => {
                    self.tick();
                    self.tell_presence();
                    continue;
                }
                () = sleep_until(idle_since + limits::ROOM_IDLE), if is_idle => break,
            };
            let Some(message) = message else { break };
            if self.turn(message).await == Turn::Reload {
                return self.abandon();
            }
            idle_since = Instant::now();
            self.tick();
            self.tell_presence();
        }
        self.end().await;
    }

    /// Has something done about what is shown, by the state as it is.
    pub(super) fn show<T>(&mut self, work: impl FnOnce(&mut S::Screens, &Stage<'_, S>) -> T) -> T {
        let stage = Stage {
            node: &self.node,
            space: &self.space,
            subscribers: &self.subscribers,
            peers: self.peers.as_ref(),
            waiting: self.lobby.waiting(),
        };
        work(&mut self.screens, &stage)
    }

    /// Sends the views that are due now.
    fn tick(&mut self) {
        self.lobby.sweep(Instant::now());
        self.show(|screens, stage| screens.tick(stage));
    }

    /// Ends without a word to the journal: the workshop is loaded anew from it.
    fn abandon(&self) {
        self.close_all(
            close_code::INTERNAL_ERROR,
            "the workshop is loaded anew: come back",
        );
    }

    /// One turn: this message and whatever else waits, in one commit.
    async fn turn(&mut self, first: RoomMessage<S>) -> Turn {
        let mut batch = vec![first];
        while batch.len() < limits::ROOM_BATCH
            && let Ok(message) = self.mailbox.try_recv()
        {
            batch.push(message);
        }
        // Whoever looks sees what was so when they asked, on whichever node it was written.
        let is_looking = |message: &RoomMessage<S>| {
            matches!(
                message,
                RoomMessage::Read(_) | RoomMessage::Subscribe { .. }
            )
        };
        if self.followed.is_some()
            && self.is_saving
            && batch.iter().any(is_looking)
            && self.keep_up().await == Turn::Reload
        {
            return Turn::Reload;
        }
        loop {
            let mut commit = Commit::default();
            let mut waiting = batch.into_iter();
            self.accept_all(&mut waiting, &mut commit);
            if self.write_down(commit).await == Turn::Reload {
                return Turn::Reload;
            }
            batch = waiting.collect();
            if !batch.is_empty() {
                continue;
            }
            if self.held.is_empty() {
                return Turn::GoOn;
            }
            let most = self.held.len().min(limits::ROOM_BATCH);
            batch = self.held.drain(..most).collect();
            if self.held.is_empty() {
                self.held_bytes = 0;
            }
        }
    }

    /// Accepts messages until the commit takes no more.
    fn accept_all(
        &mut self,
        messages: &mut impl Iterator<Item = RoomMessage<S>>,
        commit: &mut Commit<S>,
    ) {
        for message in messages {
            self.accept(message, commit);
            if commit.is_final() {
                return;
            }
        }
    }

    /// What needs no journal is done at once; the rest goes into the commit.
    fn accept(&mut self, message: RoomMessage<S>, commit: &mut Commit<S>) {
        match message {
            RoomMessage::Read(read) => self.read(read),
            RoomMessage::Subscribe { subscribe, reply } => {
                // Whoever asked may have gone; the subscription then goes with the socket.
                let token = subscribe.token;
                let _ = reply.send(self.subscribe(subscribe));
                if let Some(seat) = self.space.core().people.by_token(&token)
                    && self.space.wants_to_know_of(seat)
                {
                    self.accept_request(RoomRequest::Opened { seat }, commit);
                }
            }
            RoomMessage::Unsubscribe { subscription } => self.unsubscribe(subscription),
            RoomMessage::Frame {
                subscription,
                frame,
                came,
            } => match frame {
                DocumentFrame::SyncStep1(vector) => self.answer_sync(subscription, &vector),
                DocumentFrame::Presence(states) => {
                    self.hear_presence(subscription, states, commit);
                }
                DocumentFrame::WhoIsHere => self.tell_who_is_here(subscription),
                DocumentFrame::Update(update) => {
                    let sent = Sent { subscription, came };
                    self.accept_request(RoomRequest::Update { sent, update }, commit);
                }
                DocumentFrame::TooLong { size_bytes } => {
                    let sent = Sent { subscription, came };
                    self.accept_request(RoomRequest::TooLong { sent, size_bytes }, commit);
                }
            },
            RoomMessage::Request(request) => self.accept_request(request, commit),
            RoomMessage::Knock(knock) => self.knock(knock),
            RoomMessage::Snapshot { reply } => {
                // Whoever asked may have gone.
                let _ = reply.send(self.take_snapshot());
            }
            RoomMessage::Screens(message) => {
                self.show(|screens, stage| screens.hear(stage, message));
            }
        }
    }

    fn accept_request(&self, request: RoomRequest<S>, commit: &mut Commit<S>) {
        // Who is connected is known here and not in the state.
        let request = match request {
            RoomRequest::Command { command, reply, .. }
                if S::wants_absent(&command).is_some_and(|seat| self.is_present(&seat)) =>
            {
                let here = "a device of this person is connected, so their place cannot be removed";
                drop(reply.send(Err(Refusal::moved_on(here).into())));
                return;
            }
            request => request,
        };
        commit.accept(&self.space, &self.subscribers, request);
    }

    /// A message that comes while nothing can be saved: looking is still possible, the rest is refused or held.
    pub(super) fn accept_unsaved(&mut self, message: RoomMessage<S>, cause: &str) {
        let not_saving = || RoomError::NotSaving(cause.to_owned());
        match message {
            RoomMessage::Request(
                RoomRequest::Join { reply, .. } | RoomRequest::Recover { reply, .. },
            ) => {
                let _ = reply.send(Err(not_saving()));
            }
            RoomMessage::Request(RoomRequest::Calendar { reply, .. }) => {
                let _ = reply.send(Err(not_saving()));
            }
            RoomMessage::Request(RoomRequest::Command { reply, .. }) => {
                let _ = reply.send(Err(not_saving()));
            }
            RoomMessage::Request(
                RoomRequest::Opened { .. } | RoomRequest::Present { .. } | RoomRequest::GiveUp,
            ) => {}
            // Who has come is written down in its turn: nobody who is here may be taken for somebody who has not come.
            RoomMessage::Subscribe { ref subscribe, .. } => {
                let token = subscribe.token;
                self.accept(message, &mut Commit::default());
                if let Some(seat) = self.space.core().people.by_token(&token)
                    && self.space.wants_to_know_of(seat)
                    && self.held.len() < limits::ROOM_MAILBOX
                {
                    self.held
                        .push_back(RoomMessage::Request(RoomRequest::Opened { seat }));
                }
            }
            // It is answered in its turn, behind what is held.
            RoomMessage::Frame {
                frame: DocumentFrame::TooLong { .. },
                ..
            } if self.held.len() < limits::ROOM_MAILBOX => self.held.push_back(message),
            RoomMessage::Frame {
                frame: DocumentFrame::Update(ref update),
                subscription,
                ..
            } if limits::ROOM_MAILBOX <= self.held.len()
                || limits::ROOM_HELD_BYTES < self.held_bytes + update.len() =>
            {
                // Its phone keeps the marks and sends them again when it comes back.
                if let Some(subscriber) = self.subscribers.get(subscription) {
                    subscriber.outbox.close(Closing {
                        code: close_code::TRY_AGAIN_LATER,
                        reason: "the server cannot save at the moment",
                        after: Duration::ZERO,
                    });
                }
            }
            RoomMessage::Frame {
                frame: DocumentFrame::Update(ref update),
                ..
            } => {
                self.held_bytes += update.len();
                self.held.push_back(message);
            }
            other => self.accept(other, &mut Commit::default()),
        }
    }

    /// The mailbox, for the commit that waits for the journal.
    pub(super) async fn next_message(&mut self) -> Option<RoomMessage<S>> {
        self.mailbox.recv().await
    }

    fn read(&self, read: Read<S>) {
        read(&Reading {
            space: &self.space,
            findings: self.screens.findings(),
            revision: self.screens.revision(self.space.core().seq),
            name: StateName {
                space: self.space.core().id,
                seq: self.space.core().seq,
                found: self.screens.found(),
            },
            now_ms: now_ms(),
            waiting: self.lobby.waiting(),
            subscribers: &self.subscribers,
            peers: self.peers.as_ref(),
        });
    }

    /// Keeps a snapshot when so much has happened that loading without it would take long.
    pub(super) fn count_entries(&mut self, entries: u64) {
        self.entries_since_snapshot += entries;
        // A snapshot costs time by the number of seats, so a large room makes them less often.
        let due =
            limits::SNAPSHOT_EVERY_ENTRIES + 4 * self.space.core().people.seats().len() as u64;
        if self.entries_since_snapshot >= due {
            let saving = self.save_snapshot();
            self.node.tasks.spawn(saving);
        }
    }

    fn save_snapshot(&mut self) -> impl Future<Output = ()> + Send + 'static {
        let (node, id, seq) = (
            self.node.clone(),
            self.space.core().id,
            self.space.core().seq,
        );
        let snapshot = self.space.snapshot();
        self.entries_since_snapshot = 0;
        async move {
            // The journal has every entry; a snapshot only makes loading quicker.
            if let Err(err) = node.journal.save_snapshot(id, seq, snapshot).await {
                tracing::warn!(workshop.id = %id, "the snapshot of workshop {id} at {seq} was not saved: {err}");
            }
        }
    }

    /// Accepts no more messages, finishes what is there, and lets the sockets go one after another.
    async fn end(mut self) {
        self.mailbox.close();
        let mut last = Vec::new();
        while let Ok(message) = self.mailbox.try_recv() {
            last.push(message);
        }
        let mut last = last.into_iter();
        loop {
            let mut commit = Commit::default();
            self.accept_all(&mut last, &mut commit);
            // What cannot be written now is not acknowledged, and comes again.
            if self.write_down_once(commit).await.is_err() || last.len() == 0 {
                break;
            }
        }
        if self.entries_since_snapshot > 0 {
            self.save_snapshot().await;
        }
        self.close_all(close_code::RESTART, "the server restarts: come back");
        info!(workshop.id = %self.space.core().id, "closed workshop {}", self.space.core().id);
    }
}
