//! A file of layout 1, which had no checksums: everything in it is written anew, with the chain computed over what is
//! there. What was damaged before cannot be known.

use plenary_protocol::id::WorkshopId;
use rusqlite::{Transaction, ffi};

use super::chain::Chain;

/// The layout that is read here.
pub(super) const LAYOUT: i64 = 1;

/// Gives the older tables other names.
pub(super) fn set_aside(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    // Tables that refer to `workshop` would be led to its new name, so they go first.
    transaction.execute_batch(
        "ALTER TABLE entry RENAME TO older_entry;
         DROP TABLE snapshot;
         ALTER TABLE workshop RENAME TO older_workshop;",
    )
}

/// Takes over workshops and entries, and says how many entries. Snapshots are left behind: nothing says that they are
/// sound, and whoever opens a workshop makes its own.
pub(super) fn take_over(transaction: &Transaction<'_>) -> rusqlite::Result<u64> {
    let is_astray = transaction
        .prepare("SELECT 1 FROM older_entry WHERE workshop NOT IN (SELECT id FROM older_workshop)")?
        .exists([])?;
    if is_astray {
        let corrupt = ffi::Error::new(ffi::SQLITE_CORRUPT);
        let what = "it has entries of no workshop".to_owned();
        return Err(rusqlite::Error::SqliteFailure(corrupt, Some(what)));
    }
    transaction
        .execute_batch("INSERT INTO workshop (id, code) SELECT id, code FROM older_workshop")?;
    let mut entries = 0;
    for (workshop, code) in workshops(transaction)? {
        entries += link(transaction, workshop, &code)?;
    }
    transaction.execute_batch("DROP TABLE older_entry; DROP TABLE older_workshop")?;
    Ok(entries)
}

fn workshops(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<(WorkshopId, String)>> {
    transaction
        .prepare("SELECT id, code FROM older_workshop")?
        .query_map([], |row| {
            Ok((row.get(0).map(WorkshopId::from_bytes)?, row.get(1)?))
        })?
        .collect()
}

fn link(transaction: &Transaction<'_>, workshop: WorkshopId, code: &str) -> rusqlite::Result<u64> {
    let mut read = transaction
        .prepare("SELECT seq, bytes FROM older_entry WHERE workshop = ?1 ORDER BY seq")?;
    let mut write = transaction
        .prepare("INSERT INTO entry (workshop, seq, chain, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    let (mut chain, mut entries) = (Chain::begin(workshop, code), 0);
    let mut rows = read.query([workshop.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (seq, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        chain = chain.link(seq.unsigned_abs(), &bytes);
        write.execute((workshop.as_bytes(), seq, chain.to_sql(), bytes))?;
        entries += 1;
    }
    Ok(entries)
}
