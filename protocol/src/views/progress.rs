//! How many have marked, never what: safe to show to everybody at any time.

use super::{DomainProgress, ProgressView};
use crate::workshop::{Round, Workshop};

/// The progress of a round.
pub fn progress(workshop: &Workshop, round: &Round) -> ProgressView {
    let framework = workshop.framework_of(round);
    let counted = || {
        let seats = workshop.seats().iter();
        seats.filter(|(_, seat)| seat.role.is_counted())
    };
    let awaited = counted().filter(|(id, _)| workshop.is_awaited(**id));
    ProgressView {
        revision: workshop.seq(),
        round: round.id,
        seats: counted().count() as u32,
        started: round.tally.started,
        finished: round.tally.finished,
        awaited: awaited.count() as u32,
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
