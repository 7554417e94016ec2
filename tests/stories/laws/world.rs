//! A workshop with its journal and its people's devices, without a server: what the laws are held against.

use plenary_protocol::{
    command::Command,
    documents::{DocumentKind, DocumentName, Merged},
    entry::{Control, Created, Entry, Event},
    framework::{DomainId, built_in_by_id},
    id::{JoinCode, RecoveryHash, RoundId, SeatId, TableId, Token, TokenHash, WorkshopId},
    round::RoundKind,
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::{RevealMode, Settings},
    space::NotAdmitted,
    workshop::{Admission, Cell, Round, Tally, Workshop},
};
use yrs::{
    Any, Doc, Map, ReadTxn, StateVector, Text, TextPrelim, Transact, Update, WriteTxn,
    updates::decoder::Decode,
};

use super::Action;

/// A small group must be reachable with a dozen people.
const MINIMUM_GROUP: u32 = 3;

struct Person {
    seat: SeatId,
    /// Two phones, each a replica of its own.
    devices: [Doc; 2],
}

/// Everything, with the state as a live room has it.
pub(super) struct World {
    workshop: Workshop,
    journal: Vec<Vec<u8>>,
    people: Vec<Person>,
    plenary: Doc,
    facilitator: SeatId,
    admission: Admission,
    pending: Vec<(Entry, Option<Merged>)>,
    next_client: u64,
    now_ms: u64,
}

impl World {
    pub(super) fn new(reveal: RevealMode) -> Self {
        let facilitator = SeatId::from_random_bytes([1; 16]);
        let created = Created {
            request: None,
            workshop: WorkshopId::from_random_bytes([9; 16]),
            title: "A day".to_owned(),
            join_code: JoinCode::from_random_bytes([9; 16]),
            frameworks: vec![(**built_in_by_id("pit-a").expect("built in")).clone()],
            sectors: default_sectors(),
            tables: vec!["Table 1".to_owned(), "Table 2".to_owned()],
            settings: Settings {
                reveal,
                minimum_group: MINIMUM_GROUP,
                named: false,
            },
            run_sheet: RunSheet::plain(0),
            facilitator: (facilitator, token(1)),
            screen: (SeatId::from_random_bytes([2; 16]), token(2)),
        };
        let first = Entry {
            at_ms: 0,
            event: Event::Control(Control::Created(Box::new(created))),
        };
        Self {
            workshop: Workshop::begin(1, &first).expect("a beginning"),
            journal: vec![first.encode()],
            people: Vec::new(),
            plenary: Doc::with_client_id(7),
            facilitator,
            admission: Admission::default(),
            pending: Vec::new(),
            next_client: 100,
            now_ms: 0,
        }
    }

    pub(super) fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    pub(super) fn journal(&self) -> &[Vec<u8>] {
        &self.journal
    }

    /// Folds the journal from its beginning, up to and with the entry at `until`.
    pub(super) fn replay(&self, until: usize) -> Workshop {
        let first = Entry::decode(&self.journal[0]).expect("written by us");
        let workshop = Workshop::begin(1, &first).expect("a beginning");
        self.fold(workshop, 1, until)
    }

    /// Goes on from a state that has seen so many entries.
    pub(super) fn resume(&self, workshop: Workshop, seen: usize) -> Workshop {
        self.fold(workshop, seen, self.journal.len())
    }

    fn fold(&self, mut workshop: Workshop, seen: usize, until: usize) -> Workshop {
        for (index, bytes) in self.journal.iter().enumerate().take(until).skip(seen) {
            let entry = Entry::decode(bytes).expect("written by us");
            workshop.apply(index as u64 + 1, &entry);
        }
        workshop
    }

    /// Counts a round again from the seats' marks: those of now while it is open, those of its close afterwards.
    pub(super) fn recount(&self, round: &Round) -> Tally {
        let mut tally = Tally::new(round.tally.domains.len(), round.tally.domains.len());
        let count = |tally: &mut Tally, cells: &[Cell]| {
            for (domain, cell) in tally.domains.iter_mut().zip(cells) {
                domain.add(*cell);
            }
            tally.started += u32::from(cells.iter().any(|cell| cell.is_marked()));
            tally.finished += u32::from(cells.iter().all(|cell| cell.is_marked()));
        };
        if round.is_open {
            for (seat, details) in self.workshop.seats() {
                if let (true, Some(cells)) = (
                    details.role.is_counted(),
                    self.workshop.cells(*seat, round.id),
                ) {
                    count(&mut tally, cells);
                }
            }
        } else {
            for vote in round.frozen.values() {
                count(&mut tally, &vote.cells);
            }
        }
        tally
    }

    /// For each domain, the counted seats whose mark is not the one that was frozen; none while the round is open.
    pub(super) fn recount_late(&self, round: &Round) -> Vec<u32> {
        let cell =
            |cells: Option<&[Cell]>, index: usize| cells.map_or(Cell::NONE, |cells| cells[index]);
        let differs = |seat: &SeatId, index: usize| {
            let frozen = round.frozen.get(seat).map(|vote| &*vote.cells);
            cell(self.workshop.cells(*seat, round.id), index) != cell(frozen, index)
        };
        (0..round.late.len())
            .map(|index| {
                let seats = self.workshop.seats().iter();
                let late = seats.filter(|(seat, details)| {
                    details.role.is_counted() && !round.is_open && differs(seat, index)
                });
                late.count() as u32
            })
            .collect()
    }

    pub(super) fn act(&mut self, action: &Action) {
        self.now_ms += 1_000;
        match action {
            Action::Join { sector, table } => self.join(*sector, *table),
            Action::Mark {
                person,
                device,
                round,
                domain,
                value,
                is_offline,
            } => {
                let value = match value {
                    0 => Any::from("unsure"),
                    // Five is no level of this framework: the whole update is refused.
                    level => Any::from(u32::from(*level)),
                };
                self.write(*person, *device, *round, *domain, Some(value));
                if !is_offline {
                    self.sync(*person, *device);
                }
            }
            Action::Unmark {
                person,
                device,
                round,
                domain,
            } => {
                self.write(*person, *device, *round, *domain, None);
            }
            Action::Sync { person, device } => self.sync(*person, *device),
            Action::Note { domain } => self.note(*domain),
            Action::Commit => self.commit(),
            other => {
                if let Some(command) = self.command(other) {
                    let seat = self.facilitator;
                    self.tell(Control::Commanded {
                        seat,
                        command,
                        request: None,
                    });
                }
            }
        }
    }

    /// Writes down what waits and applies it, as a room does: what was admitted was admitted to the state before.
    pub(super) fn commit(&mut self) {
        self.admission = Admission::default();
        for (entry, prepared) in std::mem::take(&mut self.pending) {
            self.journal.push(entry.encode());
            let seq = self.journal.len() as u64;
            self.workshop.apply_prepared(seq, &entry, prepared);
        }
    }

    fn tell(&mut self, told: Control) {
        let entry = Entry {
            at_ms: self.now_ms,
            event: Event::Control(told),
        };
        self.pending.push((entry, None));
    }

    fn join(&mut self, sector: usize, table: usize) {
        let number = self.people.len() as u8 + 10;
        let seat = SeatId::from_random_bytes([number; 16]);
        let sectors = default_sectors();
        let details = Seat {
            role: Role::Participant,
            sector: Some(sectors[sector % sectors.len()].id.clone()),
            organisation: None,
            name: None,
            table: table_id(table),
            sphere: None,
        };
        let devices = [self.device(), self.device()];
        self.people.push(Person { seat, devices });
        self.tell(Control::SeatIssued {
            request: None,
            is_awaited: true,
            seat,
            details,
            token: token(number),
            recovery: RecoveryHash::from_bytes([number; 32]),
        });
    }

    fn device(&mut self) -> Doc {
        self.next_client += 1;
        Doc::with_client_id(self.next_client)
    }

    fn write(
        &mut self,
        person: usize,
        device: usize,
        round: usize,
        domain: usize,
        value: Option<Any>,
    ) {
        let domains = &self.workshop.frameworks()[0].domains;
        let domain = &domains[domain % domains.len()].id;
        let key = format!("{}/{domain}", self.round(round));
        let Some(person) = nth(&self.people, person) else {
            return;
        };
        let mut transaction = self.people[person].devices[device].transact_mut();
        let marks = transaction.get_or_insert_map("marks");
        match value {
            Some(value) => {
                marks.insert(&mut transaction, key, value);
            }
            None => {
                marks.remove(&mut transaction, &key);
            }
        }
    }

    /// What a phone does when it comes back: it sends what the server lacks, and takes what it lacks itself.
    fn sync(&mut self, person: usize, device: usize) {
        let Some(person) = nth(&self.people, person) else {
            return;
        };
        let seat = self.people[person].seat;
        let document = &self.people[person].devices[device];
        let ballot = self.workshop.ballot_document(seat);
        let theirs = ballot.map_or_else(StateVector::default, |ballot| {
            StateVector::decode_v1(&ballot.state_vector()).expect("written by the server")
        });
        let update = document.transact().encode_diff_v1(&theirs);
        let ours = document.transact().state_vector();
        if let Some(news) = ballot.map(|ballot| ballot.diff(&ours)) {
            let news = Update::decode_v1(&news).expect("written by the server");
            document.transact_mut().apply_update(news).expect("it fits");
        }
        let kind = DocumentKind::Ballot(seat);
        if let Err(NotAdmitted::Refused { .. }) = self.admit(kind, seat, &update) {
            // The phone shows what was not taken, and begins anew from what the server has.
            self.people[person].devices[device] = self.device();
        }
    }

    fn note(&mut self, domain: usize) {
        let domain = self.domain(domain).to_string();
        let update = {
            let mut transaction = self.plenary.transact_mut();
            let notes = transaction.get_or_insert_map("notes");
            let text = notes.insert(&mut transaction, domain, TextPrelim::new("first "));
            text.insert(&mut transaction, 6, "then ü");
            transaction.encode_update_v1()
        };
        let seat = self.facilitator;
        match self.admit(DocumentKind::Plenary, seat, &update) {
            Ok(()) | Err(NotAdmitted::KnownAlready) => {}
            Err(NotAdmitted::Gap { .. } | NotAdmitted::Refused { .. }) => {
                self.plenary = self.device()
            }
        }
    }

    fn admit(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        update: &[u8],
    ) -> Result<(), NotAdmitted> {
        let admitted = self.admission.update(&self.workshop, kind, seat, update)?;
        let document = DocumentName {
            workshop: self.workshop.id(),
            kind,
        };
        let event = Event::Updated {
            document,
            seat,
            update: admitted.update,
        };
        let entry = Entry {
            at_ms: self.now_ms,
            event,
        };
        self.pending.push((entry, admitted.prepared));
        Ok(())
    }

    fn command(&self, action: &Action) -> Option<Command> {
        let seat_of =
            |person: usize| nth(&self.people, person).map(|index| self.people[index].seat);
        Some(match action {
            Action::Open => Command::OpenRound {
                framework: self.workshop.frameworks()[0].id.clone(),
                kind: RoundKind::Now,
                domains: None,
            },
            Action::Close { round } => Command::CloseRound {
                round: self.round(*round),
            },
            Action::Reopen { round } => Command::ReopenRound {
                round: self.round(*round),
            },
            Action::Reveal { round, level, by } => Command::Reveal {
                round: self.round(*round),
                level: *level,
                by: *by,
            },
            Action::TakeLate { round } => Command::TakeLate {
                round: self.round(*round),
            },
            Action::Move { from, to } => Command::MoveStep {
                from: *from,
                to: *to,
            },
            Action::Agree {
                round,
                domain,
                level,
            } => Command::Agree {
                round: self.round(*round),
                domain: self.domain(*domain),
                level: *level,
                because: "we said so".to_owned(),
            },
            Action::Seat { person, table } => Command::AssignTable {
                seat: seat_of(*person)?,
                table: table_id(*table),
            },
            Action::Role { person, role } => Command::SetRole {
                seat: seat_of(*person)?,
                role: *role,
            },
            Action::CreateTable => Command::CreateTable { name: None },
            Action::OpenJoining(open) => Command::OpenJoining { open: *open },
            Action::CloseWorkshop => Command::CloseWorkshop,
            Action::Seal => Command::Seal,
            _ => return None,
        })
    }

    /// One of the rounds so far, or the one that is yet to come.
    fn round(&self, choice: usize) -> RoundId {
        let rounds = self.workshop.rounds().len().max(1);
        RoundId::nth((choice % rounds) as u16 + 1)
    }

    fn domain(&self, choice: usize) -> DomainId {
        let domains = &self.workshop.frameworks()[0].domains;
        domains[choice % domains.len()].id.clone()
    }
}

fn nth<T>(items: &[T], choice: usize) -> Option<usize> {
    (!items.is_empty()).then(|| choice % items.len())
}

/// None, one of the two tables, or one that does not exist.
fn table_id(choice: usize) -> Option<TableId> {
    (choice > 0).then(|| TableId::nth(choice as u16))
}

fn token(number: u8) -> TokenHash {
    Token::from_random_bytes([number; 24]).hash()
}
