//! Reads what `testdata/yjs/generate.mjs` writes: the committed corpus, or a fresh one.

use crate::rulebook::Rulebook;
use base64::Engine;
use serde::{Deserialize, Deserializer};

/// One document's history as the server received it, and what Yjs made of it.
#[derive(Clone, Deserialize)]
pub(crate) struct Document {
    #[serde(rename = "rules")]
    pub(crate) rulebook: Rulebook,
    /// Who wrote, and the bytes.
    pub(crate) updates: Vec<(u8, Bytes)>,
    /// The roots as JSON.
    pub(crate) result: serde_json::Value,
    /// The whole document as Yjs writes it.
    pub(crate) state: Bytes,
}

/// Bytes that are written as base64.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(text);
        bytes.map(Bytes).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct Corpus {
    documents: Vec<Document>,
}

/// The committed corpus as it stands in the repository.
pub(crate) const COMMITTED: &str = include_str!("../../testdata/yjs/corpus.json");

/// All documents of a corpus.
pub(crate) fn read(corpus: &str) -> Vec<Document> {
    let corpus: Corpus = serde_json::from_str(corpus).expect("the corpus is JSON");
    corpus.documents
}

/// All documents of the committed corpus.
pub(crate) fn documents() -> Vec<Document> {
    read(COMMITTED)
}
