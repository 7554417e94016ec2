//! What may stand where: parents, kinds, and the cells of a ballot.

use super::*;

#[track_caller]
fn shape_problem(known: &ClockLedger<u8>, update: &[u8], rules: &Rules) -> &'static str {
    match refusal(known, ANNA, update, rules) {
        Refused::Shape { problem, .. } => problem,
        other => panic!("{other}"),
    }
}

#[test]
fn ga13_only_types_are_parents() {
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[]),
    );
    let child = update_of(&[(7, 3, &[values(At::In(7, 1), &[1])])], &[]);
    let refused = refusal(&known, ANNA, &child, &RULES);
    assert_eq!(
        refused,
        Refused::NotAType {
            client: 7,
            clock: 1
        }
    );
    // A type that was deleted before it came is a parent, of what is collected with it.
    let orphan = update_of(
        &[(
            7,
            3,
            &[
                item(At::Entry("m", "k"), 1, &[1]),
                values(At::EntryIn(7, 3, "x"), &[1]),
            ],
        )],
        &[],
    );
    assert!(check(&orphan, &known, ANNA, &RULES).is_ok());
}

#[test]
fn ga13_text_stands_in_texts_alone() {
    // yrs reads an array with such a text in it for ever: one character, two UTF-16 units.
    let known = ClockLedger::default();
    let outside = update_of(&[(7, 0, &[text(At::Root("a"), "😀")])], &[]);
    assert_eq!(
        shape_problem(&known, &outside, &RULES),
        "text outside a text"
    );
    let outside = update_of(
        &[(
            7,
            0,
            &[
                map_in(At::Entry("m", "k")),
                text(At::EntryIn(7, 0, "x"), "y"),
            ],
        )],
        &[],
    );
    assert_eq!(
        shape_problem(&known, &outside, &RULES),
        "text outside a text"
    );

    // Nor by way of a neighbour, in a later update.
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[values(At::Root("a"), &[1, 2])])], &[]),
    );
    for at in [At::After(7, 1), At::Before(7, 0)] {
        let beside = update_of(&[(7, 2, &[text(at, "😀")])], &[]);
        assert_eq!(
            shape_problem(&known, &beside, &RULES),
            "text outside a text"
        );
    }
    // Nor between a text and an array, or between two arrays: the item would outlive one of them.
    admit(
        &mut known,
        ANNA,
        &update_of(&[(8, 0, &[text(At::Root("t"), "x")])], &[]),
    );
    let between = update_of(&[(7, 2, &[text(At::Between((8, 0), (7, 0)), "😀")])], &[]);
    assert_eq!(
        shape_problem(&known, &between, &RULES),
        "neighbours in different places"
    );
}

#[test]
fn ga13_roots_and_keys_are_those_of_the_document() {
    let known = ClockLedger::default();
    for (entry, problem) in [
        (values(At::Entry("other", "k"), &[1]), "no such root"),
        (
            values(At::Root("m"), &[1]),
            "an entry of a map without a key",
        ),
        (
            values(At::Entry("a", "k"), &[1]),
            "an entry of an array with a key",
        ),
        (map_in(At::Root("x")), "not an element inside an element"),
        (
            values(At::Root("x"), &[1]),
            "not an element inside an element",
        ),
    ] {
        let update = update_of(&[(7, 0, &[entry])], &[]);
        assert_eq!(shape_problem(&known, &update, &RULES), problem);
    }
}

#[test]
fn ga13_an_entry_has_one_living_value() {
    let row = || [values(At::Entry("m", "k"), &[1, 2])];
    // As merged by a replica that keeps what can be undone.
    let deleted = update_of(&[(7, 0, &row())], &[(7, &[(0, 2)])]);
    assert!(check(&deleted, &ClockLedger::default(), ANNA, &RULES).is_ok());
    for deletion in [(0, 1), (1, 1)] {
        let living = update_of(&[(7, 0, &row())], &[(7, &[deletion])]);
        assert_eq!(
            shape_problem(&ClockLedger::default(), &living, &RULES),
            "several values in one entry"
        );
    }
}

#[test]
fn ga13_an_entry_has_no_right_neighbour() {
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[values(At::Entry("m", "k"), &[1])])], &[]),
    );
    for at in [At::Before(7, 0), At::Between((7, 0), (7, 0))] {
        let update = update_of(&[(7, 1, &[values(at, &[2])])], &[]);
        assert_eq!(
            shape_problem(&known, &update, &RULES),
            "an entry with a right neighbour"
        );
    }
}

#[test]
fn ga14_a_ballot_holds_cells_and_nothing_else() {
    let known = ClockLedger::default();
    let mut long = vec![1, 119];
    write_var_string(&mut long, "elevenchars");
    let mut fits = vec![1, 119];
    write_var_string(&mut fits, "tenletters");
    for (entry, problem) in [
        (values(At::Entry("other", "r1/d1"), &[1]), "no such root"),
        (
            map_in(At::Entry("marks", "r1/d1")),
            "content that is not a value",
        ),
        (
            text(At::Entry("marks", "r1/d1"), "x"),
            "content that is not a value",
        ),
        (
            item(At::Entry("marks", "r1/d1"), 3, &[1, 0]),
            "content that is not a value",
        ),
        (
            item(At::Entry("marks", "r1/d1"), 8, &[1, 117, 0]),
            "a compound value",
        ),
        (
            item(At::Entry("marks", "r1/d1"), 8, &[1, 116, 0]),
            "a compound value",
        ),
        (
            item(At::Entry("reasons", "r1/d1"), 8, &long),
            "a text too long",
        ),
    ] {
        let update = update_of(&[(7, 0, &[entry])], &[]);
        assert_eq!(shape_problem(&known, &update, &BALLOT), problem);
    }
    let good = update_of(
        &[(
            7,
            0,
            &[
                values(At::Entry("marks", "r1/d1"), &[3]),
                values(At::After(7, 0), &[4]),
                item(At::Entry("reasons", "r1/d1"), 8, &fits),
                item(At::Entry("marks", "r1/d2"), 1, &[2]),
                collected(1),
            ],
        )],
        &[(7, &[(0, 1)])],
    );
    assert!(check(&good, &known, ANNA, &BALLOT).is_ok());
}
