//! Connections: taken one after another, each served by a task of its own, and all ended when serving ends.
//!
//! Owns how long a connection may take and keep; what is answered on it is `http`'s matter. A connection that became a
//! socket has left here: its end is the rooms' matter. It is written by hand because `axum::serve` waits for the head of a
//! request for ever, and ends connections all at once or not at all.

use std::{net::SocketAddr, pin::pin, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo, serve::Listener};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use line::{Line, Places};
use plenary_protocol::limits;
use tokio::{net::TcpListener, runtime::Handle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Layer;

use crate::http::TrustedProxies;

mod line;

/// How long requests that are under way may take once the rooms have ended: their answers only have to be sent.
const FINISH_WITHIN: Duration = Duration::from_secs(2);

/// Every connection of one server.
#[derive(Debug)]
pub(crate) struct Connections {
    requests: Handle,
    tasks: TaskTracker,
    places: Places,
    // Cancelled in this order: take no more requests, then no more time.
    finish: CancellationToken,
    give_up: CancellationToken,
}

impl Connections {
    /// None yet. What comes from these proxies comes from many people. Requests are served on this runtime.
    pub(crate) fn new(trusted: TrustedProxies, requests: Handle) -> Self {
        Self {
            requests,
            tasks: TaskTracker::new(),
            places: Places::new(trusted),
            finish: CancellationToken::new(),
            give_up: CancellationToken::new(),
        }
    }

    /// Takes connections until it is dropped. A fault, such as no free file, makes it wait a second and go on.
    pub(crate) async fn take(&self, mut listener: TcpListener, router: Router) {
        loop {
            // axum's `accept`, not tokio's: it hands out no error, but waits and tries again.
            let (stream, peer) = Listener::accept(&mut listener).await;
            // A view is one small write; waiting for more would only make it late.
            if let Err(err) = stream.set_nodelay(true) {
                tracing::debug!(error = %err, "a connection closed before it began");
            }
            let Some(line) = self.places.line(stream, peer.ip()) else {
                tracing::debug!("an address has too many connections");
                continue;
            };
            let serving = serve(
                line,
                peer,
                router.clone(),
                self.finish.clone(),
                self.give_up.clone(),
            );
            self.tasks.spawn_on(serving, &self.requests);
        }
    }

    /// Lets every connection finish the request that is under way, and take no other.
    pub(crate) fn finish(&self) {
        self.finish.cancel();
        self.tasks.close();
    }

    /// Waits for what is under way, a moment only: who sends half a request cannot keep the process.
    pub(crate) async fn end(&self) {
        self.finish();
        if tokio::time::timeout(FINISH_WITHIN, self.tasks.wait())
            .await
            .is_err()
        {
            tracing::info!("gave up {} unfinished connections", self.tasks.len());
            self.give_up.cancel();
            self.tasks.wait().await;
        }
    }
}

async fn serve(
    line: Line,
    peer: SocketAddr,
    router: Router,
    finish: CancellationToken,
    give_up: CancellationToken,
) {
    // Who is on the other side stands beside each request; what a header claims about it counts for nothing.
    let service = Extension(ConnectInfo(peer)).layer(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEAD_WITHIN)
        .max_buf_size(limits::CONNECTION_BUFFER_BYTES)
        .serve_connection(TokioIo::new(line), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    let mut is_finishing = false;
    loop {
        tokio::select! {
            served = connection.as_mut() => {
                if let Err(err) = served {
                    tracing::debug!(error = %err, "a connection ended badly");
                }
                return;
            }
            () = finish.cancelled(), if !is_finishing => {
                is_finishing = true;
                connection.as_mut().graceful_shutdown();
            }
            () = give_up.cancelled() => return,
        }
    }
}

#[cfg(test)]
mod tests;
