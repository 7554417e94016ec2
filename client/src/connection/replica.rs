//! One document on a socket: what the replica holds, what it has sent, and what became of it.
//!
//! Pure: frames in, frames out. The task in `link` owns the socket.

use bytes::Bytes;
use plenary_protocol::wire::hocuspocus::{Scope, ServerMessage, client};
use tokio::sync::watch;
use yrs::{
    Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update,
    updates::{decoder::Decode, encoder::Encode},
};

use crate::views::Views;

/// The provider whose wire this is: the server pings only those who name themselves.
const PROVIDER_VERSION: &str = "4.8.0";

/// Where a document stands between this replica and the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The socket is closed.
    Offline,
    /// The token was sent and not yet answered.
    Opening,
    /// The server opened it.
    Open(Scope),
    /// The server did not open it.
    Denied(String),
    /// The server let go of it, or asked for another token.
    Released(String),
}

/// What is known of a document's way to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Where it stands.
    pub standing: Standing,
    /// Whether the server's content is here, since the socket was opened.
    pub is_synced: bool,
    /// Frames that are on their way, and edits that wait for the socket.
    pub unacknowledged: u32,
    /// Frames the server has made durable.
    pub acknowledged: u64,
    /// Frames the server has refused.
    pub refused: u64,
    /// Updates that came from the server.
    pub received: u64,
}

impl Status {
    /// Whether everything that was written here is durable there.
    pub fn is_saved(&self) -> bool {
        matches!(self.standing, Standing::Open(_)) && self.is_synced && self.unacknowledged == 0
    }
}

/// One document of a participant.
pub(super) struct Replica {
    address: String,
    token: String,
    document: Doc,
    /// Edits that are in no frame yet: they go out with the next step 2.
    waiting: u32,
    in_flight: u32,
    /// Whether a step 2 has gone out on this socket; only then are edits sent one by one.
    has_sent_all: bool,
    status: watch::Sender<Status>,
    views: watch::Sender<Views>,
}

/// What the handles of a replica listen to.
pub(crate) struct Listening {
    pub(crate) status: watch::Receiver<Status>,
    pub(crate) views: watch::Receiver<Views>,
}

impl Replica {
    pub(super) fn new(address: String, token: String) -> (Self, Listening) {
        let (status, status_heard) = watch::channel(Status {
            standing: Standing::Offline,
            is_synced: false,
            unacknowledged: 0,
            acknowledged: 0,
            refused: 0,
            received: 0,
        });
        let (views, views_heard) = watch::channel(Views::default());
        let replica = Self {
            address,
            token,
            document: empty_document(),
            waiting: 0,
            in_flight: 0,
            has_sent_all: false,
            status,
            views,
        };
        let listening = Listening {
            status: status_heard,
            views: views_heard,
        };
        (replica, listening)
    }

    pub(super) fn document(&self) -> &Doc {
        &self.document
    }

    /// What is said first on a new socket.
    pub(super) fn greet(&mut self) -> [Bytes; 2] {
        self.tell(|status| status.standing = Standing::Opening);
        let state_vector = self.document.transact().state_vector().encode_v1();
        [
            client::auth(&self.address, &self.token, PROVIDER_VERSION),
            client::sync_step1(&self.address, &state_vector),
        ]
    }

    /// The socket has gone: what was on its way waits again.
    pub(super) fn go_offline(&mut self) {
        self.waiting += std::mem::take(&mut self.in_flight);
        self.has_sent_all = false;
        self.tell(|status| {
            status.is_synced = false;
            status.standing = Standing::Offline;
        });
    }

    /// Forgets what is here, refused edits included, and begins anew from what the server has.
    pub(super) fn reset(&mut self) -> [Bytes; 3] {
        self.document = empty_document();
        (self.waiting, self.in_flight, self.has_sent_all) = (0, 0, false);
        self.tell(|status| {
            status.is_synced = false;
            status.refused = 0;
        });
        let [token, wish] = self.greet();
        [client::close(&self.address), token, wish]
    }

    /// Changes the document; the frame to send, where the socket is ready for it.
    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut TransactionMut<'_>)) -> Option<Bytes> {
        let update = {
            let mut transaction = self.document.transact_mut();
            edit(&mut transaction);
            transaction.encode_update_v1()
        };
        let frame = self
            .has_sent_all
            .then(|| client::update(&self.address, &update));
        match frame {
            Some(_) => self.in_flight += 1,
            None => self.waiting += 1,
        }
        self.tell(|_| {});
        frame
    }

    /// Hears the server; the frame to answer with, if there is one.
    pub(super) fn hear(&mut self, message: ServerMessage<'_>) -> Option<Bytes> {
        match message {
            ServerMessage::Authenticated { scope } => {
                self.tell(|status| status.standing = Standing::Open(scope));
            }
            ServerMessage::PermissionDenied { reason } => {
                self.tell(|status| status.standing = Standing::Denied(reason.to_owned()));
            }
            ServerMessage::TokenRequest => {
                return Some(client::auth(&self.address, &self.token, PROVIDER_VERSION));
            }
            ServerMessage::Close { reason } => {
                self.go_offline();
                self.tell(|status| status.standing = Standing::Released(reason.to_owned()));
            }
            ServerMessage::SyncStep1 { state_vector } => return self.answer(state_vector),
            ServerMessage::SyncStep2 { update } => {
                self.take(update);
                self.tell(|status| status.is_synced = true);
            }
            ServerMessage::Update { update } => self.take(update),
            ServerMessage::SyncStatus { applied } => {
                self.in_flight = self.in_flight.saturating_sub(1);
                self.tell(|status| match applied {
                    true => status.acknowledged += 1,
                    false => status.refused += 1,
                });
            }
            ServerMessage::Stateless { payload } => {
                self.views.send_modify(|views| views.accept(payload));
            }
            // Nobody looks at presence here, and what is unknown belongs to a newer version.
            ServerMessage::Awareness { .. }
            | ServerMessage::QueryAwareness
            | ServerMessage::Unknown { .. } => {}
        }
        None
    }

    /// What the server lacks: everything that waits goes out with it.
    fn answer(&mut self, state_vector: &[u8]) -> Option<Bytes> {
        let theirs = StateVector::decode_v1(state_vector).ok()?;
        let missing = self.document.transact().encode_diff_v1(&theirs);
        self.waiting = 0;
        // Asked again on an open document, the server has left a frame unanswered because one before it is missing:
        // the acknowledgement of this step 2 stands for that frame.
        if !self.has_sent_all {
            self.in_flight += 1;
        }
        self.has_sent_all = true;
        self.tell(|_| {});
        Some(client::sync_step2(&self.address, &missing))
    }

    /// Takes in what the server sent. It has passed the server's gate; what yrs refuses all the same shows as content
    /// that never arrives, which whoever waits for it will report.
    fn take(&mut self, update: &[u8]) {
        match Update::decode_v1(update) {
            Ok(update) => {
                if let Err(err) = self.document.transact_mut().apply_update(update) {
                    tracing::warn!("an update of {} does not apply: {err}", self.address);
                }
            }
            Err(err) => tracing::warn!("an update of {} does not decode: {err}", self.address),
        }
        self.tell(|status| status.received += 1);
    }

    fn tell(&self, change: impl FnOnce(&mut Status)) {
        self.status.send_modify(|status| {
            change(status);
            status.unacknowledged = self.waiting + self.in_flight;
        });
    }
}

fn empty_document() -> Doc {
    Doc::with_options(Options {
        // Browsers count text in UTF-16; offsets must mean the same here.
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    })
}

#[cfg(test)]
mod tests;
