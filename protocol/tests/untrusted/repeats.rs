//! What is sent again must be what is there: genuine repeats agree in every form, and what reads otherwise does not.

use plenary_protocol::gate::{self, ClockLedger, Passed, Refused, check_repeats, repeats};

use crate::{
    choices::Choices,
    corpus::{Bytes, Document, documents},
    mutations::Dice,
    replica::Replica,
};

/// What is known once all of a document has come, and the document.
fn received(document: &Document) -> (ClockLedger<u8>, Replica) {
    let mut known = ClockLedger::default();
    let replica = Replica::new(document.rulebook);
    for (writer, Bytes(update)) in &document.updates {
        let rules = document.rulebook.rules();
        if let Ok(Passed::News(news)) = gate::check(update, &known, *writer, &rules) {
            known.admit(&news, *writer);
            replica.apply(&news.update);
        }
    }
    (known, replica)
}

/// Whether a document that holds `held` would acknowledge this as known.
fn agrees(
    update: &[u8],
    known: &ClockLedger<u8>,
    held: &[u8],
    document: &Document,
) -> Result<(), Refused> {
    let limits = document.rulebook.rules().limits;
    let repeated = repeats(update, known, &limits)?;
    check_repeats(update, &repeated, &[held], &limits)
}

#[test]
fn ga15_what_is_sent_again_agrees_however_yjs_and_yrs_have_cut_and_joined_it() {
    let mut compared = 0;
    for document in documents() {
        let (known, replica) = received(&document);
        let (ours, theirs) = (replica.encode(), &document.state.0);
        for sent in document
            .updates
            .iter()
            .map(|(_, update)| &update.0)
            .chain([&ours, theirs])
        {
            for held in [&ours, theirs] {
                assert_eq!(agrees(sent, &known, held, &document), Ok(()));
                compared += 1;
            }
        }
    }
    assert!(1_800 < compared, "{compared}");
}

#[test]
fn ga15_what_reads_otherwise_under_the_same_clocks_is_refused() {
    let (mut refused, mut harmless) = (0, 0);
    for (number, document) in documents().into_iter().enumerate() {
        let (known, replica) = received(&document);
        let genuine = replica.encode();
        let mut choices = Dice::new(number as u64);
        for _ in 0..150 {
            let mut forged = genuine.clone();
            let at = choices.below(forged.len());
            forged[at] ^= 1 << choices.below(8);
            // Only what the gate lets through on its own can be read as a document.
            let rules = document.rulebook.rules();
            let Ok(Passed::News(news)) = gate::check(&forged, &ClockLedger::default(), 0, &rules)
            else {
                continue;
            };
            let mut own = ClockLedger::default();
            own.admit(&news, 0);
            if own.state_vector() != known.state_vector() {
                continue;
            }
            let replica_of_forged = Replica::new(document.rulebook);
            replica_of_forged.apply(&news.update);
            let reads_alike = replica_of_forged.json() == document.result;
            match agrees(&forged, &known, &genuine, &document) {
                Err(Refused::OtherContent { .. }) => refused += 1,
                // Only what is deleted may differ without being told.
                Ok(()) if reads_alike || news.deletes => harmless += 1,
                other => panic!("byte {at} of document {number}: {other:?}"),
            }
        }
    }
    assert!(100 < refused, "{refused} refused, {harmless} harmless");
}
