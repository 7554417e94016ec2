//! What a permutation test finds, of each domain and of a whole round.

/// What the draws say of one domain.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct DomainTest {
    /// People with a mark on it.
    pub n: u32,
    /// People of its smallest group, of those with anybody on it.
    pub smallest_group: u32,
    /// The part of its variation that lies between groups; null where nobody disagrees.
    pub share: Option<f64>,
    /// The share less what chance alone gives; null where that is undefined.
    pub adjusted_share: Option<f64>,
    /// The mean share of the draws.
    pub share_by_chance: f64,
    /// How often chance gave as large a share on this domain. 1 where nobody disagrees.
    pub p: f64,
    /// The same, allowing for there being many domains to look at (step-down max-T).
    pub p_adjusted: f64,
}

/// What the draws say of all domains at once.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct RoundTest {
    /// The part of all variation that lies between groups; null where nobody disagrees on anything.
    pub share: Option<f64>,
    /// The share less what chance alone gives.
    pub adjusted_share: Option<f64>,
    /// How often chance gave as large a share. 1 where nobody disagrees.
    pub p: f64,
}

/// What a finished test found.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Outcome {
    /// All domains at once.
    pub round: RoundTest,
    /// Each domain, in the framework's order.
    pub domains: Vec<DomainTest>,
    /// How many ways of drawing groups were looked at.
    pub draws: u32,
    /// Whether these were all there are.
    pub is_exact: bool,
}
