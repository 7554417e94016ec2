//! A journal in one SQLite file: no other service is needed, and what was appended survives a power cut.
//!
//! Owns the file: its lock, its one writer thread and its reading connection. What the rows look like is `schema`'s
//! matter, how appends are grouped is `writer`'s.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread::JoinHandle,
};

use futures_util::future::{FutureExt, ready};
use plenary_protocol::{
    id::{JoinCode, WorkshopId},
    limits,
};
use rusqlite::ErrorCode;
use tokio::sync::{mpsc, oneshot};

use super::{Answer, Journal, JournalError, Stored};
use crate::telemetry::Metrics;

pub mod backup;
mod reader;
mod schema;
mod writer;

use reader::Reader;
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
    // Held for as long as the journal lives; the operating system lets go of it even after `kill -9`.
    _lock: File,
}

/// Why a file cannot be used as a journal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the file.
    #[error("{} is in use by another Plenary server: stop it, or choose another file", .0.display())]
    InUse(PathBuf),
    /// The file was written by a newer version.
    #[error(
        "{} was written by a newer Plenary (its layout is {found}, this program knows {known}): use that version",
        path.display()
    )]
    TooNew {
        /// The file.
        path: PathBuf,
        /// The layout that the file has.
        found: i64,
        /// The newest layout that this program knows.
        known: i64,
    },
    /// The file is a database of some other program.
    #[error("{} is a SQLite file, but not one of Plenary's: choose another file", .0.display())]
    Foreign(PathBuf),
    /// The path is a folder.
    #[error("{} is a folder: name a file in it, such as {}", .0.display(), .0.join("plenary.db").display())]
    Folder(PathBuf),
    /// The file can be read and not written.
    #[error("{} cannot be written: give this user the right to write the file and its folder, or choose another file", .0.display())]
    ReadOnly(PathBuf),
    /// The file is no database, or not a whole one.
    #[error(
        "{} is damaged or no file of Plenary's ({cause}): put a backup in its place, or choose another file",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// The lock beside the file cannot be made or taken.
    #[error(
        "cannot lock {}: {cause}; the file's folder must be there, and this user must be able to write in it",
        path.display()
    )]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// SQLite cannot use the file.
    #[error("cannot use {} to keep workshops in: {cause}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
}

impl OpenError {
    /// A fault of SQLite's, by what whoever starts the server can do about it.
    fn from_sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { path, cause }
            }
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            _ => Self::Sqlite { path, cause },
        }
    }
}

impl SqliteJournal {
    /// Opens a file, making it where there is none. Commits are counted in `metrics`.
    pub fn open(path: &Path, metrics: Metrics) -> Result<Self, OpenError> {
        if path.is_dir() {
            return Err(OpenError::Folder(path.to_owned()));
        }
        let lock = lock(path)?;
        let connection = schema::open_or_create(path)?;
        let reader = Reader::open(path)?;
        let (jobs, queue) = mpsc::channel(limits::JOURNAL_QUEUE);
        let again = path.to_owned();
        let open_again = Box::new(move || schema::open_again(&again));
        let writer = Writer::new(connection, open_again, metrics);
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writer.run(queue));
        let thread = thread.map_err(|cause| OpenError::Lock {
            path: path.to_owned(),
            cause,
        })?;
        Ok(Self {
            path: path.to_owned(),
            reader: Arc::new(Mutex::new(reader)),
            writing: Some(Writing {
                jobs: Some(jobs),
                thread: Some(thread),
                _lock: lock,
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
        read: impl FnOnce(&Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, JournalError> {
        let reader = Arc::clone(&self.reader);
        let task = tokio::task::spawn_blocking(move || {
            let reader = reader.lock().map_err(|_| {
                JournalError::Unavailable("an earlier read failed badly".to_owned())
            })?;
            read(&reader).map_err(|err| match err.sqlite_error_code() {
                // Reading the same once more gives the same.
                Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                    JournalError::Unreadable(err.to_string())
                }
                _ => JournalError::Unavailable(err.to_string()),
            })
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

/// SQLite's own locks let two processes take turns; two servers on one file would each miss what the other appends.
fn lock(path: &Path) -> Result<File, OpenError> {
    let mut lock_path = path.as_os_str().to_owned();
    lock_path.push(".lock");
    let lock_path = PathBuf::from(lock_path);
    let failed = |cause| OpenError::Lock {
        path: lock_path.clone(),
        cause,
    };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

/// A file that lost pages must not pass for a workshop in which less has happened.
fn check_whole(stored: &Stored, last: u64) -> Result<(), JournalError> {
    let behind = stored.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let is_whole = (behind + 1..)
        .zip(&stored.entries)
        .all(|(expected, (seq, _))| expected == *seq);
    if is_whole && behind <= last {
        return Ok(());
    }
    Err(JournalError::Unreadable(format!(
        "entries are missing behind {behind}: the last is {last}"
    )))
}

/// The file and its log. One that is not there takes no room.
fn size_bytes(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    [path.to_owned(), PathBuf::from(log)]
        .iter()
        .filter_map(|file| std::fs::metadata(file).ok())
        .map(|file| file.len())
        .sum()
}

impl Journal for SqliteJournal {
    fn create(&self, workshop: WorkshopId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()> {
        self.write(Work::Create {
            workshop,
            code,
            first,
        })
        .boxed()
    }

    fn register(&self, _: WorkshopId, _: JoinCode) -> Answer<'_, ()> {
        // Code and first entry are written in one transaction.
        ready(Ok(())).boxed()
    }

    fn append(&self, workshop: WorkshopId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()> {
        self.write(Work::Append {
            workshop,
            after,
            entries,
        })
        .boxed()
    }

    fn load(&self, workshop: WorkshopId) -> Answer<'_, Option<Stored>> {
        async move {
            let stored = self.read(move |reader| reader.load(workshop)).await?;
            if let Some((stored, last)) = &stored {
                check_whole(stored, *last)?;
            }
            Ok(stored.map(|(stored, _)| stored))
        }
        .boxed()
    }

    fn entries(&self, workshop: WorkshopId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.read(move |reader| reader.entries(workshop, from))
            .boxed()
    }

    fn save_snapshot(&self, workshop: WorkshopId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()> {
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

    fn find(&self, code: JoinCode) -> Answer<'_, Option<WorkshopId>> {
        self.read(move |reader| reader.find(code)).boxed()
    }

    fn workshops(&self) -> Answer<'_, Vec<WorkshopId>> {
        self.read(Reader::workshops).boxed()
    }

    fn size_bytes(&self) -> Answer<'_, u64> {
        let path = self.path.clone();
        // Through the reader's turn, because asking for a file's size may block as reading it does.
        self.read(move |_| Ok(size_bytes(&path))).boxed()
    }
}

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod torn;
