//! The laws that words and measures keep, tried on every small room and on random ones.

use proptest::prelude::*;

use super::{reference::*, *};

/// Every way in which so many people can stand on four levels.
fn all_of_four_levels(n: u32) -> impl Iterator<Item = [u32; 4]> {
    (0..=n).flat_map(move |a| {
        (0..=n - a).flat_map(move |b| (0..=n - a - b).map(move |c| [a, b, c, n - a - b - c]))
    })
}

#[test]
fn a_room_seen_upside_down_gets_the_same_word_and_the_mirrored_median() {
    for counts in (1..=12).flat_map(all_of_four_levels) {
        let mut mirrored = counts;
        mirrored.reverse();
        assert_eq!(
            shape(&counts).verdict(),
            shape(&mirrored).verdict(),
            "{counts:?}"
        );
        let sum = interpolated_median(&counts).unwrap() + interpolated_median(&mirrored).unwrap();
        assert!((sum - 5.0).abs() < 1e-9, "{counts:?}");
        let difference = consensus_index(&counts).unwrap() - consensus_index(&mirrored).unwrap();
        assert!(difference.abs() < 1e-12, "{counts:?}");
    }
}

#[test]
fn two_rooms_that_mark_alike_get_the_same_word_as_one() {
    for counts in (5..=12).flat_map(all_of_four_levels) {
        let doubled = counts.map(|count| 2 * count);
        assert_eq!(
            shape(&counts).verdict(),
            shape(&doubled).verdict(),
            "{counts:?}"
        );
    }
}

#[test]
fn nobody_alone_turns_consensus_into_camps_or_scatter() {
    for counts in (5..=14).flat_map(all_of_four_levels) {
        if !matches!(shape(&counts), Shape::Consensus { .. }) {
            continue;
        }
        for (from, to) in [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2)] {
            let mut moved = counts;
            if moved[from] == 0 {
                continue;
            }
            moved[from] -= 1;
            moved[to] += 1;
            let after = shape(&moved);
            assert!(
                !matches!(after, Shape::Polarised { .. } | Shape::Scattered),
                "{counts:?} to {moved:?}"
            );
        }
    }
}

#[test]
fn word_and_index_never_contradict_each_other() {
    for counts in (5..=20).flat_map(all_of_four_levels) {
        let index = consensus_index(&counts).unwrap();
        match shape(&counts) {
            Shape::Consensus { .. } => assert!(index >= 0.510, "{counts:?} {index}"),
            Shape::Polarised { .. } => assert!(index <= 0.441, "{counts:?} {index}"),
            _ => {}
        }
    }
}

/// The specification's table: for n people on four levels how many rooms there are, and how many get each word.
const ENUMERATION: [(u32, usize, [u32; 5]); 16] = [
    (5, 56, [10, 16, 10, 14, 6]),
    (6, 84, [10, 22, 17, 28, 7]),
    (7, 120, [10, 54, 10, 22, 24]),
    (8, 165, [18, 68, 22, 40, 17]),
    (9, 220, [18, 68, 34, 62, 38]),
    (10, 286, [32, 60, 60, 90, 44]),
    (11, 364, [32, 128, 44, 82, 78]),
    (12, 455, [52, 140, 76, 119, 68]),
    (13, 560, [52, 140, 100, 164, 104]),
    (14, 680, [52, 272, 76, 149, 131]),
    (15, 816, [52, 272, 100, 202, 190]),
    (16, 969, [76, 300, 151, 263, 179]),
    (17, 1140, [76, 416, 118, 246, 284]),
    (18, 1330, [76, 500, 151, 318, 285]),
    (19, 1540, [76, 500, 184, 400, 380]),
    (20, 1771, [148, 482, 301, 494, 346]),
];

#[test]
fn the_words_of_all_small_rooms_are_as_enumerated_row_by_row() {
    for (n, rooms, expected) in ENUMERATION {
        let mut words = [0; 5];
        for counts in all_of_four_levels(n) {
            words[word(&counts)] += 1;
        }
        assert_eq!(all_of_four_levels(n).count(), rooms, "{n} people");
        assert_eq!(words, expected, "{n} people");
    }
}

#[test]
fn one_person_by_one_level_changes_words_as_often_as_enumerated() {
    // Pairs of rooms that one person's step joins, by their two words.
    let mut joined = [[0; 5]; 5];
    for counts in (5..=20).flat_map(all_of_four_levels) {
        for step in 0..3 {
            if counts[step] == 0 {
                continue;
            }
            let mut moved = counts;
            moved[step] -= 1;
            moved[step + 1] += 1;
            let (one, other) = (word(&counts), word(&moved));
            joined[one.min(other)][one.max(other)] += 1;
        }
    }
    let [consensus, leaning, split, polarised, scattered] = [0, 1, 2, 3, 4];
    assert_eq!(joined[polarised][scattered], 1328);
    assert_eq!(joined[leaning][split], 1052);
    assert_eq!(joined[leaning][scattered], 1018);
    assert_eq!(joined[consensus][leaning], 658);
    assert_eq!(joined[split][scattered], 598);
    assert_eq!(joined[leaning][polarised], 504);
    assert_eq!(joined[consensus][split], 54);
    assert_eq!(joined[split][polarised], 8);
    assert_eq!(
        joined[consensus][polarised] + joined[consensus][scattered],
        0
    );
}

fn word(counts: &[u32]) -> usize {
    match shape(counts) {
        Shape::Consensus { .. } => 0,
        Shape::Leaning { .. } => 1,
        Shape::Split { .. } => 2,
        Shape::Polarised { .. } => 3,
        Shape::Scattered => 4,
        Shape::TooFew => panic!("{counts:?} are enough"),
    }
}

/// Counts on two to seven levels, of at least one person.
fn rooms() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0_u32..40, 2..=7).prop_filter("somebody marked", |counts| {
        counts.iter().any(|count| 0 < *count)
    })
}

/// A measure by its name, with its bounds.
type Bounded = (&'static str, fn(&[u32]) -> Option<f64>, f64, f64);

/// Measures with their bounds on K levels, where all of them stand for the same room upside down.
fn symmetric_measures(levels: usize) -> Vec<Bounded> {
    let width = levels as f64 - 1.0;
    vec![
        ("consensus index", consensus_index, 0.0, 1.0),
        ("iov", iov, 0.0, 1.0),
        ("unbiased iov", iov_unbiased, 0.0, 2.0),
        ("average gap", average_gap_levels, 0.0, width),
        ("tastle wierman", tastle_wierman, 0.0, 1.0),
        ("van der eijk a", van_der_eijk_a, -1.0, 1.0),
        (
            "van der eijk polarisation",
            van_der_eijk_polarisation,
            0.0,
            1.0,
        ),
        ("leik", leik_d, 0.0, 1.0),
        ("blair lacy l", blair_lacy_l, 0.0, 1.0),
        ("berry mielke", berry_mielke_iov, 0.0, 1.0),
        ("kvalseth", kvalseth_cov, 0.0, 1.0),
        ("entropy", entropy_bits, 0.0, (levels as f64).log2()),
        ("ordinal entropy", ordinal_entropy, 0.0, 1.0),
        ("reynal-querol", reynal_querol, 0.0, 1.0),
        (
            "esteban-ray",
            |counts| esteban_ray(counts, 1.0),
            0.0,
            width / 4.0,
        ),
        ("pairwise agreement", pairwise_agreement, 0.0, 1.0),
    ]
}

fn differ(one: Option<f64>, other: Option<f64>) -> f64 {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs(),
        (None, None) => 0.0,
        _ => f64::INFINITY,
    }
}

const ROUNDING: f64 = 1e-9;

proptest! {
    #[test]
    fn every_measure_keeps_its_bounds_and_sees_the_same_upside_down(counts in rooms()) {
        let mirrored: Vec<u32> = counts.iter().rev().copied().collect();
        for (name, measure, low, high) in symmetric_measures(counts.len()) {
            let value = measure(&counts);
            if let Some(value) = value {
                prop_assert!(low - ROUNDING <= value && value <= high + ROUNDING, "{name}: {value}");
            }
            prop_assert!(differ(value, measure(&mirrored)) < ROUNDING, "{name}");
        }
        let sum = interpolated_median(&counts).unwrap() + interpolated_median(&mirrored).unwrap();
        prop_assert!((sum - (counts.len() + 1) as f64).abs() < ROUNDING);
        prop_assert_eq!(shape(&counts).verdict(), shape(&mirrored).verdict());
    }

    #[test]
    fn a_room_twice_as_large_of_the_same_shape_measures_the_same(counts in rooms(), times in 2_u32..5) {
        let duplicated: Vec<u32> = counts.iter().map(|count| count * times).collect();
        // The others know how many people there are, on purpose.
        let by_size = ["unbiased iov", "average gap", "berry mielke", "kvalseth", "pairwise agreement"];
        for (name, measure, ..) in symmetric_measures(counts.len()) {
            if !by_size.contains(&name) {
                prop_assert!(differ(measure(&counts), measure(&duplicated)) < ROUNDING, "{name}");
            }
        }
        prop_assert_eq!(interpolated_median(&counts), interpolated_median(&duplicated));
        if 5 <= counts.iter().sum::<u32>() {
            prop_assert_eq!(shape(&counts).verdict(), shape(&duplicated).verdict());
        }
    }

    #[test]
    fn the_measures_of_one_family_are_tied_to_each_other(counts in rooms()) {
        let (n, width) = (counts.iter().sum::<u32>(), counts.len() as f64 - 1.0);
        let variation = iov(&counts).unwrap();
        prop_assert!((consensus_index(&counts).unwrap() + variation - 1.0).abs() < ROUNDING);
        prop_assert!((blair_lacy_l(&counts).unwrap().powi(2) + variation - 1.0).abs() < ROUNDING);
        let contributions: f64 = steps(&counts).iter().map(|step| step.contribution).sum();
        prop_assert!((contributions - variation).abs() < ROUNDING);
        let people = f64::from(n);
        if n % 2 == 0 {
            prop_assert!(differ(berry_mielke_iov(&counts), Some(variation)) < ROUNDING);
            let length = blair_lacy_l(&counts).unwrap();
            // A root makes much of the last bit of a number next to nothing.
            prop_assert!(differ(kvalseth_cov(&counts), Some(1.0 - length)) < 1e-7);
        } else if 1 < n {
            let attainable = variation * people * people / (people * people - 1.0);
            prop_assert!(differ(berry_mielke_iov(&counts), Some(attainable)) < ROUNDING);
        }
        if 1 < n {
            let unbiased = iov_unbiased(&counts).unwrap();
            prop_assert!((unbiased - variation * people / (people - 1.0)).abs() < ROUNDING);
            prop_assert!(differ(average_gap_levels(&counts), Some(unbiased * width / 2.0)) < ROUNDING);
            prop_assert!(differ(pairwise_agreement(&counts), Some(1.0 - unbiased / 2.0)) < ROUNDING);
            // With equal weights for all pairs, what Gwet's coefficient starts from is pairwise agreement.
            let identity: f64 = counts.iter().map(|count| {
                f64::from(*count) * (f64::from(*count) - 1.0) / people / (people - 1.0)
            }).sum();
            let prevalence: f64 = counts.iter().map(|count| f64::from(*count) / people)
                .map(|share| share * (1.0 - share)).sum::<f64>() / width;
            let expected = (identity - prevalence) / (1.0 - prevalence);
            let coefficient = gwet_ac2(std::slice::from_ref(&counts), Weights::Identity);
            prop_assert!(differ(coefficient, Some(expected)) < ROUNDING);
        }
        prop_assert!(differ(
            tastle_wierman_dissention(&counts),
            tastle_wierman(&counts).map(|consensus| 1.0 - consensus),
        ) < ROUNDING);
    }

    #[test]
    fn variation_within_and_between_groups_adds_up(
        groups in prop::collection::vec(prop::collection::vec(0_u32..9, 4), 2..6),
    ) {
        let Some(split) = ordanova(&groups) else {
            return Ok(());
        };
        prop_assert!((split.within + split.between - split.total).abs() < ROUNDING);
        prop_assert!(-ROUNDING <= split.between && -ROUNDING <= split.within);
        let sectors: Vec<Vec<Vec<u32>>> = groups.chunks(2).map(<[_]>::to_vec).collect();
        let nested = ordanova_nested(&sectors).unwrap();
        prop_assert!((nested.between_sectors + nested.between_organisations - split.between).abs() < ROUNDING);
        prop_assert!(-ROUNDING <= nested.between_organisations);
        let mut turned = groups.clone();
        turned.reverse();
        prop_assert!((ordanova(&turned).unwrap().between - split.between).abs() < ROUNDING);
    }

    #[test]
    fn the_order_of_people_changes_nothing(
        rows in prop::collection::vec(prop::collection::vec(0_u8..5, 3), 12..20),
        seed in any::<u64>(),
    ) {
        let level = |level: &u8| (0 < *level).then_some(*level);
        let ballots = |rows: &[Vec<u8>]| {
            Ballots::from_rows(4, 3, rows.iter().map(|row| row.iter().map(level).collect::<Vec<_>>()))
        };
        let mut turned = rows.clone();
        turned.reverse();
        let (one, other) = (ballots(&rows), ballots(&turned));
        prop_assert!(differ(kendall_w(&one), kendall_w(&other)) < ROUNDING);
        let tests = [(&one, &rows), (&other, &turned)].map(|(ballots, rows)| {
            let groups: Vec<u16> = rows.iter().map(|row| u16::from(row[0] % 2)).collect();
            PermutationTest::new(ballots, &groups, Seed::numbered(seed)).map(PermutationTest::finish)
        });
        prop_assert_eq!(&tests[0], &tests[1]);
    }

    #[test]
    fn what_the_missing_marks_can_do_includes_what_they_do(
        counts in prop::collection::vec(0_u32..6, 4),
        more in prop::collection::vec(0_usize..4, 0..6),
    ) {
        let mut filled = counts.clone();
        more.iter().for_each(|level| filled[*level] += 1);
        let possible = outstanding(&counts, more.len() as u32).possible;
        prop_assert!(possible.iter().any(|word| word.verdict == shape(&filled).verdict()));
    }
}
