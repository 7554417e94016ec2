//! A line between people and the server: it keeps its address when the server gets another one, and it can be cut.

use std::{io, net::SocketAddr};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// A TCP relay on a free port of its own.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    line: watch::Sender<Line>,
    accepting: JoinHandle<()>,
}

/// Where the line leads, and how often it was cut.
#[derive(Debug, Clone, Copy)]
struct Line {
    target: Option<SocketAddr>,
    cuts: u64,
}

impl Relay {
    /// Opens a line that leads nowhere yet.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (line, heard) = watch::channel(Line {
            target: None,
            cuts: 0,
        });
        let accepting = tokio::spawn(accept(listener, heard));
        Ok(Self {
            address,
            line,
            accepting,
        })
    }

    /// Where people call.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Leads new calls to this server.
    pub fn lead_to(&self, target: SocketAddr) {
        self.line.send_modify(|line| line.target = Some(target));
    }

    /// Cuts every call that is going on, without a word to either side, and takes no new ones.
    pub fn cut(&self) {
        self.line.send_modify(|line| {
            line.target = None;
            line.cuts += 1;
        });
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, line: watch::Receiver<Line>) {
    while let Ok((caller, _)) = listener.accept().await {
        tokio::spawn(carry(caller, line.clone()));
    }
}

async fn carry(mut caller: TcpStream, mut line: watch::Receiver<Line>) {
    let Line { target, cuts } = *line.borrow();
    let Some(target) = target else {
        return;
    };
    let Ok(mut server) = TcpStream::connect(target).await else {
        return;
    };
    // Small frames must not wait for one another, as they do not without a relay.
    let _ = (caller.set_nodelay(true), server.set_nodelay(true));
    tokio::select! {
        _ = copy_bidirectional(&mut caller, &mut server) => {}
        _ = line.wait_for(|line| line.cuts != cuts) => {}
    }
}
