//! Several nodes write the same workshop at once.

use futures_util::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{relay::Relay, *};

/// Appends its batches as a room does: when others were quicker, it reads what they wrote and tries again.
async fn write_all(journal: RedisJournal, writer: u64, batches: usize) -> usize {
    let mut random = StdRng::seed_from_u64(writer);
    let mut stands_at = 1;
    let mut conflicts = 0;
    for batch in 0..batches {
        let size = random.random_range(1..=4);
        let entries: Vec<Vec<u8>> = (0..size)
            .map(|entry| format!("{writer} {batch} {entry} {size}").into_bytes())
            .collect();
        loop {
            match insist(&journal, workshop(1), stands_at, &entries).await {
                Ok(()) => break,
                Err(JournalError::Conflict { after, last }) => {
                    assert_eq!(after, stands_at);
                    conflicts += 1;
                    let news = news(&journal, stands_at + 1).await;
                    let first = news.first().expect("somebody was quicker").0;
                    assert_eq!(first, stands_at + 1);
                    stands_at = news.last().expect("somebody was quicker").0;
                    assert!(last <= stands_at);
                    // Its own would have been a success.
                    let is_own = |(_, line): &(u64, Vec<u8>)| *line == entries[0];
                    assert!(!news.iter().any(is_own), "{writer} {batch} was there");
                }
                Err(err) => panic!("{err}"),
            }
        }
        stands_at += size;
    }
    conflicts
}

/// What others have written, asked for until there is an answer.
async fn news(journal: &RedisJournal, from: u64) -> Vec<(u64, Vec<u8>)> {
    let trying = async {
        loop {
            match journal.entries(workshop(1), from).await {
                Err(JournalError::Unavailable(_)) => tokio::task::yield_now().await,
                answer => return answer,
            }
        }
    };
    timeout(AT_MOST, trying).await.unwrap().unwrap()
}

/// Lets them all write at once, and checks what became of it; answers how often somebody else was quicker.
async fn race(reader: &RedisJournal, writers: [RedisJournal; 3], batches: usize) -> usize {
    let made = reader.create(workshop(1), code(1), b"begun".to_vec());
    made.await.unwrap();
    let mut followed = reader.follow(workshop(1), 0).unwrap();
    let writing = (0..)
        .zip(writers)
        .map(|(writer, journal)| tokio::spawn(write_all(journal, writer, batches)));
    let conflicts = join_all(writing)
        .await
        .into_iter()
        .map(|written| written.expect("a writer ends well"))
        .sum();
    let all = news(reader, 1).await;
    assert_eq!(seqs(&all), (1..=all.len() as u64).collect::<Vec<_>>());
    assert_eq!(take(&mut followed, all.len()).await, all);
    let mut next_batch = [0; 3];
    let mut lines = texts(&all).into_iter().skip(1);
    while let Some(line) = lines.next() {
        let numbers: Vec<usize> = line.split(' ').map(|word| word.parse().unwrap()).collect();
        let [writer, batch, 0, size] = numbers[..] else {
            panic!("{line} does not begin a batch");
        };
        assert_eq!(batch, next_batch[writer], "{line}");
        next_batch[writer] += 1;
        for entry in 1..size {
            let expected = format!("{writer} {batch} {entry} {size}");
            assert_eq!(lines.next(), Some(expected));
        }
    }
    assert_eq!(next_batch, [batches; 3]);
    conflicts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_writers_lose_nothing_double_nothing_and_split_nothing() {
    let server = RedisServer::start();
    let writers = [
        server.journal().await,
        server.journal().await,
        server.journal().await,
    ];
    let conflicts = race(&server.journal().await, writers, 200).await;
    assert!(0 < conflicts, "they did not race");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_do_they_when_answers_get_lost() {
    let server = RedisServer::start();
    let relay = Relay::to(&server).await;
    let writers = [
        impatient(&relay.url()).await,
        impatient(&relay.url()).await,
        impatient(&relay.url()).await,
    ];
    let reader = impatient(&relay.url()).await;
    let mut followed = reader.follow(workshop(1), 0).unwrap();
    relay.lose_one_in(25);
    let patient = server.journal().await;
    let conflicts = race(&patient, writers, 60).await;
    assert!(0 < conflicts, "they did not race");
    // Nor does who follows through the same door.
    let all = news(&patient, 1).await;
    assert_eq!(take(&mut followed, all.len()).await, all);
}

#[tokio::test]
async fn of_two_nodes_that_draw_the_same_code_one_has_it() {
    let server = RedisServer::start();
    let (left, right) = (server.journal().await, server.journal().await);
    for number in 0..20 {
        let (one, other) = (workshop(2 * number), workshop(2 * number + 1));
        let results = tokio::join!(
            left.create(one, code(number), b"left".to_vec()),
            right.create(other, code(number), b"right".to_vec()),
        );
        let holder = left.find(code(number)).await.unwrap();
        match results {
            (Ok(()), Err(JournalError::CodeTaken)) => assert_eq!(holder, Some(one)),
            (Err(JournalError::CodeTaken), Ok(())) => assert_eq!(holder, Some(other)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(right.workshops().await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_claim_whose_node_died_leads_nowhere_and_passes() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    let (key, holder) = (keys::code(code(1)), workshop(1).to_string());
    let () = say(&journal, &["SET", &key, &holder, "EX", "60"]).await;
    assert_eq!(journal.find(code(1)).await, Ok(None));
    let refused = journal.create(workshop(2), code(1), b"x".to_vec()).await;
    assert_eq!(refused, Err(JournalError::CodeTaken));
    // The same node, whose answer was lost, finishes what it began; from then on the code does not pass.
    let again = journal.create(workshop(1), code(1), b"x".to_vec()).await;
    assert_eq!(again, Ok(()));
    assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
    assert_eq!(say::<i64>(&journal, &["TTL", &key]).await, -1);
    // And a claim that is made and not needed is given back.
    let twice = journal.create(workshop(1), code(3), b"y".to_vec()).await;
    assert_eq!(twice, Err(JournalError::Conflict { after: 0, last: 1 }));
    assert!(!say::<bool>(&journal, &["EXISTS", &keys::code(code(3))]).await);
    let claimed = journal.create(workshop(4), code(4), b"z".to_vec());
    assert_eq!(claimed.await, Ok(()));
    assert_eq!(
        journal.workshops().await,
        Ok(vec![workshop(1), workshop(4)])
    );
}

#[tokio::test]
async fn ri1_a_making_that_was_cut_off_is_finished_by_whoever_asks_again() {
    let server = RedisServer::start();
    let (left, right) = (server.journal().await, server.journal().await);
    left.create(workshop(1), code(1), b"one".to_vec())
        .await
        .unwrap();
    // The node died between the first entry and the last steps, and its claim has passed.
    let (key, holder) = (keys::code(code(1)), workshop(1).to_string());
    let _: u8 = say(&left, &["DEL", &key]).await;
    let _: u8 = say(&left, &["SREM", keys::WORKSHOPS, &holder]).await;
    assert_eq!(right.find(code(1)).await, Ok(None));
    let again = right.create(workshop(1), code(2), b"two".to_vec()).await;
    assert_eq!(again, Err(JournalError::Conflict { after: 0, last: 1 }));
    right.register(workshop(1), code(1)).await.unwrap();
    assert_eq!(left.find(code(1)).await, Ok(Some(workshop(1))));
    assert_eq!(left.find(code(2)).await, Ok(None));
    assert_eq!(right.workshops().await, Ok(vec![workshop(1)]));
    assert_eq!(
        right.register(workshop(9), code(1)).await,
        Err(JournalError::CodeTaken),
        "a code stays with the workshop that has it"
    );
}
