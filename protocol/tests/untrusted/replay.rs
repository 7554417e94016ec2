//! Plays every file of the fuzz targets' corpora and regressions through what the targets call.

use crate::{awareness, framework_toml, gate_apply, wire_frames};
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder of the repository; a file that cannot be read is a failure, an absent folder holds none.
fn files(folder: &str) -> Vec<PathBuf> {
    // Cargo runs tests in their package's folder.
    let Ok(entries) = fs::read_dir(Path::new("..").join(folder)) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder is read").path())
        .collect();
    paths.sort();
    paths
}

/// Plays a target's corpus and its regressions; `fuzz/regressions/README.md` tells their stories.
fn replay(target: &str, run: fn(&[u8])) {
    let corpus = files(&format!("fuzz/corpus/{target}"));
    assert!(10 < corpus.len(), "the corpus of {target} is missing");
    let regressions = files(&format!("fuzz/regressions/{target}"));
    for path in corpus.iter().chain(&regressions) {
        let bytes = fs::read(path).expect("a file is read");
        // Seen only if the file fails; a crash leaves it as the last line.
        eprintln!("{}", path.display());
        run(&bytes);
    }
}

#[test]
fn ga12_what_fuzzing_found_worth_keeping_does_no_harm() {
    replay("gate_apply", gate_apply::run);
}

#[test]
fn hp7_what_fuzzing_found_in_frames_reads_back() {
    replay("wire_frames", wire_frames::run);
}

#[test]
fn aw1_what_fuzzing_found_in_presence_is_own_or_refused() {
    replay("awareness", awareness::run);
}

#[test]
fn what_fuzzing_found_in_frameworks_is_read_or_explained() {
    replay("framework_toml", framework_toml::run);
}
