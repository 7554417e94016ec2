//! Measures that nothing shows: other people's, to which ours are held. Tests alone have them.
//!
//! `vectors` tries each against the values that others have published or computed, and `laws` ties ours to them; so the
//! figures that are shown stand beside figures that were found without them.

mod agreement;
mod entropy;
mod marginal;
mod nested;
mod panels;
mod polarisation;
mod rankings;
mod ranks;

pub(super) use agreement::{
    berry_mielke_iov, blair_lacy_l, kvalseth_cov, leik_d, pairwise_agreement,
    tastle_wierman_dissention, tastle_wierman_target,
};
pub(super) use entropy::ordinal_entropy;
pub(super) use marginal::stuart_maxwell;
pub(super) use nested::ordanova_nested;
pub(super) use panels::{interpercentile_range_levels, panel_disagreement_from};
pub(super) use polarisation::{esteban_ray, reynal_querol};
pub(super) use rankings::{Ballot, kemeny, schulze};
pub(super) use ranks::{kruskal_wallis_epsilon2, kruskal_wallis_h};
