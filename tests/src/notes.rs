//! The notes of the first table, written frame by frame, as no client of ours writes them.

use anyhow::Context;
use plenary_client::{
    address::ServerAddress,
    participant::Ticket,
    raw::{RawFrame, RawSocket},
};
use plenary_protocol::wire::hocuspocus::{ServerFrame, ServerMessage, client};
use yrs::{
    Doc, Map, Options, ReadTxn, StateVector, Transact, WriteTxn, block::ClientID, merge_updates_v1,
};

use crate::PATIENCE;

/// A socket on which they are open.
#[derive(Debug)]
pub struct RawNotes {
    socket: RawSocket,
    address: String,
}

impl RawNotes {
    /// Opens them for somebody who sits there.
    pub async fn open(server: &ServerAddress, person: &Ticket) -> anyhow::Result<Self> {
        let mut socket = RawSocket::open(server).await?;
        let address = format!("{}/table/t1", person.workshop);
        socket
            .send(client::auth(&address, &person.token, "4.8.0"))
            .await?;
        Ok(Self { socket, address })
    }

    /// Whether an update is kept, by the server's word.
    pub async fn is_kept(&mut self, update: &[u8]) -> anyhow::Result<bool> {
        self.socket
            .send(client::update(&self.address, update))
            .await?;
        let awaited = "the fate of an update";
        let frame = self
            .socket
            .find(awaited, PATIENCE, |frame| fate(frame).is_some())
            .await?;
        fate(&frame).context(awaited)
    }
}

/// What a frame says of an update, where it says anything of one.
fn fate(frame: &RawFrame) -> Option<bool> {
    let RawFrame::Binary(bytes) = frame else {
        return None;
    };
    match ServerFrame::parse(bytes) {
        Ok(ServerFrame::Document { message, .. }) => match message {
            ServerMessage::SyncStatus { applied } => Some(applied),
            // What is sent to a document that is not open is not even read.
            ServerMessage::PermissionDenied { .. } | ServerMessage::Close { .. } => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn page(client: u64) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client),
        ..Options::default()
    })
}

/// A note under a client id that somebody chose.
pub fn note(client: u64, key: &str, words: &str) -> Vec<u8> {
    let page = page(client);
    let mut transaction = page.transact_mut();
    let notes = transaction.get_or_insert_map("notes");
    notes.insert(&mut transaction, key, words);
    transaction.encode_state_as_update_v1(&StateVector::default())
}

/// Notes of so many pages, each with a client id of its own, in one update.
pub fn pages(first: u64, count: u64) -> anyhow::Result<Vec<u8>> {
    let updates = (first..first + count).map(|client| note(client, &format!("n{client}"), "x"));
    Ok(merge_updates_v1(updates.collect::<Vec<_>>())?)
}

/// So many keys with next to nothing under them, by one page.
pub fn keys(client: u64, count: u64) -> Vec<u8> {
    let page = page(client);
    let mut transaction = page.transact_mut();
    let notes = transaction.get_or_insert_map("notes");
    for number in 0..count {
        notes.insert(&mut transaction, format!("{client}/{number}"), 1);
    }
    transaction.encode_state_as_update_v1(&StateVector::default())
}
