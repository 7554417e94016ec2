//! What comes up for one stream: batches, each with its number, taken exactly once and in their order.
//!
//! A client sends one after another. One whose answer was lost is sent again under its number, and is known by it; of
//! two that are on their way, the newer one is heard, because only who has given the older one up sends another.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex as StdMutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use plenary_protocol::limits;
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{
    super::reader::{Came, Incoming},
    Place,
    batch::{Splitter, Unreadable},
    events::FIRST_BATCH,
};

/// Why a batch was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// There is no such stream, or it has ended.
    Ended,
    /// It is not the next one, but this is.
    OutOfOrder { next: u64 },
    /// A newer request has come for this stream while this one was on its way.
    Superseded,
    /// It did not come whole.
    Broken,
    /// It came, and cannot be read.
    Unreadable(Unreadable),
}

/// The end of a stream to which requests bring their batches.
#[derive(Debug)]
pub(super) struct Channel {
    // Held while a batch comes; then its number has been used up.
    next: Mutex<u64>,
    // Cancelled when a newer request comes.
    newest: StdMutex<CancellationToken>,
    batches: mpsc::Sender<Batch>,
    measure: Arc<Measure>,
}

/// How much may come, and has come.
#[derive(Debug)]
struct Measure {
    most_bytes: AtomicUsize,
    came_bytes: AtomicU64,
}

/// What one request brought.
#[derive(Debug)]
struct Batch {
    came: VecDeque<Came>,
    // Told once all of it is with its rooms.
    handed_on: oneshot::Sender<()>,
}

/// What comes over one stream's requests.
pub(crate) struct FromBatches {
    batches: mpsc::Receiver<Batch>,
    current: Option<Batch>,
    measure: Arc<Measure>,
    // Bytes that had come when the client was last found to be alive.
    heard_bytes: u64,
    gone: CancellationToken,
    _place: Place,
}

/// Both ends for a stream that ends once this is cancelled, with its place among the open ones.
pub(super) fn pair(gone: CancellationToken, place: Place) -> (Channel, FromBatches) {
    // The next batch may come while one is handed on, and no more.
    let (sender, receiver) = mpsc::channel(1);
    let measure = Arc::new(Measure {
        most_bytes: AtomicUsize::new(limits::UNAUTHENTICATED_FRAME_BYTES),
        came_bytes: AtomicU64::new(0),
    });
    let channel = Channel {
        next: Mutex::new(FIRST_BATCH),
        newest: StdMutex::default(),
        batches: sender,
        measure: measure.clone(),
    };
    let incoming = FromBatches {
        batches: receiver,
        current: None,
        measure,
        heard_bytes: 0,
        gone,
        _place: place,
    };
    (channel, incoming)
}

impl Channel {
    /// Takes a batch, and returns once it is with its rooms. `heard` is the newest ping that the client has read.
    pub(super) async fn take(
        &self,
        number: u64,
        heard: Option<u32>,
        body: Body,
    ) -> Result<(), NotTaken> {
        let superseded = self.supersede();
        let handed_on = tokio::select! {
            biased;
            () = self.batches.closed() => return Err(NotTaken::Ended),
            () = superseded.cancelled() => return Err(NotTaken::Superseded),
            sent = self.bring(number, heard, body) => sent?,
        };
        match handed_on {
            Some(handed_on) => handed_on.await.map_err(|_| NotTaken::Ended),
            None => Ok(()),
        }
    }

    /// Ends the request that is still on its way, if there is one.
    fn supersede(&self) -> CancellationToken {
        let mine = CancellationToken::new();
        let mut newest = self.newest.lock().expect("nobody panics holding it");
        std::mem::replace(&mut *newest, mine.clone()).cancel();
        mine
    }

    /// Hands a batch to the conversation. What was taken before is not taken again.
    async fn bring(
        &self,
        number: u64,
        heard: Option<u32>,
        body: Body,
    ) -> Result<Option<oneshot::Receiver<()>>, NotTaken> {
        let mut next = self.next.lock().await;
        if number != *next {
            // An answer that comes before its request has been read is taken by some for a break.
            let _ = self.read(body).await;
            return match number < *next {
                true => Ok(None),
                false => Err(NotTaken::OutOfOrder { next: *next }),
            };
        }
        let place = self.batches.reserve().await.map_err(|_| NotTaken::Ended)?;
        let mut came = self.read(body).await?;
        if came.is_empty() || heard.is_some() {
            came.push_front(Came::Control { answers: heard });
        }
        let (handed_on, is_handed_on) = oneshot::channel();
        place.send(Batch { came, handed_on });
        *next += 1;
        Ok(Some(is_handed_on))
    }

    async fn read(&self, body: Body) -> Result<VecDeque<Came>, NotTaken> {
        let mut splitter = Splitter::new(self.measure.most_bytes.load(Ordering::Relaxed));
        let mut body: BodyDataStream = body.into_data_stream();
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|_| NotTaken::Broken)?;
            let size_bytes = piece.len() as u64;
            self.measure
                .came_bytes
                .fetch_add(size_bytes, Ordering::Relaxed);
            splitter.take(&piece).map_err(NotTaken::Unreadable)?;
        }
        splitter.finish().map_err(NotTaken::Unreadable)
    }
}

impl Incoming for FromBatches {
    async fn next(&mut self) -> Option<Came> {
        loop {
            if let Some(batch) = &mut self.current
                && let Some(came) = batch.came.pop_front()
            {
                return Some(came);
            }
            if let Some(batch) = self.current.take() {
                // Its request may have been given up.
                let _ = batch.handed_on.send(());
            }
            self.current = tokio::select! {
                batch = self.batches.recv() => Some(batch?),
                () = self.gone.cancelled() => return None,
            };
        }
    }

    fn allow(&mut self, most_bytes: usize) {
        self.measure.most_bytes.store(most_bytes, Ordering::Relaxed);
    }

    fn is_coming(&mut self) -> bool {
        let came = self.measure.came_bytes.load(Ordering::Relaxed);
        let since = came - self.heard_bytes;
        self.heard_bytes = came;
        limits::SLOWEST_LINE_BYTES <= since
    }

    /// The stream ends behind its last event by itself; what is sent meanwhile is told that it has ended.
    async fn linger(&mut self) {
        self.batches.close();
        self.current = None;
        let _ = timeout(limits::CLOSE_ANSWERED_WITHIN, self.gone.cancelled()).await;
    }
}
