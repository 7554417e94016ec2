//! What a domain's counts say: where the marks lie, how far they agree, and the one word for their shape.
//!
//! Everything here is a function of frozen numbers: counts per level, lowest first, or ballots where counts do not do.
//! Formulas and sources are at each item. What of it may be shown to whom is not decided here.

// What every measure begins with.
mod ballots;
mod cumulative;
mod random;

// One domain: where the marks lie, how far they agree, and the word.
mod agreement;
mod dispersion;
mod entropy;
mod location;
mod polarisation;
mod verdict;

// All domains, groups, and how sure it is.
mod ordanova;
mod raters;
mod whose;

mod sentence;

pub use agreement::{
    berry_mielke_iov, blair_lacy_l, kvalseth_cov, leik_d, pairwise_agreement, tastle_wierman,
    tastle_wierman_dissention, tastle_wierman_target, van_der_eijk_a,
};
pub use ballots::Ballots;
pub use dispersion::{Step, average_gap_levels, consensus_index, iov, iov_unbiased, steps};
pub use entropy::{entropy_bits, ordinal_entropy};
pub use location::{
    interpercentile_range_levels, interpolated_median, middle_half, panel_disagreement_from,
};
pub use ordanova::{
    Decomposition, DomainTest, Nested, Outcome, PERMUTATIONS, PermutationTest, RoundTest,
    kruskal_wallis_epsilon2, kruskal_wallis_h, ordanova, ordanova_nested,
};
pub use polarisation::{esteban_ray, reynal_querol, van_der_eijk_polarisation};
pub use random::Seed;
pub use raters::{Metric, Weights, gwet_ac2, kendall_w, krippendorff_alpha};
pub use sentence::{hidden_sentence, hidden_table_sentence, sentence};
pub use verdict::{Shape, Verdict, shape};
pub use whose::{Pattern, Whose};

/// Fewer marks than this get no word at all.
pub const TOO_FEW_BELOW: u32 = 5;
/// Fewer marks than this get a word that is called tentative: the panel-size tables of RAND/UCLA begin at 8 too.
pub const TENTATIVE_BELOW: u32 = 8;

#[cfg(test)]
mod vectors;
