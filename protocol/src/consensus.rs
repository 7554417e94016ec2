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
mod priorities;
mod raters;

// What is read aloud.
mod sentence;

pub use agreement::{tastle_wierman, van_der_eijk_a};
pub use ballots::Ballots;
pub use dispersion::{Step, average_gap_levels, consensus_index, iov, iov_unbiased, steps};
pub use entropy::entropy_bits;
pub use location::{interpolated_median, middle_half};
pub use ordanova::{Decomposition, DomainTest, Outcome, PermutationTest, RoundTest, ordanova};
pub use outstanding::{OneAway, Outstanding, PossibleWord, one_person_away, outstanding};
pub use overall::by_disagreement;
pub use polarisation::van_der_eijk_polarisation;
pub use priorities::{Gap, Quarter, gap, quarter};
pub use random::Seed;
pub use raters::{Metric, Weights, gwet_ac2, kendall_w, krippendorff_alpha};
pub use rounds::{Advice, ChangeTest, Movement, Transitions, advice, movement};
pub use sentence::{Finding, GroupFinding, hidden_sentence, hidden_table_sentence};
pub use verdict::{Shape, Verdict, shape};
pub use whose::{Pattern, Whose};

/// Fewer marks than this get no word at all.
pub const TOO_FEW_BELOW: u32 = 5;
/// Fewer marks than this get a word that is called tentative: the panel-size tables of RAND/UCLA begin at 8 too.
pub const TENTATIVE_BELOW: u32 = 8;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod vectors;
