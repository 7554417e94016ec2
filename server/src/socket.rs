//! One live connection: `/sync` speaks the Hocuspocus protocol, many documents over one socket and a token for each;
//! `/sync/yjs/…` speaks y-websocket, one document a socket. Where no WebSocket gets through, an event stream and requests
//! carry the same conversation as `/sync`.
//!
//! A reader and a writer that know each other by the outbox alone. Nothing here decides anything about a workshop:
//! frames are checked for their form, and handed to the room of their document.

use std::sync::Arc;

use axum::body::Body;
use hyper::upgrade::OnUpgrade;

use crate::{
    room::{Hosted, Outbox},
    rooms::Rooms,
    telemetry::Metrics,
};

mod documents;
pub(crate) mod event_stream;
mod hocuspocus;
mod intake;
mod liveness;
mod open_document;
mod reader;
mod upgrade;
mod web_socket;
mod writer;
mod y_websocket;

use event_stream::Streams;
use hocuspocus::Hocuspocus;
use liveness::Liveness;
use reader::{Conversation, Incoming};
use writer::Sink;
use y_websocket::YWebsocket;

/// Takes the upgrade and serves the Hocuspocus protocol until either side closes the socket.
pub(crate) fn sync<S: Hosted>(on_upgrade: OnUpgrade, rooms: Rooms<S>, metrics: Metrics) {
    let conversing = rooms.clone();
    let upgraded = upgrade::serve(on_upgrade, move |socket, meter| {
        let (sink, incoming) = web_socket::split(socket, meter);
        serve_hocuspocus(sink, incoming, conversing, metrics)
    });
    // From here on, and not only once it is a socket: whoever comes while the server ends is told so by a close code.
    rooms.spawn(rooms.clone().track(upgraded));
}

/// Takes the upgrade and serves y-websocket on one document until either side closes the socket.
///
/// A token that opens nothing is told by a close code: a browser does not show an answer that refuses the upgrade, so a
/// client would try for ever.
pub(crate) fn sync_yjs<S: Hosted>(
    on_upgrade: OnUpgrade,
    rooms: Rooms<S>,
    metrics: Metrics,
    document: String,
    token: String,
) {
    let conversing = rooms.clone();
    let upgraded = upgrade::serve(on_upgrade, move |socket, meter| {
        let (sink, incoming) = web_socket::split(socket, meter);
        serve_y_websocket(sink, incoming, conversing, metrics, document, token)
    });
    rooms.spawn(rooms.clone().track(upgraded));
}

/// Opens an event stream that serves the Hocuspocus protocol until either side ends it, and gives back what is answered.
pub(crate) fn sync_events<S: Hosted>(streams: &Streams, rooms: Rooms<S>, metrics: Metrics) -> Body {
    let (sink, incoming, body) = streams.open();
    let serving = serve_hocuspocus(sink, incoming, rooms.clone(), metrics);
    rooms.spawn(rooms.clone().track(serving));
    body
}

async fn serve_hocuspocus<S: Hosted>(
    sink: impl Sink,
    incoming: impl Incoming,
    rooms: Rooms<S>,
    metrics: Metrics,
) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::<Liveness>::default();
    let mut conversation = Hocuspocus::new(rooms.clone(), outbox.clone(), liveness.clone());
    let carried = (sink, incoming);
    converse(
        carried,
        &mut conversation,
        outbox,
        liveness,
        &rooms,
        metrics,
    )
    .await;
}

async fn serve_y_websocket<S: Hosted>(
    sink: impl Sink,
    mut incoming: impl Incoming,
    rooms: Rooms<S>,
    metrics: Metrics,
    document: String,
    token: String,
) {
    let outbox = Outbox::new(metrics.clone());
    let liveness = Arc::new(Liveness::y_websocket());
    match YWebsocket::open(&rooms, &document, &token, &outbox).await {
        Ok(mut conversation) => {
            let carried = (sink, incoming);
            converse(
                carried,
                &mut conversation,
                outbox,
                liveness,
                &rooms,
                metrics,
            )
            .await;
        }
        Err(end) => {
            reader::close(&outbox, end);
            writer::run(sink, outbox, liveness, &metrics).await;
            incoming.linger().await;
        }
    }
}

async fn converse<S: Hosted>(
    (sink, mut incoming): (impl Sink, impl Incoming),
    conversation: &mut impl Conversation,
    outbox: Outbox,
    liveness: Arc<Liveness>,
    rooms: &Rooms<S>,
    metrics: Metrics,
) {
    metrics.socket_opened();
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
        incoming.linger().await;
    }
    metrics.socket_closed();
}
