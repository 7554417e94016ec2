//! One line in the log for each request, and an end to those that take too long.

use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use plenary_protocol::limits;

use super::{events, problem::ApiError};

/// Serves a request and says how it went. The line has the call's template, never what was sent or answered.
pub(super) async fn observe(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or_else(|| "web app".to_owned(), |path| path.as_str().to_owned());
    let within = match route.as_str() {
        events::BATCHES => Duration::MAX,
        _ => limits::REQUEST_WITHIN,
    };
    let served = tokio::time::timeout(within, next.run(request)).await;
    let response = served.unwrap_or_else(|_| {
        ApiError::unavailable(
            "this took too long: try again in a few seconds",
            "a request was not served in time",
        )
        .into_response()
    });
    let status = response.status().as_u16();
    let duration_ms = began.elapsed().as_millis();
    // Probes and the app's own files would drown the rest.
    if route.starts_with("/api") || route.starts_with("/sync") || 500 <= status {
        tracing::info!(%method, route, status, duration_ms, "{method} {route} answered {status}");
    } else {
        tracing::debug!(%method, route, status, duration_ms, "{method} {route} answered {status}");
    }
    response
}
