//! What is shown of a workshop, to whom: each view computed and encoded once per audience.

use std::time::Duration;

use plenary_protocol::{
    entry::Entry,
    id::SeatId,
    limits,
    views::{self, Audience, Findings, View},
    workshop::{Made, Workshop},
};
use tokio::time::Instant;

use super::{
    WorkshopMessage,
    analysis::Analyses,
    payload,
    schedule::{Changed, Half, Views},
    slots,
};
use crate::room::{Affected, Answers, Encoded, Screens, Slot, Stage, Subscriber, now_ms};

/// The room of a workshop, for what is shown of it.
pub(super) type WorkshopStage<'a> = Stage<'a, Workshop>;

/// What is shown of a workshop.
pub(crate) struct WorkshopScreens {
    pub(super) views: Views,
    /// What was found out of rounds that are shown.
    pub(super) findings: Findings,
    /// What is being found out.
    pub(super) analyses: Analyses,
}

impl Screens<Workshop> for WorkshopScreens {
    type Message = WorkshopMessage;
    type Findings = Findings;

    fn new(now_ms: u64, answers: Answers<Workshop>) -> Self {
        Self {
            views: Views::new(now_ms),
            findings: Findings::default(),
            analyses: Analyses::new(answers),
        }
    }

    fn findings(&self) -> &Findings {
        &self.findings
    }

    fn found(&self) -> u64 {
        self.analyses.found()
    }

    fn revision(&self, seq: u64) -> u64 {
        self.views.revision(seq)
    }

    fn loaded(&mut self, stage: &WorkshopStage<'_>) {
        self.analyse(stage);
    }

    fn applied(&mut self, stage: &WorkshopStage<'_>, entry: &Entry, made: &Made) -> Affected {
        self.entry_applied(stage, entry, made)
    }

    fn presence_changed(&mut self) {
        self.views.presence_changed();
    }

    fn joining_stirred(&mut self) {
        self.views.joining_stirred();
    }

    fn hear(&mut self, stage: &WorkshopStage<'_>, message: WorkshopMessage) {
        match message {
            WorkshopMessage::Found { key, answer } => self.answered(key, answer),
            WorkshopMessage::AwaitWhose { asked, reply } => {
                // Whoever asked may have gone; the answer is kept all the same.
                let _ = reply.send(self.missing_answers(stage, asked));
            }
        }
    }

    fn next_tick(&self) -> Option<Instant> {
        self.views.next_tick()
    }

    fn tick(&mut self, stage: &WorkshopStage<'_>) {
        let now = Instant::now();
        if self.views.is_joining_due(now) {
            let view = views::joining(stage.space, now_ms(), stage.waiting);
            self.views.joining_seen(view, now);
        }
        // The larger the room, the longer a round of writes takes: a fifth of a millisecond a reader keeps it live.
        let participants_pause =
            limits::PARTICIPANT_TICK + Duration::from_micros(200) * stage.subscribers.len() as u32;
        for (half, pause) in [
            (Half::Facilitators, limits::FACILITATOR_TICK),
            (Half::Participants, participants_pause),
        ] {
            if let Some(changed) = self.views.take_due(half, now, pause) {
                self.send_views(stage, half, &changed);
            }
        }
    }

    fn greet(&mut self, stage: &WorkshopStage<'_>, subscription: u64) {
        let mut encoded = std::mem::take(&mut self.views.encoded);
        if let Some(subscriber) = stage.subscribers.get(subscription)
            && let Some(audience) = audience(stage, subscriber.seat)
        {
            let everything = Changed::everything();
            let to = (subscription, subscriber, audience);
            self.put_views(stage, &mut encoded, to, &everything);
        }
        self.views.encoded = encoded;
    }

    fn tell_seat(&self, stage: &WorkshopStage<'_>, subscription: u64, subscriber: &Subscriber) {
        let Some(address) = subscriber.wire.address() else {
            return;
        };
        let frame = Encoded::default().frame((slots::SEAT, ()), address, || {
            views::seat(stage.space, subscriber.seat).map(|view| payload(&View::Seat(view)))
        });
        if let Some(frame) = frame {
            subscriber.outbox.put_view(subscription, slots::SEAT, frame);
        }
    }
}

impl WorkshopScreens {
    fn send_views(&mut self, stage: &WorkshopStage<'_>, half: Half, changed: &Changed) {
        let began = Instant::now();
        let mut encoded = std::mem::take(&mut self.views.encoded);
        for (id, subscriber) in stage.subscribers.screens() {
            let Some(audience) = audience(stage, subscriber.seat) else {
                continue;
            };
            if half_of(audience) == half {
                self.put_views(stage, &mut encoded, (id, subscriber, audience), changed);
            }
        }
        self.views.encoded = encoded;
        stage.node.metrics.ticked(began.elapsed());
    }

    fn put_views(
        &self,
        stage: &WorkshopStage<'_>,
        encoded: &mut Encoded<Option<Audience>>,
        (id, subscriber, audience): (u64, &Subscriber, Audience),
        changed: &Changed,
    ) {
        let workshop = stage.space;
        let mut put = |key: (Slot, Option<Audience>), view: &dyn Fn() -> Option<View>| {
            if let Some(address) = subscriber.wire.address()
                && let Some(frame) = encoded.frame(key, address, || view().as_ref().map(payload))
            {
                subscriber.outbox.put_view(id, key.0, frame);
            }
        };
        if changed.seats {
            self.tell_seat(stage, id, subscriber);
        }
        if changed.session {
            put((slots::SESSION, Some(audience)), &|| {
                let view = self.session_view(stage, subscriber.seat);
                view.map(View::Session)
            });
        }
        if changed.joining && audience == Audience::Facilitator {
            put((slots::JOINING, None), &|| {
                let view = views::joining(workshop, now_ms(), stage.waiting);
                Some(View::Joining(view))
            });
        }
        if changed.progress {
            let latest = workshop.rounds().last();
            put((slots::PROGRESS, None), &|| {
                latest.map(|round| View::Progress(views::progress(workshop, round)))
            });
        }
        if changed.commitments {
            put((slots::COMMITMENTS, None), &|| {
                Some(View::Commitments(views::commitments(workshop)))
            });
        }
        for round in workshop
            .rounds()
            .iter()
            .filter(|round| changed.results.contains(round.id))
        {
            let audience = audience
                .on_screen(workshop)
                .for_results(round, subscriber.seat);
            put((slots::results(round.id), Some(audience)), &|| {
                views::results(workshop, round, audience, None, &self.findings)
                    .ok()
                    .map(View::Results)
            });
        }
    }

    /// Where the workshop stands, as a seat is told it: alike for all seats of an audience.
    fn session_view(&self, stage: &WorkshopStage<'_>, seat: SeatId) -> Option<views::SessionView> {
        let workshop = stage.space;
        Some(views::session(
            workshop,
            workshop.seat(seat)?.role,
            self.views.revision(workshop.seq()),
            now_ms(),
            |seat: &SeatId| stage.is_present(seat),
        ))
    }
}

fn audience(stage: &WorkshopStage<'_>, seat: SeatId) -> Option<Audience> {
    stage.space.seat(seat).map(Audience::of)
}

fn half_of(audience: Audience) -> Half {
    match audience.steers() {
        true => Half::Facilitators,
        false => Half::Participants,
    }
}
