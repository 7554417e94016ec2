//! What comes in of one socket, before it is read as messages: one that is longer than may be taken is cut short.
//!
//! A WebSocket library ends a connection at a message beyond its limit. A sync provider then comes back and sends the
//! same message again, for ever, and nothing else that it has to say gets through. So the rest of such a message is
//! let go here, as it comes and without keeping it; its beginning stays, from which its sender is told what was not
//! taken.
//!
//! The framing is that of RFC 6455, section 5.2. What is not such framing is passed on as it is: whoever reads the
//! messages refuses it.

use std::{
    collections::VecDeque,
    io,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use cutter::Cutter;
pub(super) use cutter::HEAD_BYTES;

mod cutter;
#[cfg(test)]
mod tests;

/// Bytes read from the system at once.
const READ_BYTES: usize = 4 * 1024;

/// What the reader of messages knows of the bytes they come in.
#[derive(Debug)]
pub(super) struct Meter {
    most_bytes: AtomicUsize,
    came_bytes: AtomicU64,
    cut: Mutex<VecDeque<Cut>>,
}

/// A message of which only the beginning was passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Which of the socket's data messages it is, from 0.
    pub(super) message: u64,
    /// Its length as far as that was known when it was cut.
    pub(super) size_bytes: u64,
}

impl Meter {
    /// For a socket whose messages may have so many bytes until something else is said.
    pub(super) fn new(most_bytes: usize) -> Arc<Self> {
        Arc::new(Self {
            most_bytes: AtomicUsize::new(most_bytes),
            came_bytes: AtomicU64::new(0),
            cut: Mutex::default(),
        })
    }

    /// From the next message on, this many bytes may come in one.
    pub(super) fn allow(&self, most_bytes: usize) {
        self.most_bytes.store(most_bytes, Ordering::Relaxed);
    }

    fn most_bytes(&self) -> u64 {
        self.most_bytes.load(Ordering::Relaxed) as u64
    }

    /// Bytes that have come so far: a large message on a slow line is no silence.
    pub(super) fn came_bytes(&self) -> u64 {
        self.came_bytes.load(Ordering::Relaxed)
    }

    /// Whether the data message of this number was cut. Messages are asked about in their order, each once.
    pub(super) fn cut(&self, message: u64) -> Option<Cut> {
        let mut cut = self.cut.lock().expect("nobody panics holding it");
        cut.pop_front_if(|first| first.message == message)
    }

    fn add_cut(&self, cut: Cut) {
        let mut all = self.cut.lock().expect("nobody panics holding it");
        all.push_back(cut);
    }
}

/// A stream of WebSocket bytes whose messages are no longer than its [`Meter`] allows.
#[derive(Debug)]
pub(super) struct Intake<S> {
    stream: S,
    meter: Arc<Meter>,
    cutter: Cutter,
}

impl<S> Intake<S> {
    pub(super) fn new(stream: S, meter: Arc<Meter>) -> Self {
        Self {
            stream,
            meter,
            cutter: Cutter::default(),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Intake<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            // What is passed on is never longer than what came, and the beginning of a header that waits for its end.
            let room = buf.remaining().saturating_sub(this.cutter.held());
            if room == 0 {
                return Poll::Ready(Err(io::Error::other("a reader with no room for a header")));
            }
            let mut bytes = [0; READ_BYTES];
            let mut read = ReadBuf::new(&mut bytes[..room.min(READ_BYTES)]);
            ready!(Pin::new(&mut this.stream).poll_read(context, &mut read))?;
            let came = read.filled();
            if came.is_empty() {
                return Poll::Ready(Ok(()));
            }
            this.meter
                .came_bytes
                .fetch_add(came.len() as u64, Ordering::Relaxed);
            let before = buf.filled().len();
            this.cutter.pass(came, buf, &this.meter);
            if this.cutter.is_endless() {
                return Poll::Ready(Err(io::Error::other("a message without an end")));
            }
            // Nothing put in would say that the connection has ended.
            if before < buf.filled().len() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Intake<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
