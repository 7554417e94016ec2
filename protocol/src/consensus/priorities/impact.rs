//! Impact against effort: in which quarter of the picture something lies, if the room agrees enough to say.

use crate::consensus::{
    location::interpolated_median,
    verdict::{Verdict, shape},
};

/// Where something lies by its impact and its effort.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Quarter {
    /// Much impact, little effort.
    DoFirst,
    /// Much impact, much effort.
    Plan,
    /// Little impact, little effort.
    IfTimeAllows,
    /// Little impact, much effort.
    Leave,
    /// The room is in two camps about the impact or the effort: talk before placing it.
    TalkFirst,
    /// Too few marks to place it.
    TooFew,
}

/// The quarter of something whose impact and effort were marked on a scale of levels.
///
/// By the interpolated medians, never by means; much is above the middle of the scale, (K + 1)/2. A point on the line counts
/// as little. Where either is polarised a median lies where nobody stands, so it goes to discussion instead.
///
/// Worked example: `worked_example_of_impact_and_effort`.
pub fn quarter(impact: &[u32], effort: &[u32]) -> Quarter {
    let words = [shape(impact).verdict(), shape(effort).verdict()];
    if words.contains(&Verdict::TooFew) {
        return Quarter::TooFew;
    }
    if words.contains(&Verdict::Polarised) {
        return Quarter::TalkFirst;
    }
    let is_much = |counts: &[u32]| {
        let middle = (counts.len() as f64 + 1.0) / 2.0;
        interpolated_median(counts).is_some_and(|median| middle < median)
    };
    match (is_much(impact), is_much(effort)) {
        (true, false) => Quarter::DoFirst,
        (true, true) => Quarter::Plan,
        (false, false) => Quarter::IfTimeAllows,
        (false, true) => Quarter::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_impact_and_effort() {
        let (little, much) = ([2, 6, 2, 0], [0, 2, 6, 2]);
        assert_eq!(quarter(&much, &little), Quarter::DoFirst);
        assert_eq!(quarter(&much, &much), Quarter::Plan);
        assert_eq!(quarter(&little, &little), Quarter::IfTimeAllows);
        assert_eq!(quarter(&little, &much), Quarter::Leave);
        assert_eq!(quarter(&[5, 0, 0, 5], &much), Quarter::TalkFirst);
        assert_eq!(quarter(&much, &[1, 1, 0, 0]), Quarter::TooFew);
    }
}
