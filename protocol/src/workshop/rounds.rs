//! Which round a command means, whether it is open or closed, and what may be shown and decided of it.

use super::{Round, Workshop};
use crate::{
    framework::{DomainId, Framework},
    id::RoundId,
    limits,
    refusal::Refusal,
    round::{Grouping, RevealLevel},
};

impl Workshop {
    fn known_round(&self, id: RoundId) -> Result<&Round, Refusal> {
        self.round(id)
            .ok_or_else(|| Refusal::invalid(format!("there is no round {id}")))
    }

    pub(super) fn open_round(&self, id: RoundId) -> Result<&Round, Refusal> {
        let round = self.known_round(id)?;
        if round.is_open {
            Ok(round)
        } else {
            Err(Refusal::moved_on(format!("round {id} is already closed")))
        }
    }

    pub(super) fn closed_round(&self, id: RoundId) -> Result<&Round, Refusal> {
        let round = self.known_round(id)?;
        if round.is_open {
            Err(Refusal::moved_on(format!(
                "round {id} is still open: close it first"
            )))
        } else {
            Ok(round)
        }
    }

    pub(super) fn check_reveal(
        &self,
        round: &Round,
        level: RevealLevel,
        by: Option<Grouping>,
    ) -> Result<(), Refusal> {
        if round.revealed >= Some(level) {
            return Err(Refusal::moved_on(format!(
                "round {} is already shown that far",
                round.id
            )));
        }
        if by.is_some() && level != RevealLevel::Groups {
            return Err(Refusal::invalid("`by` goes with the level `groups` only"));
        }
        let grouping = grouping_of(round, level, by);
        if grouping == Some(Grouping::Table) && self.tables.is_empty() {
            return Err(Refusal::invalid(
                "this workshop has no tables: reveal the pooled results, or by sector",
            ));
        }
        self.check_crossing(round, grouping)
    }

    pub(super) fn check_domain(&self, round: &Round, domain: &DomainId) -> Result<(), Refusal> {
        let framework = self.framework_of(round);
        let index = framework
            .domain_index(domain)
            .ok_or_else(|| no_domain(&framework.id.to_string(), domain))?;
        if round.covers(index) {
            Ok(())
        } else {
            Err(Refusal::invalid(format!(
                "round {} does not ask for `{domain}`",
                round.id
            )))
        }
    }

    pub(super) fn check_agreed(
        &self,
        round: &Round,
        level: Option<u8>,
        because: &str,
    ) -> Result<(), Refusal> {
        let level_count = self.framework_of(round).level_count();
        if because.chars().count() > limits::BECAUSE_CHARACTERS {
            return Err(Refusal::invalid(format!(
                "the reason has {} characters: it may have at most {}",
                because.chars().count(),
                limits::BECAUSE_CHARACTERS
            )));
        }
        match level {
            None if because.trim().is_empty() => Err(Refusal::invalid(
                "\"no consensus\" needs a reason: say what the room could not agree on",
            )),
            Some(level) if !(1..=level_count).contains(&usize::from(level)) => Err(
                Refusal::invalid(format!("level {level} is outside 1 to {level_count}")),
            ),
            _ => Ok(()),
        }
    }
}

pub(super) fn index_of(round: RoundId) -> usize {
    usize::from(round.number()) - 1
}

pub(super) fn grouping_of(
    round: &Round,
    level: RevealLevel,
    by: Option<Grouping>,
) -> Option<Grouping> {
    match level {
        RevealLevel::Table => Some(Grouping::Table),
        RevealLevel::Pooled => None,
        RevealLevel::Groups => by.or(round.grouping).or(Some(Grouping::Sector)),
    }
}

/// The places of named domains in a framework, ascending.
pub(super) fn places_of(
    framework: &Framework,
    domains: &[DomainId],
) -> Result<Vec<usize>, Refusal> {
    if domains.is_empty() {
        return Err(Refusal::invalid(
            "a round asks for at least one domain: name some, or leave `domains` out for all",
        ));
    }
    let mut places = Vec::with_capacity(domains.len());
    for domain in domains {
        let place = framework
            .domain_index(domain)
            .ok_or_else(|| no_domain(&framework.id.to_string(), domain))?;
        if places.contains(&place) {
            return Err(Refusal::invalid(format!(
                "domain `{domain}` is named twice"
            )));
        }
        places.push(place);
    }
    places.sort_unstable();
    Ok(places)
}

pub(super) fn no_domain(framework: &str, domain: &DomainId) -> Refusal {
    Refusal::invalid(format!("framework `{framework}` has no domain `{domain}`"))
}
