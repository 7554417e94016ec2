//! Five people write in one document at once, on bad lines: what they send waits, comes in another order and comes twice.

use crate::{
    chance::Dice,
    edits::{Manners, edit},
    page::{Page, Read, clocks, seat},
    schema::Paper,
};
use plenary_protocol::documents::SharedDocument;

/// Runs for each kind of document.
const RUNS: u64 = 260;
const TURNS: usize = 70;

struct Person {
    number: u8,
    page: Page,
    is_online: bool,
    /// What has not been acknowledged.
    unsent: Vec<Vec<u8>>,
    /// How much of what the server sent has come.
    heard: usize,
}

#[derive(Default)]
struct Server {
    document: SharedDocument,
    sent: Vec<Vec<u8>>,
}

/// How often what is to be tried has happened.
#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    repeated: usize,
    reordered: usize,
    shown: usize,
}

impl Person {
    fn new(number: u8) -> Self {
        Self {
            number,
            page: Page::new(u64::from(number) + 20),
            is_online: true,
            unsent: Vec::new(),
            heard: 0,
        }
    }

    fn write(&mut self, paper: Paper, dice: &mut Dice) {
        let mark = char::from(b'a' + self.number).to_string();
        let change = self
            .page
            .write(|txn| edit(txn, paper, Manners::WellMeant, &mark, dice));
        self.unsent.push(change);
    }

    /// Sends one of the updates that wait, not always the oldest.
    fn send(&mut self, server: &mut Server, paper: Paper, dice: &mut Dice, tally: &mut Tally) {
        if self.unsent.is_empty() {
            return;
        }
        let at = dice.below(self.unsent.len().min(2));
        let update = self.unsent[at].clone();
        let rules = paper.rules();
        let before = clocks(&server.document.state_vector());
        let is_applied = server.document.apply(&update, seat(self.number), &rules);
        if is_applied {
            self.unsent.remove(at);
            server.sent.push(update.clone());
        } else if at == 0 {
            // The oldest brings no news, or it would have been taken: everything before it is there.
            self.unsent.remove(0);
        } else {
            tally.refused += 1;
        }
        assert!(is_applied || clocks(&server.document.state_vector()) == before);
        if is_applied && dice.is(15) {
            tally.repeated += 1;
            let again = server.document.apply(&update, seat(self.number), &rules);
            assert!(!again, "an update counts once");
        }
    }

    /// Hears what came since, in any order, some of it twice.
    fn hear(&mut self, server: &Server, dice: &mut Dice, tally: &mut Tally) {
        let mut news: Vec<&Vec<u8>> = server.sent[self.heard..].iter().collect();
        self.heard = server.sent.len();
        tally.reordered += usize::from(1 < news.len());
        while !news.is_empty() {
            let at = dice.below(news.len());
            self.page.receive(news[at]);
            if !dice.is(20) {
                news.swap_remove(at);
            }
        }
    }
}

fn run(seed: u64, paper: Paper, tally: &mut Tally) {
    let mut dice = Dice::new(seed);
    let mut server = Server::default();
    let mut people: Vec<Person> = (0..5).map(Person::new).collect();
    for _ in 0..TURNS {
        let turn = dice.below(people.len());
        let person = &mut people[turn];
        match dice.below(10) {
            0..=4 => person.write(paper, &mut dice),
            5 => person.is_online = !person.is_online,
            6 | 7 if person.is_online => person.send(&mut server, paper, &mut dice, tally),
            _ if person.is_online => person.hear(&server, &mut dice, tally),
            _ => person.write(paper, &mut dice),
        }
    }
    while people.iter().any(|person| !person.unsent.is_empty()) {
        let turn = dice.below(people.len());
        people[turn].send(&mut server, paper, &mut dice, tally);
    }
    let read = Read::of(&server.document, paper);
    read.check();
    tally.shown += read.size();
    for person in &mut people {
        person.hear(&server, &mut dice, tally);
        let server_clocks = clocks(&server.document.state_vector());
        assert_eq!(person.page.clocks(), server_clocks, "seed {seed}");
        let own = Read::of_update(&person.page.everything(), paper);
        assert_eq!(own, read, "seed {seed}, person {}", person.number);
    }
}

fn five_people_come_to_the_same(paper: Paper) {
    let mut tally = Tally::default();
    for seed in 0..RUNS {
        run(seed, paper, &mut tally);
    }
    let Tally {
        refused,
        repeated,
        reordered,
        shown,
    } = tally;
    // The runs are worth something only if everything that can go wrong on a line has gone wrong.
    assert!(
        500 < refused && 500 < repeated && 500 < reordered && 1_000 < shown,
        "{refused} refused, {repeated} repeated, {reordered} reordered, {shown} shown"
    );
}

#[test]
fn ma_five_people_at_once_come_to_the_same_valid_map() {
    five_people_come_to_the_same(Paper::Map);
}

#[test]
fn pl_five_people_at_once_come_to_the_same_valid_plan() {
    five_people_come_to_the_same(Paper::Plan);
}
