//! Client ids and whose they are.

use super::*;

/// Anna wrote the text "abc" under client id 7.
fn annas_text() -> ClockLedger<u8> {
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[]),
    );
    known
}

#[test]
fn ga7_a_forged_advance_of_anothers_clock_is_refused() {
    let known = annas_text();
    // Seven bytes that would silence Anna for a thousand edits.
    let forged = update_of(&[(7, 3, &[collected(1_000)])], &[]);
    let refused = refusal(&known, BASIL, &forged, &RULES);
    assert_eq!(refused, Refused::ForeignClient { client: 7 });
    assert!(!refused.wants_resync());
    assert!(check(&forged, &known, ANNA, &RULES).is_ok());
}

#[test]
fn ga7_known_structs_of_others_may_come_along() {
    let mut known = annas_text();
    let update = update_of(
        &[
            (8, 0, &[text(At::After(7, 2), "d")]),
            (7, 0, &[text(At::Root("t"), "abc")]),
        ],
        &[],
    );
    let Ok(Passed::News(news)) = check(&update, &known, BASIL, &RULES) else {
        panic!("must be news");
    };
    assert_eq!(news.advances, [(8, 1)]);
    assert_eq!(
        news.update,
        update_of(&[(8, 0, &[text(At::After(7, 2), "d")])], &[])
    );
    known.admit(&news, BASIL);
    assert_eq!(
        (known.owner_of(7), known.owner_of(8)),
        (Some(ANNA), Some(BASIL))
    );
    assert_eq!(
        known.state_vector().into_iter().collect::<Vec<_>>(),
        [(7, 3), (8, 1)]
    );
}

#[test]
fn ga6_whose_items_may_be_deleted_is_a_rule_of_the_document() {
    let known = annas_text();
    let deletion = update_of(&[], &[(7, &[(0, 1)])]);
    assert!(check(&deletion, &known, BASIL, &RULES).is_ok());
    let own_only = Rules {
        deletes: Deletes::Own,
        ..RULES
    };
    let refused = refusal(&known, BASIL, &deletion, &own_only);
    assert_eq!(refused, Refused::ForeignDelete { client: 7 });
    assert!(check(&deletion, &known, ANNA, &own_only).is_ok());
}

#[test]
fn ga7_client_ids_are_counted() {
    let mut known = annas_text();
    let one_by = |client| update_of(&[(client, 0, &[text(At::Root("t"), "x")])], &[]);
    admit(&mut known, ANNA, &one_by(8));
    let refused = refusal(&known, ANNA, &one_by(9), &RULES);
    assert_eq!(refused, Refused::TooManyClients { most: 2 });
    // The ids she has go on.
    admit(
        &mut known,
        ANNA,
        &update_of(&[(8, 1, &[text(At::After(8, 0), "y")])], &[]),
    );
    admit(&mut known, BASIL, &one_by(10));
    admit(&mut known, BASIL, &one_by(11));
    let refused = refusal(&known, 3, &one_by(12), &RULES);
    assert_eq!(refused, Refused::TooManyClients { most: 4 });
    assert_eq!((known.client_count(), known.clients_of(ANNA)), (4, 2));
}
