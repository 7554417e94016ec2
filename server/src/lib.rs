//! The Plenary server: live workshops in one process, on one journal.
//!
//! Modules are in groups in reading order. `http` and `socket` know `rooms`, which knows `room`, which knows `journal`;
//! none of them looks back. What a room shows of a workshop is in `workshops`. ARCHITECTURE.md draws all floors.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    net::{TcpListener, TcpSocket},
    runtime::Handle,
};
use tokio_util::sync::CancellationToken;

// How often anything may be done, what is drawn, and what the program says about itself.
mod random;
mod rate;
pub mod telemetry;

// Where what happened is kept, and the live workshops that are folded from it.
pub mod journal;
pub mod peers;
mod room;
mod rooms;
pub mod workshops;

// What workshops leave behind.
pub mod export;

// Secrets, drawn and compared.
pub mod auth;

// The ways in.
mod assets;
mod connections;
pub mod http;
mod socket;

// What the program is told.
pub mod config;

use auth::OrganiserKey;
use connections::Connections;
use journal::Journal;
use peers::Peers;
use telemetry::Metrics;
use workshops::Rooms;

/// What a server needs to be told.
#[derive(Clone)]
pub struct Options {
    /// Where workshops are kept.
    pub journal: Arc<dyn Journal>,
    /// The other nodes on the same journal, where there are any.
    pub peers: Option<Arc<dyn Peers>>,
    /// The counters; the journal may count into them too.
    pub metrics: Metrics,
    /// The address that people type; taken from each request where there is none.
    pub public_url: Option<http::Origin>,
    /// The key that is needed to make a workshop; nobody needs one where there is none.
    pub organiser_key: Option<String>,
    /// Other web apps whose pages may open sockets here.
    pub allowed_origins: Vec<http::Origin>,
    /// The proxies whose word about callers counts.
    pub trusted_proxies: http::TrustedProxies,
    /// The runtime that serves requests, so that no number of them keeps live connections waiting; the one that the
    /// server is made on where there is none.
    pub requests: Option<Handle>,
}

impl Options {
    /// A server on this journal that anybody may make workshops on.
    pub fn new(journal: Arc<dyn Journal>) -> Self {
        Self {
            journal,
            peers: None,
            metrics: Metrics::new(),
            public_url: None,
            organiser_key: None,
            allowed_origins: Vec::new(),
            trusted_proxies: http::TrustedProxies::default(),
            requests: None,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Options")
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}

/// One server: made, bound to an address, and served until it is told to stop.
#[derive(Debug)]
pub struct Server {
    app: Arc<http::App>,
    requests: Handle,
    listener: Option<TcpListener>,
    stop: Stop,
}

/// Tells a server to stop. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Stop(CancellationToken);

impl Stop {
    /// Stops the server: no more connections, what is under way is finished, sockets are closed, `serve` returns.
    pub fn shutdown(&self) {
        self.0.cancel();
    }
}

impl Server {
    /// A server that does not listen yet.
    pub fn new(options: Options) -> Self {
        let rooms = Rooms::with_peers(options.peers, options.journal, options.metrics.clone());
        let app = http::App::new(
            rooms,
            options.metrics,
            options.public_url,
            options.organiser_key.as_deref().map(OrganiserKey::new),
            options.allowed_origins,
            options.trusted_proxies,
        );
        Self {
            app: Arc::new(app),
            requests: options.requests.unwrap_or_else(Handle::current),
            listener: None,
            stop: Stop::default(),
        }
    }

    /// Listens, and says where: port 0 takes a free one. Connections wait until `serve`.
    pub async fn bind(&mut self, address: SocketAddr) -> io::Result<SocketAddr> {
        let socket = if address.is_ipv4() {
            TcpSocket::new_v4()?
        } else {
            TcpSocket::new_v6()?
        };
        socket.set_reuseaddr(true)?;
        // Connections inherit it.
        socket.set_send_buffer_size(plenary_protocol::limits::SOCKET_SEND_BUFFER_BYTES)?;
        socket.bind(address)?;
        let listener = socket.listen(plenary_protocol::limits::WAITING_CONNECTIONS)?;
        let local = listener.local_addr()?;
        self.listener = Some(listener);
        Ok(local)
    }

    /// What stops this server.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Serves until it is stopped, and what was under way is finished or has had its time.
    pub async fn serve(self) -> io::Result<()> {
        let not_bound = || io::Error::new(io::ErrorKind::NotConnected, "serve needs bind first");
        let listener = self.listener.ok_or_else(not_bound)?;
        let router = http::router(Arc::clone(&self.app), listener.local_addr()?);
        let connections = Connections::new(self.app.trusted_proxies.clone(), self.requests);
        let Stop(stopped) = self.stop;
        tokio::select! {
            () = connections.take(listener, router) => {}
            () = stopped.cancelled() => {}
        }
        connections.finish();
        self.app.rooms.shutdown().await;
        connections.end().await;
        Ok(())
    }
}
