//! A bare socket, for those who want to break the rules: any bytes out, every frame as it comes.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::{
    address::ServerAddress,
    connection::{self, Closed, Socket},
    error::ClientError,
};

/// A socket without a protocol.
#[derive(Debug)]
pub struct RawSocket(Socket);

/// What came over a bare socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawFrame {
    /// A binary frame.
    Binary(Bytes),
    /// A text frame.
    Text(String),
    /// The end.
    Closed(Closed),
}

impl RawSocket {
    /// Opens a socket.
    pub async fn open(server: &ServerAddress) -> Result<Self, ClientError> {
        Ok(Self(connection::connect(server).await?))
    }

    /// Opens a socket that holds next to nothing for a reader who does not read.
    pub async fn open_narrow(server: &ServerAddress) -> Result<Self, ClientError> {
        Ok(Self(connection::connect_narrow(server).await?))
    }

    /// Sends bytes as one binary frame.
    pub async fn send(&mut self, frame: impl Into<Bytes>) -> Result<(), ClientError> {
        self.send_message(Message::Binary(frame.into())).await
    }

    /// Begins a binary frame of so many bytes, and sends the first of them.
    pub async fn begin_frame(
        &mut self,
        size_bytes: u64,
        beginning: &[u8],
    ) -> Result<(), ClientError> {
        // Final, binary; masked, with a length of eight bytes; a mask of zeros changes nothing.
        let mut header = vec![0x82, 0xff];
        header.extend(size_bytes.to_be_bytes());
        header.extend([0; 4]);
        let stream = self.0.get_mut();
        let sent = async {
            stream.write_all(&header).await?;
            stream.write_all(beginning).await?;
            stream.flush().await
        };
        let failed = |err| ClientError::Socket(Box::new(tungstenite::Error::Io(err)));
        sent.await.map_err(failed)
    }

    /// Sends a text frame, which the protocol does not have.
    pub async fn send_text(&mut self, text: &str) -> Result<(), ClientError> {
        self.send_message(Message::text(text)).await
    }

    /// Sends a ping, which a WebSocket answers by itself.
    pub async fn ping(&mut self, payload: impl Into<Bytes>) -> Result<(), ClientError> {
        self.send_message(Message::Ping(payload.into())).await
    }

    async fn send_message(&mut self, message: Message) -> Result<(), ClientError> {
        Ok(self.0.send(message).await.map_err(Box::new)?)
    }

    /// The next frame. Nothing is read from the socket before somebody asks for it.
    pub async fn next(&mut self, timeout: Duration) -> Result<RawFrame, ClientError> {
        let frame = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Binary(bytes))) => return RawFrame::Binary(bytes),
                    Some(Ok(Message::Text(text))) => return RawFrame::Text(text.to_string()),
                    Some(Ok(Message::Close(frame))) => {
                        return RawFrame::Closed(Closed::by_server(frame));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(err)) => return RawFrame::Closed(Closed::abruptly(&err)),
                    None => return RawFrame::Closed(Closed::without_a_word()),
                }
            }
        };
        tokio::time::timeout(timeout, frame)
            .await
            .map_err(|_| ClientError::TimedOut {
                awaited: "a frame".to_owned(),
                timeout,
                seen: "silence".to_owned(),
            })
    }

    /// The first frame for which `is_so` holds; the ones before it are passed over.
    pub async fn find(
        &mut self,
        awaited: &str,
        timeout: Duration,
        mut is_so: impl FnMut(&RawFrame) -> bool,
    ) -> Result<RawFrame, ClientError> {
        let mut passed_over = 0;
        loop {
            let frame = self.next(timeout).await?;
            if is_so(&frame) {
                return Ok(frame);
            }
            passed_over += 1;
            if let RawFrame::Closed(closed) = frame {
                return Err(ClientError::TimedOut {
                    awaited: awaited.to_owned(),
                    timeout,
                    seen: format!("the end of the socket after {passed_over} frames: {closed:?}"),
                });
            }
        }
    }
}
