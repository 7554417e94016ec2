//! The layout of the file, its version, and how a connection to it is set up.
//!
//! Nothing here reads or writes a workshop.

use std::path::Path;

use plenary_protocol::limits;
use rusqlite::{Connection, OpenFlags, Transaction};

use super::OpenError;

/// Counts up with every change of the layout. A newer file is refused, never guessed at.
const LAYOUT: i64 = 1;

/// "Plen" in ASCII: how Plenary knows its own files, and how `file` can.
const APPLICATION_ID: i64 = 0x506c_656e;

/// A workshop's entries stand next to each other in the file, because a room reads them in one go.
const TABLES: &str = "
    CREATE TABLE workshop (
        id BLOB PRIMARY KEY,
        code TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (
        workshop BLOB NOT NULL REFERENCES workshop (id),
        seq INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (workshop, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshot (
        workshop BLOB PRIMARY KEY REFERENCES workshop (id),
        seq INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
";

/// The writing connection to a file that may not be there yet.
pub(super) fn open_or_create(path: &Path) -> Result<Connection, OpenError> {
    let failed = |cause| OpenError::from_sqlite(path, cause);
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_CREATE | WRITING).map_err(failed)?;
    // SQLite opens what it may not write for reading, and says so at the first write only.
    if connection.is_readonly("main").map_err(failed)? {
        return Err(OpenError::ReadOnly(path.to_owned()));
    }
    match layout(&connection, path)? {
        Layout::Empty => create(&mut connection).map_err(failed)?,
        Layout::Current => {}
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
    match layout(&connection, path)? {
        Layout::Empty => Err(OpenError::Foreign(path.to_owned())),
        Layout::Current => Ok(connection),
    }
}

const WRITING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE;

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // Each connection stays with one thread at a time, so SQLite need not lock as well.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(limits::JOURNAL_BUSY_WAIT)?;
    Ok(connection)
}

fn prepare_for_writing(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: the log is on the disk when a commit returns. NORMAL would lose the last commits in a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

enum Layout {
    Empty,
    Current,
}

fn layout(connection: &Connection, path: &Path) -> Result<Layout, OpenError> {
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
        (0, 0, 0) => Ok(Layout::Empty),
        (APPLICATION_ID, LAYOUT, _) => Ok(Layout::Current),
        (APPLICATION_ID, newer, _) => Err(OpenError::TooNew {
            path: path.to_owned(),
            found: newer,
            known: LAYOUT,
        }),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    // All or nothing: a server killed while it makes the file leaves an empty one.
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    write_layout(&transaction)?;
    transaction.commit()
}

/// Writes the number of the layout, which is there already once the file is made: SQLite writes its page all the same.
pub(super) fn write_layout(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.pragma_update(None, "user_version", LAYOUT)
}
