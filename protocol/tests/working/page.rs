//! A replica of a working document on somebody's device, and how the server reads what it sends.

use crate::schema::Paper;
use plenary_protocol::{
    documents::{SharedDocument, map::ProcessMap, plan::Plan},
    gate::{self, Passed},
    id::SeatId,
    wire::state_vector::{self, StateVectorMap},
};
use yrs::{
    Any, ArrayPrelim, Doc, Map, MapPrelim, MapRef, OffsetKind, Options, ReadTxn, StateVector,
    TextPrelim, Transact, TransactionMut, Update, XmlTextPrelim,
    block::ClientID,
    updates::{decoder::Decode, encoder::Encode},
};

/// Something to write under a name. Entries are written one after another, so that the bytes are the same every time.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Plain(Any),
    Text(String),
    XmlText(String),
    Row(Vec<Any>),
    Map(Vec<(String, Value)>),
}

impl<T: Into<Any>> From<T> for Value {
    fn from(value: T) -> Self {
        Value::Plain(value.into())
    }
}

/// Writes one entry of a map.
pub(crate) fn put(txn: &mut TransactionMut<'_>, map: &MapRef, key: &str, value: Value) {
    match value {
        Value::Plain(any) => drop(map.insert(txn, key, any)),
        Value::Text(text) => drop(map.insert(txn, key, TextPrelim::new(text))),
        Value::XmlText(text) => drop(map.insert(txn, key, XmlTextPrelim::new(text))),
        Value::Row(row) => drop(map.insert(txn, key, ArrayPrelim::from(row))),
        Value::Map(entries) => {
            let inner = map.insert(txn, key, MapPrelim::default());
            for (key, value) in entries {
                put(txn, &inner, &key, value);
            }
        }
    }
}

/// A replica that one person writes in.
pub(crate) struct Page {
    doc: Doc,
}

impl Page {
    /// An empty replica that writes under this client id.
    pub(crate) fn new(client: u64) -> Self {
        Self {
            doc: Doc::with_options(Options {
                client_id: ClientID::new(client),
                offset_kind: OffsetKind::Utf16,
                ..Options::default()
            }),
        }
    }

    /// Writes, and says what is to be sent.
    pub(crate) fn write(&self, change: impl FnOnce(&mut TransactionMut<'_>)) -> Vec<u8> {
        let before = self.doc.transact().state_vector();
        change(&mut self.doc.transact_mut());
        // What waits for something that has not come yet is not this person's to send.
        self.doc.transact().encode_diff_v1(&before)
    }

    /// Takes in what came.
    pub(crate) fn receive(&self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("the server sends updates");
        let mut txn = self.doc.transact_mut();
        txn.apply_update(update).expect("and they can be applied");
    }

    /// Everything in it, as one update.
    pub(crate) fn everything(&self) -> Vec<u8> {
        self.doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    /// What it has.
    pub(crate) fn clocks(&self) -> StateVectorMap {
        assert!(
            !self.doc.transact().has_missing_updates(),
            "something waits"
        );
        clocks(&self.doc.transact().state_vector().encode_v1())
    }

    /// Asks for what it lacks.
    pub(crate) fn catch_up(&self, server: &SharedDocument) {
        // In a statement of its own, or the document is still being read when it is written.
        let own = self.doc.transact().state_vector();
        self.receive(&server.diff(&own));
    }
}

/// What a state vector says.
pub(crate) fn clocks(state_vector: &[u8]) -> StateVectorMap {
    state_vector::decode(state_vector, 10_000).expect("yrs writes a state vector")
}

/// Who writes: a seat for each number.
pub(crate) fn seat(number: u8) -> SeatId {
    SeatId::from_bytes([number; 16])
}

/// What is read in a document, whichever it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Read {
    Map(ProcessMap),
    Plan(Plan),
}

impl Read {
    /// What the server reads.
    pub(crate) fn of(document: &SharedDocument, paper: Paper) -> Self {
        match paper {
            Paper::Map => Read::Map(document.process_map()),
            Paper::Plan => Read::Plan(document.plan()),
        }
    }

    /// What a server reads that gets all of it at once, through the gate.
    pub(crate) fn of_update(update: &[u8], paper: Paper) -> Self {
        let mut document = SharedDocument::default();
        let rules = paper.rules();
        let is_news = match gate::check(update, document.known(), seat(1), &rules) {
            Ok(passed) => passed != Passed::Nothing,
            Err(refused) => panic!("the gate refuses: {refused}"),
        };
        assert_eq!(document.apply(update, seat(1), &rules), is_news);
        Self::of(&document, paper)
    }

    /// Fails where it breaks a law.
    pub(crate) fn check(&self) {
        match self {
            Read::Map(map) => crate::laws::check_valid(map),
            Read::Plan(plan) => crate::plan_laws::check_valid_plan(plan),
        }
    }

    /// How many things are in it: tells a test that nothing is shown from one that tries something.
    pub(crate) fn size(&self) -> usize {
        match self {
            Read::Map(map) => map.steps.len() + map.links.len() + map.pins.len() + map.lanes.len(),
            Read::Plan(plan) => plan.actions.len() + plan.nodes.len() + plan.ties.len(),
        }
    }
}
