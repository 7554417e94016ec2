//! A seat's ballot: marks and reasons, on line or off.

use plenary_protocol::{
    documents::{DocumentKind, MarkKey, MarkValue},
    framework::DomainId,
    id::{RoundId, SeatId, WorkshopId},
};
use yrs::{Any, Doc, Map, Number, Out, ReadTxn, Transact, WriteTxn};

use crate::{
    connection::{Connection, Status},
    document::{Document, PATIENCE},
    error::ClientError,
};

/// A seat's document of marks. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ballot(Document);

impl Ballot {
    /// Opens a seat's ballot on a socket.
    pub async fn open(
        connection: &Connection,
        workshop: WorkshopId,
        seat: SeatId,
        token: &str,
    ) -> Result<Self, ClientError> {
        let kind = DocumentKind::Ballot(seat);
        let document = Document::open(connection, workshop, kind, token).await?;
        Ok(Self(document))
    }

    /// Marks a domain in a round. When this returns, the mark is on its way, or waits for the socket.
    pub async fn mark(
        &self,
        round: RoundId,
        domain: &DomainId,
        value: MarkValue,
    ) -> Result<(), ClientError> {
        let value = match value {
            MarkValue::Level(level) => Any::from(u32::from(level)),
            MarkValue::Unsure => Any::from("unsure"),
        };
        self.set("marks", key(round, domain), Some(value)).await
    }

    /// Takes a mark back.
    pub async fn unmark(&self, round: RoundId, domain: &DomainId) -> Result<(), ClientError> {
        self.set("marks", key(round, domain), None).await
    }

    /// Says why a domain is marked as it is.
    pub async fn reason(
        &self,
        round: RoundId,
        domain: &DomainId,
        text: &str,
    ) -> Result<(), ClientError> {
        let value = Any::from(text);
        self.set("reasons", key(round, domain), Some(value)).await
    }

    /// Sets any key of a root of the document to any value, or takes it out: what an app with a fault would do.
    pub async fn set(
        &self,
        root: &'static str,
        key: String,
        value: Option<Any>,
    ) -> Result<(), ClientError> {
        self.0
            .edit(move |_, transaction| {
                let map = transaction.get_or_insert_map(root);
                match value {
                    Some(value) => {
                        map.insert(transaction, key, value);
                    }
                    None => {
                        map.remove(transaction, &key);
                    }
                }
            })
            .await
    }

    /// The mark of a domain as it is here.
    pub async fn marked(
        &self,
        round: RoundId,
        domain: &DomainId,
    ) -> Result<Option<MarkValue>, ClientError> {
        let key = key(round, domain);
        self.0
            .look(move |document| read_mark(value(document, "marks", &key)?))
            .await
    }

    /// Waits until this mark is here: another device of the seat has made it.
    pub async fn shows(
        &self,
        round: RoundId,
        domain: &DomainId,
        expected: MarkValue,
    ) -> Result<(), ClientError> {
        let key = key(round, domain);
        let awaited = format!("{expected:?} at {key}");
        let look = move |document: &Doc| {
            let mark = read_mark(value(document, "marks", &key)?);
            (mark == Some(expected)).then_some(())
        };
        self.0.look_until(&awaited, PATIENCE, look).await
    }

    /// The reason at a domain as it is here.
    pub async fn reason_given(
        &self,
        round: RoundId,
        domain: &DomainId,
    ) -> Result<Option<String>, ClientError> {
        let key = key(round, domain);
        self.0
            .look(move |document| match value(document, "reasons", &key)? {
                Any::String(text) => Some(text.to_string()),
                _ => None,
            })
            .await
    }

    /// Frames that are on their way, and marks that wait for the socket.
    pub fn unacknowledged(&self) -> u32 {
        self.status().unacknowledged
    }

    /// Where the ballot stands now.
    pub fn status(&self) -> Status {
        self.0.status()
    }

    /// Waits until every mark is durable on the server.
    pub async fn saved(&self) -> Result<(), ClientError> {
        self.0.saved().await
    }

    /// Waits until the server has opened the ballot and sent what it has.
    pub async fn synced(&self) -> Result<Status, ClientError> {
        self.0.synced().await
    }

    /// Closes the socket; marks can still be made and wait.
    pub async fn disconnect(&self) -> Result<(), ClientError> {
        self.0.connection().disconnect().await
    }

    /// Opens the socket again; what waits is sent.
    pub async fn reconnect(&self) -> Result<(), ClientError> {
        self.0.connection().reconnect().await
    }

    /// The socket it is on.
    pub fn connection(&self) -> &Connection {
        self.0.connection()
    }

    /// The document itself.
    pub fn document(&self) -> &Document {
        &self.0
    }
}

fn key(round: RoundId, domain: &DomainId) -> String {
    let domain = domain.clone();
    MarkKey { round, domain }.to_string()
}

fn value(document: &Doc, root: &str, key: &str) -> Option<Any> {
    let transaction = document.transact();
    match transaction.get_map(root)?.get(&transaction, key)? {
        Out::Any(value) => Some(value),
        _ => None,
    }
}

fn read_mark(value: Any) -> Option<MarkValue> {
    match value {
        Any::String(text) if &*text == "unsure" => Some(MarkValue::Unsure),
        Any::Number(Number::Int(level)) => u8::try_from(level).ok().map(MarkValue::Level),
        Any::Number(Number::Float(level)) => Some(MarkValue::Level(level as u8)),
        _ => None,
    }
}
