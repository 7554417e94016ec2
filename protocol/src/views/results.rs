//! What was marked, as far as an audience may see it now. The only way from a tally to the outside.

use std::collections::BTreeMap;

use super::{Audience, DomainResult, GroupResult, ResultsView};
use crate::{
    command::{Grouping, RevealLevel},
    consensus::{self, Shape, TENTATIVE_BELOW, Verdict},
    disclosure::{self, GroupCounts, ShownGroup},
    id::TableId,
    refusal::Refusal,
    settings::RevealMode,
    workshop::{DomainTally, Round, Workshop},
};

/// Which counts an audience sees.
enum Scope {
    /// The whole room's, with or without its groups.
    Room { groups: Option<Grouping> },
    /// One table's own.
    OwnTable(TableId),
}

/// The results of a round for an audience; a refusal with its reason where there is nothing to see yet.
///
/// `by` asks for one grouping by name; it is answered only where the round is shown by it.
pub fn results(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
    by: Option<Grouping>,
) -> Result<ResultsView, Refusal> {
    let scope = scope(workshop, round, audience)?;
    if let Some(by) = by {
        check_grouping(round, &scope, by)?;
    }
    let framework = workshop.framework_of(round);
    let (table, grouping) = match scope {
        Scope::Room { groups } => (None, groups),
        Scope::OwnTable(table) => (Some(table), None),
    };
    // One pass over the ballots, and only for groups; the room's counts stand ready.
    let by_group = match scope {
        Scope::Room { groups } => groups.map(|grouping| grouped(workshop, round, grouping)),
        Scope::OwnTable(_) => Some(grouped(workshop, round, Grouping::Table)),
    };
    let shown = |index: usize| {
        let groups = by_group
            .as_ref()?
            .iter()
            .map(|(name, tallies)| GroupCounts {
                name: name.clone(),
                counts: tallies[index].counts(framework.level_count()).to_vec(),
            });
        disclosure::shown_groups(groups.collect(), workshop.settings().minimum_group)
    };
    let domains = (0..framework.domains.len()).map(|index| match table {
        None => {
            let tally = &round.tally.domains[index];
            let groups = if grouping.is_some() {
                shown(index)
            } else {
                None
            };
            domain(
                workshop,
                round,
                index,
                Some((tally.counts(framework.level_count()), Some(tally.unsure))),
                groups,
            )
        }
        Some(table) => {
            let own = shown(index).unwrap_or_default();
            let name = workshop.table_name(table);
            // A table that had to join others is not shown to its people either: they could subtract themselves.
            let alone = own.iter().find(|group| group.members.as_slice() == [name]);
            domain(
                workshop,
                round,
                index,
                alone.map(|group| (group.counts.as_slice(), None)),
                None,
            )
        }
    });
    Ok(ResultsView {
        revision: workshop.seq(),
        round: round.id,
        framework: framework.id.clone(),
        kind: round.kind,
        revealed: round.revealed,
        table,
        grouping,
        domains: domains.collect(),
    })
}

fn scope(workshop: &Workshop, round: &Round, audience: Audience) -> Result<Scope, Refusal> {
    let mode = workshop.settings().reveal;
    match (round.revealed, audience) {
        (Some(RevealLevel::Groups), _) | (Some(RevealLevel::Table), Audience::Facilitator) => {
            Ok(Scope::Room {
                groups: round.grouping,
            })
        }
        (Some(RevealLevel::Pooled), _) => Ok(Scope::Room { groups: None }),
        (Some(RevealLevel::Table), Audience::Participant(Some(table))) => {
            Ok(Scope::OwnTable(table))
        }
        // In an open workshop the room's counts were seen before the reveal; a reveal takes nothing away.
        (_, _) if mode == RevealMode::Open => Ok(Scope::Room { groups: None }),
        (None, Audience::Facilitator) if mode == RevealMode::Facilitator => {
            Ok(Scope::Room { groups: None })
        }
        (Some(RevealLevel::Table), Audience::Participant(None)) => Err(Refusal::hidden(format!(
            "round {} is shown at tables so far, and you sit at none",
            round.id
        ))),
        (Some(RevealLevel::Table), _) => Err(Refusal::hidden(format!(
            "round {} is shown at tables so far, not to the room",
            round.id
        ))),
        (None, _) => Err(Refusal::hidden(format!(
            "round {} has not been revealed yet",
            round.id
        ))),
    }
}

fn check_grouping(round: &Round, scope: &Scope, by: Grouping) -> Result<(), Refusal> {
    match (scope, round.grouping) {
        (
            Scope::Room {
                groups: Some(shown),
            },
            _,
        ) if *shown == by => Ok(()),
        (_, Some(fixed)) if fixed != by => Err(Refusal::hidden(format!(
            "round {} is shown by {fixed}: showing it by {by} as well could give small groups away",
            round.id
        ))),
        _ => Err(Refusal::hidden(format!(
            "round {} has not been revealed by {by} yet",
            round.id
        ))),
    }
}

/// Each group's tallies, in the workshop's order of groups.
fn grouped(
    workshop: &Workshop,
    round: &Round,
    grouping: Grouping,
) -> Vec<(String, Vec<DomainTally>)> {
    let order = |name: &str| match grouping {
        Grouping::Sector => workshop
            .sectors()
            .iter()
            .position(|sector| sector.name == name),
        Grouping::Table => workshop
            .tables()
            .iter()
            .position(|table| table.name == name),
        Grouping::Organisation => None,
    };
    let mut groups: BTreeMap<(usize, String), Vec<DomainTally>> = BTreeMap::new();
    for (id, vote) in &round.frozen {
        let Some(seat) = workshop.seat(*id) else {
            continue;
        };
        let name = match grouping {
            Grouping::Sector => seat
                .sector
                .as_ref()
                .map_or("No sector", |sector| workshop.sector_name(sector)),
            Grouping::Table => vote
                .table
                .map_or("No table", |table| workshop.table_name(table)),
            Grouping::Organisation => seat
                .organisation
                .as_deref()
                .unwrap_or("No organisation given"),
        };
        let key = (order(name).unwrap_or(usize::MAX), name.to_owned());
        let tallies = groups
            .entry(key)
            .or_insert_with(|| vec![DomainTally::default(); vote.cells.len()]);
        for (tally, cell) in tallies.iter_mut().zip(&vote.cells) {
            tally.add(*cell);
        }
    }
    groups
        .into_iter()
        .map(|((_, name), tallies)| (name, tallies))
        .collect()
}

fn domain(
    workshop: &Workshop,
    round: &Round,
    index: usize,
    counts: Option<(&[u32], Option<u32>)>,
    groups: Option<Vec<ShownGroup>>,
) -> DomainResult {
    let framework = workshop.framework_of(round);
    let domain = &framework.domains[index];
    let minimum = workshop.settings().minimum_group;
    let n = counts.map_or(0, |(counts, _)| counts.iter().sum());
    let shown = counts.filter(|_| disclosure::may_show(n, minimum));
    let shape = shown.map_or(Shape::TooFew, |(counts, _)| consensus::shape(counts));
    let word = shape.verdict();
    DomainResult {
        domain: domain.id.clone(),
        counts: shown.map(|(counts, _)| counts.to_vec()),
        n,
        unsure: shown.and_then(|(_, unsure)| unsure),
        late: round.late[index],
        median: shown
            .and_then(|(counts, _)| consensus::interpolated_median(counts))
            .filter(|_| word != Verdict::TooFew),
        consensus: shown
            .and_then(|(counts, _)| consensus::consensus_index(counts))
            .filter(|_| word != Verdict::TooFew),
        verdict: word,
        tags: match shape {
            Shape::Leaning { far, .. } if 10 * far > n => vec![format!("{far} far away")],
            _ => Vec::new(),
        },
        tentative: word != Verdict::TooFew && n < TENTATIVE_BELOW,
        sentence: match shown {
            Some((counts, _)) => consensus::sentence(framework, &domain.name, counts),
            None => consensus::hidden_sentence(&domain.name, n, minimum),
        },
        agreed: round.agreed.get(&domain.id).cloned(),
        groups: groups
            .map(|groups| groups.iter().map(group).collect())
            .filter(|_| shown.is_some()),
    }
}

fn group(group: &ShownGroup) -> GroupResult {
    let word = consensus::shape(&group.counts).verdict();
    let is_worded = word != Verdict::TooFew;
    GroupResult {
        group: group.name(),
        members: group.members.clone(),
        counts: group.counts.clone(),
        n: group.n(),
        median: consensus::interpolated_median(&group.counts).filter(|_| is_worded),
        consensus: consensus::consensus_index(&group.counts).filter(|_| is_worded),
        verdict: word,
        tentative: is_worded && group.n() < TENTATIVE_BELOW,
    }
}
