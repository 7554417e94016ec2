//! The workshop: the fold of its journal. State changes here and only here, by `apply`, in journal order.
//!
//! Reads no clock and draws no random number, so the same journal gives the same state on every node and every replay.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{CalendarFeed, Changed},
    commitment::Commitment,
    documents::{self, BallotDocument, DocumentKind, Merged, SharedDocument},
    entry::{Control, Created, Entry, Event},
    framework::{DomainId, Framework},
    id::{JoinCode, MapId, RecoveryHash, RoundId, SeatId, TableId, TokenHash, WorkshopId},
    refusal::Refusal,
    run_sheet::RunSheet,
    seat::{Role, Seat, Sector, Sphere, Table, default_spheres},
    settings::Settings,
};

mod access;
mod admission;
mod answers;
mod arrivals;
mod ballots;
mod calendars;
mod commands;
mod derived;
mod groups;
pub mod history;
mod joining;
mod maps;
mod marking;
mod pairs;
mod plan;
mod publishing;
mod reading;
mod removing;
mod requests;
mod round;
mod rounds;
mod spheres;
mod state;
mod tally;

pub use access::{Access, Writing};
pub use admission::{Admission, Admitted, NotAdmitted, Reserved};
pub use groups::GroupKey;
pub use joining::check_new_workshop;
pub use publishing::Published;
pub use requests::{AnsweredCommand, GivenSeat};
pub use round::{FrozenVote, Round, RoundSet, Standing};
pub use state::WorkshopState;
pub use tally::{Cell, DomainTally, Tally};

/// A seat's ballot and what it says, round by round.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Ballot {
    document: BallotDocument,
    cells: BTreeMap<RoundId, Box<[Cell]>>,
}

/// The state of a workshop after so many entries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Workshop {
    seq: u64,
    id: WorkshopId,
    title: String,
    join_code: JoinCode,
    settings: Settings,
    state: WorkshopState,
    joining_open: bool,
    frameworks: Vec<Framework>,
    sectors: Vec<Sector>,
    tables: Vec<Table>,
    run_sheet: RunSheet,
    focus: Option<DomainId>,
    rounds: Vec<Round>,
    seats: BTreeMap<SeatId, Seat>,
    tokens: BTreeMap<TokenHash, SeatId>,
    // Each seat's tokens, the oldest first.
    tokens_of: BTreeMap<SeatId, Vec<TokenHash>>,
    recovery: BTreeMap<RecoveryHash, SeatId>,
    // Seats from which nobody has opened the workshop yet, and when each was given, in milliseconds since 1970.
    awaited: BTreeMap<SeatId, u64>,
    arrivals: arrivals::Arrivals,
    // The oldest first.
    removed: VecDeque<removing::RemovedSeat>,
    requests: requests::Requests,
    ballots: BTreeMap<SeatId, Ballot>,
    // Titles; their ids are their places, counted from 1.
    maps: Vec<String>,
    shown_map: Option<MapId>,
    spheres: Vec<Sphere>,
    // The frameworks that were made here, by id.
    derived: BTreeMap<String, derived::Derived>,
    // What was answered to each action, by its id: of each seat its latest answer, in the order in which they came.
    commitments: BTreeMap<String, Vec<Commitment>>,
    // The calendar addresses that are open, by the hash of their secret.
    calendars: BTreeMap<TokenHash, CalendarFeed>,
    // When the workshop was made, in milliseconds since 1970.
    begun_at_ms: u64,
    // The latest entry after which the plan may read differently.
    plan_changed: Changed,
    // Keyed by the document's path, because a snapshot is JSON and its keys are texts.
    shared: BTreeMap<String, SharedDocument>,
}

/// What an entry did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect.
    Done(Made),
    /// It stands in the journal and changed nothing.
    Refused(Refusal),
    /// It repeats a request that is known: it changed nothing, and is answered as that one was.
    Repeated,
}

/// What an entry made, besides its effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The round that was opened.
    pub round: Option<RoundId>,
    /// The table that was added.
    pub table: Option<TableId>,
    /// The map that was added.
    pub map: Option<MapId>,
    /// How many seats were taken away.
    pub removed: Option<u32>,
    /// The rounds in which a mark changed.
    pub marked: RoundSet,
}

/// Why a journal does not fold.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// The first entry is not the making of the workshop.
    #[error("the journal does not begin with the making of the workshop")]
    NoBeginning,
}

impl Workshop {
    /// The workshop after its first entry.
    pub fn begin(seq: u64, entry: &Entry) -> Result<Self, FoldError> {
        match &entry.event {
            Event::Control(Control::Created(created)) => {
                Ok(Self::created(seq, entry.at_ms, created))
            }
            _ => Err(FoldError::NoBeginning),
        }
    }

    fn created(seq: u64, at_ms: u64, created: &Created) -> Self {
        let (facilitator, facilitator_token) = created.facilitator;
        let (screen, screen_token) = created.screen;
        let seat_of = |role| Seat {
            role,
            sector: None,
            organisation: None,
            name: None,
            table: None,
            sphere: None,
        };
        let tables = (1..).zip(&created.tables);
        Self {
            seq,
            id: created.workshop,
            title: created.title.clone(),
            join_code: created.join_code,
            settings: created.settings,
            state: WorkshopState::Open,
            joining_open: true,
            frameworks: created.frameworks.clone(),
            sectors: created.sectors.clone(),
            tables: tables
                .map(|(number, name)| Table {
                    id: TableId::nth(number),
                    name: name.clone(),
                })
                .collect(),
            run_sheet: created.run_sheet.clone(),
            focus: None,
            rounds: Vec::new(),
            seats: [
                (facilitator, seat_of(Role::Facilitator)),
                (screen, seat_of(Role::Screen)),
            ]
            .into(),
            tokens: [(facilitator_token, facilitator), (screen_token, screen)].into(),
            tokens_of: BTreeMap::new(),
            recovery: BTreeMap::new(),
            awaited: BTreeMap::new(),
            arrivals: arrivals::Arrivals::default(),
            removed: VecDeque::new(),
            requests: requests::Requests::of(created),
            ballots: BTreeMap::new(),
            maps: Vec::new(),
            shown_map: None,
            spheres: default_spheres(),
            derived: BTreeMap::new(),
            commitments: BTreeMap::new(),
            calendars: BTreeMap::new(),
            begun_at_ms: at_ms,
            plan_changed: Changed { seq, at_ms },
            shared: BTreeMap::new(),
        }
    }

    /// Applies the entry that stands at `seq`.
    pub fn apply(&mut self, seq: u64, entry: &Entry) -> Outcome {
        self.apply_prepared(seq, entry, None)
    }

    /// Applies the entry that stands at `seq`, using the ballot that `Admission` prepared if it is still up to date.
    pub fn apply_prepared(&mut self, seq: u64, entry: &Entry, prepared: Option<Merged>) -> Outcome {
        self.seq = seq;
        if let Event::Control(control) = &entry.event {
            match self.repeats(control) {
                Ok(false) => {}
                Ok(true) => return Outcome::Repeated,
                Err(refusal) => return Outcome::Refused(refusal),
            }
        }
        let result = match &entry.event {
            // A second beginning cannot be written; if a journal holds one, it changes nothing.
            Event::Control(Control::Created(_)) => {
                Err(Refusal::moved_on("this workshop has already been made"))
            }
            Event::Control(Control::SeatIssued {
                seat,
                details,
                token,
                recovery,
                request,
                is_awaited,
            }) => {
                let issued = self.issue_seat(*seat, details, *token, *recovery);
                if issued.is_ok() {
                    self.remember_given(*request, *seat, None);
                    self.awaited
                        .extend(is_awaited.then_some((*seat, entry.at_ms)));
                    self.arrivals.joined(entry.at_ms);
                }
                issued
            }
            Event::Control(Control::CalendarOpened {
                seat,
                shows,
                secret,
            }) => self.open_calendar(*seat, *shows, *secret),
            Event::Control(Control::SeatOpened { seat }) => self.open_seat(*seat),
            Event::Control(Control::ClientReserved {
                document,
                seat,
                client,
            }) => self.reserve_client(document.kind, *seat, *client),
            Event::Control(Control::SeatsGivenUp { seats }) => Ok(self.give_up_seats(seats)),
            Event::Control(Control::SeatRecovered {
                seat,
                token,
                request,
            }) => {
                let recovered = self.recover_seat(*seat, *token);
                if recovered.is_ok() {
                    self.remember_given(*request, *seat, Some(*token));
                }
                recovered
            }
            Event::Control(Control::Commanded {
                seat,
                command,
                request,
            }) => {
                self.awaited.remove(seat);
                let result = self.command(*seat, command, entry.at_ms);
                if self.seats.contains_key(seat) {
                    self.remember_answer(*request, *seat, result.clone());
                }
                result
            }
            Event::Updated {
                document,
                seat,
                update,
            } => self.write(document.kind, *seat, update, prepared),
        };
        if result.is_ok() && calendars::may_change_the_plan(&entry.event) {
            self.plan_changed.note(seq, entry.at_ms);
        }
        result.map_or_else(Outcome::Refused, Outcome::Done)
    }

    fn write(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
        prepared: Option<Merged>,
    ) -> Result<Made, Refusal> {
        if self.state == WorkshopState::Sealed {
            return Err(Refusal::moved_on(
                "this workshop is sealed: nothing can change any more",
            ));
        }
        // Written down in one turn with the removal of its seat: what is not kept must not be acknowledged.
        if !self.seats.contains_key(&seat) {
            return Err(self.seat_gone(seat));
        }
        self.awaited.remove(&seat);
        match kind {
            DocumentKind::Session => Err(Refusal::forbidden(
                "nobody writes into the session document",
            )),
            DocumentKind::Ballot(owner) => {
                let marked = self.write_ballot(owner, update, prepared);
                Ok(Made {
                    marked,
                    ..Made::default()
                })
            }
            DocumentKind::Table(_)
            | DocumentKind::Plenary
            | DocumentKind::Map(_)
            | DocumentKind::Plan => {
                let document = self.shared.entry(kind.path()).or_default();
                match document.apply(update, seat, &documents::rules(kind)) {
                    true => Ok(Made::default()),
                    false => Err(Refusal::moved_on(
                        "this document was written in before this arrived: send it again",
                    )),
                }
            }
        }
    }

    fn reserve_client(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Result<Made, Refusal> {
        if self.state == WorkshopState::Sealed || !self.seats.contains_key(&seat) {
            return Err(Refusal::moved_on("nobody writes from this seat any more"));
        }
        let document = self.shared.entry(kind.path()).or_default();
        match document.reserve(client, seat, &documents::rules(kind).limits) {
            true => Ok(Made::default()),
            false => Err(Refusal::moved_on(
                "this client id cannot be kept for this seat",
            )),
        }
    }
}

/// Snapshots.
impl Workshop {
    /// The whole state as bytes, to be kept beside the journal.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut bytes = vec![SNAPSHOT_VERSION];
        serde_json::to_writer(&mut bytes, self).expect("the state holds nothing that JSON cannot");
        bytes
    }

    /// The state from a snapshot. None where this version wrote another shape: the journal is replayed instead.
    pub fn from_snapshot(bytes: &[u8]) -> Option<Self> {
        let (version, json) = bytes.split_first()?;
        if *version == SNAPSHOT_VERSION {
            serde_json::from_slice(json).ok()
        } else {
            None
        }
    }
}

/// Counts up with every change of the state's shape. An old snapshot is then passed over, never misread.
const SNAPSHOT_VERSION: u8 = 8;
