//! HTTP: the REST calls, the probes, the way in for sockets, and the web app.
//!
//! Owns what crosses HTTP: status codes, headers, bodies. What may be done and seen is decided by the rooms and the
//! protocol crate; a handler asks, and says the answer in HTTP.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    middleware,
    response::Response,
    routing::{any, get},
};
use plenary_protocol::limits;
use serde::Deserialize;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    auth::{Hasher, OrganiserKey},
    rate::{CallerAddress, Rates},
    socket::{self, event_stream::Streams},
    telemetry::Metrics,
    workshops::Rooms,
};

mod address;
mod answers;
mod body;
mod calendars;
mod caller;
mod caller_address;
mod commands;
mod events;
mod exports;
mod forwarded;
mod frameworks;
mod headers;
mod health;
mod history;
mod idempotency;
mod joining;
mod openapi;
mod origin;
mod page_origin;
mod problem;
mod query;
mod request;
mod results;
mod session;
mod upgrade;
mod workbench;
mod working;
mod workshops;

pub use forwarded::{NoProxies, TrustedProxies};
pub use openapi::openapi;
pub use origin::{NoOrigin, Origin};
use upgrade::Upgrade;

/// What every handler may use.
#[derive(Debug)]
pub(crate) struct App {
    /// The live workshops.
    pub(crate) rooms: Rooms,
    /// The process's counters.
    pub(crate) metrics: Metrics,
    /// Where people reach this server, where it was configured.
    pub(crate) public_url: Option<Origin>,
    /// Who may make workshops; anybody where there is none.
    pub(crate) organiser_key: Option<OrganiserKey>,
    /// Recovery words to hashes.
    pub(crate) hasher: Hasher,
    /// Wrong guesses, and commands.
    pub(crate) rates: Rates,
    /// Live connections that no WebSocket carries.
    pub(crate) streams: Streams,
    /// Other web apps whose pages may open sockets here.
    pub(crate) allowed_origins: Vec<Origin>,
    /// Whose word about callers counts.
    pub(crate) trusted_proxies: TrustedProxies,
    /// Where files are made.
    pub(crate) workbench: workbench::Workbench,
    /// What was doubtful about proxies' headers, once told.
    doubts: forwarded::Doubts,
}

impl App {
    pub(crate) fn new(
        rooms: Rooms,
        metrics: Metrics,
        public_url: Option<Origin>,
        organiser_key: Option<OrganiserKey>,
        allowed_origins: Vec<Origin>,
        trusted_proxies: TrustedProxies,
    ) -> Self {
        Self {
            rooms,
            metrics,
            public_url,
            organiser_key,
            hasher: Hasher::new(),
            rates: Rates::new(),
            streams: Streams::default(),
            allowed_origins,
            trusted_proxies,
            workbench: workbench::Workbench::new(),
            doubts: forwarded::Doubts::default(),
        }
    }
}

/// Everything that this server answers. `listening` is where it listens.
pub(crate) fn router(app: Arc<App>, listening: SocketAddr) -> Router {
    let (api, _) = openapi::router().split_for_parts();
    let api = api
        .route("/api/v1/openapi.json", get(openapi::document))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn_with_state(
            answers::Answers::new(),
            answers::bounded,
        ))
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES));
    let sockets = Router::new()
        .route("/sync", any(sync))
        .route("/sync/yjs/{*document}", any(sync_yjs))
        .route_layer(middleware::from_fn_with_state(
            app.clone(),
            page_origin::check,
        ));
    let (streams, _) = openapi::live_router().split_for_parts();
    let streams = streams
        .method_not_allowed_fallback(problem::method_not_allowed)
        .route_layer(middleware::from_fn_with_state(
            app.clone(),
            page_origin::check_stream,
        ));
    Router::new()
        .merge(sockets)
        .merge(streams)
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/api", any(problem::not_found))
        .route("/api/{*rest}", any(problem::not_found))
        .merge(api)
        .fallback(crate::assets::serve)
        .layer(axum::Extension(address::Listening(listening)))
        // From the inside out: a panic becomes an answer, the answer is logged, and every answer gets the headers.
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(request::observe))
        .layer(middleware::from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}

async fn sync(State(app): State<Arc<App>>, upgrade: Upgrade) -> Response {
    socket::sync(upgrade.on_upgrade, app.rooms.clone(), app.metrics.clone());
    upgrade.answer
}

/// What a y-websocket client says in its address.
#[derive(Deserialize)]
struct Ticket {
    #[serde(default)]
    token: String,
}

async fn sync_yjs(
    State(app): State<Arc<App>>,
    Path(document): Path<String>,
    Query(Ticket { token }): Query<Ticket>,
    upgrade: Upgrade,
) -> Response {
    socket::sync_yjs(
        upgrade.on_upgrade,
        app.rooms.clone(),
        app.metrics.clone(),
        document,
        token,
    );
    upgrade.answer
}

#[cfg(test)]
mod tests;
