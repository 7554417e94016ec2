//! Who has which document open on which socket, and so who is here.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use bytes::Bytes;
use plenary_protocol::{
    documents::DocumentKind,
    id::SeatId,
    wire::{close_code, hocuspocus::server},
};

use super::{Closing, Outbox};

/// One document open on one socket.
pub(super) struct Subscriber {
    pub(super) seat: SeatId,
    pub(super) kind: DocumentKind,
    pub(super) address: String,
    pub(super) outbox: Outbox,
    /// How often in a row it was asked for what is missing before an update.
    pub(super) gaps: u32,
}

impl Subscriber {
    /// Queues a frame that was encoded for this subscriber's address.
    pub(super) fn push(&self, frame: Bytes) {
        self.outbox.push(frame);
    }
}

/// Everybody with a document of this workshop open.
#[derive(Default)]
pub(super) struct Subscribers {
    by_id: BTreeMap<u64, Subscriber>,
    present: HashMap<SeatId, u32>,
    next_id: u64,
}

impl Subscribers {
    /// Adds one. Says whether the seat has only now become present.
    pub(super) fn add(&mut self, subscriber: Subscriber) -> (u64, bool) {
        self.next_id += 1;
        let devices = self.present.entry(subscriber.seat).or_default();
        *devices += 1;
        let is_new = *devices == 1;
        self.by_id.insert(self.next_id, subscriber);
        (self.next_id, is_new)
    }

    /// Takes one away. Says whether its seat is no longer present.
    pub(super) fn remove(&mut self, id: u64) -> bool {
        let Some(subscriber) = self.by_id.remove(&id) else {
            return false;
        };
        subscriber.outbox.forget_views(id);
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

    pub(super) fn get(&self, id: u64) -> Option<&Subscriber> {
        self.by_id.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: u64) -> Option<&mut Subscriber> {
        self.by_id.get_mut(&id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &Subscriber)> {
        self.by_id.iter().map(|(id, subscriber)| (*id, subscriber))
    }

    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(super) fn is_present(&self, seat: &SeatId) -> bool {
        self.present.contains_key(seat)
    }

    /// Sends an update of a document to everybody who has it open, but not to the subscription it came from.
    pub(super) fn broadcast(&self, kind: DocumentKind, from: u64, update: &[u8]) {
        let mut encoded: Option<(&str, Bytes)> = None;
        for (id, subscriber) in &self.by_id {
            if *id == from || subscriber.kind != kind {
                continue;
            }
            // Nearly all have the document's plain name as their address, so one encoding serves them.
            let frame = match &encoded {
                Some((address, frame)) if *address == subscriber.address => frame.clone(),
                _ => server::update(&subscriber.address, update),
            };
            subscriber.push(frame.clone());
            encoded = Some((&subscriber.address, frame));
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
