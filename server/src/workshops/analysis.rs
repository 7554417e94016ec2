//! Whose disagreement it is, worked out beside the room: the room asks by value, goes on, and gets the answer as a message.
//!
//! Each question is asked once for what is shown and kept; when the room ends, what is under way is dropped.

use std::collections::BTreeSet;

use plenary_protocol::{
    id::RoundId,
    round::Grouping,
    views::{self, Audience, WhoseAnswer, WhoseKey, WhoseQuestion},
    workshop::Workshop,
};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    WorkshopMessage,
    screens::{WorkshopScreens, WorkshopStage},
};
use crate::room::{Answers, RoomMessage};

/// What one room has asked and not yet heard.
pub(super) struct Analyses {
    under_way: BTreeSet<WhoseKey>,
    found: u64,
    /// Whoever waits for an answer watches how many are missing.
    missing: watch::Sender<usize>,
    answers: Answers<Workshop>,
    ended: CancellationToken,
    _ends_with_the_room: DropGuard,
}

impl Analyses {
    pub(super) fn new(answers: Answers<Workshop>) -> Self {
        let ended = CancellationToken::new();
        Self {
            under_way: BTreeSet::new(),
            found: 0,
            missing: watch::Sender::new(0),
            answers,
            _ends_with_the_room: ended.clone().drop_guard(),
            ended,
        }
    }

    /// How many answers have come.
    pub(super) fn found(&self) -> u64 {
        self.found
    }

    fn is_asked(&self, key: WhoseKey) -> bool {
        self.under_way.contains(&key)
    }
}

impl WorkshopScreens {
    /// Asks whatever the rounds that are shown by groups put and nobody has asked yet.
    pub(super) fn analyse(&mut self, stage: &WorkshopStage<'_>) {
        let workshop = stage.space;
        let rounds: Vec<RoundId> = workshop
            .rounds()
            .iter()
            .filter(|round| round.published.is_some())
            .map(|round| round.id)
            .collect();
        let named = Audience::Facilitator.on_screen(workshop);
        for round in rounds {
            for audience in BTreeSet::from([Audience::Facilitator, named]) {
                self.analyse_round(stage, round, audience, None);
            }
        }
    }

    /// Asks one question, if there is one and it is new.
    fn analyse_round(
        &mut self,
        stage: &WorkshopStage<'_>,
        round: RoundId,
        audience: Audience,
        by: Option<Grouping>,
    ) {
        let (node, workshop) = (stage.node, stage.space);
        let Some(round) = workshop.round(round) else {
            return;
        };
        let Some(key) = views::whose_key(workshop, round, audience, by) else {
            return;
        };
        // A room that is ending has nobody to tell.
        if self.findings.knows(key) || self.analyses.is_asked(key) || node.shutdown.is_cancelled() {
            return;
        }
        let Some(question) = WhoseQuestion::of(workshop, round, audience, by) else {
            return;
        };
        self.analyses.under_way.insert(key);
        self.analyses
            .missing
            .send_replace(self.analyses.under_way.len());
        let ended = self.analyses.ended.clone();
        let shutdown = node.shutdown.clone();
        let answers = self.analyses.answers.clone();
        let analysis_permits = node.analysis_permits.clone();
        node.tasks.spawn(async move {
            // Never closed, so there is a turn for everybody, one after another.
            let _turn = analysis_permits.acquire().await;
            let is_wanted = move || !ended.is_cancelled() && !shutdown.is_cancelled();
            let answering = tokio::task::spawn_blocking(move || question.answer(is_wanted));
            if let Ok(Some(answer)) = answering.await
                && let Some(room) = answers.upgrade()
            {
                // A room that has ended meanwhile works it out anew when it is loaded again.
                let _ = room
                    .send(RoomMessage::Screens(WorkshopMessage::Found { key, answer }))
                    .await;
            }
        });
    }

    /// Keeps an answer and shows it.
    pub(super) fn answered(&mut self, key: WhoseKey, answer: WhoseAnswer) {
        self.findings.keep(key, answer);
        self.analyses.under_way.remove(&key);
        self.analyses.found += 1;
        self.analyses
            .missing
            .send_replace(self.analyses.under_way.len());
        self.views.found(key.round);
    }

    /// How many answers are missing, for whoever can wait for them; asks what results by this grouping put.
    pub(super) fn missing_answers(
        &mut self,
        stage: &WorkshopStage<'_>,
        asked: Option<(RoundId, Audience, Option<Grouping>)>,
    ) -> watch::Receiver<usize> {
        if let Some((round, audience, by)) = asked {
            self.analyse_round(stage, round, audience, by);
        }
        self.analyses.missing.subscribe()
    }
}
