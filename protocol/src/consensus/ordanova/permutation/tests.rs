//! The test against what is known of it: exact figures, the order of people.

use super::*;

/// Ballots on one domain, of groups given as counts.
pub(crate) fn of_groups(groups: &[Vec<u32>]) -> (Ballots, Vec<u16>) {
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for (group, counts) in groups.iter().enumerate() {
        for (level, count) in (1..).zip(counts) {
            rows.extend((0..*count).map(|_| [Some(level)]));
            labels.extend((0..*count).map(|_| group as u16));
        }
    }
    (Ballots::from_rows(groups[0].len(), 1, rows), labels)
}

fn outcome(groups: &[Vec<u32>]) -> Outcome {
    let (ballots, labels) = of_groups(groups);
    PermutationTest::new(&ballots, &labels, Seed::numbered(1))
        .unwrap()
        .finish()
}

#[test]
fn worked_example_of_the_exact_test() {
    // Two groups of four that lean apart: 4 of the 70 ways to draw them are as far apart, p = .057.
    let found = outcome(&[vec![3, 1, 0, 0], vec![0, 1, 2, 1]]);
    assert_eq!((found.draws, found.is_exact), (70, true));
    let domain = found.domains[0];
    assert!((domain.p - 4.0 / 70.0).abs() < 1e-12);
    // Chance alone explains (G − 1)/(n − 1).
    assert!((domain.share_by_chance - 1.0 / 7.0).abs() < 1e-12);
    assert!((domain.share.unwrap() - found.round.share.unwrap()).abs() < 1e-12);
    assert_eq!((domain.n, domain.smallest_group), (8, 4));
}

#[test]
fn where_nobody_disagrees_there_is_nothing_to_explain() {
    let found = outcome(&[vec![0, 4], vec![0, 4]]);
    assert_eq!((found.domains[0].share, found.domains[0].p), (None, 1.0));
    assert_eq!((found.round.share, found.round.p), (None, 1.0));
}

#[test]
fn random_draws_come_close_to_all_draws() {
    // 184,756 ways are too many to try, and the exact p of the same table is known by its 2 × 2 form.
    let found = outcome(&[vec![8, 2], vec![3, 7]]);
    assert!(!found.is_exact);
    assert_eq!(found.draws, PERMUTATIONS);
    // Fisher's exact test, two-sided, of (8, 2; 3, 7).
    assert!((found.domains[0].p - 0.069_778).abs() < 0.025, "{found:?}");
}

#[test]
fn one_group_cannot_be_compared() {
    let (ballots, labels) = of_groups(&[vec![3, 2]]);
    assert!(PermutationTest::new(&ballots, &labels, Seed::numbered(1)).is_none());
}

#[test]
fn the_order_of_people_changes_nothing_and_pieces_make_a_whole() {
    let rows: Vec<[Option<u8>; 3]> = (0..24u8)
        .map(|person| [1, 2, 5].map(|by| (person % 7 != 0).then_some((person / by) % 4 + 1)))
        .collect();
    let groups: Vec<u16> = (0..24).map(|person| person % 3).collect();
    let ballots = |order: &[usize]| Ballots::from_rows(4, 3, order.iter().map(|i| rows[*i]));
    let straight: Vec<usize> = (0..24).collect();
    let turned: Vec<usize> = (0..24).rev().collect();
    let label = |order: &[usize]| -> Vec<u16> { order.iter().map(|i| groups[*i]).collect() };
    let new = |order: &[usize]| {
        PermutationTest::new(&ballots(order), &label(order), Seed::numbered(5)).unwrap()
    };
    let whole = new(&straight).finish();
    let mut pieces = new(&turned);
    assert!(pieces.outcome().is_none());
    while !pieces.advance(100) {}
    assert_eq!(pieces.outcome(), Some(whole));
}

#[test]
fn looking_at_many_domains_makes_each_less_sure() {
    let mut random = SplitMix64::new(Seed::numbered(3));
    let rows: Vec<Vec<Option<u8>>> = (0..30)
        .map(|_| (0..10).map(|_| Some(random.below(4) as u8 + 1)).collect())
        .collect();
    let groups: Vec<u16> = (0..30).map(|person| person / 10).collect();
    let ballots = Ballots::from_rows(4, 10, rows);
    let found = PermutationTest::new(&ballots, &groups, Seed::numbered(3))
        .unwrap()
        .finish();
    assert!(
        found
            .domains
            .iter()
            .all(|domain| domain.p <= domain.p_adjusted)
    );
}
