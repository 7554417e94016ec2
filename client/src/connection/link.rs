//! The one task that owns a socket and the replicas on it. Everybody else sends it messages.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use plenary_protocol::wire::hocuspocus::{ServerFrame, client};
use tokio::{
    net::{TcpSocket, TcpStream},
    sync::{mpsc, oneshot, watch},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async_with_config, connect_async_with_config,
    tungstenite::{self, Message, protocol::WebSocketConfig},
};
use yrs::{Doc, TransactionMut};

use super::{
    Closed, LinkState,
    replica::{Listening, Replica},
};
use crate::{address::ServerAddress, error::ClientError};

/// A socket to the server.
pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A change of a document.
pub(crate) type Edit = Box<dyn FnOnce(&Doc, &mut TransactionMut<'_>) + Send>;
/// A look into a document.
pub(crate) type Look = Box<dyn FnOnce(&Doc) + Send>;

/// What the task is asked to do.
pub(crate) enum LinkMessage {
    Open(String, String, oneshot::Sender<Listening>),
    Edit(String, Edit, oneshot::Sender<()>),
    Look(String, Look),
    Reset(String, oneshot::Sender<()>),
    Abandon(String),
    Send(Bytes),
    Disconnect(oneshot::Sender<()>),
    Reconnect(oneshot::Sender<Result<(), ClientError>>),
}

pub(super) struct Link {
    server: ServerAddress,
    socket: Option<Socket>,
    replicas: BTreeMap<String, Replica>,
    messages: mpsc::Receiver<LinkMessage>,
    state: watch::Sender<LinkState>,
}

enum Next {
    Asked(Option<LinkMessage>),
    Heard(Option<Result<Message, tungstenite::Error>>),
}

/// Opens a socket with the small buffers of a program that plays many people.
pub(crate) async fn connect(server: &ServerAddress) -> Result<Socket, ClientError> {
    let config = WebSocketConfig::default().read_buffer_size(4 * 1024);
    let (socket, _) = connect_async_with_config(server.sync(), Some(config), true)
        .await
        .map_err(Box::new)?;
    Ok(socket)
}

/// Opens a socket whose kernel buffer holds next to nothing, so that a reader who stops is felt at once.
pub(crate) async fn connect_narrow(server: &ServerAddress) -> Result<Socket, ClientError> {
    let open = async {
        let address = server.socket_address()?;
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4 * 1024)?;
        let stream = MaybeTlsStream::Plain(socket.connect(address).await?);
        let (socket, _) = client_async_with_config(server.sync(), stream, None).await?;
        Ok::<_, tungstenite::Error>(socket)
    };
    Ok(open.await.map_err(Box::new)?)
}

impl Link {
    pub(super) fn new(
        server: ServerAddress,
        socket: Socket,
        messages: mpsc::Receiver<LinkMessage>,
        state: watch::Sender<LinkState>,
    ) -> Self {
        Self {
            server,
            socket: Some(socket),
            replicas: BTreeMap::new(),
            messages,
            state,
        }
    }

    /// Runs until every handle is gone.
    pub(super) async fn run(mut self) {
        loop {
            let next = match &mut self.socket {
                Some(socket) => tokio::select! {
                    message = self.messages.recv() => Next::Asked(message),
                    heard = socket.next() => Next::Heard(heard),
                },
                None => Next::Asked(self.messages.recv().await),
            };
            match next {
                Next::Asked(Some(message)) => self.take(message).await,
                Next::Asked(None) => break,
                Next::Heard(Some(Ok(message))) => self.hear(message).await,
                Next::Heard(Some(Err(err))) => self.drop_socket(Closed::abruptly(&err)),
                Next::Heard(None) => self.drop_socket(Closed::without_a_word()),
            }
        }
        if let Some(mut socket) = self.socket.take() {
            // The other side may be gone already; there is nobody left to tell.
            let _ = socket.close(None).await;
        }
    }

    async fn take(&mut self, message: LinkMessage) {
        match message {
            LinkMessage::Open(address, token, answer) => {
                let (mut replica, listening) = Replica::new(address.clone(), token);
                if self.socket.is_some() {
                    self.send(replica.greet()).await;
                }
                self.replicas.insert(address, replica);
                // Whoever asked may have given up meanwhile; the same in every answer below.
                let _ = answer.send(listening);
            }
            LinkMessage::Edit(address, edit, done) => {
                if let Some(replica) = self.replicas.get_mut(&address) {
                    let document = replica.document().clone();
                    let frame = replica.edit(|transaction| edit(&document, transaction));
                    self.send(frame).await;
                }
                let _ = done.send(());
            }
            LinkMessage::Look(address, look) => {
                if let Some(replica) = self.replicas.get(&address) {
                    look(replica.document());
                }
            }
            LinkMessage::Reset(address, done) => {
                if let Some(replica) = self.replicas.get_mut(&address) {
                    let frames = replica.reset();
                    self.send(frames).await;
                }
                let _ = done.send(());
            }
            LinkMessage::Abandon(address) => {
                if self.replicas.remove(&address).is_some() {
                    self.send([client::close(&address)]).await;
                }
            }
            LinkMessage::Send(frame) => self.send([frame]).await,
            LinkMessage::Disconnect(done) => {
                if let Some(mut socket) = self.socket.take() {
                    let _ = socket.close(None).await;
                }
                self.drop_socket(Closed::by_us());
                let _ = done.send(());
            }
            LinkMessage::Reconnect(done) => {
                let _ = done.send(self.reconnect().await);
            }
        }
    }

    async fn reconnect(&mut self) -> Result<(), ClientError> {
        if self.socket.is_some() {
            return Ok(());
        }
        self.socket = Some(connect(&self.server).await?);
        self.state.send_replace(LinkState::Connected);
        let greetings: Vec<Bytes> = self
            .replicas
            .values_mut()
            .flat_map(|replica| replica.greet())
            .collect();
        self.send(greetings).await;
        Ok(())
    }

    async fn hear(&mut self, message: Message) {
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            Message::Close(frame) => {
                self.drop_socket(Closed::by_server(frame));
                return;
            }
            // tungstenite answers WebSocket pings itself; text is nothing the server sends.
            _ => return,
        };
        match ServerFrame::parse(&bytes) {
            Ok(ServerFrame::Ping) => self.send([client::pong()]).await,
            Ok(ServerFrame::Pong) => {}
            Ok(ServerFrame::Document { address, message }) => {
                let answer = self
                    .replicas
                    .get_mut(address)
                    .and_then(|replica| replica.hear(message));
                self.send(answer).await;
            }
            Err(err) => {
                tracing::warn!("the server sent a frame that cannot be read: {err}");
                self.drop_socket(Closed::unreadable(&err));
            }
        }
    }

    async fn send(&mut self, frames: impl IntoIterator<Item = Bytes>) {
        for frame in frames {
            let Some(socket) = &mut self.socket else {
                return;
            };
            if let Err(err) = socket.send(Message::Binary(frame)).await {
                self.drop_socket(Closed::abruptly(&err));
            }
        }
    }

    fn drop_socket(&mut self, closed: Closed) {
        self.socket = None;
        for replica in self.replicas.values_mut() {
            replica.go_offline();
        }
        self.state.send_replace(LinkState::Closed(closed));
    }
}
