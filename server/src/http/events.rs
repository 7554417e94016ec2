//! Live connections where no WebSocket gets through: an event stream down, and requests up.
//!
//! Owns what these two calls say in HTTP; what is carried is `socket::event_stream`'s matter. The secret in the address
//! of the second opens the stream of its sender, and is never logged: the log has the call's template.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use plenary_protocol::{api::Problem, limits};
use serde::Deserialize;

use super::{App, problem::ApiError, query::Asked};
use crate::socket::{
    self,
    event_stream::{ChannelId, NotTaken, Unreadable},
};

/// Where batches go. How long one may take is the stream's matter: on a bad line the largest takes minutes.
pub(super) const BATCHES: &str = "/sync/events/{channel}";

/// Proxies that hold an answer back until it has ended would hold back everything; nginx and its kin hear this.
const NOT_HELD_BACK: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Which batch of a stream comes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct BatchAsked {
    /// Its number: one more than the last that was taken, from the one that `open` names on. One that was taken before
    /// is answered as it was, and has no second effect.
    batch: u64,
    /// The number of the newest `ping` that has been read on the stream.
    heard: Option<u32>,
}

/// Opens a live connection as an event stream, where WebSockets do not get through.
///
/// The first event is `open`, with the secret under which frames are sent; `message` events hold frames of the sync
/// protocol in base64; `close` is the last, with the code and the reason that a WebSocket would have been closed with.
#[utoipa::path(
    get,
    path = "/sync/events",
    operation_id = "open_stream",
    tag = "live",
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream", body = String),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn open(State(app): State<Arc<App>>) -> Response {
    let stream = socket::sync_events(&app.streams, app.rooms.clone(), app.metrics.clone());
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        // What is between here and the page neither keeps it nor packs it, which would hold it back.
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store, no-transform"),
        ),
        (NOT_HELD_BACK, HeaderValue::from_static("no")),
    ];
    (headers, stream).into_response()
}

/// Sends frames to the server for an open event stream: each behind its length as a varuint of lib0.
///
/// Answered once the frames are with their documents, not once they are saved: that is told on the stream.
#[utoipa::path(
    post,
    path = "/sync/events/{channel}",
    tag = "live",
    params(("channel" = String, Path, description = "The secret that `open` told"), BatchAsked),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 204, description = "Taken"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn send(
    State(app): State<Arc<App>>,
    Path(channel): Path<String>,
    Asked(BatchAsked { batch, heard }): Asked<BatchAsked>,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let channel = ChannelId::parse(&channel);
    match app.streams.take(channel, batch, heard, body).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(not_taken) => Err(told(not_taken, batch)),
    }
}

fn told(not_taken: NotTaken, batch: u64) -> ApiError {
    match not_taken {
        NotTaken::Ended => ApiError::gone(
            "this event stream has ended, or was opened at another node: open a new one at /sync/events",
        ),
        NotTaken::OutOfOrder { next } => ApiError::out_of_order(format!(
            "batch {batch} cannot be taken before batch {next}: send them one after another"
        )),
        NotTaken::Superseded => ApiError::out_of_order(format!(
            "a newer request came while batch {batch} was on its way: send one at a time"
        )),
        NotTaken::Broken => ApiError::invalid(format!("batch {batch} did not come whole")),
        NotTaken::Unreadable(Unreadable::Malformed) => ApiError::invalid(format!(
            "batch {batch} cannot be read: it has to be frames, each behind its length as a varuint of lib0"
        )),
        NotTaken::Unreadable(Unreadable::TooLarge) => ApiError::too_large(format!(
            "batch {batch} is too large: it may have {} frames, of {} KiB together before a document is open and {} KiB \
             from then on",
            limits::BATCH_FRAMES,
            limits::UNAUTHENTICATED_FRAME_BYTES / 1024,
            limits::FRAME_BYTES / 1024,
        )),
    }
}
