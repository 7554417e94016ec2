//! One WebSocket on `/sync`: the Hocuspocus protocol, many documents over one socket, a token for each.
//!
//! A reader and a writer that know each other by the outbox alone. Nothing here decides anything about a workshop:
//! frames are checked for their form, and handed to the room of their document.

use axum::{
    extract::ws::{WebSocket, WebSocketUpgrade},
    response::Response,
};
use futures_util::StreamExt;
use plenary_protocol::limits;

use crate::{room::Outbox, rooms::Rooms, telemetry::Metrics};

mod documents;
mod liveness;
mod pace;
mod reader;
mod writer;

/// Takes the upgrade and serves the socket until either side closes it.
pub(crate) fn sync(upgrade: WebSocketUpgrade, rooms: Rooms, metrics: Metrics) -> Response {
    upgrade
        .read_buffer_size(limits::SOCKET_READ_BUFFER_BYTES)
        // Frames are written whole and flushed at once, so a buffer would only hold memory.
        .write_buffer_size(0)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(move |socket| rooms.clone().track(serve(socket, rooms, metrics)))
}

async fn serve(socket: WebSocket, rooms: Rooms, metrics: Metrics) {
    metrics.socket_opened();
    let (sink, stream) = socket.split();
    let outbox = Outbox::default();
    let mut reader = reader::Reader::new(rooms, outbox.clone());
    let liveness = reader.liveness();
    let mut writing = std::pin::pin!(writer::run(sink, outbox.clone(), liveness));
    tokio::select! {
        is_closing = reader.run(stream) => {
            // The reason, if there is one, still has to reach the client.
            if is_closing {
                writing.await;
            }
        }
        // A reader without a writer is a phone that hears nothing.
        () = &mut writing => {}
    }
    outbox.abandon();
    reader.close_documents().await;
    metrics.socket_closed();
}
