//! What stands where in a document is written once, as data: the web app's table and the tables of docs/PROTOCOL.md are
//! written from it by `make types`, and these tests fail when they are not current.

use std::{fmt::Debug, fs, path::Path};

use plenary_protocol::{
    documents::{
        self, DocumentKind,
        map::{ComponentId, EnquiryMethod, FactorClass, Ground, MapStepKind},
        plan::{ActionPriority, ActionProgress, NodeKind, ReportRhythm, TieWay},
        schema::{self, FieldKind, Holds, IdKind, Schema, markdown},
    },
    gate::{self, ClockLedger},
    id::TableId,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use strum::VariantNames;
use yrs::{Doc, Map, ReadTxn, StateVector, TextPrelim, Transact, WriteTxn};

const TYPESCRIPT: &str = "../client/web/src/model/generated/documents.ts";
const PROTOCOL: &str = "../docs/PROTOCOL.md";

const SCHEMAS: [(&str, &Schema); 5] = [
    ("BALLOT", &schema::BALLOT),
    ("TABLE", &schema::TABLE),
    ("PLENARY", &schema::PLENARY),
    ("MAP", &schema::MAP),
    ("PLAN", &schema::PLAN),
];

fn typescript() -> String {
    let mut text =
        "// Written from protocol/src/documents/schema by `make types`. Do not edit.\n\n\
        /** Ids as they stand in documents. */\nexport const ID_PATTERNS = {\n"
            .to_owned();
    for id in IdKind::ALL {
        text.push_str(&format!(
            "  {}: /{}/,\n",
            json(&id).trim_matches('"'),
            id.pattern()
        ));
    }
    text.push_str("} as const;\n");
    for (name, schema) in SCHEMAS {
        text.push_str(&format!("\nexport const {name} = {{\n"));
        for root in schema.roots {
            text.push_str(&format!("  {}: {},\n", root.name, json(root)));
        }
        text.push_str("} as const;\n");
    }
    text
}

fn json(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("data can be written");
    by_name(value).to_string()
}

/// Fields under their names, so that the web app can ask for one.
fn by_name(value: Value) -> Value {
    match value {
        Value::Object(record) => {
            let entries = record.into_iter().map(|(key, value)| match value {
                Value::Array(fields) if key == "fields" => {
                    let named = |field: Value| {
                        let name = field["name"]
                            .as_str()
                            .expect("a field has a name")
                            .to_owned();
                        (name, by_name(field))
                    };
                    (key, Value::Object(fields.into_iter().map(named).collect()))
                }
                value => (key, by_name(value)),
            });
            Value::Object(entries.collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(by_name).collect()),
        value => value,
    }
}

fn is_current(file: &str, written: impl Fn(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let current = written(&committed);
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &current).expect("it can be written");
    } else {
        assert!(
            committed == current,
            "{file} is not current: run `make types` and commit the change"
        );
    }
}

#[test]
fn the_web_apps_table_of_documents_is_current() {
    is_current(TYPESCRIPT, |_| typescript());
}

#[test]
fn the_tables_of_the_contract_are_current() {
    is_current(PROTOCOL, |committed| {
        let mut text = committed.to_owned();
        for (name, schema) in SCHEMAS {
            let begin = format!(
                "<!-- {name}: written from protocol/src/documents/schema by `make types`. -->\n"
            );
            let end = format!("<!-- {name} ends. -->\n");
            let (before, rest) = text.split_once(&begin).expect("each table has its place");
            let (_, after) = rest.split_once(&end).expect("and its end");
            text = format!("{before}{begin}{}{end}{after}", markdown(schema));
        }
        text
    });
}

/// Whether the gate takes an entry of this root.
fn is_taken(kind: DocumentKind, root: &str) -> bool {
    let document = Doc::with_client_id(7);
    let mut transaction = document.transact_mut();
    let entries = transaction.get_or_insert_map(root);
    entries.insert(&mut transaction, "leadership", TextPrelim::new("Because"));
    let update = transaction.encode_state_as_update_v1(&StateVector::default());
    gate::check(
        &update,
        &ClockLedger::default(),
        (),
        &documents::rules(kind),
    )
    .is_ok()
}

#[test]
fn ba2_ba3_tables_and_the_plenary_take_what_stands_in_the_contract_and_nothing_else() {
    let all = [
        "proposed",
        "notes",
        "paper",
        "priorities",
        "parked",
        "marks",
        "other",
    ];
    for (kind, roots) in [
        (
            DocumentKind::Table(TableId::nth(1)),
            ["proposed", "notes", "paper"],
        ),
        (DocumentKind::Plenary, ["priorities", "notes", "parked"]),
    ] {
        for root in all {
            assert_eq!(
                is_taken(kind, root),
                roots.contains(&root),
                "{kind:?}: {root}"
            );
        }
    }
}

/// The words of a type are those in which it is written.
fn words_are_written<E: Serialize + DeserializeOwned + VariantNames + Debug>() {
    for word in E::VARIANTS {
        let value: E = serde_json::from_value((*word).into()).expect(word);
        assert_eq!(
            serde_json::to_value(&value).expect(word),
            *word,
            "{value:?}"
        );
    }
}

#[test]
fn the_words_of_the_schema_are_the_words_of_its_types() {
    words_are_written::<Ground>();
    words_are_written::<ComponentId>();
    words_are_written::<MapStepKind>();
    words_are_written::<FactorClass>();
    words_are_written::<EnquiryMethod>();
    words_are_written::<ActionPriority>();
    words_are_written::<ReportRhythm>();
    words_are_written::<ActionProgress>();
    words_are_written::<NodeKind>();
    words_are_written::<TieWay>();
}

#[test]
fn a_reference_names_a_root_of_items_that_stands_before_its_own() {
    for (name, schema) in SCHEMAS {
        for (at, root) in schema.roots.iter().enumerate() {
            let Holds::Items { items } = root.holds else {
                continue;
            };
            for field in items.fields {
                let named: &[&str] = match &field.kind {
                    FieldKind::Reference { roots } => roots,
                    FieldKind::Ticks { root } => std::slice::from_ref(root),
                    _ => &[],
                };
                for named in named {
                    let place = schema.roots.iter().position(|root| root.name == *named);
                    let is_before = place.is_some_and(|place| {
                        place < at && matches!(schema.roots[place].holds, Holds::Items { .. })
                    });
                    assert!(
                        is_before,
                        "{name}: {}/{} names {named}",
                        root.name, field.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_pattern_takes_the_ids_that_the_server_takes_and_no_others() {
    let long = |length: usize| "a".repeat(length);
    let texts = [
        "",
        "a",
        "A",
        "a-b",
        "k3x9q0ab12",
        "é",
        "a\n",
        "\na",
        "a b",
        "-",
        "m1",
        "m0",
        "m01",
        "m+1",
        "m65535",
        "m65536",
        "m9999",
        "m10000",
        "m60000",
        "m65499",
        "m65540",
        "m99999",
        "m100000",
        "s1",
        "s0",
        "s65535",
        "s65536",
        "s655",
        "s6553",
        "M1",
        "ms1",
        "01010101-0101-0101-0101-010101010101",
        "0101010101010101010101010101010101",
        "0101010A-0101-0101-0101-010101010101",
        "{01010101-0101-0101-0101-010101010101}",
        "g1010101-0101-0101-0101-010101010101",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([24, 25, 48, 49].map(long));
    for text in texts {
        for id in IdKind::ALL {
            let pattern = regex::Regex::new(id.pattern()).expect("a pattern");
            // `$` stands before a last line feed here, and at the end alone in ECMAScript.
            let matches = pattern.is_match(&text) && !text.ends_with('\n');
            assert_eq!(id.accepts(&text), matches, "{id:?}: {text:?}");
        }
    }
}
