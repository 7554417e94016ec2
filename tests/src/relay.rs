//! A line between people and the server: it keeps its address when the server gets another one, it can be cut, and it can
//! lose the answers to what was asked.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::SeqCst},
    },
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// A TCP relay on a free port of its own.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    line: watch::Sender<Line>,
    answers_to_lose: Arc<AtomicU32>,
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
        let answers_to_lose = Arc::new(AtomicU32::new(0));
        let accepting = tokio::spawn(accept(listener, heard, answers_to_lose.clone()));
        Ok(Self {
            address,
            line,
            answers_to_lose,
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

    /// The answers to the next so many POSTs are lost: the server has done what it was asked, and its answer is cut off.
    pub fn lose_answers(&self, count: u32) {
        self.answers_to_lose.store(count, SeqCst);
    }

    /// How many answers are still to be lost.
    pub fn answers_to_lose(&self) -> u32 {
        self.answers_to_lose.load(SeqCst)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, line: watch::Receiver<Line>, lose: Arc<AtomicU32>) {
    while let Ok((caller, _)) = listener.accept().await {
        tokio::spawn(carry(caller, line.clone(), lose.clone()));
    }
}

async fn carry(caller: TcpStream, mut line: watch::Receiver<Line>, lose: Arc<AtomicU32>) {
    let Line { target, cuts } = *line.borrow();
    let Some(target) = target else {
        return;
    };
    let Ok(server) = TcpStream::connect(target).await else {
        return;
    };
    // Small frames must not wait for one another, as they do not without a relay.
    let _ = (caller.set_nodelay(true), server.set_nodelay(true));
    let (mut from_caller, mut to_caller) = caller.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let is_post = AtomicBool::new(false);
    let asking = pass(&mut from_caller, &mut to_server, |bytes| {
        // A client waits for the answer before it sends the next request on the same connection.
        match bytes {
            [b'P', b'O', b'S', b'T', b' ', ..] => is_post.store(true, SeqCst),
            [b'G', b'E', b'T', b' ', ..] => is_post.store(false, SeqCst),
            _ => {}
        }
        Ok(())
    });
    let answering = pass(&mut from_server, &mut to_caller, |_| {
        let one_less = |left: u32| left.checked_sub(1);
        match is_post.load(SeqCst) && lose.fetch_update(SeqCst, SeqCst, one_less).is_ok() {
            true => Err(io::ErrorKind::ConnectionReset.into()),
            false => Ok(()),
        }
    });
    tokio::select! {
        // Whoever has said all may still be answered; a fault on either side is the end of both.
        _ = async { tokio::try_join!(asking, answering) } => {}
        _ = line.wait_for(|line| line.cuts != cuts) => {}
    }
}

/// Hands bytes on, each time after a look at them, until the sender has said all or a look ends it.
async fn pass(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    look: impl Fn(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = from.read(&mut buffer).await?;
        if count == 0 {
            return to.shutdown().await;
        }
        look(&buffer[..count])?;
        to.write_all(&buffer[..count]).await?;
    }
}
