//! The tables of the file, the format that it is marked with, and how a connection to it is set up.
//!
//! Nothing here reads or writes a workshop.

use std::path::Path;

use plenary_protocol::{limits, space::entry::JOURNAL_FORMAT};
use rusqlite::{Connection, OpenFlags, Transaction, config::DbConfig};

use super::{OpenError, place};

/// As SQLite keeps it, in `user_version`.
const FORMAT: i64 = JOURNAL_FORMAT as i64;

/// "Plen" in ASCII: how Plenary knows its own files, and how `file` can.
const APPLICATION_ID: i64 = 0x506c_656e;

/// A workshop's entries stand next to each other in the file, because a room reads them in one go. What is small stands
/// before the bytes, so that it is read without them.
const TABLES: &str = "
    CREATE TABLE workshop (
        id BLOB PRIMARY KEY,
        code TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (
        workshop BLOB NOT NULL REFERENCES workshop (id),
        seq INTEGER NOT NULL,
        chain INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (workshop, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshot (
        workshop BLOB PRIMARY KEY REFERENCES workshop (id),
        seq INTEGER NOT NULL,
        chain INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE log (
        is_expected INTEGER NOT NULL
    ) STRICT;
    INSERT INTO log (is_expected) VALUES (0);
";

/// The writing connection to a file that may not be there yet.
pub(super) fn open_or_create(path: &Path) -> Result<Connection, OpenError> {
    let failed = |cause| OpenError::from_sqlite(path, cause);
    // Before SQLite makes a new one. An empty one comes from whoever only read.
    let is_log_there = place::log_bytes(path) > 0;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_CREATE | WRITING).map_err(failed)?;
    // SQLite opens what it may not write for reading, and says so at the first write only.
    if connection.is_readonly("main").map_err(failed)? {
        return Err(OpenError::ReadOnly(path.to_owned()));
    }
    match contents(&connection, path)? {
        Contents::Nothing => create(&mut connection).map_err(failed)?,
        Contents::Journal if !is_log_there && is_log_expected(&connection).map_err(failed)? => {
            return Err(OpenError::MissingLog {
                path: path.to_owned(),
                log: place::log_of(path),
            });
        }
        Contents::Journal => {}
    }
    prepare_for_writing(&connection).map_err(failed)?;
    Ok(connection)
}

/// A writing connection to a file that must be there: after a fault an empty file must not take its place.
pub(super) fn open_again(path: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(path, WRITING)?;
    prepare_for_writing(&connection)?;
    Ok(connection)
}

/// A connection that reads only.
pub(super) fn open_for_reading(path: &Path) -> Result<Connection, OpenError> {
    let failed = |cause| OpenError::from_sqlite(path, cause);
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    match contents(&connection, path)? {
        Contents::Nothing => Err(OpenError::Foreign(path.to_owned())),
        Contents::Journal => Ok(connection),
    }
}

const WRITING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE;

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // Each connection stays with one thread at a time, so SQLite need not lock as well.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(limits::JOURNAL_BUSY_WAIT)?;
    // The log stays where the writer does not end in order, and where a file is refused: the file says that it has to be
    // there.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(connection)
}

fn prepare_for_writing(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: the log is on the disk when a commit returns. NORMAL would lose the last commits in a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// From now on the log has to stand beside the file.
pub(super) fn expect_log(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction
        .execute("UPDATE log SET is_expected = 1 WHERE is_expected = 0", [])
        .map(drop)
}

/// The file is whole without a log, as soon as what stands there has been taken over.
pub(super) fn expect_no_log(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute("UPDATE log SET is_expected = 0 WHERE is_expected = 1", [])
        .map(drop)
}

/// Whether the log has to stand beside the file.
pub(super) fn is_log_expected(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT max(is_expected) FROM log", [], |row| {
        Ok(row.get::<_, Option<bool>>(0)?.unwrap_or(false))
    })
}

/// Takes into the file what stands in the log. Whether all of it has been: a reader may have been in the way.
pub(super) fn take_over_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        let (is_busy, frames, taken): (bool, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(!is_busy && frames == taken)
    })
}

/// Takes into the file all that stands in the log, and leaves the log empty.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// The log goes when this connection, the last, is closed.
pub(super) fn let_log_go(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map(drop)
}

/// What stands in a file that can be used.
enum Contents {
    Nothing,
    Journal,
}

fn contents(connection: &Connection, path: &Path) -> Result<Contents, OpenError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let tables = || {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })
    };
    let read = || -> rusqlite::Result<_> {
        Ok((
            pragma("application_id")?,
            pragma("user_version")?,
            tables()?,
        ))
    };
    let found = read().map_err(|cause| OpenError::from_sqlite(path, cause))?;
    match found {
        (0, 0, 0) => Ok(Contents::Nothing),
        (APPLICATION_ID, FORMAT, _) => Ok(Contents::Journal),
        (APPLICATION_ID, ..=0, _) => Err(OpenError::NoFormat {
            path: path.to_owned(),
            found: found.1,
        }),
        (APPLICATION_ID, other, _) => Err(OpenError::OtherFormat {
            path: path.to_owned(),
            found: other,
        }),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    // All or nothing: a server killed while it makes the file leaves an empty one.
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    write_format(&transaction)?;
    transaction.commit()
}

/// Writes the number of the format, which is there already once the file is made: SQLite writes its page all the same.
pub(super) fn write_format(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.pragma_update(None, "user_version", FORMAT)
}
