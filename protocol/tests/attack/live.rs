//! The live modes before the reveal. Whoever compares the counts before and after a mark sees that mark: everybody was told.
//! So all that is judged is what is seen between two marks: commands alone may not make counts comparable.

use std::collections::BTreeMap;

use plenary_protocol::{
    id::{RoundId, SeatId},
    settings::RevealMode,
    views::{self, Audience, Findings},
    workshop::{Round, Workshop},
};

use crate::{
    inference::{Found, System},
    play::DOMAINS,
    poll::{Place, tallied},
};

/// What somebody sees of the rounds that are not revealed, while nobody marks.
#[derive(Default)]
pub(crate) struct Live {
    systems: BTreeMap<Place, System>,
    /// Whether somebody marked behind a close: those marks come in when the round is opened again.
    has_late: bool,
    findings: Findings,
    found: Found,
}

impl Live {
    /// Somebody marked: what is seen once that mark counts is not compared with what was seen before.
    pub(crate) fn see_mark(&mut self, workshop: &Workshop) {
        self.forget();
        let is_waiting = |round: &Round| !round.is_open && round.published.is_none();
        self.has_late |= workshop.rounds().iter().any(is_waiting);
    }

    fn forget(&mut self) {
        for system in std::mem::take(&mut self.systems).into_values() {
            system.conclude(&mut self.found, &[]);
        }
    }

    /// Looks at a round's counts before its reveal. `counted` says whose mark they count at a place, by its number and with
    /// what it says.
    pub(crate) fn look(
        &mut self,
        workshop: &Workshop,
        round: &Round,
        counted: impl Fn(RoundId, usize) -> BTreeMap<SeatId, (usize, usize)>,
    ) {
        if workshop.settings().reveal == RevealMode::Sealed || round.published.is_some() {
            return;
        }
        if round.is_open && std::mem::take(&mut self.has_late) {
            self.forget();
        }
        let looked = views::results(workshop, round, Audience::Facilitator, None, &self.findings);
        let shown = looked.expect("the live modes show facilitators the room");
        self.found.attempts += 1;
        for domain in 0..DOMAINS {
            let Some(counts) = &shown.domains[domain].counts else {
                continue;
            };
            let marks = counted(round.id, domain);
            let system = self.systems.entry((round.id, domain)).or_default();
            let bits = system.bits(marks.into_values());
            let bits = bits.expect("a place has at most sixty-four counted marks");
            system.learn(tallied(bits, counts), true);
        }
    }

    /// What the attacker knows in the end.
    pub(crate) fn conclude(mut self) -> Found {
        self.forget();
        self.found.workshops = 1;
        self.found
    }
}
