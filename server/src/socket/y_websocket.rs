//! The y-websocket conversation: one document, opened by the path and the token of the address.

use bytes::Bytes;
use plenary_protocol::{
    refusal::RefusalCode,
    wire::{close_code, y_websocket::Message},
};
use tracing::{debug, info};

use super::{
    open_document::OpenDocument,
    reader::{Conversation, End},
};
use crate::{
    room::{Hosted, Outbox, RoomError, Wire},
    rooms::Rooms,
};

/// The reading half of one socket on `/sync/yjs/…`.
pub(super) struct YWebsocket<S: Hosted> {
    // None once the room has been left.
    open: Option<OpenDocument<S>>,
}

impl<S: Hosted> YWebsocket<S> {
    /// Opens the document. The client asks first, and is asked in turn.
    pub(super) async fn open(
        rooms: &Rooms<S>,
        name: &str,
        token: &str,
        outbox: &Outbox,
    ) -> Result<Self, End> {
        let opened = OpenDocument::open(rooms, name, token, Wire::YWebsocket, outbox, None).await;
        let open = opened.map_err(refused)?;
        Ok(Self { open: Some(open) })
    }
}

/// The codes 4400 to 4499 tell y-websocket 3.1 not to come back, so only what stays as it is gets one.
fn refused(err: RoomError) -> End {
    let (code, reason) = match err {
        RoomError::Busy | RoomError::Lobby { .. } | RoomError::NotSaving(_) => {
            (close_code::TRY_AGAIN_LATER, "the server is busy: come back")
        }
        RoomError::NotFound => (close_code::NOT_FOUND, "there is no such workshop"),
        RoomError::Refused(refusal) if refusal.code == RefusalCode::NotFound => {
            (close_code::NOT_FOUND, "there is no such document")
        }
        RoomError::Refused(refusal) if refusal.code == RefusalCode::Full => (
            close_code::TRY_AGAIN_LATER,
            "this seat has too many documents open",
        ),
        RoomError::Refused(_) => (
            close_code::FORBIDDEN,
            "this seat may not open this document",
        ),
        RoomError::UnknownToken => (
            close_code::UNAUTHORIZED,
            "the token is not known here: join again",
        ),
        RoomError::CodeTaken | RoomError::Exists | RoomError::Unreadable(_) => (
            close_code::INTERNAL_ERROR,
            "the workshop cannot be opened: come back",
        ),
    };
    info!("refused to open a document: {code}");
    End { code, reason }
}

impl<S: Hosted> Conversation for YWebsocket<S> {
    // The code of Hocuspocus would tell it not to come back.
    const SILENT: u16 = close_code::TRY_AGAIN_LATER;

    async fn frame(&mut self, frame: Bytes) -> Result<(), End> {
        let message = Message::parse(&frame).map_err(|err| {
            debug!("a frame does not parse: {err}");
            End::malformed("the frame does not parse")
        })?;
        let Some(open) = &self.open else {
            return Ok(());
        };
        open.wait_for_pace(frame.len()).await;
        match message {
            Message::SyncStep1 { state_vector } => {
                open.sync_step1(frame.slice_ref(state_vector)).await
            }
            Message::SyncStep2 { update } | Message::Update { update } => {
                open.update(frame.slice_ref(update)).await
            }
            Message::Awareness { update } => open.awareness(update).await,
            Message::QueryAwareness => open.query_awareness().await,
            Message::PermissionDenied { .. } | Message::Unknown { .. } => Ok(()),
        }
    }

    async fn too_long(&mut self, beginning: Bytes, size_bytes: u64) -> Result<(), End> {
        match &self.open {
            Some(open) if Message::is_begun_update(&beginning) => open.too_long(size_bytes).await,
            _ => Err(End::malformed("the message is too long")),
        }
    }

    fn has_open(&self) -> bool {
        self.open.is_some()
    }

    async fn leave(&mut self) {
        if let Some(open) = self.open.take() {
            open.close().await;
        }
    }
}
