//! The same people in two published rounds: who chose what in both, as far as `disclosure::pairs` lets it be told.

use super::{Round, Workshop};
use crate::{
    disclosure::{Pairs, ShownPairs, are_comparable, may_compare},
    refusal::Refusal,
    round::Grouping,
};

/// Whether somebody who marked both of two rounds that are shown by table, or by sphere, stood elsewhere the second time:
/// the groups then have the same names and hold other people, and how everybody moved would say what those few marked. Who
/// stands where does not depend on what they marked, so refusing for it tells nothing of that.
fn have_changed_groups(earlier: &Round, later: &Round) -> bool {
    let is_shown_by = |grouping| {
        [earlier, later]
            .iter()
            .any(|round| round.grouping == Some(grouping))
    };
    let (by_table, by_sphere) = (is_shown_by(Grouping::Table), is_shown_by(Grouping::Sphere));
    earlier.frozen.iter().any(|(seat, before)| {
        later.frozen.get(seat).is_some_and(|after| {
            let (before, after) = (before.standing, after.standing);
            (by_table && after.table != before.table)
                || (by_sphere && after.sphere != before.sphere)
        })
    })
}

impl Workshop {
    /// What may be told of the people of two rounds, domain by domain in the framework's order; empty where the rounds
    /// cannot be compared.
    pub(crate) fn pairs(&self, earlier: &Round, later: &Round) -> Vec<Option<ShownPairs>> {
        let (Some(before), Some(after)) = (&earlier.published, &later.published) else {
            return Vec::new();
        };
        let (shown_before, shown_after) = (&before.publication, &after.publication);
        let is_grouped = shown_before.groups.is_some() || shown_after.groups.is_some();
        if earlier.framework_index != later.framework_index
            || !are_comparable(shown_before, shown_after)
        {
            return Vec::new();
        }
        if is_grouped && (before.keys != after.keys || have_changed_groups(earlier, later)) {
            return Vec::new();
        }
        let level_count = self.framework_of(later).level_count();
        let mut pairs = vec![Pairs::none(level_count); shown_after.domains.len()];
        let seats = earlier.frozen.keys().chain(
            later
                .frozen
                .keys()
                .filter(|seat| !earlier.frozen.contains_key(seat)),
        );
        for seat in seats {
            let (before, after) = (earlier.frozen.get(seat), later.frozen.get(seat));
            for (domain, pairs) in pairs.iter_mut().enumerate() {
                let level = |vote: Option<&super::FrozenVote>| vote?.cells[domain].level();
                pairs.add(level(before), level(after));
            }
        }
        let domains = shown_before.domains.iter().zip(&shown_after.domains);
        domains
            .zip(&pairs)
            .map(|((before, after), pairs)| {
                if may_compare(before, after, is_grouped) {
                    ShownPairs::of(pairs, self.settings.minimum_group)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Notes with which rounds this one has been compared person by person while both were shown without groups.
    pub(super) fn note_compared(&mut self, index: usize) {
        let has_groups = |round: &Round| {
            let published = round.published.as_ref();
            published.is_some_and(|published| published.publication.groups.is_some())
        };
        let round = &self.rounds[index];
        if has_groups(round) {
            return;
        }
        let compared: Vec<usize> = (0..self.rounds.len())
            .filter(|other| *other != index && !has_groups(&self.rounds[*other]))
            .filter(|other| {
                let (earlier, later) = (index.min(*other), index.max(*other));
                let pairs = self.pairs(&self.rounds[earlier], &self.rounds[later]);
                pairs.iter().any(Option::is_some)
            })
            .collect();
        for other in compared {
            let (one, two) = (self.rounds[index].id, self.rounds[other].id);
            self.rounds[index].compared.insert(two);
            self.rounds[other].compared.insert(one);
        }
    }

    /// Refuses to show groups of a round that was compared with another without them: from a group's counts in one round,
    /// and from how everybody moved, its counts in the other could follow.
    pub(super) fn check_compared(round: &Round) -> Result<(), Refusal> {
        match round.compared.first() {
            None => Ok(()),
            Some(other) => Err(Refusal::moved_on(format!(
                "how people moved between rounds {other} and {} has been shown: showing it by groups as well could say what a small group marked",
                round.id
            ))),
        }
    }
}
