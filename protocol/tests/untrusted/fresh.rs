//! Updates that Yjs writes while the test runs: the gate is held to Yjs as it is installed, not only as it was.

use crate::corpus::{COMMITTED, Document, read};
use crate::genuine::converge;
use crate::rulebook::Rulebook;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The seed of the committed corpus.
const COMMITTED_SEED: &str = "20260131";
/// Any others; `PLENARY_YJS_SEEDS="1 2 3"` tries yet others.
const SEEDS: &str = "1 22 333 4444 55555 666666";

/// Runs a script of `testdata/yjs` and gives what it printed, or fails with one line that says what is missing.
fn node(script: &str, arguments: &[&str], input: &str) -> String {
    // Cargo runs tests in their package's folder.
    assert!(
        Path::new("../client/web/node_modules/yjs").is_dir(),
        "this test needs Yjs: run `npm ci` in client/web"
    );
    let mut child = Command::new("node")
        .arg(Path::new("testdata/yjs").join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|err| panic!("this test needs Node.js 20.20 or newer as `node`: {err}"));
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // The scripts read everything before they print anything, so neither side waits for the other.
    let written = stdin.expect("piped").write_all(input.as_bytes());
    let mut printed = String::new();
    let read = stdout.expect("piped").read_to_string(&mut printed);
    let status = child.wait().expect("node ends");
    assert!(status.success(), "{script}: {status}, see above");
    written.expect("node takes its input");
    read.expect("node prints text");
    printed
}

/// How many documents are the same to Yjs.
#[derive(Debug, Deserialize)]
struct Same {
    bytes: usize,
    key_order: usize,
}

/// Hands Yjs what yrs wrote and compares it with what Yjs wrote.
fn compare(states: &[Vec<u8>], documents: &[Document]) -> Same {
    let lines = states.iter().zip(documents).map(|(ours, document)| {
        let theirs = STANDARD.encode(&document.state.0);
        format!("{} {theirs}\n", STANDARD.encode(ours))
    });
    let counts = node("compare.mjs", &[], &lines.collect::<String>());
    serde_json::from_str(&counts).expect("counts")
}

#[test]
fn ga1_what_yjs_writes_now_passes_and_is_the_same_to_yjs() {
    let seeds = std::env::var("PLENARY_YJS_SEEDS").unwrap_or_else(|_| SEEDS.into());
    let seeds: Vec<&str> = seeds.split_whitespace().collect();
    let documents = read(&node("generate.mjs", &seeds, ""));
    let tally = converge(&documents);
    let same = compare(&tally.states, &documents);
    assert_eq!(same.bytes + same.key_order, documents.len());
    // Only objects have keys whose order yrs does not keep, and ballots have no objects.
    let is_ballot = |document: &&Document| document.rulebook == Rulebook::Ballot;
    let ballots = documents.iter().filter(is_ballot).count();
    assert!(0 < ballots && ballots <= same.bytes, "{same:?}");
    // Written past the test's capture: it is a figure.
    writeln!(
        std::io::stdout(),
        "yjs: {} fresh updates in {} documents pass the gate and converge, {} byte for byte, {} but for the order of keys in objects",
        tally.updates,
        documents.len(),
        same.bytes,
        same.key_order,
    )
    .expect("standard output takes a line");
}

#[test]
fn ga1_the_committed_corpus_is_what_the_generator_writes() {
    assert!(
        node("generate.mjs", &[COMMITTED_SEED], "") == COMMITTED,
        "run `node protocol/testdata/yjs/generate.mjs`"
    );
}
