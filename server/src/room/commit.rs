//! One commit: what one turn writes down, what each sender is told afterwards, and what happens when it cannot be
//! written.

use bytes::Bytes;
use plenary_protocol::{
    command::Command,
    documents::{DocumentName, Merged},
    entry::{Entry, Event, Told},
    id::{RecoveryHash, SeatId, TokenHash},
    limits,
    refusal::Refusal,
    seat::Seat,
    views::{RefusalView, View},
    wire::close_code,
    workshop::{Admission, Made, NotAdmitted, Outcome, Workshop},
};
use tokio::{
    sync::oneshot,
    time::{Instant, sleep},
};

use super::{
    Closing, RoomError,
    actor::{Actor, Turn},
    now_ms,
    subscribers::Subscribers,
};
use crate::journal::JournalError;

/// What one turn writes down and answers.
#[derive(Default)]
pub(super) struct Commit {
    pending: Vec<Pending>,
    admitted: Admission,
    has_told: bool,
}

/// One thing to be written or answered, in the order in which it came.
struct Pending {
    /// None where there is only an answer to give, which still has to wait for what stands before it.
    entry: Option<Entry>,
    prepared: Option<Merged>,
    answer: Answer,
}

/// An update on its way: from whom, and since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    pub(super) subscription: u64,
    pub(super) came: Instant,
}

/// What the sender is told once everything is durable.
enum Answer {
    Seat(oneshot::Sender<Result<u64, RoomError>>),
    Made(oneshot::Sender<Result<(u64, Made), RoomError>>),
    /// The update is kept.
    Saved(Sent),
    /// Something before this subscription's update is missing, by the gate's word: ask for it.
    Gap(u64, &'static str),
    /// The update of this subscription is not taken; with the gate's word, where it was the gate.
    Refused(u64, Refusal, Option<&'static str>),
}

impl Commit {
    fn tell(&mut self, told: Told, answer: Answer) {
        let entry = Entry {
            at_ms: now_ms(),
            event: Event::Told(told),
        };
        self.pending.push(Pending {
            entry: Some(entry),
            prepared: None,
            answer,
        });
        self.has_told = true;
    }

    pub(super) fn join(
        &mut self,
        workshop: &Workshop,
        seat: SeatId,
        details: Seat,
        token: TokenHash,
        recovery: RecoveryHash,
        reply: oneshot::Sender<Result<u64, RoomError>>,
    ) {
        match workshop.check_seat(details) {
            Ok(details) => self.tell(
                Told::SeatIssued {
                    seat,
                    details,
                    token,
                    recovery,
                },
                Answer::Seat(reply),
            ),
            // Whoever asked may have gone.
            Err(refusal) => drop(reply.send(Err(refusal.into()))),
        }
    }

    pub(super) fn recover(
        &mut self,
        workshop: &Workshop,
        seat: SeatId,
        token: TokenHash,
        reply: oneshot::Sender<Result<u64, RoomError>>,
    ) {
        match workshop.check_recovery() {
            Ok(()) => self.tell(Told::SeatRecovered { seat, token }, Answer::Seat(reply)),
            Err(refusal) => drop(reply.send(Err(refusal.into()))),
        }
    }

    pub(super) fn command(
        &mut self,
        workshop: &Workshop,
        seat: SeatId,
        command: Command,
        reply: oneshot::Sender<Result<(u64, Made), RoomError>>,
    ) {
        // Keeps the journal free of what has no effect. Behind another command of this turn the state is not known
        // yet, so it goes in, and `apply` decides where it stands.
        match workshop.check_command(seat, &command) {
            Err(refusal) if !self.has_told => drop(reply.send(Err(refusal.into()))),
            _ => self.tell(Told::Commanded { seat, command }, Answer::Made(reply)),
        }
    }

    pub(super) fn update(
        &mut self,
        workshop: &Workshop,
        subscribers: &Subscribers,
        sent: Sent,
        update: Bytes,
    ) {
        let subscription = sent.subscription;
        // A subscription that was taken away meanwhile has been told so.
        let Some(subscriber) = subscribers.get(subscription) else {
            return;
        };
        let (kind, seat) = (subscriber.kind, subscriber.seat);
        let (entry, prepared, answer) = match self.admitted.update(workshop, kind, seat, &update) {
            Ok(admitted) => {
                let document = DocumentName {
                    workshop: workshop.id(),
                    kind,
                };
                let event = Event::Updated {
                    document,
                    seat,
                    update: admitted.update,
                };
                (
                    Some(Entry {
                        at_ms: now_ms(),
                        event,
                    }),
                    admitted.prepared,
                    Answer::Saved(sent),
                )
            }
            Err(NotAdmitted::KnownAlready) => (None, None, Answer::Saved(sent)),
            Err(NotAdmitted::Gap { reason }) => (None, None, Answer::Gap(subscription, reason)),
            Err(NotAdmitted::Refused { refusal, reason }) => {
                (None, None, Answer::Refused(subscription, refusal, reason))
            }
        };
        self.pending.push(Pending {
            entry,
            prepared,
            answer,
        });
    }

    fn encoded(&self) -> Vec<Vec<u8>> {
        self.pending
            .iter()
            .filter_map(|pending| pending.entry.as_ref())
            .map(Entry::encode)
            .collect()
    }

    /// Tells whoever waits for a seat or a command that it was not done; updates stay, to be tried again.
    fn give_up_told(&mut self, cause: &str) {
        let not_saving = || RoomError::NotSaving(cause.to_owned());
        let pending = std::mem::take(&mut self.pending);
        self.pending = pending
            .into_iter()
            .filter_map(|pending| match pending.answer {
                Answer::Seat(reply) => {
                    drop(reply.send(Err(not_saving())));
                    None
                }
                Answer::Made(reply) => {
                    drop(reply.send(Err(not_saving())));
                    None
                }
                _ => Some(pending),
            })
            .collect();
    }
}

impl Actor {
    /// Writes a commit down, applies it and answers. While the journal cannot be written, nothing is acknowledged,
    /// everybody is told, and the commit is tried again.
    pub(super) async fn write_down(&mut self, mut commit: Commit) -> Turn {
        loop {
            match self.append(&commit).await {
                Ok(()) => break,
                Err(JournalError::Unavailable(cause)) => {
                    commit.give_up_told(&cause);
                    self.saving_is(false, &cause);
                    self.wait_unsaved(&cause).await;
                    if self.shared.shutdown.is_cancelled() {
                        return Turn::GoOn;
                    }
                }
                Err(err) => {
                    tracing::error!(workshop.id = %self.workshop.id(), "the journal has moved on without this room: {err}");
                    return Turn::LoadAnew;
                }
            }
        }
        self.saving_is(true, "");
        self.conclude(commit);
        Turn::GoOn
    }

    /// Tells every screen when saving stops, and when it goes on.
    fn saving_is(&mut self, is_saving: bool, cause: &str) {
        if self.is_saving == is_saving {
            return;
        }
        self.is_saving = is_saving;
        self.tell_saving();
        match is_saving {
            true => tracing::info!(workshop.id = %self.workshop.id(), "saving again"),
            false => tracing::error!(workshop.id = %self.workshop.id(), "not saving: {cause}"),
        }
    }

    /// The last commit of a room that ends: written if it can be, acknowledged only then.
    pub(super) async fn write_down_once(&mut self, commit: Commit) -> Result<(), JournalError> {
        self.append(&commit).await?;
        self.conclude(commit);
        Ok(())
    }

    async fn append(&mut self, commit: &Commit) -> Result<(), JournalError> {
        let entries = commit.encoded();
        if entries.is_empty() {
            // Nothing to write proves nothing: while saving is in doubt, only a write that succeeds does.
            if !self.is_saving {
                self.shared.probe().await?;
            }
            return Ok(());
        }
        let started = Instant::now();
        let count = entries.len() as u64;
        let result = self
            .shared
            .journal
            .append(self.workshop.id(), self.workshop.seq(), entries)
            .await;
        self.shared
            .set_saving(!matches!(result, Err(JournalError::Unavailable(_))));
        if result.is_ok() {
            self.shared.metrics.committed(count, started.elapsed());
        }
        result
    }

    /// Serves those who only look until it is time to try again.
    async fn wait_unsaved(&mut self, cause: &str) {
        let retry = sleep(limits::JOURNAL_RETRY);
        tokio::pin!(retry);
        let shutdown = self.shared.shutdown.clone();
        loop {
            let mail = tokio::select! {
                () = &mut retry => return,
                () = shutdown.cancelled() => return,
                mail = self.next_mail() => mail,
            };
            match mail {
                Some(mail) => self.take_in_unsaved(mail, cause),
                None => return,
            }
        }
    }

    /// Everything is durable: apply, answer, and let the views know.
    fn conclude(&mut self, commit: Commit) {
        let mut applied = 0;
        for pending in commit.pending {
            let Pending {
                entry,
                prepared,
                answer,
            } = pending;
            let outcome = entry.as_ref().map(|entry| {
                applied += 1;
                self.workshop
                    .apply_prepared(self.workshop.seq() + 1, entry, prepared)
            });
            if let (Some(entry), Some(Outcome::Done(made))) = (&entry, &outcome) {
                self.show(entry, &answer, made);
            }
            self.answer(answer, outcome);
        }
        self.count_entries(applied);
    }

    /// Passes on what an entry changed: an update to those who have the document open, the rest as views.
    fn show(&mut self, entry: &Entry, answer: &Answer, made: &Made) {
        match &entry.event {
            Event::Updated {
                document, update, ..
            } => {
                let from = match answer {
                    Answer::Saved(sent) => sent.subscription,
                    _ => 0,
                };
                self.subscribers.broadcast(document.kind, from, update);
                if !made.marked.is_empty() {
                    self.views.marks_changed(made.marked);
                }
            }
            Event::Told(Told::Commanded { command, .. }) => {
                self.views.command_applied();
                if let Command::AssignTable { seat, .. } | Command::SetRole { seat, .. } = command {
                    self.seat_changed(*seat);
                }
            }
            Event::Told(_) => self.views.people_changed(),
        }
    }

    fn answer(&mut self, answer: Answer, outcome: Option<Outcome>) {
        let seq = self.workshop.seq();
        let result = match outcome {
            Some(Outcome::Refused(refusal)) => Err(refusal),
            Some(Outcome::Done(made)) => Ok(made),
            None => Ok(Made::default()),
        };
        match answer {
            // Whoever asked may have gone; the entry stands all the same.
            Answer::Seat(reply) => {
                drop(reply.send(result.map(|_| seq).map_err(RoomError::Refused)))
            }
            Answer::Made(reply) => {
                if let Err(refusal) = &result {
                    self.shared.metrics.refused(refusal.code);
                }
                drop(reply.send(result.map(|made| (seq, made)).map_err(RoomError::Refused)));
            }
            Answer::Saved(sent) => match result {
                Ok(_) => self.acknowledge(sent),
                Err(refusal) => self.refuse(sent.subscription, refusal, None),
            },
            Answer::Gap(subscription, reason) => self.ask_for_missing(subscription, reason),
            Answer::Refused(subscription, refusal, reason) => {
                self.refuse(subscription, refusal, reason);
            }
        }
    }

    fn acknowledge(&mut self, sent: Sent) {
        let Some(subscriber) = self.subscribers.get_mut(sent.subscription) else {
            return;
        };
        subscriber.gaps = 0;
        subscriber.push(subscriber.wire.sync_status(true));
        self.shared.metrics.acknowledged(sent.came.elapsed());
    }

    /// Asks for what is missing before an update: the client answers with everything from our clocks on, and that is
    /// acknowledged. A client that never has it would be asked for ever, so it is told instead.
    fn ask_for_missing(&mut self, subscription: u64, reason: &'static str) {
        let Some(subscriber) = self.subscribers.get_mut(subscription) else {
            return;
        };
        subscriber.gaps += 1;
        if subscriber.gaps > limits::GAPS_IN_A_ROW {
            let broken =
                "this device's copy does not continue what the server holds: reload the page";
            self.refuse(subscription, Refusal::invalid(broken), Some(reason));
            return;
        }
        self.shared.metrics.gate_refused(reason);
        let (own, _) = self.workshop.sync(subscriber.kind, &Default::default());
        subscriber.push(subscriber.wire.sync_status(false));
        subscriber.push(subscriber.wire.sync_step1(&own));
    }

    fn refuse(&self, subscription: u64, refusal: Refusal, reason: Option<&'static str>) {
        self.shared.metrics.refused(refusal.code);
        if let Some(reason) = reason {
            self.shared.metrics.gate_refused(reason);
        }
        let Some(subscriber) = self.subscribers.get(subscription) else {
            return;
        };
        // Its sentence may name what somebody wrote, so it is for its sender alone.
        let reason = reason.unwrap_or("-");
        tracing::info!(
            workshop.id = %self.workshop.id(), code = ?refusal.code, reason,
            "refused an update of a {}: {:?}, {reason}", subscriber.kind.word(), refusal.code,
        );
        if subscriber.wire.address().is_none() {
            subscriber.outbox.close(Closing {
                code: close_code::FORBIDDEN,
                reason: "an update was not taken: reload",
                after: limits::REFUSED_CLOSE_AFTER,
            });
            return;
        }
        let view = View::Refusal(RefusalView {
            document: DocumentName {
                workshop: self.workshop.id(),
                kind: subscriber.kind,
            }
            .to_string(),
            code: refusal.code,
            detail: refusal.detail,
        });
        let payload = serde_json::to_string(&view).expect("a view holds nothing that JSON cannot");
        subscriber.push(subscriber.wire.sync_status(false));
        subscriber.push(subscriber.wire.stateless(&payload));
    }
}

// The most that one commit holds is what one turn takes in.
const _: () = assert!(limits::ROOM_BATCH <= limits::ROOM_MAILBOX);
