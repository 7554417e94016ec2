//! The file as the operating system knows it: made for its owner alone, locked whichever name leads to it, and looked
//! at again and again, because a file that was removed or replaced takes writes as if nothing had happened.
//!
//! Knows no SQL.

use std::{
    fs::{self, File, Permissions, TryLockError},
    io,
    os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::OpenError;

/// What the owner may do, and nobody else anything: the file holds every mark with its seat.
const OWNER_ONLY: u32 = 0o600;

/// The bytes in which SQLite says how the file is written: 1 with a rollback journal, 2 with a log beside it.
const FORMAT_AT: u64 = 18;

/// A file that this process alone serves.
#[derive(Debug)]
pub(super) struct Place {
    // As it was given, so that a link that is led elsewhere is noticed too.
    path: PathBuf,
    log: PathBuf,
    file: Identity,
    // Known from the first commit on, when the log is there for certain.
    log_file: OnceLock<Identity>,
    // Held for as long as the journal lives; the operating system lets go of it even after `kill -9`. Closing it would
    // also let go of what SQLite has locked of the same file in this process, so it is closed last.
    _lock: File,
}

/// Which file it is, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

/// What happened to a file under a running server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Displaced {
    #[error("{0} was removed while the server runs")]
    Removed(Part),
    #[error("{0} was replaced while the server runs")]
    Replaced(Part),
}

/// Of the two files that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    File,
    Log,
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::File => "the journal's file",
            Self::Log => "the log beside the journal's file",
        })
    }
}

impl Identity {
    fn of(metadata: &fs::Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    }

    fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().as_ref().map(Self::of)
    }
}

impl Place {
    /// Takes a file for this process alone, making it where there is none.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        if path.is_dir() {
            return Err(OpenError::Folder(path.to_owned()));
        }
        let is_log_left = log_bytes(path) > 0;
        if is_log_left && !path.exists() {
            return Err(stray_log(path));
        }
        let file = open_or_make(path).map_err(|cause| refused(path, cause))?;
        let lock = lock(path, &file)?;
        if is_log_left && !expects_log(&file) {
            return Err(stray_log(path));
        }
        let identity = file.metadata().map(|metadata| Identity::of(&metadata));
        let identity = identity.map_err(|cause| refused(path, cause))?;
        narrow(path, &file);
        Ok(Self {
            path: path.to_owned(),
            log: log_of(path),
            file: identity,
            log_file: OnceLock::new(),
            _lock: lock.unwrap_or(file),
        })
    }

    /// Whether the names still lead to the files that are written.
    pub(super) fn check(&self) -> Result<(), Displaced> {
        check(Part::File, &self.path, self.file)?;
        match self.log_file.get() {
            Some(log_file) => check(Part::Log, &self.log, *log_file),
            None => Ok(()),
        }
    }

    /// Something was written, so the log that is there now is the one to look for from now on.
    pub(super) fn log_is_there(&self) {
        if self.log_file.get().is_none()
            && let Some(log_file) = Identity::at(&self.log)
        {
            // Only the writer calls this, so nobody was quicker.
            let _ = self.log_file.set(log_file);
        }
    }

    /// Whether SQLite may remove the log by its name: another server's may stand there by now.
    pub(super) fn may_remove_log(&self) -> bool {
        let found = Identity::at(&self.log);
        found.is_none() || found == self.log_file.get().copied()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

fn check(part: Part, path: &Path, expected: Identity) -> Result<(), Displaced> {
    match fs::metadata(path) {
        Ok(metadata) if Identity::of(&metadata) == expected => Ok(()),
        Ok(_) => Err(Displaced::Replaced(part)),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Err(Displaced::Removed(part)),
        // Not to be asked now is not to be gone: the write will show.
        Err(_) => Ok(()),
    }
}

/// A new file is its owner's alone, whatever the process' mask says.
pub(super) fn make(path: &Path) -> io::Result<File> {
    let file = File::options()
        .create_new(true)
        .read(true)
        .write(true)
        .mode(OWNER_ONLY)
        .open(path)?;
    // A mask can also have taken too much.
    file.set_permissions(Permissions::from_mode(OWNER_ONLY))?;
    Ok(file)
}

fn open_or_make(path: &Path) -> io::Result<File> {
    match File::options().read(true).write(true).open(path) {
        Err(err) if err.kind() == io::ErrorKind::NotFound => make(path),
        opened => opened,
    }
}

fn refused(path: &Path, cause: io::Error) -> OpenError {
    let may_not = matches!(
        cause.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    );
    let path = path.to_owned();
    match may_not && path.exists() {
        true => OpenError::ReadOnly(path),
        false => OpenError::Lock { path, cause },
    }
}

/// SQLite's own locks let two processes take turns; two servers on one file would each miss what the other appends.
///
/// The lock is on the file itself, because another name for it (a link, a mount) would have another lock file beside
/// it. Linux keeps such a lock apart from SQLite's; elsewhere they may stand in each other's way, so there it is on a
/// file beside the one that the name leads to, which a hard link gets around.
fn lock(path: &Path, file: &File) -> Result<Option<File>, OpenError> {
    let beside = match cfg!(target_os = "linux") {
        true => None,
        false => {
            let path = with_ending(&real(path), ".lock");
            let file = open_or_make(&path).map_err(|cause| refused(&path, cause))?;
            Some(file)
        }
    };
    match beside.as_ref().unwrap_or(file).try_lock() {
        Ok(()) => Ok(beside),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(refused(path, cause)),
    }
}

/// Takes from others what they may do with a file that is there, and with the files beside it. SQLite makes those like
/// the file itself, but a server that was killed may have left some.
fn narrow(path: &Path, file: &File) {
    let narrowed = || {
        let is_open = file.metadata()?.mode() & 0o077 != 0;
        if is_open {
            file.set_permissions(Permissions::from_mode(OWNER_ONLY))?;
        }
        for beside in ["-wal", "-shm"].map(|ending| with_ending(&real(path), ending)) {
            if beside.exists() {
                fs::set_permissions(beside, Permissions::from_mode(OWNER_ONLY))?;
            }
        }
        Ok::<bool, io::Error>(is_open)
    };
    let path = path.display();
    match narrowed() {
        Ok(true) => tracing::warn!(
            "{path} could be read by others on this machine: now its owner alone can (mode 0600)"
        ),
        Ok(false) => {}
        Err(err) => tracing::warn!(
            "{path} can be read by others on this machine, and this user may not change that: {err}"
        ),
    }
}

/// A log whose file is gone or was replaced would be thrown away by SQLite, or mixed into a file that is not its own.
fn stray_log(path: &Path) -> OpenError {
    OpenError::StrayLog {
        path: path.to_owned(),
        log: log_of(path),
    }
}

/// Whether SQLite writes the file by way of a log. An empty one has none yet, and a backup has none; what cannot be read
/// is left to SQLite to name.
fn expects_log(file: &File) -> bool {
    let mut format = [0];
    match file.read_at(&mut format, FORMAT_AT) {
        Ok(0) => false,
        Ok(_) => format != [1],
        Err(_) => true,
    }
}

/// The log of the file to which a name leads.
pub(super) fn log_of(path: &Path) -> PathBuf {
    with_ending(&real(path), "-wal")
}

/// How much stands in the log; nothing where there is none.
pub(super) fn log_bytes(path: &Path) -> u64 {
    fs::metadata(log_of(path)).map_or(0, |log| log.len())
}

/// SQLite puts the log beside the file itself, and not beside a link to it.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}
