//! What only a Redis can do: have several writers, end, stop answering, be full, be a replica, and forget.
//!
//! Each test has its own redis-server. Nothing here sleeps: what takes time is waited for.

use std::time::Duration;

use redis::FromRedisValue;
use tokio::time::timeout;

use super::{server::RedisServer, *};
use crate::journal::contract::{code, workshop};

mod faults;
mod following;
mod racing;
mod relay;
mod rewritten;
mod turns;

/// Long enough for a test to be sure that something does not come of itself.
const AT_MOST: Duration = Duration::from_secs(10);

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn texts(entries: &[(u64, Vec<u8>)]) -> Vec<String> {
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("tests write text");
    entries.iter().map(|(_, bytes)| text(bytes)).collect()
}

fn seqs(entries: &[(u64, Vec<u8>)]) -> Vec<u64> {
    entries.iter().map(|(seq, _)| *seq).collect()
}

/// A journal that is told soon when Redis does not answer.
async fn impatient(url: &RedisUrl) -> RedisJournal {
    RedisJournal::open_with(url, Trimming::Never, Duration::from_millis(300))
        .await
        .expect("Redis is there")
}

/// Says something to Redis that no journal would.
async fn say<T: FromRedisValue>(journal: &RedisJournal, words: &[&str]) -> T {
    let mut command = cmd(words[0]);
    command.arg(&words[1..]);
    let answer = journal.appending.ask(&command).await;
    answer.unwrap_or_else(|err| panic!("{words:?}: {err}"))
}

/// Tries again, as a room does, for as long as Redis is not available.
async fn insist(
    journal: &RedisJournal,
    workshop: SpaceId,
    after: u64,
    entries: &[Vec<u8>],
) -> Result<(), JournalError> {
    let trying = async {
        loop {
            match journal.append(workshop, after, entries.to_vec()).await {
                Err(err) if err.is_passing() => tokio::task::yield_now().await,
                settled => return settled,
            }
        }
    };
    let settled = timeout(AT_MOST, trying).await;
    settled.expect("Redis is back by now")
}

/// Takes from a follower until it has so many entries.
async fn take(followed: &mut Followed, count: usize) -> Vec<(u64, Vec<u8>)> {
    let mut taken = Vec::new();
    while taken.len() < count {
        let batch = timeout(AT_MOST, followed.recv()).await;
        let batch = batch.unwrap_or_else(|_| panic!("{} of {count} came", taken.len()));
        taken.extend(batch.expect("the history is still the same"));
    }
    taken
}

/// Waits until the follower is dropped.
async fn ends(mut followed: Followed) {
    let ending = async { while followed.recv().await.is_some() {} };
    timeout(AT_MOST, ending).await.expect("the follower ends");
}
