//! The workshop: the fold of its journal. State changes here and only here, by `apply`, in journal order.
//!
//! Reads no clock and draws no random number, so the same journal gives the same state on every node and every replay.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{CalendarFeed, Changed},
    commitment::Commitment,
    documents::{BallotDocument, DocumentKind, Merged},
    entry::{Control, Created, Entry, Event},
    framework::{DomainId, Framework},
    id::{JoinCode, MapId, RoundId, SeatId, TableId, TokenHash},
    refusal::Refusal,
    run_sheet::RunSheet,
    seat::{Role, Seat, Sector, Sphere, Table, default_spheres},
    settings::Settings,
    space::{self, Arrivals, Core, Documents, FoldError, People, Requests},
};

mod access;
mod admission;
mod answers;
mod ballots;
mod calendars;
mod commands;
mod derived;
mod groups;
pub mod history;
mod joining;
mod kind;
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

pub use access::{WriteAccess, Writing};
pub use admission::Admission;
pub use groups::GroupKey;
pub use joining::check_new_workshop;
pub use publishing::Published;
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
    core: Core<Seat, Made>,
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
}

/// What an entry of a workshop did.
pub type Outcome = space::Outcome<Made>;

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
            core: Core {
                seq,
                id: created.workshop,
                people: People::beginning([
                    (facilitator, seat_of(Role::Facilitator), facilitator_token),
                    (screen, seat_of(Role::Screen), screen_token),
                ]),
                arrivals: Arrivals::default(),
                requests: Requests::beginning(created.request, facilitator),
                documents: Documents::default(),
            },
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
            ballots: BTreeMap::new(),
            maps: Vec::new(),
            shown_map: None,
            spheres: default_spheres(),
            derived: BTreeMap::new(),
            commitments: BTreeMap::new(),
            calendars: BTreeMap::new(),
            begun_at_ms: at_ms,
            plan_changed: Changed { seq, at_ms },
        }
    }

    /// Applies the entry that stands at `seq`.
    pub fn apply(&mut self, seq: u64, entry: &Entry) -> Outcome {
        self.apply_prepared(seq, entry, None)
    }

    /// Applies the entry that stands at `seq`, using the ballot that `Admission` prepared if it is still up to date.
    pub fn apply_prepared(&mut self, seq: u64, entry: &Entry, prepared: Option<Merged>) -> Outcome {
        self.core.seq = seq;
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
                    self.core.requests.remember_given(*request, *seat, None);
                    if *is_awaited {
                        self.core.people.wait_for(*seat, entry.at_ms);
                    }
                    self.core.arrivals.joined(entry.at_ms);
                }
                issued
            }
            Event::Control(Control::CalendarOpened {
                seat,
                shows,
                secret,
            }) => self.open_calendar(*seat, *shows, *secret),
            Event::Control(Control::SeatOpened { seat }) => {
                self.core.people.open(*seat).map(|()| Made::default())
            }
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
                    let requests = &mut self.core.requests;
                    requests.remember_given(*request, *seat, Some(*token));
                }
                recovered
            }
            Event::Control(Control::Commanded {
                seat,
                command,
                request,
            }) => {
                self.core.people.has_come(*seat);
                let result = self.command(*seat, command, entry.at_ms);
                if self.core.people.has(*seat) {
                    let requests = &mut self.core.requests;
                    requests.remember_answer(*request, *seat, seq, result.clone());
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
        if !self.core.people.has(seat) {
            return Err(self.seat_gone(seat));
        }
        self.core.people.has_come(seat);
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
                let written = self.core.documents.write(kind, seat, update);
                written.map(|()| Made::default())
            }
        }
    }

    fn reserve_client(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        client: u64,
    ) -> Result<Made, Refusal> {
        if self.state == WorkshopState::Sealed || !self.core.people.has(seat) {
            return Err(Refusal::moved_on("nobody writes from this seat any more"));
        }
        let reserved = self.core.documents.reserve(kind, seat, client);
        reserved.map(|()| Made::default())
    }
}

/// Counts up with every change of the state's shape. An old snapshot is then passed over, never misread.
const SNAPSHOT_VERSION: u8 = 9;
