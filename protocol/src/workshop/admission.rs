//! What may be written down in a workshop: a ballot's marks by their rounds, everything else as in any space.

use std::collections::BTreeMap;

use super::{Workshop, WriteAccess};
use crate::{
    documents::{BallotDocument, BallotRefused, DocumentKind, Merged},
    id::SeatId,
    refusal::Refusal,
    seat::Role,
    space::{self, Admitted, NotAdmitted, Reserved, Writer},
};

/// The admission of one commit's updates.
#[derive(Debug, Default)]
pub struct Admission {
    ballots: BTreeMap<SeatId, BallotDocument>,
    shared: space::Admission,
}

impl Admission {
    /// Decides on one update of a document by a seat.
    pub fn update(
        &mut self,
        workshop: &Workshop,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<Admitted<Merged>, NotAdmitted> {
        let access = workshop.access(seat, kind)?;
        match kind {
            DocumentKind::Session => Err(space::refuse_into_session(kind, update)),
            DocumentKind::Ballot(owner) => self.ballot(workshop, owner, access, update),
            DocumentKind::Table(_)
            | DocumentKind::Plenary
            | DocumentKind::Map(_)
            | DocumentKind::Plan => {
                let role = workshop.seat(seat).map(|seat| seat.role);
                let writer = Writer {
                    seat,
                    access: access.into(),
                    has_reserve: role == Some(Role::Facilitator),
                };
                let documents = &workshop.core.documents;
                self.shared.update(documents, kind, writer, update)
            }
        }
    }

    /// Whether a client id is the seat's own in the ledger, or has to be written down first.
    pub fn reserve(
        &mut self,
        workshop: &Workshop,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Reserved {
        let documents = &workshop.core.documents;
        self.shared.reserve(documents, kind, seat, client)
    }

    fn ballot(
        &mut self,
        workshop: &Workshop,
        owner: SeatId,
        access: WriteAccess,
        update: &[u8],
    ) -> Result<Admitted<Merged>, NotAdmitted> {
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
        if access != WriteAccess::Write {
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
}
