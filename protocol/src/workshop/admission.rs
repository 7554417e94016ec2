//! From a frame to an entry: whether an update may be written down, against what is known and what still waits to be
//! durable in the same commit.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{Access, Workshop};
use crate::{
    documents::{self, BallotDocument, BallotRefused, DocumentKind, Merged, SharedDocument},
    gate::{self, Known, Passed, Rules},
    id::SeatId,
    limits,
    refusal::{Refusal, RefusalCode},
    seat::Role,
};

/// An update that may be written down.
#[derive(Debug)]
pub struct Admitted {
    /// The update, trimmed of what is known.
    pub update: Bytes,
    /// For a ballot: what `apply` would compute, so that it need not do it again.
    pub prepared: Option<Merged>,
}

/// Why there is nothing to write down.
#[derive(Debug)]
pub enum NotAdmitted {
    /// It brings nothing new: acknowledge it.
    KnownAlready,
    /// Something before it has not arrived: ask the client for what is missing.
    Gap {
        /// The gate's word for it.
        reason: &'static str,
    },
    /// It is not taken.
    Refused {
        /// What its sender is told.
        refusal: Refusal,
        /// The gate's word for it, where it was the gate.
        reason: Option<&'static str>,
    },
}

impl From<Refusal> for NotAdmitted {
    fn from(refusal: Refusal) -> Self {
        Self::Refused {
            refusal,
            reason: None,
        }
    }
}

impl From<gate::Refused> for NotAdmitted {
    fn from(refused: gate::Refused) -> Self {
        let reason = refused.reason();
        if refused.wants_resync() {
            return Self::Gap { reason };
        }
        Self::Refused {
            refusal: Refusal {
                code: RefusalCode::Invalid,
                detail: refused.to_string(),
            },
            reason: Some(reason),
        }
    }
}

/// The admission of one commit's updates.
#[derive(Debug, Default)]
pub struct Admission {
    ballots: BTreeMap<SeatId, BallotDocument>,
    shared: BTreeMap<DocumentKind, Growing>,
}

/// A shared document, with what this commit adds to it.
#[derive(Debug, Default)]
struct Growing {
    known: Known<SeatId>,
    document_bytes: usize,
    added_bytes: usize,
}

impl Growing {
    fn of(document: Option<&SharedDocument>) -> Self {
        document.map_or_else(Self::default, |document| Self {
            known: document.known().clone(),
            document_bytes: document.size_bytes(),
            added_bytes: 0,
        })
    }

    fn size_bytes(&self) -> usize {
        self.document_bytes + self.added_bytes
    }
}

impl Admission {
    /// Decides on one update of a document by a seat.
    pub fn update(
        &mut self,
        workshop: &Workshop,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<Admitted, NotAdmitted> {
        let access = workshop.access(seat, kind)?;
        let rules = documents::rules(kind);
        match kind {
            DocumentKind::Session => read_only(&Known::<()>::default(), (), update, &rules),
            DocumentKind::Ballot(owner) => self.ballot(workshop, owner, access, update),
            DocumentKind::Table(_)
            | DocumentKind::Plenary
            | DocumentKind::Map(_)
            | DocumentKind::Plan => self.shared(workshop, kind, seat, access, update, &rules),
        }
    }

    /// What the sender of an update is told that was too long to be read at all, and the gate's word for it.
    pub fn too_long(size_bytes: usize) -> (Refusal, &'static str) {
        let too_long = gate::Refused::TooLong {
            what: "update",
            size_bytes,
            most_bytes: limits::UPDATE_BYTES,
        };
        let most = limits::UPDATE_BYTES >> 20;
        let detail = format!("this is more than one document may hold: at most {most} MiB");
        (Refusal::full(detail), too_long.reason())
    }

    fn ballot(
        &mut self,
        workshop: &Workshop,
        owner: SeatId,
        access: Access,
        update: &[u8],
    ) -> Result<Admitted, NotAdmitted> {
        let empty = BallotDocument::default();
        let waiting = self
            .ballots
            .get(&owner)
            .or_else(|| workshop.ballot_document(owner));
        let merged = match waiting.unwrap_or(&empty).merge(update) {
            Ok(Some(merged)) => merged,
            Ok(None) => return Err(NotAdmitted::KnownAlready),
            Err(BallotRefused::Gate(refused)) => return Err(refused.into()),
            Err(other) => return Err(Refusal::invalid(other.to_string()).into()),
        };
        if access == Access::Read {
            let over = "these marks reached the server after the workshop had closed: they are not counted and not kept";
            return Err(Refusal::moved_on(over).into());
        }
        workshop.check_marks(&merged.content)?;
        self.ballots.insert(owner, merged.document.clone());
        Ok(Admitted {
            update: merged.update.clone(),
            prepared: Some(merged),
        })
    }

    fn shared(
        &mut self,
        workshop: &Workshop,
        kind: DocumentKind,
        seat: SeatId,
        access: Access,
        update: &[u8],
        rules: &Rules,
    ) -> Result<Admitted, NotAdmitted> {
        let document = workshop.shared_document(kind);
        let growing = self
            .shared
            .entry(kind)
            .or_insert_with(|| Growing::of(document));
        if access == Access::Read {
            return read_only(&growing.known, seat, update, rules);
        }
        let news = match gate::check(update, &growing.known, seat, rules)? {
            Passed::Nothing => return Err(NotAdmitted::KnownAlready),
            Passed::News(news) => news,
        };
        let reserve = match workshop.seat(seat).map(|seat| seat.role) {
            Some(Role::Facilitator) => limits::FACILITATORS_RESERVE_BYTES,
            _ => 0,
        };
        let is_full = |growing: &Growing| {
            growing.size_bytes() + news.update.len() > limits::SHARED_DOCUMENT_BYTES + reserve
        };
        // Taking out is how a full document gets room again.
        let only_takes_out = news.advances.is_empty();
        if !only_takes_out && is_full(growing) {
            growing.document_bytes = document.map_or(0, SharedDocument::measure);
            if is_full(growing) {
                let full = "this document is full: take something out before adding more";
                return Err(Refusal::full(full).into());
            }
        }
        growing.known.admit(&news, seat);
        growing.added_bytes += news.update.len();
        Ok(Admitted {
            update: Bytes::copy_from_slice(&news.update),
            prepared: None,
        })
    }
}

/// A reader's provider sends what it has; that is fine as long as it is nothing new.
fn read_only<O: Copy + Eq>(
    known: &Known<O>,
    seat: O,
    update: &[u8],
    rules: &Rules,
) -> Result<Admitted, NotAdmitted> {
    match gate::check(update, known, seat, rules)? {
        Passed::Nothing => Err(NotAdmitted::KnownAlready),
        Passed::News(_) => {
            let closed = "this document cannot be written by you at this step of the workshop";
            Err(Refusal::forbidden(closed).into())
        }
    }
}
