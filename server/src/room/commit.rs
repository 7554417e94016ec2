//! One commit: what one turn writes down, and what each sender is to be told afterwards.
//!
//! What was asked is kept beside what was decided on it: when another node was quicker to write, it is decided anew.

use bytes::Bytes;
use plenary_protocol::{
    documents::DocumentName,
    id::{Request, SaltedRequest, SeatId, TokenHash},
    limits,
    refusal::Refusal,
    space::{
        self, CalendarOf, CommandOf, EntryOf, Events, GivenSeat, NotAdmitted, PersonOf, Reserved,
        SeatIssue,
        entry::{Entry, Event},
    },
};
use tokio::{sync::oneshot, time::Instant};

use super::{Hosted, RoomError, State, now_ms, subscribers::Subscribers};

/// Answers whoever asked for a seat; with what the same request was given before, where it repeats one.
pub(super) type SeatReply = oneshot::Sender<Result<Option<GivenSeat>, RoomError>>;

/// Something that is to be written down, as it was asked.
pub(crate) enum RoomRequest<S: Hosted> {
    /// Somebody asks for a seat.
    Join {
        new_seat: SeatIssue<PersonOf<S>>,
        reply: SeatReply,
    },
    /// Somebody brings a seat to another device.
    Recover {
        seat: SeatId,
        token: TokenHash,
        request: Option<SaltedRequest>,
        reply: SeatReply,
    },
    /// Somebody asks for a calendar address.
    Calendar {
        seat: SeatId,
        shows: CalendarOf<S>,
        secret: TokenHash,
        reply: oneshot::Sender<Result<u64, RoomError>>,
    },
    /// Somebody gives a command.
    Command {
        seat: SeatId,
        command: CommandOf<S>,
        request: Option<Request>,
        reply: oneshot::Sender<Result<(u64, S::Made), RoomError>>,
    },
    /// Somebody has come to a seat for the first time; nobody waits for an answer.
    Opened { seat: SeatId },
    /// A socket tells who is at work in a document, under a client id that is nobody's in the ledger yet.
    Present { subscription: u64, state: State },
    /// Whoever joins comes upon seats to which nobody came in time.
    GiveUp,
    /// A socket sends an update of a document.
    Update { sent: Sent, update: Bytes },
    /// A socket sent an update of so many bytes, which nobody has kept.
    TooLong { sent: Sent, size_bytes: usize },
}

/// An update on its way: from whom, and since when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent {
    pub(super) subscription: u64,
    pub(super) came: Instant,
}

/// What one turn writes down and answers.
pub(super) struct Commit<S: Hosted> {
    pub(super) pending: Vec<Pending<S>>,
    admission: S::Admission,
    has_control: bool,
    is_final: bool,
    joining: u32,
}

/// One thing to be written or answered, in the order in which it came.
pub(super) struct Pending<S: Hosted> {
    pub(super) request: RoomRequest<S>,
    pub(super) decided: Decided<S>,
}

/// What came of it, against the state and what stands before it in the commit.
pub(super) enum Decided<S: Hosted> {
    /// It is written down; with what the fold need not compute again.
    Written(Box<EntryOf<S>>, Option<Box<S::Prepared>>),
    /// There is nothing new in it, but what it repeats still has to be durable.
    Known,
    /// It is a request that was answered before, and is answered the same.
    Repeated,
    /// Something before it is missing, by the gate's word.
    Gap(&'static str),
    /// So many join that this one has to wait.
    Held,
    /// It is not taken; with the gate's word, where it was the gate.
    Refused(Refusal, Option<&'static str>),
}

impl<S: Hosted> Default for Commit<S> {
    fn default() -> Self {
        Self {
            pending: Vec::new(),
            admission: S::Admission::default(),
            has_control: false,
            is_final: false,
            joining: 0,
        }
    }
}

impl<S: Hosted> Commit<S> {
    /// Accepts what is asked, and decides on it.
    pub(super) fn accept(&mut self, space: &S, subscribers: &Subscribers, request: RoomRequest<S>) {
        let decided = match &request {
            RoomRequest::Join { new_seat, .. } => self.decide_joining(space, subscribers, new_seat),
            // Whoever joins says so anew.
            RoomRequest::GiveUp => return,
            RoomRequest::Recover {
                seat,
                token,
                request,
                ..
            } => {
                let control = S::Events::seat_recovered(*seat, *token, *request);
                self.decide(space, control, || space.check_recovery())
            }
            RoomRequest::Calendar {
                seat,
                shows,
                secret,
                ..
            } => {
                let control = S::Events::calendar_opened(*seat, *shows, *secret);
                self.decide(space, control, || space.check_calendar(*seat))
            }
            // Keeps the journal free of what has no effect. Behind another command of this turn the state is not
            // known yet, so it goes in, and `apply` decides where it stands.
            RoomRequest::Command {
                seat,
                command,
                request,
                ..
            } => {
                let control = S::Events::commanded(*seat, command.clone(), *request);
                let has_control = self.has_control;
                let decided = self.decide(space, control, || match has_control {
                    true => Ok(()),
                    false => space.check_command(*seat, command),
                });
                self.is_final |= S::may_end(command) && matches!(decided, Decided::Written(..));
                decided
            }
            RoomRequest::Opened { seat } if space.wants_to_know_of(*seat) => {
                self.record(S::Events::seat_opened(*seat), now_ms())
            }
            RoomRequest::Opened { .. } => Decided::Known,
            RoomRequest::Present {
                subscription,
                state,
            } => {
                // A subscription that was taken away meanwhile is nobody's presence.
                let Some(subscriber) = subscribers.get(*subscription) else {
                    return;
                };
                let (kind, seat) = (subscriber.kind, subscriber.seat);
                match space.reserve(&mut self.admission, kind, seat, state.client) {
                    Reserved::Already => Decided::Known,
                    Reserved::Now => {
                        let document = DocumentName {
                            workshop: space.core().id,
                            kind,
                        };
                        let control = S::Events::client_reserved(document, seat, state.client);
                        self.record(control, now_ms())
                    }
                    Reserved::Not => {
                        let taken = "this client id cannot be kept for this seat";
                        Decided::Refused(Refusal::moved_on(taken), None)
                    }
                }
            }
            RoomRequest::Update { sent, update } => {
                // A subscription that was taken away meanwhile has been told so.
                let Some(subscriber) = subscribers.get(sent.subscription) else {
                    return;
                };
                let (kind, seat) = (subscriber.kind, subscriber.seat);
                match space.admit(&mut self.admission, kind, seat, update) {
                    Ok(admitted) => {
                        let document = DocumentName {
                            workshop: space.core().id,
                            kind,
                        };
                        let event = Event::Updated {
                            document,
                            seat,
                            update: admitted.update,
                        };
                        Decided::Written(entry(event, now_ms()), admitted.prepared.map(Box::new))
                    }
                    Err(NotAdmitted::KnownAlready) => Decided::Known,
                    Err(NotAdmitted::Gap { reason }) => Decided::Gap(reason),
                    Err(NotAdmitted::Refused { refusal, reason }) => {
                        Decided::Refused(refusal, reason)
                    }
                }
            }
            RoomRequest::TooLong { size_bytes, .. } => {
                let (refusal, reason) = space::too_long(*size_bytes);
                Decided::Refused(refusal, Some(reason))
            }
        };
        self.pending.push(Pending { request, decided });
    }

    /// Whether nothing more may go into this commit: it may end the workshop, and what comes behind that is decided on a
    /// workshop that has ended.
    pub(super) fn is_final(&self) -> bool {
        self.is_final
    }

    /// Writes down what may be, unless it repeats a request that was answered before.
    fn decide(
        &mut self,
        space: &S,
        control: S::Events,
        check: impl FnOnce() -> Result<(), Refusal>,
    ) -> Decided<S> {
        match space.repeats(&control) {
            Ok(true) => Decided::Repeated,
            Err(refusal) => Decided::Refused(refusal, None),
            Ok(false) => match check() {
                Ok(()) => self.record(control, now_ms()),
                Err(refusal) => Decided::Refused(refusal, None),
            },
        }
    }

    /// Lets somebody in where the pace of joining allows it, by the very time at which it is written down.
    fn decide_joining(
        &mut self,
        space: &S,
        subscribers: &Subscribers,
        new_seat: &SeatIssue<PersonOf<S>>,
    ) -> Decided<S> {
        let now_ms = now_ms();
        let checked = match space.repeats(&S::Events::seat_issued(new_seat.clone())) {
            Ok(true) => return Decided::Repeated,
            Ok(false) => space.check_joining(new_seat.person.clone(), now_ms),
            Err(refusal) => Err(refusal),
        };
        let person = match checked {
            Ok(person) => person,
            Err(refusal) => return Decided::Refused(refusal, None),
        };
        if space.core().arrivals.free_places(now_ms) <= self.joining {
            return Decided::Held;
        }
        if self.joining == 0 {
            self.give_up_overdue(space, subscribers, now_ms);
        }
        self.joining += 1;
        let issue = SeatIssue {
            person,
            ..new_seat.clone()
        };
        self.record(S::Events::seat_issued(issue), now_ms)
    }

    /// Before the first who joins, so that there is room where a workshop is full of seats that nobody uses.
    fn give_up_overdue(&mut self, space: &S, subscribers: &Subscribers, now_ms: u64) {
        let mut seats = space.overdue(now_ms);
        // Somebody may be here of whom that could not be written down yet.
        seats.retain(|seat| !subscribers.is_present(seat));
        if seats.is_empty() {
            return;
        }
        let decided = self.record(S::Events::seats_given_up(seats), now_ms);
        let request = RoomRequest::GiveUp;
        self.pending.push(Pending { request, decided });
    }

    fn record(&mut self, control: S::Events, at_ms: u64) -> Decided<S> {
        self.has_control = true;
        Decided::Written(entry(Event::Control(control), at_ms), None)
    }

    /// Decides anew on everything, against a state that has moved on.
    pub(super) fn anew(self, space: &S, subscribers: &Subscribers) -> Self {
        let mut commit = Self::default();
        for pending in self.pending {
            commit.accept(space, subscribers, pending.request);
        }
        commit
    }

    /// What is to be appended.
    pub(super) fn encoded(&self) -> Vec<Vec<u8>> {
        self.written().map(Entry::encode).collect()
    }

    /// Whether nothing of it is to be appended.
    pub(super) fn writes_nothing(&self) -> bool {
        self.written().next().is_none()
    }

    fn written(&self) -> impl Iterator<Item = &EntryOf<S>> {
        self.pending
            .iter()
            .filter_map(|pending| match &pending.decided {
                Decided::Written(entry, _) => Some(&**entry),
                _ => None,
            })
    }

    /// Tells whoever waits for a seat or a command that it was not done; updates stay, to be tried again.
    pub(super) fn give_up_control(&mut self, cause: &str) {
        let not_saving = || RoomError::NotSaving(cause.to_owned());
        let pending = std::mem::take(&mut self.pending);
        self.pending = pending
            .into_iter()
            .filter_map(|pending| match pending.request {
                // Whoever is still there says so again.
                RoomRequest::GiveUp | RoomRequest::Present { .. } => None,
                // Whoever asked may have gone.
                RoomRequest::Join { reply, .. } | RoomRequest::Recover { reply, .. } => {
                    drop(reply.send(Err(not_saving())));
                    None
                }
                RoomRequest::Calendar { reply, .. } => {
                    drop(reply.send(Err(not_saving())));
                    None
                }
                RoomRequest::Command { reply, .. } => {
                    drop(reply.send(Err(not_saving())));
                    None
                }
                // Who has come must not be taken for somebody who has not.
                RoomRequest::Opened { .. }
                | RoomRequest::Update { .. }
                | RoomRequest::TooLong { .. } => Some(pending),
            })
            .collect();
        self.joining = 0;
    }
}

fn entry<C>(event: Event<C>, at_ms: u64) -> Box<Entry<C>> {
    Box::new(Entry { at_ms, event })
}

// The most that one commit holds is what one turn takes in.
const _: () = assert!(limits::ROOM_BATCH <= limits::ROOM_MAILBOX);
