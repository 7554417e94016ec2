//! What was admitted, once more through the document types that the server keeps, stores and serves.

use crate::rulebook::Rulebook;
use plenary_protocol::documents::{BallotContent, BallotDocument, BallotRefused, SharedDocument};
use plenary_protocol::id::SeatId;
use plenary_protocol::wire::state_vector;
use plenary_protocol::wire::state_vector::StateVectorMap;

/// Plays admitted updates into the served document; it must have what the ledger says, before and after being stored.
pub(crate) fn check(rulebook: Rulebook, admitted: &[(u8, Vec<u8>)], known: &StateVectorMap) {
    match rulebook {
        Rulebook::Ballot => check_ballot(admitted, known),
        Rulebook::Table | Rulebook::Plenary => check_shared(rulebook, admitted, known),
        // No document that is served has such roots.
        Rulebook::EveryRoot => {}
    }
}

fn check_ballot(admitted: &[(u8, Vec<u8>)], known: &StateVectorMap) {
    let (mut ballot, mut content) = (BallotDocument::default(), BallotContent::default());
    for (_, update) in admitted {
        match ballot.merge(update) {
            Ok(Some(merged)) => (ballot, content) = (merged.document, merged.content),
            Ok(None) => panic!("what was news is none"),
            // Its size is bounded where it is served, and the rest of a test would then differ.
            Err(BallotRefused::TooLarge { .. }) => return,
            Err(refused) => panic!("what was admitted is refused: {refused}"),
        }
    }
    let stored = serde_json::to_string(&ballot).expect("a ballot is stored");
    let loaded: BallotDocument = serde_json::from_str(&stored).expect("and loaded");
    for read in [ballot.content(), loaded.content()] {
        assert_eq!(read.marks, content.marks);
        // Of several faults any may be named: yrs' maps have no order. That there is one must not depend on it.
        assert_eq!(read.fault.is_some(), content.fault.is_some());
    }
    assert_eq!(loaded.state_vector(), state_vector::encode(known));
    loaded.diff(&yrs::StateVector::default());
}

fn check_shared(rulebook: Rulebook, admitted: &[(u8, Vec<u8>)], known: &StateVectorMap) {
    let rules = rulebook.rules();
    let mut document = SharedDocument::default();
    for (writer, update) in admitted {
        let seat = SeatId::from_bytes([*writer; 16]);
        assert!(
            document.apply(update, seat, &rules),
            "what was admitted is refused"
        );
    }
    let texts = |document: &SharedDocument| {
        let roots = rulebook.roots().into_iter();
        roots
            .map(|(root, _)| document.texts(root))
            .collect::<Vec<_>>()
    };
    let stored = serde_json::to_string(&document).expect("a document is stored");
    let loaded: SharedDocument = serde_json::from_str(&stored).expect("and loaded");
    texts(&loaded);
    texts(&document);
    assert_eq!(loaded.state_vector(), state_vector::encode(known));
    assert_eq!(document.state_vector(), loaded.state_vector());
}
