//! A workshop is a space: its fold and its rules, as whoever keeps it live knows them.

use super::{Admission, Made, SNAPSHOT_VERSION, Workshop};
use crate::{
    command::Command,
    documents::{DocumentKind, Merged},
    entry::{Control, Entry},
    id::{Request, SeatId, TokenHash},
    refusal::Refusal,
    seat::Seat,
    space::{
        Access, Admitted, AnsweredCommand, Core, FoldError, GivenSeat, NotAdmitted, Outcome,
        Reserved, Space, from_snapshot, to_snapshot,
    },
    wire::state_vector::StateVectorMap,
};

impl Space for Workshop {
    type Events = Control;
    type Made = Made;
    type Prepared = Merged;
    type Admission = Admission;

    fn begin(seq: u64, entry: &Entry) -> Result<Self, FoldError> {
        Self::begin(seq, entry)
    }

    fn apply_prepared(
        &mut self,
        seq: u64,
        entry: &Entry,
        prepared: Option<Merged>,
    ) -> Outcome<Made> {
        self.apply_prepared(seq, entry, prepared)
    }

    fn snapshot(&self) -> Vec<u8> {
        self.snapshot()
    }

    fn from_snapshot(bytes: &[u8]) -> Option<Self> {
        Self::from_snapshot(bytes)
    }

    fn core(&self) -> &Core<Seat, Made> {
        &self.core
    }

    fn access(&self, seat: SeatId, kind: DocumentKind) -> Result<Access, Refusal> {
        self.access(seat, kind).map(Access::from)
    }

    fn sync(&self, kind: DocumentKind, clocks: &StateVectorMap) -> (Vec<u8>, Vec<u8>) {
        self.sync(kind, clocks)
    }

    fn admit(
        &self,
        admission: &mut Admission,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<Admitted<Merged>, NotAdmitted> {
        admission.update(self, kind, seat, update)
    }

    fn reserve(
        &self,
        admission: &mut Admission,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Reserved {
        admission.reserve(self, kind, seat, client)
    }

    fn repeats(&self, control: &Control) -> Result<bool, Refusal> {
        self.repeats(control)
    }

    fn given_seat(&self, request: &Request) -> Result<Option<GivenSeat>, Refusal> {
        self.given_seat(request)
    }

    fn answered_command(
        &self,
        seat: SeatId,
        request: &Request,
    ) -> Result<Option<&AnsweredCommand<Made>>, Refusal> {
        self.answered_command(seat, request)
    }

    fn check_joining(&self, asked: Seat, now_ms: u64) -> Result<Seat, Refusal> {
        self.check_joining(asked, now_ms)
    }

    fn check_recovery(&self) -> Result<(), Refusal> {
        self.check_recovery()
    }

    fn check_calendar(&self, seat: SeatId) -> Result<(), Refusal> {
        self.check_calendar(seat)
    }

    fn check_command(&self, seat: SeatId, command: &Command) -> Result<(), Refusal> {
        self.check_command(seat, command)
    }

    fn may_end(command: &Command) -> bool {
        matches!(command, Command::CloseWorkshop | Command::Seal)
    }

    fn wants_absent(command: &Command) -> Option<SeatId> {
        match command {
            Command::RemoveSeat { seat } => Some(*seat),
            _ => None,
        }
    }

    fn wants_to_know_of(&self, seat: SeatId) -> bool {
        self.wants_to_know_of(seat)
    }

    fn overdue(&self, now_ms: u64) -> Vec<SeatId> {
        self.overdue(now_ms)
    }

    fn removed_by_token(&self, token: &TokenHash) -> Option<Refusal> {
        self.removed_by_token(token)
    }
}

/// Snapshots.
impl Workshop {
    /// The whole state as bytes, to be kept beside the journal.
    pub fn snapshot(&self) -> Vec<u8> {
        to_snapshot(SNAPSHOT_VERSION, self)
    }

    /// The state from a snapshot. None where this version wrote another shape: the journal is replayed instead.
    pub fn from_snapshot(bytes: &[u8]) -> Option<Self> {
        from_snapshot(SNAPSHOT_VERSION, bytes)
    }
}
