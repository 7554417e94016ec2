//! What the pages for operators say must be so.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, ensure};

/// The names of all test functions below a folder.
fn functions(folder: &Path, found: &mut BTreeSet<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            functions(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path)?;
            let names = text.split("fn ").skip(1);
            found.extend(
                names.filter_map(|rest| Some(rest.split_once(['(', '<'])?.0.trim().to_owned())),
            );
        }
    }
    Ok(())
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the tests stand in the repository")?;
    let mut known = BTreeSet::new();
    for folder in [
        "protocol/src",
        "protocol/tests",
        "server/src",
        "server/tests",
        "tests/stories",
    ] {
        functions(&root.join(folder), &mut known)?;
    }
    let page = fs::read_to_string(root.join("SECURITY.md"))?;
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| threat"));
    let mut named = 0;
    for row in rows {
        let tests = row.trim_end_matches('|').rsplit('|').next();
        for test in tests.context("a row has columns")?.split(',') {
            let test = test.trim().trim_matches('`');
            ensure!(known.contains(test), "there is no test `{test}`: {row}");
            named += 1;
        }
    }
    ensure!(20 < named, "only {named} tests are named");
    Ok(())
}
