//! From where we are to where we need to be, person by person. Levels are never subtracted without showing both.

use crate::consensus::{
    location::interpolated_median,
    rounds::{Transitions, sign_test_p},
};

/// Needed against now, among people who marked both.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Gap {
    /// People who marked both.
    pub n: u32,
    /// Of them, who needs a higher level than now.
    pub higher: u32,
    /// Who needs what there is.
    pub same: u32,
    /// Who needs a lower one.
    pub lower: u32,
    /// The interpolated median of now.
    pub now: f64,
    /// The interpolated median of needed.
    pub needed: f64,
    /// Needed less now, in levels.
    pub levels: f64,
    /// The chance of so one-sided a room if higher and lower were equally likely (exact sign test).
    pub sign_test_p: f64,
}

/// The gap on a domain: rows of the table are levels now, columns levels needed. None where nobody marked both.
///
/// Worked example: `worked_example_of_a_gap`.
pub fn gap(now_and_needed: &Transitions) -> Option<Gap> {
    let now = interpolated_median(&now_and_needed.before())?;
    let needed = interpolated_median(&now_and_needed.after())?;
    let n = now_and_needed.n();
    let (higher, lower) = (now_and_needed.up(), now_and_needed.down());
    Some(Gap {
        n,
        higher,
        same: n - higher - lower,
        lower,
        now,
        needed,
        levels: needed - now,
        sign_test_p: sign_test_p(higher, lower),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_a_gap() {
        // Eight people at 2: six need 3, two are content.
        let people = (0..8).map(|person| (Some(2), Some(if person < 6 { 3 } else { 2 })));
        let found = gap(&Transitions::of_people(4, people)).unwrap();
        assert_eq!(
            (found.n, found.higher, found.same, found.lower),
            (8, 6, 2, 0)
        );
        assert!((found.now - 2.0).abs() < 1e-12);
        assert!((found.needed - (2.5 + 2.0 / 6.0)).abs() < 1e-12);
        assert!((found.levels - (found.needed - found.now)).abs() < 1e-12);
        assert!((found.sign_test_p - 2.0 / 64.0).abs() < 1e-12);
        assert_eq!(gap(&Transitions::of_people(4, [])), None);
    }
}
