//! Whose disagreement it is: of individuals, or of sectors, tables or organisations. Said no surer than it is known.

use super::ordanova::DomainTest;
use crate::round::Grouping;

/// Fewer people than this are not compared by groups.
const TOO_FEW_PEOPLE_BELOW: u32 = 10;
/// Nor are groups of fewer people than this. What may be shown asks for more; this is what can be said at all.
const TOO_FEW_IN_A_GROUP_BELOW: u32 = 3;
/// Above this p, after allowing for the number of domains, no pattern is named.
const NAMED_UP_TO_P: f64 = 0.10;
/// Above this p a pattern is named with "perhaps". The test is exact, so where there is no pattern firm words come out in
/// four workshops of a hundred; kept below the customary five so that counting workshops stays below it too.
const FIRM_UP_TO_P: f64 = 0.04;
/// The customary bands of an explained share (Cohen's η²): below the first it is of no consequence, …
const PARTLY_FROM: f64 = 0.06;
/// … and from here on it is large.
const CLEARLY_FROM: f64 = 0.14;
/// Most of the disagreement.
const MAINLY_FROM: f64 = 0.5;

/// Where a domain's disagreement lies.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Too few people, or a group too small, to compare.
    TooFew,
    /// Nobody disagrees.
    Agreed,
    /// No pattern between groups could be made out. There may be one all the same.
    NotDetectable,
    /// Groups differ by more than chance, and it hardly matters: people disagree within them.
    Individual,
    /// Groups explain a part.
    Partly,
    /// Groups explain much.
    Clearly,
    /// Groups explain most.
    Mainly,
}

/// Whose disagreement a domain's is, by one grouping.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct Whose {
    /// The grouping that was looked at.
    pub grouping: Grouping,
    /// What was found.
    pub pattern: Pattern,
    /// Whether it is said with "perhaps": chance gives as much in more than four workshops of a hundred.
    pub tentative: bool,
    /// People who were compared.
    pub n: u32,
}

impl Whose {
    /// Names the pattern of one domain, from a finished test of the round.
    ///
    /// Too few where n < 10 or a group has fewer than 3; none detectable where the adjusted p is above .10; else by the
    /// adjusted share: below .06 individual, from .06 partly, from .14 clearly, from .5 mainly between groups. Tentative
    /// where the adjusted p is above .04.
    ///
    /// Worked example: `worked_example_of_whose_disagreement`.
    pub fn of(grouping: Grouping, test: &DomainTest) -> Self {
        let pattern = match (test.share, test.adjusted_share) {
            _ if test.n < TOO_FEW_PEOPLE_BELOW
                || test.smallest_group < TOO_FEW_IN_A_GROUP_BELOW =>
            {
                Pattern::TooFew
            }
            (None, _) => Pattern::Agreed,
            _ if NAMED_UP_TO_P < test.p_adjusted => Pattern::NotDetectable,
            (Some(_), Some(share)) if MAINLY_FROM <= share => Pattern::Mainly,
            (Some(_), Some(share)) if CLEARLY_FROM <= share => Pattern::Clearly,
            (Some(_), Some(share)) if PARTLY_FROM <= share => Pattern::Partly,
            (Some(_), _) => Pattern::Individual,
        };
        let is_named = !matches!(
            pattern,
            Pattern::TooFew | Pattern::Agreed | Pattern::NotDetectable
        );
        Self {
            grouping,
            pattern,
            tentative: is_named && FIRM_UP_TO_P < test.p_adjusted,
            n: test.n,
        }
    }

    /// Whether it is called a matter of the groups, without "perhaps".
    pub fn is_firmly_between_groups(&self) -> bool {
        let is_between = matches!(
            self.pattern,
            Pattern::Partly | Pattern::Clearly | Pattern::Mainly
        );
        is_between && !self.tentative
    }
}

#[cfg(test)]
mod simulation;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        n: u32,
        smallest_group: u32,
        share: Option<f64>,
        p: f64,
        pattern: Pattern,
        tentative: bool,
    ) {
        let test = DomainTest {
            n,
            smallest_group,
            share,
            adjusted_share: share,
            share_by_chance: 0.0,
            p: p / 2.0,
            p_adjusted: p,
        };
        let whose = Whose::of(Grouping::Sector, &test);
        assert_eq!(
            (whose.pattern, whose.tentative),
            (pattern, tentative),
            "{test:?}"
        );
    }

    #[test]
    fn worked_example_of_whose_disagreement() {
        check(24, 5, Some(0.62), 0.002, Pattern::Mainly, false);
        check(24, 5, Some(0.30), 0.04, Pattern::Clearly, false);
        check(24, 5, Some(0.30), 0.07, Pattern::Clearly, true);
        check(60, 5, Some(0.10), 0.03, Pattern::Partly, false);
        check(600, 50, Some(0.02), 0.001, Pattern::Individual, false);
    }

    #[test]
    fn little_is_said_of_few_people_and_of_what_chance_gives() {
        check(24, 5, Some(0.30), 0.11, Pattern::NotDetectable, false);
        check(9, 4, Some(0.9), 0.01, Pattern::TooFew, false);
        check(24, 2, Some(0.9), 0.01, Pattern::TooFew, false);
        check(24, 5, None, 1.0, Pattern::Agreed, false);
    }
}
