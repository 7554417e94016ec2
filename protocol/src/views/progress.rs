//! How many have marked, never what: safe to show to everybody at any time.

use super::{DomainProgress, ProgressView};
use crate::workshop::{Round, Workshop};

/// The progress of a round.
pub fn progress(workshop: &Workshop, round: &Round) -> ProgressView {
    let framework = workshop.framework_of(round);
    let counted = workshop
        .seats()
        .values()
        .filter(|seat| seat.role.is_counted())
        .count();
    ProgressView {
        revision: workshop.seq(),
        round: round.id,
        seats: counted as u32,
        started: round.tally.started,
        finished: round.tally.finished,
        late: round.late_seats(),
        domains: framework
            .domains
            .iter()
            .zip(&round.tally.domains)
            .enumerate()
            .filter(|(index, _)| round.covers(*index))
            .map(|(_, (domain, tally))| DomainProgress {
                domain: domain.id.clone(),
                marked: tally.marked(),
            })
            .collect(),
    }
}
