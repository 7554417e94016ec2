//! Impact against speed: in which quarter of the picture an action lies, if the room agrees enough to say.

use crate::consensus::{
    location::interpolated_median,
    verdict::{Verdict, shape},
};

/// Where an action lies by its impact and its speed, the one to begin with first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Quarter {
    /// Much impact, and soon.
    DoFirst,
    /// Much impact, but later.
    BeginNow,
    /// Little impact, but soon.
    IfTimeAllows,
    /// Little impact, and later.
    Leave,
    /// The room is in two camps about the impact or the speed: talk before placing it.
    TalkFirst,
    /// Too few marks to place it.
    TooFew,
}

crate::labels::labelled!(Quarter, quarter: QuarterLabel);

/// The quarter of an action whose impact and speed were marked on a scale of levels.
///
/// By the interpolated medians, never by means; much is above the middle of the scale, (K + 1)/2. A point on the line counts
/// as little. Where either is polarised a median lies where nobody stands, so it goes to discussion instead.
///
/// Worked example: `worked_example_of_impact_and_speed`.
pub fn quarter(impact: &[u32], speed: &[u32]) -> Quarter {
    let words = [shape(impact).verdict(), shape(speed).verdict()];
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
    match (is_much(impact), is_much(speed)) {
        (true, true) => Quarter::DoFirst,
        (true, false) => Quarter::BeginNow,
        (false, true) => Quarter::IfTimeAllows,
        (false, false) => Quarter::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_impact_and_speed() {
        let (little, much) = ([2, 6, 2, 0], [0, 2, 6, 2]);
        assert_eq!(quarter(&much, &much), Quarter::DoFirst);
        assert_eq!(quarter(&much, &little), Quarter::BeginNow);
        assert_eq!(quarter(&little, &much), Quarter::IfTimeAllows);
        assert_eq!(quarter(&little, &little), Quarter::Leave);
        // A point on the line counts as little.
        assert_eq!(quarter(&[0, 4, 4, 0], &much), Quarter::IfTimeAllows);
        assert_eq!(quarter(&[5, 0, 0, 5], &much), Quarter::TalkFirst);
        assert_eq!(quarter(&much, &[1, 1, 0, 0]), Quarter::TooFew);
        assert_eq!(quarter(&[5, 0, 0, 5], &[1, 1, 0, 0]), Quarter::TooFew);
    }
}
