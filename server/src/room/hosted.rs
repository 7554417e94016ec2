//! What a room knows of the kind of space that it keeps live, besides the fold: what is shown of it, and when.
//!
//! Everything here is asked between two turns and answers at once; what takes long is worked out on a task of its own, and
//! comes back as a message.

use std::{fmt::Debug, sync::Arc};

use plenary_protocol::{
    documents::DocumentName,
    id::SeatId,
    refusal::Refusal,
    space::{EntryOf, Space},
};
use tokio::{sync::mpsc, time::Instant};

use super::{
    Node, RoomMessage,
    subscribers::{Subscriber, Subscribers},
};
use crate::peers::PeerPresence;

/// A kind of space that rooms keep live.
pub(crate) trait Hosted: Space {
    /// What is shown of it.
    type Screens: Screens<Self>;

    /// The payload of the view that tells a screen whether what people write is being saved.
    fn saving_view(is_saving: bool) -> String;

    /// The payload of the view that tells a sender that an update of a document was not taken, and why.
    fn refusal_view(document: &DocumentName, refusal: Refusal) -> String;
}

/// What is shown of a space on its session document: which views, to whom, and when each is due.
pub(crate) trait Screens<S: Hosted<Screens = Self>>: Send + Sized + 'static {
    /// What the room is told that concerns only what is shown, such as an answer that was worked out beside it.
    type Message: Send + 'static;
    /// What was worked out and is kept for whoever reads the state.
    type Findings: Clone + Debug + Send + Sync + 'static;

    /// Nothing shown yet.
    fn new(now_ms: u64, answers: Answers<S>) -> Self;

    /// What was worked out.
    fn findings(&self) -> &Self::Findings;
    /// How often something has been worked out.
    fn found(&self) -> u64;
    /// The revision of the session's view behind so many entries.
    fn revision(&self, seq: u64) -> u64;

    /// The space has been loaded.
    fn loaded(&mut self, stage: &Stage<'_, S>);
    /// An entry took effect: what it changed is due from now on. Says who may see or do something else than before.
    fn applied(&mut self, stage: &Stage<'_, S>, entry: &EntryOf<S>, made: &S::Made) -> Affected;
    /// Somebody has come or gone.
    fn presence_changed(&mut self);
    /// Somebody has joined, waits to, or is let in faster.
    fn joining_stirred(&mut self);
    /// A message that concerns only what is shown.
    fn hear(&mut self, stage: &Stage<'_, S>, message: Self::Message);

    /// When something is due next.
    fn next_tick(&self) -> Option<Instant>;
    /// Sends what is due now.
    fn tick(&mut self, stage: &Stage<'_, S>);
    /// Everything that a newcomer needs, at once.
    fn greet(&mut self, stage: &Stage<'_, S>, subscription: u64);
    /// What a seat is told of itself.
    fn tell_seat(&self, stage: &Stage<'_, S>, subscription: u64, subscriber: &Subscriber);
}

/// Where what was worked out beside a room comes back to. Weak, or a room would keep itself from being forgotten.
pub(crate) type Answers<S> = mpsc::WeakSender<RoomMessage<S>>;

/// Whom an entry gave or took something besides what is shown to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Affected {
    /// Nobody in particular.
    Nobody,
    /// One seat: its holder is told, and loses what it may no longer read.
    Seat(SeatId),
    /// Seats that are gone: whoever has one of them open loses it.
    Gone,
}

/// A room as it is between two turns, for what is shown of it.
pub(crate) struct Stage<'a, S> {
    pub(crate) node: &'a Arc<Node>,
    /// The state.
    pub(crate) space: &'a S,
    pub(crate) subscribers: &'a Subscribers,
    pub(crate) peers: Option<&'a PeerPresence>,
    /// How many are known to wait in the lobby.
    pub(crate) waiting: u32,
}

impl<S> Stage<'_, S> {
    /// Whether a device of this seat is connected, to this node or another.
    pub(crate) fn is_present(&self, seat: &SeatId) -> bool {
        self.subscribers.is_present_anywhere(self.peers, seat)
    }
}
