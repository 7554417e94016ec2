//! What a kind of space is to whoever keeps it live: the fold, the rules, and the events that every kind has.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::{
    Access, Admitted, AnsweredCommand, Core, FoldError, GivenSeat, NotAdmitted, Outcome, Reserved,
    entry::Entry,
};
use crate::{
    documents::{DocumentKind, DocumentName},
    id::{JoinCode, RecoveryHash, Request, SaltedRequest, SeatId, TokenHash},
    refusal::Refusal,
    wire::state_vector::StateVectorMap,
};

/// A seat that is to be given to somebody.
#[derive(Debug, Clone)]
pub struct SeatIssue<P> {
    /// Its id.
    pub seat: SeatId,
    /// What is to be known of whoever gets it.
    pub person: P,
    /// The hash of its first token.
    pub token: TokenHash,
    /// The hash of its recovery words.
    pub recovery: RecoveryHash,
    /// The request, where it came with a key.
    pub request: Option<SaltedRequest>,
}

/// The events that every kind of space has, as they stand in its journal.
pub trait Events: Serialize + DeserializeOwned + Clone + Debug + Send + Sync + 'static {
    /// What is known of a person.
    type Person: Clone + Debug + Send + Sync + 'static;
    /// What may be asked in one step, of all or none.
    type Command: Clone + Debug + Send + Sync + 'static;
    /// What a calendar address shows.
    type Calendar: Copy + Debug + Send + Sync + 'static;

    /// The code by which people find the space, where this event makes it.
    fn join_code(&self) -> Option<JoinCode>;
    /// Somebody gets a seat, and is awaited in it.
    fn seat_issued(issue: SeatIssue<Self::Person>) -> Self;
    /// Somebody has come to a seat.
    fn seat_opened(seat: SeatId) -> Self;
    /// Seats are given up to which nobody came in time.
    fn seats_given_up(seats: Vec<SeatId>) -> Self;
    /// A seat is brought to another device.
    fn seat_recovered(seat: SeatId, token: TokenHash, request: Option<SaltedRequest>) -> Self;
    /// A client id is kept for a seat.
    fn client_reserved(document: DocumentName, seat: SeatId, client: u64) -> Self;
    /// A seat is given a calendar address.
    fn calendar_opened(seat: SeatId, shows: Self::Calendar, secret: TokenHash) -> Self;
    /// A command is given.
    fn commanded(seat: SeatId, command: Self::Command, request: Option<Request>) -> Self;
}

/// What is known of a person in this kind of space.
pub type PersonOf<S> = <<S as Space>::Events as Events>::Person;
/// What may be commanded in this kind of space.
pub type CommandOf<S> = <<S as Space>::Events as Events>::Command;
/// What a calendar address shows in this kind of space.
pub type CalendarOf<S> = <<S as Space>::Events as Events>::Calendar;
/// An entry in the journal of this kind of space.
pub type EntryOf<S> = Entry<<S as Space>::Events>;

/// A kind of space: the fold of its journal, and what may be written there.
///
/// Every node folds the same journal to the same state, so nothing here reads a clock or draws a random number.
pub trait Space: Clone + Debug + Send + Sync + Sized + 'static {
    /// What can happen besides updates.
    type Events: Events;
    /// What an entry makes, besides its effect.
    type Made: Clone + Debug + Default + Send + Sync + 'static;
    /// What admission computes of an update, so that the fold need not do it again.
    type Prepared: Debug + Send + Sync + 'static;
    /// The admission of one commit's updates.
    type Admission: Debug + Default + Send + Sync + 'static;

    /// The state after its first entry.
    fn begin(seq: u64, entry: &EntryOf<Self>) -> Result<Self, FoldError>;
    /// Applies the entry that stands at `seq`, with what was prepared where it still fits.
    fn apply_prepared(
        &mut self,
        seq: u64,
        entry: &EntryOf<Self>,
        prepared: Option<Self::Prepared>,
    ) -> Outcome<Self::Made>;
    /// Applies the entry that stands at `seq`.
    fn apply(&mut self, seq: u64, entry: &EntryOf<Self>) -> Outcome<Self::Made> {
        self.apply_prepared(seq, entry, None)
    }
    /// The whole state as bytes, to be kept beside the journal.
    fn snapshot(&self) -> Vec<u8>;
    /// The state from a snapshot; none where this version wrote another shape.
    fn from_snapshot(bytes: &[u8]) -> Option<Self>;

    /// What it has in common with every kind.
    fn core(&self) -> &Core<PersonOf<Self>, Self::Made>;

    /// What a seat may do with a document now; a refusal where it may not even read.
    fn access(&self, seat: SeatId, kind: DocumentKind) -> Result<Access, Refusal>;
    /// What a client with these clocks needs: our state vector, and what it lacks as a Yjs update.
    fn sync(&self, kind: DocumentKind, clocks: &StateVectorMap) -> (Vec<u8>, Vec<u8>);
    /// Decides on one update of a document by a seat.
    fn admit(
        &self,
        admission: &mut Self::Admission,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<Admitted<Self::Prepared>, NotAdmitted>;
    /// Whether a client id is the seat's own in the ledger, or has to be written down first.
    fn reserve(
        &self,
        admission: &mut Self::Admission,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Reserved;

    /// Whether an event repeats a request that is known; a refusal where its key was used for something else.
    fn repeats(&self, control: &Self::Events) -> Result<bool, Refusal>;
    /// The seat that this request was given, where it is known.
    fn given_seat(&self, request: &Request) -> Result<Option<GivenSeat>, Refusal>;
    /// The answer that this command of a seat was given, where it is known.
    fn answered_command(
        &self,
        seat: SeatId,
        request: &Request,
    ) -> Result<Option<&AnsweredCommand<Self::Made>>, Refusal>;

    /// Checks what somebody says who wants a seat at a moment, and tidies it.
    fn check_joining(&self, asked: PersonOf<Self>, now_ms: u64) -> Result<PersonOf<Self>, Refusal>;
    /// Whether a seat may be brought to another device.
    fn check_recovery(&self) -> Result<(), Refusal>;
    /// Whether a seat may have a calendar address.
    fn check_calendar(&self, seat: SeatId) -> Result<(), Refusal>;
    /// Whether a command would take effect if it stood next in the journal.
    fn check_command(&self, seat: SeatId, command: &CommandOf<Self>) -> Result<(), Refusal>;
    /// Whether a command may end the space, so that what comes behind it is decided on one that has ended.
    fn may_end(command: &CommandOf<Self>) -> bool;
    /// The seat in which nobody may be connected when this command is given.
    fn wants_absent(command: &CommandOf<Self>) -> Option<SeatId>;

    /// Whether it should be written down that somebody has now come to a seat.
    fn wants_to_know_of(&self, seat: SeatId) -> bool;
    /// Seats to which nobody came in time, as far as they are given up at once.
    fn overdue(&self, now_ms: u64) -> Vec<SeatId>;
    /// What whoever comes with a key is told that opened a seat which was taken away.
    fn removed_by_token(&self, token: &TokenHash) -> Option<Refusal>;
}
