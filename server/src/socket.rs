//! One WebSocket: `/sync` speaks the Hocuspocus protocol, many documents over one socket and a token for each;
//! `/sync/yjs/…` speaks y-websocket, one document a socket.
//!
//! A reader and a writer that know each other by the outbox alone. Nothing here decides anything about a workshop:
//! frames are checked for their form, and handed to the room of their document.

use std::sync::Arc;

use axum::{
    extract::ws::{WebSocket, WebSocketUpgrade},
    response::Response,
};
use futures_util::StreamExt;
use plenary_protocol::limits;

use crate::{room::Outbox, rooms::Rooms, telemetry::Metrics};

mod documents;
mod hocuspocus;
mod liveness;
mod open_document;
mod pace;
mod reader;
mod writer;
mod y_websocket;

use hocuspocus::Hocuspocus;
use liveness::Liveness;
use reader::Conversation;
use y_websocket::YWebsocket;

/// Takes the upgrade and serves the Hocuspocus protocol until either side closes the socket.
pub(crate) fn sync(upgrade: WebSocketUpgrade, rooms: Rooms, metrics: Metrics) -> Response {
    bounded(upgrade).on_upgrade(move |socket| {
        rooms
            .clone()
            .track(serve_hocuspocus(socket, rooms, metrics))
    })
}

/// Takes the upgrade and serves y-websocket on one document until either side closes the socket.
///
/// A token that opens nothing is told by a close code: a browser does not show an answer that refuses the upgrade, so a
/// client would try for ever.
pub(crate) fn sync_yjs(
    upgrade: WebSocketUpgrade,
    rooms: Rooms,
    metrics: Metrics,
    document: String,
    token: String,
) -> Response {
    bounded(upgrade).on_upgrade(move |socket| {
        let serving = serve_y_websocket(socket, rooms.clone(), metrics, document, token);
        rooms.track(serving)
    })
}

fn bounded(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(limits::SOCKET_READ_BUFFER_BYTES)
        // Frames are written whole and flushed at once, so a buffer would only hold memory.
        .write_buffer_size(0)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
}

async fn serve_hocuspocus(socket: WebSocket, rooms: Rooms, metrics: Metrics) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::<Liveness>::default();
    let mut conversation = Hocuspocus::new(rooms.clone(), outbox.clone(), liveness.clone());
    converse(socket, &mut conversation, outbox, liveness, &rooms, metrics).await;
}

async fn serve_y_websocket(
    socket: WebSocket,
    rooms: Rooms,
    metrics: Metrics,
    document: String,
    token: String,
) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::new(Liveness::y_websocket());
    match YWebsocket::open(&rooms, &document, &token, &outbox).await {
        Ok(mut conversation) => {
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
    socket: WebSocket,
    conversation: &mut impl Conversation,
    outbox: Outbox,
    liveness: Arc<Liveness>,
    rooms: &Rooms,
    metrics: Metrics,
) {
    metrics.socket_opened();
    let (sink, mut stream) = socket.split();
    let is_closed_by_us = {
        let writing = writer::run(sink, outbox.clone(), liveness, &metrics);
        let mut writing = std::pin::pin!(writing);
        let shutdown = rooms.shutting_down();
        tokio::select! {
            is_closing = reader::run(conversation, &mut stream, &outbox, shutdown, &metrics) => {
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
        reader::linger(&mut stream).await;
    }
    metrics.socket_closed();
}
