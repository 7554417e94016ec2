//! A live workshop: one task owns the state, everybody else sends it messages.
//!
//! This module knows neither axum nor SQL. The order of one turn: messages are accepted, what is to be written goes to the
//! journal in one append, and only when that is durable is it applied, acknowledged and shown.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use plenary_protocol::{
    id::{RecoveryHash, Request, RequestHash, SaltedRequest, SeatId, SpaceId, TokenHash},
    limits,
    refusal::Refusal,
    space::{CalendarOf, CommandOf, GivenSeat, PersonOf, SeatIssue},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use crate::journal::JournalError;

mod actor;
mod arrivals;
mod cluster;
mod commit;
mod complete;
mod encoded;
mod hosted;
mod lobby;
mod message;
mod node;
mod outbox;
mod presence;
mod snapshot;
mod sockets;
mod subscribers;
mod telling;
mod wire;
mod write_down;

use commit::RoomRequest;
pub(crate) use encoded::Encoded;
pub(crate) use hosted::{Affected, Answers, Hosted, Screens, Stage};
pub(crate) use message::{DocumentFrame, Knock, Subscribe, Subscribed};
pub(crate) use message::{Reading, RoomMessage};
pub(crate) use node::Node;
pub(crate) use outbox::{Closing, Outbox, Outgoing, Slot};
pub(crate) use presence::State;
pub(crate) use snapshot::{Snapshot, StateName};
pub(crate) use subscribers::Subscriber;
pub(crate) use wire::Wire;

/// Why a room did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RoomError {
    /// There is no such workshop.
    #[error("there is no such workshop")]
    NotFound,
    /// The join code is another workshop's: draw another.
    #[error("the join code is taken")]
    CodeTaken,
    /// There is such a workshop already.
    #[error("there already is such a workshop")]
    Exists,
    /// The token opens no seat here.
    #[error("this token is not known here: join again")]
    UnknownToken,
    /// The workshop does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// So many people join that this one has to wait so long.
    #[error("many people are joining at once")]
    Lobby {
        /// Until when it is to come again.
        wait: Duration,
    },
    /// The journal cannot be written or read now.
    #[error("not saving: {0}")]
    NotSaving(String),
    /// What the journal keeps of the workshop cannot be understood.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The room is ending, or has too much to do.
    #[error("the workshop is busy")]
    Busy,
}

impl From<JournalError> for RoomError {
    fn from(err: JournalError) -> Self {
        match err {
            JournalError::CodeTaken => Self::CodeTaken,
            JournalError::Unreadable(cause) => Self::Unreadable(cause),
            other => Self::NotSaving(other.to_string()),
        }
    }
}

/// One live space. Cheap to clone; every call is a message to its one task.
#[derive(Debug)]
pub(crate) struct Room<S: Hosted> {
    mailbox: mpsc::Sender<RoomMessage<S>>,
    gone: CancellationToken,
}

impl<S: Hosted> Clone for Room<S> {
    fn clone(&self) -> Self {
        Self {
            mailbox: self.mailbox.clone(),
            gone: self.gone.clone(),
        }
    }
}

impl<S: Hosted> Room<S> {
    /// Starts the task of a room, which calls `on_end` when it has ended.
    pub(crate) fn start(node: Arc<Node>, space: S, on_end: impl FnOnce() + Send + 'static) -> Self {
        let (mailbox, messages) = mpsc::channel(limits::ROOM_MAILBOX);
        let gone = CancellationToken::new();
        let id = space.core().id;
        let actor = actor::Actor::new(node.clone(), space, messages, mailbox.downgrade());
        let ended = {
            let (node, gone) = (node.clone(), gone.clone());
            move || {
                node.lag.set(id, 0);
                on_end();
                node.metrics.room_closed();
                gone.cancel();
            }
        };
        node.tasks
            .spawn_on(supervise(id, actor, ended), &node.runtime);
        Self { mailbox, gone }
    }

    /// Whether both are the same room, and not one that was loaded after the other.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.mailbox.same_channel(&other.mailbox)
    }

    /// Whether the room accepts no more messages.
    pub(crate) fn is_closing(&self) -> bool {
        self.mailbox.is_closed()
    }

    /// Waits until the room has ended and been forgotten.
    pub(crate) async fn gone(&self) {
        self.gone.cancelled().await;
    }

    /// Whether it is the turn of somebody who wants to join; with the key of their request, where it has one.
    pub(crate) async fn knock(
        &self,
        request: Option<RequestHash>,
        network: IpAddr,
    ) -> Result<(), RoomError> {
        self.ask(|reply| {
            RoomMessage::Knock(Knock {
                request,
                network,
                reply,
            })
        })
        .await?
    }

    /// Gives somebody a seat. It is durable when this returns. Where the same request was given one before, says which.
    pub(crate) async fn join(
        &self,
        new_seat: SeatIssue<PersonOf<S>>,
    ) -> Result<Option<GivenSeat>, RoomError> {
        self.ask(|reply| RoomMessage::Request(RoomRequest::Join { new_seat, reply }))
            .await?
    }

    /// Brings a seat to another device: which, and what the same request was given before. None where no seat has these
    /// words.
    pub(crate) async fn recover(
        &self,
        recovery: RecoveryHash,
        token: TokenHash,
        request: Option<SaltedRequest>,
    ) -> Result<Option<(SeatId, Option<GivenSeat>)>, RoomError> {
        let Some(seat) = self
            .read(move |reading| reading.space.core().people.by_recovery(&recovery))
            .await?
        else {
            return Ok(None);
        };
        let before = self.ask(|reply| {
            RoomMessage::Request(RoomRequest::Recover {
                seat,
                token,
                request,
                reply,
            })
        });
        Ok(Some((seat, before.await??)))
    }

    /// Opens a calendar address of a seat, by the hash of its secret.
    pub(crate) async fn open_calendar(
        &self,
        seat: SeatId,
        shows: CalendarOf<S>,
        secret: TokenHash,
    ) -> Result<u64, RoomError> {
        self.ask(|reply| {
            RoomMessage::Request(RoomRequest::Calendar {
                seat,
                shows,
                secret,
                reply,
            })
        })
        .await?
    }

    /// Gives a command. Answers with its place in the journal and what it made, once it is durable.
    pub(crate) async fn command(
        &self,
        seat: SeatId,
        command: CommandOf<S>,
        request: Option<Request>,
    ) -> Result<(u64, S::Made), RoomError> {
        self.ask(|reply| {
            RoomMessage::Request(RoomRequest::Command {
                seat,
                command,
                request,
                reply,
            })
        })
        .await?
    }

    /// Reads the state between two turns.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reading<'_, S>) -> T + Send + 'static,
    ) -> Result<T, RoomError> {
        self.ask(|reply: oneshot::Sender<T>| {
            RoomMessage::Read(Box::new(move |reading| {
                // Whoever asked may have gone; nothing depends on the answer.
                let _ = reply.send(read(reading));
            }))
        })
        .await
    }

    /// A copy of the state, to be read at leisure: only the copying is done in the room.
    pub(crate) async fn snapshot(&self) -> Result<Arc<Snapshot<S>>, RoomError> {
        self.ask(|reply| RoomMessage::Snapshot { reply }).await
    }

    /// Opens a document on a socket.
    pub(crate) async fn subscribe(&self, subscribe: Subscribe) -> Result<Subscribed, RoomError> {
        self.ask(|reply| RoomMessage::Subscribe { subscribe, reply })
            .await?
    }

    /// Hands on a frame of an open document. Waits while the room has too much to do: TCP then tells the client.
    pub(crate) async fn frame(
        &self,
        subscription: u64,
        frame: DocumentFrame,
    ) -> Result<(), RoomError> {
        self.send(RoomMessage::Frame {
            subscription,
            frame,
            came: Instant::now(),
        })
        .await
    }

    /// Closes a document on a socket.
    pub(crate) async fn unsubscribe(&self, subscription: u64) {
        // A room that is gone has no subscription left to close.
        let _ = self.send(RoomMessage::Unsubscribe { subscription }).await;
    }

    async fn send(&self, message: RoomMessage<S>) -> Result<(), RoomError> {
        self.mailbox
            .send(message)
            .await
            .map_err(|_| RoomError::Busy)
    }

    pub(crate) async fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<T>) -> RoomMessage<S>,
    ) -> Result<T, RoomError> {
        let (reply, answer) = oneshot::channel();
        self.send(message(reply)).await?;
        answer.await.map_err(|_| RoomError::Busy)
    }
}

/// A panic harms this room alone: its sockets close, and whoever comes back loads it from the journal.
async fn supervise<S: Hosted>(id: SpaceId, actor: actor::Actor<S>, ended: impl FnOnce()) {
    if let Err(err) = tokio::spawn(actor.run()).await {
        tracing::error!(workshop.id = %id, "the room of workshop {id} ended by a fault and will be loaded anew: {err}");
    }
    ended();
}

/// Milliseconds since 1970 by this machine's clock.
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
