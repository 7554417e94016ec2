//! Reading workshops back, on a connection that cannot write.

use std::path::Path;

use plenary_protocol::id::{JoinCode, WorkshopId};
use rusqlite::{Connection, OptionalExtension};

use super::{OpenError, schema};
use crate::journal::Stored;

/// A connection that reads.
#[derive(Debug)]
pub(super) struct Reader {
    connection: Connection,
}

impl Reader {
    pub(super) fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = schema::open_for_reading(path)?;
        Ok(Self { connection })
    }

    /// What is kept of a workshop, and the seq of its last entry.
    pub(super) fn load(&self, workshop: WorkshopId) -> rusqlite::Result<Option<(Stored, u64)>> {
        // One transaction, so that the entries are those behind this snapshot and not behind a newer one.
        let _reading = self.connection.unchecked_transaction()?;
        let snapshot = self
            .connection
            .prepare_cached("SELECT seq, bytes FROM snapshot WHERE workshop = ?1")?
            .query_row([workshop.as_bytes()], |row| {
                Ok((seq(row.get(0)?), row.get(1)?))
            })
            .optional()?;
        let behind = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let entries = self.entries(workshop, behind + 1)?;
        let last = self
            .connection
            .prepare_cached("SELECT max(seq) FROM entry WHERE workshop = ?1")?
            .query_row([workshop.as_bytes()], |row| row.get::<_, Option<i64>>(0))?
            .map_or(0, seq);
        // A workshop is made with its first entry, so one with neither entries nor snapshot is none.
        let is_known = snapshot.is_some() || !entries.is_empty();
        Ok(is_known.then_some((Stored { snapshot, entries }, last)))
    }

    pub(super) fn entries(
        &self,
        workshop: WorkshopId,
        from: u64,
    ) -> rusqlite::Result<Vec<(u64, Vec<u8>)>> {
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(
                "SELECT seq, bytes FROM entry WHERE workshop = ?1 AND seq >= ?2 ORDER BY seq",
            )?
            .query_map((workshop.as_bytes(), from), |row| {
                Ok((seq(row.get(0)?), row.get(1)?))
            })?
            .collect()
    }

    pub(super) fn find(&self, code: JoinCode) -> rusqlite::Result<Option<WorkshopId>> {
        self.connection
            .prepare_cached("SELECT id FROM workshop WHERE code = ?1")?
            .query_row([code.to_string()], |row| {
                row.get(0).map(WorkshopId::from_bytes)
            })
            .optional()
    }

    pub(super) fn workshops(&self) -> rusqlite::Result<Vec<WorkshopId>> {
        self.connection
            .prepare_cached("SELECT id FROM workshop ORDER BY id")?
            .query_map([], |row| row.get(0).map(WorkshopId::from_bytes))?
            .collect()
    }
}

/// SQLite's numbers have a sign; a seq is written from 1 upwards only.
fn seq(number: i64) -> u64 {
    number.unsigned_abs()
}
