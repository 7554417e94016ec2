//! The measures against reference values, and the word against its laws.

use serde_json::Value;

use super::{Shape, consensus_index, interpolated_median, shape};

const VECTORS: &str = include_str!("../../testdata/consensus.json");

fn counts(vector: &Value) -> Vec<u32> {
    serde_json::from_value(vector["counts"].clone()).expect("counts are whole numbers")
}

/// Checks every vector of one measure and says how many there were.
fn check(measure: &str, value: impl Fn(&[u32]) -> Option<f64>) -> usize {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).expect("the vectors are JSON");
    let of_measure: Vec<&Value> = vectors
        .iter()
        .filter(|vector| vector["measure"] == measure)
        .collect();
    for vector in &of_measure {
        let counts = counts(vector);
        let tolerance = vector["tol"].as_f64().expect("a tolerance");
        match (value(&counts), vector["value"].as_f64()) {
            (Some(ours), Some(theirs)) => {
                assert!(
                    (ours - theirs).abs() <= tolerance,
                    "{measure} of {counts:?}: {ours}, not {theirs}"
                );
            }
            (ours, theirs) => assert_eq!(ours, theirs, "{measure} of {counts:?}"),
        }
    }
    of_measure.len()
}

#[test]
fn the_interpolated_median_equals_its_reference_values() {
    assert_eq!(check("interpolated_median", interpolated_median), 37);
}

#[test]
fn the_consensus_index_equals_its_reference_values() {
    assert_eq!(check("blair_lacy_l2", consensus_index), 29);
    assert_eq!(
        check("iov_population", |counts| consensus_index(counts)
            .map(|index| 1.0 - index)),
        38
    );
}

#[test]
fn the_word_equals_its_reference_values() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).expect("the vectors are JSON");
    let shapes = vectors.iter().filter(|vector| vector["measure"] == "shape");
    let mut checked = 0;
    for vector in shapes {
        let counts = counts(vector);
        let shape = shape(&counts);
        let word = serde_json::to_value(shape.verdict()).expect("a word");
        assert_eq!(word, vector["value"], "the word of {counts:?}");
        let detail = match shape {
            Shape::Consensus { level } | Shape::Leaning { level, .. } => serde_json::json!([level]),
            Shape::Split { lower, higher } => serde_json::json!([lower, higher]),
            Shape::Polarised {
                low_to,
                high_from,
                low,
                high,
            } => serde_json::json!([low_to, high_from, low, high]),
            Shape::Scattered | Shape::TooFew => Value::Null,
        };
        assert_eq!(detail, vector["detail"], "the levels of {counts:?}");
        checked += 1;
    }
    assert_eq!(checked, 51);
}

/// Every way in which so many people can stand on four levels.
fn all_of_four_levels(n: u32) -> impl Iterator<Item = [u32; 4]> {
    (0..=n).flat_map(move |a| {
        (0..=n - a).flat_map(move |b| (0..=n - a - b).map(move |c| [a, b, c, n - a - b - c]))
    })
}

#[test]
fn the_words_of_all_rooms_of_five_to_twenty_people_are_as_enumerated() {
    // Consensus, leaning, split, polarised, scattered: the totals of the specification's table.
    let mut words = [0; 5];
    for counts in (5..=20).flat_map(all_of_four_levels) {
        let word = match shape(&counts) {
            Shape::Consensus { .. } => 0,
            Shape::Leaning { .. } => 1,
            Shape::Split { .. } => 2,
            Shape::Polarised { .. } => 3,
            Shape::Scattered => 4,
            Shape::TooFew => panic!("{counts:?} are enough"),
        };
        words[word] += 1;
    }
    assert_eq!(words, [790, 3438, 1454, 2693, 2181]);
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
