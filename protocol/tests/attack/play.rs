//! A small workshop's day, drawn from a seed: people come, mark, change their minds, move, come late; the facilitator
//! reveals, asks for another grouping, counts late people in, and opens a second round.

use plenary_protocol::{
    command::Command,
    documents::{DocumentKind, DocumentName},
    entry::{Control, Created, Entry, Event},
    framework::{Framework, built_in_by_id},
    id::{JoinCode, RecoveryHash, RoundId, SeatId, SphereId, TableId, Token, WorkshopId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::RunSheet,
    seat::{Role, Seat, default_sectors},
    settings::{RevealMode, Settings},
    workshop::{Outcome, Workshop},
};
use yrs::{Doc, Map, ReadTxn, Transact};

use crate::{inference::Found, naive::Naive, poll::Watcher};

/// Domains of every framework here: a second one shows what the first one's groups do to it.
pub(crate) const DOMAINS: usize = 2;
const FACILITATOR: u8 = 255;

/// How four attacks went.
#[derive(Default)]
pub(crate) struct Day {
    pub(crate) real: Found,
    pub(crate) live: Found,
    pub(crate) letter: Found,
    pub(crate) naive: Found,
    /// Roles that were kept because a round was not revealed.
    pub(crate) roles_refused: u64,
}

/// Plays the day of a seed.
pub(crate) fn day(seed: u64, is_naive_too: bool) -> Day {
    let mut play = Play::begin(seed, is_naive_too);
    let rounds = if play.random.chance(45) { 2 } else { 1 };
    for _ in 0..rounds {
        play.round();
    }
    let (real, live, letter) = play.watcher.conclude();
    Day {
        real,
        live,
        letter,
        naive: play.naive.map(Naive::conclude).unwrap_or_default(),
        roles_refused: play.roles_refused,
    }
}

/// SplitMix64: the same numbers everywhere, for ever.
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

struct Person {
    seat: SeatId,
    sector: usize,
    ballot: Doc,
}

struct Play {
    random: Random,
    workshop: Workshop,
    seq: u64,
    people: Vec<Person>,
    framework: Framework,
    /// What each sector tends to on each domain, and how strongly in per cent.
    leaning: [[usize; 3]; DOMAINS],
    strength: usize,
    watcher: Watcher,
    naive: Option<Naive>,
    roles_refused: u64,
}

impl Play {
    fn begin(seed: u64, is_naive_too: bool) -> Self {
        let mut random = Random(seed);
        let mut framework = (**built_in_by_id("pit-a").expect("built in")).clone();
        framework.domains.truncate(DOMAINS);
        let reveal = random.pick(&[
            RevealMode::Sealed,
            RevealMode::Sealed,
            RevealMode::Facilitator,
            RevealMode::Open,
        ]);
        let tables = random.below(4);
        let created = Created {
            request: None,
            workshop: WorkshopId::from_random_bytes([9; 16]),
            title: "A day".to_owned(),
            join_code: JoinCode::from_random_bytes([9; 16]),
            frameworks: vec![framework.clone()],
            sectors: default_sectors(),
            tables: (1..=tables)
                .map(|number| format!("Table {number}"))
                .collect(),
            settings: Settings {
                reveal,
                minimum_group: random.pick(&[5, 5, 5, 4, 3]),
                named: false,
            },
            run_sheet: RunSheet::plain(0),
            facilitator: (seat(FACILITATOR), token(FACILITATOR)),
            screen: (seat(254), token(254)),
        };
        let entry = Entry {
            at_ms: 0,
            event: Event::Control(Control::Created(Box::new(created))),
        };
        let mut play = Self {
            workshop: Workshop::begin(1, &entry).expect("a beginning"),
            seq: 1,
            people: Vec::new(),
            leaning: [0; DOMAINS].map(|_| [0; 3].map(|_| random.within(1, 4))),
            strength: random.pick(&[20, 40, 60, 75, 90, 97]),
            random,
            framework,
            watcher: Watcher::default(),
            naive: is_naive_too.then(Naive::default),
            roles_refused: 0,
        };
        for _ in 0..play.random.within(5, 16) {
            play.join();
        }
        play
    }

    fn happens(&mut self, event: Event) -> Outcome {
        self.seq += 1;
        let is_command = matches!(event, Event::Control(Control::Commanded { .. }));
        let marked = match &event {
            Event::Updated { seat, .. } => Some(*seat),
            Event::Control(_) => None,
        };
        let entry = Entry {
            at_ms: self.seq,
            event,
        };
        let outcome = self.workshop.apply(self.seq, &entry);
        match marked {
            Some(seat) => self.watcher.see_marks(&self.workshop, seat),
            None => self.watcher.see_counted(&self.workshop),
        }
        // The facilitator's own screen at every change; everybody else's at every command, and now and then between.
        let is_thorough = is_command || self.random.chance(10);
        self.watcher.look(&self.workshop, is_thorough);
        if let Some(naive) = &mut self.naive {
            naive.look(&self.workshop, &self.watcher);
        }
        outcome
    }

    fn command(&mut self, command: Command) -> Outcome {
        self.happens(Event::Control(Control::Commanded {
            request: None,
            seat: seat(FACILITATOR),
            command,
        }))
    }

    fn table(&mut self) -> Option<TableId> {
        let tables = self.workshop.tables();
        let id = tables
            .get(self.random.below(tables.len() + 1))
            .map(|table| table.id);
        // Most people sit somewhere, where there are tables.
        id.or_else(|| {
            tables
                .first()
                .filter(|_| self.random.chance(60))
                .map(|table| table.id)
        })
    }

    fn join(&mut self) {
        let number = self.people.len() as u8 + 1;
        let sector = self.random.pick(&[0, 0, 0, 1, 1, 2]);
        let organisation = self.random.pick(&[
            None,
            None,
            Some("Trust"),
            Some("Trust"),
            Some("Council"),
            Some("Own"),
        ]);
        let details = Seat {
            role: Role::Participant,
            sector: Some(self.workshop.sectors()[sector].id.clone()),
            organisation: organisation.map(str::to_owned),
            name: None,
            table: self.table(),
            sphere: None,
        };
        self.happens(Event::Control(Control::SeatIssued {
            request: None,
            is_awaited: false,
            seat: seat(number),
            details,
            token: token(number),
            recovery: RecoveryHash::from_bytes([number; 32]),
        }));
        self.people.push(Person {
            seat: seat(number),
            sector,
            ballot: Doc::with_client_id(u64::from(number)),
        });
        if self.random.chance(80) {
            self.choose_sphere(seat(number));
        }
    }

    fn choose_sphere(&mut self, seat: SeatId) {
        let sphere = self
            .random
            .pick(&[None, Some(1), Some(1), Some(2), Some(2), Some(4)]);
        self.happens(Event::Control(Control::Commanded {
            request: None,
            seat,
            command: Command::ChooseSphere {
                sphere: sphere.map(SphereId::nth),
            },
        }));
    }

    /// Somebody marks a domain, changes their mark, or takes it back.
    fn mark(&mut self, person: usize, round: RoundId, domain: usize) {
        let leaning = self.leaning[domain][self.people[person].sector];
        let is_unsure = self.random.chance(6);
        let is_taken_back = self.random.chance(4);
        let level = if self.random.chance(self.strength) {
            leaning
        } else {
            self.random.within(1, 4)
        };
        let ballot = &self.people[person].ballot;
        let marks = ballot.get_or_insert_map("marks");
        let key = format!("{round}/{}", self.framework.domains[domain].id);
        let before = ballot.transact().state_vector();
        {
            let mut transaction = ballot.transact_mut();
            if is_taken_back {
                marks.remove(&mut transaction, &key);
            } else if is_unsure {
                marks.insert(&mut transaction, key, "unsure");
            } else {
                marks.insert(&mut transaction, key, level as f64);
            }
        }
        let update = ballot.transact().encode_state_as_update_v1(&before);
        let seat = self.people[person].seat;
        self.happens(Event::Updated {
            document: DocumentName {
                workshop: self.workshop.id(),
                kind: DocumentKind::Ballot(seat),
            },
            seat,
            update: update.into(),
        });
    }

    fn some_marks(&mut self, round: RoundId, count: usize) {
        for _ in 0..count {
            let person = self.random.below(self.people.len());
            let domain = self.random.below(DOMAINS);
            self.mark(person, round, domain);
        }
    }

    fn some_move(&mut self) {
        let seat = self.people[self.random.below(self.people.len())].seat;
        let table = self.table();
        if self.random.chance(10) {
            self.choose_sphere(seat);
        } else if self.random.chance(70) {
            self.command(Command::AssignTable { seat, table });
        } else {
            self.change_role(seat);
        }
    }

    fn change_role(&mut self, seat: SeatId) {
        let role = self
            .random
            .pick(&[Role::Observer, Role::Participant, Role::Scribe]);
        let changed = self.command(Command::SetRole { seat, role });
        self.roles_refused += u64::from(matches!(changed, Outcome::Refused(_)));
    }

    /// Who is counted while a round is closed and not yet shown: what its reopening counts may not differ by one of them.
    fn some_change_roles(&mut self) {
        for _ in 0..self.random.below(3) {
            let seat = self.people[self.random.below(self.people.len())].seat;
            self.change_role(seat);
        }
    }

    fn round(&mut self) {
        let opened = self.command(Command::OpenRound {
            framework: self.framework.id.clone(),
            kind: RoundKind::Now,
            domains: None,
        });
        let Outcome::Done(made) = opened else {
            panic!("the round opens: {opened:?}");
        };
        let round = made.round.expect("a round was opened");
        let mut turns: Vec<(usize, usize)> = Vec::new();
        for person in 0..self.people.len() {
            turns.extend((0..DOMAINS).map(|domain| (person, domain)));
        }
        for index in (1..turns.len()).rev() {
            turns.swap(index, self.random.below(index + 1));
        }
        // Everybody marks again in most second rounds, so that how people moved is shown of some.
        let is_second = 1 < self.workshop.rounds().len();
        let is_careful = is_second && self.random.chance(60);
        for (person, domain) in turns {
            if is_careful || self.random.chance(92) {
                self.mark(person, round, domain);
            }
            if self.random.chance(4) {
                self.some_move();
            }
        }
        let changes = self.random.below(4);
        self.some_marks(round, changes);
        self.command(Command::CloseRound { round });
        if self.random.chance(30) {
            // In half of them nobody marks, and all that is seen is what the facilitator does.
            let late = self.random.pick(&[0, 2]);
            self.some_marks(round, late);
            self.some_change_roles();
            self.command(Command::ReopenRound { round });
            let changes = self.random.below(5);
            self.some_marks(round, changes);
            self.command(Command::CloseRound { round });
            self.some_change_roles();
        }
        for _ in 0..self.random.within(1, 3) {
            self.reveal(round);
            self.afterwards(round);
        }
    }

    fn reveal(&mut self, round: RoundId) {
        let level = self.random.pick(&[
            RevealLevel::Table,
            RevealLevel::Pooled,
            RevealLevel::Groups,
            RevealLevel::Groups,
        ]);
        let by = self.random.pick(&[
            None,
            Some(Grouping::Sector),
            Some(Grouping::Table),
            Some(Grouping::Organisation),
            Some(Grouping::Sphere),
        ]);
        let by = by.filter(|_| level == RevealLevel::Groups);
        self.command(Command::Reveal { round, level, by });
    }

    /// What happens behind a reveal: marks change, people move, others come late and are counted in.
    fn afterwards(&mut self, round: RoundId) {
        let changes = self.random.below(3);
        self.some_marks(round, changes);
        self.some_move();
        if self.random.chance(40) && self.people.len() < 20 {
            let first = self.people.len();
            for _ in 0..self.random.within(3, 10) {
                self.join();
            }
            for person in first..self.people.len() {
                for domain in 0..DOMAINS {
                    if self.random.chance(95) {
                        self.mark(person, round, domain);
                    }
                }
            }
            if self.random.chance(30) {
                // Taken only where nothing of it has been shown.
                self.command(Command::ReopenRound { round });
                self.command(Command::CloseRound { round });
            }
        }
        self.command(Command::TakeLate { round });
    }
}

fn seat(number: u8) -> SeatId {
    SeatId::from_random_bytes([number; 16])
}

fn token(number: u8) -> plenary_protocol::id::TokenHash {
    Token::from_random_bytes([number; 24]).hash()
}
