//! The documents open on one socket, by their raw address.

use std::{collections::HashMap, collections::VecDeque};

use bytes::Bytes;
use plenary_protocol::limits;

use super::open_document::OpenDocument;
use crate::room::Hosted;

/// One address on one socket.
enum Document<S: Hosted> {
    /// Frames have come, its token has not: they wait in order.
    Waiting {
        frames: VecDeque<Bytes>,
        size_bytes: usize,
    },
    /// Its token was accepted.
    Open(OpenDocument<S>),
}

/// All addresses of one socket.
pub(super) struct Documents<S: Hosted> {
    by_address: HashMap<String, Document<S>>,
}

impl<S: Hosted> Default for Documents<S> {
    fn default() -> Self {
        Self {
            by_address: HashMap::new(),
        }
    }
}

/// Why an address cannot be used on this socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMany {
    Documents,
    WaitingFrames,
}

impl<S: Hosted> Documents<S> {
    pub(super) fn open(&self, address: &str) -> Option<&OpenDocument<S>> {
        match self.by_address.get(address) {
            Some(Document::Open(open)) => Some(open),
            _ => None,
        }
    }

    pub(super) fn has_open(&self) -> bool {
        self.by_address
            .values()
            .any(|document| matches!(document, Document::Open(_)))
    }

    /// Keeps a frame that came before its document's token.
    pub(super) fn hold(&mut self, address: &str, frame: Bytes) -> Result<(), TooMany> {
        self.check_room_for(address)?;
        let empty = || Document::Waiting {
            frames: VecDeque::new(),
            size_bytes: 0,
        };
        let document = self
            .by_address
            .entry(address.to_owned())
            .or_insert_with(empty);
        if let Document::Waiting { frames, size_bytes } = document {
            *size_bytes += frame.len();
            frames.push_back(frame);
            if *size_bytes > limits::UNAUTHENTICATED_BYTES
                || frames.len() > limits::UNAUTHENTICATED_FRAMES
            {
                return Err(TooMany::WaitingFrames);
            }
        }
        Ok(())
    }

    pub(super) fn check_room_for(&self, address: &str) -> Result<(), TooMany> {
        let is_new = !self.by_address.contains_key(address);
        if is_new && self.by_address.len() >= limits::DOCUMENTS_PER_SOCKET {
            return Err(TooMany::Documents);
        }
        Ok(())
    }

    /// Notes that a document is open. Gives back the frames that waited for it.
    pub(super) fn opened(&mut self, address: &str, open: OpenDocument<S>) -> VecDeque<Bytes> {
        match self
            .by_address
            .insert(address.to_owned(), Document::Open(open))
        {
            Some(Document::Waiting { frames, .. }) => frames,
            _ => VecDeque::new(),
        }
    }

    /// Forgets an address, so that the next token for it begins afresh.
    pub(super) fn forget(&mut self, address: &str) -> Option<OpenDocument<S>> {
        match self.by_address.remove(address) {
            Some(Document::Open(open)) => Some(open),
            _ => None,
        }
    }

    /// Takes every open document out.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = OpenDocument<S>> {
        self.by_address
            .drain()
            .filter_map(|(_, document)| match document {
                Document::Open(open) => Some(open),
                Document::Waiting { .. } => None,
            })
    }
}
