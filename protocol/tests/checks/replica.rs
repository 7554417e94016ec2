//! A yrs document that takes only what the gate has passed, and reads it in every way the server could.

use crate::rulebook::Rulebook;
use plenary_protocol::gate::Kind;
use plenary_protocol::wire::state_vector::{self, StateVectorMap};
use serde_json::{Map, Value};
use yrs::block::ClientID;
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
    rulebook: Rulebook,
}

impl Replica {
    /// An empty document that counts text as JavaScript does.
    pub(crate) fn new(rulebook: Rulebook) -> Self {
        let doc = Doc::with_options(Options {
            client_id: ClientID::new(1),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        });
        for (name, kind) in rulebook.roots() {
            match kind {
                Kind::Map => drop(doc.get_or_insert_map(name)),
                Kind::Array => drop(doc.get_or_insert_array(name)),
                Kind::Text => drop(doc.get_or_insert_text(name)),
                Kind::Xml => drop(doc.get_or_insert_xml_fragment(name)),
            }
        }
        Self { doc, rulebook }
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
        self.diff(&StateVectorMap::new())
    }

    /// What a client lacks that says it has this much.
    pub(crate) fn diff(&self, clocks: &StateVectorMap) -> Vec<u8> {
        let clocks: StateVector = clocks
            .iter()
            .map(|(&client, &clock)| (ClientID::new(client), clock))
            .collect();
        self.doc.transact().encode_state_as_update_v1(&clocks)
    }

    /// What yrs believes to have.
    pub(crate) fn state_vector(&self) -> StateVectorMap {
        let bytes = self.doc.transact().state_vector().encode_v1();
        state_vector::decode(&bytes, 10_000).expect("yrs writes a state vector")
    }

    /// The roots as Yjs' own JSON of them; bytes have no place in JSON and are read only.
    pub(crate) fn json(&self) -> Value {
        let roots = self.rulebook.roots().into_iter();
        let read = roots.map(|(name, kind)| (name, self.read(name, kind)));
        read.filter(|(name, _)| *name != "bytes")
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<String, Value>>()
            .into()
    }

    fn read(&self, name: &str, kind: Kind) -> Value {
        let txn = self.doc.transact();
        match kind {
            Kind::Map => value(txn.get_map(name).expect("root").to_json(&txn)),
            Kind::Array => {
                let array = txn.get_array(name).expect("root");
                assert!(array.len(&txn) < 100_000);
                value(array.to_json(&txn))
            }
            Kind::Xml => {
                let fragment = txn.get_xml_fragment(name).expect("root");
                assert!(fragment.len(&txn) < 100_000);
                fragment.get_string(&txn).into()
            }
            Kind::Text => {
                let text = txn.get_text(name).expect("root");
                let chunks = text.diff(&txn, |_| ()).into_iter();
                let insert = |chunk: yrs::types::text::Diff<()>| {
                    let mut entry = Map::new();
                    entry.insert("insert".into(), value(plain(chunk.insert)));
                    if let Some(attributes) = chunk.attributes {
                        let attributes = attributes.iter();
                        let attributes: Map<String, Value> = attributes
                            .map(|(key, any)| (key.to_string(), value(any.clone())))
                            .collect();
                        entry.insert("attributes".into(), attributes.into());
                    }
                    Value::from(entry)
                };
                chunks.map(insert).collect::<Vec<_>>().into()
            }
        }
    }
}

fn plain(out: Out) -> Any {
    match out {
        Out::Any(any) => any,
        _ => Any::Undefined,
    }
}

/// A yrs value as JSON, written by yrs and read here, so that numbers look as JavaScript writes them.
fn value(any: Any) -> Value {
    let mut text = String::new();
    any.to_json(&mut text);
    serde_json::from_str(&text).expect("yrs writes JSON")
}
