//! The newest view of each kind: which one replaces which. Pure.

use std::{collections::BTreeMap, sync::Arc};

use plenary_protocol::{
    id::{RoundId, TableId},
    views::{
        CommitmentsView, JoiningView, ProgressView, RefusalView, ResultsView, SavingView, SeatView,
        SessionView, View,
    },
};

/// The newest view of each kind.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// Where the workshop stands.
    pub session: Option<Arc<SessionView>>,
    /// The seat itself.
    pub seat: Option<Arc<SeatView>>,
    /// How many have marked, round by round.
    pub progress: BTreeMap<RoundId, Arc<ProgressView>>,
    /// What was marked, as far as it was shown: of each round the whole room's, and each table's that was shown.
    pub results: BTreeMap<(RoundId, Option<TableId>), Arc<ResultsView>>,
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
    /// Accepts a message. An older view than the one here changes nothing.
    pub(crate) fn accept(&mut self, payload: &str) {
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
                let whose = (view.round, view.table);
                let old = self.results.get(&whose);
                if old.is_none_or(|old| old.revision <= view.revision) {
                    self.results.insert(whose, view.into());
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

    /// The newest results of a round, the room's or a table's, if any were shown.
    pub fn results(&self, round: RoundId) -> Option<&ResultsView> {
        let of_round = self.results.values().filter(|view| view.round == round);
        of_round
            .max_by_key(|view| view.revision)
            .map(|view| &**view)
    }

    /// The newest results of a round of one table, or of the whole room, if they were shown.
    pub fn results_of(&self, round: RoundId, table: Option<TableId>) -> Option<&ResultsView> {
        self.results.get(&(round, table)).map(|view| &**view)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn results(revision: u64, table: Option<&str>) -> String {
        serde_json::json!({
            "type": "results",
            "revision": revision,
            "round": "r1",
            "framework": "pit-a",
            "kind": "now",
            "revealed": null,
            "table": table,
            "grouping": null,
            "snapshot": null,
            "domains": [],
            "overall": null,
            "by_disagreement": [],
            "actions": [],
            "computing": false,
        })
        .to_string()
    }

    #[test]
    fn a_rooms_results_take_no_tables_place() {
        let (round, table) = (RoundId::nth(1), TableId::nth(1));
        let mut views = Views::default();
        for payload in [
            results(5, Some("t1")),
            results(7, None),
            results(6, Some("t1")),
        ] {
            views.accept(&payload);
        }
        assert_eq!(views.unreadable, None);
        let revision = |view: Option<&ResultsView>| view.map(|view| view.revision);
        assert_eq!(revision(views.results_of(round, None)), Some(7));
        assert_eq!(revision(views.results_of(round, Some(table))), Some(6));
        assert_eq!(revision(views.results(round)), Some(7));
        // An older view than the one here changes nothing.
        views.accept(&results(4, Some("t1")));
        assert_eq!(revision(views.results_of(round, Some(table))), Some(6));
    }
}
