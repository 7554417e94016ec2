//! What was marked, as far as an audience may see it now. The only way from a tally to the outside.

use std::collections::BTreeMap;

use super::{Audience, DomainResult, GroupResult, ResultsView};
use crate::{
    command::{Grouping, RevealLevel},
    consensus::{self, Shape, TENTATIVE_BELOW, Verdict},
    disclosure::{self, ShownGroup},
    id::TableId,
    refusal::Refusal,
    seat::SectorId,
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
    let domain_count = workshop.framework_of(round).domains.len();
    let (table, grouping, domains) = match scope {
        Scope::Room { groups } => {
            let grouped = groups.map(|grouping| Grouped::of(workshop, round, grouping));
            let domain = |index| {
                let tally = &round.tally.domains[index];
                let groups = grouped
                    .as_ref()
                    .and_then(|grouped| grouped.on(index, workshop, round));
                let seen = Seen::of_room(workshop, round, tally);
                domain(workshop, round, index, Whose::Room, Some(seen), groups)
            };
            (None, groups, (0..domain_count).map(domain).collect())
        }
        Scope::OwnTable(table) => {
            let grouped = Grouped::of(workshop, round, Grouping::Table);
            let own = |index| grouped.alone(&GroupKey::Table(Some(table)), index, workshop, round);
            let domain = |index| domain(workshop, round, index, Whose::Table, own(index), None);
            (Some(table), None, (0..domain_count).map(domain).collect())
        }
    };
    Ok(ResultsView {
        revision: workshop.seq(),
        round: round.id,
        framework: workshop.framework_of(round).id.clone(),
        kind: round.kind,
        revealed: round.revealed,
        table,
        grouping,
        domains,
    })
}

fn scope(workshop: &Workshop, round: &Round, audience: Audience) -> Result<Scope, Refusal> {
    let mode = workshop.settings().reveal;
    let with_groups = Scope::Room {
        groups: round.grouping,
    };
    let room = Scope::Room { groups: None };
    match (round.revealed, audience) {
        (Some(RevealLevel::Groups), _) => Ok(with_groups),
        // Facilitators go from table to table; what they saw of the tables stays with them.
        (Some(RevealLevel::Table | RevealLevel::Pooled), Audience::Facilitator) => Ok(with_groups),
        (Some(RevealLevel::Pooled), _) => Ok(room),
        // In an open workshop the room's counts were seen before the reveal; a reveal takes nothing away.
        (_, _) if mode == RevealMode::Open => Ok(room),
        (Some(RevealLevel::Table), Audience::Participant(Some(table))) => {
            Ok(Scope::OwnTable(table))
        }
        (None, Audience::Facilitator) if mode == RevealMode::Facilitator => Ok(room),
        (Some(RevealLevel::Table), Audience::Participant(None)) => Err(Refusal::hidden(format!(
            "round {} is shown at tables so far, to the people whose marks were counted there, and you sit at none",
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

/// What a group is, in the workshop's order of groups.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Sector(usize, Option<SectorId>),
    Table(Option<TableId>),
    Organisation(Option<String>),
}

impl GroupKey {
    fn name(&self, workshop: &Workshop) -> String {
        match self {
            GroupKey::Sector(_, Some(sector)) => workshop.sector_name(sector).to_owned(),
            GroupKey::Sector(_, None) => "No sector".to_owned(),
            GroupKey::Table(Some(table)) => workshop.table_name(*table).to_owned(),
            GroupKey::Table(None) => "No table".to_owned(),
            GroupKey::Organisation(Some(organisation)) => organisation.clone(),
            GroupKey::Organisation(None) => "No organisation given".to_owned(),
        }
    }
}

/// A closed round's counted marks by group, and how the groups stand together.
struct Grouped {
    groups: Vec<(GroupKey, Vec<DomainTally>)>,
    shown: Option<Vec<ShownGroup>>,
    names_members: bool,
}

impl Grouped {
    fn of(workshop: &Workshop, round: &Round, grouping: Grouping) -> Self {
        let mut groups: BTreeMap<GroupKey, (u32, Vec<DomainTally>)> = BTreeMap::new();
        for (id, vote) in &round.frozen {
            let Some(seat) = workshop.seat(*id) else {
                continue;
            };
            let key = match grouping {
                Grouping::Sector => {
                    let place = |id: &SectorId| {
                        workshop
                            .sectors()
                            .iter()
                            .position(|sector| sector.id == *id)
                    };
                    GroupKey::Sector(
                        seat.sector.as_ref().and_then(place).unwrap_or(usize::MAX),
                        seat.sector.clone(),
                    )
                }
                Grouping::Table => GroupKey::Table(vote.table),
                Grouping::Organisation => GroupKey::Organisation(seat.organisation.clone()),
            };
            let (people, tallies) = groups
                .entry(key)
                .or_insert_with(|| (0, vec![DomainTally::default(); vote.cells.len()]));
            *people += 1;
            for (tally, cell) in tallies.iter_mut().zip(&vote.cells) {
                tally.add(*cell);
            }
        }
        let sizes: Vec<u32> = groups.values().map(|(people, _)| *people).collect();
        Self {
            shown: disclosure::partition(&sizes, workshop.settings().minimum_group),
            groups: groups
                .into_iter()
                .map(|(key, (_, tallies))| (key, tallies))
                .collect(),
            // An organisation's name is what a person typed, often their own; a small one is never told.
            names_members: grouping != Grouping::Organisation,
        }
    }

    /// The shown groups' counts on a domain; none where one of them would be too small there.
    fn counts(
        &self,
        index: usize,
        workshop: &Workshop,
        round: &Round,
    ) -> Option<Vec<(&ShownGroup, Vec<u32>)>> {
        let level_count = workshop.framework_of(round).level_count();
        let sum = |group: &ShownGroup| {
            let mut counts = vec![0; level_count];
            for member in &group.members {
                let tally = self.groups[*member].1[index].counts(level_count);
                counts
                    .iter_mut()
                    .zip(tally)
                    .for_each(|(count, more)| *count += more);
            }
            counts
        };
        let counts: Vec<_> = self
            .shown
            .as_ref()?
            .iter()
            .map(|group| (group, sum(group)))
            .collect();
        let people = counts.iter().map(|(_, counts)| counts.iter().sum());
        disclosure::may_show_together(people, workshop.settings().minimum_group).then_some(counts)
    }

    fn on(&self, index: usize, workshop: &Workshop, round: &Round) -> Option<Vec<GroupResult>> {
        let name = |member: &usize| self.groups[*member].0.name(workshop);
        let shown = self.counts(index, workshop, round)?;
        let result = |(group, counts): (&ShownGroup, Vec<u32>)| {
            let names = || group.members.iter().map(name).collect();
            match (group.is_alone(), self.names_members) {
                (true, _) => group_result(name(&group.members[0]), names(), counts),
                (false, true) => group_result("Others".to_owned(), names(), counts),
                (false, false) => group_result("Others".to_owned(), Vec::new(), counts),
            }
        };
        Some(shown.into_iter().map(result).collect())
    }

    /// One group's own counts on a domain, if it may be shown by itself: a group that had to join others is not shown to
    /// its people either, who could subtract themselves.
    fn alone(
        &self,
        key: &GroupKey,
        index: usize,
        workshop: &Workshop,
        round: &Round,
    ) -> Option<Seen> {
        let shown = self.counts(index, workshop, round)?;
        let is_own =
            |group: &ShownGroup| group.is_alone() && self.groups[group.members[0]].0 == *key;
        let (_, counts) = shown.into_iter().find(|(group, _)| is_own(group))?;
        Some(Seen {
            counts,
            unsure: None,
        })
    }
}

/// Whose counts a domain's result is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Room,
    Table,
}

/// Counts that an audience may know of, as far as their number allows.
struct Seen {
    counts: Vec<u32>,
    unsure: Option<u32>,
}

impl Seen {
    fn of_room(workshop: &Workshop, round: &Round, tally: &DomainTally) -> Self {
        let level_count = workshop.framework_of(round).level_count();
        Self {
            counts: tally.counts(level_count).to_vec(),
            unsure: Some(tally.unsure),
        }
    }

    fn n(&self) -> u32 {
        self.counts.iter().sum()
    }
}

fn domain(
    workshop: &Workshop,
    round: &Round,
    index: usize,
    whose: Whose,
    seen: Option<Seen>,
    groups: Option<Vec<GroupResult>>,
) -> DomainResult {
    let framework = workshop.framework_of(round);
    let domain = &framework.domains[index];
    let minimum = workshop.settings().minimum_group;
    let shown = seen.filter(|seen| disclosure::may_show(seen.n(), minimum));
    let shape = shown
        .as_ref()
        .map_or(Shape::TooFew, |seen| consensus::shape(&seen.counts));
    let word = shape.verdict();
    let is_worded = word != Verdict::TooFew;
    let counts = shown.as_ref().map(|seen| &seen.counts);
    let n = shown.as_ref().map(Seen::n);
    DomainResult {
        domain: domain.id.clone(),
        counts: counts.cloned(),
        n,
        unsure: shown.as_ref().and_then(|seen| seen.unsure),
        late: (whose == Whose::Room).then_some(round.late[index]),
        median: counts
            .filter(|_| is_worded)
            .and_then(|counts| consensus::interpolated_median(counts)),
        consensus: counts
            .filter(|_| is_worded)
            .and_then(|counts| consensus::consensus_index(counts)),
        verdict: word,
        tags: match (shape, n) {
            (Shape::Leaning { far, .. }, Some(n)) if 10 * far > n => {
                vec![format!("{far} far away")]
            }
            _ => Vec::new(),
        },
        tentative: is_worded && n.is_some_and(|n| n < TENTATIVE_BELOW),
        sentence: match counts {
            Some(counts) => consensus::sentence(framework, &domain.name, counts),
            None if whose == Whose::Table => consensus::hidden_table_sentence(&domain.name),
            None => consensus::hidden_sentence(&domain.name, minimum),
        },
        agreed: round.agreed.get(&domain.id).cloned(),
        groups: groups.filter(|_| n.is_some()),
    }
}

fn group_result(group: String, members: Vec<String>, counts: Vec<u32>) -> GroupResult {
    let word = consensus::shape(&counts).verdict();
    let is_worded = word != Verdict::TooFew;
    let n = counts.iter().sum();
    GroupResult {
        group,
        members,
        n,
        median: consensus::interpolated_median(&counts).filter(|_| is_worded),
        consensus: consensus::consensus_index(&counts).filter(|_| is_worded),
        verdict: word,
        tentative: is_worded && n < TENTATIVE_BELOW,
        counts,
    }
}
