//! The gate against genuine Yjs updates: what passes it, and what yrs makes of what passed.

use crate::corpus::{Bytes, Document, documents};
use crate::replica::Replica;
use crate::rulebook::Rulebook;
use plenary_protocol::gate::{ClockLedger, News, Passed, check};

/// Sends an update through the gate and, if there is news, into the replica.
fn receive<'a>(
    known: &mut ClockLedger<u8>,
    replica: &Replica,
    writer: u8,
    update: &'a [u8],
    document: &Document,
) -> Option<News<'a>> {
    match check(update, known, writer, &document.rulebook.rules()) {
        Ok(Passed::Nothing) => None,
        Ok(Passed::News(news)) => {
            known.admit(&news, writer);
            replica.apply(&news.update);
            Some(news)
        }
        Err(refused) => panic!("a genuine update was refused: {refused}"),
    }
}

/// What became of genuine updates.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) updates: usize,
    pub(crate) trimmed: usize,
    pub(crate) without_news: usize,
    /// The states that yrs came to, document by document.
    pub(crate) states: Vec<Vec<u8>>,
}

/// Every update passes, yrs has after each what the ledger says, and in the end what Yjs has.
pub(crate) fn converge(documents: &[Document]) -> Tally {
    let mut tally = Tally::default();
    for document in documents {
        let mut known = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        for (writer, Bytes(update)) in &document.updates {
            let news = receive(&mut known, &replica, *writer, update, document);
            tally.updates += 1;
            match news {
                None => tally.without_news += 1,
                Some(news) if news.update.as_ref() != update => tally.trimmed += 1,
                Some(_) => {}
            }
            assert_eq!(replica.state_vector(), known.state_vector());
        }
        assert_eq!(replica.json(), document.result);
        tally.states.push(replica.encode());
    }
    tally
}

#[test]
fn ga1_every_genuine_update_passes_and_converges_with_yjs() {
    let tally = converge(&documents());
    // The corpus is worth something only if all three cases occur.
    assert!(
        900 < tally.updates && 20 < tally.trimmed && 40 < tally.without_news,
        "{tally:?}"
    );
}

#[test]
fn ga2_what_is_known_is_no_news() {
    for document in documents() {
        let mut known = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        for (writer, Bytes(update)) in &document.updates {
            receive(&mut known, &replica, *writer, update, &document);
        }
        // A ballot's owner has several devices; elsewhere the others' structs are known and come along.
        for (writer, Bytes(update)) in &document.updates {
            let rules = document.rulebook.rules();
            assert_eq!(check(update, &known, *writer, &rules), Ok(Passed::Nothing));
        }
        let before = known.clone();
        let whole = replica.encode();
        match check(&whole, &known, 0, &document.rulebook.rules()) {
            Ok(Passed::Nothing) => {}
            // What lost to a concurrent write is deleted by nobody in particular: the deletion is news once.
            Ok(Passed::News(news)) => {
                assert!(news.advances.is_empty() && news.deletes);
                known.admit(&news, 0);
                assert_eq!(known.state_vector(), before.state_vector());
                let again = check(&whole, &known, 0, &document.rulebook.rules());
                assert_eq!(again, Ok(Passed::Nothing));
            }
            Err(refused) => panic!("the server's own state was refused: {refused}"),
        }
    }
}

#[test]
fn ga3_an_overlap_is_trimmed_to_the_same_document() {
    for document in documents() {
        let mut known = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        let behind = Replica::new(document.rulebook);
        for (index, (writer, Bytes(update))) in document.updates.iter().enumerate() {
            receive(&mut known, &replica, *writer, update, &document);
            if index % 7 == 0 {
                behind.apply(&replica.encode());
            }
        }
        // One writer sends everything on top of a third of it: structs are cut where knowledge ends.
        let everything = replica.encode();
        let mut partly_known = ClockLedger::default();
        let trimmed = Replica::new(document.rulebook);
        let mut own = Document { ..document.clone() };
        own.updates.truncate(document.updates.len() / 3);
        for (_, Bytes(update)) in &own.updates {
            receive(&mut partly_known, &trimmed, 0, update, &own);
        }
        receive(&mut partly_known, &trimmed, 0, &everything, &own);
        assert_eq!(trimmed.json(), document.result);
        assert_eq!(trimmed.state_vector(), known.state_vector());
    }
}

#[test]
fn ga7_a_client_id_belongs_to_who_used_it_first() {
    let mut refusals = 0;
    for document in documents() {
        let mut known = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        for (writer, Bytes(update)) in &document.updates {
            let rules = document.rulebook.rules();
            // Somebody else cannot continue any client id that has been used.
            let is_continued = matches!(
                check(update, &known, *writer, &rules),
                Ok(Passed::News(news)) if news.advances.iter().any(|&(client, _)| known.owner_of(client).is_some())
            );
            if is_continued {
                let refused = check(update, &known, 99, &rules).expect_err("a stranger");
                assert_eq!(refused.reason(), "foreign-client");
                refusals += 1;
            }
            receive(&mut known, &replica, *writer, update, &document);
        }
    }
    assert!(200 < refusals, "{refusals} refusals");
}

#[test]
fn ga4_a_missing_update_shows_as_a_gap_that_a_resync_closes() {
    let mut resyncs = 0;
    // Ballots: in a shared document the other seats would carry the missing update along.
    for document in documents()
        .into_iter()
        .filter(|document| document.rulebook == Rulebook::Ballot)
    {
        let mut known: ClockLedger<u8> = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        for (index, (writer, Bytes(update))) in document.updates.iter().enumerate() {
            if index % 5 == 3 {
                continue;
            }
            match check(update, &known, *writer, &document.rulebook.rules()) {
                Ok(Passed::News(news)) => {
                    known.admit(&news, *writer);
                    replica.apply(&news.update);
                }
                Ok(Passed::Nothing) => {}
                Err(refused) => {
                    assert!(refused.wants_resync(), "{refused}");
                    resyncs += 1;
                    // What the client sends once it has seen the server's state vector.
                    for (_, Bytes(earlier)) in &document.updates[..=index] {
                        receive(&mut known, &replica, *writer, earlier, &document);
                    }
                }
            }
            assert_eq!(replica.state_vector(), known.state_vector());
        }
        for (writer, Bytes(update)) in &document.updates {
            receive(&mut known, &replica, *writer, update, &document);
        }
        assert_eq!(replica.json(), document.result);
    }
    assert!(20 < resyncs, "{resyncs} resyncs");
}

#[test]
fn ga10_the_books_survive_being_written_down() {
    for document in documents() {
        let mut known = ClockLedger::default();
        let replica = Replica::new(document.rulebook);
        for (writer, Bytes(update)) in &document.updates {
            let written = serde_json::to_string(&known).expect("writes");
            let mut read: ClockLedger<u8> = serde_json::from_str(&written).expect("reads");
            assert_eq!(read, known);
            let news = receive(&mut known, &replica, *writer, update, &document);
            if let Some(news) = news {
                read.admit(&news, *writer);
            }
            assert_eq!(read, known);
        }
        let written = serde_json::to_string(&known).expect("writes");
        assert!(
            document.rulebook != Rulebook::Ballot || written.len() < 600,
            "{written}"
        );
    }
}
