//! Tests of a file in which bytes changed: the workshop that they belong to is refused, by name and number, and the
//! others live on.

use rand::{Rng, SeedableRng, rngs::StdRng};
use rusqlite::Connection;

use super::{
    check::{Checked, check},
    tests::{Files, files, open},
    *,
};
use crate::journal::contract::{code, workshop};

const ENTRIES: u64 = 8;

fn entry(seq: u64) -> Vec<u8> {
    format!("the mark of somebody, number {seq}").into_bytes()
}

async fn fill(journal: &SqliteJournal, number: u16) {
    let (id, rest) = (workshop(number), (2..=ENTRIES).map(entry).collect());
    journal.create(id, code(number), entry(1)).await.unwrap();
    journal.append(id, 1, rest).await.unwrap();
}

/// A file with two workshops, a journal on it, and somebody who changes it behind the journal's back.
async fn damaged() -> (Files, SqliteJournal, Connection) {
    let files = files();
    let journal = open(&files);
    fill(&journal, 1).await;
    fill(&journal, 2).await;
    let disk = Connection::open(&files.path).unwrap();
    disk.execute_batch(
        "PRAGMA foreign_keys = OFF;
         CREATE TEMP TABLE aside AS SELECT * FROM entry;
         CREATE TEMP TABLE codes AS SELECT * FROM workshop;",
    )
    .unwrap();
    (files, journal, disk)
}

fn mend(disk: &Connection) {
    disk.execute_batch(
        "DELETE FROM entry; DELETE FROM workshop;
         INSERT INTO workshop SELECT * FROM codes; INSERT INTO entry SELECT * FROM aside;",
    )
    .unwrap();
}

/// Loading, reading and checking all name it, and the other workshop is as it was.
async fn named(files: &Files, journal: &SqliteJournal, damage: &Damage) {
    let told = JournalError::from(damage.clone());
    let id = workshop(1);
    assert_eq!(journal.load(id).await, Err(told.clone()));
    assert_eq!(journal.entries(id, 1).await, Err(told));
    let found = check(&files.path).unwrap();
    assert_eq!(found.damaged, [(id, damage.clone())]);
    assert!(!found.is_whole());
    let other = journal.load(workshop(2)).await.unwrap().unwrap();
    assert_eq!(other.entries.len() as u64, ENTRIES);
}

#[tokio::test]
async fn a_changed_byte_is_named_by_workshop_and_entry_and_others_live_on() {
    let (files, journal, disk) = damaged().await;
    let mut random = StdRng::seed_from_u64(3);
    for _ in 0..60 {
        let seq = random.random_range(1..=ENTRIES);
        let mut bytes = entry(seq);
        let at = random.random_range(0..bytes.len());
        bytes[at] ^= 1 << random.random_range(0..8);
        let changed = "UPDATE entry SET bytes = ?1 WHERE workshop = ?2 AND seq = ?3";
        let id = workshop(1);
        disk.execute(changed, (bytes, id.as_bytes(), seq as i64))
            .unwrap();
        named(&files, &journal, &Damage::Entry(seq)).await;
        mend(&disk);
    }
    let whole = check(&files.path).unwrap();
    let expected = Checked {
        workshops: 2,
        entries: 2 * ENTRIES as usize,
        ..Checked::default()
    };
    assert_eq!(whole, expected);
    assert!(whole.is_whole());
}

#[tokio::test]
async fn what_was_moved_taken_out_or_put_in_from_elsewhere_is_named() {
    let (files, journal, disk) = damaged().await;
    let id = "workshop = (SELECT min(id) FROM workshop)";
    let other = "workshop = (SELECT max(id) FROM workshop)";
    let cases = [
        (format!("UPDATE entry SET chain = chain + 1 WHERE {id} AND seq = 4"), Damage::Entry(4)),
        (format!("UPDATE entry SET chain = -1 WHERE {id} AND seq = 8"), Damage::Entry(8)),
        (format!("DELETE FROM entry WHERE {id} AND seq = 5"), Damage::Missing(5)),
        (format!("DELETE FROM entry WHERE {id}"), Damage::Missing(1)),
        (
            format!(
                "UPDATE entry SET (chain, bytes) = (SELECT chain, bytes FROM aside WHERE {id} AND seq = 3)
                 WHERE {id} AND seq = 6"
            ),
            Damage::Entry(6),
        ),
        (
            format!(
                "UPDATE entry SET (chain, bytes) = (SELECT chain, bytes FROM aside WHERE {other} AND seq = 2)
                 WHERE {id} AND seq = 2"
            ),
            Damage::Entry(2),
        ),
        (
            "UPDATE workshop SET code = 'AAAAAAA' WHERE id = (SELECT min(id) FROM workshop)".to_owned(),
            Damage::Entry(1),
        ),
    ];
    for (sql, damage) in cases {
        disk.execute_batch(&sql).unwrap();
        if damage != Damage::Missing(1) {
            named(&files, &journal, &damage).await;
        } else {
            assert_eq!(journal.load(workshop(1)).await, Err(damage.into()));
        }
        mend(&disk);
    }
    disk.execute_batch("DELETE FROM workshop WHERE id = (SELECT min(id) FROM workshop)")
        .unwrap();
    named(&files, &journal, &Damage::Code).await;
}

#[tokio::test]
async fn a_damaged_snapshot_is_passed_over_and_the_entries_stand_in_for_it() {
    let (files, journal, disk) = damaged().await;
    let id = workshop(1);
    journal
        .save_snapshot(id, 5, b"state".to_vec())
        .await
        .unwrap();
    let loaded = journal.load(id).await.unwrap().unwrap();
    assert_eq!(loaded.snapshot, Some((5, b"state".to_vec())));
    assert_eq!(loaded.entries.len(), 3);
    disk.execute_batch("UPDATE snapshot SET bytes = X'7374617473'")
        .unwrap();
    let loaded = journal.load(id).await.unwrap().unwrap();
    assert_eq!(loaded.snapshot, None);
    assert_eq!(loaded.entries.len() as u64, ENTRIES);
    let found = check(&files.path).unwrap();
    assert_eq!(found.damaged, [(id, Damage::Snapshot(5))]);
}

#[tokio::test]
async fn damage_in_one_workshop_spoils_no_append_to_another() {
    let (_files, journal, disk) = damaged().await;
    disk.execute_batch(
        "UPDATE entry SET chain = -1 WHERE seq = 8 AND workshop = (SELECT min(id) FROM workshop)",
    )
    .unwrap();
    let (spoiled, sound) = tokio::join!(
        journal.append(workshop(1), ENTRIES, vec![entry(9)]),
        journal.append(workshop(2), ENTRIES, vec![entry(9)]),
    );
    assert_eq!(spoiled, Err(Damage::Entry(ENTRIES).into()));
    assert_eq!(sound, Ok(()));
}

#[tokio::test]
async fn a_backup_tells_what_is_damaged_and_keeps_everything_else() {
    let (files, journal, disk) = damaged().await;
    disk.execute_batch(
        "UPDATE entry SET bytes = X'00' WHERE seq = 3 AND workshop = (SELECT min(id) FROM workshop)",
    )
    .unwrap();
    let copy = files.path.with_extension("copy");
    let checked = backup::back_up(&files.path, &copy).unwrap();
    assert_eq!(checked.damaged, [(workshop(1), Damage::Entry(3))]);
    drop(journal);
    let copy = SqliteJournal::open(&copy, Metrics::new()).unwrap();
    assert_eq!(copy.load(workshop(1)).await, Err(Damage::Entry(3).into()));
    let other = copy.entries(workshop(2), 1).await.unwrap();
    assert_eq!(other.len() as u64, ENTRIES);
}

#[tokio::test]
async fn what_was_written_and_not_acknowledged_is_found_when_it_is_asked_for_again() {
    let files = files();
    let journal = open(&files);
    fill(&journal, 1).await;
    let again = |after| (after + 1..=ENTRIES).map(entry).collect::<Vec<_>>();
    for after in [1, 5, 7] {
        let done = journal.append(workshop(1), after, again(after)).await;
        assert_eq!(done, Ok(()), "{after}");
        let mut other = again(after);
        other[0][0] ^= 1;
        let conflict = JournalError::Conflict {
            after,
            last: ENTRIES,
        };
        for other in [other, again(after + 1), Vec::new()] {
            let refused = journal.append(workshop(1), after, other).await;
            assert_eq!(refused, Err(conflict.clone()));
        }
    }
    let all = journal.entries(workshop(1), 1).await.unwrap();
    assert_eq!(all.len() as u64, ENTRIES);
}
