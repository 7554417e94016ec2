//! A room that has rooms of the same workshop on other nodes: what they write is applied in its order, and who is
//! connected to them is counted.

use plenary_protocol::id::SeatId;
use tokio::sync::watch;

use super::{
    Hosted, Screens,
    actor::{Actor, Turn},
};
use crate::{journal::Followed, peers::PeerPresence};

impl<S: Hosted> Actor<S> {
    /// Applies what the journal tells, from whichever node; its end means that history is no longer what it was.
    pub(super) fn follow(&mut self, entries: Option<Vec<(u64, Vec<u8>)>>) -> Turn {
        let Some(entries) = entries else {
            tracing::error!(workshop.id = %self.space.core().id, "the journal holds another history");
            return Turn::Reload;
        };
        match self.take_others(entries) {
            Ok(()) => Turn::GoOn,
            Err(err) => self.diverged(&err),
        }
    }

    /// Notes how far this room is behind the newest entry that is known here, in its hands or on the way to it.
    pub(super) fn note_lag(&self, newest: u64) {
        let id = self.space.core().id;
        let newest = newest.max(self.node.journal.newest_heard(id).unwrap_or_default());
        let behind = newest.saturating_sub(self.space.core().seq);
        self.node.lag.set(id, behind as usize);
    }

    /// Reads what has been written up to now.
    pub(super) async fn keep_up(&mut self) -> Turn {
        match self.read_others().await {
            Ok(()) => Turn::GoOn,
            Err(err) if err.is_passing() => {
                self.node.set_saving(false);
                self.saving_is(false, &err.to_string());
                Turn::GoOn
            }
            Err(err) => self.diverged(&err),
        }
    }

    /// While the others are not heard, this room may lag behind and must not look as if all were well.
    pub(super) async fn others_are_heard(&mut self, is_heard: bool) -> Turn {
        if !is_heard {
            // A node at which nobody writes would say that it is ready; each probe of its readiness tries for itself.
            self.node.set_saving(false);
            self.saving_is(false, "other nodes are not heard");
            return Turn::GoOn;
        }
        let turn = self.keep_up().await;
        if turn == Turn::GoOn && self.node.probe().await.is_ok() {
            self.saving_is(true, "");
        }
        turn
    }

    /// Whether a device of this seat is connected, to this node or another.
    pub(super) fn is_present(&self, seat: &SeatId) -> bool {
        self.subscribers
            .is_present_anywhere(self.peers.as_ref(), seat)
    }

    /// Somebody has come or gone here.
    pub(super) fn presence_changed(&mut self) {
        self.screens.presence_changed();
        if let Some(peers) = &self.peers {
            peers.tell(self.subscribers.present_seats());
        }
    }
}

/// What every node appends; never, where no other node can.
pub(super) async fn followed(followed: &mut Option<Followed>) -> Option<Vec<(u64, Vec<u8>)>> {
    match followed {
        Some(followed) => followed.recv().await,
        None => std::future::pending().await,
    }
}

/// Whether what other nodes append is heard, when that has changed.
pub(super) async fn heard(hears_others: &mut Option<watch::Receiver<bool>>) -> bool {
    if let Some(hears) = hears_others
        && hears.changed().await.is_ok()
    {
        return *hears.borrow_and_update();
    }
    std::future::pending().await
}

/// Waits until somebody has come or gone at another node.
pub(super) async fn came_or_went(peers: &mut Option<PeerPresence>) {
    match peers {
        Some(peers) => peers.changed().await,
        None => std::future::pending().await,
    }
}
