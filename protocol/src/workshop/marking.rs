//! Opening a round: on a framework, or on one made of a map or of the plan; and in which step it is marked.

use super::{Round, Workshop, commands::check_fewer, derived::Derived};
use crate::{
    framework::{Framework, FrameworkId},
    id::RoundId,
    limits,
    refusal::Refusal,
    round::RoundKind,
    run_sheet::StepId,
};

/// The step in which a round of this kind is marked.
fn marking_step(kind: RoundKind) -> StepId {
    match kind {
        RoundKind::Now | RoundKind::Needed => StepId::Mark,
        RoundKind::Lost => StepId::Map,
        RoundKind::Priority => StepId::Plan,
    }
}

impl Workshop {
    /// Where nothing that is marked has changed since the last time, it is the same framework: then the rounds can be
    /// compared.
    pub(super) fn open_derived(
        &mut self,
        framework: Framework,
        derived: Derived,
        kind: RoundKind,
        at_ms: u64,
    ) -> RoundId {
        let latest = self.derived_of(derived).last();
        let same = latest.filter(|index| self.frameworks[*index].domains == framework.domains);
        let index = same.unwrap_or_else(|| {
            self.derived.insert(framework.id.to_string(), derived);
            self.frameworks.push(framework);
            self.frameworks.len() - 1
        });
        self.begin_round(index, kind, None, at_ms)
    }

    /// Opens a round on one of the workshop's frameworks.
    pub(super) fn begin_round(
        &mut self,
        framework_index: usize,
        kind: RoundKind,
        only: Option<Vec<usize>>,
        at_ms: u64,
    ) -> RoundId {
        let id = RoundId::nth(self.rounds.len() as u16 + 1);
        let domain_count = self.frameworks[framework_index].domains.len();
        let only = only.filter(|only| only.len() < domain_count);
        self.rounds
            .push(Round::open(id, framework_index, kind, domain_count, only));
        self.focus = None;
        self.go_to_marking(kind, at_ms);
        id
    }

    pub(super) fn go_to_marking(&mut self, kind: RoundKind, at_ms: u64) {
        self.go_unless_there(marking_step(kind), at_ms);
    }

    pub(super) fn go_unless_there(&mut self, step: StepId, at_ms: u64) {
        if self.run_sheet.current != step {
            self.run_sheet.go(step, at_ms);
        }
    }

    /// What is asked must suit what is marked: a map's steps and the plan's actions have commands of their own.
    pub(super) fn check_kind(
        &self,
        framework: &FrameworkId,
        kind: RoundKind,
    ) -> Result<(), Refusal> {
        match kind {
            RoundKind::Now | RoundKind::Needed if self.is_derived(framework) => {
                Err(Refusal::invalid(format!(
                    "`{framework}` was made of a map or of the plan: open it with `open_losses` or `open_priorities`"
                )))
            }
            RoundKind::Now | RoundKind::Needed => Ok(()),
            RoundKind::Lost | RoundKind::Priority => Err(Refusal::invalid(
                "losses are marked with `open_losses`, priorities with `open_priorities`",
            )),
        }
    }

    pub(super) fn check_new_round(&self) -> Result<(), Refusal> {
        self.check_no_open_round()?;
        check_fewer("rounds", self.rounds.len(), limits::ROUNDS_PER_WORKSHOP)
    }

    pub(super) fn check_no_open_round(&self) -> Result<(), Refusal> {
        match self.rounds.iter().find(|round| round.is_open) {
            Some(open) => Err(Refusal::moved_on(format!(
                "round {} is still open: close it first",
                open.id
            ))),
            None => Ok(()),
        }
    }

    /// Who is counted does not change from a round's opening to its reveal, which fixes what is shown of it. The close is no
    /// end of that: it can be taken back, and the counts before and after would then differ by one named person's marks.
    pub(super) fn check_counted_stay(&self) -> Result<(), Refusal> {
        match self.rounds.iter().find(|round| round.published.is_none()) {
            Some(round) => Err(Refusal::moved_on(format!(
                "round {} has not been revealed: until then nobody joins or leaves those who are counted, because the counts before and after could show what this person marked; close and reveal the round first",
                round.id
            ))),
            None => Ok(()),
        }
    }

    pub(super) fn check_move(&self, from: StepId, to: StepId) -> Result<(), Refusal> {
        let current = self.run_sheet.current;
        if current != from {
            return Err(Refusal::moved_on(format!(
                "the workshop is at step `{current}`, not at `{from}`"
            )));
        }
        if !self.run_sheet.has(to) {
            return Err(Refusal::invalid(format!(
                "the run sheet has no step `{to}`"
            )));
        }
        // Marking goes on only in its own step, so that what people see is what counts.
        let open = self.rounds.iter().find(|round| round.is_open);
        match open {
            Some(round) if marking_step(round.kind) != to => self.check_no_open_round(),
            _ => Ok(()),
        }
    }
}
