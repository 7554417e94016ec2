//! Why a file cannot be used, by what whoever starts the server can do about it.

use std::path::{Path, PathBuf};

use plenary_protocol::space::entry::JOURNAL_FORMAT;
use rusqlite::ErrorCode;

/// Why a file cannot be used as a journal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the file.
    #[error("{} is in use by another Plenary server: stop it, or choose another file", .0.display())]
    InUse(PathBuf),
    /// The file was written in another format, by an older version or a newer one.
    #[error(
        "{} is a journal of format {found}, and this Plenary ({}) reads format {JOURNAL_FORMAT} alone: serve it with the version that wrote it, or choose another file",
        path.display(), env!("CARGO_PKG_VERSION")
    )]
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// The format that the file is marked with.
        found: i64,
    },
    /// The file says that it is Plenary's, and names a format that never was.
    #[error(
        "{} is marked as Plenary's, but its format is {found}, which no version has written: put a backup in its place, or choose another file",
        path.display()
    )]
    NoFormat {
        /// The file.
        path: PathBuf,
        /// The format that the file is marked with.
        found: i64,
    },
    /// The file is a database of some other program.
    #[error("{} is a SQLite file, but not one of Plenary's: choose another file", .0.display())]
    Foreign(PathBuf),
    /// The path is a folder.
    #[error("{} is a folder: name a file in it, such as {}", .0.display(), .0.join("plenary.db").display())]
    Folder(PathBuf),
    /// The file can be read and not written.
    #[error("{} cannot be written: give this user the right to write the file and its folder, or choose another file", .0.display())]
    ReadOnly(PathBuf),
    /// The file is no database, or not a whole one.
    #[error(
        "{} is damaged or no file of Plenary's ({cause}): put a backup in its place, or choose another file",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// The server that used the file did not end in order, and the log that it left is not there.
    #[error(
        "{} is there without its log, {}, and the server that used it did not end in order, so entries may be missing: put the log back, or write what is left to a new file with `plenary backup NEW --data {}` and serve that",
        path.display(), log.display(), path.display()
    )]
    MissingLog {
        /// The file.
        path: PathBuf,
        /// Where its log should be.
        log: PathBuf,
    },
    /// There is a log beside the file, and it cannot be the file's.
    #[error(
        "{} is the log of another file than {}: put the file back to which it belongs, or move the log away if you have put a backup in that file's place",
        log.display(), path.display()
    )]
    StrayLog {
        /// The file.
        path: PathBuf,
        /// The log that is not its own.
        log: PathBuf,
    },
    /// The file cannot be made or locked.
    #[error(
        "cannot lock {}: {cause}; the file's folder must be there, and this user must be able to write in it",
        path.display()
    )]
    Lock {
        /// What was to be locked.
        path: PathBuf,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// SQLite cannot use the file.
    #[error("cannot use {} to keep workshops in: {cause}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
}

impl OpenError {
    /// A fault of SQLite's.
    pub(super) fn from_sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { path, cause }
            }
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            _ => Self::Sqlite { path, cause },
        }
    }
}
