//! What stands behind a domain's word: how firm it is, whose disagreement, how it moved, and the numbers for the expert.
//! Shapes only; `results` fills them from what may be known.

use serde::{Deserialize, Serialize};

use crate::{
    consensus::{Gap, Movement, OneAway, Outstanding, Verdict},
    id::RoundId,
    round::RoundKind,
};

/// The expert's line on a domain. Each value is null where it is not defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Measures {
    /// The index of ordinal variation, 0 (all on one level) to 1 (half on each end); the consensus index is 1 less it.
    pub iov: Option<f64>,
    /// The same without its bias in small rooms.
    pub iov_unbiased: Option<f64>,
    /// How many levels apart two people are on average.
    pub average_gap_levels: Option<f64>,
    /// Tastle and Wierman's consensus, 0 to 1.
    pub tastle_wierman: Option<f64>,
    /// Van der Eijk's agreement, −1 (two camps at the ends) to 1 (one level).
    pub van_der_eijk_a: Option<f64>,
    /// Van der Eijk's agreement turned round, 0 to 1.
    pub polarisation: Option<f64>,
    /// The entropy of the counts in bits: how many levels are in use, whatever their order.
    pub entropy_bits: Option<f64>,
    /// The lowest and the highest level of the middle half of the people.
    pub middle_half: Option<(u8, u8)>,
}

/// How firm a domain's word is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Firm {
    /// The other words that one person could bring about by moving to a neighbouring level; empty where the word stands firm.
    pub one_away: Vec<OneAway>,
    /// What the missing marks could make of the word; null where none is missing.
    pub outstanding: Option<Outstanding>,
    /// Marks that are missing: while the round is open of everybody who can mark, afterwards of those who took part.
    pub missing: u32,
}

/// What changed since an earlier round of the same kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Since {
    /// The earlier round.
    pub round: RoundId,
    /// What it asked.
    pub kind: RoundKind,
    /// People at each level in the earlier round, as it is shown.
    pub counts: Vec<u32>,
    /// Levels marked then.
    pub n: u32,
    /// The interpolated median then.
    pub median: Option<f64>,
    /// The consensus index then.
    pub consensus: Option<f64>,
    /// The word then.
    pub verdict: Verdict,
    /// How people moved; null where that is withheld.
    pub movement: Option<Movement>,
    /// People by earlier level (row) and later level; null where that is withheld, also where `movement` is shown.
    pub transitions: Option<Vec<Vec<u32>>>,
    /// Why `movement` is null, in one sentence for every cause.
    pub withheld: Option<String>,
}

/// From where people are to where they need to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GapView {
    /// The round that asked for now.
    pub now_round: RoundId,
    /// The round that asked for what is needed.
    pub needed_round: RoundId,
    /// The interpolated median of now.
    pub now: f64,
    /// The interpolated median of needed.
    pub needed: f64,
    /// Needed less now, in levels.
    pub levels: f64,
    /// Person by person; null where that is withheld.
    pub paired: Option<Gap>,
    /// Why `paired` is null, in one sentence for every cause.
    pub withheld: Option<String>,
}

/// A round as a whole, each figure to two places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OverallView {
    /// Agreement over all domains with a word, corrected for chance: Gwet's AC2 with linear weights.
    pub gwet_ac2: Option<f64>,
    /// Whether people tell the domains apart alike: Krippendorff's alpha, ordinal, over the same domains.
    pub krippendorff_alpha: Option<f64>,
    /// Whether people order the domains alike: Kendall's W, over the domains on which everybody who took part chose a level
    /// and groups are shown; of the room alone only once the workshop is closed.
    pub kendall_w: Option<f64>,
    /// The mean consensus index of the domains with a word.
    pub mean_consensus: Option<f64>,
    /// Domains with a word.
    pub domains: u32,
    /// The most people who chose a level on any of them.
    pub n: u32,
}
