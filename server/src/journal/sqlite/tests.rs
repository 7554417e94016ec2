//! What only a file can do: survive a restart, be locked, be full, be another program's, and commit in groups.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use plenary_protocol::space::entry::JOURNAL_FORMAT;
use tempfile::TempDir;

use rusqlite::Connection;

use super::*;
use crate::journal::contract::{code, workshop};

pub(super) struct Files {
    _folder: TempDir,
    pub(super) path: PathBuf,
}

pub(super) fn files() -> Files {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plenary.db");
    Files {
        _folder: folder,
        path,
    }
}

pub(super) fn open(files: &Files) -> SqliteJournal {
    SqliteJournal::open(&files.path, Metrics::new()).expect("the file opens")
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let files = files();
    let journal = open(&files);
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    journal
        .append(workshop(1), 1, vec![b"two".to_vec()])
        .await
        .unwrap();
    journal
        .save_snapshot(workshop(1), 1, b"state".to_vec())
        .await
        .unwrap();
    drop(journal);
    // A copy of the one file is then a whole backup.
    assert!(!files.path.with_extension("db-wal").exists());
    let journal = open(&files);
    let stored = journal.load(workshop(1)).await.unwrap().unwrap();
    assert_eq!(stored.snapshot, Some((1, b"state".to_vec())));
    assert_eq!(stored.entries, [(2, b"two".to_vec())]);
    assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
    journal
        .append(workshop(1), 2, vec![b"three".to_vec()])
        .await
        .unwrap();
}

#[tokio::test]
async fn appends_that_wait_together_share_a_commit() {
    let files = files();
    let metrics = Metrics::new();
    let journal = SqliteJournal::open(&files.path, metrics.clone()).unwrap();
    let creates =
        (0..1_000).map(|number| journal.create(workshop(number), code(number), b"one".to_vec()));
    assert!(join_all(creates).await.iter().all(Result::is_ok));
    let before = metrics.syncs();
    let appends =
        (0..1_000).map(|number| journal.append(workshop(number), 1, vec![b"two".to_vec()]));
    assert!(join_all(appends).await.iter().all(Result::is_ok));
    let commits = metrics.syncs() - before;
    assert!(commits <= 100, "{commits} commits for 1,000 appends");
    for number in 0..1_000 {
        let entries = journal.entries(workshop(number), 1).await.unwrap();
        assert_eq!(entries.len(), 2, "{number}");
    }
    drop(journal);
    // A start reads no workshop, so a thousand of them cost nothing.
    let began = Instant::now();
    let journal = open(&files);
    assert_eq!(journal.workshops().await.unwrap().len(), 1_000);
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn one_refused_append_does_not_spoil_its_group() {
    let files = files();
    let journal = open(&files);
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    journal
        .create(workshop(2), code(2), b"one".to_vec())
        .await
        .unwrap();
    let (good, conflict, taken, also_good) = tokio::join!(
        journal.append(workshop(1), 1, vec![b"two".to_vec()]),
        journal.append(workshop(2), 5, vec![b"lost".to_vec(), b"too".to_vec()]),
        journal.create(workshop(3), code(1), b"lost".to_vec()),
        journal.append(workshop(2), 1, vec![b"two".to_vec()]),
    );
    assert_eq!(good, Ok(()));
    assert_eq!(conflict, Err(JournalError::Conflict { after: 5, last: 1 }));
    assert_eq!(taken, Err(JournalError::CodeTaken));
    assert_eq!(also_good, Ok(()));
    assert_eq!(journal.entries(workshop(2), 1).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_file_can_be_read_beside_a_server_but_not_written() {
    let files = files();
    let journal = open(&files);
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    let beside = SqliteJournal::open_for_reading(&files.path).unwrap();
    assert_eq!(beside.find(code(1)).await, Ok(Some(workshop(1))));
    let refused = beside.append(workshop(1), 1, vec![b"two".to_vec()]).await;
    assert!(
        matches!(&refused, Err(JournalError::Unavailable(cause)) if cause.contains("reading only"))
    );
    let absent = SqliteJournal::open_for_reading(&files.path.with_extension("none"));
    assert!(absent.is_err());
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_told_so() {
    let files = files();
    let journal = open(&files);
    let second = SqliteJournal::open(&files.path, Metrics::new()).unwrap_err();
    assert!(matches!(second, OpenError::InUse(_)), "{second}");
    assert!(
        second
            .to_string()
            .contains("in use by another Plenary server")
    );
    drop(journal);
    open(&files);
}

#[test]
fn a_file_of_another_format_is_refused_by_name() {
    let files = files();
    drop(open(&files));
    let connection = Connection::open(&files.path).unwrap();
    let mark = |format: i64| {
        connection
            .pragma_update(None, "user_version", format)
            .unwrap();
    };
    let this = i64::from(JOURNAL_FORMAT);
    for other in [1, 2, this - 1, this + 1, 99] {
        mark(other);
        let written = SqliteJournal::open(&files.path, Metrics::new()).unwrap_err();
        let read = SqliteJournal::open_for_reading(&files.path).unwrap_err();
        for refused in [written, read] {
            let told = refused.to_string();
            for part in [
                files.path.to_str().unwrap(),
                &format!("is a journal of format {other}"),
                &format!("reads format {this} alone"),
                "serve it with the version that wrote it",
            ] {
                assert!(told.contains(part), "{told}");
            }
        }
    }
    for never in [0, -3] {
        mark(never);
        let refused = SqliteJournal::open(&files.path, Metrics::new()).unwrap_err();
        assert!(
            matches!(refused, OpenError::NoFormat { found, .. } if found == never),
            "{refused}"
        );
    }
    mark(this);
    open(&files);
}

#[test]
fn a_file_of_another_format_is_left_as_it_is_with_its_log() {
    let (files, refused) = (files(), files());
    drop(open(&files));
    let connection = Connection::open(&files.path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    // As a crash leaves it: what was written last stands in the log alone.
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    fs::copy(&files.path, &refused.path).unwrap();
    fs::copy(log(&files.path), log(&refused.path)).unwrap();
    let bytes = || {
        let of = |path: &Path| fs::read(path).unwrap();
        (of(&refused.path), of(&log(&refused.path)))
    };
    let before = bytes();
    assert!(!before.1.is_empty(), "the log has the latest write");
    for _ in 0..2 {
        SqliteJournal::open(&refused.path, Metrics::new()).unwrap_err();
        SqliteJournal::open_for_reading(&refused.path).unwrap_err();
        assert!(bytes() == before, "the file or its log has changed");
    }
}

#[test]
fn a_file_of_another_program_is_refused() {
    let files = files();
    drop(open(&files));
    let connection = Connection::open(&files.path).unwrap();
    connection.pragma_update(None, "application_id", 7).unwrap();
    let foreign = SqliteJournal::open(&files.path, Metrics::new()).unwrap_err();
    assert!(matches!(foreign, OpenError::Foreign(_)), "{foreign}");
    drop(connection);
    std::fs::write(
        &files.path,
        "a letter to the council, long enough to be no database at all",
    )
    .unwrap();
    let letter = SqliteJournal::open(&files.path, Metrics::new()).unwrap_err();
    assert!(matches!(letter, OpenError::Damaged { .. }), "{letter}");
}

#[tokio::test]
async fn after_a_fault_the_writer_comes_back_by_itself() {
    let files = files();
    let journal = open(&files);
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    // Whoever adds this trigger plays a disk that is full: every insert fails until it is taken away.
    let disk = Connection::open(&files.path).unwrap();
    disk.busy_timeout(Duration::from_secs(5)).unwrap();
    disk.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(FAIL, 'disk is full'); END",
    )
    .unwrap();
    let refused = journal.append(workshop(1), 1, vec![b"two".to_vec()]).await;
    let Err(JournalError::Unavailable(cause)) = refused else {
        panic!("{refused:?}");
    };
    assert!(cause.contains("disk is full"), "{cause}");
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 1);
    disk.execute_batch("DROP TRIGGER full").unwrap();
    journal
        .append(workshop(1), 1, vec![b"two".to_vec()])
        .await
        .unwrap();
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_probe_is_really_written() {
    let files = files();
    let metrics = Metrics::new();
    let journal = SqliteJournal::open(&files.path, metrics.clone()).unwrap();
    let log = files.path.with_extension("db-wal");
    let size_bytes = || std::fs::metadata(&log).map_or(0, |log| log.len());
    let (before, synced) = (size_bytes(), metrics.syncs());
    journal.probe().await.unwrap();
    assert!(before < size_bytes(), "{} bytes", size_bytes());
    assert_eq!(metrics.syncs(), synced + 1);
    let beside = SqliteJournal::open_for_reading(&files.path).unwrap();
    assert!(beside.probe().await.is_err());
    drop((journal, beside));
    // What a probe writes is the format that was there: the file opens as before.
    open(&files);
}
