//! What every journal promises, as tests that each of them must pass.

use std::{future::Future, sync::Arc};

use plenary_protocol::id::{JoinCode, SpaceId};

use super::{
    Journal, JournalError, Stored, memory::MemoryJournal, redis::server::RedisServer,
    sqlite::SqliteJournal,
};
use crate::telemetry::Metrics;

/// Runs a promise against every journal there is.
async fn every<F: Future<Output = ()>>(promise: impl Fn(Arc<dyn Journal>) -> F) {
    promise(Arc::new(MemoryJournal::new())).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plenary.db");
    let journal = SqliteJournal::open(&path, Metrics::new()).expect("a new file opens");
    promise(Arc::new(journal)).await;
    let server = RedisServer::start();
    promise(Arc::new(server.journal().await)).await;
}

pub(crate) fn workshop(number: u16) -> SpaceId {
    SpaceId::from_random_bytes(u128::from(number).to_be_bytes())
}

pub(super) fn code(number: u16) -> JoinCode {
    JoinCode::from_random_bytes(u128::from(number).to_be_bytes())
}

fn lines(from: u64, texts: &[&str]) -> Vec<(u64, Vec<u8>)> {
    (from..)
        .zip(texts)
        .map(|(seq, text)| (seq, text.as_bytes().to_vec()))
        .collect()
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[tokio::test]
async fn a_new_workshop_is_found_by_its_code_and_holds_its_first_entry() {
    every(|journal| async move {
        assert_eq!(journal.find(code(1)).await, Ok(None));
        assert_eq!(journal.load(workshop(1)).await, Ok(None));
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
        assert_eq!(journal.workshops().await, Ok(vec![workshop(1)]));
        let stored = journal.load(workshop(1)).await.unwrap().unwrap();
        assert_eq!(
            stored,
            Stored {
                snapshot: None,
                entries: lines(1, &["one"])
            }
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_in_use_is_refused_and_leaves_no_trace() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        let again = journal.create(workshop(2), code(1), b"two".to_vec()).await;
        assert_eq!(again, Err(JournalError::CodeTaken));
        assert_eq!(journal.load(workshop(2)).await, Ok(None));
        assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
        let twice = journal
            .create(workshop(1), code(3), b"three".to_vec())
            .await;
        assert_eq!(twice, Err(JournalError::Conflict { after: 0, last: 1 }));
        assert_eq!(journal.find(code(3)).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn ri1_a_workshop_that_is_made_twice_stays_as_it_was_and_its_code_leads_to_it() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        journal
            .append(workshop(1), 1, bytes(&["two"]))
            .await
            .unwrap();
        for again in [code(1), code(2)] {
            let made = journal.create(workshop(1), again, b"again".to_vec()).await;
            assert!(
                matches!(
                    made,
                    Err(JournalError::CodeTaken | JournalError::Conflict { after: 0, last: 2 })
                ),
                "{made:?}"
            );
        }
        for _ in 0..2 {
            journal.register(workshop(1), code(1)).await.unwrap();
        }
        assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
        assert_eq!(journal.find(code(2)).await, Ok(None));
        assert_eq!(journal.workshops().await, Ok(vec![workshop(1)]));
        let all = journal.entries(workshop(1), 1).await.unwrap();
        assert_eq!(all, lines(1, &["one", "two"]));
    })
    .await;
}

#[tokio::test]
async fn entries_stand_in_the_order_in_which_they_were_appended() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        journal
            .create(workshop(2), code(2), b"other".to_vec())
            .await
            .unwrap();
        journal
            .append(workshop(1), 1, bytes(&["two", "three"]))
            .await
            .unwrap();
        journal.append(workshop(1), 3, bytes(&[])).await.unwrap();
        journal
            .append(workshop(1), 3, bytes(&["four"]))
            .await
            .unwrap();
        let all = journal.entries(workshop(1), 1).await.unwrap();
        assert_eq!(all, lines(1, &["one", "two", "three", "four"]));
        assert_eq!(
            journal.entries(workshop(1), 3).await.unwrap(),
            lines(3, &["three", "four"])
        );
        assert_eq!(journal.entries(workshop(1), 9).await.unwrap(), []);
        assert_eq!(
            journal.some_entries(workshop(1), 2, 2).await.unwrap(),
            lines(2, &["two", "three"])
        );
        assert_eq!(
            journal.some_entries(workshop(1), 4, 2).await.unwrap(),
            lines(4, &["four"])
        );
        assert_eq!(journal.some_entries(workshop(1), 5, 2).await.unwrap(), []);
        assert_eq!(
            journal.entries(workshop(2), 1).await.unwrap(),
            lines(1, &["other"])
        );
    })
    .await;
}

#[tokio::test]
async fn an_append_behind_another_entry_than_the_last_changes_nothing() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        for after in [0, 2, u64::MAX] {
            let refused = journal.append(workshop(1), after, bytes(&["x", "y"])).await;
            assert_eq!(
                refused,
                Err(JournalError::Conflict { after, last: 1 }),
                "{after}"
            );
        }
        let unknown = journal.append(workshop(7), 0, bytes(&["x"])).await;
        assert_eq!(unknown, Err(JournalError::Conflict { after: 0, last: 0 }));
        assert_eq!(journal.load(workshop(7)).await, Ok(None));
        assert_eq!(
            journal.entries(workshop(1), 1).await.unwrap(),
            lines(1, &["one"])
        );
    })
    .await;
}

#[tokio::test]
async fn loading_starts_from_the_newest_snapshot_and_history_stays() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        journal
            .append(workshop(1), 1, bytes(&["two", "three"]))
            .await
            .unwrap();
        journal
            .save_snapshot(workshop(1), 2, b"after two".to_vec())
            .await
            .unwrap();
        journal
            .save_snapshot(workshop(1), 1, b"after one".to_vec())
            .await
            .unwrap();
        journal
            .save_snapshot(workshop(9), 1, b"of nothing".to_vec())
            .await
            .unwrap();
        let stored = journal.load(workshop(1)).await.unwrap().unwrap();
        assert_eq!(stored.snapshot, Some((2, b"after two".to_vec())));
        assert_eq!(stored.entries, lines(3, &["three"]));
        assert_eq!(journal.load(workshop(9)).await, Ok(None));
        journal
            .save_snapshot(workshop(1), 3, b"after three".to_vec())
            .await
            .unwrap();
        let stored = journal.load(workshop(1)).await.unwrap().unwrap();
        assert_eq!(stored.snapshot, Some((3, b"after three".to_vec())));
        assert_eq!(stored.entries, []);
        let all = journal.entries(workshop(1), 1).await.unwrap();
        assert_eq!(all, lines(1, &["one", "two", "three"]));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_append_behind_the_same_entry_one_is_told() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        let (left, right) = tokio::join!(
            journal.append(workshop(1), 1, bytes(&["left"])),
            journal.append(workshop(1), 1, bytes(&["right"])),
        );
        let conflict = Err(JournalError::Conflict { after: 1, last: 2 });
        assert!((left == Ok(()) && right == conflict) || (left == conflict && right == Ok(())));
        assert_eq!(journal.entries(workshop(1), 2).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn where_others_can_append_entries_are_followed_in_order_from_where_one_stands() {
    every(|journal| async move {
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        journal
            .append(workshop(1), 1, bytes(&["two"]))
            .await
            .unwrap();
        // Nobody else can append where it is not offered.
        let Some(mut followed) = journal.follow(workshop(1), 1) else {
            return;
        };
        journal
            .append(workshop(1), 2, bytes(&["three", "four"]))
            .await
            .unwrap();
        journal
            .append(workshop(1), 4, bytes(&["five"]))
            .await
            .unwrap();
        let mut all = Vec::new();
        while all.len() < 4 {
            all.extend(followed.recv().await.expect("nothing was rewritten"));
        }
        assert_eq!(all, lines(2, &["two", "three", "four", "five"]));
    })
    .await;
}

#[tokio::test]
async fn the_size_grows_with_what_is_kept() {
    every(|journal| async move {
        let before = journal.size_bytes().await.unwrap();
        journal
            .create(workshop(1), code(1), vec![7; 500_000])
            .await
            .unwrap();
        let after = journal.size_bytes().await.unwrap();
        assert!(before + 400_000 < after, "{before} {after}");
    })
    .await;
}

#[tokio::test]
async fn a_probe_changes_nothing_that_is_kept() {
    every(|journal| async move {
        assert_eq!(journal.probe().await, Ok(()));
        journal
            .create(workshop(1), code(1), b"one".to_vec())
            .await
            .unwrap();
        let before = journal.load(workshop(1)).await;
        assert_eq!(journal.probe().await, Ok(()));
        assert_eq!(journal.load(workshop(1)).await, before);
        assert_eq!(journal.workshops().await, Ok(vec![workshop(1)]));
        journal
            .append(workshop(1), 1, bytes(&["two"]))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_probe_fails_as_long_as_writing_does() {
    let journal = MemoryJournal::new();
    journal.set_fault(Some("disk is full"));
    let refused = journal.probe().await;
    assert_eq!(
        refused,
        Err(JournalError::Unavailable("disk is full".to_owned()))
    );
    journal.set_fault(None);
    assert_eq!(journal.probe().await, Ok(()));
}
