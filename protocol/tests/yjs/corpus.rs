//! Reads the committed corpus, and says which rules its documents stand under.

use base64::Engine;
use plenary_protocol::gate::{Deletes, Kind, Limits, Rules, Shape};
use serde::Deserialize;

/// One document's history as the server received it, and what Yjs made of it.
#[derive(Clone)]
pub(crate) struct Document {
    /// Whether it is a ballot: one owner, two root maps of single values.
    pub(crate) is_ballot: bool,
    /// Who wrote, and the bytes.
    pub(crate) updates: Vec<(u8, Vec<u8>)>,
    /// The roots as JSON.
    pub(crate) result: serde_json::Value,
}

#[derive(Deserialize)]
struct Corpus {
    documents: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    ballot: bool,
    updates: Vec<(u8, String)>,
    result: serde_json::Value,
}

/// All documents of the corpus.
pub(crate) fn documents() -> Vec<Document> {
    let text = include_str!("../../testdata/yjs/corpus.json");
    let corpus: Corpus = serde_json::from_str(text).expect("the corpus is JSON");
    let decode = |text: &String| {
        base64::engine::general_purpose::STANDARD
            .decode(text)
            .expect("the corpus is base64")
    };
    corpus
        .documents
        .into_iter()
        .map(|document| Document {
            is_ballot: document.ballot,
            updates: document
                .updates
                .iter()
                .map(|(writer, text)| (*writer, decode(text)))
                .collect(),
            result: document.result,
        })
        .collect()
}

/// The rules of a ballot or of a shared document.
pub(crate) fn rules(is_ballot: bool) -> Rules {
    Rules {
        limits: Limits {
            update_bytes: 256 * 1024,
            structs: 20_000,
            depth: 32,
            key_bytes: 256,
            clients_per_owner: 64,
            clients: 1_000,
        },
        deletes: if is_ballot {
            Deletes::Own
        } else {
            Deletes::Anybodys
        },
        shape: if is_ballot {
            Shape::Cells {
                roots: &["marks", "reasons"],
                text_units: 280,
            }
        } else {
            Shape::Roots(&[
                ("m", Kind::Map),
                ("nodes", Kind::Map),
                ("bytes", Kind::Map),
                ("a", Kind::Array),
                ("t", Kind::Text),
                ("x", Kind::Xml),
            ])
        },
    }
}
