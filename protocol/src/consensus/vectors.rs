//! Every measure against reference values: published ones, and ones computed twice elsewhere.

use serde_json::Value;

use super::{
    reference::*,
    rounds::{sign_test_p, spread_change},
    *,
};

const VECTORS: &str = include_str!("../../testdata/consensus.json");

/// A reference value with what it was computed from.
struct Vector(Value);

impl Vector {
    fn part<T: serde::de::DeserializeOwned>(&self, name: &str) -> T {
        serde_json::from_value(self.0[name].clone())
            .unwrap_or_else(|err| panic!("no {name} in {}: {err}", self.0))
    }

    fn counts(&self) -> Vec<u32> {
        self.part("counts")
    }

    fn groups(&self) -> Vec<Vec<u32>> {
        self.part("groups")
    }

    fn ratings(&self) -> Ballots {
        let rows: Vec<Vec<u8>> = self.part("ratings");
        let domains = rows[0].len();
        let rows = rows.into_iter().map(|row| row.into_iter().map(Some));
        Ballots::from_rows(self.part("K"), domains, rows)
    }

    fn rated(&self) -> Vec<Vec<u32>> {
        let ballots = self.ratings();
        (0..ballots.domain_count())
            .map(|domain| ballots.counts(domain))
            .collect()
    }

    fn transitions(&self) -> Transitions {
        Transitions::of_table(self.part("transition")).expect("a square table")
    }

    /// Tries the groups as the ballots of one domain.
    fn test(&self) -> Outcome {
        let (mut rows, mut labels) = (Vec::new(), Vec::new());
        for (group, counts) in self.groups().iter().enumerate() {
            for (level, count) in (1..).zip(counts) {
                rows.extend((0..*count).map(|_| [Some(level)]));
                labels.extend((0..*count).map(|_| group as u16));
            }
        }
        let ballots = Ballots::from_rows(self.groups()[0].len(), 1, rows);
        PermutationTest::new(&ballots, &labels, Seed::numbered(1))
            .expect("two groups")
            .finish()
    }

    /// Ballots by the names of the items in alphabetical order, and these names.
    fn rankings(&self) -> (Vec<Ballot>, Vec<String>) {
        let ballots: Vec<(u32, Vec<String>)> = self.part("ballots");
        let mut names = ballots[0].1.clone();
        names.sort();
        let item = |name: &String| names.binary_search(name).expect("every ballot ranks all");
        let ballot = |(people, ranking): &(u32, Vec<String>)| Ballot {
            people: *people,
            ranking: ranking.iter().map(item).collect(),
        };
        (ballots.iter().map(ballot).collect(), names)
    }

    /// What we compute, beside the measure's reference value. None where we do not know the measure.
    fn ours(&self) -> Option<Value> {
        let of_counts = |measure: fn(&[u32]) -> Option<f64>| number(measure(&self.counts()));
        let split = || ordanova(&self.groups());
        let share_moved = |transitions: &Transitions| {
            f64::from(transitions.up() + transitions.down()) / f64::from(transitions.n())
        };
        let change = || {
            spread_change(&self.transitions(), &ChangeTest::seeded(Seed::numbered(1)))
                .expect("people marked both rounds")
        };
        Some(match self.part::<String>("measure").as_str() {
            "tastle_wierman_consensus" => of_counts(tastle_wierman),
            "tastle_wierman_dissention" => of_counts(tastle_wierman_dissention),
            "tastle_wierman_agreement_target" => {
                number(tastle_wierman_target(&self.counts(), self.part("target")))
            }
            "van_der_eijk_A" => of_counts(van_der_eijk_a),
            "polarization_vde" => of_counts(van_der_eijk_polarisation),
            "leik_D" => of_counts(leik_d),
            "blair_lacy_l2" => of_counts(consensus_index),
            "blair_lacy_l" => of_counts(blair_lacy_l),
            "kvalseth_cov" => of_counts(kvalseth_cov),
            "reardon_ordinal_entropy" => of_counts(ordinal_entropy),
            "iov_population" => of_counts(iov),
            "iov_unbiased" => of_counts(iov_unbiased),
            "berry_mielke_iov_integer_tmax" => of_counts(berry_mielke_iov),
            "mean_pairwise_gap_levels" => of_counts(average_gap_levels),
            "shannon_entropy_bits" => of_counts(entropy_bits),
            "interpolated_median" => of_counts(interpolated_median),
            "reynal_querol_rq" => of_counts(reynal_querol),
            "esteban_ray_alpha1" => number(esteban_ray(&self.counts(), 1.0)),
            "rand_ucla_ipr" => of_counts(interpercentile_range_levels),
            "rand_ucla_disagreement_min_each_extreme" => {
                Value::from(panel_disagreement_from(self.part("n")))
            }
            "shape" => {
                assert_eq!(
                    levels(shape(&self.counts())),
                    self.0["detail"],
                    "{}",
                    self.0
                );
                serde_json::to_value(shape(&self.counts()).verdict()).expect("a word")
            }
            "ordanova_total" => number(split().map(|split| split.total)),
            "ordanova_within" => number(split().map(|split| split.within)),
            "ordanova_between" => number(split().map(|split| split.between)),
            "ordanova_between_share" => number(split().and_then(|split| split.share)),
            "ordanova_between_share_adjusted" => {
                number(split().and_then(|split| split.adjusted_share))
            }
            "ordanova_permutation_p_exact" => {
                let found = self.test();
                assert!(found.is_exact);
                number(Some(found.domains[0].p))
            }
            "ordanova_permutation_mean_share" => {
                number(Some(self.test().domains[0].share_by_chance))
            }
            "ordanova_nested" => nested(&self.0["nested"]),
            "kruskal_wallis_H" => number(kruskal_wallis_h(&self.groups())),
            "kruskal_wallis_epsilon2" => number(kruskal_wallis_epsilon2(&self.groups())),
            "krippendorff_alpha_nominal" => {
                number(krippendorff_alpha(&self.rated(), Metric::Nominal))
            }
            "krippendorff_alpha_ordinal" => {
                number(krippendorff_alpha(&self.rated(), Metric::Ordinal))
            }
            "krippendorff_alpha_interval" => {
                number(krippendorff_alpha(&self.rated(), Metric::Interval))
            }
            "gwet_ac2_identity" => number(gwet_ac2(&self.rated(), Weights::Identity)),
            "gwet_ac2_linear" => number(gwet_ac2(&self.rated(), Weights::Linear)),
            "gwet_ac2_quadratic" => number(gwet_ac2(&self.rated(), Weights::Quadratic)),
            "gwet_ac2_ordinal" => number(gwet_ac2(&self.rated(), Weights::Ordinal)),
            "kendall_W_tie_corrected" => number(kendall_w(&self.ratings())),
            "stuart_maxwell_chi2" => number(stuart_maxwell(&self.transitions())),
            "round_delta_iov" => number(Some(change().iov_change)),
            "round_delta_iov_perm_p" => number(Some(change().p)),
            "round_sign_test_p" => {
                let transitions = self.transitions();
                number(Some(sign_test_p(transitions.up(), transitions.down())))
            }
            "round_share_moved" => number(Some(share_moved(&self.transitions()))),
            "schulze_ranking" => {
                let (ballots, names) = self.rankings();
                named(&schulze(&ballots, names.len()), &names)
            }
            "kemeny_ranking" => {
                let (ballots, names) = self.rankings();
                let (order, _) = kemeny(&ballots, names.len()).expect("few items");
                named(&order, &names)
            }
            _ => return None,
        })
    }

    /// What is wrong with ours, if anything is.
    fn check(&self) -> Result<(), String> {
        let ours = self
            .ours()
            .ok_or_else(|| format!("an unknown measure in {}", self.0))?;
        let is_right = is_close(&ours, &self.0["value"], self.part("tol"));
        is_right
            .then_some(())
            .ok_or_else(|| format!("{ours} instead of {}", self.0))
    }
}

/// Equal, with numbers as near as the tolerance allows.
fn is_close(ours: &Value, theirs: &Value, tolerance: f64) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(name, part)| {
                    theirs
                        .get(name)
                        .is_some_and(|it| is_close(part, it, tolerance))
                })
        }
        _ => match (ours.as_f64(), theirs.as_f64()) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() <= tolerance,
            _ => ours == theirs,
        },
    }
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| {
        assert!(value.is_finite());
        Value::from(value)
    })
}

fn named(order: &[usize], names: &[String]) -> Value {
    Value::from(
        order
            .iter()
            .map(|item| names[*item].clone())
            .collect::<Vec<_>>(),
    )
}

/// The levels that a shape speaks of, as the vectors list them.
fn levels(shape: Shape) -> Value {
    match shape {
        Shape::Consensus { level } | Shape::Leaning { level, .. } => serde_json::json!([level]),
        Shape::Split { lower, higher } => serde_json::json!([lower, higher]),
        Shape::Polarised {
            low_to,
            high_from,
            low,
            high,
        } => serde_json::json!([low_to, high_from, low, high]),
        Shape::Scattered | Shape::TooFew => Value::Null,
    }
}

fn nested(sectors: &Value) -> Value {
    let counts = |organisation: &Value| -> Vec<u32> {
        serde_json::from_value(organisation.clone()).expect("counts")
    };
    let sectors: Vec<Vec<Vec<u32>>> = sectors
        .as_object()
        .expect("sectors by name")
        .values()
        .map(|sector| {
            sector
                .as_object()
                .expect("organisations by name")
                .values()
                .map(counts)
                .collect()
        })
        .collect();
    let parts = ordanova_nested(&sectors).expect("somebody marked");
    serde_json::json!({
        "total": parts.total,
        "between_sectors": parts.between_sectors,
        "between_orgs_within_sectors": parts.between_organisations,
        "within_orgs": parts.within_organisations,
    })
}

fn vectors() -> Vec<Vector> {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).expect("the vectors are JSON");
    vectors.into_iter().map(Vector).collect()
}

#[test]
fn every_measure_equals_its_reference_values() {
    let vectors = vectors();
    let mut measures = std::collections::BTreeMap::<String, u32>::new();
    for vector in &vectors {
        assert_eq!(vector.check(), Ok(()));
        *measures.entry(vector.part("measure")).or_default() += 1;
    }
    #[expect(
        clippy::print_stdout,
        reason = "figures for whoever runs it with --nocapture"
    )]
    {
        println!(
            "{} reference values of {} measures: {measures:?}",
            vectors.len(),
            measures.len()
        );
    }
    assert_eq!((vectors.len(), measures.len()), (685, 46));
}

#[test]
fn a_wrong_value_and_an_unknown_measure_are_noticed() {
    let change = |name: &str, to: Value| {
        let mut vector = vectors().swap_remove(0);
        assert_eq!(vector.check(), Ok(()));
        vector.0[name] = to;
        vector.check()
    };
    assert!(change("value", Value::from(0.1)).is_err());
    assert!(change("value", Value::Null).is_err());
    assert!(change("measure", Value::from("guessed")).is_err());
}
