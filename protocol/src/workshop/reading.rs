//! What others may ask of the state.

use std::collections::BTreeMap;

use super::{Round, Workshop, WorkshopState};
use crate::{
    documents::{self, BallotDocument, DocumentKind, SharedDocument},
    framework::{DomainId, Framework, FrameworkId},
    id::{JoinCode, RecoveryHash, RoundId, SeatId, SphereId, TableId, TokenHash, WorkshopId},
    run_sheet::RunSheet,
    seat::{Seat, Sector, SectorId, Table},
    settings::Settings,
    space::Arrivals,
    wire::state_vector::StateVectorMap,
};

impl Workshop {
    /// The place of the latest entry.
    pub fn seq(&self) -> u64 {
        self.core.seq
    }

    /// Its id.
    pub fn id(&self) -> WorkshopId {
        self.core.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The code by which people join.
    pub fn join_code(&self) -> JoinCode {
        self.join_code
    }

    /// What was fixed when it was made.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Its life.
    pub fn state(&self) -> WorkshopState {
        self.state
    }

    /// Whether people may join.
    pub fn is_joining_open(&self) -> bool {
        self.joining_open
    }

    /// The frameworks it uses.
    pub fn frameworks(&self) -> &[Framework] {
        &self.frameworks
    }

    /// One of its frameworks.
    pub fn framework(&self, id: &FrameworkId) -> Option<&Framework> {
        self.frameworks.iter().find(|framework| framework.id == *id)
    }

    /// Its sectors.
    pub fn sectors(&self) -> &[Sector] {
        &self.sectors
    }

    /// Its tables.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Its agenda.
    pub fn run_sheet(&self) -> &RunSheet {
        &self.run_sheet
    }

    /// The domain that is before everybody.
    pub fn focus(&self) -> Option<&DomainId> {
        self.focus.as_ref()
    }

    /// Its rounds, oldest first.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// One of its rounds.
    pub fn round(&self, id: RoundId) -> Option<&Round> {
        self.rounds.get(usize::from(id.number()) - 1)
    }

    /// The framework that a round marks.
    pub fn framework_of(&self, round: &Round) -> &Framework {
        &self.frameworks[round.framework_index]
    }

    /// Its seats.
    pub fn seats(&self) -> &BTreeMap<SeatId, Seat> {
        self.core.people.seats()
    }

    /// One of its seats.
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.core.people.get(id)
    }

    /// The seat that a token opens.
    pub fn seat_by_token(&self, token: &TokenHash) -> Option<SeatId> {
        self.core.people.by_token(token)
    }

    /// The seat that recovery words bring back.
    pub fn seat_by_recovery(&self, recovery: &RecoveryHash) -> Option<SeatId> {
        self.core.people.by_recovery(recovery)
    }

    /// The name of a sector.
    pub fn sector_name(&self, id: &SectorId) -> &str {
        self.sectors
            .iter()
            .find(|sector| sector.id == *id)
            .map_or("", |sector| &sector.name)
    }

    /// The name of a sphere of influence.
    pub fn sphere_name(&self, id: SphereId) -> &str {
        self.spheres
            .iter()
            .find(|sphere| sphere.id == id)
            .map_or("", |sphere| &sphere.name)
    }

    /// The name of a table.
    pub fn table_name(&self, id: TableId) -> &str {
        self.tables
            .iter()
            .find(|table| table.id == id)
            .map_or("", |table| &table.name)
    }

    /// How fast people join it.
    pub fn arrivals(&self) -> &Arrivals {
        &self.core.arrivals
    }

    /// A shared document that has been written at least once.
    pub fn shared_document(&self, kind: DocumentKind) -> Option<&SharedDocument> {
        self.core.documents.get(kind)
    }

    /// The shared documents that are nearly full, by their paths, with how full they are in percent.
    pub fn nearly_full(&self) -> impl Iterator<Item = (&str, u8)> {
        self.core.documents.nearly_full()
    }

    /// A seat's ballot document, if it was ever written.
    pub fn ballot_document(&self, seat: SeatId) -> Option<&BallotDocument> {
        self.ballots.get(&seat).map(|ballot| &ballot.document)
    }

    /// What a client with these clocks needs: our state vector, and what it lacks as a Yjs update.
    pub fn sync(&self, kind: DocumentKind, clocks: &StateVectorMap) -> (Vec<u8>, Vec<u8>) {
        match kind {
            DocumentKind::Session => documents::nothing_yet(),
            DocumentKind::Ballot(seat) => self
                .ballot_document(seat)
                .map(|ballot| {
                    (
                        ballot.state_vector(),
                        ballot.diff(&documents::state_vector_of(clocks)),
                    )
                })
                .unwrap_or_else(documents::nothing_yet),
            DocumentKind::Table(_)
            | DocumentKind::Plenary
            | DocumentKind::Map(_)
            | DocumentKind::Plan => self.core.documents.sync(kind, clocks),
        }
    }
}
