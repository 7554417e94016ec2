//! Updates that kill, hang or bloat a process which hands them to yrs.

use super::*;
use crate::wire::Problem;
use yrs::updates::decoder::Decode;

const PAIRS: [(&[u8], &[u8]); 3] = [
    (
        include_bytes!("../../../testdata/hazards/base1.bin"),
        include_bytes!("../../../testdata/hazards/cur1.bin"),
    ),
    (
        include_bytes!("../../../testdata/hazards/base3.bin"),
        include_bytes!("../../../testdata/hazards/cur3.bin"),
    ),
    (
        include_bytes!("../../../testdata/hazards/base6.bin"),
        include_bytes!("../../../testdata/hazards/cur6.bin"),
    ),
];

/// Books that say everything in `base` up to its last clock is known; the gate itself would refuse these bases.
fn known_up_to(base: &[u8]) -> ClockLedger<u8> {
    let update = yrs::Update::decode_v1(base).expect("yrs decodes the base");
    let mut rows: Vec<_> = update
        .insertions(true)
        .iter()
        .filter_map(|(client, ranges)| {
            let end = ranges.iter().map(|range| range.end).max()?;
            let nothing: [u32; 0] = [];
            Some((client.get(), end, ANNA, nothing, nothing))
        })
        .collect();
    rows.sort_unstable();
    let json = serde_json::to_string(&rows).expect("rows are plain");
    serde_json::from_str(&json).expect("rows are in order")
}

#[test]
fn ga12_the_updates_that_crash_yrs_are_refused() {
    for (base, cur) in PAIRS {
        for known in [known_up_to(base), ClockLedger::default()] {
            for writer in [ANNA, BASIL] {
                for rules in [RULES, BALLOT] {
                    let reason = refusal(&known, writer, cur, &rules).reason();
                    assert!(["malformed", "skip"].contains(&reason), "{reason}");
                }
            }
        }
        // A skip or a clock that does not start at 0: what made the bases dangerous cannot come in either.
        if let Ok(passed) = check(base, &ClockLedger::default(), ANNA, &RULES) {
            panic!("{passed:?}");
        }
    }
}

#[test]
fn ga12_deep_values_are_refused() {
    let nested = |tag: &[u8], levels: usize| {
        let mut content = vec![1];
        (0..levels).for_each(|_| content.extend_from_slice(tag));
        content.push(126);
        update_of(&[(7, 0, &[item(At::Entry("m", "k"), 8, &content)])], &[])
    };
    let array: &[u8] = &[117, 1];
    let map: &[u8] = &[118, 1, 1, b'k'];
    for tag in [array, map] {
        assert!(check(&nested(tag, 32), &ClockLedger::default(), ANNA, &RULES).is_ok());
        for levels in [33, 8_000, 200_000] {
            let refused = refusal(&ClockLedger::default(), ANNA, &nested(tag, levels), &RULES);
            assert!(matches!(
                refused,
                Refused::TooDeep { .. } | Refused::TooLong { .. }
            ));
        }
    }
    for text in [
        format!("{}1{}", "[".repeat(33), "]".repeat(33)),
        "[".repeat(100_000),
    ] {
        let mut content = Vec::new();
        write_var_string(&mut content, &text);
        let update = update_of(&[(7, 0, &[item(At::Root("t"), 5, &content)])], &[]);
        assert_eq!(
            refusal(&ClockLedger::default(), ANNA, &update, &RULES).reason(),
            "too-deep"
        );
    }
}

#[test]
fn ga12_a_tower_of_types_is_refused_however_it_is_sent() {
    let mut at_once = vec![array_in(At::Root("a"))];
    (0..20_000).for_each(|clock| at_once.push(array_in(At::In(7, clock))));
    let update = update_of(&[(7, 0, &at_once)], &[]);
    assert_eq!(
        refusal(&ClockLedger::default(), ANNA, &update, &RULES).reason(),
        "too-deep"
    );

    let mut known = ClockLedger::default();
    let mut levels = 0;
    let reason = loop {
        let update = update_of(&[(7, levels, &[at_once[levels as usize].clone()])], &[]);
        match check(&update, &known, ANNA, &RULES) {
            Ok(Passed::News(news)) => known.admit(&news, ANNA),
            Ok(Passed::Nothing) => panic!("no news"),
            Err(refused) => break refused.reason(),
        }
        levels += 1;
    };
    assert_eq!((reason, levels), ("too-deep", 33));
    // Neither does a neighbour lead out: what stands beside the deepest type is as deep.
    let beside = update_of(
        &[(
            7,
            33,
            &[array_in(At::After(7, 32)), array_in(At::In(7, 33))],
        )],
        &[],
    );
    assert_eq!(refusal(&known, ANNA, &beside, &RULES).reason(), "too-deep");
}

/// yrs reserves 130 MB for the smallest of these; here each ends at its count, before anything is sized by it.
#[test]
fn ga12_claimed_counts_cost_nothing() {
    let claim: &[u8] = &[0xff, 0xff, 0xff, 0xff, 0x0f];
    let bombs: [Vec<u8>; 7] = [
        claim.to_vec(),
        [&[1], claim, &[7, 0, 0, 1]].concat(),
        [&[0], claim, &[7, 1, 0, 1]].concat(),
        [&[0, 1, 7], claim, &[0, 1]].concat(),
        // An array, a map, a row of values that claim to be long.
        [&[1, 1, 7, 0, 8, 1, 1, b'a', 1, 117], claim].concat(),
        [&[1, 1, 7, 0, 8, 1, 1, b'a', 1, 118], claim].concat(),
        [&[1, 1, 7, 0, 8, 1, 1, b'a'], claim].concat(),
    ];
    for bomb in bombs {
        let refused = refusal(&ClockLedger::default(), ANNA, &bomb, &RULES);
        let Refused::Malformed(error) = refused else {
            panic!("{refused}");
        };
        assert!(
            matches!(error.problem, Problem::BadCount { most: 0..=3, .. }),
            "{bomb:?}: {error}"
        );
    }
}

#[test]
fn ga12_many_structs_are_refused_before_they_are_many() {
    let rules = Rules {
        limits: Limits {
            structs: 10,
            ..RULES.limits
        },
        ..RULES
    };
    let structs: Vec<Vec<u8>> = (0..11).map(|_| collected(1)).collect();
    let update = update_of(&[(7, 0, &structs)], &[]);
    assert_eq!(
        refusal(&ClockLedger::default(), ANNA, &update, &rules).reason(),
        "too-many-structs"
    );
    let (left, right) = structs.split_at(6);
    let update = update_of(&[(8, 0, left), (7, 0, right)], &[]);
    assert_eq!(
        refusal(&ClockLedger::default(), ANNA, &update, &rules).reason(),
        "too-many-structs"
    );
}
