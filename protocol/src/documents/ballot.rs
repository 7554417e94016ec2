//! A ballot: one seat's marks and reasons. Thousands live at once, so at rest it is bytes and never a document.

use std::{fmt, str::FromStr};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use yrs::{Any, Map, Number, Out, ReadTxn, Transact, Update, updates::decoder::Decode};

use super::shared::{base64_bytes, open};
use crate::{
    framework::DomainId,
    gate::{self, ClockLedger, Passed},
    id::{IdError, RoundId},
    limits,
    wire::state_vector,
};

/// Where a mark stands in the ballot: `{round}/{domain}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkKey {
    /// The round.
    pub round: RoundId,
    /// The domain.
    pub domain: DomainId,
}

impl fmt::Display for MarkKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.round, self.domain)
    }
}

impl FromStr for MarkKey {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let refused = || {
            IdError::new(
                text,
                "the key of a mark: a round, a slash and a domain, such as `r1/leadership`",
            )
        };
        let (round, domain) = text.split_once('/').ok_or_else(refused)?;
        Ok(Self {
            round: round.parse().map_err(|_| refused())?,
            domain: domain.parse().map_err(|_| refused())?,
        })
    }
}

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkValue {
    /// This level.
    Level(u8),
    /// Not sure, or not my area: never a level.
    Unsure,
}

/// What a ballot says, read out of its document.
#[derive(Debug, Default, PartialEq)]
pub struct BallotContent {
    /// Every mark with a valid key and a valid shape.
    pub marks: Vec<(MarkKey, MarkValue)>,
    /// The first thing in the document that no Plenary app writes, if there is one.
    pub fault: Option<String>,
}

/// One seat's document of marks, at rest.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BallotDocument {
    /// The whole document as one Yjs update; empty for a ballot that was never written.
    #[serde(with = "base64_bytes")]
    state: Bytes,
    /// The clocks that have been admitted.
    known: ClockLedger<()>,
    /// How many updates it is made of: tells a merge prepared earlier from one that is out of date.
    version: u64,
}

/// Why an update cannot become part of a ballot.
#[derive(Debug, thiserror::Error)]
pub enum BallotRefused {
    /// The gate refused its bytes.
    #[error(transparent)]
    Gate(#[from] gate::Refused),
    /// yrs refused what the gate passed.
    #[error("the update does not decode: {0}")]
    Undecodable(String),
    /// The ballot would grow beyond its bound.
    #[error(
        "the ballot would grow to {size_bytes} bytes; it may have {}",
        limits::BALLOT_BYTES
    )]
    TooLarge {
        /// The size it would have.
        size_bytes: usize,
    },
}

/// A ballot with one more update in it.
#[derive(Debug)]
pub struct Merged {
    /// The update as it has to be applied: trimmed of what was known.
    pub update: Bytes,
    /// The ballot afterwards.
    pub document: BallotDocument,
    /// What it says.
    pub content: BallotContent,
}

impl BallotDocument {
    /// Checks an update and merges it, leaving this ballot as it is. None where the update brings nothing new.
    pub fn merge(&self, update: &[u8]) -> Result<Option<Merged>, BallotRefused> {
        match gate::check(update, &self.known, (), &super::BALLOT_RULES)? {
            Passed::Nothing => Ok(None),
            Passed::News(news) => {
                let update = Bytes::copy_from_slice(&news.update);
                let mut known = self.known.clone();
                known.admit(&news, ());
                let (state, content) = self.apply(&update)?;
                let document = BallotDocument {
                    state,
                    known,
                    version: self.version + 1,
                };
                Ok(Some(Merged {
                    update,
                    document,
                    content,
                }))
            }
        }
    }

    /// How many updates this ballot is made of.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What the ballot says.
    pub fn content(&self) -> BallotContent {
        read(&self.open())
    }

    /// What a client with this state vector lacks, as a Yjs update.
    pub fn diff(&self, state_vector: &yrs::StateVector) -> Vec<u8> {
        self.open()
            .transact()
            .encode_state_as_update_v1(state_vector)
    }

    /// The state vector in its wire form.
    pub fn state_vector(&self) -> Vec<u8> {
        state_vector::encode(&self.known.state_vector())
    }

    fn open(&self) -> yrs::Doc {
        open(&self.state)
    }

    fn apply(&self, update: &[u8]) -> Result<(Bytes, BallotContent), BallotRefused> {
        let undecodable = |err: String| BallotRefused::Undecodable(err);
        let document = self.open();
        {
            let update = Update::decode_v1(update).map_err(|err| undecodable(err.to_string()))?;
            document
                .transact_mut()
                .apply_update(update)
                .map_err(|err| undecodable(err.to_string()))?;
        }
        let content = read(&document);
        let state = document
            .transact()
            .encode_state_as_update_v1(&yrs::StateVector::default());
        if state.len() > limits::BALLOT_BYTES {
            return Err(BallotRefused::TooLarge {
                size_bytes: state.len(),
            });
        }
        Ok((state.into(), content))
    }
}

fn read(document: &yrs::Doc) -> BallotContent {
    let mut content = BallotContent::default();
    let transaction = document.transact();
    // yrs iterates in the order of its hash map; the fold must not depend on that, nor what a person is told.
    let fault = |content: &mut BallotContent, text: String| {
        content.fault = content.fault.take().into_iter().chain([text]).min();
    };
    if let Some(marks) = transaction.get_map("marks") {
        for (key, value) in marks.iter(&transaction) {
            match (key.parse::<MarkKey>(), mark_value(&value)) {
                (Ok(key), Some(value)) => content.marks.push((key, value)),
                (Ok(key), None) => fault(
                    &mut content,
                    format!("the mark at {key} is neither a level nor \"unsure\""),
                ),
                (Err(err), _) => fault(&mut content, err.to_string()),
            }
        }
    }
    if let Some(reasons) = transaction.get_map("reasons") {
        for (key, value) in reasons.iter(&transaction) {
            match (key.parse::<MarkKey>(), &value) {
                (Ok(key), Out::Any(Any::String(text)))
                    if text.chars().count() > limits::REASON_CHARACTERS =>
                {
                    fault(
                        &mut content,
                        format!(
                            "the reason at {key} is longer than {} characters",
                            limits::REASON_CHARACTERS
                        ),
                    )
                }
                (Ok(_), Out::Any(Any::String(_))) => {}
                (Ok(key), _) => fault(&mut content, format!("the reason at {key} is not a text")),
                (Err(err), _) => fault(&mut content, err.to_string()),
            }
        }
    }
    // yrs iterates in the order of its hash map; the fold must not depend on that.
    content
        .marks
        .sort_by(|(left, _), (right, _)| left.cmp(right));
    content
}

fn mark_value(value: &Out) -> Option<MarkValue> {
    match value {
        Out::Any(Any::String(text)) if &**text == "unsure" => Some(MarkValue::Unsure),
        Out::Any(Any::Number(Number::Int(level))) => u8::try_from(*level)
            .ok()
            .filter(|level| *level > 0)
            .map(MarkValue::Level),
        Out::Any(Any::Number(Number::Float(level)))
            if level.fract() == 0.0 && (1.0..=255.0).contains(level) =>
        {
            Some(MarkValue::Level(*level as u8))
        }
        _ => None,
    }
}
