//! A domain's finding as the words that are read aloud, always with their number of people.
//!
//! Takes only what may be shown to whoever listens: nothing here decides that. Never a bare probability, never "no
//! difference" for a difference that was not found, and no percentages, which mean little in a room of twenty.

mod english;
mod firmness;
mod groups;
mod movement;
mod room;
#[cfg(test)]
mod tests;

use super::{Advice, Gap, Movement, OneAway, Outstanding, Whose};
use crate::{framework::Framework, id::RoundId};

/// What may be said of a domain to one audience.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'a> {
    /// Whose levels have names.
    pub framework: &'a Framework,
    /// The domain's name.
    pub domain: &'a str,
    /// People at each level, the lowest first.
    pub counts: &'a [u32],
    /// People who were not sure.
    pub unsure: Option<u32>,
    /// The groups that are shown, all of one grouping. Empty where none is.
    pub groups: &'a [GroupFinding<'a>],
    /// Whose disagreement it is. It names the grouping, so without it no groups are spoken of.
    pub whose: Option<Whose>,
    /// The other words that one person could bring about; empty says that there are none.
    pub one_away: Option<&'a [OneAway]>,
    /// What missing marks could change.
    pub outstanding: Option<&'a Outstanding>,
    /// What changed since an earlier round.
    pub since: Option<(RoundId, &'a Movement)>,
    /// Domains that are looked at together: a change on one of many is found by chance more easily.
    pub domain_count: usize,
    /// What the stop rule advises.
    pub advice: Option<Advice>,
    /// From where we are to where we need to be.
    pub gap: Option<&'a Gap>,
}

/// A group that is shown: its name, and its counts.
#[derive(Debug, Clone, Copy)]
pub struct GroupFinding<'a> {
    /// What it is called.
    pub name: &'a str,
    /// People at each level, the lowest first.
    pub counts: &'a [u32],
}

impl<'a> Finding<'a> {
    /// What the counts alone say; the rest is added field by field.
    pub fn of(framework: &'a Framework, domain: &'a str, counts: &'a [u32]) -> Self {
        Self {
            framework,
            domain,
            counts,
            unsure: None,
            groups: &[],
            whose: None,
            one_away: None,
            outstanding: None,
            since: None,
            domain_count: framework.domains.len(),
            advice: None,
            gap: None,
        }
    }

    /// All of it in words: the finding as one sentence, then how firm it is, how it moved, the gap and who was not sure,
    /// a sentence each.
    pub fn sentence(&self) -> String {
        let groups = self.whose.into_iter().flat_map(|whose| {
            [
                groups::clause(self.groups, whose.grouping),
                groups::whose_clause(whose),
            ]
        });
        let finding: Vec<String> = std::iter::once(room::clause(self.framework, self.counts))
            .chain(groups.flatten())
            .collect();
        let further = [
            room::caution(self.counts),
            firmness::one_away(self.one_away),
            firmness::outstanding(self.outstanding),
            self.since
                .map(|(round, moved)| movement::since(round, moved, self.domain_count)),
            self.advice.and_then(movement::advice),
            self.gap.map(movement::gap),
            self.unsure.and_then(room::unsure),
        ];
        let mut text = format!("{}: {}.", self.domain, finding.join("; "));
        for sentence in further.into_iter().flatten() {
            text.push(' ');
            text.push_str(&sentence);
        }
        text
    }
}

/// The sentence of a domain whose counts may not be shown, because too few people marked it.
pub fn hidden_sentence(domain: &str, minimum: u32) -> String {
    format!("{domain}: fewer than {minimum} people have chosen a level, so counts are not shown.")
}

/// The sentence of a domain whose counts are not shown to a table, its own or another's being too small.
pub fn hidden_table_sentence(domain: &str) -> String {
    format!("{domain}: your table's counts are not shown, to protect a small group.")
}
