//! The Hocuspocus conversation: many documents over one socket, a token for each, frames in their order.

use std::sync::Arc;

use bytes::Bytes;
use plenary_protocol::{
    limits,
    wire::{
        close_code,
        hocuspocus::{
            client::{ClientFrame, ClientMessage},
            document_name, server,
        },
    },
};
use tracing::{debug, info};

use super::{
    documents::{Documents, TooMany},
    liveness::Liveness,
    open_document::OpenDocument,
    reader::{Conversation, End},
};
use crate::{
    room::{Hosted, Outbox, RoomError, Wire},
    rooms::Rooms,
};

/// The reading half of one socket on `/sync`.
pub(super) struct Hocuspocus<S: Hosted> {
    rooms: Rooms<S>,
    outbox: Outbox,
    documents: Documents<S>,
    liveness: Arc<Liveness>,
}

impl<S: Hosted> Hocuspocus<S> {
    pub(super) fn new(rooms: Rooms<S>, outbox: Outbox, liveness: Arc<Liveness>) -> Self {
        Self {
            rooms,
            outbox,
            documents: Documents::default(),
            liveness,
        }
    }

    async fn authenticate(&mut self, address: &str, token: &str) -> Result<(), End> {
        self.documents.check_room_for(address)?;
        let replaces = self.documents.open(address);
        let wire = Wire::Hocuspocus {
            address: address.to_owned(),
        };
        let name = document_name(address);
        let opened =
            OpenDocument::open(&self.rooms, name, token, wire, &self.outbox, replaces).await;
        match opened {
            Ok(open) => {
                for held in self.documents.opened(address, open) {
                    let parsed =
                        ClientFrame::parse(&held).expect("a held frame was parsed when it came");
                    if let ClientFrame::Document { address, message } = parsed {
                        self.hand_on(address, &held, message).await?;
                    }
                }
                Ok(())
            }
            Err(RoomError::Busy | RoomError::Lobby { .. } | RoomError::NotSaving(_)) => Err(End {
                code: close_code::TRY_AGAIN_LATER,
                reason: "the server is busy: come back",
            }),
            Err(err) => {
                info!("refused to open a document");
                if let Some(open) = self.documents.forget(address) {
                    open.close().await;
                }
                self.outbox
                    .push(server::permission_denied(address, &err.to_string()));
                Ok(())
            }
        }
    }

    /// Hands a frame of an open document to its room. Slices share the frame's memory.
    async fn hand_on(
        &mut self,
        address: &str,
        frame: &Bytes,
        message: ClientMessage<'_>,
    ) -> Result<(), End> {
        let Some(open) = self.documents.open(address) else {
            return Ok(());
        };
        open.wait_for_pace(frame.len()).await;
        match message {
            ClientMessage::SyncStep1 { state_vector } => {
                open.sync_step1(frame.slice_ref(state_vector)).await
            }
            ClientMessage::SyncStep2 { update } | ClientMessage::Update { update } => {
                open.update(frame.slice_ref(update)).await
            }
            ClientMessage::Awareness { update } => open.awareness(update).await,
            ClientMessage::QueryAwareness => open.query_awareness().await,
            ClientMessage::Close => {
                if let Some(open) = self.documents.forget(address) {
                    open.close().await;
                    self.outbox
                        .push(server::close(address, "provider_initiated"));
                }
                Ok(())
            }
            ClientMessage::Stateless { .. }
            | ClientMessage::Unknown { .. }
            | ClientMessage::Auth { .. }
            | ClientMessage::Forbidden { .. } => Ok(()),
        }
    }
}

impl<S: Hosted> Conversation for Hocuspocus<S> {
    const SILENT: u16 = close_code::TIMED_OUT;

    async fn frame(&mut self, frame: Bytes) -> Result<(), End> {
        let parsed = ClientFrame::parse(&frame).map_err(|err| {
            debug!("a frame does not parse: {err}");
            End::malformed("the frame does not parse")
        })?;
        let (address, message) = match parsed {
            // Any message from the client proves that it lives; a ping of its own wants no more.
            ClientFrame::Ping | ClientFrame::Pong => return Ok(()),
            ClientFrame::Document { address, .. } if limits::ADDRESS_BYTES < address.len() => {
                return Err(End::malformed("the document's address is too long"));
            }
            ClientFrame::Document { address, message } => (address, message),
        };
        match message {
            ClientMessage::Auth {
                token,
                provider_version,
            } => {
                self.liveness.seen(address, provider_version);
                self.authenticate(address, token).await
            }
            // Only servers say this to each other; from a client it means nothing.
            ClientMessage::Forbidden { .. } => Ok(()),
            // Its token was refused, and it gives up: what it sent behind that must not meet whoever opens it next.
            ClientMessage::Close if self.documents.open(address).is_none() => {
                self.documents.forget(address);
                Ok(())
            }
            _ if self.documents.open(address).is_none() => self
                .documents
                .hold(address, frame.clone())
                .map_err(|too_many| too_many.into()),
            message => self.hand_on(address, &frame, message).await,
        }
    }

    async fn too_long(&mut self, beginning: Bytes, size_bytes: u64) -> Result<(), End> {
        let Some(address) = ClientFrame::begun_update(&beginning) else {
            return Err(End::malformed("the message is too long"));
        };
        let Some(open) = self.documents.open(address) else {
            return Err(TooMany::WaitingFrames.into());
        };
        open.too_long(size_bytes).await
    }

    fn has_open(&self) -> bool {
        self.documents.has_open()
    }

    async fn leave(&mut self) {
        for open in self.documents.drain() {
            open.close().await;
        }
    }
}

impl From<TooMany> for End {
    fn from(too_many: TooMany) -> Self {
        let reason = match too_many {
            TooMany::Documents => "too many documents on one socket",
            TooMany::WaitingFrames => "too much was sent before a token",
        };
        End {
            code: close_code::TRY_AGAIN_LATER,
            reason,
        }
    }
}

// What waits for its token is taken in at once when that is accepted.
const _: () = assert!(limits::UNAUTHENTICATED_FRAMES < limits::ROOM_MAILBOX);
