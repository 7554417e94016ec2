//! The floors of each crate: a module stands on those beneath it, and knows nobody above or beside it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};

use super::pages::repository;

/// A crate's floors, the lowest first. Modules on one floor do not know each other.
type Floors = &'static [&'static [&'static str]];

const PROTOCOL: Floors = &[
    &["labels"],
    &["limits", "refusal", "text", "spreadsheet", "wire"],
    &["id", "gate"],
    &[
        "framework",
        "run_sheet",
        "seat",
        "settings",
        "round",
        "calendar",
    ],
    &["documents", "consensus", "disclosure"],
    &["commitment", "space"],
    &["command", "api"],
    &["entry"],
    &["workshop"],
    &["views"],
];

const SERVER: Floors = &[
    &["random", "rate", "assets", "export"],
    &["telemetry", "auth"],
    &["journal"],
    &["peers"],
    &["room"],
    &["rooms"],
    &["socket", "workshops"],
    &["http"],
    &["connections", "config"],
];

const CLIENT: Floors = &[
    &["error", "views"],
    &["address"],
    &["api", "connection"],
    &["document", "raw"],
    &["ballot", "watch"],
    &["participant"],
    &["rehearsal"],
];

/// What of the protocol knows no kind of space: no rounds, no matrices, no steps.
const KINDLESS: &[&str] = &[
    "limits",
    "refusal",
    "wire",
    "id",
    "gate",
    "documents",
    "space",
];

/// The modules of a crate that a source names by its root, without what stands under `#[cfg(test)]` at its end.
fn named(source: &str, root: &str) -> BTreeSet<String> {
    let code = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let lines = code.lines().map(|line| match line.find("//") {
        Some(comment) => &line[..comment],
        None => line,
    });
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let mut names = BTreeSet::new();
    for path in code.split(root).skip(1) {
        match path.strip_prefix('{') {
            Some(group) => names.extend(firsts(group)),
            None => names.extend(first(path)),
        }
    }
    names
}

/// The first name of each path in a group, up to its closing brace.
fn firsts(group: &str) -> Vec<String> {
    let (mut depth, mut begins, mut found) = (0, true, Vec::new());
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ if begins && !character.is_whitespace() => {
                begins = false;
                found.extend(first(&group[place..]));
            }
            _ => {}
        }
    }
    found
}

/// The name that a path begins with, where that is a module's.
fn first(path: &str) -> Option<String> {
    let is_of_a_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let name: String = path.chars().take_while(|c| is_of_a_name(*c)).collect();
    // Types at the crate's front door and macros have other letters.
    let is_module = name.chars().next()?.is_ascii_lowercase();
    is_module.then_some(name)
}

/// Every source of a module, but for its tests.
fn sources(of: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let folder = of.with_extension("");
    found.push(of.to_owned());
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.extension().is_some_and(|ending| ending == "rs") && !is_test {
            sources(&path, found)?;
        }
    }
    Ok(())
}

/// What is wrong with a crate's modules: those that know somebody above or beside them, and those on no floor.
fn faults(root: &Path, name: &str, floors: Floors) -> anyhow::Result<Vec<String>> {
    let floor_of = |module: &str| floors.iter().position(|floor| floor.contains(&module));
    let folder = root.join(name).join("src");
    let mut faults = Vec::new();
    for module in floors.iter().copied().flatten() {
        let mut files = Vec::new();
        sources(&folder.join(format!("{module}.rs")), &mut files)?;
        for file in files {
            let source = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            for other in named(&source, "crate::") {
                let is_beneath = floor_of(&other) < floor_of(module) && floor_of(&other).is_some();
                if other != *module && !is_beneath {
                    faults.push(format!("{}: {module} knows {other}", file.display()));
                }
            }
        }
    }
    for line in fs::read_to_string(folder.join("lib.rs"))?.lines() {
        let declared = line.trim_start_matches("pub ").strip_prefix("mod ");
        if let Some(module) = declared.and_then(|rest| rest.strip_suffix(';'))
            && floor_of(module).is_none()
        {
            faults.push(format!("{name}: {module} stands on no floor"));
        }
    }
    Ok(faults)
}

/// The floors as ARCHITECTURE.md draws them: the highest first.
fn drawn(name: &str, floors: Floors) -> String {
    let rows = floors.iter().rev().map(|floor| floor.join("  "));
    let rows: Vec<String> = rows
        .enumerate()
        .map(|(row, modules)| match row {
            0 => format!("{name:<10}{modules}"),
            _ => format!("{:<10}{modules}", ""),
        })
        .collect();
    rows.join("\n")
}

#[test]
fn no_module_knows_what_stands_above_it_and_the_page_draws_the_same_floors() -> anyhow::Result<()> {
    let root = repository()?;
    let page = fs::read_to_string(root.join("ARCHITECTURE.md"))?;
    for (name, floors) in [
        ("protocol", PROTOCOL),
        ("server", SERVER),
        ("client", CLIENT),
    ] {
        let faults = faults(root, name, floors)?;
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        let drawn = drawn(name, floors);
        ensure!(
            page.contains(&drawn),
            "ARCHITECTURE.md has to draw the floors so:\n{drawn}"
        );
    }
    Ok(())
}

#[test]
fn what_keeps_a_space_live_knows_no_kind_of_space() -> anyhow::Result<()> {
    let root = repository()?;
    let mut faults = Vec::new();
    for (file, crate_root) in [
        ("protocol/src/space.rs", "crate::"),
        ("server/src/journal.rs", "plenary_protocol::"),
        ("server/src/peers.rs", "plenary_protocol::"),
        ("server/src/room.rs", "plenary_protocol::"),
        ("server/src/rooms.rs", "plenary_protocol::"),
        ("server/src/socket.rs", "plenary_protocol::"),
    ] {
        let mut files = Vec::new();
        sources(&root.join(file), &mut files)?;
        for file in files {
            for module in named(&fs::read_to_string(&file)?, crate_root) {
                if !KINDLESS.contains(&module.as_str()) {
                    faults.push(format!("{} knows {module}", file.display()));
                }
            }
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[test]
fn a_path_is_read_by_its_first_name() {
    let source = "use crate::{\n    rate::{Buckets, pace},\n    room::Room, // crate::socket\n};\nlet x = crate::http::App;\n#[cfg(test)]\nmod tests {\n    use crate::journal;\n}\n";
    let names: Vec<String> = named(source, "crate::").into_iter().collect();
    assert_eq!(names, ["http", "rate", "room"]);
}
