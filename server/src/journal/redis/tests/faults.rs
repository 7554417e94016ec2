//! Redis ends, stops answering, is full, is a replica, or holds what Plenary did not write.

use plenary_protocol::space::entry::JOURNAL_FORMAT;

use super::{relay::Relay, *};

async fn begun(journal: &RedisJournal) {
    let made = journal.create(workshop(1), code(1), b"one".to_vec()).await;
    made.unwrap();
}

fn is_unavailable(result: &Result<(), JournalError>, says: &str) -> bool {
    matches!(result, Err(JournalError::Unavailable(cause) | JournalError::Undecided(cause)) if cause.contains(says))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_redis_that_is_killed() {
    let mut server = RedisServer::start();
    let journal = Arc::new(impatient(&server.url()).await);
    begun(&journal).await;
    let mut after = 1;
    for _ in 0..3 {
        let (acknowledged, mut written) = tokio::sync::mpsc::channel(1);
        let writer = Arc::clone(&journal);
        let writing = tokio::spawn(async move {
            for batch in 0..70 {
                let seq = after + 1 + 3 * batch;
                let entries = [0, 1, 2].map(|more| format!("entry {}", seq + more).into_bytes());
                let done = insist(&writer, workshop(1), seq - 1, &entries).await;
                done.unwrap_or_else(|err| panic!("entry {seq}: {err}"));
                // Whether somebody still waits to hear it makes no difference.
                let _ = acknowledged.try_send(());
            }
            after + 3 * 70
        });
        written.recv().await.expect("writing goes on");
        server.kill();
        server.start_again();
        after = writing.await.expect("the writer ends well");
    }
    let all = journal.entries(workshop(1), 2).await.unwrap();
    let expected: Vec<String> = (2..=after).map(|seq| format!("entry {seq}")).collect();
    assert_eq!(texts(&all), expected);
}

#[tokio::test]
async fn a_redis_that_does_not_answer_is_unavailable_and_comes_back() {
    let server = RedisServer::start();
    let journal = impatient(&server.url()).await;
    begun(&journal).await;
    server.pause();
    let entries = bytes(&["two", "three"]);
    let silent = journal.append(workshop(1), 1, entries.clone()).await;
    assert!(
        is_unavailable(&silent, "Redis does not answer"),
        "{silent:?}"
    );
    assert!(journal.entries(workshop(1), 1).await.is_err());
    server.go_on();
    // The first try waits in Redis' own buffer, and is done before or after the second, but not as well.
    assert_eq!(insist(&journal, workshop(1), 1, &entries).await, Ok(()));
    let done = insist(&journal, workshop(1), 3, &bytes(&["four"])).await;
    assert_eq!(done, Ok(()));
    let all = journal.entries(workshop(1), 1).await.unwrap();
    assert_eq!(texts(&all), ["one", "two", "three", "four"]);
}

#[tokio::test]
async fn an_append_whose_answer_is_lost_is_settled_by_the_next() {
    let server = RedisServer::start();
    let relay = Relay::to(&server).await;
    let journal = impatient(&relay.url()).await;
    begun(&journal).await;
    // The same again: it is there, once.
    relay.lose_answers(true);
    let lost = journal
        .append(workshop(1), 1, bytes(&["two", "three"]))
        .await;
    assert!(is_unavailable(&lost, ""), "{lost:?}");
    relay.lose_answers(false);
    let same = insist(&journal, workshop(1), 1, &bytes(&["two", "three"])).await;
    assert_eq!(same, Ok(()));
    // Something else: the caller is told that there is more to read first.
    relay.lose_answers(true);
    let lost = journal.append(workshop(1), 3, bytes(&["four"])).await;
    assert!(is_unavailable(&lost, ""), "{lost:?}");
    relay.lose_answers(false);
    let other = insist(&journal, workshop(1), 3, &bytes(&["four", "five"])).await;
    assert_eq!(other, Err(JournalError::Conflict { after: 3, last: 4 }));
    let news = journal.entries(workshop(1), 4).await.unwrap();
    assert_eq!(texts(&news), ["four"]);
    let done = insist(&journal, workshop(1), 4, &bytes(&["five"])).await;
    assert_eq!(done, Ok(()));
    // Others went on behind it before it is tried again: still once.
    relay.lose_answers(true);
    let lost = journal.append(workshop(1), 5, bytes(&["six"])).await;
    assert!(is_unavailable(&lost, ""), "{lost:?}");
    relay.lose_answers(false);
    let beside = server.journal().await;
    beside.load(workshop(1)).await.unwrap();
    let done = beside.append(workshop(1), 6, bytes(&["seven"])).await;
    assert_eq!(done, Ok(()));
    let same = insist(&journal, workshop(1), 5, &bytes(&["six"])).await;
    assert_eq!(same, Ok(()));
    let late = journal.append(workshop(1), 6, bytes(&["eight"])).await;
    assert_eq!(late, Err(JournalError::Conflict { after: 6, last: 7 }));
    let all = beside.entries(workshop(1), 1).await.unwrap();
    let expected = ["one", "two", "three", "four", "five", "six", "seven"];
    assert_eq!(texts(&all), expected);
}

#[tokio::test]
async fn a_workshop_whose_making_was_not_answered_can_be_made_again() {
    let server = RedisServer::start();
    let relay = Relay::to(&server).await;
    let journal = impatient(&relay.url()).await;
    relay.lose_answers(true);
    let lost = journal.create(workshop(1), code(1), b"one".to_vec()).await;
    assert!(is_unavailable(&lost, ""), "{lost:?}");
    relay.lose_answers(false);
    let trying = async {
        loop {
            match journal.create(workshop(1), code(1), b"one".to_vec()).await {
                Err(err) if err.is_passing() => tokio::task::yield_now().await,
                settled => return settled,
            }
        }
    };
    assert_eq!(timeout(AT_MOST, trying).await.unwrap(), Ok(()));
    assert_eq!(journal.find(code(1)).await, Ok(Some(workshop(1))));
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_full_redis_is_unavailable_until_there_is_room() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    begun(&journal).await;
    let () = say(&journal, &["CONFIG", "SET", "maxmemory", "1000000"]).await;
    let full = journal
        .append(workshop(1), 1, bytes(&["two", "three"]))
        .await;
    assert!(is_unavailable(&full, "OOM"), "{full:?}");
    assert!(is_unavailable(&journal.probe().await, "OOM"));
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 1);
    let () = say(&journal, &["CONFIG", "SET", "maxmemory", "0"]).await;
    assert_eq!(journal.probe().await, Ok(()));
    let done = journal
        .append(workshop(1), 1, bytes(&["two", "three"]))
        .await;
    assert_eq!(done, Ok(()));
    assert_eq!(journal.entries(workshop(1), 1).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_replica_is_unavailable_and_a_script_that_was_forgotten_is_given_again() {
    let (server, primary) = (RedisServer::start(), RedisServer::start());
    let journal = server.journal().await;
    begun(&journal).await;
    let () = say(&journal, &["SCRIPT", "FLUSH"]).await;
    let done = journal.append(workshop(1), 1, bytes(&["two"])).await;
    assert_eq!(done, Ok(()));
    // A replica that cannot reach its primary keeps its data, and takes no writes.
    drop(primary);
    let () = say(&journal, &["REPLICAOF", "127.0.0.1", "1"]).await;
    let refused = journal.append(workshop(1), 2, bytes(&["three"])).await;
    assert!(is_unavailable(&refused, "READONLY"), "{refused:?}");
    let promoting = async {
        while journal
            .appending
            .ask::<()>(cmd("REPLICAOF").arg(&["NO", "ONE"]))
            .await
            .is_err()
        {
            tokio::task::yield_now().await;
        }
    };
    timeout(AT_MOST, promoting).await.unwrap();
    let done = insist(&journal, workshop(1), 2, &bytes(&["three"])).await;
    assert_eq!(done, Ok(()));
}

#[tokio::test]
async fn what_plenary_did_not_write_is_unreadable_and_harms_one_workshop() {
    let server = RedisServer::start();
    let journal = server.journal().await;
    begun(&journal).await;
    let (text, foreign) = (keys::journal(workshop(2)), keys::journal(workshop(3)));
    let () = say(&journal, &["SET", &text, "a letter to the council"]).await;
    let _: String = say(&journal, &["XADD", &foreign, "1-1", "name", "value"]).await;
    for number in [2, 3] {
        let loaded = journal.load(workshop(number)).await;
        assert!(
            matches!(loaded, Err(JournalError::Unreadable(_))),
            "{loaded:?}"
        );
    }
    let appended = journal.append(workshop(2), 1, bytes(&["x"])).await;
    assert!(
        matches!(appended, Err(JournalError::Unreadable(_))),
        "{appended:?}"
    );
    let mut good = journal.follow(workshop(1), 0).unwrap();
    ends(journal.follow(workshop(2), 0).unwrap()).await;
    ends(journal.follow(workshop(3), 0).unwrap()).await;
    assert_eq!(texts(&take(&mut good, 1).await), ["one"]);
}

#[tokio::test]
async fn a_redis_that_would_lose_workshops_is_refused() {
    let server = RedisServer::start();
    let setter = server.journal().await;
    let () = say(
        &setter,
        &["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"],
    )
    .await;
    // Without a bound nothing is ever evicted.
    server.journal().await;
    let () = say(&setter, &["CONFIG", "SET", "maxmemory", "100mb"]).await;
    let refused = RedisJournal::open(&server.url(), Trimming::Never).await;
    assert!(
        matches!(refused, Err(OpenError::Evicts { .. })),
        "{refused:?}"
    );
    let () = say(
        &setter,
        &["CONFIG", "SET", "maxmemory-policy", "noeviction"],
    )
    .await;
    server.journal().await;
}

#[tokio::test]
async fn a_redis_of_another_format_is_refused_by_name_and_left_as_it_is() {
    let server = RedisServer::start();
    let setter = server.journal().await;
    let this = JOURNAL_FORMAT;
    for other in [1, 2, this - 1, this + 1, 99].map(|other| other.to_string()) {
        let () = say(&setter, &["SET", keys::FORMAT, &other]).await;
        let refused = RedisJournal::open(&server.url(), Trimming::Never).await;
        let told = refused.unwrap_err().to_string();
        for part in [
            &format!("a journal of format {other}"),
            &format!("reads format {this} alone"),
            "serve it with the version that wrote it",
        ] {
            assert!(told.contains(part), "{told}");
        }
        let kept: String = say(&setter, &["GET", keys::FORMAT]).await;
        assert_eq!(kept, other);
    }
    let () = say(&setter, &["SET", keys::FORMAT, &this.to_string()]).await;
    server.journal().await;
}

#[tokio::test]
async fn a_start_waits_for_redis_and_refuses_what_will_not_pass() {
    let mut server = RedisServer::start();
    let setter = server.journal().await;
    assert_eq!(setter.durability(), &Durability::OnDisk);
    let () = say(&setter, &["CONFIG", "SET", "appendfsync", "everysec"]).await;
    let weaker = Durability::InMemory {
        append_only: "yes".to_owned(),
        append_fsync: "everysec".to_owned(),
    };
    assert_eq!(server.journal().await.durability(), &weaker);
    let () = say(&setter, &["CONFIG", "SET", "requirepass", "a secret"]).await;
    for wrong in ["redis://127.0.0.1", "redis://:another%20secret@127.0.0.1"] {
        let Ok(url) = format!("{wrong}:{}", server.port()).parse();
        let refused = RedisJournal::open(&url, Trimming::Never).await.unwrap_err();
        assert!(matches!(refused, OpenError::Unreachable(_)), "{refused}");
        assert!(!refused.to_string().contains("secret"), "{refused}");
    }
    drop(setter);
    server.kill();
    let url = server.url();
    let opening = RedisJournal::open(&url, Trimming::Never);
    tokio::pin!(opening);
    let early = timeout(limits::REDIS_RECONNECT_PAUSE, &mut opening).await;
    assert!(early.is_err(), "it has given up, or found something");
    server.start_again();
    assert!(opening.await.is_ok());
}
