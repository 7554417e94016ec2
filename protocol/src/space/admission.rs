//! From a frame to an entry: whether an update of a shared document may be written down, against what is known and what
//! still waits to be durable in the same commit.

mod share;

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{Access, Documents};
use crate::{
    documents::{self, DocumentKind, SharedDocument},
    gate::{self, ClockLedger, News, Passed, Rules},
    id::SeatId,
    limits,
    refusal::{Refusal, RefusalCode},
};

use share::NoMore;

/// An update that may be written down.
#[derive(Debug)]
pub struct Admitted<P> {
    /// The update, trimmed of what is known.
    pub update: Bytes,
    /// What the fold would compute of it, so that it need not do it again; for documents where that takes long.
    pub prepared: Option<P>,
}

/// Who writes, and what they may.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    /// Their seat.
    pub seat: SeatId,
    /// What they may do with the document now.
    pub access: Access,
    /// Whether they may take what is kept back for those who see to it that a full document gets room again.
    pub has_reserve: bool,
}

/// Whose a client id is in the ledger of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// The seat's, by something that is durable or stands before this in the commit.
    Already,
    /// The seat's, once it is written down.
    Now,
    /// Somebody else's, or nobody's because too many are kept already.
    Not,
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

/// The admission of one commit's updates of shared documents.
#[derive(Debug, Default)]
pub struct Admission(BTreeMap<DocumentKind, Growing>);

#[derive(Debug)]
struct Added {
    by: SeatId,
    update: Bytes,
    weight: usize,
}

/// A shared document, with what this commit adds to it.
#[derive(Debug, Default)]
struct Growing {
    known: ClockLedger<SeatId>,
    document_bytes: usize,
    // What this commit adds: by whom, as it will be written down, and what it weighs.
    added: Vec<Added>,
}

impl Growing {
    fn of(document: Option<&SharedDocument>) -> Self {
        document.map_or_else(Self::default, |document| Self {
            known: document.known().clone(),
            document_bytes: document.size_bytes(),
            ..Self::default()
        })
    }

    fn size_bytes(&self) -> usize {
        let added = self.added.iter().map(|added| added.weight);
        self.document_bytes + added.sum::<usize>()
    }

    /// Refuses what the document has no room for, or no room for from this seat.
    fn check_room(
        &mut self,
        document: Option<&SharedDocument>,
        seat: SeatId,
        has_reserve: bool,
        news: &News<'_>,
    ) -> Result<(), Refusal> {
        // Taking out is how a full document gets room again.
        if news.advances.is_empty() {
            return Ok(());
        }
        if news.new_clients > 0 {
            let (visible, own) = self.known.visible_clients(seat);
            let ever = (self.known.client_count(), self.known.clients_of(seat));
            for share in [
                share::of_visible(visible, own),
                share::of_ever(ever.0, ever.1),
            ] {
                share
                    .check(news.new_clients, has_reserve)
                    .map_err(NoMore::of_clients)?;
            }
        }
        let more = news.weight;
        // While nobody could hold too much, it need not be known whose the bytes are: that takes reading all of them.
        let at_most = self.size_bytes();
        let share = share::of_bytes(at_most, at_most);
        if share.check(more, has_reserve).is_ok() {
            return Ok(());
        }
        self.document_bytes = document.map_or(0, SharedDocument::measure);
        let added = self.added.iter().filter(|added| added.by == seat);
        let added: usize = added.map(|added| added.weight).sum();
        let held = document.map_or(0, |document| document.size_of(seat));
        let share = share::of_bytes(self.size_bytes(), held + added);
        share.check(more, has_reserve).map_err(NoMore::of_bytes)
    }

    /// Refuses what repeats something else than what the document holds: to acknowledge it would say that it is kept.
    fn check_repeats(
        &self,
        document: Option<&SharedDocument>,
        update: &[u8],
        rules: &Rules,
    ) -> Result<(), gate::Refused> {
        let repeats = gate::repeats(update, &self.known, &rules.limits)?;
        if repeats.is_empty() {
            return Ok(());
        }
        let holding = document.map(|document| document.holding(&repeats));
        let holding = holding.iter().map(Vec::as_slice);
        let added = self.added.iter().map(|added| &added.update[..]);
        let held: Vec<&[u8]> = holding.chain(added).collect();
        gate::check_repeats(update, &repeats, &held, &rules.limits)
    }
}

impl Admission {
    /// Decides on one update of a document.
    pub fn update<P>(
        &mut self,
        documents: &Documents,
        kind: DocumentKind,
        writer: Writer,
        update: &[u8],
    ) -> Result<Admitted<P>, NotAdmitted> {
        let Writer {
            seat,
            access,
            has_reserve,
        } = writer;
        let rules = documents::rules(kind);
        // A reader's provider sends what it has; that is fine as long as it is nothing new.
        let document = documents.get(kind);
        let growing = self.growing(documents, kind);
        let passed = gate::check(update, &growing.known, seat, &rules)?;
        growing.check_repeats(document, update, &rules)?;
        let news = match passed {
            Passed::Nothing => return Err(NotAdmitted::KnownAlready),
            Passed::News(_) if access == Access::Read => return Err(closed_to_them().into()),
            Passed::News(news) => news,
        };
        growing.check_room(document, seat, has_reserve, &news)?;
        let schema = kind.schema();
        if let Some(document) = document
            && schema.item_roots().next().is_some()
        {
            let to_items = gate::to_items(&news.update, &growing.known, &rules.limits)?;
            if document.loses_items(&to_items, schema) {
                let stays = "what somebody added here is not deleted: take it out instead, and it can be put back";
                return Err(Refusal::forbidden(stays).into());
            }
        }
        growing.known.admit(&news, seat);
        let update = Bytes::copy_from_slice(&news.update);
        growing.added.push(Added {
            by: seat,
            update: update.clone(),
            weight: news.weight,
        });
        Ok(Admitted {
            update,
            prepared: None,
        })
    }

    /// Whether a client id is the seat's own in the ledger, or has to be written down first.
    pub fn reserve(
        &mut self,
        documents: &Documents,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Reserved {
        let growing = self.growing(documents, kind);
        match growing.known.owner_of(client) {
            Some(owner) if owner == seat => Reserved::Already,
            None if growing
                .known
                .reserve(client, seat, &documents::rules(kind).limits) =>
            {
                Reserved::Now
            }
            Some(_) | None => Reserved::Not,
        }
    }

    fn growing(&mut self, documents: &Documents, kind: DocumentKind) -> &mut Growing {
        self.0
            .entry(kind)
            .or_insert_with(|| Growing::of(documents.get(kind)))
    }
}

/// What is decided on an update of the session document, into which nobody writes: it may say nothing.
pub(crate) fn refuse_into_session(kind: DocumentKind, update: &[u8]) -> NotAdmitted {
    match gate::check(update, &ClockLedger::default(), (), &documents::rules(kind)) {
        Ok(Passed::Nothing) => NotAdmitted::KnownAlready,
        Ok(Passed::News(_)) => closed_to_them().into(),
        Err(refused) => refused.into(),
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

fn closed_to_them() -> Refusal {
    Refusal::forbidden("this document cannot be written by you at this step of the workshop")
}
