//! What comes first of the actions that were marked: their quarters, out of the counts that an audience is shown.

use super::ActionQuarter;
use crate::{
    consensus::quarter,
    framework::{ActionAspect, DomainAbout, Framework},
    id::ItemId,
};

/// The actions of a framework that was made of the plan, those to begin with first, within a quarter in the order in which
/// they were asked. Nothing follows from it that does not from `shown`: the counts of each domain, by its place in the
/// framework, where they are shown.
pub(super) fn quarters<'a>(
    framework: &Framework,
    shown: impl Fn(usize) -> Option<&'a [u32]>,
) -> Vec<ActionQuarter> {
    let counts = |asked: &ItemId, of: ActionAspect| {
        let is_asked = |about: &DomainAbout| matches!(about, DomainAbout::Action { action, aspect } if action == asked && *aspect == of);
        let place = framework
            .domains
            .iter()
            .position(|domain| domain.about.as_ref().is_some_and(is_asked));
        place.and_then(&shown).unwrap_or_default()
    };
    let actions = framework
        .domains
        .iter()
        .filter_map(|domain| match &domain.about {
            Some(DomainAbout::Action {
                action,
                aspect: ActionAspect::Impact,
            }) => Some(action),
            _ => None,
        });
    let mut placed: Vec<ActionQuarter> = actions
        .map(|action| ActionQuarter {
            action: action.clone(),
            quarter: quarter(
                counts(action, ActionAspect::Impact),
                counts(action, ActionAspect::Speed),
            ),
        })
        .collect();
    placed.sort_by_key(|action| action.quarter);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{consensus::Quarter, framework::built_in_by_id};

    /// The framework of three actions, each with its impact and its speed.
    fn asked() -> Framework {
        let mut framework = (**built_in_by_id("pit-a").expect("built in")).clone();
        let row = framework.domains[0].clone();
        let pair = |id: &&str| {
            let about = |aspect| {
                let action = id.parse().expect("an item's id");
                let mut domain = row.clone();
                domain.about = Some(DomainAbout::Action { action, aspect });
                domain
            };
            [ActionAspect::Impact, ActionAspect::Speed].map(about)
        };
        framework.domains = ["call", "train", "visit"].iter().flat_map(pair).collect();
        framework
    }

    fn placed(shown: [Option<&[u32]>; 6]) -> Vec<(String, Quarter)> {
        let placed = quarters(&asked(), |place| shown[place]).into_iter();
        placed
            .map(|one| (one.action.to_string(), one.quarter))
            .collect()
    }

    const LITTLE: Option<&[u32]> = Some(&[2, 6, 2, 0]);
    const MUCH: Option<&[u32]> = Some(&[0, 2, 6, 2]);

    #[test]
    fn vi8_actions_stand_by_their_quarter_and_then_as_they_were_asked() {
        let expected = [
            ("train".to_owned(), Quarter::DoFirst),
            ("call".to_owned(), Quarter::Leave),
            ("visit".to_owned(), Quarter::Leave),
        ];
        let all = [LITTLE, LITTLE, MUCH, MUCH, LITTLE, LITTLE];
        assert_eq!(placed(all), expected);
    }

    #[test]
    fn vi8_of_what_is_not_shown_no_quarter_is_told() {
        let two_camps: Option<&[u32]> = Some(&[5, 0, 0, 5]);
        let some = [MUCH, None, None, two_camps, MUCH, LITTLE];
        let expected = [
            ("visit".to_owned(), Quarter::BeginNow),
            ("call".to_owned(), Quarter::TooFew),
            ("train".to_owned(), Quarter::TooFew),
        ];
        assert_eq!(placed(some), expected);
    }

    #[test]
    fn vi8_a_framework_that_is_about_no_actions_has_none() {
        let tool = built_in_by_id("pit-a").expect("built in");
        assert!(quarters(tool, |_| MUCH).is_empty());
    }
}
