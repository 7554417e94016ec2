//! What the server shows a seat: the newest view of each kind, and waiting until it says something.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use plenary_protocol::{
    id::RoundId,
    views::{
        CommitmentsView, JoiningView, ProgressView, RefusalView, ResultsView, SavingView, SeatView,
        SessionView, View,
    },
    wire::hocuspocus::client,
};
use tokio::sync::watch;

use crate::{connection::Connection, document::Document, error::ClientError};

/// The newest view of each kind.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// Where the workshop stands.
    pub session: Option<Arc<SessionView>>,
    /// The seat itself.
    pub seat: Option<Arc<SeatView>>,
    /// How many have marked, round by round.
    pub progress: BTreeMap<RoundId, Arc<ProgressView>>,
    /// What was marked, round by round, as far as it was shown.
    pub results: BTreeMap<RoundId, Arc<ResultsView>>,
    /// The latest thing that was not taken.
    pub refusal: Option<Arc<RefusalView>>,
    /// How fast people join; for facilitators.
    pub joining: Option<JoiningView>,
    /// Whether the server can save.
    pub saving: Option<SavingView>,
    /// How many views have come, of whatever kind.
    pub received: u64,
    /// What owners have answered to the plan's actions.
    pub commitments: Option<Arc<CommitmentsView>>,
    /// The first message that was no view, with what was wrong.
    pub unreadable: Option<String>,
}

impl Views {
    /// Takes a message in. An older view than the one here changes nothing.
    pub(crate) fn take(&mut self, payload: &str) {
        self.received += 1;
        match serde_json::from_str(payload) {
            Ok(View::Session(view)) => {
                // Who is here changes without an entry, so an equal revision is news as well.
                if self
                    .session
                    .as_ref()
                    .is_none_or(|old| old.revision <= view.revision)
                {
                    self.session = Some(view.into());
                }
            }
            Ok(View::Seat(view)) => {
                if self
                    .seat
                    .as_ref()
                    .is_none_or(|old| old.revision <= view.revision)
                {
                    self.seat = Some(view.into());
                }
            }
            Ok(View::Progress(view)) => {
                let old = self.progress.get(&view.round);
                if old.is_none_or(|old| old.revision <= view.revision) {
                    self.progress.insert(view.round, view.into());
                }
            }
            Ok(View::Results(view)) => {
                let old = self.results.get(&view.round);
                if old.is_none_or(|old| old.revision <= view.revision) {
                    self.results.insert(view.round, view.into());
                }
            }
            Ok(View::Commitments(view)) => {
                let old = self.commitments.as_ref();
                if old.is_none_or(|old| old.revision <= view.revision) {
                    self.commitments = Some(view.into());
                }
            }
            Ok(View::Refusal(view)) => self.refusal = Some(view.into()),
            Ok(View::Joining(view)) => self.joining = Some(view),
            Ok(View::Saving(view)) => self.saving = Some(view),
            Err(err) => {
                self.unreadable.get_or_insert(format!("{err} in {payload}"));
            }
        }
    }

    /// The results of a round, if any were shown.
    pub fn results(&self, round: RoundId) -> Option<&ResultsView> {
        self.results.get(&round).map(|view| &**view)
    }

    /// The progress of a round, if any was shown.
    pub fn progress(&self, round: RoundId) -> Option<&ProgressView> {
        self.progress.get(&round).map(|view| &**view)
    }

    /// The round that is open, if one is.
    pub fn open_round(&self) -> Option<RoundId> {
        let rounds = &self.session.as_ref()?.rounds;
        rounds
            .iter()
            .find(|round| round.is_open)
            .map(|round| round.round)
    }
}

/// A seat's views as they come. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Watch(Document);

impl Watch {
    pub(crate) fn new(document: Document) -> Self {
        Self(document)
    }

    /// The newest views.
    pub fn views(&self) -> Views {
        self.0.views()
    }

    /// A stream of the newest views, for a program that shows each change.
    pub fn changes(&self) -> watch::Receiver<Views> {
        self.0.changes()
    }

    /// Waits until the views are as they should be.
    pub async fn wait_for(
        &self,
        awaited: &str,
        timeout: Duration,
        is_so: impl FnMut(&Views) -> bool,
    ) -> Result<Views, ClientError> {
        self.0.views_when(awaited, timeout, is_so).await
    }

    /// Waits until everything that the server had to show before now is here.
    ///
    /// The server writes answers before the views that wait beside them, so the second answer is behind those views.
    pub async fn caught_up(&self, timeout: Duration) -> Result<Views, ClientError> {
        for _ in 0..2 {
            let before = self.0.status().received;
            self.connection()
                .send_raw(client::sync_step1(self.0.address(), &[0]))
                .await?;
            self.0
                .status_when("an answer of the session", timeout, |status| {
                    status.received != before
                })
                .await?;
        }
        Ok(self.views())
    }

    /// The document on whose address the views come.
    pub fn document(&self) -> &Document {
        &self.0
    }

    /// The socket it is on.
    pub fn connection(&self) -> &Connection {
        self.0.connection()
    }
}
