//! What the program says when it cannot keep workshops in the file it was given: what is wrong, and what to do.

use std::{
    fs,
    io::{BufRead, BufReader},
    ops::Deref,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Mutex, PoisonError},
};

use plenary_protocol::id::{JoinCode, WorkshopId};
use plenary_server::{
    journal::{Journal, sqlite::SqliteJournal},
    telemetry::Metrics,
};

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
        drop(journal_of(&path));
        path
    }
}

/// Held while a program is started and while a file is opened or closed here: between its fork and its beginning a
/// program has a copy of every lock of this process, and keeps it although this process has let go.
static STARTING: Mutex<()> = Mutex::new(());

/// A journal of this process.
struct Opened(Option<SqliteJournal>);

impl Drop for Opened {
    fn drop(&mut self) {
        let _alone = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.0.take());
    }
}

impl Deref for Opened {
    type Target = SqliteJournal;

    fn deref(&self) -> &SqliteJournal {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

fn journal_of(path: &Path) -> Opened {
    let _alone = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    Opened(Some(SqliteJournal::open(path, Metrics::new()).unwrap()))
}

fn started(command: &mut Command) -> Child {
    let _alone = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    command.spawn().unwrap()
}

/// Runs a program to its end.
fn output(command: &mut Command) -> Output {
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    started(piped).wait_with_output().unwrap()
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
    let output = output(&mut serve(program, data));
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
fn a_file_of_another_format_asks_for_the_version_that_wrote_it() {
    let folder = Folder::new();
    let path = folder.journal();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    check_file(
        &path,
        &[
            "a journal of format 99",
            "reads format 3 alone",
            "the version that wrote it",
        ],
    );
}

#[test]
fn a_second_server_on_the_same_file_is_told_so() {
    let folder = Folder::new();
    let path = folder.journal();
    let _first = journal_of(&path);
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
        check(&output(&mut command), says);
    };
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o444);
    allow(folder.0.path(), 0o777);
    check_as_somebody(&["cannot be written", "give this user the right"]);
    allow(folder.0.path(), 0o555);
    fs::remove_file(&path).unwrap();
    check_as_somebody(&["cannot lock", "Permission denied"]);
    allow(folder.0.path(), 0o755);
}

#[test]
fn another_name_of_the_same_file_lets_no_second_server_start() {
    let folder = Folder::new();
    let path = folder.journal();
    let (hard, soft) = (folder.path("hard.db"), folder.path("soft.db"));
    fs::hard_link(&path, &hard).unwrap();
    symlink(&path, &soft).unwrap();
    let _first = journal_of(&path);
    for name in [hard, soft] {
        check_file(&name, &["in use by another Plenary server"]);
    }
}

#[test]
fn a_format_that_never_was_is_not_called_another_versions() {
    let folder = Folder::new();
    let path = folder.journal();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 0).unwrap();
    drop(connection);
    check_file(&path, &["its format is 0, which no version has written"]);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn new_files_are_their_owners_alone_whatever_the_mask() {
    let folder = Folder::new();
    let path = folder.path("plenary.db");
    // 0 gives others everything, 377 takes from the owner what a server needs.
    for mask in ["0", "0377"] {
        let mut command = Command::new("sh");
        command
            .args(["-c", "umask $0; exec \"$@\"", mask])
            .arg(env!("CARGO_BIN_EXE_plenary"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&path)
            .env("RUST_LOG", "off")
            .stdout(Stdio::piped());
        let mut server = started(&mut command);
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("listening"), "{line}");
        for ending in ["db", "db-wal", "db-shm"] {
            assert_eq!(mode(&path.with_extension(ending)), 0o600, "{ending} {mask}");
        }
        server.kill().unwrap();
        server.wait().unwrap();
        let copy = folder.path("copy.db");
        let mut command = Command::new("sh");
        command
            .args(["-c", "umask $0; exec \"$@\"", mask])
            .arg(env!("CARGO_BIN_EXE_plenary"))
            .arg("backup")
            .args([&copy, Path::new("--data"), &path]);
        let backup = output(&mut command);
        assert!(backup.status.success(), "{backup:?}");
        assert_eq!(mode(&copy), 0o600, "{mask}");
        for file in fs::read_dir(folder.0.path()).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
    }
}

#[test]
fn check_says_what_it_found_and_where_the_first_damage_is() {
    let folder = Folder::new();
    let path = folder.journal();
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        let output = output(command.args([Path::new("check"), &path]));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let code = output.status.code().unwrap();
        (code, text(&output.stdout), text(&output.stderr))
    };
    let made = [
        WorkshopId::from_random_bytes([1; 16]),
        WorkshopId::from_random_bytes([2; 16]),
    ];
    let journal = journal_of(&path);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for (byte, id) in (1..).zip(made) {
            let code = JoinCode::from_random_bytes([byte; 16]);
            journal.create(id, code, b"one".to_vec()).await.unwrap();
            let rest = vec![b"two".to_vec(), b"three".to_vec()];
            journal.append(id, 1, rest).await.unwrap();
        }
    });
    let (code, said, complaint) = check();
    assert_eq!(code, 0, "{complaint}");
    assert!(said.contains("2 workshops and 6 sound entries"), "{said}");
    drop(journal);
    let disk = rusqlite::Connection::open(&path).unwrap();
    disk.execute(
        "UPDATE entry SET bytes = X'00' WHERE seq = 2 AND workshop = ?1",
        [made[1].as_bytes()],
    )
    .unwrap();
    drop(disk);
    let (code, said, complaint) = check();
    assert_eq!(code, 1);
    assert!(said.contains("2 workshops and 4 sound entries"), "{said}");
    let expected = format!("workshop {}: entry 2 is damaged", made[1]);
    assert!(complaint.contains(&expected), "{complaint}");
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
}
