//! A live connection over plain HTTP, spoken by hand: every event as it comes, and batches as a story tells them.

use anyhow::{Context, bail, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use plenary_client::address::ServerAddress;
use plenary_protocol::wire::hocuspocus::{ServerFrame, ServerMessage, client};
use serde_json::Value;
use tokio::time::timeout;

use crate::PATIENCE;

/// An open event stream and the requests that belong to it. Nothing is read before somebody asks for it.
#[derive(Debug)]
pub struct EventStream {
    http: reqwest::Client,
    stream: reqwest::Response,
    read: Vec<u8>,
    address: String,
    /// The number of the next batch.
    pub next_batch: u64,
}

/// What came down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A frame of the sync protocol.
    Frame(Bytes),
    /// The server asks whether what went before has been read.
    Ping(u32),
    /// The last event.
    Closed {
        /// As of a WebSocket.
        code: u16,
        /// For whoever looks.
        reason: String,
    },
}

impl EventStream {
    /// Opens a stream, and hears where to send.
    pub async fn open(server: &ServerAddress) -> anyhow::Result<Self> {
        let http = reqwest::Client::new();
        let events = format!("{server}/sync/events");
        let stream = http.get(&events).send().await?.error_for_status()?;
        let kind = stream.headers().get("content-type");
        ensure!(kind.is_some_and(|kind| kind == "text/event-stream"));
        let mut stream = Self {
            http,
            stream,
            read: Vec::new(),
            address: events,
            next_batch: 0,
        };
        let open = stream.event_text().await?.context("the first event")?;
        let data = open
            .strip_prefix("event: open\ndata: ")
            .context("it is `open`")?;
        let open: Value = serde_json::from_str(data)?;
        let channel = open["channel"].as_str().context("where to send")?;
        stream.address = format!("{}/{channel}", stream.address);
        stream.next_batch = open["batch"].as_u64().context("the first number")?;
        Ok(stream)
    }

    /// Where batches go.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on a balancer leads what is sent to another server.
    pub fn leads_to(&mut self, server: &ServerAddress) {
        let channel = self.address.rsplit('/').next().unwrap_or_default();
        self.address = format!("{server}/sync/events/{channel}");
    }

    /// Sends frames in one batch, and says with which status it was answered.
    pub async fn send(&mut self, frames: &[Bytes]) -> anyhow::Result<u16> {
        let (status, _) = self.post(self.next_batch, None, batch_of(frames)).await?;
        self.next_batch += 1;
        Ok(status)
    }

    /// Sends whatever bytes under whatever number: the answer's status and body.
    pub async fn post(
        &self,
        batch: u64,
        heard: Option<u32>,
        body: Vec<u8>,
    ) -> anyhow::Result<(u16, String)> {
        let heard = heard.map_or_else(String::new, |heard| format!("&heard={heard}"));
        let to = format!("{}?batch={batch}{heard}", self.address);
        let answer = self.http.post(to).body(body).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    /// Opens a document with a token, and waits until all of it has come. Gives back what it holds.
    pub async fn open_document(&mut self, address: &str, token: &str) -> anyhow::Result<Bytes> {
        let hello = [
            client::auth(address, token, "4.8.0"),
            client::sync_step1(address, &[0]),
        ];
        let status = self.send(&hello).await?;
        ensure!(status == 204, "the token was answered with {status}");
        loop {
            let frame = self.frame().await?;
            if let ServerFrame::Document { message, .. } = ServerFrame::parse(&frame)? {
                match message {
                    ServerMessage::SyncStep2 { update } => return Ok(frame.slice_ref(update)),
                    ServerMessage::PermissionDenied { reason } => bail!("refused: {reason}"),
                    _ => {}
                }
            }
        }
    }

    /// Waits for the fate of the next update: whether it is kept.
    pub async fn is_kept(&mut self) -> anyhow::Result<bool> {
        loop {
            let frame = self.frame().await?;
            if let ServerFrame::Document { message, .. } = ServerFrame::parse(&frame)?
                && let ServerMessage::SyncStatus { applied } = message
            {
                return Ok(applied);
            }
        }
    }

    /// The next frame.
    pub async fn frame(&mut self) -> anyhow::Result<Bytes> {
        match self.next().await?.context("the stream has ended")? {
            Event::Frame(frame) => Ok(frame),
            other => bail!("no frame: {other:?}"),
        }
    }

    /// Reads on to the last event: its code.
    pub async fn closes(&mut self) -> anyhow::Result<u16> {
        loop {
            if let Event::Closed { code, reason } =
                self.next().await?.context("an end without a reason")?
            {
                ensure!(!reason.is_empty());
                ensure!(self.next().await?.is_none(), "`close` is the last event");
                return Ok(code);
            }
        }
    }

    /// The next event; nothing where the stream has ended.
    pub async fn next(&mut self) -> anyhow::Result<Option<Event>> {
        loop {
            let Some(text) = self.event_text().await? else {
                return Ok(None);
            };
            // A comment only shows that the server is there.
            if text.starts_with(':') {
                continue;
            }
            return Ok(Some(event(&text)?));
        }
    }

    async fn event_text(&mut self) -> anyhow::Result<Option<String>> {
        loop {
            let end = self.read.windows(2).position(|two| two == b"\n\n");
            if let Some(end) = end {
                let rest = self.read.split_off(end + 2);
                let mut text = std::mem::replace(&mut self.read, rest);
                text.truncate(end);
                return Ok(Some(String::from_utf8(text)?));
            }
            let piece = timeout(PATIENCE, self.stream.chunk())
                .await
                .context("nothing comes down the stream")??;
            match piece {
                Some(piece) => self.read.extend(piece),
                None => return Ok(None),
            }
        }
    }
}

fn event(text: &str) -> anyhow::Result<Event> {
    if let Some(data) = text.strip_prefix("data: ") {
        return Ok(Event::Frame(STANDARD.decode(data)?.into()));
    }
    if let Some(data) = text.strip_prefix("event: ping\ndata: ") {
        return Ok(Event::Ping(data.parse()?));
    }
    let data = text.strip_prefix("event: close\ndata: ");
    let close: Value = serde_json::from_str(data.context("an event of another kind")?)?;
    Ok(Event::Closed {
        code: u16::try_from(close["code"].as_u64().context("a code")?)?,
        reason: close["reason"].as_str().context("a reason")?.to_owned(),
    })
}

/// Frames as they travel, each behind its length.
pub fn batch_of(frames: &[Bytes]) -> Vec<u8> {
    let mut batch = Vec::new();
    for frame in frames {
        let mut rest = frame.len();
        while 128 <= rest {
            batch.push(0x80 | (rest % 128) as u8);
            rest /= 128;
        }
        batch.push(rest as u8);
        batch.extend(frame);
    }
    batch
}
