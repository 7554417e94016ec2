//! What has changed since somebody was last told, and when they are told: at once when a room is quiet, conflated when it
//! is busy.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use plenary_protocol::{
    documents::{DocumentKind, SharedDocument},
    id::RoundId,
    limits,
    views::{Audience, JoiningView},
    workshop::{RoundSet, Workshop},
};
use tokio::time::Instant;

use super::slots;
use crate::room::{Encoded, now_ms};

/// What has changed since an audience was last told.
#[derive(Debug, Default, Clone)]
pub(super) struct Changed {
    pub(super) session: bool,
    pub(super) progress: bool,
    pub(super) commitments: bool,
    pub(super) joining: bool,
    pub(super) seats: bool,
    pub(super) results: RoundSet,
}

impl Changed {
    /// Everything that a newcomer needs.
    pub(super) fn everything() -> Self {
        Self {
            session: true,
            joining: true,
            progress: true,
            commitments: true,
            seats: true,
            results: RoundSet::ALL,
        }
    }

    fn any(&self) -> bool {
        self.session
            || self.joining
            || self.progress
            || self.commitments
            || self.seats
            || !self.results.is_empty()
    }
}

/// One half of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Those who steer, and the screens.
    Facilitators,
    /// Everybody else.
    Participants,
}

/// The pace of one half of the room.
#[derive(Debug)]
struct Pace {
    changed: Changed,
    not_before: Instant,
}

/// The clock of the session's revisions ticks every 64 ms and turns over after two years without an entry.
const SESSION_CLOCK_SHIFT: u32 = 6;
const SESSION_BITS: u32 = 30;

/// What is due to whom, and when.
#[derive(Debug)]
pub(super) struct Views {
    facilitators: Pace,
    participants: Pace,
    // Counts the session's changes, and never falls behind the clock.
    session: u64,
    // The answered actions whose answers go out.
    answered: BTreeSet<String>,
    // How full the documents are that are nearly full, as it was last told.
    nearly_full: BTreeMap<DocumentKind, u8>,
    pub(super) encoded: Encoded<Option<Audience>>,
    /// When it is looked next how fast people join; never while nobody does.
    joining_due: Option<Instant>,
    // What was found the last time, whenever that was.
    joining: Option<JoiningView>,
}

impl Views {
    pub(super) fn new(now_ms: u64) -> Self {
        let pace = || Pace {
            changed: Changed::default(),
            not_before: Instant::now(),
        };
        Self {
            facilitators: pace(),
            participants: pace(),
            session: now_ms >> SESSION_CLOCK_SHIFT,
            answered: BTreeSet::new(),
            nearly_full: BTreeMap::new(),
            encoded: Encoded::default(),
            joining_due: Some(Instant::now()),
            joining: None,
        }
    }

    /// The revision of the session view behind so many entries: first by the journal, so that it is the same on every
    /// node, and behind one entry by the clock, because people come and go without one. Both fit what JavaScript counts.
    pub(super) fn revision(&self, seq: u64) -> u64 {
        (seq << SESSION_BITS) | (self.session & ((1 << SESSION_BITS) - 1))
    }

    fn change(&mut self, change: impl Fn(&mut Changed)) {
        change(&mut self.facilitators.changed);
        change(&mut self.participants.changed);
    }

    fn session_changed(&mut self) {
        self.session = (self.session + 1).max(now_ms() >> SESSION_CLOCK_SHIFT);
        self.encoded.forget(|slot| slot == slots::SESSION);
        self.change(|changed| changed.session = true);
    }

    /// Somebody has come or gone.
    pub(super) fn presence_changed(&mut self) {
        self.session_changed();
    }

    /// Somebody has got a seat.
    pub(super) fn people_changed(&mut self) {
        self.session_changed();
        self.encoded.forget(|slot| slot == slots::PROGRESS);
        self.change(|changed| changed.progress = true);
        self.joining_stirred();
    }

    /// Somebody has joined, waits to, or is let in faster.
    pub(super) fn joining_stirred(&mut self) {
        self.joining_due.get_or_insert_with(Instant::now);
    }

    /// Whether it is to be looked how fast people join.
    pub(super) fn is_joining_due(&self, now: Instant) -> bool {
        self.joining_due.is_some_and(|due| due <= now)
    }

    /// It was looked how fast people join: those who steer are told where that has changed. It is looked again once a
    /// second, until nobody has joined or waited for a minute.
    pub(super) fn joining_seen(&mut self, view: JoiningView, now: Instant) {
        let is_lively =
            0 < view.in_a_minute || 0 < view.waiting || view.admits_all_until_ms.is_some();
        self.joining_due = is_lively.then_some(now + limits::LOBBY_TICK);
        let view = JoiningView {
            server_time_ms: 0,
            ..view
        };
        if self.joining.as_ref() != Some(&view) {
            self.joining = Some(view);
            self.encoded.forget(|slot| slot == slots::JOINING);
            self.facilitators.changed.joining = true;
        }
    }

    /// Somebody has marked.
    pub(super) fn marks_changed(&mut self, rounds: RoundSet) {
        self.encoded.forget(|slot| match slots::round_of(slot) {
            Some(round) => rounds.contains(round),
            None => slot == slots::PROGRESS,
        });
        self.change(|changed| {
            changed.progress = true;
            changed.results.extend(rounds);
        });
    }

    /// An owner has answered to an action: everybody sees it, and soon.
    pub(super) fn commitments_changed(&mut self, workshop: &Workshop) {
        self.answered = answered(workshop);
        self.encoded.forget(|slot| slot == slots::COMMITMENTS);
        self.change(|changed| changed.commitments = true);
    }

    /// Somebody has written in the plan. What was answered to an action goes with it when it is taken out, and comes back
    /// with it.
    pub(super) fn plan_changed(&mut self, workshop: &Workshop) {
        if workshop.answered_actions().count() != self.answered.len()
            || !workshop
                .answered_actions()
                .all(|action| self.answered.contains(action))
        {
            self.commitments_changed(workshop);
        }
    }

    /// Somebody has written in a document: as it gets full, everybody is told before nothing more is taken.
    pub(super) fn written(&mut self, kind: DocumentKind, workshop: &Workshop) {
        let document = workshop.shared_document(kind);
        let now = document.and_then(SharedDocument::nearly_full);
        let before = match now {
            Some(percent) => self.nearly_full.insert(kind, percent),
            None => self.nearly_full.remove(&kind),
        };
        if before != now {
            self.session_changed();
        }
    }

    /// Something has changed that each seat is told of itself.
    pub(super) fn seats_changed(&mut self) {
        self.change(|changed| changed.seats = true);
    }

    /// Whose disagreement it is has been worked out for a round: whoever looks at it should see it at once.
    pub(super) fn found(&mut self, round: RoundId) {
        self.encoded.forget(|slot| slot == slots::results(round));
        self.change(|changed| changed.results.insert(round));
        let now = Instant::now();
        self.facilitators.not_before = now;
        self.participants.not_before = now;
    }

    /// A command took effect: everything may look different, and nobody should wait to see it.
    pub(super) fn command_applied(&mut self) {
        self.session_changed();
        self.marks_changed(RoundSet::ALL);
        let now = Instant::now();
        self.joining_due = Some(now);
        self.facilitators.not_before = now;
        self.participants.not_before = now;
    }

    /// What is due to one half of the room now; its next turn is so much later.
    pub(super) fn take_due(
        &mut self,
        half: Half,
        now: Instant,
        pause: Duration,
    ) -> Option<Changed> {
        let pace = match half {
            Half::Facilitators => &mut self.facilitators,
            Half::Participants => &mut self.participants,
        };
        if !pace.changed.any() || now < pace.not_before {
            return None;
        }
        pace.not_before = now + pause;
        Some(std::mem::take(&mut pace.changed))
    }

    /// When something is due next.
    pub(super) fn next_tick(&self) -> Option<Instant> {
        [&self.facilitators, &self.participants]
            .into_iter()
            .filter(|pace| pace.changed.any())
            .map(|pace| pace.not_before)
            .chain(self.joining_due)
            .min()
    }
}

fn answered(workshop: &Workshop) -> BTreeSet<String> {
    workshop.answered_actions().map(str::to_owned).collect()
}
