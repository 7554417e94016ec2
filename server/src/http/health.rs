//! Whether the process lives, whether it can do its work, and its numbers.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::App;

/// The process answers.
pub(super) async fn live() -> &'static str {
    "alive\n"
}

/// The process can save what it is told; 503 while it cannot, so that a balancer sends people elsewhere.
///
/// After a fault it is tried anew: with nobody sent here, nobody would make the write that shows that it works again.
pub(super) async fn ready(State(app): State<Arc<App>>) -> impl IntoResponse {
    if app.rooms.is_saving() || app.rooms.probe().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not saving\n")
    }
}

/// The process's numbers, for Prometheus.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    // A journal that cannot be asked now has the size it had.
    if let Ok(size_bytes) = app.rooms.journal_bytes().await {
        app.metrics.journal_is(size_bytes);
    }
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    (
        [(header::CONTENT_TYPE, content_type)],
        app.metrics.to_text(),
    )
}
