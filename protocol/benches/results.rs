//! How long a results view takes for a room of 5,000 people and ten domains: `cargo bench -p plenary-protocol --bench results`.
//!
//! Live, with a mark that comes; after a reveal by sector, with a second round beside it; and encoded as it is sent.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenary_protocol::{
    command::Command,
    documents::{DocumentKind, DocumentName},
    entry::{Control, Created, Entry, Event},
    framework::built_in_by_id,
    id::{JoinCode, RecoveryHash, RoundId, SeatId, Token, WorkshopId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::{RevealMode, Settings},
    views::{self, Audience, Findings, WhoseQuestion},
    workshop::{Outcome, Workshop},
};
use yrs::{Doc, Map, ReadTxn, Transact};

const PEOPLE: u32 = 5000;
/// People who have not marked the domain that is being marked, live.
const MISSING: u32 = 29;

struct Hall {
    workshop: Workshop,
    ballots: Vec<Doc>,
}

fn bytes<const SIZE: usize>(number: u32) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn seat(number: u32) -> SeatId {
    SeatId::from_random_bytes(bytes(number))
}

fn facilitator() -> SeatId {
    seat(u32::MAX)
}

/// Whole numbers that look random, the same in every run.
fn scrambled(number: u32) -> u32 {
    number
        .wrapping_add(1)
        .wrapping_mul(2_654_435_761)
        .rotate_left(13)
        ^ (number << 3)
}

impl Hall {
    fn begin() -> Self {
        let created = Created {
            request: None,
            workshop: WorkshopId::from_random_bytes([9; 16]),
            title: "A hall".to_owned(),
            join_code: JoinCode::from_random_bytes([9; 16]),
            frameworks: vec![(**built_in_by_id("pit-a").expect("built in")).clone()],
            sectors: default_sectors(),
            tables: Vec::new(),
            settings: Settings {
                reveal: RevealMode::Open,
                minimum_group: 5,
                named: false,
            },
            run_sheet: RunSheet::plain(0),
            facilitator: (facilitator(), Token::from_random_bytes([1; 24]).hash()),
            screen: (seat(u32::MAX - 1), Token::from_random_bytes([2; 24]).hash()),
        };
        let event = Event::Control(Control::Created(Box::new(created)));
        let entry = Entry { at_ms: 0, event };
        let mut hall = Self {
            workshop: Workshop::begin(1, &entry).expect("a beginning"),
            ballots: Vec::new(),
        };
        for number in 0..PEOPLE {
            let sector = &hall.workshop.sectors()[number as usize % 3];
            let details = Seat {
                role: Role::Participant,
                sector: Some(sector.id.clone()),
                organisation: None,
                name: None,
                table: None,
                sphere: None,
            };
            hall.happens(Event::Control(Control::SeatIssued {
                request: None,
                is_awaited: false,
                seat: seat(number),
                details,
                token: Token::from_random_bytes(bytes(number)).hash(),
                recovery: RecoveryHash::from_bytes(bytes(number)),
            }));
            hall.ballots
                .push(Doc::with_client_id(u64::from(number) + 1));
        }
        hall
    }

    fn happens(&mut self, event: Event) -> Outcome {
        let seq = self.workshop.seq() + 1;
        self.workshop.apply(seq, &Entry { at_ms: 0, event })
    }

    fn command(&mut self, command: Command) -> Option<RoundId> {
        let outcome = self.happens(Event::Control(Control::Commanded {
            request: None,
            seat: facilitator(),
            command,
        }));
        match outcome {
            Outcome::Done(made) => made.round,
            other => panic!("{other:?}"),
        }
    }

    fn open(&mut self) -> RoundId {
        let framework = self.workshop.frameworks()[0].id.clone();
        let kind = RoundKind::Now;
        let opened = self.command(Command::OpenRound {
            framework,
            kind,
            domains: None,
        });
        opened.expect("a round was opened")
    }

    /// Somebody marks these domains in one go.
    fn mark(&mut self, person: u32, round: RoundId, domains: std::ops::Range<usize>) {
        let ballot = &self.ballots[person as usize];
        let marks = ballot.get_or_insert_map("marks");
        let before = ballot.transact().state_vector();
        {
            let mut transaction = ballot.transact_mut();
            for domain in domains {
                let id = &self.workshop.frameworks()[0].domains[domain].id;
                let level = scrambled(
                    person * 31 + domain as u32 * 7919 + u32::from(round.number()) * 104_729,
                ) % 4
                    + 1;
                marks.insert(&mut transaction, format!("{round}/{id}"), f64::from(level));
            }
        }
        let update = ballot.transact().encode_state_as_update_v1(&before);
        let seat = seat(person);
        let document = DocumentName {
            workshop: self.workshop.id(),
            kind: DocumentKind::Ballot(seat),
        };
        self.happens(Event::Updated {
            document,
            seat,
            update: update.into(),
        });
    }

    fn show(&mut self, round: RoundId) {
        self.command(Command::CloseRound { round });
        self.command(Command::Reveal {
            round,
            level: RevealLevel::Groups,
            by: Some(Grouping::Sector),
        });
    }

    fn view(&self, round: RoundId, findings: &Findings) -> String {
        let round = self.workshop.round(round).expect("the round is there");
        let view = views::results(&self.workshop, round, Audience::Facilitator, None, findings);
        serde_json::to_string(&view.expect("it is shown")).expect("a view is JSON")
    }
}

fn results(criterion: &mut Criterion) {
    let mut hall = Hall::begin();
    let first = hall.open();
    for person in 0..PEOPLE {
        hall.mark(person, first, 0..9);
    }
    for person in MISSING..PEOPLE {
        hall.mark(person, first, 9..10);
    }
    let findings = Findings::default();
    criterion.bench_function("results, live, the first time", |bencher| {
        bencher.iter(|| black_box(hall.view(first, &Findings::default())));
    });
    criterion.bench_function("results, live, nothing new", |bencher| {
        bencher.iter(|| black_box(hall.view(first, &findings)));
    });
    for person in 0..MISSING {
        hall.mark(person, first, 9..10);
    }
    hall.show(first);
    let second = hall.open();
    for person in 0..PEOPLE {
        hall.mark(person, second, 0..10);
    }
    hall.show(second);
    criterion.bench_function("results, second round shown, the first time", |bencher| {
        bencher.iter(|| black_box(hall.view(second, &Findings::default())));
    });
    let mut slow = criterion.benchmark_group("off the room's path");
    slow.sample_size(10);
    let question = || {
        let round = hall.workshop.round(second).expect("the round is there");
        WhoseQuestion::of(&hall.workshop, round, Audience::Facilitator, None)
            .expect("it is shown by sector")
    };
    slow.bench_function("whose: answered", |bencher| {
        bencher.iter(|| black_box(question().answer(|| true)));
    });
    slow.finish();
    criterion.bench_function("whose: asked", |bencher| {
        bencher.iter(|| black_box(question()));
    });
    let findings = Findings::of(&hall.workshop);
    criterion.bench_function("results, second round shown, kept", |bencher| {
        bencher.iter(|| black_box(hall.view(second, &findings)));
    });
}

criterion_group!(benches, results);
criterion_main!(benches);
