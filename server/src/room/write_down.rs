//! Writing a commit down: before it is durable nothing is applied, acknowledged or shown; and what happens when it
//! cannot be written, or another node was quicker.

use plenary_protocol::{
    limits,
    space::{EntryOf, entry::Entry},
};
use tokio::time::{Instant, sleep};

use super::{
    Hosted,
    actor::{Actor, Turn},
    commit::Commit,
};
use crate::journal::JournalError;

impl<S: Hosted> Actor<S> {
    /// Writes a commit down, applies it and answers. While the journal cannot be written, nothing is acknowledged,
    /// everybody is told, and the commit is tried again.
    pub(super) async fn write_down(&mut self, mut commit: Commit<S>) -> Turn {
        let mut is_undecided = false;
        loop {
            let trouble = match self.append(&commit).await {
                Ok(()) => break,
                // Another node was quicker: what it wrote comes first, and what was asked here is decided anew on it.
                Err(JournalError::Conflict { after, last }) if after < last => {
                    is_undecided = false;
                    let before = self.space.core().seq;
                    match self.read_others().await {
                        Ok(()) if before < self.space.core().seq => {
                            commit = commit.anew(&self.space, &self.subscribers);
                            if commit.writes_nothing() {
                                // Where it cannot be told, the turn ends by itself.
                                let _ = self.node.journal.give_way(self.space.core().id).await;
                            }
                            continue;
                        }
                        // Said to be there and not found: asking again at once would only spin.
                        Ok(()) => JournalError::Unavailable("others are not heard".to_owned()),
                        Err(err) => err,
                    }
                }
                Err(err) => err,
            };
            if !trouble.is_passing() {
                return self.diverged(&trouble);
            }
            // What has certainly not been written can be given up; what may have been is settled by the same again.
            is_undecided |= matches!(trouble, JournalError::Undecided(_));
            let cause = trouble.to_string();
            if !is_undecided {
                commit.give_up_control(&cause);
            }
            self.saving_is(false, &cause);
            self.wait_unsaved(&cause).await;
            if self.node.shutdown.is_cancelled() {
                return Turn::GoOn;
            }
        }
        self.saving_is(true, "");
        self.complete(commit);
        Turn::GoOn
    }

    /// Applies what other nodes have written since.
    pub(super) async fn read_others(&mut self) -> Result<(), JournalError> {
        let next = self.space.core().seq + 1;
        let entries = self
            .node
            .journal
            .entries(self.space.core().id, next)
            .await?;
        self.take_others(entries)
    }

    /// Applies entries of the journal, passing over those that are known.
    pub(super) fn take_others(&mut self, entries: Vec<(u64, Vec<u8>)>) -> Result<(), JournalError> {
        let newest = entries.last().map_or(0, |(seq, _)| *seq);
        self.note_lag(newest);
        for (seq, bytes) in entries {
            let next = self.space.core().seq + 1;
            if seq < next {
                continue;
            }
            if next < seq {
                let gap = format!("entry {seq} came where {next} was to come");
                return Err(JournalError::Unreadable(gap));
            }
            let entry: EntryOf<S> = Entry::decode(&bytes)
                .map_err(|err| JournalError::Unreadable(format!("entry {seq}: {err}")))?;
            self.complete_others(seq, &entry);
        }
        self.note_lag(newest);
        Ok(())
    }

    /// Only loading anew is right.
    pub(super) fn diverged(&self, err: &JournalError) -> Turn {
        tracing::error!(workshop.id = %self.space.core().id, "the journal has moved on without this room: {err}");
        Turn::Reload
    }

    /// Tells every screen when saving stops, and when it goes on.
    pub(super) fn saving_is(&mut self, is_saving: bool, cause: &str) {
        if self.is_saving == is_saving {
            return;
        }
        self.is_saving = is_saving;
        self.tell_saving();
        match is_saving {
            true => tracing::info!(workshop.id = %self.space.core().id, "saving again"),
            false => tracing::error!(workshop.id = %self.space.core().id, "not saving: {cause}"),
        }
    }

    /// The last commit of a room that ends: written if it can be, acknowledged only then.
    pub(super) async fn write_down_once(&mut self, commit: Commit<S>) -> Result<(), JournalError> {
        self.append(&commit).await?;
        self.complete(commit);
        Ok(())
    }

    async fn append(&mut self, commit: &Commit<S>) -> Result<(), JournalError> {
        let entries = commit.encoded();
        if entries.is_empty() {
            // Nothing to write proves nothing: while saving is in doubt, only a write that succeeds does.
            if !self.is_saving {
                self.node.probe().await?;
            }
            return Ok(());
        }
        let started = Instant::now();
        let count = entries.len() as u64;
        let result = self
            .node
            .journal
            .append(self.space.core().id, self.space.core().seq, entries)
            .await;
        self.node
            .set_saving(result.as_ref().err().is_none_or(|err| !err.is_passing()));
        if result.is_ok() {
            self.node.metrics.committed(count, started.elapsed());
        }
        result
    }

    /// Serves those who only look until it is time to try again.
    async fn wait_unsaved(&mut self, cause: &str) {
        let retry = sleep(limits::JOURNAL_RETRY);
        tokio::pin!(retry);
        let shutdown = self.node.shutdown.clone();
        loop {
            let message = tokio::select! {
                () = &mut retry => return,
                () = shutdown.cancelled() => return,
                message = self.next_message() => message,
            };
            match message {
                Some(message) => self.accept_unsaved(message, cause),
                None => return,
            }
        }
    }
}
