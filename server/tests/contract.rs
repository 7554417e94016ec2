//! The description of the API that is committed, `docs/openapi.json`, is the one that the server gives.
//!
//! `make types` writes it.

use std::{fs, path::Path};

const FILE: &str = "../docs/openapi.json";

#[test]
fn the_committed_description_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let mut described = plenary_server::http::openapi()
        .to_pretty_json()
        .expect("the description is JSON");
    described.push('\n');
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &described).expect("the description can be written");
    }
    let committed = fs::read_to_string(&path).expect("the description is committed");
    assert!(
        committed == described,
        "docs/openapi.json is not current: run `make types` and commit the change"
    );
}
