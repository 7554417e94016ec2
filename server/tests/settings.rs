//! Settings that cannot work, given to the real program: it does not start, and one sentence names the flag, what was
//! given, and what to do.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

/// The program with a file of its own, where the flags name no other, and no variable of whoever runs the tests.
fn serve(folder: &Path, flags: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("RUST_LOG", "off")
        .env("PLENARY_LISTEN", "127.0.0.1:0")
        .envs(variables.iter().copied())
        .arg("serve")
        .args(flags);
    command
}

/// What it says on standard error, in one line.
#[track_caller]
fn refused(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "it started: {command:?}");
    assert!(output.status.code().is_some(), "it crashed: {told}");
    assert!(output.stdout.is_empty(), "it listened: {command:?}");
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_setting_that_cannot_work_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let inside = folder.path().join("no/such/folder/plenary.db");
    let inside = inside.to_str().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear all, ".repeat(100)).unwrap();
    let text = text.to_str().unwrap();
    let here = folder.path().to_str().unwrap();
    let root = "served at the root of a name";
    let looks = "https://plenary.example.org";
    for (flag, value, what_to_do) in [
        ("--public-url", "https://w.example/plenary", root),
        ("--public-url", "https://w.example/plenary/", root),
        ("--public-url", "https://w.example/?a=b", "leave out the ?"),
        ("--public-url", "https://w.example/#main", "leave out the ?"),
        (
            "--public-url",
            "https://me@w.example",
            "leave out what stands before the @",
        ),
        (
            "--public-url",
            "https://me:pass@w.example",
            "leave out what stands before the @",
        ),
        ("--public-url", "w.example", "begin it with https://"),
        ("--public-url", "w.example:8080", "begin it with https://"),
        ("--public-url", "//w.example", "begin it with https://"),
        ("--public-url", "ftp://w.example", "begin it with https://"),
        ("--public-url", "wss://w.example", "begin it with https://"),
        ("--public-url", "https://", "one name or address"),
        ("--public-url", "https:///w.example", "one name or address"),
        ("--public-url", "https://w.example:0", "1 to 65535"),
        ("--public-url", "https://w.example:70000", "1 to 65535"),
        ("--public-url", "https://w.example:http", "1 to 65535"),
        ("--public-url", "https://w example", looks),
        ("--public-url", " https://w.example", looks),
        ("--public-url", "https://w.example\\x", looks),
        ("--public-url", "https://*.example", "one name or address"),
        ("--public-url", "https://a,b", "one name or address"),
        ("--public-url", "https://[::1", "one name or address"),
        ("--public-url", "http://0.0.0.0:8080", "people type"),
        ("--public-url", "http://[::]:8080", "people type"),
        ("--allowed-origins", "*", "begin it with https://"),
        (
            "--allowed-origins",
            "https://a.example/app",
            "without a path",
        ),
        (
            "--allowed-origins",
            "https://a.example;https://b.example",
            "one name",
        ),
        (
            "--trusted-proxies",
            "proxy.example",
            "no address and no network",
        ),
        (
            "--trusted-proxies",
            "10.0.0.0/33",
            "no address and no network",
        ),
        (
            "--trusted-proxies",
            "10.0.0.1:80",
            "no address and no network",
        ),
        ("--trusted-proxies", "0.0.0.0/0", "the proxies alone"),
        ("--listen", "localhost:8080", "an address and a port"),
        ("--listen", "8080", "an address and a port"),
        ("--listen", "127.0.0.1", "an address and a port"),
        ("--listen", "127.0.0.1:70000", "an address and a port"),
        ("--listen", taken.as_str(), "choose another port"),
        (
            "--listen",
            "192.0.2.1:0",
            "choose an address of this machine",
        ),
        ("--data", here, "name a file in it"),
        ("--data", inside, "folder must be there"),
        ("--data", text, "choose another file"),
    ] {
        let told = refused(&mut serve(folder.path(), &[flag, value], &[]));
        for part in [flag, value.trim(), what_to_do] {
            assert!(told.contains(part), "{flag} {value}: `{part}` in: {told}");
        }
        // The same from the environment, where the flag is still what the sentence names.
        let variable = format!("PLENARY_{}", flag[2..].replace('-', "_").to_uppercase());
        let by_variable = refused(&mut serve(folder.path(), &[], &[(&variable, value)]));
        assert_eq!(by_variable, told);
    }
}

#[test]
fn a_secret_that_cannot_work_is_refused_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    for (flag, value, secret, what_to_do) in [
        ("--organiser-key", "", "", "at least one"),
        ("--organiser-key", " hush ", "hush", "no space at its ends"),
        ("--organiser-key", "hüsh", "hüsh", "of ASCII"),
        ("--redis", "", "", "must look like redis://"),
        (
            "--redis",
            "localhost:6379",
            "localhost",
            "must look like redis://",
        ),
        (
            "--redis",
            "http://:hush@redis.example",
            "hush",
            "must look like redis://",
        ),
        (
            "--redis",
            "redis://:hush@redis.example:port",
            "hush",
            "must look like redis://",
        ),
    ] {
        let told = refused(&mut serve(folder.path(), &[flag, value], &[]));
        for part in [flag, what_to_do] {
            assert!(told.contains(part), "{flag} {value}: `{part}` in: {told}");
        }
        assert!(secret.is_empty() || !told.contains(secret), "{told}");
    }
    let trim = refused(&mut serve(folder.path(), &["--redis-trim"], &[]));
    assert!(trim.contains("--redis <URL>"), "{trim}");
    let kind = refused(&mut serve(
        folder.path(),
        &[],
        &[("PLENARY_REDIS_TRIM", "perhaps")],
    ));
    assert!(
        kind.contains("--redis-trim") && kind.contains("perhaps"),
        "{kind}"
    );
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set() {
    let folder = tempfile::tempdir().unwrap();
    let empty = [
        "PLENARY_DATA",
        "PLENARY_REDIS",
        "PLENARY_REDIS_TRIM",
        "PLENARY_PUBLIC_URL",
        "PLENARY_ORGANISER_KEY",
        "PLENARY_ALLOWED_ORIGINS",
        "PLENARY_TRUSTED_PROXIES",
    ];
    let mut child = serve(folder.path(), &[], &empty.map(|name| (name, "")))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let read = BufReader::new(child.stdout.take().unwrap()).read_line(&mut line);
    child.kill().unwrap();
    child.wait().unwrap();
    read.unwrap();
    assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
    assert!(folder.path().join("plenary.db").exists());
}
