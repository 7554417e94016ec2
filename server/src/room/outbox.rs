//! What waits to be written to one socket: frames in a bounded queue, views in slots of which each holds the newest.
//!
//! A slow reader therefore skips views and never queues them. A queue that overflows closes the socket: a durable
//! message is never dropped in silence, and the provider comes back and syncs.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use plenary_protocol::{limits, wire::close_code};
use tokio::sync::Notify;

/// Which view a slot holds: only the newest of each is worth sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slot {
    Saving,
    Seat,
    Session,
    Progress,
    /// Results of one round, by its number.
    Results(u16),
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
    pub(crate) closing: Option<Closing>,
}

#[derive(Default)]
struct Waiting {
    queue: VecDeque<Bytes>,
    queued_bytes: usize,
    views: BTreeMap<(u64, Slot), Bytes>,
    closing: Option<Closing>,
    is_gone: bool,
}

/// One socket's outbox. Cheap to clone; rooms put in, the socket's writer takes out.
#[derive(Clone, Default)]
pub(crate) struct Outbox {
    shared: Arc<(Mutex<Waiting>, Notify)>,
}

impl Outbox {
    /// Queues a frame that must arrive.
    pub(crate) fn push(&self, frame: Bytes) {
        self.change(|waiting| {
            // A document is sent as one frame, however large: whoever waits for nothing else is not slow.
            let is_behind = !waiting.queue.is_empty();
            waiting.queued_bytes += frame.len();
            waiting.queue.push_back(frame);
            if is_behind
                && (waiting.queued_bytes > limits::OUTBOX_BYTES
                    || waiting.queue.len() > limits::OUTBOX_FRAMES)
            {
                waiting.queue.clear();
                waiting.queued_bytes = 0;
                waiting.closing.get_or_insert(Closing {
                    code: close_code::TRY_AGAIN_LATER,
                    reason: "reading too slowly: come back and sync",
                    after: Duration::ZERO,
                });
            }
        });
    }

    /// Puts the newest of a view into its slot, in place of an older one that was never sent.
    pub(crate) fn put_view(&self, subscription: u64, slot: Slot, frame: Bytes) {
        self.change(|waiting| {
            waiting.views.insert((subscription, slot), frame);
        });
    }

    /// Forgets the views of a document that has been closed.
    pub(crate) fn forget_views(&self, subscription: u64) {
        self.change(|waiting| waiting.views.retain(|(held, _), _| *held != subscription));
    }

    /// Asks for the socket to be closed, once what waits has been sent.
    pub(crate) fn close(&self, closing: Closing) {
        self.change(|waiting| {
            waiting.closing.get_or_insert(closing);
        });
    }

    /// The socket is gone: nothing is kept for it any more.
    pub(crate) fn abandon(&self) {
        self.change(|waiting| {
            *waiting = Waiting {
                is_gone: true,
                ..Waiting::default()
            }
        });
    }

    /// Waits until there is something to send, and takes all of it: frames first, then views.
    pub(crate) async fn take(&self) -> Outgoing {
        loop {
            {
                let mut waiting = self.shared.0.lock().expect("no holder panics");
                let mut frames: Vec<Bytes> = waiting.queue.drain(..).collect();
                waiting.queued_bytes = 0;
                frames.extend(std::mem::take(&mut waiting.views).into_values());
                if !frames.is_empty() || waiting.closing.is_some() {
                    return Outgoing {
                        frames,
                        closing: waiting.closing.clone(),
                    };
                }
            }
            self.shared.1.notified().await;
        }
    }

    fn change(&self, change: impl FnOnce(&mut Waiting)) {
        {
            let mut waiting = self.shared.0.lock().expect("no holder panics");
            if waiting.is_gone {
                return;
            }
            change(&mut waiting);
        }
        self.shared.1.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_who_was_away_gets_the_newest_view_only() {
        let outbox = Outbox::default();
        for number in 0..100u8 {
            outbox.put_view(1, Slot::Progress, Bytes::copy_from_slice(&[number]));
        }
        outbox.push(Bytes::from_static(b"ack"));
        let outgoing = outbox.take().await;
        assert_eq!(
            outgoing.frames,
            [Bytes::from_static(b"ack"), Bytes::from_static(&[99])]
        );
    }

    #[tokio::test]
    async fn an_outbox_that_overflows_holds_nothing_and_closes_its_socket() {
        let outbox = Outbox::default();
        for _ in 0..=limits::OUTBOX_FRAMES {
            outbox.push(Bytes::from_static(b"frame"));
        }
        let outgoing = outbox.take().await;
        assert!(outgoing.frames.is_empty());
        assert_eq!(
            outgoing.closing.expect("the socket is closed").code,
            close_code::TRY_AGAIN_LATER
        );
    }

    #[tokio::test]
    async fn nothing_is_kept_for_a_socket_that_is_gone() {
        let outbox = Outbox::default();
        outbox.abandon();
        outbox.push(Bytes::from_static(b"frame"));
        assert!(outbox.shared.0.lock().unwrap().queue.is_empty());
    }
}
