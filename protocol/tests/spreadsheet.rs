//! The guard of files for spreadsheets: one list, held to the same cases here and in the web app, which has it written.

use std::{fs, path::Path};

use plenary_protocol::spreadsheet::{BEGINS_A_FORMULA, harmless};

const FILE: &str = "../client/web/src/model/generated/spreadsheet.ts";

#[derive(serde::Deserialize)]
struct Cases {
    formulas: Vec<String>,
    texts: Vec<String>,
}

#[test]
fn a_text_that_a_spreadsheet_would_run_is_made_harmless() {
    let cases: Cases = serde_json::from_str(include_str!("../vectors/spreadsheet.json")).unwrap();
    for formula in &cases.formulas {
        assert_eq!(harmless(formula), format!("'{formula}"));
    }
    for text in &cases.texts {
        assert_eq!(harmless(text), *text);
    }
    let begins = |sign: &char| cases.formulas.iter().any(|case| case.starts_with(*sign));
    assert!(BEGINS_A_FORMULA.iter().all(begins), "each sign has a case");
}

#[test]
fn the_web_apps_list_is_current() {
    let signs: Vec<String> = BEGINS_A_FORMULA
        .iter()
        .map(|sign| serde_json::to_string(sign).unwrap())
        .collect();
    let written = format!(
        "// Written from protocol/src/spreadsheet.rs by `make types`. Do not edit.\n\n\
         /** What makes a spreadsheet take a text for a formula, or skip to where one begins. */\n\
         export const BEGINS_A_FORMULA: readonly string[] = [{}];\n",
        signs.join(", ")
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &written).expect("the list can be written");
    }
    let committed = fs::read_to_string(&path).expect("the generated list is committed");
    assert!(
        committed == written,
        "the web app's list is not current: run `make types` and commit the change"
    );
}
