//! There and back again: a file, a Redis, and another file hold the same.

use std::{path::Path, sync::Arc};

use plenary_protocol::{
    command::Command,
    entry::{Control, Created},
    framework,
    id::{SeatId, Token},
    run_sheet::RunSheet,
    seat::default_sectors,
    settings::Settings,
};

use super::*;
use crate::{
    journal::{
        contract::{code, workshop},
        memory::MemoryJournal,
        redis::server::RedisServer,
        sqlite::{
            SqliteJournal,
            backup::{self, BackupError, NewFile},
        },
    },
    telemetry::Metrics,
};

fn first(number: u16) -> Vec<u8> {
    let token = Token::from_random_bytes([1; 24]).hash();
    let seat = |byte| SeatId::from_random_bytes([byte; 16]);
    let created = Created {
        request: None,
        workshop: workshop(number),
        title: "Place-based planning".to_owned(),
        join_code: code(number),
        frameworks: vec![(**framework::built_in_by_id("blank").unwrap()).clone()],
        sectors: default_sectors(),
        tables: Vec::new(),
        settings: Settings {
            reveal: Default::default(),
            minimum_group: 5,
            named: false,
        },
        run_sheet: RunSheet::plain(0),
        facilitator: (seat(2), token),
        screen: (seat(3), token),
    };
    let event = Event::Control(Control::Created(Box::new(created)));
    Entry { at_ms: 7, event }.encode()
}

fn command(at_ms: u64) -> Vec<u8> {
    let seat = SeatId::from_random_bytes([2; 16]);
    let command = Command::OpenJoining { open: false };
    let event = Event::Control(Control::Commanded {
        seat,
        command,
        request: None,
    });
    Entry { at_ms, event }.encode()
}

async fn fill(journal: &dyn Journal, number: u16, entries: u64) {
    journal
        .create(workshop(number), code(number), first(number))
        .await
        .unwrap();
    let rest = (1..entries).map(command).collect();
    journal.append(workshop(number), 1, rest).await.unwrap();
}

async fn assert_same(left: &dyn Journal, right: &dyn Journal) {
    let workshops = left.workshops().await.unwrap();
    assert_eq!(right.workshops().await.unwrap(), workshops);
    for workshop in workshops {
        let entries = left.entries(workshop, 1).await.unwrap();
        assert_eq!(right.entries(workshop, 1).await.unwrap(), entries);
    }
}

#[tokio::test]
async fn from_a_file_to_redis_and_back_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let file = SqliteJournal::open(&path("one.db"), Metrics::new()).unwrap();
    for (number, entries) in [(1, 1), (2, 1_234), (3, 40)] {
        fill(&file, number, entries).await;
    }
    let snapshot = file.save_snapshot(workshop(3), 40, b"left behind".to_vec());
    snapshot.await.unwrap();
    let server = RedisServer::start();
    let redis = server.journal().await;
    let copied = copy::<Control>(&file, &redis).await.unwrap();
    let (made, entries) = (3, 1 + 1_234 + 40);
    assert_eq!(
        copied,
        Copied {
            made,
            entries,
            ..Copied::default()
        }
    );
    assert_same(&file, &redis).await;
    assert_eq!(redis.find(code(2)).await, Ok(Some(workshop(2))));

    let writing = NewFile::at(&path("two.db")).unwrap();
    copy::<Control>(&redis, writing.journal()).await.unwrap();
    assert!(!path("two.db").exists());
    writing.finish().unwrap();
    assert_same(
        &file,
        &SqliteJournal::open_for_reading(&path("two.db")).unwrap(),
    )
    .await;
    let lying_about: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("two.db"))
        .collect();
    assert_eq!(lying_about, ["two.db"]);
    // It is a journal to be served from, and no backup takes its place.
    let back = SqliteJournal::open(&path("two.db"), Metrics::new()).unwrap();
    let done = back.append(workshop(3), 40, vec![command(99)]).await;
    assert_eq!(done, Ok(()));
    assert!(NewFile::at(&path("two.db")).is_err());
}

#[tokio::test]
async fn what_is_there_is_continued_or_refused_and_never_overwritten() {
    let (from, into) = (MemoryJournal::new(), MemoryJournal::new());
    for number in 1..=5 {
        fill(&from, number, 10).await;
    }
    // The same and complete, the same and ahead, the same and behind, another history, and another's code.
    fill(&into, 1, 10).await;
    fill(&into, 2, 12).await;
    fill(&into, 3, 4).await;
    fill(&into, 4, 2).await;
    into.append(workshop(4), 2, vec![command(77)])
        .await
        .unwrap();
    into.create(workshop(6), code(5), first(6)).await.unwrap();
    let copied = copy::<Control>(&from, &into).await.unwrap();
    assert_eq!((copied.made, copied.continued, copied.complete), (0, 1, 2));
    assert_eq!(copied.entries, 6);
    let refused: Vec<SpaceId> = copied.refused.iter().map(|(id, _)| *id).collect();
    assert_eq!(refused, [workshop(4), workshop(5)]);
    assert!(
        copied.refused[0].1.contains("entry 3 differs"),
        "{copied:?}"
    );
    assert!(copied.refused[1].1.contains("join code"), "{copied:?}");
    let lengths = [1, 2, 3, 4].map(|number| into.entries(workshop(number), 1));
    let lengths = futures_util::future::join_all(lengths).await;
    let lengths: Vec<usize> = lengths.into_iter().map(|all| all.unwrap().len()).collect();
    assert_eq!(lengths, [10, 12, 10, 3]);
    into.set_fault(Some("disk is full"));
    fill(&from, 7, 2).await;
    assert!(copy::<Control>(&from, &into).await.is_err());
}

#[tokio::test]
async fn a_file_is_backed_up_whole_while_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (from, file) = (folder.path().join("one.db"), folder.path().join("two.db"));
    let journal = Arc::new(SqliteJournal::open(&from, Metrics::new()).unwrap());
    fill(&*journal, 1, 500).await;
    let back_up = |from: &Path, file: &Path| {
        let (from, file) = (from.to_owned(), file.to_owned());
        tokio::task::spawn_blocking(move || backup::back_up(&from, &file))
    };
    let writer = Arc::clone(&journal);
    let writing = tokio::spawn(async move {
        for seq in 500..700 {
            let done = writer.append(workshop(1), seq, vec![command(seq)]).await;
            done.unwrap();
        }
    });
    back_up(&from, &file).await.unwrap().unwrap();
    writing.await.unwrap();
    let copy = SqliteJournal::open(&file, Metrics::new()).unwrap();
    let copied = copy.entries(workshop(1), 1).await.unwrap();
    assert!(500 <= copied.len(), "{}", copied.len());
    let all = journal.entries(workshop(1), 1).await.unwrap();
    assert_eq!(copied, all[..copied.len()]);
    assert_eq!(copy.find(code(1)).await, Ok(Some(workshop(1))));
    let again = back_up(&from, &file).await.unwrap();
    assert!(matches!(again, Err(BackupError::Exists(_))), "{again:?}");
    let absent = back_up(&folder.path().join("none.db"), &folder.path().join("x.db"));
    assert!(absent.await.unwrap().is_err());
    assert!(!folder.path().join("x.db").exists());
}
