//! Tests of a file, or its log, that is removed, replaced or put beside another: nothing is acknowledged that would be
//! lost, and a start on half of two files that belong together is refused.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
};

use super::{
    check::check,
    tests::{Files, files, open},
    *,
};
use crate::journal::contract::{code, workshop};

async fn filled(files: &Files) -> SqliteJournal {
    let journal = open(files);
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    journal
}

fn log(files: &Files) -> PathBuf {
    files.path.with_extension("db-wal")
}

fn aside(path: &Path) -> PathBuf {
    place::with_ending(path, ".aside")
}

#[track_caller]
fn is_displaced(answer: &Result<(), JournalError>, says: &str) {
    assert!(
        matches!(answer, Err(JournalError::Displaced(cause)) if cause.contains(says)),
        "{says}: {answer:?}"
    );
}

#[tokio::test]
async fn while_the_file_or_its_log_is_removed_or_replaced_nothing_is_acknowledged() {
    let files = files();
    let journal = filled(&files).await;
    for (last, path, name) in [
        (1, files.path.clone(), "journal's file was"),
        (2, log(&files), "log"),
    ] {
        fs::rename(&path, aside(&path)).unwrap();
        let append = || journal.append(workshop(1), last, vec![b"next".to_vec()]);
        is_displaced(&append().await, "removed");
        is_displaced(&journal.probe().await, name);
        // As whoever restores a backup under a running server does.
        fs::copy(aside(&path), &path).unwrap();
        is_displaced(&append().await, "replaced");
        fs::rename(aside(&path), &path).unwrap();
        assert_eq!(append().await, Ok(()), "it is back");
    }
    let all = journal.entries(workshop(1), 1).await.unwrap();
    assert_eq!(all.len(), 3, "what was refused is not there");
}

#[tokio::test]
async fn a_link_that_is_led_to_another_file_is_noticed() {
    let files = files();
    let link = files.path.with_extension("link");
    drop(filled(&files).await);
    symlink(&files.path, &link).unwrap();
    let journal = SqliteJournal::open(&link, Metrics::new()).unwrap();
    assert_eq!(journal.probe().await, Ok(()));
    let other = files.path.with_extension("other");
    fs::copy(&files.path, &other).unwrap();
    fs::remove_file(&link).unwrap();
    symlink(&other, &link).unwrap();
    is_displaced(&journal.probe().await, "replaced");
}

#[tokio::test]
async fn a_server_whose_file_was_replaced_leaves_the_other_file_and_its_log_alone() {
    let files = files();
    let journal = filled(&files).await;
    let (moved, moved_log) = (aside(&files.path), aside(&log(&files)));
    fs::rename(&files.path, &moved).unwrap();
    fs::rename(log(&files), &moved_log).unwrap();
    fs::write(&files.path, "another server's").unwrap();
    fs::write(log(&files), "another server's log").unwrap();
    drop(journal);
    assert_eq!(fs::read(&files.path).unwrap(), b"another server's");
    assert_eq!(fs::read(log(&files)).unwrap(), b"another server's log");
}

#[tokio::test]
async fn a_file_that_was_moved_away_is_whole_once_its_server_has_ended() {
    let files = files();
    let journal = filled(&files).await;
    let moved = aside(&files.path);
    fs::rename(&files.path, &moved).unwrap();
    drop(journal);
    assert_eq!(
        place::log_bytes(&files.path),
        0,
        "nothing is left to mix up"
    );
    let journal = SqliteJournal::open(&moved, Metrics::new()).unwrap();
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_missing_log_is_told_at_the_start_and_what_is_left_can_be_written_to_a_new_file() {
    let files = files();
    let journal = filled(&files).await;
    journal
        .append(workshop(1), 1, vec![b"two".to_vec()])
        .await
        .unwrap();
    // What is left of a server that was killed, without its log: as somebody copies it who does not know.
    let alone = files.path.with_extension("alone");
    fs::copy(&files.path, &alone).unwrap();
    let is_refused = || {
        let refused = SqliteJournal::open(&alone, Metrics::new()).unwrap_err();
        assert!(matches!(refused, OpenError::MissingLog { .. }), "{refused}");
    };
    is_refused();
    is_refused();
    let found = check(&alone).unwrap();
    assert!(found.is_log_missing && !found.is_whole(), "{found:?}");
    is_refused();
    let rest = files.path.with_extension("rest");
    assert!(backup::back_up(&alone, &rest).unwrap().is_whole());
    is_refused();
    let rest = SqliteJournal::open(&rest, Metrics::new()).unwrap();
    // The first entry ever stands in the file itself before it is acknowledged.
    let entries = rest.entries(workshop(1), 1).await.unwrap();
    assert_eq!(entries, [(1, b"one".to_vec())]);
    // With its log beside it, it is whole.
    let log_alone = place::log_of(&alone);
    fs::copy(log(&files), &log_alone).unwrap();
    let whole = SqliteJournal::open(&alone, Metrics::new()).unwrap();
    assert_eq!(whole.entries(workshop(1), 1).await.unwrap().len(), 2);
    // And after an end in order it needs none.
    drop(whole);
    assert!(!log_alone.exists());
    drop(SqliteJournal::open(&alone, Metrics::new()).unwrap());
}

#[tokio::test]
async fn a_log_without_its_file_is_neither_thrown_away_nor_mixed_into_another() {
    let files = files();
    let journal = filled(&files).await;
    let backed_up = files.path.with_extension("backup");
    backup::back_up(&files.path, &backed_up).unwrap();
    let place = files.path.with_extension("there");
    let left = place::log_of(&place);
    fs::copy(log(&files), &left).unwrap();
    drop(journal);
    let log = fs::read(&left).unwrap();
    let is_refused = || {
        let refused = SqliteJournal::open(&place, Metrics::new()).unwrap_err();
        assert!(matches!(refused, OpenError::StrayLog { .. }), "{refused}");
        assert_eq!(fs::read(&left).unwrap(), log);
    };
    is_refused();
    assert!(!place.exists(), "no empty file is left");
    fs::write(&place, "").unwrap();
    is_refused();
    fs::copy(&backed_up, &place).unwrap();
    is_refused();
    fs::remove_file(&left).unwrap();
    let journal = SqliteJournal::open(&place, Metrics::new()).unwrap();
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_others_could_read_is_its_owners_alone_once_it_is_served() {
    let files = files();
    drop(filled(&files).await);
    fs::set_permissions(&files.path, fs::Permissions::from_mode(0o664)).unwrap();
    let journal = open(&files);
    journal.probe().await.unwrap();
    for path in [
        files.path.clone(),
        log(&files),
        files.path.with_extension("db-shm"),
    ] {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
