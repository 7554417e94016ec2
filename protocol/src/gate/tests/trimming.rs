//! What is left of an update of which part is known.

use super::*;
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, OffsetKind, Options, Transact};

#[track_caller]
fn news<'a>(known: &ClockLedger<u8>, update: &'a [u8]) -> News<'a> {
    match check(update, known, ANNA, &RULES).expect("passes") {
        Passed::News(news) => news,
        Passed::Nothing => panic!("no news"),
    }
}

#[test]
fn ga2_a_replay_is_no_news() {
    let mut known = ClockLedger::default();
    let update = update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[(7, &[(1, 1)])]);
    admit(&mut known, ANNA, &update);
    assert_eq!(check(&update, &known, ANNA, &RULES), Ok(Passed::Nothing));
    // Whoever sends it.
    assert_eq!(check(&update, &known, BASIL, &RULES), Ok(Passed::Nothing));
    assert_eq!(check(&[0, 0], &known, BASIL, &RULES), Ok(Passed::Nothing));
}

#[test]
fn ga3_an_update_without_anything_known_is_passed_on_as_it_is() {
    let known = ClockLedger::default();
    let update = update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[(7, &[(1, 1)])]);
    assert!(matches!(news(&known, &update).update, Cow::Borrowed(_)));
    // Deletions out of order are put in order.
    let untidy = update_of(
        &[(7, 0, &[text(At::Root("t"), "abc")])],
        &[(7, &[(2, 1), (0, 3)])],
    );
    let tidy = update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[(7, &[(0, 3)])]);
    assert_eq!(news(&known, &untidy).update, tidy);
}

#[test]
fn ga3_a_partly_known_struct_is_cut() {
    let mut known = ClockLedger::default();
    let first = [values(At::Root("a"), &[1, 2]), text(At::Root("t"), "abc")];
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &first)], &[(7, &[(2, 1)])]),
    );
    let longer = [values(At::Root("a"), &[1, 2]), text(At::Root("t"), "abcdé")];
    let update = update_of(&[(7, 0, &longer)], &[(7, &[(2, 2)])]);
    let expected = update_of(&[(7, 5, &[text(At::After(7, 4), "dé")])], &[(7, &[(3, 1)])]);
    let passed = news(&known, &update);
    assert_eq!(passed.update, expected);
    assert_eq!(passed.advances, [(7, 7)]);
    assert!(passed.deletes);

    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[values(At::Root("a"), &[1, 2])])], &[]),
    );
    let update = update_of(
        &[(7, 0, &[values(At::Root("a"), &[1, 2, 3, 4]), collected(2)])],
        &[],
    );
    let expected = update_of(
        &[(7, 2, &[values(At::After(7, 1), &[3, 4]), collected(2)])],
        &[],
    );
    assert_eq!(news(&known, &update).update, expected);

    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[collected(2)])], &[]),
    );
    let expected = update_of(&[(7, 2, &[collected(3)])], &[]);
    assert_eq!(
        news(&known, &update_of(&[(7, 0, &[collected(5)])], &[])).update,
        expected
    );
}

#[test]
fn ga3_half_a_character_is_replaced_as_in_yjs() {
    let doc = Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let root = doc.get_or_insert_text("t");
    let mut known = ClockLedger::default();
    // Three units are known: the third is the replacement for half of the face.
    for written in ["ab\u{fffd}", "ab😀c"] {
        let update = update_of(&[(7, 0, &[text(At::Root("t"), written)])], &[]);
        let passed = news(&known, &update);
        let decoded = yrs::Update::decode_v1(&passed.update).expect("yrs reads it");
        doc.transact_mut()
            .apply_update(decoded)
            .expect("yrs applies it");
        known.admit(&passed, ANNA);
    }
    assert_eq!(root.get_string(&doc.transact()), "ab\u{fffd}\u{fffd}c");
    assert_eq!(known.next_clock(7), 5);
}

#[test]
fn ga10_books_are_small() {
    let mut known = ClockLedger::default();
    // Forty marks, each changed once.
    let mut clock = 0;
    for round in 0..2 {
        for domain in 0..40 {
            let key = format!("r1/d{domain}");
            let entry = if round == 0 {
                values(At::Entry("marks", &key), &[1])
            } else {
                values(At::After(7, domain), &[2])
            };
            let deleted: &[(u64, &[(u32, u32)])] = &[(7, &[(domain, 1)])];
            let update = update_of(
                &[(7, clock, &[entry])],
                if round == 0 { &[] } else { deleted },
            );
            match check(&update, &known, ANNA, &BALLOT).expect("passes") {
                Passed::News(news) => known.admit(&news, ANNA),
                Passed::Nothing => panic!("no news"),
            }
            clock += 1;
        }
    }
    let written = serde_json::to_string(&known).expect("writes");
    assert_eq!(written, "[[7,80,1,[0,40],[]]]");
    for bad in [
        "[[7,80,1,[0],[]]]",
        "[[7,80,1,[],[[0,1,[99999,0,0]]]]]",
        "[[7,1,1,[],[]],[7,1,1,[],[]]]",
    ] {
        assert!(serde_json::from_str::<ClockLedger<u8>>(bad).is_err());
    }
}
