//! A round beside the others: what changed since the one before it, and the gap between now and needed. What needs no
//! pairing of people is shown wherever both rounds are; the rest has passed `disclosure::pairs`.

use super::{
    Audience, Disclosed, Findings, GapView, Since, disclosed,
    findings::{Between, Compared},
};
use crate::{
    consensus::{self, Verdict, interpolated_median},
    disclosure::ShownTally,
    round::RoundKind,
    workshop::{Round, Workshop},
};

/// Why people are not compared between two rounds. One sentence for every cause, since the cause would say how few moved.
const WITHHELD: &str = "How people moved is not shown: it is only where the same ten or more people chose a level in both rounds, both are shown alike, and enough of them moved and enough stayed that nobody's mark follows.";

/// The rounds that one is shown beside, as its audience sees them. None before it is published: marking is blind first.
#[derive(Default)]
pub(super) struct OtherRounds<'a> {
    kind: Option<RoundKind>,
    /// Earlier rounds of the same kind, the latest first.
    earlier: Vec<Other<'a>>,
    /// Rounds of the other kind, the latest first.
    across: Vec<Other<'a>>,
    own: Option<&'a Round>,
}

struct Other<'a> {
    round: &'a Round,
    shown: Disclosed<'a>,
    between: Compared,
}

impl<'a> OtherRounds<'a> {
    pub(super) fn of(
        workshop: &'a Workshop,
        round: &'a Round,
        audience: Audience,
        findings: &Findings,
    ) -> Self {
        if round.published.is_none() {
            return Self::default();
        }
        // The room's counts are all that is asked of them, and these are the same for a named workshop's facilitator.
        let audience = match audience {
            Audience::NamedFacilitator => Audience::Facilitator,
            other => other,
        };
        let mut beside = Self {
            kind: Some(round.kind),
            own: Some(round),
            ..Self::default()
        };
        for other in workshop.rounds().iter().rev() {
            let is_beside = other.id != round.id
                && other.published.is_some()
                && other.framework_index == round.framework_index;
            let is_earlier = other.id < round.id;
            if !is_beside || (other.kind == round.kind && !is_earlier) {
                continue;
            }
            let Ok(shown) = disclosed(workshop, other, audience, None) else {
                continue;
            };
            if shown.table.is_some() {
                continue;
            }
            let list = if other.kind == round.kind {
                &mut beside.earlier
            } else {
                &mut beside.across
            };
            // Only the latest round that asked for a domain is set against this one, and comparing people takes time.
            let is_compared = (0..workshop.framework_of(round).domains.len()).any(|domain| {
                let is_covered = |held: &Other<'_>| held.round.covers(domain);
                other.covers(domain) && round.covers(domain) && !list.iter().any(is_covered)
            });
            let between = match (is_compared, is_earlier) {
                (false, _) => Compared::default(),
                (true, true) => findings.between(workshop, other, round),
                (true, false) => findings.between(workshop, round, other),
            };
            list.push(Other {
                round: other,
                shown,
                between,
            });
        }
        beside
    }

    /// How many rounds of this kind there were on a domain, this one included.
    pub(super) fn rounds_on(&self, domain: usize) -> u32 {
        let earlier = self.earlier.iter();
        1 + earlier.filter(|other| other.round.covers(domain)).count() as u32
    }

    /// What changed since the last time that a domain was asked.
    pub(super) fn since(&self, domain: usize) -> Option<Since> {
        let (other, room) = shown_on(&self.earlier, domain)?;
        let counts = room.counts();
        let verdict = consensus::shape(counts).verdict();
        let worded = Some(counts).filter(|_| verdict != Verdict::TooFew);
        let between = other.between_on(domain);
        let movement = between.and_then(|between| between.movement.clone());
        Some(Since {
            round: other.round.id,
            kind: other.round.kind,
            counts: counts.to_vec(),
            n: room.n(),
            median: worded.and_then(interpolated_median),
            consensus: worded.and_then(consensus::consensus_index),
            verdict,
            transitions: between.and_then(|between| between.grid.clone()),
            withheld: movement.is_none().then(|| WITHHELD.to_owned()),
            movement,
        })
    }

    /// The gap on a domain whose own counts have a word.
    pub(super) fn gap(&self, domain: usize, counts: &[u32]) -> Option<GapView> {
        let (other, room) = shown_on(&self.across, domain)?;
        let own = self.own?;
        consensus::shape(room.counts())
            .verdict()
            .ne(&Verdict::TooFew)
            .then_some(())?;
        let (here, there) = (
            interpolated_median(counts)?,
            interpolated_median(room.counts())?,
        );
        let paired = other.between_on(domain).and_then(|between| between.gap);
        let ((now_round, now), (needed_round, needed)) = match self.kind? {
            RoundKind::Now => ((own.id, here), (other.round.id, there)),
            RoundKind::Needed => ((other.round.id, there), (own.id, here)),
            // What is lost, and what comes first, is not set against another kind of question.
            RoundKind::Lost | RoundKind::Priority => return None,
        };
        Some(GapView {
            now_round,
            needed_round,
            now,
            needed,
            levels: needed - now,
            paired,
            withheld: paired.is_none().then(|| WITHHELD.to_owned()),
        })
    }
}

impl Other<'_> {
    fn between_on(&self, domain: usize) -> Option<&Between> {
        self.between.get(domain)?.as_ref()
    }
}

/// The latest of these rounds that asks for a domain, if its counts are shown.
fn shown_on<'b, 'a>(
    rounds: &'b [Other<'a>],
    domain: usize,
) -> Option<(&'b Other<'a>, &'b ShownTally)> {
    let other = rounds.iter().find(|other| other.round.covers(domain))?;
    let room = other.shown.domains.get(domain)?.room.as_ref()?;
    Some((other, room))
}
