//! The committed description of the API, as a judge of what a server says.
//!
//! It is stricter than its letter: a field that the description does not name is wrong as well, because nobody who builds
//! on the description alone would ever know of it.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Where the description is committed.
const FILE: &str = "../docs/openapi.json";

/// The committed description of the API.
#[derive(Debug, Clone)]
pub struct Contract(Value);

impl Contract {
    /// The description as it is committed.
    pub fn committed() -> anyhow::Result<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = fs::read_to_string(&path).context("docs/openapi.json is committed")?;
        let mut document: Value = serde_json::from_str(&text)?;
        // A shape may be a part of another, so it is closed where it is named.
        let shapes = document["components"]["schemas"].as_object_mut();
        for (_, shape) in shapes.into_iter().flatten() {
            close(shape, true);
        }
        Ok(Self(document))
    }

    /// The calls that only read and answer with JSON, with the schema of the answer.
    pub fn readings(&self) -> BTreeSet<&str> {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        let is_reading = |call: &Value| {
            call["get"]["responses"]["200"]["content"]["application/json"].is_object()
        };
        paths
            .filter(|(_, call)| is_reading(call))
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// The words by which the shapes of one that has several kinds are told apart.
    pub fn kinds_of(&self, shape: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let kinds = self.0["components"]["schemas"][shape]["oneOf"].as_array();
        for kind in kinds.into_iter().flatten() {
            let parts = kind["allOf"].as_array().into_iter().flatten();
            for part in parts.chain([kind]) {
                let word = part["properties"]["type"]["enum"][0].as_str();
                found.extend(word.map(str::to_owned));
            }
        }
        found
    }

    /// Whether a value is as the description has the shape of this name.
    pub fn check(&self, shape: &str, value: &impl Serialize) -> anyhow::Result<()> {
        let schema = json!({"$ref": format!("#/components/schemas/{shape}")});
        self.fits(shape, schema, &serde_json::to_value(value)?)
    }

    /// Whether an answer is as the description has it for this call.
    pub fn check_answer(
        &self,
        method: &str,
        path: &str,
        status: u16,
        answer: &Value,
    ) -> anyhow::Result<()> {
        let described = &self.0["paths"][path][method]["responses"][status.to_string()];
        let mut kinds = described["content"].as_object().into_iter().flatten();
        let (_, json) = kinds
            .find(|(kind, _)| kind.ends_with("json"))
            .with_context(|| {
                format!("{method} {path} is described to answer {status} with JSON")
            })?;
        self.fits(&format!("{method} {path}"), json["schema"].clone(), answer)
    }

    /// Whether a body is as the description has it for this call.
    pub fn check_body(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<()> {
        let described = &self.0["paths"][path][method]["requestBody"]["content"];
        let schema = described["application/json"]["schema"].clone();
        self.fits(&format!("the body of {method} {path}"), schema, body)
    }

    fn fits(&self, what: &str, mut schema: Value, value: &Value) -> anyhow::Result<()> {
        close(&mut schema, false);
        let whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": self.0["components"],
        });
        let validator = jsonschema::validator_for(&whole)
            .with_context(|| format!("the schema of {what} can be read"))?;
        let found: Vec<String> = validator
            .iter_errors(value)
            .map(|err| format!("{}: {err}", err.instance_path()))
            .collect();
        if !found.is_empty() {
            bail!("{what} is not as described: {found:#?} in {value:#}");
        }
        Ok(())
    }
}

/// Lets nothing stand in an object that its schema does not name. A part of a whole leaves that to the whole, which sees
/// what all its parts name.
fn close(schema: &mut Value, is_part: bool) {
    match schema {
        Value::Object(fields) => {
            if !is_part && is_of_objects(fields) {
                fields.insert("unevaluatedProperties".to_owned(), false.into());
            }
            for (key, inner) in fields {
                let are_parts = PARTS.contains(&key.as_str());
                match inner {
                    Value::Array(several) if are_parts => {
                        several.iter_mut().for_each(|one| close(one, true));
                    }
                    one => close(one, false),
                }
            }
        }
        Value::Array(several) => several.iter_mut().for_each(|one| close(one, false)),
        _ => {}
    }
}

const PARTS: [&str; 2] = ["allOf", "oneOf"];

fn is_of_objects(fields: &Map<String, Value>) -> bool {
    let is_whole = PARTS.iter().any(|parts| fields.contains_key(*parts));
    is_whole || fields.contains_key("$ref") || fields.get("type") == Some(&"object".into())
}
