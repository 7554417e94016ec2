//! Documents that three people spoil on purpose, each from a seat of their own and within what the gate lets pass.

use crate::{
    chance::Dice,
    edits::{Manners, edit},
    page::{Page, Read, seat},
    schema::Paper,
};
use plenary_protocol::documents::SharedDocument;

/// Seeds for each kind of document.
const DOCUMENTS: u64 = 250;

/// A document that has been spoiled in so many edits.
pub(crate) fn spoil(seed: u64, paper: Paper, edits: usize) -> SharedDocument {
    let mut dice = Dice::new(seed);
    let mut document = SharedDocument::default();
    let rules = paper.rules();
    let pages = [1, 2, 3].map(|number: u8| (number, Page::new(u64::from(number) + 10)));
    for _ in 0..edits {
        let (number, page) = dice.of(&pages);
        let mark = format!("x{number}");
        let update = page.write(|txn| edit(txn, paper, Manners::Hostile, &mark, &mut dice));
        // Not every edit changes something, but what does has to get as far as the reader.
        let before = document.state_vector();
        let is_applied = document.apply(&update, seat(*number), &rules);
        assert!(
            is_applied || document.state_vector() == before,
            "seed {seed}"
        );
        if dice.is(40) {
            let (_, other) = dice.of(&pages);
            other.catch_up(&document);
        }
    }
    for (_, page) in &pages {
        page.catch_up(&document);
        assert_eq!(page.clocks(), crate::page::clocks(&document.state_vector()));
    }
    document
}

fn a_spoiled_document_reads_as_something_valid(paper: Paper) {
    let mut shown = 0;
    for seed in 0..DOCUMENTS {
        let document = spoil(seed, paper, 150);
        let read = Read::of(&document, paper);
        read.check();
        shown += read.size();
        // The same from another replica, and from the snapshot.
        let whole = document.diff(&yrs::StateVector::default());
        assert_eq!(Read::of_update(&whole, paper), read, "seed {seed}");
        let stored = serde_json::to_string(&document).expect("a document can be stored");
        let stored: SharedDocument = serde_json::from_str(&stored).expect("and opened");
        assert_eq!(Read::of(&stored, paper), read, "seed {seed}");
    }
    // Of what a hostile app writes enough is valid for the laws to be tried.
    assert!(2_000 < shown, "{shown} things shown");
}

#[test]
fn ma_a_spoiled_map_reads_as_a_valid_one() {
    a_spoiled_document_reads_as_something_valid(Paper::Map);
}

#[test]
fn pl_a_spoiled_plan_reads_as_a_valid_one() {
    a_spoiled_document_reads_as_something_valid(Paper::Plan);
}
