//! A proxy as operators put before the server: it writes headers as it was set up, and passes sockets on.

use std::{fmt, io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// No client of ours sends a longer head.
const HEAD_MOST_BYTES: usize = 16 * 1024;

/// The head of a request, as the proxy passes it on.
#[derive(Debug)]
pub struct Head {
    request: String,
    headers: Vec<(String, String)>,
}

impl Head {
    /// The value of a header; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Writes a header anew.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Adds a value to a list, at its end, as each proxy of a chain does.
    pub fn append(&mut self, name: &str, value: &str) {
        let list = match self.get(name) {
            "" => value.to_owned(),
            known => format!("{known}, {value}"),
        };
        self.set(name, &list);
    }

    /// Passes a header on to nobody.
    pub fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| known != name);
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.split("\r\n");
        let request = lines.next()?.to_owned();
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Self { request, headers })
    }

    fn write(&self) -> String {
        let lines = self.headers.iter();
        let lines: String = lines
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        format!("{}\r\n{lines}\r\n", self.request)
    }
}

type SetUp = Arc<dyn Fn(&mut Head, SocketAddr) + Send + Sync>;

/// A proxy on a free port of its own.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Opens a proxy before this server. `set_up` changes each head, and knows from which address it came.
    pub async fn before(
        server: SocketAddr,
        set_up: impl Fn(&mut Head, SocketAddr) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let set_up: SetUp = Arc::new(set_up);
        let accepting = tokio::spawn(async move {
            while let Ok((caller, from)) = listener.accept().await {
                tokio::spawn(carry(caller, from, server, Arc::clone(&set_up)));
            }
        });
        Ok(Self { address, accepting })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Proxy({})", self.address)
    }
}

/// One request or one socket for each connection: whoever asks again calls again.
async fn carry(
    mut caller: TcpStream,
    from: SocketAddr,
    server: SocketAddr,
    set_up: SetUp,
) -> Option<()> {
    let mut bytes = Vec::new();
    let end = loop {
        let found = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = found {
            break end;
        }
        if HEAD_MOST_BYTES < bytes.len() || caller.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let body = bytes.split_off(end + 4);
    let mut head = Head::read(std::str::from_utf8(&bytes).ok()?)?;
    if head.get("upgrade").is_empty() {
        head.set("connection", "close");
    }
    set_up(&mut head, from);
    let mut server = TcpStream::connect(server).await.ok()?;
    server.write_all(head.write().as_bytes()).await.ok()?;
    server.write_all(&body).await.ok()?;
    // Either side's end is the end of both.
    drop(copy_bidirectional(&mut caller, &mut server).await);
    Some(())
}
