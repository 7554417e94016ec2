//! One document that is open on a socket: what any wire does with it.

use std::sync::Arc;

use bytes::Bytes;
use plenary_protocol::{
    documents::{DocumentKind, DocumentName, ToldPresence},
    gate,
    id::Token,
    limits,
    refusal::Refusal,
};
use tracing::debug;

use super::reader::End;
use crate::{
    rate::SeatPace,
    room::{DocumentFrame, Hosted, Outbox, Room, RoomError, State, Subscribe, Wire},
    rooms::Rooms,
};

/// A document that a token has opened.
pub(super) struct OpenDocument<S: Hosted> {
    room: Room<S>,
    kind: DocumentKind,
    subscription: u64,
    pace: Arc<SeatPace>,
}

impl<S: Hosted> OpenDocument<S> {
    /// Opens the document of this name with a token.
    pub(super) async fn open(
        rooms: &Rooms<S>,
        name: &str,
        token: &str,
        wire: Wire,
        outbox: &Outbox,
        replaces: Option<&Self>,
    ) -> Result<Self, RoomError> {
        let name: DocumentName = name
            .parse()
            .map_err(|err| Refusal::not_found(format!("{err}")))?;
        let token: Token = token.parse().map_err(|_| RoomError::UnknownToken)?;
        let room = rooms.open(name.workshop).await?;
        let subscribe = Subscribe {
            token: token.hash(),
            kind: name.kind,
            wire,
            outbox: outbox.clone(),
            // A room that was loaded anew counts from 1 again: there the number is somebody else's.
            replaces: replaces
                .filter(|open| open.room.is(&room))
                .map(|open| open.subscription),
        };
        let subscribed = room.subscribe(subscribe).await?;
        Ok(Self {
            room,
            kind: name.kind,
            subscription: subscribed.subscription,
            pace: subscribed.pace,
        })
    }

    /// The client tells what it has. Slices share the frame's memory.
    pub(super) async fn sync_step1(&self, state_vector: Bytes) -> Result<(), End> {
        self.send(DocumentFrame::SyncStep1(state_vector)).await
    }

    /// The client sends something to be kept.
    pub(super) async fn update(&self, update: Bytes) -> Result<(), End> {
        self.send(DocumentFrame::Update(update)).await
    }

    /// The client sent something that is longer than anything that may be kept, and is told so.
    pub(super) async fn too_long(&self, size_bytes: u64) -> Result<(), End> {
        // It has come all the same.
        let size_bytes = usize::try_from(size_bytes).unwrap_or(usize::MAX);
        self.wait_for_pace(size_bytes.min(limits::SEAT_BYTES_BURST as usize))
            .await;
        self.send(DocumentFrame::TooLong { size_bytes }).await
    }

    /// The client says who is at work there. It is checked wherever it is sent, and told only where
    /// people work together.
    pub(super) async fn awareness(&self, update: &[u8]) -> Result<(), End> {
        let checked = gate::check_awareness(
            update,
            limits::AWARENESS_ENTRIES,
            limits::AWARENESS_STATE_BYTES,
            |_| true,
        );
        let entries = checked.map_err(|err| {
            debug!("an awareness update is refused: {}", err.reason());
            End::malformed("the awareness does not decode")
        })?;
        if self.kind.presence() == ToldPresence::Nothing || entries.is_empty() {
            return Ok(());
        }
        let states = entries
            .iter()
            .map(|entry| State {
                client: entry.client,
                clock: entry.clock,
                json: entry.state.to_owned(),
            })
            .collect();
        self.send(DocumentFrame::Presence(states)).await
    }

    /// The client asks who is at work there.
    pub(super) async fn query_awareness(&self) -> Result<(), End> {
        self.send(DocumentFrame::WhoIsHere).await
    }

    /// Waits as long as the seat has sent too fast.
    pub(super) async fn wait_for_pace(&self, size_bytes: usize) {
        let wait = self.pace.frame(size_bytes);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    async fn send(&self, frame: DocumentFrame) -> Result<(), End> {
        self.room
            .frame(self.subscription, frame)
            .await
            .map_err(End::room_gone)
    }

    /// Leaves the room.
    pub(super) async fn close(self) {
        self.room.unsubscribe(self.subscription).await;
    }
}
