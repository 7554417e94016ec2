//! Reading workshops back, on a connection that cannot write. What does not fit its checksum is never handed out.

use std::path::Path;

use plenary_protocol::id::{JoinCode, SpaceId};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row as SqlRow};

use super::{
    OpenError,
    chain::{Chain, Damage, Row, Walk},
    schema,
};
use crate::journal::{JournalError, Stored};

/// A connection that reads.
#[derive(Debug)]
pub(super) struct Reader {
    connection: Connection,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error(transparent)]
    Damage(#[from] Damage),
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl From<ReadError> for JournalError {
    fn from(err: ReadError) -> Self {
        match err {
            ReadError::Damage(damage) => damage.into(),
            // Reading the same once more gives the same. What is no fault of SQLite's is a value of another kind than
            // was written.
            ReadError::Sqlite(err) => match err.sqlite_error_code() {
                None | Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                    Self::Unreadable(err.to_string())
                }
                Some(_) => Self::Unavailable(err.to_string()),
            },
        }
    }
}

pub(super) type Read<T> = Result<T, ReadError>;

impl Reader {
    pub(super) fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = schema::open_for_reading(path)?;
        Ok(Self { connection })
    }

    /// What is kept of a workshop: the newest snapshot if it is sound, and every entry behind it.
    pub(super) fn load(&self, workshop: SpaceId) -> Read<Option<Stored>> {
        // One transaction, so that the entries are those behind this snapshot and not behind a newer one.
        let _reading = self.connection.unchecked_transaction()?;
        let snapshot = match self.snapshot(workshop) {
            // What stands in the entries as well can be done without.
            Err(ReadError::Damage(damage @ Damage::Snapshot(_))) => {
                tracing::error!(workshop.id = %workshop, "workshop {workshop}: {damage}");
                None
            }
            snapshot => snapshot?,
        };
        let behind = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let Some(mut walk) = self.walk_behind(workshop, behind)? else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        self.walk(workshop, &mut walk, |row| {
            entries.push((row.seq, row.bytes))
        })?;
        // A workshop is made with its first entry.
        if walk.last() == 0 {
            return Err(Damage::Missing(1).into());
        }
        Ok(Some(Stored { snapshot, entries }))
    }

    /// Every entry whose seq is at least `from`; none of a workshop that is not there.
    pub(super) fn entries(&self, workshop: SpaceId, from: u64) -> Read<Vec<(u64, Vec<u8>)>> {
        self.some_entries(workshop, from, usize::MAX)
    }

    /// At most so many of them.
    pub(super) fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Read<Vec<(u64, Vec<u8>)>> {
        let _reading = self.connection.unchecked_transaction()?;
        let behind = from.saturating_sub(1).min(self.last(workshop)?);
        let mut entries = Vec::new();
        if let Some(mut walk) = self.walk_behind(workshop, behind)? {
            self.walk_some(workshop, &mut walk, most, |row| {
                entries.push((row.seq, row.bytes))
            })?;
        }
        Ok(entries)
    }

    pub(super) fn find(&self, code: JoinCode) -> Read<Option<SpaceId>> {
        let found = self
            .connection
            .prepare_cached("SELECT id FROM workshop WHERE code = ?1")?
            .query_row([code.to_string()], |row| {
                row.get(0).map(SpaceId::from_bytes)
            });
        Ok(found.optional()?)
    }

    pub(super) fn workshops(&self) -> Read<Vec<SpaceId>> {
        let mut all = self
            .connection
            .prepare_cached("SELECT id FROM workshop ORDER BY id")?;
        let all = all.query_map([], |row| row.get(0).map(SpaceId::from_bytes))?;
        Ok(all.collect::<rusqlite::Result<_>>()?)
    }

    /// Where a chain stands behind an entry, or at its beginning for 0; none where there is no such workshop.
    pub(super) fn walk_behind(&self, workshop: SpaceId, behind: u64) -> Read<Option<Walk>> {
        if 0 < behind {
            let chain = self.chain(workshop, behind)?;
            return Ok(Some(Walk::behind(behind, chain)));
        }
        let code: Option<String> = self
            .connection
            .prepare_cached("SELECT code FROM workshop WHERE id = ?1")?
            .query_row([workshop.as_bytes()], |row| row.get(0))
            .optional()?;
        match code {
            Some(code) => Ok(Some(Walk::behind(0, Chain::begin(workshop, &code)))),
            None if 0 < self.last(workshop)? => Err(Damage::Code.into()),
            None => Ok(None),
        }
    }

    /// The checksum that is kept with an entry.
    fn chain(&self, workshop: SpaceId, seq: u64) -> Read<Chain> {
        let stored: Option<i64> = self
            .connection
            .prepare_cached("SELECT chain FROM entry WHERE workshop = ?1 AND seq = ?2")?
            .query_row((workshop.as_bytes(), number(seq)), |row| row.get(0))
            .optional()?;
        let stored = stored.ok_or(Damage::Missing(seq))?;
        Ok(Chain::from_sql(stored).ok_or(Damage::Entry(seq))?)
    }

    fn last(&self, workshop: SpaceId) -> Read<u64> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(seq) FROM entry WHERE workshop = ?1")?
            .query_row([workshop.as_bytes()], |row| row.get(0))?;
        Ok(last.map_or(0, i64::unsigned_abs))
    }

    /// The snapshot, if it is sound and of this history.
    pub(super) fn snapshot(&self, workshop: SpaceId) -> Read<Option<(u64, Vec<u8>)>> {
        let snapshot = self
            .connection
            .prepare_cached("SELECT seq, chain, bytes FROM snapshot WHERE workshop = ?1")?
            .query_row([workshop.as_bytes()], row)
            .optional()?;
        let Some(Row { seq, chain, bytes }) = snapshot else {
            return Ok(None);
        };
        let expected = self.chain(workshop, seq)?.link(seq, &bytes);
        match chain == Some(expected) {
            true => Ok(Some((seq, bytes))),
            false => Err(Damage::Snapshot(seq).into()),
        }
    }

    /// Goes along every entry behind where the walk stands, up to the first that is damaged.
    pub(super) fn walk(
        &self,
        workshop: SpaceId,
        walk: &mut Walk,
        take: impl FnMut(Row),
    ) -> Read<()> {
        self.walk_some(workshop, walk, usize::MAX, take)
    }

    /// Goes along so many of them.
    fn walk_some(
        &self,
        workshop: SpaceId,
        walk: &mut Walk,
        most: usize,
        mut take: impl FnMut(Row),
    ) -> Read<()> {
        let mut read = self.connection.prepare_cached(
            "SELECT seq, chain, bytes FROM entry WHERE workshop = ?1 AND seq > ?2 ORDER BY seq",
        )?;
        let rows = read.query_map((workshop.as_bytes(), number(walk.last())), row)?;
        for found in rows.take(most) {
            let found = found?;
            walk.step(&found)?;
            take(found);
        }
        Ok(())
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

fn row(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let (seq, chain): (i64, i64) = (row.get(0)?, row.get(1)?);
    Ok(Row {
        // SQLite's numbers have a sign; a seq is written from 1 upwards only.
        seq: seq.unsigned_abs(),
        chain: Chain::from_sql(chain),
        bytes: row.get(2)?,
    })
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
