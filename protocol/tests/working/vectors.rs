//! Writes what the web app's readers are held to, and fails when it is not current.
//!
//! `make types` writes it.

use crate::{cases, page::Read, schema::Paper, spoiled::spoil};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use serde_json::Value;
use std::{fs, path::Path};

/// Spoiled documents among the vectors of each kind.
const SPOILED: u64 = 10;
const FILE_BYTES_MAX: usize = 500_000;

#[derive(Serialize)]
struct Vector {
    name: String,
    /// The document as one Yjs update, in base64.
    update: String,
    /// What is to be read in it.
    expected: Value,
}

fn vector(name: String, update: &[u8], paper: Paper) -> Vector {
    let read = Read::of_update(update, paper);
    read.check();
    let expected = match read {
        Read::Map(map) => serde_json::to_value(map),
        Read::Plan(plan) => serde_json::to_value(plan),
    };
    Vector {
        name,
        update: STANDARD.encode(update),
        expected: expected.expect("what is read can be written"),
    }
}

fn file(paper: Paper) -> String {
    let by_hand = cases::of(paper)
        .into_iter()
        .map(|case| vector(case.name.to_owned(), &case.update, paper));
    let spoiled = (0..SPOILED).map(|number| {
        let document = spoil(10_000 + number, paper, 20);
        let update = document.diff(&yrs::StateVector::default());
        vector(format!("spoiled by three people, {number}"), &update, paper)
    });
    let lines: Vec<String> = by_hand
        .chain(spoiled)
        .map(|vector| serde_json::to_string(&vector).expect("a vector can be written"))
        .collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn the_vectors_are_current(paper: Paper, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(name);
    let current = file(paper);
    assert!(current.len() < FILE_BYTES_MAX, "{} bytes", current.len());
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &current).expect("the vectors can be written");
    }
    let committed = fs::read_to_string(&path).expect("the vectors are committed");
    assert!(
        committed == current,
        "{name} is not current: run `make types` and commit the change"
    );
}

#[test]
fn the_vectors_of_maps_are_current() {
    the_vectors_are_current(Paper::Map, "maps.json");
}

#[test]
fn the_vectors_of_plans_are_current() {
    the_vectors_are_current(Paper::Plan, "plans.json");
}

fn what_the_rules_say_is_read(paper: Paper) {
    for case in cases::of(paper) {
        let Value::Object(read) = vector(case.name.to_owned(), &case.update, paper).expected else {
            panic!("what is read is an object");
        };
        let read = Value::Object(read);
        assert!(!case.claims.is_empty(), "{}: nothing is claimed", case.name);
        for (pointer, claimed) in case.claims {
            let found = read.pointer(pointer).unwrap_or(&Value::Null);
            assert_eq!(*found, claimed, "{}: {pointer} in {read:#}", case.name);
        }
    }
}

#[test]
fn ma_what_the_rules_say_of_maps_is_read() {
    what_the_rules_say_is_read(Paper::Map);
}

#[test]
fn pl_what_the_rules_say_of_plans_is_read() {
    what_the_rules_say_is_read(Paper::Plan);
}
