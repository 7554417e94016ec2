//! What was marked, as an audience sees it: numbers, words and sentences for counts that it may know.

use super::{
    Audience, DisclosedGroup, DomainResult, GroupResult, Measures, ResultsView, disclosed,
};
use crate::{
    command::Grouping,
    consensus::{self, Shape, TENTATIVE_BELOW, Verdict},
    disclosure::{DisclosedDomain, ShownTally},
    refusal::Refusal,
    workshop::{Round, Workshop},
};

/// The results of a round for an audience; a refusal with its reason where there is nothing to see yet.
///
/// `by` asks for one grouping by name; it is answered only where the round is shown by it.
pub fn results(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
    by: Option<Grouping>,
) -> Result<ResultsView, Refusal> {
    let disclosed = disclosed(workshop, round, audience, by)?;
    let whose = match disclosed.table {
        Some(_) => Whose::Table,
        None => Whose::Room,
    };
    let groups = disclosed.groups.as_deref();
    let domains = disclosed.domains.iter().enumerate();
    let domain = |(index, shown)| DomainResult {
        groups_withheld: withheld(workshop, index, round, disclosed.grouping, shown),
        ..domain(workshop, round, index, whose, shown, groups)
    };
    Ok(ResultsView {
        revision: workshop.seq(),
        round: round.id,
        framework: workshop.framework_of(round).id.clone(),
        kind: round.kind,
        revealed: round.revealed,
        table: disclosed.table,
        grouping: disclosed.grouping,
        snapshot: disclosed.snapshot,
        domains: domains.map(domain).collect(),
        overall: None,
        by_disagreement: Vec::new(),
        computing: false,
    })
}

/// Whose counts a domain's result is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Room,
    Table,
}

/// Why a domain's groups are missing. One sentence for every cause, since the cause would say what was marked.
fn withheld(
    workshop: &Workshop,
    index: usize,
    round: &Round,
    grouping: Option<Grouping>,
    shown: &DisclosedDomain,
) -> Option<String> {
    let domain = &workshop.framework_of(round).domains[index].name;
    let grouping = grouping.filter(|_| shown.room.is_some() && shown.groups.is_none())?;
    Some(format!(
        "{domain}: counts by {grouping} are not shown, because a group is too small or agrees so closely that they would be its people's marks."
    ))
}

fn domain(
    workshop: &Workshop,
    round: &Round,
    index: usize,
    whose: Whose,
    shown: &DisclosedDomain,
    groups: Option<&[DisclosedGroup]>,
) -> DomainResult {
    let framework = workshop.framework_of(round);
    let domain = &framework.domains[index];
    let counts = shown.room.as_ref().map(ShownTally::counts);
    let n = shown.room.as_ref().map(ShownTally::n);
    let shape = counts.map_or(Shape::TooFew, consensus::shape);
    let word = shape.verdict();
    let is_worded = word != Verdict::TooFew;
    let worded = counts.filter(|_| is_worded);
    DomainResult {
        domain: domain.id.clone(),
        counts: counts.map(<[u32]>::to_vec),
        n,
        unsure: shown.unsure,
        late: (whose == Whose::Room).then_some(round.late[index]),
        median: worded.and_then(consensus::interpolated_median),
        consensus: worded.and_then(consensus::consensus_index),
        verdict: word,
        tags: match (shape, n) {
            (Shape::Leaning { far, .. }, Some(n)) if 10 * far > n => {
                vec![format!("{far} far away")]
            }
            _ => Vec::new(),
        },
        tentative: is_worded && n.is_some_and(|n| n < TENTATIVE_BELOW),
        measures: worded.map(measures),
        steps: worded.map(consensus::steps),
        whose: None,
        between_share: None,
        firm: None,
        since: None,
        gap: None,
        advice: None,
        sentence: match counts {
            Some(counts) => consensus::sentence(framework, &domain.name, counts),
            None if whose == Whose::Table => consensus::hidden_table_sentence(&domain.name),
            None => consensus::hidden_sentence(&domain.name, workshop.settings().minimum_group),
        },
        agreed: round.agreed.get(&domain.id).cloned(),
        groups: groups.and_then(|groups| {
            let tallies = groups.iter().zip(shown.groups.as_ref()?);
            Some(
                tallies
                    .map(|(group, tally)| group_result(group, tally))
                    .collect(),
            )
        }),
        groups_withheld: None,
    }
}

fn group_result(group: &DisclosedGroup, tally: &ShownTally) -> GroupResult {
    let counts = tally.counts();
    let word = consensus::shape(counts).verdict();
    let is_worded = word != Verdict::TooFew;
    GroupResult {
        group: group.name.clone(),
        members: group.members.clone(),
        n: tally.n(),
        median: consensus::interpolated_median(counts).filter(|_| is_worded),
        consensus: consensus::consensus_index(counts).filter(|_| is_worded),
        verdict: word,
        tentative: is_worded && tally.n() < TENTATIVE_BELOW,
        counts: counts.to_vec(),
    }
}

fn measures(counts: &[u32]) -> Measures {
    Measures {
        iov: consensus::iov(counts),
        iov_unbiased: consensus::iov_unbiased(counts),
        average_gap_levels: consensus::average_gap_levels(counts),
        tastle_wierman: consensus::tastle_wierman(counts),
        van_der_eijk_a: consensus::van_der_eijk_a(counts),
        polarisation: consensus::van_der_eijk_polarisation(counts),
        entropy_bits: consensus::entropy_bits(counts),
        middle_half: consensus::middle_half(counts),
    }
}
