//! Tests of a writer whose SQLite fails: nothing is half-written, and it comes back by itself when the cause is gone.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use rusqlite::Connection;

use super::{
    tests::{Files, files, open},
    writer::OpenAgain,
    *,
};
use crate::journal::contract::{code, workshop};

/// A writer on a file, every connection of which is spoiled for as long as the fault lasts.
struct Spoiled {
    files: Files,
    jobs: mpsc::Sender<Job>,
    thread: JoinHandle<()>,
    is_faulty: Arc<AtomicBool>,
}

/// What is wrong with the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Nothing may be written at all.
    ReadOnly,
    /// The file may grow a little, and then no more: SQLite itself says "full".
    Full,
    /// The file cannot even be opened.
    Gone,
}

impl Fault {
    fn spoil(self, connection: &Connection) {
        let (pragma, value) = match self {
            Fault::ReadOnly | Fault::Gone => ("query_only", 1),
            Fault::Full => {
                let pages = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
                let pages = connection.pragma_query_value(None, "page_count", pages);
                ("max_page_count", pages.unwrap() + 4)
            }
        };
        // This pragma answers with what it is set to, which nobody asked for.
        connection
            .pragma_update_and_check(None, pragma, value, |_| Ok(()))
            .or_else(|err| match err {
                rusqlite::Error::QueryReturnedNoRows => Ok(()),
                err => Err(err),
            })
            .unwrap();
    }
}

impl Spoiled {
    async fn begin(fault: Fault) -> Self {
        let files = files();
        let journal = open(&files);
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        drop(journal);
        let is_faulty = Arc::new(AtomicBool::new(true));
        let (path, lasts) = (files.path.clone(), is_faulty.clone());
        let open_again: OpenAgain = Box::new(move || {
            let is_faulty = lasts.load(Ordering::SeqCst);
            if is_faulty && fault == Fault::Gone {
                return Err(rusqlite::Error::InvalidPath(path.clone()));
            }
            let connection = schema::open_again(&path)?;
            if is_faulty {
                fault.spoil(&connection);
            }
            Ok(connection)
        });
        let place = Arc::new(Place::take(&files.path).unwrap());
        let connection = schema::open_or_create(&files.path).unwrap();
        fault.spoil(&connection);
        let (jobs, queue) = mpsc::channel(4);
        let writer = Writer::new(connection, open_again, place, Metrics::new());
        let thread = start(writer, queue).unwrap();
        Self {
            files,
            jobs,
            thread,
            is_faulty,
        }
    }

    async fn write(&self, work: Work) -> Result<(), JournalError> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(Job { work, reply }).await.unwrap();
        answer.await.unwrap()
    }

    fn entries(&self) -> Vec<(u64, Vec<u8>)> {
        let reader = Reader::open(&self.files.path).unwrap();
        reader.entries(workshop(1), 1).unwrap()
    }
}

/// Small entries before and behind a large one, so that the fault comes in the middle of writing.
fn work() -> [Work; 3] {
    [
        Work::Append {
            workshop: workshop(1),
            after: 1,
            entries: vec![b"two".to_vec(), vec![3; 400_000], b"four".to_vec()],
        },
        Work::Create {
            workshop: workshop(2),
            code: code(2),
            first: vec![1; 400_000],
        },
        Work::Snapshot {
            workshop: workshop(1),
            seq: 1,
            snapshot: vec![9; 400_000],
        },
    ]
}

async fn check(fault: Fault, says: &str) {
    let spoiled = Spoiled::begin(fault).await;
    for round in 0..3 {
        for (number, work) in (3 * round..).zip(work()) {
            let refused = spoiled.write(work).await;
            let Err(JournalError::Unavailable(cause)) = &refused else {
                panic!("{refused:?}");
            };
            // The first connection of a file that is gone was there before it went.
            assert!(
                cause.contains(says) || number == 0 && fault == Fault::Gone,
                "{cause}"
            );
        }
        let kept = spoiled.entries();
        assert_eq!(kept, [(1, b"one".to_vec())], "nothing is half-written");
        let reader = Reader::open(&spoiled.files.path).unwrap();
        assert_eq!(reader.find(code(2)).unwrap(), None);
        assert_eq!(reader.load(workshop(1)).unwrap().unwrap().snapshot, None);
    }
    spoiled.is_faulty.store(false, Ordering::SeqCst);
    for work in work() {
        assert_eq!(spoiled.write(work).await, Ok(()));
    }
    let seqs: Vec<u64> = spoiled.entries().iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4]);
    drop(spoiled.jobs);
    spoiled.thread.join().unwrap();
    open(&spoiled.files);
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_loses_nothing() {
    check(Fault::Full, "full").await;
}

#[tokio::test]
async fn a_file_that_became_read_only_is_unavailable_and_loses_nothing() {
    check(Fault::ReadOnly, "readonly").await;
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_again_is_unavailable_and_loses_nothing() {
    check(Fault::Gone, "plenary.db").await;
}
