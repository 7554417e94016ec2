//! What the program says when it cannot keep workshops in the file it was given: what is wrong, and what to do.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Output},
};

use plenary_server::{journal::sqlite::SqliteJournal, telemetry::Metrics};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of Plenary's, with nothing in it.
    fn journal(&self) -> PathBuf {
        let path = self.path("plenary.db");
        drop(SqliteJournal::open(&path, Metrics::new()).unwrap());
        path
    }
}

fn serve(program: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .env("RUST_LOG", "off");
    command
}

#[track_caller]
fn check(output: &Output, says: &[&str]) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(output.stdout.is_empty(), "it never listened");
    assert!(told.starts_with("plenary: "), "{told}");
    assert_eq!(told.lines().count(), 1, "one sentence: {told}");
    for part in says {
        assert!(told.contains(part), "`{part}` in: {told}");
    }
}

#[track_caller]
fn check_file(data: &Path, says: &[&str]) {
    let program = Path::new(env!("CARGO_BIN_EXE_plenary"));
    let output = serve(program, data).output().unwrap();
    check(&output, &[says, &[data.to_str().unwrap()]].concat());
}

#[test]
fn a_file_that_cannot_be_used_is_told_in_one_sentence() {
    let folder = Folder::new();
    let within = folder.0.path();
    check_file(within, &["is a folder: name a file in it"]);
    check_file(&folder.path("none/plenary.db"), &["folder must be there"]);
    // Nobody can make a file there, root neither.
    check_file(Path::new("/proc/plenary.db"), &["cannot lock"]);

    let letter = folder.path("letter.txt");
    fs::write(&letter, "Dear council, ".repeat(400)).unwrap();
    check_file(&letter, &["damaged or no file of Plenary's"]);
    let untouched = fs::read_to_string(&letter).unwrap();
    assert!(untouched.starts_with("Dear council"), "nothing was changed");

    let other = folder.path("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection
        .execute_batch("CREATE TABLE cake (flavour TEXT)")
        .unwrap();
    check_file(&other, &["not one of Plenary's", "choose another file"]);
}

#[test]
fn a_damaged_file_is_told_and_not_touched() {
    let folder = Folder::new();
    let path = folder.journal();
    let whole = fs::read(&path).unwrap();
    for (at, what) in [(0, "the header"), (101, "the list of tables")] {
        let mut damaged = whole.clone();
        for byte in &mut damaged[at..at + 60] {
            *byte = 0x5a;
        }
        fs::write(&path, &damaged).unwrap();
        check_file(&path, &["damaged or no file of Plenary's"]);
        assert_eq!(fs::read(&path).unwrap(), damaged, "{what}");
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    check_file(&path, &["damaged or no file of Plenary's"]);
}

#[test]
fn a_newer_file_asks_for_a_newer_program() {
    let folder = Folder::new();
    let path = folder.journal();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    check_file(
        &path,
        &["written by a newer Plenary", "99", "use that version"],
    );
}

#[test]
fn a_second_server_on_the_same_file_is_told_so() {
    let folder = Folder::new();
    let path = folder.journal();
    let _first = SqliteJournal::open(&path, Metrics::new()).unwrap();
    check_file(
        &path,
        &["in use by another Plenary server", "choose another"],
    );
}

#[test]
fn a_file_or_folder_that_may_not_be_written_is_told() {
    let folder = Folder::new();
    let path = folder.journal();
    let is_root = fs::metadata(&path).unwrap().uid() == 0;
    // Root may write everything, so the program is run as somebody else then; it must lie where they can reach it.
    let program = folder.path("plenary");
    match is_root {
        true => drop(fs::copy(env!("CARGO_BIN_EXE_plenary"), &program).unwrap()),
        false => symlink(env!("CARGO_BIN_EXE_plenary"), &program).unwrap(),
    }
    let check_as_somebody = |says: &[&str]| {
        let mut command = serve(&program, &path);
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        check(&command.output().unwrap(), says);
    };
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o444);
    allow(folder.0.path(), 0o777);
    fs::remove_file(folder.path("plenary.db.lock")).unwrap();
    check_as_somebody(&["cannot be written", "give this user the right"]);
    fs::remove_file(folder.path("plenary.db.lock")).unwrap();
    allow(folder.0.path(), 0o555);
    check_as_somebody(&["cannot lock", "Permission denied"]);
    allow(folder.0.path(), 0o755);
}
