//! A conversation carried by a WebSocket: its messages are the frames, its pings and pongs the signs of life.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use plenary_protocol::limits;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{self, Message, protocol::CloseFrame};

use super::{
    intake::{Cut, Meter},
    reader::{Came, Incoming},
    upgrade::Socket,
    writer::{Gone, Sink},
};
use crate::room::Closing;

/// What comes over one WebSocket: its messages, and how many bytes they came in.
pub(super) struct FromWebSocket {
    stream: SplitStream<Socket>,
    meter: Arc<Meter>,
    // Data messages that have come.
    messages: u64,
    // Bytes that had come when the socket was last found to be alive.
    heard_bytes: u64,
}

/// What goes over one WebSocket.
pub(super) struct ToWebSocket(SplitSink<Socket, Message>);

/// Both halves of a socket whose messages are bounded by this meter.
pub(super) fn split(socket: Socket, meter: Arc<Meter>) -> (ToWebSocket, FromWebSocket) {
    let (sink, stream) = socket.split();
    let incoming = FromWebSocket {
        stream,
        meter,
        messages: 0,
        heard_bytes: 0,
    };
    (ToWebSocket(sink), incoming)
}

impl FromWebSocket {
    /// Counts a data message. Says whether it is the beginning of one that is too long.
    fn count(&mut self) -> Option<Cut> {
        let cut = self.meter.cut(self.messages);
        self.messages += 1;
        cut
    }
}

impl Incoming for FromWebSocket {
    async fn next(&mut self) -> Option<Came> {
        loop {
            return Some(match self.stream.next().await {
                None | Some(Err(_) | Ok(Message::Close(_))) => return None,
                // Only a message that is written has this form.
                Some(Ok(Message::Frame(_))) => continue,
                Some(Ok(Message::Ping(_))) => Came::Control { answers: None },
                Some(Ok(Message::Pong(payload))) => Came::Control {
                    answers: <[u8; 4]>::try_from(&payload[..])
                        .ok()
                        .map(u32::from_le_bytes),
                },
                Some(Ok(Message::Text(_))) => Came::Text,
                Some(Ok(Message::Binary(bytes))) => Came::Frame {
                    bytes,
                    cut_from_bytes: self.count().map(|cut| cut.size_bytes),
                },
            });
        }
    }

    fn allow(&mut self, most_bytes: usize) {
        self.meter.allow(most_bytes);
    }

    fn is_coming(&mut self) -> bool {
        let came = self.meter.came_bytes();
        let since = came - self.heard_bytes;
        self.heard_bytes = came;
        limits::SLOWEST_LINE_BYTES <= since
    }

    /// Throws away what the client still sends. A connection that is dropped with something unread is reset, and a client
    /// then never learns the code: it takes the refusal for a failure of the network, and comes back.
    async fn linger(&mut self) {
        let hearing = async {
            for _ in 0..limits::LINGER_MESSAGES {
                let Some(Ok(_)) = self.stream.next().await else {
                    return;
                };
            }
        };
        // A client that does not answer is let go, and so is one that does nothing but send.
        let _ = timeout(limits::CLOSE_ANSWERED_WITHIN, hearing).await;
    }
}

impl Sink for ToWebSocket {
    async fn ping(&mut self, number: Option<u32>) -> Result<(), Gone> {
        let payload = number.map_or_else(Bytes::new, |number| {
            Bytes::copy_from_slice(&number.to_le_bytes())
        });
        Ok(self.0.send(Message::Ping(payload)).await?)
    }

    async fn frames(&mut self, frames: Vec<Bytes>) -> Result<(), Gone> {
        for frame in frames {
            self.0.feed(Message::Binary(frame)).await?;
        }
        Ok(self.0.flush().await?)
    }

    async fn close(&mut self, closing: Closing) -> Result<(), Gone> {
        let frame = CloseFrame {
            code: closing.code.into(),
            reason: closing.reason.into(),
        };
        Ok(self.0.send(Message::Close(Some(frame))).await?)
    }
}

impl From<tungstenite::Error> for Gone {
    fn from(_: tungstenite::Error) -> Self {
        Self
    }
}
