//! Whether the process lives, whether it can do its work, and its numbers.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::App;
use crate::{journal::JournalError, rooms::NotReady};

/// The process answers.
pub(super) async fn live() -> &'static str {
    "alive\n"
}

/// The process can save what it is told, and knows what other nodes were told; 503 while it cannot, so that a balancer
/// sends people elsewhere.
///
/// A write that went well stands for a few seconds. After a fault it is tried anew each time: with nobody sent here,
/// nobody would make the write that shows that it works again.
pub(super) async fn ready(State(app): State<Arc<App>>) -> impl IntoResponse {
    match app.rooms.ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(cause) => (StatusCode::SERVICE_UNAVAILABLE, not_ready(&cause)),
    }
}

/// Anybody can ask, so what the system said, paths and addresses in it, is the log's.
fn not_ready(cause: &NotReady) -> &'static str {
    match cause {
        NotReady::NotSaving(JournalError::Displaced(_)) => {
            "not saving: the journal's file was removed or replaced while the server runs\n"
        }
        NotReady::NotSaving(_) => "not saving: the journal cannot be written\n",
        NotReady::OthersNotHeard => "not ready: what other nodes write is not heard\n",
        NotReady::Behind => "not ready: catching up with what other nodes have written\n",
    }
}

/// The process's numbers, for Prometheus.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    // A journal that cannot be asked now has the size it had.
    if let Ok(size_bytes) = app.rooms.journal_bytes().await {
        app.metrics.journal_is(size_bytes);
    }
    app.metrics.behind(app.rooms.behind_entries());
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    (
        [(header::CONTENT_TYPE, content_type)],
        app.metrics.to_text(),
    )
}
