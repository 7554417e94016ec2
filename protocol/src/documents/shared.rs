//! A document that several people write: a table's, the plenary's, a map or the plan. Few are open at once, so what has
//! been decoded stays so; and a copy, or what came from a snapshot, is decoded when it is first read.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use yrs::{
    Doc, Map, MapRef, OffsetKind, Options, Out, ReadTxn, StateVector, Transact, Update,
    block::ClientID, branch::BranchID, updates::decoder::Decode,
};

use super::{
    LIMITS,
    map::{self, ProcessMap},
    plan::{self, Plan},
    read::Fields,
    schema::Schema,
};
use crate::{
    gate::{self, ClockLedger, Passed, Rules},
    id::SeatId,
    limits,
    wire::state_vector,
};

const NOBODY_PANICS: &str = "nobody panics holding it";

/// The server never writes into a document, so its own client id is never seen; fixed, because this crate draws no
/// random number.
const SERVER_CLIENT_ID: ClientID = ClientID::new(1);

/// A document with this state. The state is ours: everything in it has passed the gate.
pub(super) fn open(state: &[u8]) -> Doc {
    let document = Doc::with_options(Options {
        client_id: SERVER_CLIENT_ID,
        // JavaScript counts text in UTF-16; so must we, or offsets differ.
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    if !state.is_empty() {
        let update = Update::decode_v1(state).expect("a stored state decodes: yrs encoded it");
        document
            .transact_mut()
            .apply_update(update)
            .expect("a stored state applies: yrs encoded it");
    }
    document
}

/// A document that several people write.
pub struct SharedDocument {
    // Invariant: one of both is there, and where both are they hold the same.
    document: OnceLock<Doc>,
    state: OnceLock<Bytes>,
    known: ClockLedger<SeatId>,
    // What it weighs at most: what was added since it was last measured counts in full.
    size_bytes: AtomicUsize,
    measured_bytes: AtomicUsize,
    // Clocks that were deleted since: each may have been a struct.
    deleted_clocks: AtomicUsize,
    // The same, seat by seat; made when the state is measured.
    weights: Mutex<Option<BTreeMap<SeatId, usize>>>,
}

/// A copy costs the bytes of the state at most: whoever reads it decodes it, in their own time.
impl Clone for SharedDocument {
    fn clone(&self) -> Self {
        Self {
            document: OnceLock::new(),
            state: OnceLock::from(self.state().clone()),
            known: self.known.clone(),
            size_bytes: self.size_bytes().into(),
            measured_bytes: self.measured_bytes.load(Relaxed).into(),
            deleted_clocks: self.deleted_clocks.load(Relaxed).into(),
            weights: Mutex::default(),
        }
    }
}

impl std::fmt::Debug for SharedDocument {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SharedDocument")
            .field("size_bytes", &self.size_bytes)
            .finish_non_exhaustive()
    }
}

impl Default for SharedDocument {
    fn default() -> Self {
        Self {
            document: OnceLock::from(open(&[])),
            state: OnceLock::new(),
            known: ClockLedger::default(),
            size_bytes: 0.into(),
            measured_bytes: 0.into(),
            deleted_clocks: 0.into(),
            weights: Mutex::default(),
        }
    }
}

impl SharedDocument {
    fn document(&self) -> &Doc {
        self.document
            .get_or_init(|| open(self.state.get().map_or(&[], |state| state)))
    }

    /// All of it, as a Yjs update. Encoded once for all who ask before it changes.
    pub fn state(&self) -> &Bytes {
        self.state.get_or_init(|| {
            let all = StateVector::default();
            let document = self.document().transact();
            document.encode_state_as_update_v1(&all).into()
        })
    }

    /// The clocks that have been admitted, to check further updates against.
    pub fn known(&self) -> &ClockLedger<SeatId> {
        &self.known
    }

    /// Keeps a client id for a seat that has not written under it yet. False where that cannot be.
    pub fn reserve(&mut self, client: u64, seat: SeatId, limits: &gate::Limits) -> bool {
        self.known.reserve(client, seat, limits)
    }

    /// The most that the document can weigh, in bytes; see [`gate::Weights`].
    pub fn size_bytes(&self) -> usize {
        self.size_bytes.load(Relaxed)
    }

    /// The same, measured anew: what was typed and taken out again weighs next to nothing. Where so little was added or
    /// taken out since the last time that it would say the same, it is not, since measuring takes as long as sending the
    /// whole.
    pub fn measure(&self) -> usize {
        let at_most = self.size_bytes();
        let has_grown = self.measured_bytes.load(Relaxed) + limits::MEASURE_AFTER_BYTES <= at_most;
        let may_have_shrunk =
            limits::MEASURE_AFTER_BYTES / limits::STRUCT_BYTES <= self.deleted_clocks.load(Relaxed);
        if !has_grown && !may_have_shrunk {
            return at_most;
        }
        let measured = self.weigh();
        let exact = measured.all;
        self.size_bytes.store(exact, Relaxed);
        self.measured_bytes.store(exact, Relaxed);
        self.deleted_clocks.store(0, Relaxed);
        *self.weights.lock().expect(NOBODY_PANICS) = Some(measured.of);
        exact
    }

    /// How full it is, in percent, down to a multiple of five, from where that is worth a word.
    pub fn nearly_full(&self) -> Option<u8> {
        let percent = |bytes: usize| {
            let percent = (bytes * 100 / limits::SHARED_DOCUMENT_BYTES).min(100) as u8;
            percent - percent % 5
        };
        let is_near = |percent: &u8| limits::NEARLY_FULL_PERCENT <= *percent;
        // It may only seem so.
        let at_most = Some(percent(self.size_bytes())).filter(is_near);
        at_most.and_then(|_| Some(percent(self.measure())).filter(is_near))
    }

    fn weigh(&self) -> gate::Weights<SeatId> {
        gate::weights(self.state(), &self.known, &LIMITS)
            .expect("our own state can be read: all of it has passed the gate")
    }

    /// The most of it that is a seat's.
    pub fn size_of(&self, seat: SeatId) -> usize {
        let mut weights = self.weights.lock().expect(NOBODY_PANICS);
        let weights = weights.get_or_insert_with(|| self.weigh().of);
        weights.get(&seat).copied().unwrap_or_default()
    }

    /// Applies an update that has been admitted. One that no longer passes, because another node's came first, is
    /// left out, on every node alike. Says whether it was applied.
    pub fn apply(&mut self, update: &[u8], seat: SeatId, rules: &Rules) -> bool {
        let Ok(Passed::News(news)) = gate::check(update, &self.known, seat, rules) else {
            return false;
        };
        let Ok(decoded) = Update::decode_v1(&news.update) else {
            return false;
        };
        let applied = self.document().transact_mut().apply_update(decoded);
        self.state.take();
        if applied.is_err() {
            return false;
        }
        self.known.admit(&news, seat);
        *self.size_bytes.get_mut() += news.weight;
        *self.deleted_clocks.get_mut() += news.deleted_clocks();
        if let Some(weights) = self.weights.get_mut().expect(NOBODY_PANICS) {
            *weights.entry(seat).or_default() += news.weight;
        }
        true
    }

    /// What a client with this state vector lacks, as a Yjs update.
    pub fn diff(&self, state_vector: &StateVector) -> Vec<u8> {
        // A phone that has just come has nothing, and many come at once.
        if *state_vector == StateVector::default() {
            return self.state().to_vec();
        }
        self.document()
            .transact()
            .encode_state_as_update_v1(state_vector)
    }

    /// What the document holds of certain clocks of certain clients, and little else, as a Yjs update.
    pub fn holding(&self, repeats: &[gate::Repeat]) -> Vec<u8> {
        let mut from: BTreeMap<u64, u32> = self.known.state_vector().into_iter().collect();
        for repeat in repeats {
            let clock = from.entry(repeat.client).or_insert(repeat.from);
            *clock = repeat.from.min(*clock);
        }
        let from = from
            .into_iter()
            .map(|(client, clock)| (ClientID::new(client), clock));
        self.document()
            .transact()
            .encode_state_as_update_v1(&from.collect())
    }

    /// The state vector in its wire form.
    pub fn state_vector(&self) -> Vec<u8> {
        state_vector::encode(&self.known.state_vector())
    }

    /// Whether an update would take away an item that stands in a root map of items.
    pub fn loses_items(&self, to_items: &gate::ToItems<'_>, schema: &Schema) -> bool {
        if to_items.set.is_empty() && to_items.gone.is_empty() {
            return false;
        }
        let transaction = self.document().transact();
        let item_at =
            |root: &str, key: &str| match transaction.get_map(root)?.get(&transaction, key) {
                Some(Out::YMap(item)) => Some(item),
                _ => None,
            };
        let is_gone = |item: &MapRef| match item.as_ref().id() {
            BranchID::Nested(id) => to_items.gone.contains(&(id.client.get(), id.clock)),
            BranchID::Root(_) => false,
        };
        let roots = schema.item_roots();
        let is_replaced = |&(root, key): &(&str, &str)| {
            roots.clone().any(|known| known == root) && item_at(root, key).is_some()
        };
        let items = || roots.clone().filter_map(|root| transaction.get_map(root));
        to_items.set.iter().any(is_replaced)
            || !to_items.gone.is_empty()
                && items().any(|map| {
                    map.iter(&transaction)
                        .any(|(_, value)| matches!(value, Out::YMap(item) if is_gone(&item)))
                })
    }

    /// What the document says, read as a process map.
    pub fn process_map(&self) -> ProcessMap {
        map::read(&self.document().transact())
    }

    /// What the document says, read as an action plan.
    pub fn plan(&self) -> Plan {
        plan::read(&self.document().transact())
    }

    /// Whether an action stands in the plan: it is there, and was not taken out.
    pub fn has_action(&self, action: &str) -> bool {
        plan::has_action(&self.document().transact(), action)
    }

    /// The texts of a root map of texts, such as the plenary's `priorities`: key and text.
    pub fn texts(&self, root: &str) -> BTreeMap<String, String> {
        Fields::of_root(&self.document().transact(), root).texts()
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(with = "base64_bytes")]
    state: Bytes,
    known: ClockLedger<SeatId>,
}

impl Serialize for SharedDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored {
            state: self.state().clone(),
            known: self.known.clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SharedDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        Ok(Self {
            document: OnceLock::new(),
            known: stored.known,
            // It is not read before somebody needs it, and no struct has less than a byte.
            size_bytes: (LIMITS.struct_bytes * stored.state.len()).into(),
            measured_bytes: 0.into(),
            deleted_clocks: 0.into(),
            weights: Mutex::default(),
            state: OnceLock::from(stored.state),
        })
    }
}

/// Bytes as base64 text, because a snapshot is JSON.
pub(super) mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        bytes: &Bytes,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD_NO_PAD
            .decode(text)
            .map(Bytes::from)
            .map_err(D::Error::custom)
    }
}
