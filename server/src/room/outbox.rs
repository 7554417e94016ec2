//! What waits to be written to one socket: answers in a bounded queue, others' edits in a smaller one, and views in
//! slots of which each holds the newest.
//!
//! A slow reader therefore skips views and never queues them. Edits that do not fit are forgotten, and the room is told
//! when the reader has read what came before, so that it sends the document whole. Answers are never forgotten: a reader that does
//! not even take those is closed, and comes back and syncs.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use plenary_protocol::{limits, wire::close_code};
use tokio::sync::Notify;

use crate::telemetry::Metrics;

#[cfg(test)]
mod tests;

/// Which view is sent, by the number that the kind of space gives it: only the newest of each is worth sending, and of
/// several that wait the one with the smallest number goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot(pub(crate) u32);

impl Slot {
    /// Whether what people write is being saved; every kind of space has it.
    pub(crate) const SAVING: Self = Self(0);
}

/// Why and how soon a socket is to be closed.
#[derive(Debug, Clone)]
pub(crate) struct Closing {
    pub(crate) code: u16,
    pub(crate) reason: &'static str,
    pub(crate) after: Duration,
}

/// What the writer finds.
#[derive(Debug, Default)]
pub(crate) struct Outgoing {
    pub(crate) frames: Vec<Bytes>,
    /// A ping to be sent behind the frames: its answer shows that they have been read.
    pub(crate) ping: Option<u32>,
    pub(crate) closing: Option<Closing>,
}

struct Queued {
    frame: Bytes,
    // The subscription whose document makes up for it if it is forgotten.
    edit_of: Option<u64>,
}

#[derive(Default)]
struct Waiting {
    queue: VecDeque<Queued>,
    queued_bytes: usize,
    // Taken by the writer and not yet written.
    under_way_bytes: usize,
    views: BTreeMap<(u64, Slot), Bytes>,
    // Subscriptions whose edits were forgotten, and the room that is waiting to make up for it.
    lagging: BTreeMap<u64, Arc<Notify>>,
    // Asked of a reader that lags, because what has been written may only have filled the system's buffers.
    ping_number: u32,
    is_ping_due: bool,
    caught_up: BTreeSet<u64>,
    closing: Option<Closing>,
    is_gone: bool,
}

struct Shared {
    waiting: Mutex<Waiting>,
    is_filled: Notify,
    metrics: Metrics,
}

/// One socket's outbox. Cheap to clone; rooms put in, the socket's writer takes out.
#[derive(Clone)]
pub(crate) struct Outbox(Arc<Shared>);

impl Outbox {
    /// An empty one, counted in these metrics.
    pub(crate) fn new(metrics: Metrics) -> Self {
        Self(Arc::new(Shared {
            waiting: Mutex::default(),
            is_filled: Notify::new(),
            metrics,
        }))
    }

    /// Queues an answer: a frame that must arrive.
    pub(crate) fn push(&self, frame: Bytes) {
        self.change(|waiting| {
            // A document is sent as one frame, however large: whoever waits for nothing else is not slow.
            let is_behind = !waiting.queue.is_empty();
            waiting.put(frame, None);
            if is_behind && waiting.is_over(limits::OUTBOX_BYTES) {
                waiting.forget(|_| true);
                waiting.closing.get_or_insert(Closing {
                    code: close_code::TRY_AGAIN_LATER,
                    reason: "reading too slowly: come back and sync",
                    after: Duration::ZERO,
                });
            }
        });
    }

    /// Queues an edit of a document that this subscription has open. If it does not fit it is forgotten, and with it
    /// every other edit of that document that still waits; `drained` is told once the reader reads again.
    pub(crate) fn push_edit(&self, subscription: u64, frame: Bytes, drained: &Arc<Notify>) {
        let metrics = &self.0.metrics;
        self.change(|waiting| {
            // Until the room has sent the document whole, an edit would come without those before it.
            if waiting.lagging.contains_key(&subscription)
                || waiting.caught_up.contains(&subscription)
            {
                return;
            }
            let is_behind = !waiting.queue.is_empty() || waiting.under_way_bytes > 0;
            waiting.put(frame, Some(subscription));
            if is_behind && waiting.is_over(limits::OUTBOX_LAG_BYTES) {
                waiting.forget(|queued| queued.edit_of == Some(subscription));
                if waiting.lagging.is_empty() {
                    metrics.reader_lags();
                }
                waiting.lagging.insert(subscription, drained.clone());
                waiting.ping_number = waiting.ping_number.wrapping_add(1);
                waiting.is_ping_due = true;
            }
        });
    }

    /// Whether this subscription's reader reads again and is to be sent its document whole. Says so once.
    pub(crate) fn take_caught_up(&self, subscription: u64) -> bool {
        let mut is_caught_up = false;
        self.change(|waiting| is_caught_up = waiting.caught_up.remove(&subscription));
        is_caught_up
    }

    /// Puts the newest of a view into its slot, in place of an older one that was never sent.
    pub(crate) fn put_view(&self, subscription: u64, slot: Slot, frame: Bytes) {
        self.change(|waiting| {
            waiting.views.insert((subscription, slot), frame);
        });
    }

    /// Forgets what waits for a document that has been closed, but for answers.
    pub(crate) fn forget_subscription(&self, subscription: u64) {
        let metrics = &self.0.metrics;
        self.change(|waiting| {
            waiting.views.retain(|(held, _), _| *held != subscription);
            waiting.forget(|queued| queued.edit_of == Some(subscription));
            waiting.caught_up.remove(&subscription);
            if waiting.lagging.remove(&subscription).is_some() && waiting.lagging.is_empty() {
                metrics.reader_caught_up();
            }
        });
    }

    /// Asks for the socket to be closed, once what waits has been sent.
    pub(crate) fn close(&self, closing: Closing) {
        self.change(|waiting| {
            waiting.closing.get_or_insert(closing);
        });
    }

    /// The socket is gone: nothing is kept for it any more.
    pub(crate) fn abandon(&self) {
        let metrics = &self.0.metrics;
        self.change(|waiting| {
            if !waiting.lagging.is_empty() {
                metrics.reader_caught_up();
            }
            *waiting = Waiting {
                is_gone: true,
                ..Waiting::default()
            }
        });
    }

    /// Says that what was taken has been written, waits until there is more, and takes all of it: frames, then views.
    pub(crate) async fn take(&self) -> Outgoing {
        self.change(|waiting| waiting.under_way_bytes = 0);
        loop {
            if let Some(outgoing) = self.take_now() {
                return outgoing;
            }
            self.0.is_filled.notified().await;
        }
    }

    fn take_now(&self) -> Option<Outgoing> {
        let mut waiting = self.0.waiting.lock().expect("no holder panics");
        waiting.under_way_bytes = waiting.queued_bytes;
        waiting.queued_bytes = 0;
        let queue = std::mem::take(&mut waiting.queue);
        let mut frames: Vec<Bytes> = queue.into_iter().map(|queued| queued.frame).collect();
        frames.extend(std::mem::take(&mut waiting.views).into_values());
        if !frames.is_empty() || waiting.closing.is_some() {
            return Some(Outgoing {
                frames,
                ping: None,
                closing: waiting.closing.clone(),
            });
        }
        // Everything has been written: is it being read?
        std::mem::take(&mut waiting.is_ping_due).then(|| Outgoing {
            ping: Some(waiting.ping_number),
            ..Outgoing::default()
        })
    }

    /// The reader has answered a ping. If it is the newest, whatever made it lag has been read, and rooms can make up for
    /// what was forgotten.
    pub(crate) fn ping_answered(&self, number: u32) {
        let metrics = &self.0.metrics;
        self.change(|waiting| {
            if number != waiting.ping_number || waiting.lagging.is_empty() {
                return;
            }
            for (subscription, drained) in std::mem::take(&mut waiting.lagging) {
                waiting.caught_up.insert(subscription);
                drained.notify_one();
            }
            metrics.reader_caught_up();
        });
    }

    fn change(&self, change: impl FnOnce(&mut Waiting)) {
        {
            let mut waiting = self.0.waiting.lock().expect("no holder panics");
            if waiting.is_gone {
                return;
            }
            let before = waiting.held_bytes();
            change(&mut waiting);
            self.0.metrics.outbox_changed(before, waiting.held_bytes());
        }
        self.0.is_filled.notify_one();
    }
}

impl Waiting {
    fn put(&mut self, frame: Bytes, edit_of: Option<u64>) {
        self.queued_bytes += frame.len();
        self.queue.push_back(Queued { frame, edit_of });
    }

    fn forget(&mut self, is_forgotten: impl Fn(&Queued) -> bool) {
        self.queue.retain(|queued| !is_forgotten(queued));
        self.queued_bytes = self.queue.iter().map(|queued| queued.frame.len()).sum();
    }

    fn is_over(&self, most_bytes: usize) -> bool {
        self.queued_bytes > most_bytes || self.queue.len() > limits::OUTBOX_FRAMES
    }

    fn held_bytes(&self) -> usize {
        self.queued_bytes + self.under_way_bytes
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let held = self
            .waiting
            .get_mut()
            .map_or(0, |waiting| waiting.held_bytes());
        self.metrics.outbox_changed(held, 0);
    }
}
