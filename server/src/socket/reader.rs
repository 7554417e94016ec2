//! What comes from one socket: frames are checked, authenticated and handed on in their order.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use futures_util::{StreamExt, stream::SplitStream};
use plenary_protocol::{
    documents::DocumentName,
    gate,
    id::Token,
    limits,
    wire::{
        close_code,
        hocuspocus::{
            client::{ClientFrame, ClientMessage},
            document_name, server,
        },
    },
};
use tokio::time::{Instant, timeout_at};
use tracing::debug;

use super::{
    documents::{Documents, TooMany},
    liveness::Liveness,
    pace::Pace,
};
use crate::{
    room::{Closing, DocumentFrame, Outbox, Room, RoomError, Subscribe},
    rooms::Rooms,
};

/// The reading half of one socket.
pub(super) struct Reader {
    rooms: Rooms,
    outbox: Outbox,
    documents: Documents,
    pace: Pace,
    liveness: Arc<Liveness>,
}

/// Why the reader ends, as it is told to the client.
struct End {
    code: u16,
    reason: &'static str,
}

impl Reader {
    pub(super) fn new(rooms: Rooms, outbox: Outbox) -> Self {
        Self {
            rooms,
            outbox,
            documents: Documents::default(),
            pace: Pace::new(),
            liveness: Arc::default(),
        }
    }

    pub(super) fn liveness(&self) -> Arc<Liveness> {
        self.liveness.clone()
    }

    /// Reads until the client is gone, is silent for too long, or breaks the protocol. Says whether the socket is to
    /// be closed with a reason.
    pub(super) async fn run(&mut self, mut stream: SplitStream<WebSocket>) -> bool {
        let authenticate_by = Instant::now() + limits::AUTHENTICATE_WITHIN;
        let shutdown = self.rooms.shutting_down();
        loop {
            let idle_at = Instant::now() + limits::SOCKET_IDLE;
            let deadline = if self.documents.has_open() {
                idle_at
            } else {
                authenticate_by.min(idle_at)
            };
            let next = tokio::select! {
                next = timeout_at(deadline, stream.next()) => next,
                // Sockets with a document are closed by their rooms, one after another.
                () = shutdown.cancelled(), if !self.documents.has_open() => return false,
            };
            let end = match next {
                Err(_) => End {
                    code: close_code::TIMED_OUT,
                    reason: "nothing came for too long",
                },
                Ok(None) => return false,
                Ok(Some(Err(err))) => match err.to_string().contains("too long") {
                    true => End {
                        code: close_code::TOO_BIG,
                        reason: "the frame is too large",
                    },
                    false => return false,
                },
                Ok(Some(Ok(Message::Close(_)))) => return false,
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => continue,
                Ok(Some(Ok(Message::Text(_)))) => End {
                    code: close_code::UNSUPPORTED,
                    reason: "frames must be binary",
                },
                Ok(Some(Ok(Message::Binary(frame)))) => {
                    self.pace.frame().await;
                    match self.frame(frame).await {
                        Ok(()) => continue,
                        Err(end) => end,
                    }
                }
            };
            debug!("a socket is closed: {}", end.reason);
            self.outbox.close(Closing {
                code: end.code,
                reason: end.reason,
                after: Duration::ZERO,
            });
            return true;
        }
    }

    async fn frame(&mut self, frame: Bytes) -> Result<(), End> {
        let parsed = ClientFrame::parse(&frame).map_err(|err| {
            debug!("a frame does not parse: {err}");
            End {
                code: close_code::PROTOCOL_ERROR,
                reason: "the frame does not parse",
            }
        })?;
        let (address, message) = match parsed {
            // Any message from the client proves that it lives; a ping of its own wants no more.
            ClientFrame::Ping | ClientFrame::Pong => return Ok(()),
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
            _ if self.documents.open(address).is_none() => self
                .documents
                .hold(address, frame.clone())
                .map_err(|too_many| too_many.into()),
            message => self.hand_on(address, &frame, message).await,
        }
    }

    async fn authenticate(&mut self, address: &str, token: &str) -> Result<(), End> {
        self.documents.check_room_for(address)?;
        let replaces = self
            .documents
            .open(address)
            .map(|(_, subscription)| subscription);
        match self.subscribe(address, token, replaces).await {
            Ok((room, subscription)) => {
                for held in self.documents.opened(address, room, subscription) {
                    let parsed =
                        ClientFrame::parse(&held).expect("a held frame was parsed when it came");
                    if let ClientFrame::Document { address, message } = parsed {
                        self.hand_on(address, &held, message).await?;
                    }
                }
                Ok(())
            }
            Err(RoomError::Busy | RoomError::NotSaving(_)) => Err(End {
                code: close_code::TRY_AGAIN_LATER,
                reason: "the server is busy: come back",
            }),
            Err(err) => {
                if let Some((room, subscription)) = self.documents.forget(address) {
                    room.unsubscribe(subscription).await;
                }
                self.outbox
                    .push(server::permission_denied(address, &err.to_string()));
                Ok(())
            }
        }
    }

    async fn subscribe(
        &self,
        address: &str,
        token: &str,
        replaces: Option<u64>,
    ) -> Result<(Room, u64), RoomError> {
        let refuse = |err: &dyn std::fmt::Display| {
            RoomError::Refused(plenary_protocol::refusal::Refusal::forbidden(
                err.to_string(),
            ))
        };
        let name: DocumentName = document_name(address).parse().map_err(|err| refuse(&err))?;
        let token: Token = token.parse().map_err(|err| refuse(&err))?;
        let room = self.rooms.open(name.workshop).await?;
        let subscribe = Subscribe {
            token: token.hash(),
            kind: name.kind,
            address: address.to_owned(),
            outbox: self.outbox.clone(),
            replaces,
        };
        let subscribed = room.subscribe(subscribe).await?;
        Ok((room, subscribed.subscription))
    }

    /// Hands a frame of an open document to its room. Slices share the frame's memory.
    async fn hand_on(
        &mut self,
        address: &str,
        frame: &Bytes,
        message: ClientMessage<'_>,
    ) -> Result<(), End> {
        let Some((room, subscription)) = self.documents.open(address) else {
            return Ok(());
        };
        let sent = match message {
            ClientMessage::SyncStep1 { state_vector } => {
                room.frame(
                    subscription,
                    DocumentFrame::SyncStep1(frame.slice_ref(state_vector)),
                )
                .await
            }
            ClientMessage::SyncStep2 { update } | ClientMessage::Update { update } => {
                room.frame(subscription, DocumentFrame::Update(frame.slice_ref(update)))
                    .await
            }
            ClientMessage::Awareness { update } => {
                // Presence is counted by the server and never relayed; it is only checked.
                let checked = gate::check_awareness(
                    update,
                    limits::AWARENESS_ENTRIES,
                    limits::AWARENESS_STATE_BYTES,
                    |_| true,
                );
                return checked.map(drop).map_err(|err| {
                    debug!("an awareness update is refused: {err}");
                    End {
                        code: close_code::PROTOCOL_ERROR,
                        reason: "the awareness does not decode",
                    }
                });
            }
            ClientMessage::Close => {
                if let Some((room, subscription)) = self.documents.forget(address) {
                    room.unsubscribe(subscription).await;
                    self.outbox
                        .push(server::close(address, "provider_initiated"));
                }
                Ok(())
            }
            ClientMessage::QueryAwareness
            | ClientMessage::Stateless { .. }
            | ClientMessage::Unknown { .. }
            | ClientMessage::Auth { .. }
            | ClientMessage::Forbidden { .. } => Ok(()),
        };
        sent.map_err(|_| End {
            code: close_code::RESTART,
            reason: "the workshop is loaded anew: come back",
        })
    }

    /// Leaves every room.
    pub(super) async fn close_documents(&mut self) {
        for (room, subscription) in self.documents.drain() {
            room.unsubscribe(subscription).await;
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
