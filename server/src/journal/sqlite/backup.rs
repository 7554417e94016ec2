//! Backups: a new file, which appears under its name only when it is whole and on the disk.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    OpenError, SqliteJournal,
    check::{self, Checked},
    place::{make, with_ending},
    schema,
};
use crate::telemetry::Metrics;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A backup never takes the place of another.
    #[error("{} is there already: choose another name", .0.display())]
    Exists(PathBuf),
    /// The file that is to be backed up, or the new one, cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// SQLite could not copy.
    #[error("cannot copy to {}: {cause}", path.display())]
    Sqlite {
        /// The new file.
        path: PathBuf,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// The new file cannot be put in place.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// The new file.
        path: PathBuf,
        /// What the operating system said.
        cause: io::Error,
    },
}

/// Writes everything in a journal's file, as it is at one moment, to a new file. A server may go on meanwhile.
///
/// What is damaged is copied as it is, since nobody may have anything better, and is told.
pub fn back_up(from: &Path, file: &Path) -> Result<Checked, BackupError> {
    let unfinished = Unfinished::beside(file)?;
    let failed = |cause| BackupError::Sqlite {
        path: file.to_owned(),
        cause,
    };
    let connection = schema::open_for_reading(from)?;
    // SQLite writes to an empty file that is there, and would make one that others can read.
    make(&unfinished.path).map_err(|cause| BackupError::Write {
        path: file.to_owned(),
        cause,
    })?;
    let into = unfinished.path.to_string_lossy();
    connection
        .execute("VACUUM INTO ?1", [into])
        .map_err(failed)?;
    // A backup is whole by itself, whatever its origin has beside it.
    Connection::open(&unfinished.path)
        .and_then(|copy| schema::expect_no_log(&copy))
        .map_err(failed)?;
    // Not of what is copied but of the copy, so that what went wrong on the way is found as well.
    let checked = check::check(&unfinished.path)?;
    unfinished.finish()?;
    Ok(checked)
}

/// A new file that is written as a journal and appears when it is finished.
#[derive(Debug)]
pub struct NewFile {
    // Closed before the file is put in place or taken away.
    journal: SqliteJournal,
    unfinished: Unfinished,
}

impl NewFile {
    /// Begins it.
    pub fn at(file: &Path) -> Result<Self, BackupError> {
        let unfinished = Unfinished::beside(file)?;
        let journal = SqliteJournal::open(&unfinished.path, Metrics::new())?;
        Ok(Self {
            journal,
            unfinished,
        })
    }

    /// The journal to write to.
    pub fn journal(&self) -> &SqliteJournal {
        &self.journal
    }

    /// Puts it in place.
    pub fn finish(self) -> Result<(), BackupError> {
        drop(self.journal);
        let unfinished = self.unfinished;
        // Without a log, so that whoever looks into the backup leaves nothing beside it.
        Connection::open(&unfinished.path)
            .and_then(|connection| connection.pragma_update(None, "journal_mode", "DELETE"))
            .map_err(|cause| BackupError::Sqlite {
                path: unfinished.file.clone(),
                cause,
            })?;
        unfinished.finish()
    }
}

/// A file under another name for as long as it is not whole; taken away if it never is.
#[derive(Debug)]
struct Unfinished {
    path: PathBuf,
    file: PathBuf,
}

impl Unfinished {
    fn beside(file: &Path) -> Result<Self, BackupError> {
        if file.exists() {
            return Err(BackupError::Exists(file.to_owned()));
        }
        let unfinished = Self {
            path: with_ending(file, ".unfinished"),
            file: file.to_owned(),
        };
        // What a backup left that was broken off.
        unfinished.take_away();
        Ok(unfinished)
    }

    fn finish(self) -> Result<(), BackupError> {
        let put_in_place = || {
            File::open(&self.path)?.sync_all()?;
            // A link, unlike a new name, never takes the place of a file that came meanwhile.
            fs::hard_link(&self.path, &self.file)?;
            let folder = self.file.parent().filter(|folder| folder != &Path::new(""));
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        put_in_place().map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists(self.file.clone()),
            _ => BackupError::Write {
                path: self.file.clone(),
                cause,
            },
        })
    }

    fn take_away(&self) {
        for ending in ["", "-wal", "-shm", ".lock"] {
            // Not there is what it should be.
            drop(fs::remove_file(with_ending(&self.path, ending)));
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.take_away();
    }
}
