//! One reader for all rooms: in order, without a gap, whoever is slow and whatever breaks.

use std::time::Instant;

use super::*;

async fn begun(journal: &RedisJournal, number: u16) {
    let made = journal
        .create(workshop(number), code(number), b"begun".to_vec())
        .await;
    made.unwrap();
}

#[tokio::test]
async fn a_follower_sees_what_every_node_appends() {
    let server = RedisServer::start();
    let (here, there) = (server.journal().await, server.journal().await);
    begun(&here, 1).await;
    there.load(workshop(1)).await.unwrap();
    let mut followed = there.follow(workshop(1), 1).unwrap();
    let done = here.append(workshop(1), 1, bytes(&["from here"])).await;
    done.unwrap();
    assert_eq!(take(&mut followed, 1).await, [(2, b"from here".to_vec())]);
    // Where what was followed ends, one may append.
    let done = there.append(workshop(1), 2, bytes(&["from there"])).await;
    done.unwrap();
    assert_eq!(take(&mut followed, 1).await, [(3, b"from there".to_vec())]);
}

#[tokio::test]
async fn who_begins_to_follow_does_not_wait_for_the_others_to_have_news() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    let mut quiet = Vec::new();
    for number in 1..=20 {
        begun(&journal, number).await;
        let began = Instant::now();
        let mut followed = journal.follow(workshop(number), 0).unwrap();
        take(&mut followed, 1).await;
        assert!(
            began.elapsed() < limits::REDIS_BLOCK / 2,
            "{:?}",
            began.elapsed()
        );
        quiet.push(followed);
    }
}

#[tokio::test]
async fn a_slow_room_loses_nothing_and_costs_nobody_anything() {
    let server = RedisServer::start();
    let (here, there) = (server.journal().await, server.journal().await);
    begun(&here, 1).await;
    begun(&here, 2).await;
    let mut slow = there.follow(workshop(1), 0).unwrap();
    let mut quick = there.follow(workshop(2), 0).unwrap();
    take(&mut quick, 1).await;
    let more = limits::FOLLOW_BATCHES * limits::FOLLOW_BATCH_ENTRIES;
    let mut after = 1;
    for round in 0..(more + 1_000) / 100 {
        let entries = (0..100).map(|entry| format!("{round} {entry}").into_bytes());
        here.append(workshop(1), after, entries.collect())
            .await
            .unwrap();
        after += 100;
    }
    let took = Instant::now();
    for seq in 1..=50 {
        let done = here.append(workshop(2), seq, bytes(&["news"])).await;
        done.unwrap();
        assert_eq!(seqs(&take(&mut quick, 1).await), [seq + 1]);
    }
    assert!(took.elapsed() < limits::REDIS_BLOCK, "{:?}", took.elapsed());
    assert!(slow.len() <= limits::FOLLOW_BATCHES);
    let all = take(&mut slow, after as usize).await;
    assert_eq!(all, here.entries(workshop(1), 1).await.unwrap());
}

#[tokio::test]
async fn following_goes_on_where_it_was_when_redis_comes_back() {
    let mut server = RedisServer::start();
    let (here, there) = (
        impatient(&server.url()).await,
        impatient(&server.url()).await,
    );
    begun(&here, 1).await;
    let mut followed = there.follow(workshop(1), 0).unwrap();
    assert_eq!(seqs(&take(&mut followed, 1).await), [1]);
    let mut is_reading = there.hears_others().expect("Redis has other writers");
    for round in 1..=3 {
        server.kill();
        let lost = timeout(AT_MOST, is_reading.wait_for(|is_reading| !is_reading)).await;
        assert!(lost.expect("it notices").is_ok());
        server.start_again();
        let done = insist(&here, workshop(1), round, &bytes(&["news"])).await;
        assert_eq!(done, Ok(()));
        assert_eq!(seqs(&take(&mut followed, 1).await), [round + 1]);
        let back = timeout(AT_MOST, is_reading.wait_for(|is_reading| *is_reading)).await;
        assert!(back.expect("it comes back").is_ok());
    }
}

#[tokio::test]
async fn a_room_that_is_loaded_anew_takes_the_place_of_the_one_before() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    begun(&journal, 1).await;
    let first = journal.follow(workshop(1), 1).unwrap();
    let mut second = journal.follow(workshop(1), 1).unwrap();
    ends(first).await;
    let done = journal.append(workshop(1), 1, bytes(&["news"])).await;
    done.unwrap();
    assert_eq!(seqs(&take(&mut second, 1).await), [2]);
    // Whoever does not listen any more is forgotten.
    drop(second);
    let mut third = journal.follow(workshop(1), 0).unwrap();
    assert_eq!(seqs(&take(&mut third, 2).await), [1, 2]);
}
