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

// How firm it is, whose disagreement, and how it moved.
mod ordanova;
mod outstanding;
mod rounds;
mod whose;

// All domains together, and what to do first.
mod overall;
mod people;
mod priorities;
mod raters;

// What is read aloud.
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
pub use outstanding::{OneAway, Outstanding, PossibleWord, one_person_away, outstanding};
pub use overall::{Overall, by_disagreement, overall};
pub use people::{PairOfDomains, kendall_tau_b, lenient_to_strict, pairs_of_contested_domains};
pub use polarisation::{esteban_ray, reynal_querol, van_der_eijk_polarisation};
pub use priorities::{
    Ballot, Gap, Place, Quarter, borda, condorcet_winner, gap, kemeny, places, quarter, schulze,
};
pub use random::Seed;
pub use raters::{Metric, Weights, gwet_ac2, kendall_w, krippendorff_alpha};
pub use rounds::{
    Advice, ChangeTest, Movement, ROUNDS_AT_MOST, SpreadChange, Transitions, advice, movement,
    sign_test_p, spread_change, stuart_maxwell,
};
pub use sentence::{Finding, GroupFinding, hidden_sentence, hidden_table_sentence, sentence};
pub use verdict::{Shape, Tag, Verdict, shape, tags};
pub use whose::{Pattern, Whose};

/// Fewer marks than this get no word at all.
pub const TOO_FEW_BELOW: u32 = 5;
/// Fewer marks than this get a word that is called tentative: the panel-size tables of RAND/UCLA begin at 8 too.
pub const TENTATIVE_BELOW: u32 = 8;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;
