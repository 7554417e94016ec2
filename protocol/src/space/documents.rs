//! The shared documents of a space, each with its ledger of clocks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    documents::{self, DocumentKind, SharedDocument},
    id::SeatId,
    refusal::Refusal,
    wire::state_vector::StateVectorMap,
};

/// The documents that have been written at least once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Documents(
    // Keyed by the document's path, because a snapshot is JSON and its keys are texts.
    BTreeMap<String, SharedDocument>,
);

impl Documents {
    /// A document that has been written at least once.
    pub fn get(&self, kind: DocumentKind) -> Option<&SharedDocument> {
        self.0.get(&kind.path())
    }

    /// Those that are nearly full, by their paths, with how full they are in percent.
    pub fn nearly_full(&self) -> impl Iterator<Item = (&str, u8)> {
        let documents = self.0.iter();
        documents.filter_map(|(path, document)| Some((path.as_str(), document.nearly_full()?)))
    }

    /// Whether anything in them was written from a seat.
    pub fn has_written(&self, seat: SeatId) -> bool {
        let mut documents = self.0.values();
        documents.any(|document| document.known().clients_of(seat) > 0)
    }

    /// What a client with these clocks needs: our state vector, and what it lacks as a Yjs update.
    pub fn sync(&self, kind: DocumentKind, clocks: &StateVectorMap) -> (Vec<u8>, Vec<u8>) {
        let vector = documents::state_vector_of(clocks);
        self.get(kind)
            .map(|document| (document.state_vector(), document.diff(&vector)))
            .unwrap_or_else(documents::nothing_yet)
    }

    /// Puts an update that has passed the gate into a document.
    pub(crate) fn write(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<(), Refusal> {
        let document = self.0.entry(kind.path()).or_default();
        match document.apply(update, seat, &documents::rules(kind)) {
            true => Ok(()),
            false => Err(Refusal::moved_on(
                "this document was written in before this arrived: send it again",
            )),
        }
    }

    /// Keeps a client id for a seat that has not written under it yet.
    pub(crate) fn reserve(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Result<(), Refusal> {
        let document = self.0.entry(kind.path()).or_default();
        match document.reserve(client, seat, &documents::rules(kind).limits) {
            true => Ok(()),
            false => Err(Refusal::moved_on(
                "this client id cannot be kept for this seat",
            )),
        }
    }
}
