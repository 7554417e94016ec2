//! How long the numbers take for a room of 5,000 people and ten domains: `cargo bench -p plenary-protocol`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenary_protocol::{
    consensus::*,
    framework::{Framework, built_in_by_id},
    round::Grouping,
};

const PEOPLE: u32 = 5000;
const DOMAINS: usize = 10;
/// Marks missing on each domain: as many as are gone through one by one on four levels.
const MISSING: u32 = 29;

/// Whole numbers that look random, the same in every run.
fn scrambled(number: u32) -> u32 {
    number
        .wrapping_add(1)
        .wrapping_mul(2_654_435_761)
        .rotate_left(13)
        ^ (number << 3)
}

fn level(person: u32, domain: usize, round: u32) -> u8 {
    (scrambled(person * 31 + domain as u32 * 7919 + round * 104_729) % 4 + 1) as u8
}

fn ballots(round: u32) -> Ballots {
    let row = |person| (0..DOMAINS).map(move |domain| Some(level(person, domain, round)));
    Ballots::from_rows(4, DOMAINS, (0..PEOPLE).map(row))
}

fn framework() -> &'static Framework {
    built_in_by_id("pit-a").expect("built in")
}

/// Everything that is said of one domain from its counts, down to the sentence.
fn domain(counts: &[u32], groups: &[Vec<u32>], transitions: &Transitions) -> String {
    for measure in MEASURES {
        black_box(measure.1(counts));
    }
    black_box((steps(counts), middle_half(counts), shape(counts)));
    let decomposition = ordanova(groups).expect("somebody marked");
    let test = DomainTest {
        n: PEOPLE,
        smallest_group: PEOPLE / 3,
        share: decomposition.share,
        adjusted_share: decomposition.adjusted_share,
        share_by_chance: 0.0,
        p: 0.001,
        p_adjusted: 0.001,
    };
    let (away, missing) = (one_person_away(counts), outstanding(counts, MISSING));
    let moved = movement(transitions, &ChangeTest::seeded(Seed::numbered(1)));
    let wanted = gap(transitions);
    let shown: Vec<GroupFinding<'_>> = groups
        .iter()
        .map(|counts| GroupFinding {
            name: "a sector",
            counts,
        })
        .collect();
    Finding {
        groups: &shown,
        whose: Some(Whose::of(Grouping::Sector, &test)),
        one_away: Some(&away),
        outstanding: Some(&missing),
        since: moved
            .as_ref()
            .map(|moved| ("r1".parse().expect("a round"), moved)),
        gap: wanted.as_ref(),
        ..Finding::of(framework(), "Leadership", counts)
    }
    .sentence()
}

type Measure = (&'static str, fn(&[u32]) -> Option<f64>);

const MEASURES: [Measure; 9] = [
    ("interpolated median", interpolated_median),
    ("consensus index", consensus_index),
    ("iov", iov),
    ("unbiased iov", iov_unbiased),
    ("average gap", average_gap_levels),
    ("tastle wierman", tastle_wierman),
    ("van der eijk a", van_der_eijk_a),
    ("van der eijk polarisation", van_der_eijk_polarisation),
    ("entropy", entropy_bits),
];

fn counts(criterion: &mut Criterion) {
    let second = ballots(2);
    let counts: Vec<Vec<u32>> = (0..DOMAINS).map(|domain| second.counts(domain)).collect();
    let groups: Vec<Vec<Vec<u32>>> = (0..DOMAINS)
        .map(|domain| {
            let mut groups = vec![vec![0; 4]; 3];
            for person in 0..PEOPLE {
                groups[person as usize % 3][usize::from(level(person, domain, 2)) - 1] += 1;
            }
            groups
        })
        .collect();
    let transitions: Vec<Transitions> = (0..DOMAINS)
        .map(|domain| {
            let mut table = vec![vec![0; 4]; 4];
            for person in 0..PEOPLE {
                let [before, after] = [1, 2].map(|round| usize::from(level(person, domain, round)));
                table[before - 1][after - 1] += 1;
            }
            Transitions::of_table(table).expect("as many rows as columns")
        })
        .collect();
    criterion.bench_function("analysis of counts, 10 domains", |bencher| {
        bencher.iter(|| {
            for index in 0..DOMAINS {
                black_box(domain(&counts[index], &groups[index], &transitions[index]));
            }
            black_box(by_disagreement(&counts));
        });
    });
    for (name, measure) in MEASURES {
        criterion.bench_function(&format!("measure: {name}"), |bencher| {
            bencher.iter(|| measure(black_box(&counts[0])));
        });
    }
    criterion.bench_function("measure: outstanding, 29 missing", |bencher| {
        bencher.iter(|| outstanding(black_box(&counts[0]), MISSING));
    });
    criterion.bench_function("measure: movement, seeded draws", |bencher| {
        bencher.iter(|| movement(&transitions[0], &ChangeTest::seeded(Seed::numbered(1))));
    });
}

fn people(criterion: &mut Criterion) {
    let ballots = ballots(1);
    let counts: Vec<Vec<u32>> = (0..DOMAINS).map(|domain| ballots.counts(domain)).collect();
    criterion.bench_function("ballots: AC2, alpha and W", |bencher| {
        bencher.iter(|| {
            black_box(gwet_ac2(black_box(&counts), Weights::Linear));
            black_box(krippendorff_alpha(black_box(&counts), Metric::Ordinal));
            black_box(kendall_w(black_box(&ballots)));
        });
    });
    let mut slow = criterion.benchmark_group("off the room's path");
    slow.sample_size(10);
    for group_count in [3, 500] {
        let groups: Vec<u16> = (0..PEOPLE)
            .map(|person| (person % group_count) as u16)
            .collect();
        let name = format!("ordanova, 999 draws, max-T over 10 domains, {group_count} groups");
        slow.bench_function(name, |bencher| {
            bencher.iter(|| {
                let test = PermutationTest::new(&ballots, &groups, Seed::numbered(1));
                test.expect("several groups").finish()
            });
        });
    }
    slow.finish();
}

criterion_group!(benches, counts, people);
criterion_main!(benches);
