//! Going through a whole file: whether every entry is as it was written.

use std::path::Path;

use plenary_protocol::id::SpaceId;
use rusqlite::Connection;

use super::{
    OpenError,
    chain::Damage,
    place,
    reader::{ReadError, Reader},
    schema,
};

/// What was found in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Workshops, damaged ones included.
    pub workshops: usize,
    /// Entries that are as they were written.
    pub entries: usize,
    /// The first that is damaged of each workshop that has something damaged.
    pub damaged: Vec<(SpaceId, Damage)>,
    /// What SQLite says of the file's structure, where something is wrong with it.
    pub structure: Option<String>,
    /// The log should be there and is not: the newest entries may be missing, and nothing in the file says which.
    pub is_log_missing: bool,
}

impl Checked {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.damaged.is_empty() && self.structure.is_none() && !self.is_log_missing
    }
}

/// Reads everything in a file. A server may go on meanwhile.
pub fn check(path: &Path) -> Result<Checked, OpenError> {
    // Before SQLite makes an empty one in order to read.
    let is_log_there = place::log_bytes(path) > 0;
    let reader = Reader::open(path)?;
    read_all(&reader, is_log_there).map_err(|cause| OpenError::from_sqlite(path, cause))
}

fn read_all(reader: &Reader, is_log_there: bool) -> rusqlite::Result<Checked> {
    let connection = reader.connection();
    // One moment of a file that is written meanwhile.
    let _reading = connection.unchecked_transaction()?;
    let mut checked = Checked {
        structure: structure(connection)?,
        is_log_missing: !is_log_there && schema::is_log_expected(connection)?,
        ..Checked::default()
    };
    for workshop in workshops(connection)? {
        checked.workshops += 1;
        let damage = match read(reader, workshop, &mut checked.entries) {
            Ok(()) => continue,
            Err(ReadError::Damage(damage)) => damage,
            // Others may stand on other pages.
            Err(ReadError::Sqlite(err)) => Damage::Unreadable(err.to_string()),
        };
        checked.damaged.push((workshop, damage));
    }
    Ok(checked)
}

fn read(reader: &Reader, workshop: SpaceId, entries: &mut usize) -> Result<(), ReadError> {
    let mut walk = reader.walk_behind(workshop, 0)?.ok_or(Damage::Missing(1))?;
    reader.walk(workshop, &mut walk, |_| *entries += 1)?;
    if walk.last() == 0 {
        return Err(Damage::Missing(1).into());
    }
    reader.snapshot(workshop).map(drop)
}

/// Every workshop of which there is anything.
fn workshops(connection: &Connection) -> rusqlite::Result<Vec<SpaceId>> {
    connection
        .prepare("SELECT id FROM workshop UNION SELECT workshop FROM entry")?
        .query_map([], |row| row.get(0).map(SpaceId::from_bytes))?
        .collect()
}

fn structure(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}
