//! A yrs document that takes only what the gate has passed.

use plenary_protocol::wire::state_vector::{self, StateVectorMap};
use serde_json::{Map, Value, json};
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, Array, Doc, GetString, OffsetKind, Options, Out, ReadTxn, StateVector, Text, Transact,
    Update, XmlFragment,
};

/// A document as the server keeps it.
pub(crate) struct Replica {
    doc: Doc,
}

impl Replica {
    /// An empty document that counts text as JavaScript does.
    pub(crate) fn new() -> Self {
        let doc = Doc::with_options(Options {
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        });
        for name in ["m", "nodes", "marks", "reasons"] {
            doc.get_or_insert_map(name);
        }
        doc.get_or_insert_array("a");
        doc.get_or_insert_text("t");
        doc.get_or_insert_xml_fragment("x");
        Self { doc }
    }

    /// Applies an update that must not leave anything waiting.
    pub(crate) fn apply(&self, update: &[u8]) {
        self.apply_all(std::slice::from_ref(&update));
    }

    /// Applies updates in one transaction, as a tick does.
    pub(crate) fn apply_all(&self, updates: &[impl AsRef<[u8]>]) {
        let mut txn = self.doc.transact_mut();
        for update in updates {
            let update = Update::decode_v1(update.as_ref()).expect("yrs reads what passed");
            txn.apply_update(update).expect("yrs applies what passed");
        }
        drop(txn);
        let txn = self.doc.transact();
        assert!(!txn.has_missing_updates(), "something waits");
    }

    /// The whole state as one update.
    pub(crate) fn encode(&self) -> Vec<u8> {
        self.doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    /// What yrs believes to have.
    pub(crate) fn state_vector(&self) -> StateVectorMap {
        let bytes = self.doc.transact().state_vector().encode_v1();
        state_vector::decode(&bytes, 10_000).expect("yrs writes a state vector")
    }

    /// The roots in the corpus' JSON.
    pub(crate) fn json(&self, is_ballot: bool) -> Value {
        let txn = self.doc.transact();
        let root = |name: &str| txn.get_map(name).map(|map| value(map.to_json(&txn)));
        if is_ballot {
            return json!({"marks": root("marks"), "reasons": root("reasons")});
        }
        let text = txn.get_text("t").expect("root");
        let delta: Vec<Value> = text
            .diff(&txn, |_| ())
            .into_iter()
            .map(|chunk| {
                let mut entry = Map::new();
                entry.insert("insert".into(), value(plain(chunk.insert)));
                if let Some(attributes) = chunk.attributes {
                    let attributes: Map<String, Value> = attributes
                        .iter()
                        .map(|(key, any)| (key.to_string(), value(any.clone())))
                        .collect();
                    entry.insert("attributes".into(), attributes.into());
                }
                entry.into()
            })
            .collect();
        let array = txn.get_array("a").expect("root");
        let fragment = txn.get_xml_fragment("x").expect("root");
        assert!(array.len(&txn) < 100_000 && fragment.len(&txn) < 100_000);
        json!({
            "m": root("m"),
            "nodes": root("nodes"),
            "a": value(array.to_json(&txn)),
            "t": delta,
            "x": fragment.get_string(&txn),
        })
    }
}

fn plain(out: Out) -> Any {
    match out {
        Out::Any(any) => any,
        _ => Any::Undefined,
    }
}

/// A yrs value as JSON, with numbers as JavaScript writes them: a whole float is an integer.
fn value(any: Any) -> Value {
    let mut text = String::new();
    any.to_json(&mut text);
    let value: Value = serde_json::from_str(&text).expect("yrs writes JSON");
    normal(value)
}

fn normal(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(normal).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, normal(value)))
            .collect::<Map<String, Value>>()
            .into(),
        value => value,
    }
}
