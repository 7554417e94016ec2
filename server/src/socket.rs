//! One WebSocket: `/sync` speaks the Hocuspocus protocol, many documents over one socket and a token for each;
//! `/sync/yjs/…` speaks y-websocket, one document a socket.
//!
//! A reader and a writer that know each other by the outbox alone. Nothing here decides anything about a workshop:
//! frames are checked for their form, and handed to the room of their document.

use std::sync::Arc;

use futures_util::StreamExt;
use hyper::upgrade::OnUpgrade;

use crate::{room::Outbox, rooms::Rooms, telemetry::Metrics};

mod documents;
mod hocuspocus;
mod intake;
mod liveness;
mod open_document;
mod pace;
mod reader;
mod upgrade;
mod writer;
mod y_websocket;

use hocuspocus::Hocuspocus;
use intake::Meter;
use liveness::Liveness;
use reader::{Conversation, Incoming};
use upgrade::Socket;
use y_websocket::YWebsocket;

/// Takes the upgrade and serves the Hocuspocus protocol until either side closes the socket.
pub(crate) fn sync(on_upgrade: OnUpgrade, rooms: Rooms, metrics: Metrics) {
    upgrade::serve(on_upgrade, move |socket, meter| {
        let serving = serve_hocuspocus(socket, meter, rooms.clone(), metrics);
        rooms.track(serving)
    });
}

/// Takes the upgrade and serves y-websocket on one document until either side closes the socket.
///
/// A token that opens nothing is told by a close code: a browser does not show an answer that refuses the upgrade, so a
/// client would try for ever.
pub(crate) fn sync_yjs(
    on_upgrade: OnUpgrade,
    rooms: Rooms,
    metrics: Metrics,
    document: String,
    token: String,
) {
    upgrade::serve(on_upgrade, move |socket, meter| {
        let serving = serve_y_websocket(socket, meter, rooms.clone(), metrics, document, token);
        rooms.track(serving)
    });
}

async fn serve_hocuspocus(socket: Socket, meter: Arc<Meter>, rooms: Rooms, metrics: Metrics) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::<Liveness>::default();
    let mut conversation = Hocuspocus::new(rooms.clone(), outbox.clone(), liveness.clone());
    let socket = (socket, meter);
    converse(socket, &mut conversation, outbox, liveness, &rooms, metrics).await;
}

async fn serve_y_websocket(
    socket: Socket,
    meter: Arc<Meter>,
    rooms: Rooms,
    metrics: Metrics,
    document: String,
    token: String,
) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::new(Liveness::y_websocket());
    match YWebsocket::open(&rooms, &document, &token, &outbox).await {
        Ok(mut conversation) => {
            let socket = (socket, meter);
            converse(socket, &mut conversation, outbox, liveness, &rooms, metrics).await;
        }
        Err(end) => {
            reader::close(&outbox, end);
            let (sink, mut stream) = socket.split();
            writer::run(sink, outbox, liveness, &metrics).await;
            reader::linger(&mut stream).await;
        }
    }
}

async fn converse(
    (socket, meter): (Socket, Arc<Meter>),
    conversation: &mut impl Conversation,
    outbox: Outbox,
    liveness: Arc<Liveness>,
    rooms: &Rooms,
    metrics: Metrics,
) {
    metrics.socket_opened();
    let (sink, stream) = socket.split();
    let mut incoming = Incoming::new(stream, meter);
    let is_closed_by_us = {
        let writing = writer::run(sink, outbox.clone(), liveness, &metrics);
        let mut writing = std::pin::pin!(writing);
        let shutdown = rooms.shutting_down();
        tokio::select! {
            is_closing = reader::run(conversation, &mut incoming, &outbox, shutdown, &metrics) => {
                // The reason, if there is one, still has to reach the client.
                if is_closing {
                    writing.await;
                }
                is_closing
            }
            // A reader without a writer is a phone that hears nothing.
            () = &mut writing => true,
        }
    };
    outbox.abandon();
    conversation.leave().await;
    if is_closed_by_us {
        reader::linger(&mut incoming.stream).await;
    }
    metrics.socket_closed();
}
