//! The words over a table of cases, and what they never say.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::{
    consensus::{
        ChangeTest, Pattern, Seed, Transitions, Verdict, gap, movement, one_person_away,
        outstanding,
    },
    framework::built_in_by_id,
    labels::Labelled as _,
    round::Grouping,
};

fn pit() -> &'static Framework {
    built_in_by_id("pit-a").expect("built in")
}

fn moved(cells: [[u32; 4]; 4]) -> Movement {
    let transitions = Transitions::of_table(cells.map(Vec::from).to_vec()).expect("square");
    movement(&transitions, &ChangeTest::seeded(Seed::numbered(1))).expect("somebody marked both")
}

fn whose(grouping: Grouping, pattern: Pattern, tentative: bool, n: u32) -> Option<Whose> {
    Some(Whose {
        grouping,
        pattern,
        tentative,
        n,
    })
}

fn group<'a>(name: &'a str, counts: &'a [u32]) -> GroupFinding<'a> {
    GroupFinding { name, counts }
}

#[test]
fn the_words_for_each_shape_of_a_room() {
    let rooms: [&[u32]; 14] = [
        &[0, 0, 0, 0],
        &[1, 0, 0, 0],
        &[2, 0, 0, 1],
        &[0, 5, 0, 0],
        &[0, 22, 0, 0],
        &[0, 18, 3, 1],
        &[2, 14, 5, 1],
        &[2, 13, 3, 4],
        &[0, 10, 9, 3],
        &[1, 10, 10, 1],
        &[8, 2, 2, 10],
        &[3, 0, 0, 4],
        &[6, 6, 6, 6],
        &[2, 1, 1, 2],
    ];
    let mut text = String::new();
    for counts in rooms {
        writeln!(
            text,
            "{counts:?}  {}",
            Finding::of(pit(), "Leadership", counts).sentence()
        )
        .unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_words_for_groups_and_whose_disagreement_it_is() {
    let counts = [3, 14, 4, 1];
    let (high, low) = ([0, 1, 5, 1], [6, 1, 0, 0]);
    let room = Finding::of(pit(), "Leadership", &counts);
    let three = [
        group("health", &high),
        group("councils", &high),
        group("the voluntary sector", &low),
    ];
    let mixed = [
        group("health", &[5, 0, 0, 5]),
        group("councils", &[0, 4, 4, 0]),
        group("charities", &[2, 2, 2, 2]),
    ];
    let alike = [group("Table 1", &high), group("Table 2", &high)];
    let sector = Grouping::Sector;
    let cases = [
        (&three[..], whose(sector, Pattern::Mainly, false, 22)),
        (&three[..], whose(sector, Pattern::Clearly, true, 22)),
        (&three[..], whose(sector, Pattern::Partly, false, 22)),
        (&three[1..], whose(sector, Pattern::Mainly, false, 14)),
        (&mixed[..], whose(sector, Pattern::Individual, false, 22)),
        (
            &alike[..],
            whose(Grouping::Table, Pattern::NotDetectable, false, 12),
        ),
        (
            &[],
            whose(Grouping::Organisation, Pattern::NotDetectable, false, 22),
        ),
        (&[], whose(sector, Pattern::TooFew, false, 9)),
        (&three[..], whose(sector, Pattern::Agreed, false, 22)),
        (&three[..], None),
    ];
    let mut text = String::new();
    for (groups, whose) in cases {
        writeln!(
            text,
            "{}",
            Finding {
                groups,
                whose,
                ..room
            }
            .sentence()
        )
        .unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_words_for_how_firm_it_is_and_how_it_moved() {
    let counts = [0, 12, 3, 0];
    let room = Finding::of(pit(), "Leadership", &counts);
    let away = one_person_away(&[0, 0, 2, 8]);
    let missing = |counts: &[u32], marks: u32| outstanding(counts, marks);
    let (settled, open) = (missing(&[5, 1, 0, 6], 2), missing(&counts, 3));
    let (unknown, one) = (missing(&[0, 4000, 0, 0], 100), missing(&[0, 22, 0, 0], 1));
    let closer = moved([[1, 3, 0, 0], [0, 4, 1, 0], [0, 2, 4, 0], [0, 1, 3, 1]]);
    let churn = moved([[2, 1, 0, 0], [1, 5, 1, 0], [0, 1, 6, 1], [0, 0, 1, 1]]);
    let apart = moved([[1, 0, 0, 0], [3, 4, 2, 0], [0, 1, 4, 3], [0, 0, 0, 1]]);
    let still = moved([[5, 0, 0, 0], [0; 4], [0; 4], [0, 0, 0, 5]]);
    let round = RoundId::nth(1);
    let wanted = (0..20).map(|person| (Some(2), Some(if person < 14 { 3 } else { 2 })));
    let wanted = gap(&Transitions::of_people(4, wanted)).unwrap();
    let mixed = Transitions::of_people(
        4,
        [(Some(2), Some(3)), (Some(3), Some(2)), (Some(2), Some(2))],
    );
    let mixed = gap(&mixed).unwrap();
    let cases = [
        Finding {
            one_away: Some(&away),
            ..room
        },
        Finding {
            one_away: Some(&[]),
            ..room
        },
        Finding {
            outstanding: Some(&settled),
            ..room
        },
        Finding {
            outstanding: Some(&open),
            ..room
        },
        Finding {
            outstanding: Some(&unknown),
            ..room
        },
        Finding {
            outstanding: Some(&one),
            ..room
        },
        Finding {
            since: Some((round, &closer)),
            ..room
        },
        Finding {
            since: Some((round, &churn)),
            ..room
        },
        Finding {
            since: Some((round, &apart)),
            ..room
        },
        Finding {
            since: Some((round, &still)),
            advice: Some(Advice::StableDisagreement),
            ..room
        },
        Finding {
            advice: Some(Advice::RecordConsensus),
            ..room
        },
        Finding {
            advice: Some(Advice::EnoughRounds),
            ..room
        },
        Finding {
            advice: Some(Advice::Open),
            ..room
        },
        Finding {
            gap: Some(&wanted),
            ..room
        },
        Finding {
            gap: Some(&mixed),
            ..room
        },
        Finding {
            unsure: Some(1),
            ..room
        },
        Finding {
            unsure: Some(3),
            one_away: Some(&away),
            outstanding: Some(&open),
            ..room
        },
        Finding {
            unsure: Some(0),
            ..room
        },
    ];
    let mut text = String::new();
    for case in cases {
        writeln!(text, "{}", case.sentence()).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_hidden_domain_says_from_how_many_it_is_shown() {
    assert_eq!(
        hidden_sentence("Leadership", 5),
        "Leadership: fewer than 5 people have chosen a level, so counts are not shown."
    );
}

#[test]
fn each_verdict_is_said_in_its_own_words() {
    let verdicts = [
        Verdict::Consensus,
        Verdict::Leaning,
        Verdict::Split,
        Verdict::Polarised,
        Verdict::Scattered,
        Verdict::TooFew,
    ];
    let said: std::collections::BTreeSet<_> = verdicts
        .map(|verdict| &verdict.label().make_it)
        .into_iter()
        .collect();
    assert_eq!(said.len(), verdicts.len());
}

/// What no sentence may say, in lower case.
const NEVER: [&str; 12] = [
    "no difference",
    "%",
    "per cent",
    "percent",
    "p-value",
    "p =",
    "p=",
    "p <",
    "p<",
    "signific",
    "nan",
    "inf",
];

fn patterns() -> impl Strategy<Value = Pattern> {
    prop::sample::select(vec![
        Pattern::TooFew,
        Pattern::Agreed,
        Pattern::NotDetectable,
        Pattern::Individual,
        Pattern::Partly,
        Pattern::Clearly,
        Pattern::Mainly,
    ])
}

proptest! {
    #[test]
    fn whatever_is_found_the_words_have_their_number_and_claim_nothing_false(
        groups in prop::collection::vec(prop::collection::vec(0_u32..9, 4), 1..5),
        pattern in patterns(),
        tentative in any::<bool>(),
        grouping in prop::sample::select(vec![Grouping::Sector, Grouping::Table, Grouping::Organisation]),
        missing in 0_u32..12,
        unsure in 0_u32..4,
        cells in prop::collection::vec(prop::collection::vec(0_u32..5, 4), 4),
        rounds in 1_u32..4,
    ) {
        let counts: Vec<u32> = (0..4).map(|level| groups.iter().map(|group| group[level]).sum()).collect();
        let n: u32 = counts.iter().sum();
        let names = ["North", "South", "East", "West"];
        let shown: Vec<GroupFinding<'_>> =
            names.iter().zip(&groups).map(|(name, counts)| GroupFinding { name, counts }).collect();
        let transitions = Transitions::of_table(cells).expect("square");
        let moved = movement(&transitions, &ChangeTest::seeded(Seed::numbered(1)));
        let away = one_person_away(&counts);
        let missing = outstanding(&counts, missing);
        let wanted = gap(&transitions);
        let text = Finding {
            unsure: Some(unsure),
            groups: &shown,
            whose: whose(grouping, pattern, tentative, n),
            one_away: Some(&away),
            outstanding: Some(&missing),
            since: moved.as_ref().map(|moved| (RoundId::nth(1), moved)),
            advice: Some(crate::consensus::advice(&counts, moved.as_ref(), rounds)),
            gap: wanted.as_ref(),
            ..Finding::of(pit(), "Leadership", &counts)
        }
        .sentence();
        let said = text.to_lowercase();
        for never in NEVER {
            prop_assert!(!said.contains(never), "{never} in {text}");
        }
        let first = &text[..text.find('.').expect("a full stop")];
        let numbers: Vec<u32> = first
            .split(|letter: char| !letter.is_ascii_digit())
            .filter_map(|digits| digits.parse().ok())
            .collect();
        prop_assert!(numbers.contains(&n) || (n == 0 && first.contains("nobody")), "{n} in {text}");
        prop_assert!(text.ends_with('.') && !text.contains("  ") && !text.contains(".."), "{text}");
    }
}
