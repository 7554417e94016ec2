//! What follows once a commit is durable: it is applied, its senders are answered, and whoever is concerned is told.

use plenary_protocol::{
    documents::DocumentName,
    limits,
    refusal::Refusal,
    space::{EntryOf, Outcome, SeatIssue, entry::Event},
    wire::close_code,
};

use super::{
    Affected, Closing, Hosted, RoomError, Screens,
    actor::Actor,
    commit::{Commit, Decided, Pending, RoomRequest, Sent},
};

/// The number of no subscription: what came from somewhere else goes to everybody.
const NOBODY: u64 = 0;

impl<S: Hosted> Actor<S> {
    /// Everything is durable: apply, answer, and let the views know.
    pub(super) fn complete(&mut self, commit: Commit<S>) {
        let mut applied = 0;
        for Pending { request, decided } in commit.pending {
            let result = match decided {
                Decided::Written(entry, prepared) => {
                    applied += 1;
                    let seq = self.space.core().seq + 1;
                    let outcome =
                        self.space
                            .apply_prepared(seq, &entry, prepared.map(|prepared| *prepared));
                    let from = match &request {
                        RoomRequest::Update { sent, .. } => sent.subscription,
                        _ => NOBODY,
                    };
                    self.publish(&entry, from, &outcome);
                    match outcome {
                        Outcome::Done(made) => Ok(made),
                        Outcome::Refused(refusal) => Err((refusal, None)),
                        Outcome::Repeated => {
                            self.answer_again(request);
                            continue;
                        }
                    }
                }
                Decided::Known => Ok(S::Made::default()),
                Decided::Repeated => {
                    self.answer_again(request);
                    continue;
                }
                Decided::Gap(reason) => {
                    if let RoomRequest::Update { sent, .. } = request {
                        self.ask_for_missing(sent.subscription, reason);
                    }
                    continue;
                }
                Decided::Held => {
                    self.hold(request);
                    continue;
                }
                Decided::Refused(refusal, reason) => Err((refusal, reason)),
            };
            self.answer(request, result);
        }
        self.count_entries(applied);
    }

    /// Applies what another node wrote.
    pub(super) fn complete_others(&mut self, seq: u64, entry: &EntryOf<S>) {
        let outcome = self.space.apply(seq, entry);
        self.publish(entry, NOBODY, &outcome);
        self.count_entries(1);
    }

    /// Passes on what an entry changed: an update to those who have the document open, the rest as views.
    fn publish(&mut self, entry: &EntryOf<S>, from: u64, outcome: &Outcome<S::Made>) {
        let Outcome::Done(made) = outcome else {
            return;
        };
        if let Event::Updated {
            document, update, ..
        } = &entry.event
        {
            self.subscribers.broadcast(document.kind, from, update);
        }
        let affected = self.show(|screens, stage| screens.applied(stage, entry, made));
        match affected {
            Affected::Nobody => {}
            Affected::Seat(seat) => self.seat_changed(seat),
            Affected::Gone => self.seats_gone(),
        }
    }

    fn answer(
        &mut self,
        request: RoomRequest<S>,
        result: Result<S::Made, (Refusal, Option<&'static str>)>,
    ) {
        let seq = self.space.core().seq;
        let refused = |(refusal, _)| RoomError::Refused(refusal);
        match request {
            // Whoever asked may have gone; the entry stands all the same.
            RoomRequest::Calendar { reply, .. } => {
                drop(reply.send(result.map(|_| seq).map_err(refused)));
            }
            RoomRequest::Join { new_seat, reply } => {
                self.left_the_lobby(new_seat.request.as_ref());
                drop(reply.send(result.map(|_| None).map_err(refused)));
            }
            RoomRequest::Recover { reply, .. } => {
                drop(reply.send(result.map(|_| None).map_err(refused)));
            }
            RoomRequest::Command { reply, .. } => {
                drop(reply.send(result.map(|made| (seq, made)).map_err(refused)));
            }
            RoomRequest::Opened { .. } | RoomRequest::GiveUp => {}
            // Only now may others hear of it.
            RoomRequest::Present {
                subscription,
                state,
            } if result.is_ok() => self.tell_of(subscription, state),
            RoomRequest::Present { .. } => {}
            RoomRequest::Update { sent, .. } => match result {
                Ok(_) => self.acknowledge(sent),
                Err((refusal, reason)) => self.refuse(sent.subscription, refusal, reason),
            },
            RoomRequest::TooLong { sent, .. } => {
                if let Err((refusal, reason)) = result {
                    self.refuse(sent.subscription, refusal, reason);
                }
            }
        }
    }

    /// Answers a request that is known as it was answered the first time.
    fn answer_again(&mut self, request: RoomRequest<S>) {
        if let RoomRequest::Join { new_seat, .. } = &request {
            self.left_the_lobby(new_seat.request.as_ref());
        }
        let forgotten = || RoomError::Refused(Refusal::moved_on("this request is no longer known"));
        match request {
            RoomRequest::Join {
                new_seat: SeatIssue { request, .. },
                reply,
            }
            | RoomRequest::Recover { request, reply, .. } => {
                let given = request.ok_or_else(forgotten).and_then(|salted| {
                    let given = self.space.given_seat(&salted.request)?;
                    given.map(Some).ok_or_else(forgotten)
                });
                // Whoever asked may have gone.
                drop(reply.send(given));
            }
            // The same request asks for the same address, and opens it once more where it stands.
            RoomRequest::Calendar { reply, .. } => drop(reply.send(Err(forgotten()))),
            RoomRequest::Command {
                seat,
                request,
                reply,
                ..
            } => {
                let answered = request.ok_or_else(forgotten).and_then(|request| {
                    let answered = self.space.answered_command(seat, &request)?;
                    let answered = answered.ok_or_else(forgotten)?;
                    Ok((answered.seq, answered.result.clone()?))
                });
                drop(reply.send(answered));
            }
            RoomRequest::Opened { .. }
            | RoomRequest::GiveUp
            | RoomRequest::Present { .. }
            | RoomRequest::Update { .. }
            | RoomRequest::TooLong { .. } => {}
        }
    }

    fn acknowledge(&mut self, sent: Sent) {
        let Some(subscriber) = self.subscribers.get_mut(sent.subscription) else {
            return;
        };
        subscriber.gaps = 0;
        subscriber.push(subscriber.wire.sync_status(true));
        self.node.metrics.acknowledged(sent.came.elapsed());
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
        self.node.metrics.gate_refused(reason);
        let (own, _) = self.space.sync(subscriber.kind, &Default::default());
        subscriber.push(subscriber.wire.sync_status(false));
        subscriber.push(subscriber.wire.sync_step1(&own));
    }

    fn refuse(&self, subscription: u64, refusal: Refusal, reason: Option<&'static str>) {
        self.node.metrics.refused(refusal.code);
        if let Some(reason) = reason {
            self.node.metrics.gate_refused(reason);
        }
        let Some(subscriber) = self.subscribers.get(subscription) else {
            return;
        };
        // Its sentence may name what somebody wrote, so it is for its sender alone.
        let reason = reason.unwrap_or("-");
        tracing::info!(
            workshop.id = %self.space.core().id, code = ?refusal.code, reason,
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
        let document = DocumentName {
            workshop: self.space.core().id,
            kind: subscriber.kind,
        };
        let payload = S::refusal_view(&document, refusal);
        subscriber.push(subscriber.wire.sync_status(false));
        subscriber.push(subscriber.wire.stateless(&payload));
    }
}
