//! A door between a journal and Redis that can lose answers, or lead to another Redis from one moment on.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU16, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::broadcast,
};

use super::*;

pub(super) struct Relay {
    port: u16,
    switch: Arc<Switch>,
}

struct Switch {
    leads_to: AtomicU16,
    loses_answers: AtomicBool,
    cut: broadcast::Sender<()>,
}

impl Relay {
    pub(super) async fn to(server: &RedisServer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let switch = Arc::new(Switch {
            leads_to: AtomicU16::new(server.port()),
            loses_answers: AtomicBool::new(false),
            cut: broadcast::channel(1).0,
        });
        let shared = Arc::clone(&switch);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, Arc::clone(&shared)));
            }
        });
        Self { port, switch }
    }

    pub(super) fn url(&self) -> RedisUrl {
        let Ok(url) = format!("redis://127.0.0.1:{}", self.port).parse();
        url
    }

    /// From now on questions arrive, and the connection breaks instead of the answer.
    pub(super) fn lose_answers(&self, loses: bool) {
        self.switch.loses_answers.store(loses, Ordering::SeqCst);
    }

    /// Breaks what is open, and leads to another server from now on.
    pub(super) fn lead_to(&self, server: &RedisServer) {
        self.switch.leads_to.store(server.port(), Ordering::SeqCst);
        // Nobody may be connected at the moment.
        let _ = self.switch.cut.send(());
    }
}

async fn carry(mut client: TcpStream, switch: Arc<Switch>) {
    let mut cut = switch.cut.subscribe();
    let port = switch.leads_to.load(Ordering::SeqCst);
    let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    let (mut question, mut answer) = ([0; 16 * 1024], [0; 16 * 1024]);
    loop {
        tokio::select! {
            _ = cut.recv() => return,
            read = client.read(&mut question) => match read {
                Ok(count) if 0 < count => {
                    if server.write_all(&question[..count]).await.is_err() {
                        return;
                    }
                }
                _ => return,
            },
            read = server.read(&mut answer) => match read {
                Ok(count) if 0 < count && !switch.loses_answers.load(Ordering::SeqCst) => {
                    if client.write_all(&answer[..count]).await.is_err() {
                        return;
                    }
                }
                _ => return,
            },
        }
    }
}
