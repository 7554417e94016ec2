//! Who has which document open on which socket, and so who is here.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use plenary_protocol::{
    documents::DocumentKind,
    id::{SeatId, TokenHash},
    wire::close_code,
};
use tokio::sync::Notify;

use super::{Closing, Outbox, Wire};
use crate::{peers::PeerPresence, rate::SeatPace};

/// One document open on one socket.
pub(crate) struct Subscriber {
    pub(crate) seat: SeatId,
    /// The hash of the token that opened it: it is open as long as that opens the seat.
    pub(super) token: TokenHash,
    pub(crate) kind: DocumentKind,
    pub(crate) wire: Wire,
    pub(crate) outbox: Outbox,
    /// How often in a row it was asked for what is missing before an update.
    pub(super) gaps: u32,
}

impl Subscriber {
    /// Queues an answer that was encoded for this subscriber's wire; none where the wire has no words for it.
    pub(super) fn push(&self, frame: impl Into<Option<Bytes>>) {
        if let Some(frame) = frame.into() {
            self.outbox.push(frame);
        }
    }
}

/// Everybody with a document of this workshop open.
#[derive(Default)]
pub(crate) struct Subscribers {
    by_id: BTreeMap<u64, Subscriber>,
    // Invariant: the ids in `by_id`, by their document.
    by_kind: HashMap<DocumentKind, BTreeSet<u64>>,
    present: HashMap<SeatId, u32>,
    // Kept when a seat leaves, or coming back would fill its bucket again.
    paces: HashMap<SeatId, Arc<SeatPace>>,
    // Told by an outbox whose reader reads again.
    drained: Arc<Notify>,
    next_id: u64,
}

impl Subscribers {
    /// Adds one. Says whether the seat has only now become present.
    pub(super) fn add(&mut self, subscriber: Subscriber) -> (u64, bool) {
        self.next_id += 1;
        let devices = self.present.entry(subscriber.seat).or_default();
        *devices += 1;
        let is_new = *devices == 1;
        self.by_kind
            .entry(subscriber.kind)
            .or_default()
            .insert(self.next_id);
        self.by_id.insert(self.next_id, subscriber);
        (self.next_id, is_new)
    }

    /// Takes one away. Says whether its seat is no longer present.
    pub(super) fn remove(&mut self, id: u64) -> bool {
        let Some(subscriber) = self.by_id.remove(&id) else {
            return false;
        };
        subscriber.outbox.forget_subscription(id);
        if let Some(open) = self.by_kind.get_mut(&subscriber.kind) {
            open.remove(&id);
            if open.is_empty() {
                self.by_kind.remove(&subscriber.kind);
            }
        }
        let Some(devices) = self.present.get_mut(&subscriber.seat) else {
            return false;
        };
        *devices -= 1;
        let is_gone = *devices == 0;
        if is_gone {
            self.present.remove(&subscriber.seat);
        }
        is_gone
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Subscriber> {
        self.by_id.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: u64) -> Option<&mut Subscriber> {
        self.by_id.get_mut(&id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &Subscriber)> {
        self.by_id.iter().map(|(id, subscriber)| (*id, subscriber))
    }

    /// Those who have the session document open, on which views arrive.
    pub(crate) fn screens(&self) -> impl Iterator<Item = (u64, &Subscriber)> {
        self.iter()
            .filter(|(_, subscriber)| subscriber.kind == DocumentKind::Session)
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn is_present(&self, seat: &SeatId) -> bool {
        self.present.contains_key(seat)
    }

    /// The same, to this node or to another.
    pub(super) fn is_present_anywhere(&self, peers: Option<&PeerPresence>, seat: &SeatId) -> bool {
        self.is_present(seat) || peers.is_some_and(|peers| peers.is_elsewhere(seat))
    }

    /// How fast a seat may send.
    pub(super) fn pace(&mut self, seat: SeatId) -> Arc<SeatPace> {
        let pace = self
            .paces
            .entry(seat)
            .or_insert_with(|| Arc::new(SeatPace::new()));
        Arc::clone(pace)
    }

    /// What an outbox tells when its reader reads again.
    pub(super) fn drained(&self) -> Arc<Notify> {
        Arc::clone(&self.drained)
    }

    /// How many documents the devices of a seat have open.
    pub(super) fn open_documents(&self, seat: &SeatId) -> u32 {
        self.present.get(seat).copied().unwrap_or(0)
    }

    /// The seats with a device here.
    pub(super) fn present_seats(&self) -> impl Iterator<Item = SeatId> {
        self.present.keys().copied()
    }

    /// Sends an update of a document to everybody who has it open, but not to the subscription it came from, unless it
    /// has no other way to learn that its update is kept.
    pub(super) fn broadcast(&self, kind: DocumentKind, from: u64, update: &[u8]) {
        self.send_edit(
            kind,
            |wire| wire.update(update),
            |id, wire| id == from && !wire.echoes(),
        );
    }

    /// Tells everybody who has a document open who is at work there.
    pub(super) fn tell_presence(&self, kind: DocumentKind, update: &[u8]) {
        self.send_edit(kind, |wire| wire.awareness(update), |_, _| false);
    }

    fn send_edit(
        &self,
        kind: DocumentKind,
        encode: impl Fn(&Wire) -> Bytes,
        is_left_out: impl Fn(u64, &Wire) -> bool,
    ) {
        let mut encoded: Option<(&Wire, Bytes)> = None;
        let open = self.by_kind.get(&kind).into_iter().flatten();
        for (id, subscriber) in open.filter_map(|id| Some((id, self.by_id.get(id)?))) {
            if is_left_out(*id, &subscriber.wire) {
                continue;
            }
            // Nearly all have the document's plain name as their address, so one encoding serves them.
            let frame = match &encoded {
                Some((wire, frame)) if **wire == subscriber.wire => frame.clone(),
                _ => encode(&subscriber.wire),
            };
            subscriber
                .outbox
                .push_edit(*id, frame.clone(), &self.drained);
            encoded = Some((&subscriber.wire, frame));
        }
    }
}

impl Drop for Subscribers {
    /// However a room ends, by a fault too, nobody is left looking at a screen that no longer changes.
    fn drop(&mut self) {
        for subscriber in self.by_id.values() {
            subscriber.outbox.close(Closing {
                code: close_code::INTERNAL_ERROR,
                reason: "the workshop is loaded anew: come back",
                after: Duration::ZERO,
            });
        }
    }
}
