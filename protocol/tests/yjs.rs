//! The gate against genuine Yjs updates: what passes it, and what yrs makes of what passed.
//!
//! The corpus is written by `testdata/yjs/generate.mjs` with Yjs 13.6; these tests need no Node.

#[path = "yjs/corpus.rs"]
mod corpus;
#[path = "yjs/inventions.rs"]
mod inventions;
#[path = "yjs/mutations.rs"]
mod mutations;
#[path = "yjs/replica.rs"]
mod replica;

use corpus::{Document, documents, rules};
use plenary_protocol::gate::{Known, News, Passed, check};
use replica::Replica;

/// Sends an update through the gate and, if there is news, into the replica.
fn receive<'a>(
    known: &mut Known<u8>,
    replica: &Replica,
    writer: u8,
    update: &'a [u8],
    document: &Document,
) -> Option<News<'a>> {
    match check(update, known, writer, &rules(document.is_ballot)) {
        Ok(Passed::Nothing) => None,
        Ok(Passed::News(news)) => {
            known.admit(&news, writer);
            replica.apply(&news.update);
            Some(news)
        }
        Err(refused) => panic!("a genuine update was refused: {refused}"),
    }
}

#[test]
fn ga1_every_genuine_update_passes_and_converges_with_yjs() {
    let (mut updates, mut trimmed, mut without_news) = (0, 0, 0);
    for document in documents() {
        let mut known = Known::default();
        let replica = Replica::new();
        for (writer, update) in &document.updates {
            let news = receive(&mut known, &replica, *writer, update, &document);
            updates += 1;
            match news {
                None => without_news += 1,
                Some(news) if news.update.as_ref() != update => trimmed += 1,
                Some(_) => {}
            }
            assert_eq!(replica.state_vector(), known.state_vector());
        }
        assert_eq!(replica.json(document.is_ballot), document.result);
    }
    // The corpus is worth something only if all three cases occur.
    let counts = format!("{updates} updates, {trimmed} trimmed, {without_news} without news");
    assert!(
        1_000 < updates && 20 < trimmed && 50 < without_news,
        "{counts}"
    );
}

#[test]
fn ga2_what_is_known_is_no_news() {
    for document in documents() {
        let mut known = Known::default();
        let replica = Replica::new();
        for (writer, update) in &document.updates {
            receive(&mut known, &replica, *writer, update, &document);
        }
        // A ballot's owner has several devices; elsewhere the others' structs are known and come along.
        for (writer, update) in &document.updates {
            let rules = rules(document.is_ballot);
            assert_eq!(check(update, &known, *writer, &rules), Ok(Passed::Nothing));
        }
        let before = known.clone();
        let whole = replica.encode();
        match check(&whole, &known, 0, &rules(document.is_ballot)) {
            Ok(Passed::Nothing) => {}
            // What lost to a concurrent write is deleted by nobody in particular: the deletion is news once.
            Ok(Passed::News(news)) => {
                assert!(news.advances.is_empty() && news.deletes);
                known.admit(&news, 0);
                assert_eq!(known.state_vector(), before.state_vector());
                let again = check(&whole, &known, 0, &rules(document.is_ballot));
                assert_eq!(again, Ok(Passed::Nothing));
            }
            Err(refused) => panic!("the server's own state was refused: {refused}"),
        }
    }
}

#[test]
fn ga3_an_overlap_is_trimmed_to_the_same_document() {
    for document in documents() {
        let mut known = Known::default();
        let (replica, behind) = (Replica::new(), Replica::new());
        for (index, (writer, update)) in document.updates.iter().enumerate() {
            receive(&mut known, &replica, *writer, update, &document);
            if index % 7 == 0 {
                behind.apply(&replica.encode());
            }
        }
        // One writer sends everything on top of a third of it: structs are cut where knowledge ends.
        let everything = replica.encode();
        let mut partly_known = Known::default();
        let trimmed = Replica::new();
        let mut own = Document { ..document.clone() };
        own.updates.truncate(document.updates.len() / 3);
        for (_, update) in &own.updates {
            receive(&mut partly_known, &trimmed, 0, update, &own);
        }
        receive(&mut partly_known, &trimmed, 0, &everything, &own);
        assert_eq!(trimmed.json(document.is_ballot), document.result);
        assert_eq!(trimmed.state_vector(), known.state_vector());
    }
}

#[test]
fn ga7_a_client_id_belongs_to_who_used_it_first() {
    let mut refusals = 0;
    for document in documents() {
        let mut known = Known::default();
        let replica = Replica::new();
        for (writer, update) in &document.updates {
            let rules = rules(document.is_ballot);
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
        .filter(|document| document.is_ballot)
    {
        let mut known: Known<u8> = Known::default();
        let replica = Replica::new();
        for (index, (writer, update)) in document.updates.iter().enumerate() {
            if index % 5 == 3 {
                continue;
            }
            match check(update, &known, *writer, &rules(true)) {
                Ok(Passed::News(news)) => {
                    known.admit(&news, *writer);
                    replica.apply(&news.update);
                }
                Ok(Passed::Nothing) => {}
                Err(refused) => {
                    assert!(refused.wants_resync(), "{refused}");
                    resyncs += 1;
                    // What the client sends once it has seen the server's state vector.
                    for (_, earlier) in &document.updates[..=index] {
                        receive(&mut known, &replica, *writer, earlier, &document);
                    }
                }
            }
            assert_eq!(replica.state_vector(), known.state_vector());
        }
        for (writer, update) in &document.updates {
            receive(&mut known, &replica, *writer, update, &document);
        }
        assert_eq!(replica.json(true), document.result);
    }
    assert!(20 < resyncs, "{resyncs} resyncs");
}

#[test]
fn ga10_the_books_survive_being_written_down() {
    for document in documents() {
        let mut known = Known::default();
        let replica = Replica::new();
        for (writer, update) in &document.updates {
            let written = serde_json::to_string(&known).expect("writes");
            let mut read: Known<u8> = serde_json::from_str(&written).expect("reads");
            assert_eq!(read, known);
            let news = receive(&mut known, &replica, *writer, update, &document);
            if let Some(news) = news {
                read.admit(&news, *writer);
            }
            assert_eq!(read, known);
        }
        let written = serde_json::to_string(&known).expect("writes");
        assert!(!document.is_ballot || written.len() < 600, "{written}");
    }
}
