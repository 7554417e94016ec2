//! Views of the state as it is, encoded once for each audience until something in them changes: a thousand people who
//! come back at once are greeted with the same bytes.

use std::collections::BTreeMap;

use bytes::Bytes;
use plenary_protocol::wire::hocuspocus::{document_name, server};

use super::outbox::Slot;

/// What was encoded; `A` tells one audience from another.
#[derive(Debug)]
pub(crate) struct Encoded<A> {
    payloads: BTreeMap<(Slot, A), Option<String>>,
    frames: BTreeMap<(Slot, A), (String, Bytes)>,
}

impl<A> Default for Encoded<A> {
    fn default() -> Self {
        Self {
            payloads: BTreeMap::new(),
            frames: BTreeMap::new(),
        }
    }
}

impl<A: Ord + Copy> Encoded<A> {
    /// Forgets the views that may have changed.
    pub(crate) fn forget(&mut self, is_stale: impl Fn(Slot) -> bool) {
        self.payloads.retain(|(slot, _), _| !is_stale(*slot));
        self.frames.retain(|(slot, _), _| !is_stale(*slot));
    }

    /// The frame of a view for an address. The payload is made once, and so is the frame for the usual address.
    pub(crate) fn frame(
        &mut self,
        key: (Slot, A),
        address: &str,
        payload: impl FnOnce() -> Option<String>,
    ) -> Option<Bytes> {
        if let Some((encoded_for, frame)) = self.frames.get(&key)
            && encoded_for == address
        {
            return Some(frame.clone());
        }
        let payload = self.payloads.entry(key).or_insert_with(payload);
        let frame = server::stateless(address, payload.as_deref()?);
        // Whoever comes first with a session of their own must not cost everybody behind them a frame each.
        if document_name(address) == address {
            self.frames.insert(key, (address.to_owned(), frame.clone()));
        }
        Some(frame)
    }
}
