//! What the gate refuses, and how it trims, on updates written by hand.

mod hazards;
mod ownership;
mod places;
mod trimming;

use super::*;
use crate::wire::lib0::{write_var_bytes, write_var_string, write_var_uint};

/// The seats of these tests.
const ANNA: u8 = 1;
const BASIL: u8 = 2;

const RULES: Rules = Rules {
    limits: Limits {
        update_bytes: 1 << 20,
        structs: 50_000,
        struct_bytes: 8,
        depth: 32,
        key_bytes: 64,
        clients_per_owner: 2,
        clients: 4,
        reserved_per_owner: 2,
        reserved: 3,
    },
    deletes: Deletes::Anyone,
    shape: Shape::Roots(&[
        ("m", Kind::Map),
        ("a", Kind::Array),
        ("t", Kind::Text),
        ("x", Kind::Xml),
    ]),
};

const BALLOT: Rules = Rules {
    deletes: Deletes::Own,
    shape: Shape::Cells {
        roots: &[("marks", Kind::Map), ("reasons", Kind::Map)],
        text_units: 10,
    },
    ..RULES
};

/// One client's structs from a clock on.
type Written<'s> = (u64, u32, &'s [Vec<u8>]);

fn update_of(sections: &[Written<'_>], deletions: &[(u64, &[(u32, u32)])]) -> Vec<u8> {
    let mut out = Vec::new();
    write_var_uint(&mut out, sections.len() as u64);
    for (client, clock, structs) in sections {
        write_var_uint(&mut out, structs.len() as u64);
        write_var_uint(&mut out, *client);
        write_var_uint(&mut out, u64::from(*clock));
        structs
            .iter()
            .for_each(|bytes| out.extend_from_slice(bytes));
    }
    write_var_uint(&mut out, deletions.len() as u64);
    for (client, ranges) in deletions {
        write_var_uint(&mut out, *client);
        write_var_uint(&mut out, ranges.len() as u64);
        for (clock, len) in *ranges {
            write_var_uint(&mut out, u64::from(*clock));
            write_var_uint(&mut out, u64::from(*len));
        }
    }
    out
}

/// Where an item stands.
enum At<'s> {
    Root(&'s str),
    Entry(&'s str, &'s str),
    In(u64, u32),
    EntryIn(u64, u32, &'s str),
    After(u64, u32),
    Before(u64, u32),
    Between((u64, u32), (u64, u32)),
}

fn item(at: At<'_>, kind: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let id = |out: &mut Vec<u8>, client: u64, clock: u32| {
        write_var_uint(out, client);
        write_var_uint(out, u64::from(clock));
    };
    match at {
        At::Root(root) => {
            out.extend([kind, 1]);
            write_var_string(&mut out, root);
        }
        At::Entry(root, key) => {
            out.extend([kind | 0x20, 1]);
            write_var_string(&mut out, root);
            write_var_string(&mut out, key);
        }
        At::In(client, clock) => {
            out.extend([kind, 0]);
            id(&mut out, client, clock);
        }
        At::EntryIn(client, clock, key) => {
            out.extend([kind | 0x20, 0]);
            id(&mut out, client, clock);
            write_var_string(&mut out, key);
        }
        At::After(client, clock) => {
            out.push(kind | 0x80);
            id(&mut out, client, clock);
        }
        At::Before(client, clock) => {
            out.push(kind | 0x40);
            id(&mut out, client, clock);
        }
        At::Between(left, right) => {
            out.push(kind | 0xc0);
            id(&mut out, left.0, left.1);
            id(&mut out, right.0, right.1);
        }
    }
    out.extend_from_slice(content);
    out
}

fn text(at: At<'_>, text: &str) -> Vec<u8> {
    let mut content = Vec::new();
    write_var_string(&mut content, text);
    item(at, 4, &content)
}

/// The integer values, each one clock.
fn values(at: At<'_>, values: &[u8]) -> Vec<u8> {
    let mut content = vec![values.len() as u8];
    values
        .iter()
        .for_each(|value| content.extend([125, *value]));
    item(at, 8, &content)
}

fn collected(len: u32) -> Vec<u8> {
    let mut out = vec![0];
    write_var_uint(&mut out, u64::from(len));
    out
}

fn array_in(at: At<'_>) -> Vec<u8> {
    item(at, 7, &[0])
}

fn map_in(at: At<'_>) -> Vec<u8> {
    item(at, 7, &[1])
}

#[track_caller]
fn admit(known: &mut ClockLedger<u8>, writer: u8, update: &[u8]) {
    match check(update, known, writer, &RULES).expect("passes") {
        Passed::News(news) => known.admit(&news, writer),
        Passed::Nothing => panic!("no news"),
    }
}

#[track_caller]
fn refusal(known: &ClockLedger<u8>, writer: u8, update: &[u8], rules: &Rules) -> Refused {
    check(update, known, writer, rules).expect_err("must be refused")
}

#[test]
fn ga4_clocks_continue_where_they_were() {
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[values(At::Entry("m", "k"), &[1])])], &[]),
    );
    let ahead = update_of(&[(7, 2, &[values(At::Entry("m", "k"), &[2])])], &[]);
    let refused = refusal(&known, ANNA, &ahead, &RULES);
    assert_eq!(
        refused,
        Refused::Gap {
            client: 7,
            expected: 1,
            got: 2
        }
    );
    assert!(refused.wants_resync());
    assert_eq!(known.next_clock(7), 1);
}

#[test]
fn ga5_references_resolve_within_what_is_known_or_new() {
    let known = ClockLedger::default();
    for at in [
        At::After(8, 0),
        At::Before(8, 0),
        At::In(8, 0),
        At::After(7, 1),
    ] {
        let update = update_of(&[(7, 0, &[text(at, "x")])], &[]);
        let refused = refusal(&known, ANNA, &update, &RULES);
        assert_eq!(refused.reason(), "dangling-reference");
        assert!(refused.wants_resync());
    }
    let to_itself = update_of(&[(7, 0, &[text(At::After(7, 0), "x")])], &[]);
    assert_eq!(
        refusal(&known, ANNA, &to_itself, &RULES).reason(),
        "circular-reference"
    );
    let each_other = update_of(
        &[
            (8, 0, &[text(At::After(7, 0), "x")]),
            (7, 0, &[text(At::After(8, 0), "y")]),
        ],
        &[],
    );
    assert_eq!(
        refusal(&known, ANNA, &each_other, &RULES).reason(),
        "circular-reference"
    );
    // Crossing references that resolve in turn are none.
    let in_turn = update_of(
        &[
            (
                8,
                0,
                &[text(At::Root("t"), "x"), text(At::After(7, 0), "y")],
            ),
            (
                7,
                0,
                &[text(At::After(8, 0), "z"), text(At::After(8, 1), "w")],
            ),
        ],
        &[],
    );
    assert!(matches!(
        check(&in_turn, &known, ANNA, &RULES),
        Ok(Passed::News(_))
    ));
}

#[test]
fn ga6_only_what_exists_is_deleted() {
    let mut known = ClockLedger::default();
    admit(
        &mut known,
        ANNA,
        &update_of(&[(7, 0, &[text(At::Root("t"), "abc")])], &[]),
    );
    let beyond = update_of(&[], &[(7, &[(2, 2)])]);
    let refused = refusal(&known, ANNA, &beyond, &RULES);
    assert_eq!(
        refused,
        Refused::DeleteBeyondKnown {
            client: 7,
            expected: 3,
            got: 4
        }
    );
    assert!(refused.wants_resync());
    let of_nobody = update_of(&[], &[(9, &[(0, 1)])]);
    assert_eq!(
        refusal(&known, ANNA, &of_nobody, &RULES).reason(),
        "delete-beyond-known"
    );
    // A deletion of what the same update brings is fine.
    let together = update_of(&[(7, 3, &[text(At::After(7, 2), "d")])], &[(7, &[(3, 1)])]);
    assert!(
        matches!(check(&together, &known, ANNA, &RULES), Ok(Passed::News(news)) if news.deletes)
    );
}

#[test]
fn ga8_structure_is_read_to_the_last_byte() {
    let known = ClockLedger::default();
    let entry = || values(At::Entry("m", "k"), &[1]);
    let mut trailing = update_of(&[(7, 0, &[entry()])], &[]);
    trailing.push(0);
    let twice = update_of(&[(7, 0, &[entry()]), (7, 1, &[entry()])], &[]);
    let two_sets = update_of(&[(7, 0, &[entry()])], &[(7, &[(0, 1)]), (7, &[(0, 1)])]);
    let mut bad_utf8 = update_of(&[(7, 0, &[text(At::Root("t"), "ab")])], &[]);
    let at = bad_utf8.len() - 2;
    bad_utf8[at] = 0xff;
    let overflow = update_of(&[(7, u32::MAX, &[collected(1)])], &[]);
    let far_client = update_of(&[(1 << 53, 0, &[entry()])], &[]);
    for (update, reason) in [
        (trailing, "malformed"),
        (twice, "malformed"),
        (two_sets, "malformed"),
        (bad_utf8, "malformed"),
        (overflow, "malformed"),
        (far_client, "malformed"),
        (vec![], "malformed"),
        (update_of(&[(7, 0, &[])], &[]), "malformed"),
        (update_of(&[(7, 0, &[vec![10, 1]])], &[]), "skip"),
        (update_of(&[(7, 0, &[collected(0)])], &[]), "empty"),
        (
            update_of(&[(7, 0, &[text(At::Root("t"), "")])], &[]),
            "empty",
        ),
        (
            update_of(&[(7, 0, &[item(At::Root("t"), 1, &[0])])], &[]),
            "empty",
        ),
        (update_of(&[], &[(7, &[])]), "malformed"),
        (update_of(&[(7, 0, &[entry()])], &[(7, &[(0, 0)])]), "empty"),
        (
            update_of(
                &[(7, 0, &[item(At::Root("a"), 9, &[1, b'g', 118, 0])])],
                &[],
            ),
            "subdocument",
        ),
        (
            update_of(&[(7, 0, &[item(At::Root("a"), 2, &[1, 1, b'1'])])], &[]),
            "unknown-content",
        ),
        (
            update_of(&[(7, 0, &[item(At::Root("a"), 7, &[5, 1, b'h'])])], &[]),
            "unknown-content",
        ),
        (
            update_of(&[(7, 0, &[item(At::Root("a"), 8, &[1, 115])])], &[]),
            "unknown-content",
        ),
        (
            update_of(&[(7, 0, &[item(At::Root("t"), 5, &[1, b'{'])])], &[]),
            "bad-json",
        ),
        (
            update_of(
                &[(7, 0, &[values(At::Entry("m", &"k".repeat(65)), &[1])])],
                &[],
            ),
            "too-long",
        ),
        (vec![0; RULES.limits.update_bytes + 1], "too-long"),
    ] {
        assert_eq!(
            refusal(&known, ANNA, &update, &RULES).reason(),
            reason,
            "{:?}",
            update.get(..40)
        );
    }
    let mut out = Vec::new();
    write_var_bytes(&mut out, b"18446744073709551615");
    let beyond_64_bits = update_of(&[(7, 0, &[item(At::Root("t"), 5, &out)])], &[]);
    assert_eq!(
        refusal(&known, ANNA, &beyond_64_bits, &RULES).reason(),
        "bad-json"
    );
}

#[test]
fn ga11_presence_of_every_reason_has_a_word() {
    let refused = refusal(&ClockLedger::default(), ANNA, &[1], &RULES);
    assert_eq!(refused.reason(), "malformed");
    assert_eq!(
        refused.to_string(),
        "a count of 1 cannot be true: at most 0 at byte 0"
    );
    assert!(!refused.wants_resync());
}
