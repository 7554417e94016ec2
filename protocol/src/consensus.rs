//! What a domain's counts say: where the marks lie, how far they agree, and the one word for their shape.
//!
//! Everything here is a function of counts per level, lowest first. Formulas and sources are at each item.

mod dispersion;
mod median;
mod sentence;
mod verdict;

pub use dispersion::consensus_index;
pub use median::interpolated_median;
pub use sentence::{hidden_sentence, hidden_table_sentence, sentence};
pub use verdict::{Shape, Verdict, shape};

/// Fewer marks than this get no word at all.
pub const TOO_FEW_BELOW: u32 = 5;
/// Fewer marks than this get a word that is called tentative: the panel-size tables of RAND/UCLA begin at 8 too.
pub const TENTATIVE_BELOW: u32 = 8;

#[cfg(test)]
mod vectors;
