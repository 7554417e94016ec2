//! Tests of a log that lost its end, or was damaged: whatever was acknowledged before the damage is there, the rest is
//! gone whole, and nothing is ever half there.

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{
    tests::{Files, files, open},
    *,
};
use crate::journal::contract::{code, workshop};

/// What a power cut at some moment leaves: the file and its log.
#[derive(Clone)]
struct Remains {
    file: Vec<u8>,
    log: Vec<u8>,
}

/// A journal in which appends were made one after another, and what would have been left after each.
struct History {
    /// How many entries each append added, the creation first.
    appends: Vec<u64>,
    /// The length of the log when each had been acknowledged.
    log_bytes: Vec<usize>,
    last: Remains,
}

fn entry(seq: u64) -> Vec<u8> {
    // From a few bytes to several pages.
    let length = (seq as usize * 379) % 9_000 + 8;
    let mut bytes = vec![seq as u8; length];
    bytes[..8].copy_from_slice(&seq.to_be_bytes());
    bytes
}

impl Remains {
    fn of(files: &Files) -> Self {
        Self {
            file: std::fs::read(&files.path).unwrap(),
            log: std::fs::read(files.path.with_extension("db-wal")).unwrap(),
        }
    }
}

async fn history(appends: u64) -> History {
    let files = files();
    let journal = open(&files);
    let mut made = History {
        appends: vec![1],
        log_bytes: Vec::new(),
        last: Remains::of(&files),
    };
    journal
        .create(workshop(1), code(1), entry(1))
        .await
        .unwrap();
    // The first entry stands in the file by now, and the log begins anew behind it: cut here, so that it only grows.
    rusqlite::Connection::open(&files.path)
        .and_then(|other| other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
        .unwrap();
    made.log_bytes.push(Remains::of(&files).log.len());
    assert_eq!(made.log_bytes, [0]);
    let mut last = 1;
    for number in 0..appends {
        let count = number % 4 + 1;
        let entries = (last + 1..=last + count).map(entry).collect();
        journal.append(workshop(1), last, entries).await.unwrap();
        last += count;
        made.appends.push(count);
        made.log_bytes.push(Remains::of(&files).log.len());
    }
    made.last = Remains::of(&files);
    let grows = made.log_bytes.windows(2).all(|two| two[0] < two[1]);
    assert!(grows, "the log was begun anew meanwhile");
    made
}

impl History {
    /// Entries after so many appends.
    fn entries_after(&self, appends: usize) -> u64 {
        self.appends[..appends].iter().sum()
    }

    /// Opens what is left and checks that it holds whole appends from the first on, at least those whose log was
    /// whole up to `sound_bytes`, and that it can be written again.
    async fn check(&self, remains: &Remains, sound_bytes: usize, what: &str) {
        let files = files();
        std::fs::write(&files.path, &remains.file).unwrap();
        std::fs::write(files.path.with_extension("db-wal"), &remains.log).unwrap();
        let journal = open(&files);
        let sound = self.log_bytes.partition_point(|end| *end <= sound_bytes);
        let found = journal.load(workshop(1)).await.unwrap().unwrap().entries;
        let expected = (1..=found.len() as u64).map(|seq| (seq, entry(seq)));
        assert!(found.iter().cloned().eq(expected), "{what}: not a prefix");
        let is_whole = (sound..=self.appends.len())
            .any(|appends| self.entries_after(appends) == found.len() as u64);
        assert!(
            is_whole,
            "{what}: {} entries, where {sound} appends were sound",
            found.len()
        );
        let last = found.len() as u64;
        assert!(
            1 <= last,
            "{what}: the first entry stands in the file itself"
        );
        let again = journal.append(workshop(1), last, vec![entry(last + 1)]);
        let again = again.await;
        assert_eq!(again, Ok(()), "{what}");
        assert_eq!(
            journal.entries(workshop(1), 1).await.unwrap().len() as u64,
            last + 1,
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_tail_that_was_never_acknowledged_may_be_cut_anywhere_or_be_garbage() {
    let history = history(40).await;
    let mut random = StdRng::seed_from_u64(1);
    let last = &history.last;
    for number in 0..120 {
        // Some append was the last that was acknowledged; everything behind it is the tail.
        let acknowledged = random.random_range(0..history.log_bytes.len());
        let sound = history.log_bytes[acknowledged];
        let mut torn = last.clone();
        torn.log
            .truncate(random.random_range(sound..=last.log.len()));
        match number % 3 {
            0 => {}
            1 => {
                let garbage = random.random_range(1..20_000);
                torn.log.extend((0..garbage).map(|_| random.random::<u8>()));
            }
            _ => {
                for _ in 0..random.random_range(1..6) {
                    if sound < torn.log.len() {
                        let at = random.random_range(sound..torn.log.len());
                        torn.log[at] ^= 1 << random.random_range(0..8);
                    }
                }
            }
        }
        let what = format!("case {number}, {sound} of {} bytes", torn.log.len());
        history.check(&torn, sound, &what).await;
    }
}

#[tokio::test]
async fn a_log_damaged_where_it_was_acknowledged_keeps_whole_appends_up_to_there() {
    let history = history(40).await;
    let mut random = StdRng::seed_from_u64(2);
    for number in 0..120 {
        let mut torn = history.last.clone();
        let at = random.random_range(0..torn.log.len());
        match number % 2 {
            0 => torn.log.truncate(at),
            _ => torn.log[at] ^= 1 << random.random_range(0..8),
        }
        history
            .check(&torn, at, &format!("case {number} at {at}"))
            .await;
    }
}

#[tokio::test]
async fn a_file_that_lost_entries_is_unreadable_and_not_taken_for_less() {
    let files = files();
    let journal = open(&files);
    journal
        .create(workshop(1), code(1), entry(1))
        .await
        .unwrap();
    let entries = (2..=6).map(entry).collect();
    journal.append(workshop(1), 1, entries).await.unwrap();
    let damage = rusqlite::Connection::open(&files.path).unwrap();
    let unreadable = async |sql: &str| {
        damage.execute_batch(sql).unwrap();
        let loaded = journal.load(workshop(1)).await;
        assert!(
            matches!(&loaded, Err(JournalError::Unreadable(cause)) if cause.contains("missing")),
            "{sql}: {loaded:?}"
        );
    };
    damage
        .execute_batch("CREATE TEMP TABLE aside AS SELECT * FROM entry")
        .unwrap();
    unreadable("DELETE FROM entry WHERE seq = 3").await;
    unreadable("DELETE FROM entry WHERE seq = 1").await;
    damage
        .execute_batch("DELETE FROM entry; INSERT INTO entry SELECT * FROM aside")
        .unwrap();
    journal
        .save_snapshot(workshop(1), 5, b"state".to_vec())
        .await
        .unwrap();
    assert!(journal.load(workshop(1)).await.is_ok());
    // The snapshot is ahead of what is left: going on from it would leave a hole.
    unreadable("DELETE FROM entry WHERE seq > 4").await;
}
