//! What an audience may know of a round: who may look at what, and only counts that have passed the rules of disclosure.
//!
//! Every number that people see is computed from a `Disclosed`. It holds no hidden cell, so none can be.

use std::borrow::Cow;

use super::Audience;
use crate::{
    disclosure::{DisclosedDomain, Publication, ShownGroup, ShownTally},
    id::TableId,
    refusal::Refusal,
    round::{Grouping, RevealLevel},
    settings::RevealMode,
    workshop::{GroupKey, Published, Round, Workshop},
};

/// What an audience may know of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed<'a> {
    /// Whose counts `domains` are: none for the room, else the one table whose people are looking.
    pub table: Option<TableId>,
    /// How the people are grouped, where groups are shown.
    pub grouping: Option<Grouping>,
    /// Which state of what is shown this is; none while the counts are live.
    pub snapshot: Option<u32>,
    /// The groups that are shown, in the order of each domain's tallies; none where none can be.
    pub groups: Option<Vec<DisclosedGroup>>,
    /// Each domain in the framework's order.
    pub domains: Cow<'a, [DisclosedDomain]>,
}

/// A group that is shown: a single one, or several small ones together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedGroup {
    /// Its name; several small ones stand together as "Others".
    pub name: String,
    /// The names of the groups that stand together here, where they may be told.
    pub members: Vec<String>,
}

/// What an audience may know of a round; a refusal with its reason where there is nothing to know yet.
///
/// `by` asks for one grouping by name; it is answered only where the round is shown by it.
pub fn disclosed<'a>(
    workshop: &Workshop,
    round: &'a Round,
    audience: Audience,
    by: Option<Grouping>,
) -> Result<Disclosed<'a>, Refusal> {
    let Some(published) = &round.published else {
        let live = live(workshop, round, audience)?;
        check_grouping(round, None, by)?;
        return Ok(live);
    };
    // Of a round that nobody marked there is nothing that only a facilitator could see.
    if audience == Audience::NamedFacilitator && !round.frozen.is_empty() {
        return Ok(everything(workshop, round, published, by));
    }
    let scope = scope(workshop, round, audience)?;
    let Scope::Room { with_groups } = scope else {
        check_grouping(round, None, by)?;
        return Ok(own_table(round, published, scope));
    };
    let grouping = round.grouping.filter(|_| with_groups);
    check_grouping(round, grouping, by)?;
    let publication = &published.publication;
    let domains = match grouping {
        Some(_) => Cow::Borrowed(publication.domains.as_slice()),
        None => Cow::Owned(publication.domains.iter().map(without_groups).collect()),
    };
    let shown = publication.groups.as_ref().filter(|_| with_groups);
    Ok(Disclosed {
        table: None,
        grouping,
        snapshot: Some(publication.number),
        groups: shown.map(|groups| names(workshop, &published.keys, groups)),
        domains,
    })
}

/// What of a publication an audience sees.
enum Scope {
    Room { with_groups: bool },
    OwnTable(TableId),
}

fn scope(workshop: &Workshop, round: &Round, audience: Audience) -> Result<Scope, Refusal> {
    let room = |with_groups| Ok(Scope::Room { with_groups });
    let hidden = |why: &str| {
        Err(Refusal::hidden(format!(
            "round {} is shown at tables so far, {why}",
            round.id
        )))
    };
    match (round.revealed, audience) {
        (Some(RevealLevel::Groups), _) => room(true),
        // Facilitators go from table to table; what they saw of the tables stays with them.
        (_, Audience::Facilitator | Audience::NamedFacilitator) => room(true),
        (Some(RevealLevel::Pooled), _) => room(false),
        // In an open workshop the room's counts were seen before the reveal; a reveal takes nothing away.
        _ if workshop.settings().reveal == RevealMode::Open => room(false),
        (_, Audience::Participant(Some(table))) => Ok(Scope::OwnTable(table)),
        (_, Audience::Participant(None)) => {
            hidden("to the people whose marks were counted there, and you sit at none")
        }
        (_, Audience::Screen | Audience::Observer) => hidden("not to the room"),
    }
}

/// The room's counts as they come in, in the modes that show them: the open trade-off that everybody was told of.
fn live<'a>(
    workshop: &Workshop,
    round: &Round,
    audience: Audience,
) -> Result<Disclosed<'a>, Refusal> {
    let may_look = match workshop.settings().reveal {
        RevealMode::Sealed => false,
        RevealMode::Facilitator => {
            matches!(audience, Audience::Facilitator | Audience::NamedFacilitator)
        }
        RevealMode::Open => true,
    };
    if !may_look {
        return Err(Refusal::hidden(format!(
            "round {} has not been revealed yet",
            round.id
        )));
    }
    let level_count = workshop.framework_of(round).level_count();
    let minimum = workshop.settings().minimum_group;
    let domains = round.tally.domains.iter().map(|tally| {
        let room = ShownTally::of_room(tally.counts(level_count), minimum);
        DisclosedDomain {
            unsure: room.as_ref().map(|_| tally.unsure),
            room,
            groups: None,
        }
    });
    Ok(Disclosed {
        table: None,
        grouping: None,
        snapshot: None,
        groups: None,
        domains: domains.collect(),
    })
}

fn check_grouping(
    round: &Round,
    shown: Option<Grouping>,
    asked: Option<Grouping>,
) -> Result<(), Refusal> {
    let Some(asked) = asked.filter(|asked| shown != Some(*asked)) else {
        return Ok(());
    };
    Err(Refusal::hidden(match round.grouping {
        Some(fixed) if fixed != asked => format!(
            "round {} is shown by {fixed}: showing it by {asked} as well could give small groups away",
            round.id
        ),
        _ => format!("round {} has not been revealed by {asked} yet", round.id),
    }))
}

/// One table's own counts, if it is shown by itself: a group that had to join others is not shown to its people either, who
/// could subtract themselves.
fn own_table<'a>(round: &Round, published: &Published, scope: Scope) -> Disclosed<'a> {
    let table = match scope {
        Scope::OwnTable(table) => Some(table),
        Scope::Room { .. } => None,
    };
    let publication = &published.publication;
    let own = publication.groups.iter().flatten().position(|group| {
        group.is_alone() && published.keys[group.members[0]] == GroupKey::Table(table)
    });
    let domain = |domain: &DisclosedDomain| DisclosedDomain {
        room: own.and_then(|own| Some(domain.groups.as_ref()?[own].clone())),
        unsure: None,
        groups: None,
    };
    debug_assert_eq!(
        round.grouping,
        Some(Grouping::Table),
        "only tables have counts of their own"
    );
    Disclosed {
        table,
        grouping: None,
        snapshot: Some(publication.number),
        groups: None,
        domains: publication.domains.iter().map(domain).collect(),
    }
}

/// Every group under its own name, however small.
fn everything<'a>(
    workshop: &Workshop,
    round: &Round,
    published: &Published,
    by: Option<Grouping>,
) -> Disclosed<'a> {
    let grouping = by.or(round.grouping).unwrap_or(Grouping::Sector);
    let grouped = workshop.grouped(round, grouping);
    let publication = Publication::of_everything(&grouped.people, &grouped.domains);
    let groups = publication.groups.as_ref();
    Disclosed {
        table: None,
        grouping: Some(grouping),
        snapshot: Some(published.publication.number),
        groups: groups.map(|groups| names(workshop, &grouped.keys, groups)),
        domains: publication.domains.into(),
    }
}

fn names(workshop: &Workshop, keys: &[GroupKey], groups: &[ShownGroup]) -> Vec<DisclosedGroup> {
    // An organisation's name is what a person typed, often their own; a small one is never told.
    let may_name = |key: &GroupKey| !matches!(key, GroupKey::Organisation(_));
    let group = |group: &ShownGroup| {
        let members = group.members.iter().map(|member| &keys[*member]);
        if group.is_alone() {
            let name = keys[group.members[0]].name(workshop);
            return DisclosedGroup {
                members: vec![name.clone()],
                name,
            };
        }
        DisclosedGroup {
            name: "Others".to_owned(),
            members: members
                .filter(|key| may_name(key))
                .map(|key| key.name(workshop))
                .collect(),
        }
    };
    groups.iter().map(group).collect()
}

fn without_groups(domain: &DisclosedDomain) -> DisclosedDomain {
    DisclosedDomain {
        groups: None,
        ..domain.clone()
    }
}
