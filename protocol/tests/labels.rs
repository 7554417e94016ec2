//! Every value that people read has its label, nothing else has one, and the web app's labels are written from the same table.
//!
//! `make types` writes them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    fs,
    path::Path,
};

use plenary_protocol::{
    calendar::CalendarShows,
    commitment::{ActionStatus, Missing},
    consensus::{Advice, Quarter, Verdict},
    documents::{
        map::{ComponentId, EnquiryMethod, FactorClass, Ground, MapStepKind},
        plan::{ActionDay, ActionPriority, ActionProgress, NodeKind, ReportRhythm, TieWay},
    },
    labels::{self, Labelled, SOURCE},
    refusal::RefusalCode,
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
    seat::Role,
    settings::RevealMode,
};
use serde::{Serialize, de::DeserializeOwned};
use toml::{Table, Value};

const WEB: &str = "../client/web/src/model/generated";
const HEAD: &str = "// Written from protocol/words/en.toml by `make types`. Do not edit.\n";

/// One table of the file, as the program knows it.
struct Known {
    table: &'static str,
    /// The type in the web app; none where the table is no enum's.
    of: Option<&'static str>,
    /// The values in their order.
    values: &'static [&'static str],
}

/// The table of an enum, once each of its values was found to have a label.
fn of<E>(of: &'static str) -> Known
where
    E: Labelled + Serialize + DeserializeOwned + Debug,
{
    for name in E::VARIANTS {
        let value: E = serde_json::from_value((*name).into()).expect(name);
        let key: &'static str = value.into();
        assert_eq!(key, *name, "{value:?} has its name in JSON as its key");
        // Panics where there is none.
        value.label();
    }
    Known {
        table: E::TABLE,
        of: Some(of),
        values: E::VARIANTS,
    }
}

fn only(table: &'static str, values: &'static [&'static str]) -> Known {
    Known {
        table,
        of: None,
        values,
    }
}

macro_rules! tables {
    ($($type:ident),+) => { [$(of::<$type>(stringify!($type))),+] };
}

fn known() -> Vec<Known> {
    let of_enums = tables!(
        Verdict,
        RoundKind,
        Grouping,
        RevealLevel,
        RevealMode,
        Advice,
        Role,
        StepId,
        RefusalCode,
        Ground,
        ComponentId,
        MapStepKind,
        FactorClass,
        EnquiryMethod,
        ActionStatus,
        ActionProgress,
        ActionPriority,
        ReportRhythm,
        Missing,
        NodeKind,
        TieWay,
        Quarter,
        CalendarShows
    );
    let others = [
        only("between", &["partly", "clearly", "mainly", "perhaps"]),
        only("trend", &["closer", "apart", "none"]),
        only("cycle_part", &["plan", "do", "study", "act"]),
        // The contract has three fields and no type for it.
        Known {
            of: None,
            ..of::<ActionDay>("ActionDay")
        },
        only("nothing", &["lane", "lane_name", "class", "action"]),
    ];
    of_enums.into_iter().chain(others).collect()
}

fn file() -> Table {
    SOURCE.parse().expect("the table is TOML")
}

fn rows<'a>(file: &'a Table, table: &str) -> &'a Table {
    file[table].as_table().expect("a table of entries")
}

fn fields(row: &Value) -> BTreeSet<&str> {
    let row = row.as_table().expect("an entry has fields");
    row.keys().map(String::as_str).collect()
}

#[test]
fn every_value_has_its_label_and_nothing_else_has_one() {
    // Reads the file in its typed form, which knows every field and refuses any other.
    labels::labels();
    let (file, known) = (file(), known());
    let named: BTreeSet<&str> = known.iter().map(|known| known.table).collect();
    let written: BTreeSet<&str> = file.keys().map(String::as_str).collect();
    assert_eq!(
        written, named,
        "the tables of the file are those known here"
    );
    for Known { table, values, .. } in known {
        let written: BTreeSet<&str> = rows(&file, table).keys().map(String::as_str).collect();
        assert_eq!(
            written,
            values.iter().copied().collect(),
            "the entries of [{table}] are its values"
        );
    }
}

#[test]
fn a_label_says_something() {
    let file = file();
    for (table, rows) in &file {
        for (name, row) in rows.as_table().expect("a table of entries") {
            for (field, text) in row.as_table().expect("an entry has fields") {
                let text = text.as_str().expect("a label is a text");
                // Where marking may go on there is nothing to advise.
                let may_be_empty = table == "advice" && name == "open";
                assert_eq!(text.is_empty(), may_be_empty, "{table}.{name}.{field}");
                assert_eq!(text, text.trim(), "{table}.{name}.{field}");
            }
        }
    }
}

#[test]
fn no_two_values_of_a_table_read_alike() {
    let file = file();
    // What is marked in a round is a domain whichever of the two it asks, and so are its counts.
    let may_repeat =
        |table: &str, field: &str| table == "round_kind" && (field == "one" || field == "many");
    for (table, rows) in &file {
        let rows = rows.as_table().expect("a table of entries");
        let fields = rows.values().next().map(fields).unwrap_or_default();
        for field in fields.into_iter().filter(|field| !may_repeat(table, field)) {
            let texts: BTreeSet<&str> = rows
                .values()
                .filter_map(|row| row[field].as_str())
                .collect();
            assert_eq!(texts.len(), rows.len(), "two of {table} have one {field}");
        }
    }
}

/// Whether a source is a test's, or what tests work with.
fn is_of_tests(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let begins = ["test", "fake"].iter().any(|begin| name.starts_with(begin));
    begins || name.ends_with(".test.ts")
}

/// Every source of the product below a folder, without tests and what is written from the table itself.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.ends_with("/generated") && !name.ends_with("/tests") {
                sources(&path, found);
            }
        } else if [".rs", ".ts", ".svelte"]
            .iter()
            .any(|end| name.ends_with(end))
            && !is_of_tests(&path)
        {
            let text = fs::read_to_string(&path).expect("a source is text");
            let code = text.split("#[cfg(test)]\nmod tests {").next();
            found.push((name, code.unwrap_or_default().to_owned()));
        }
    }
}

#[test]
fn no_label_is_written_a_second_time_by_hand() {
    let mut found = Vec::new();
    for folder in ["protocol/src", "server/src", "client/src", "client/web/src"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        sources(&root.join(folder), &mut found);
    }
    assert!(300 < found.len(), "only {} sources are read", found.len());
    let file = file();
    let tables = file.values().filter_map(Value::as_table);
    let rows = tables.flat_map(Table::values).filter_map(Value::as_table);
    let texts = rows.flat_map(Table::values).filter_map(Value::as_str);
    // Of shorter ones, many are said by a button or a heading that means something else.
    let told: BTreeSet<&str> = texts.filter(|text| 2 < text.split(' ').count()).collect();
    for (name, code) in found {
        // The description of the interface is made of literals alone, and is for programmers.
        let lines = code.lines().filter(|line| {
            !line.trim_start().starts_with("//") && !line.contains("description = \"")
        });
        for line in lines {
            for text in told.iter().filter(|text| line.contains(**text)) {
                let is_whole = |(before, after)| line.contains(&format!("{before}{text}{after}"));
                let quotes = [('"', '"'), ('\'', '\''), ('`', '`'), ('>', '<')];
                assert!(
                    !quotes.into_iter().any(is_whole),
                    "`{text}` stands in protocol/words/en.toml: take it from there in {name}"
                );
            }
        }
    }
}

/// A file for each table, so that a page carries no table that it does not show, and one through which all are imported.
fn typescript() -> BTreeMap<String, String> {
    let file = file();
    let mut front = format!(
        "{HEAD}// Each table is a file of its own: a page carries only those that it shows.\n"
    );
    let mut written = BTreeMap::new();
    for Known { table, of, values } in known() {
        let name = table.to_uppercase();
        front.push_str(&format!("export {{ {name} }} from \"./words/{table}\";\n"));
        let rows = rows(&file, table);
        let fields: Vec<String> = fields(&rows[values[0]])
            .into_iter()
            .map(|field| format!("{field}: string"))
            .collect();
        let union: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
        let (import, keys) = match of {
            Some(of) => (
                format!("import type {{ {of} }} from \"..\";\n"),
                of.to_owned(),
            ),
            None => (String::new(), union.join(" | ")),
        };
        let mut text = format!(
            "{HEAD}{import}\nexport const {name}: Readonly<Record<{keys}, {{ {} }}>> = {{\n",
            fields.join("; ")
        );
        for value in values {
            let row = rows[*value].as_table().expect("an entry has fields");
            let texts: Vec<String> = row
                .iter()
                .map(|(field, text)| format!("{field}: {}", serde_json::json!(text.as_str())))
                .collect();
            text.push_str(&format!("  {value}: {{ {} }},\n", texts.join(", ")));
        }
        text.push_str("};\n");
        written.insert(format!("words/{table}.ts"), text);
    }
    written.insert("words.ts".to_owned(), front);
    written
}

#[test]
fn the_web_apps_labels_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(WEB);
    let current = typescript();
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::create_dir_all(folder.join("words")).expect("the folder can be made");
        for (name, text) in &current {
            fs::write(folder.join(name), text).expect("the labels can be written");
        }
    }
    for (name, text) in &current {
        let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            committed == *text,
            "{name} is not current: run `make types` and commit the change"
        );
    }
    let there = fs::read_dir(folder.join("words")).expect("the labels are committed");
    assert_eq!(
        there.count(),
        current.len() - 1,
        "there is no file of a table that is gone"
    );
}
