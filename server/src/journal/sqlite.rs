//! A journal in one SQLite file: no other service is needed, and what was appended survives a power cut.
//!
//! Owns the file: its one writer thread and its reading connection. That it is ours and in its place is `place`'s
//! matter, what the rows look like is `schema`'s, that they are as they were written is `chain`'s, and how appends are
//! grouped is `writer`'s.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread::JoinHandle,
};

use futures_util::future::{FutureExt, ready};
use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
};
use tokio::{
    runtime,
    sync::{mpsc, oneshot},
};

use super::{Answer, Journal, JournalError, Stored};
use crate::telemetry::Metrics;

mod chain;
mod error;
mod place;
mod reader;
mod schema;
mod writer;

pub mod backup;
pub mod check;

pub use chain::Damage;
pub use error::OpenError;
use place::Place;
use reader::{Read, Reader};
use writer::{Job, Work, Writer};

/// Keeps every workshop in one SQLite file.
#[derive(Debug)]
pub struct SqliteJournal {
    path: PathBuf,
    // Reads are rare (a room loads once), so one connection serves them all; a second one would only cost memory.
    // Closed before the writer: the last connection to close folds the log into the file, and a reader cannot.
    reader: Arc<Mutex<Reader>>,
    // `None` where the file is only read.
    writing: Option<Writing>,
}

#[derive(Debug)]
struct Writing {
    // Both are `None` only while dropping: the writer ends when the last sender is gone.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    // Closed behind every connection, for what it has locked.
    _place: Arc<Place>,
}

impl SqliteJournal {
    /// Opens a file, making it where there is none. Commits are counted in `metrics`.
    pub fn open(path: &Path, metrics: Metrics) -> Result<Self, OpenError> {
        let place = Arc::new(Place::take(path)?);
        let connection = schema::open_or_create(path)?;
        let reader = Reader::open(path)?;
        place.log_is_there();
        let (jobs, queue) = mpsc::channel(limits::JOURNAL_QUEUE);
        let again = path.to_owned();
        let open_again = Box::new(move || schema::open_again(&again));
        let writer = Writer::new(connection, open_again, place.clone(), metrics);
        let thread = start(writer, queue).map_err(|cause| OpenError::Lock {
            path: path.to_owned(),
            cause,
        })?;
        Ok(Self {
            path: path.to_owned(),
            reader: Arc::new(Mutex::new(reader)),
            writing: Some(Writing {
                jobs: Some(jobs),
                thread: Some(thread),
                _place: place,
            }),
        })
    }

    /// Opens a file that is there, for reading only, whether or not a server has it open.
    pub fn open_for_reading(path: &Path) -> Result<Self, OpenError> {
        Ok(Self {
            path: path.to_owned(),
            reader: Arc::new(Mutex::new(Reader::open(path)?)),
            writing: None,
        })
    }

    async fn write(&self, work: Work) -> Result<(), JournalError> {
        let stopped = || JournalError::Unavailable("the journal's writer has stopped".to_owned());
        let (reply, answer) = oneshot::channel();
        let writing = self.writing.as_ref().ok_or_else(|| {
            JournalError::Unavailable("the file is open for reading only".to_owned())
        })?;
        let jobs = writing.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Job { work, reply })
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader) -> Read<T> + Send + 'static,
    ) -> Result<T, JournalError> {
        let reader = Arc::clone(&self.reader);
        let task = tokio::task::spawn_blocking(move || {
            let reader = reader.lock().map_err(|_| {
                JournalError::Unavailable("an earlier read failed badly".to_owned())
            })?;
            Ok(read(&reader)?)
        });
        task.await
            .map_err(|err| JournalError::Unavailable(err.to_string()))?
    }
}

impl Drop for Writing {
    /// Waits for what is queued, so that the file is whole and free when this returns.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has said so in the log; there is nothing left to save.
            drop(thread.join());
        }
    }
}

/// The thread that writes.
fn start(writer: Writer, queue: mpsc::Receiver<Job>) -> std::io::Result<JoinHandle<()>> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    std::thread::Builder::new()
        .name("journal".to_owned())
        .spawn(move || writer.run(&runtime, queue))
}

/// The file and its log. One that is not there takes no room.
fn size_bytes(path: &Path) -> u64 {
    let file = std::fs::metadata(path).map_or(0, |file| file.len());
    file + place::log_bytes(path)
}

impl Journal for SqliteJournal {
    fn create(&self, workshop: SpaceId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()> {
        self.write(Work::Create {
            workshop,
            code,
            first,
        })
        .boxed()
    }

    fn register(&self, _: SpaceId, _: JoinCode) -> Answer<'_, ()> {
        // Code and first entry are written in one transaction.
        ready(Ok(())).boxed()
    }

    fn append(&self, workshop: SpaceId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()> {
        self.write(Work::Append {
            workshop,
            after,
            entries,
        })
        .boxed()
    }

    fn load(&self, workshop: SpaceId) -> Answer<'_, Option<Stored>> {
        self.read(move |reader| reader.load(workshop)).boxed()
    }

    fn entries(&self, workshop: SpaceId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.read(move |reader| reader.entries(workshop, from))
            .boxed()
    }

    fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.read(move |reader| reader.some_entries(workshop, from, most))
            .boxed()
    }

    fn save_snapshot(&self, workshop: SpaceId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()> {
        self.write(Work::Snapshot {
            workshop,
            seq,
            snapshot,
        })
        .boxed()
    }

    fn probe(&self) -> Answer<'_, ()> {
        self.write(Work::Probe).boxed()
    }

    fn find(&self, code: JoinCode) -> Answer<'_, Option<SpaceId>> {
        self.read(move |reader| reader.find(code)).boxed()
    }

    fn workshops(&self) -> Answer<'_, Vec<SpaceId>> {
        self.read(Reader::workshops).boxed()
    }

    fn size_bytes(&self) -> Answer<'_, u64> {
        let path = self.path.clone();
        // Through the reader's turn, because asking for a file's size may block as reading it does.
        self.read(move |_| Ok(size_bytes(&path))).boxed()
    }
}

#[cfg(test)]
mod damage;
#[cfg(test)]
mod displaced;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod torn;
