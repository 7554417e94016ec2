//! Everything that wakes a room: a closed list.

use std::{net::IpAddr, sync::Arc};

use bytes::Bytes;
use plenary_protocol::{
    documents::DocumentKind,
    id::{RequestHash, SeatId, TokenHash},
};
use tokio::{sync::oneshot, time::Instant};

use crate::{peers::PeerPresence, rate::SeatPace};

use super::{
    Hosted, Outbox, RoomError, Screens, Snapshot, State, StateName, Wire, commit::RoomRequest,
    subscribers::Subscribers,
};

/// Work on the state between two turns.
pub(super) type Read<S> = Box<dyn FnOnce(&Reading<'_, S>) + Send>;

/// One message to a room.
pub(crate) enum RoomMessage<S: Hosted> {
    /// Somebody asks for something to be written down.
    Request(RoomRequest<S>),
    /// Somebody wants to join, and asks whether it is their turn.
    Knock(Knock),
    /// Somebody looks at the state.
    Read(Read<S>),
    /// Somebody wants a copy of the state.
    Snapshot {
        reply: oneshot::Sender<Arc<Snapshot<S>>>,
    },
    /// A socket opens a document.
    Subscribe {
        subscribe: Subscribe,
        reply: oneshot::Sender<Result<Subscribed, RoomError>>,
    },
    /// A socket sends a frame of a document it has open.
    Frame {
        subscription: u64,
        frame: DocumentFrame,
        /// When it came: an acknowledgement is measured from here.
        came: Instant,
    },
    /// A socket closes a document.
    Unsubscribe { subscription: u64 },
    /// Something that concerns only what is shown.
    Screens(<S::Screens as Screens<S>>::Message),
}

/// Somebody who wants to join.
pub(crate) struct Knock {
    /// By this the request is known when it comes again; none where it came without a key.
    pub(crate) request: Option<RequestHash>,
    /// From which network it comes.
    pub(crate) network: IpAddr,
    /// Answered with how long to wait, where it is not their turn.
    pub(crate) reply: oneshot::Sender<Result<(), RoomError>>,
}

/// What a socket says when it opens a document.
pub(crate) struct Subscribe {
    /// The hash of the token it showed.
    pub(crate) token: TokenHash,
    /// Which document.
    pub(crate) kind: DocumentKind,
    /// How it is spoken to.
    pub(crate) wire: Wire,
    /// Where answers go.
    pub(crate) outbox: Outbox,
    /// What the socket had open on this address: a renewed token takes its place in one step, so nothing is missed.
    pub(crate) replaces: Option<u64>,
}

/// A document is open.
pub(crate) struct Subscribed {
    /// The room's name for it.
    pub(crate) subscription: u64,
    /// How fast its seat may send.
    pub(crate) pace: Arc<SeatPace>,
}

/// A frame of an open document that a room has to do with.
pub(crate) enum DocumentFrame {
    /// The client tells what it has and wants the rest.
    SyncStep1(Bytes),
    /// The client sends something to be kept: SyncStep2 and Update alike.
    Update(Bytes),
    /// The client sent something of so many bytes, which is more than may be kept, and which was skipped as it came.
    TooLong { size_bytes: usize },
    /// The client says who is at work there.
    Presence(Vec<State>),
    /// The client asks who is at work there.
    WhoIsHere,
}

/// The state as it is between two turns.
pub(crate) struct Reading<'a, S: Hosted> {
    /// The state itself.
    pub(crate) space: &'a S,
    /// What was worked out of what is shown.
    pub(crate) findings: &'a <S::Screens as Screens<S>>::Findings,
    /// The revision of the latest session view.
    pub(crate) revision: u64,
    /// What tells this state from others.
    pub(crate) name: StateName,
    /// The server's clock.
    pub(crate) now_ms: u64,
    /// How many are known to wait in the lobby.
    pub(crate) waiting: u32,
    pub(super) subscribers: &'a Subscribers,
    pub(super) peers: Option<&'a PeerPresence>,
}

impl<S: Hosted> Reading<'_, S> {
    /// Whether a device of this seat is connected.
    pub(crate) fn is_present(&self, seat: &SeatId) -> bool {
        self.subscribers.is_present_anywhere(self.peers, seat)
    }

    /// How many documents are open here.
    #[cfg(test)]
    pub(crate) fn open_documents(&self) -> usize {
        self.subscribers.len()
    }
}

impl<S: Hosted> std::fmt::Debug for Reading<'_, S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Reading")
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
