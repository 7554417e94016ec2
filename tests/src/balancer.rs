//! What stands before several nodes: each new call goes to the next node that takes it.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A TCP balancer on a free port of its own.
#[derive(Debug)]
pub(crate) struct Balancer {
    address: SocketAddr,
    nodes: Nodes,
    accepting: JoinHandle<()>,
}

type Nodes = Arc<Mutex<Vec<SocketAddr>>>;

impl Balancer {
    pub(crate) async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let nodes = Nodes::default();
        let accepting = tokio::spawn(accept(listener, Arc::clone(&nodes)));
        Ok(Self {
            address,
            nodes,
            accepting,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends new calls to these nodes, and to no other: those whose health is good.
    pub(crate) fn lead_to(&self, nodes: Vec<SocketAddr>) {
        *self.nodes.lock().expect("no holder panics") = nodes;
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, nodes: Nodes) {
    let turn = Arc::new(AtomicUsize::new(0));
    while let Ok((caller, _)) = listener.accept().await {
        let nodes = nodes.lock().expect("no holder panics").clone();
        tokio::spawn(carry(caller, nodes, Arc::clone(&turn)));
    }
}

async fn carry(mut caller: TcpStream, nodes: Vec<SocketAddr>, turn: Arc<AtomicUsize>) {
    let first = turn.fetch_add(1, Ordering::Relaxed);
    for step in 0..nodes.len() {
        let node = nodes[(first + step) % nodes.len()];
        if let Ok(mut server) = TcpStream::connect(node).await {
            // Small frames must not wait for one another, as they do not without a balancer.
            let _ = (caller.set_nodelay(true), server.set_nodelay(true));
            // Either side's end is the end of both.
            let _ = copy_bidirectional(&mut caller, &mut server).await;
            return;
        }
    }
}
