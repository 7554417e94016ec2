//! The history that was followed is not there any more: a replica without the tail took over, or somebody put an
//! earlier state back. And what is dropped on purpose: trimming.

use super::{relay::Relay, *};

fn rewritten<T>(after: u64) -> Result<T, JournalError> {
    Err(JournalError::Rewritten { after })
}

/// Two servers with the same three entries, of which only the first has two more; the journal stands at the fifth.
async fn behind_a_lost_tail() -> (RedisServer, RedisServer, Relay, RedisJournal) {
    let (primary, replica) = (RedisServer::start(), RedisServer::start());
    let relay = Relay::to(&primary).await;
    let journal = impatient(&relay.url()).await;
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    let at_replica = replica.journal().await;
    let port = primary.port().to_string();
    let () = say(&at_replica, &["REPLICAOF", "127.0.0.1", &port]).await;
    let done = journal
        .append(workshop(1), 1, bytes(&["two", "three"]))
        .await;
    done.unwrap();
    let copied = async {
        loop {
            let mut length = cmd("XLEN");
            length.arg(keys::journal(workshop(1)));
            if at_replica.appending.ask::<u64>(&length).await == Ok(3) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(AT_MOST, copied).await.unwrap();
    let () = say(&at_replica, &["REPLICAOF", "NO", "ONE"]).await;
    let done = journal
        .append(workshop(1), 3, bytes(&["four", "five"]))
        .await;
    done.unwrap();
    (primary, replica, relay, journal)
}

#[tokio::test]
async fn a_failover_that_lost_the_tail_is_noticed_before_anything_is_written() {
    let (primary, replica, relay, journal) = behind_a_lost_tail().await;
    let mut followed = journal.follow(workshop(1), 3).unwrap();
    assert_eq!(texts(&take(&mut followed, 2).await), ["four", "five"]);
    relay.lead_to(&replica);
    drop(primary);
    // A room that only looks is told as well.
    ends(followed).await;
    let refused = insist(&journal, workshop(1), 5, &bytes(&["six"])).await;
    assert_eq!(refused, rewritten(5));
    assert_eq!(journal.entries(workshop(1), 6).await, rewritten(5));
    assert_eq!(
        journal.save_snapshot(workshop(1), 5, b"s".to_vec()).await,
        rewritten(5)
    );
    // Trying again changes nothing: only loading does.
    let again = insist(&journal, workshop(1), 5, &bytes(&["six"])).await;
    assert_eq!(again, rewritten(5));
    let stored = journal.load(workshop(1)).await.unwrap().unwrap();
    assert_eq!(texts(&stored.entries), ["one", "two", "three"]);
    let mut followed = journal.follow(workshop(1), 3).unwrap();
    let done = journal
        .append(workshop(1), 3, bytes(&["another four"]))
        .await;
    assert_eq!(done, Ok(()));
    assert_eq!(texts(&take(&mut followed, 1).await), ["another four"]);
}

#[tokio::test]
async fn another_history_of_the_same_length_is_not_taken_for_the_same() {
    let (primary, replica, relay, journal) = behind_a_lost_tail().await;
    let other = replica.journal().await;
    other.load(workshop(1)).await.unwrap();
    let done = other.append(workshop(1), 3, bytes(&["4", "5"])).await;
    assert_eq!(done, Ok(()));
    relay.lead_to(&replica);
    drop(primary);
    let refused = insist(&journal, workshop(1), 5, &bytes(&["six"])).await;
    assert_eq!(refused, rewritten(5));
    // Nor is a longer one.
    let done = other.append(workshop(1), 5, bytes(&["6", "7"])).await;
    assert_eq!(done, Ok(()));
    let refused = journal.append(workshop(1), 5, bytes(&["six"])).await;
    assert_eq!(refused, rewritten(5));
    assert_eq!(journal.entries(workshop(1), 6).await, rewritten(5));
    ends(journal.follow(workshop(1), 5).unwrap()).await;
    // What both histories share is no rewriting, only news.
    let news = journal.append(workshop(1), 3, bytes(&["x"])).await;
    assert_eq!(news, Err(JournalError::Conflict { after: 3, last: 7 }));
}

#[tokio::test]
async fn a_room_that_was_loaded_from_a_snapshot_at_the_end_notices_another_history() {
    let server = RedisServer::start();
    let (journal, other) = (server.journal().await, server.journal().await);
    for node in [&journal, &other] {
        let () = say(node, &["FLUSHALL"]).await;
        let made = node.create(workshop(1), code(1), b"one".to_vec()).await;
        made.unwrap();
        node.append(workshop(1), 1, bytes(&["two"])).await.unwrap();
        if std::ptr::eq(node, &journal) {
            let kept = node.save_snapshot(workshop(1), 2, b"s".to_vec()).await;
            kept.unwrap();
            let stored = node.load(workshop(1)).await.unwrap().unwrap();
            assert_eq!(
                (stored.snapshot, stored.entries.len()),
                (Some((2, b"s".to_vec())), 0)
            );
        }
    }
    let refused = journal.append(workshop(1), 2, bytes(&["three"])).await;
    assert_eq!(refused, rewritten(2));
}

#[tokio::test]
async fn a_follower_of_an_emptied_redis_is_let_go_when_another_history_begins() {
    let server = RedisServer::start();
    let (journal, other) = (server.journal().await, server.journal().await);
    for node in [&journal, &other] {
        let () = say(node, &["FLUSHALL"]).await;
        let made = node.create(workshop(1), code(1), b"one".to_vec()).await;
        made.unwrap();
        if std::ptr::eq(node, &journal) {
            let done = journal.append(workshop(1), 1, bytes(&["two"])).await;
            done.unwrap();
        }
    }
    let followed = journal.follow(workshop(1), 2).unwrap();
    let done = other.append(workshop(1), 1, bytes(&["2", "3"])).await;
    done.unwrap();
    ends(followed).await;
    let refused = journal.append(workshop(1), 2, bytes(&["three"])).await;
    assert_eq!(refused, rewritten(2));
}

#[tokio::test]
async fn a_snapshot_of_another_history_is_passed_over() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    journal
        .create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    let done = journal
        .append(workshop(1), 1, bytes(&["two", "three"]))
        .await;
    done.unwrap();
    let done = journal.save_snapshot(workshop(1), 3, b"after three".to_vec());
    done.await.unwrap();
    // The stream is put back, the snapshot is not.
    let stream = keys::journal(workshop(1));
    let _: u64 = say(&journal, &["XTRIM", &stream, "MAXLEN", "0"]).await;
    let _: u64 = say(&journal, &["DEL", &stream]).await;
    let _: String = say(&journal, &["XADD", &stream, "1-5", "p", "0", "e", "1"]).await;
    let _: String = say(&journal, &["XADD", &stream, "2-6", "p", "5", "e", "2"]).await;
    let stored = journal.load(workshop(1)).await.unwrap().unwrap();
    assert_eq!(stored.snapshot, None);
    assert_eq!(texts(&stored.entries), ["1", "2"]);
    // One of this history takes its place, though its seq is lower.
    let done = journal.save_snapshot(workshop(1), 2, b"after 2".to_vec());
    done.await.unwrap();
    let stored = journal.load(workshop(1)).await.unwrap().unwrap();
    assert_eq!(stored.snapshot, Some((2, b"after 2".to_vec())));
    assert_eq!(stored.entries, []);
}

#[tokio::test]
async fn trimming_drops_only_what_a_snapshot_stands_in_for() {
    let server = RedisServer::start();
    let journal = RedisJournal::open(&server.url(), Trimming::BehindSnapshots)
        .await
        .unwrap();
    journal
        .create(workshop(1), code(1), b"1".to_vec())
        .await
        .unwrap();
    let entries = bytes(&["2", "3", "4", "5", "6"]);
    journal.append(workshop(1), 1, entries).await.unwrap();
    // Behind a place that will be gone: a room there has to load anew.
    let slow = server.journal().await;
    slow.load(workshop(1)).await.unwrap();
    let done = journal.save_snapshot(workshop(1), 4, b"after four".to_vec());
    done.await.unwrap();
    let stored = journal.load(workshop(1)).await.unwrap().unwrap();
    assert_eq!(stored.snapshot, Some((4, b"after four".to_vec())));
    assert_eq!(texts(&stored.entries), ["5", "6"]);
    assert_eq!(
        say::<u64>(&journal, &["XLEN", &keys::journal(workshop(1))]).await,
        3
    );
    let gone = journal.entries(workshop(1), 1).await;
    assert!(
        matches!(&gone, Err(JournalError::Unreadable(cause)) if cause.contains("before 4 were trimmed")),
        "{gone:?}"
    );
    ends(slow.follow(workshop(1), 2).unwrap()).await;
    let done = journal.append(workshop(1), 6, bytes(&["7"])).await;
    assert_eq!(done, Ok(()));
    let _: u64 = say(&journal, &["DEL", &keys::snapshot(workshop(1))]).await;
    let lost = journal.load(workshop(1)).await;
    assert!(matches!(lost, Err(JournalError::Unreadable(_))), "{lost:?}");
}
