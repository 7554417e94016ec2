//! One socket to the server, with many documents over it. Owns the handle; the socket itself is `link`'s, and what a
//! document is to its writer is `document`'s.

mod closed;
mod link;
mod replica;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot, watch};

pub use closed::{Closed, LinkState};
pub(crate) use link::{LinkMessage, Socket, connect, connect_narrow};
pub use replica::{Standing, Status};

use crate::{address::ServerAddress, error::ClientError};
use link::Link;

/// Messages waiting for one socket: a person does one thing after another.
const MAILBOX: usize = 64;

/// A socket to the server. Cheap to clone; it closes when the last clone and the last document on it are gone.
#[derive(Debug, Clone)]
pub struct Connection {
    mailbox: mpsc::Sender<LinkMessage>,
    state: watch::Receiver<LinkState>,
    server: Arc<ServerAddress>,
}

impl Connection {
    /// Opens a socket.
    pub async fn open(server: &ServerAddress) -> Result<Self, ClientError> {
        let socket = connect(server).await?;
        let (mailbox, messages) = mpsc::channel(MAILBOX);
        let (state, heard) = watch::channel(LinkState::Connected);
        // Its owner is the mailbox: it ends when the last handle is dropped.
        tokio::spawn(Link::new(server.clone(), socket, messages, state).run());
        Ok(Self {
            mailbox,
            state: heard,
            server: Arc::new(server.clone()),
        })
    }

    /// The server this socket goes to.
    pub fn server(&self) -> &ServerAddress {
        &self.server
    }

    /// Sends a frame as it is, whatever it is.
    pub async fn send_raw(&self, frame: impl Into<Bytes>) -> Result<(), ClientError> {
        self.send(LinkMessage::Send(frame.into())).await
    }

    /// Closes the socket. Documents stay and can be written; what is written waits.
    pub async fn disconnect(&self) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        self.send(LinkMessage::Disconnect(done)).await?;
        answer.await.map_err(|_| ClientError::Ended)
    }

    /// Opens the socket again and every document on it; what waits is sent. Does nothing where it is open.
    pub async fn reconnect(&self) -> Result<(), ClientError> {
        let (done, answer) = oneshot::channel();
        self.send(LinkMessage::Reconnect(done)).await?;
        answer.await.map_err(|_| ClientError::Ended)?
    }

    /// Whether the socket is there now.
    pub fn state(&self) -> LinkState {
        self.state.borrow().clone()
    }

    /// Waits until the socket is closed, and says how it ended.
    pub async fn closed(&self, timeout: Duration) -> Result<Closed, ClientError> {
        let mut state = self.state.clone();
        let closing = state.wait_for(|state| matches!(state, LinkState::Closed(_)));
        match tokio::time::timeout(timeout, closing).await {
            Ok(Ok(state)) => match &*state {
                LinkState::Closed(closed) => Ok(closed.clone()),
                LinkState::Connected => Err(ClientError::Ended),
            },
            Ok(Err(_)) => Err(ClientError::Ended),
            Err(_) => Err(ClientError::TimedOut {
                awaited: "the end of the socket".to_owned(),
                timeout,
                seen: "it is still open".to_owned(),
            }),
        }
    }

    pub(crate) async fn send(&self, message: LinkMessage) -> Result<(), ClientError> {
        self.mailbox
            .send(message)
            .await
            .map_err(|_| ClientError::Ended)
    }
}
