//! One commit: what one turn writes down, and what each sender is to be told afterwards.
//!
//! What was asked is kept beside what was decided on it: when another node was quicker to write, it is decided anew.

use bytes::Bytes;
use plenary_protocol::{
    calendar::CalendarShows,
    command::Command,
    documents::{DocumentName, Merged},
    entry::{Control, Entry, Event},
    id::{RecoveryHash, Request, SaltedRequest, SeatId, TokenHash},
    limits,
    refusal::Refusal,
    seat::Seat,
    space::{self, GivenSeat, NotAdmitted, Reserved},
    workshop::{Admission, Made, Workshop},
};
use tokio::{sync::oneshot, time::Instant};

use super::{RoomError, State, now_ms, subscribers::Subscribers};

/// A seat that somebody asks for.
#[derive(Debug)]
pub struct NewSeat {
    /// Its id.
    pub seat: SeatId,
    /// What is to be known of it.
    pub details: Seat,
    /// The hash of its first token.
    pub token: TokenHash,
    /// The hash of its recovery words.
    pub recovery: RecoveryHash,
    /// The request, where it came with a key.
    pub request: Option<SaltedRequest>,
}

/// Answers whoever asked for a seat; with what the same request was given before, where it repeats one.
pub(super) type SeatReply = oneshot::Sender<Result<Option<GivenSeat>, RoomError>>;

/// Something that is to be written down, as it was asked.
pub(crate) enum RoomRequest {
    /// Somebody asks for a seat.
    Join { new_seat: NewSeat, reply: SeatReply },
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
        shows: CalendarShows,
        secret: TokenHash,
        reply: oneshot::Sender<Result<u64, RoomError>>,
    },
    /// Somebody gives a command.
    Command {
        seat: SeatId,
        command: Command,
        request: Option<Request>,
        reply: oneshot::Sender<Result<(u64, Made), RoomError>>,
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
#[derive(Default)]
pub(super) struct Commit {
    pub(super) pending: Vec<Pending>,
    admitted: Admission,
    has_control: bool,
    is_final: bool,
    joining: u32,
}

/// One thing to be written or answered, in the order in which it came.
pub(super) struct Pending {
    pub(super) request: RoomRequest,
    pub(super) decided: Decided,
}

/// What came of it, against the state and what stands before it in the commit.
pub(super) enum Decided {
    /// It is written down; with the ballot that comes of it, where it is a mark.
    Written(Box<Entry>, Option<Box<Merged>>),
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

impl Commit {
    /// Accepts what is asked, and decides on it.
    pub(super) fn accept(
        &mut self,
        workshop: &Workshop,
        subscribers: &Subscribers,
        request: RoomRequest,
    ) {
        let decided = match &request {
            RoomRequest::Join { new_seat, .. } => {
                self.decide_joining(workshop, subscribers, new_seat)
            }
            // Whoever joins says so anew.
            RoomRequest::GiveUp => return,
            RoomRequest::Recover {
                seat,
                token,
                request,
                ..
            } => {
                let control = Control::SeatRecovered {
                    seat: *seat,
                    token: *token,
                    request: *request,
                };
                self.decide(workshop, control, |_| workshop.check_recovery())
            }
            RoomRequest::Calendar {
                seat,
                shows,
                secret,
                ..
            } => {
                let control = Control::CalendarOpened {
                    seat: *seat,
                    shows: *shows,
                    secret: *secret,
                };
                self.decide(workshop, control, |_| workshop.check_calendar(*seat))
            }
            // Keeps the journal free of what has no effect. Behind another command of this turn the state is not
            // known yet, so it goes in, and `apply` decides where it stands.
            RoomRequest::Command {
                seat,
                command,
                request,
                ..
            } => {
                let may_end = matches!(command, Command::CloseWorkshop | Command::Seal);
                let control = Control::Commanded {
                    seat: *seat,
                    command: command.clone(),
                    request: *request,
                };
                let has_control = self.has_control;
                let decided = self.decide(workshop, control, |_| match has_control {
                    true => Ok(()),
                    false => workshop.check_command(*seat, command),
                });
                self.is_final |= may_end && matches!(decided, Decided::Written(..));
                decided
            }
            RoomRequest::Opened { seat } if workshop.wants_to_know_of(*seat) => {
                self.record(Control::SeatOpened { seat: *seat }, now_ms())
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
                match self.admitted.reserve(workshop, kind, seat, state.client) {
                    Reserved::Already => Decided::Known,
                    Reserved::Now => {
                        let document = DocumentName {
                            workshop: workshop.id(),
                            kind,
                        };
                        let client = state.client;
                        let control = Control::ClientReserved {
                            document,
                            seat,
                            client,
                        };
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
                match self.admitted.update(workshop, kind, seat, update) {
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
        workshop: &Workshop,
        mut control: Control,
        check: impl FnOnce(&mut Control) -> Result<(), Refusal>,
    ) -> Decided {
        match workshop.repeats(&control) {
            Ok(true) => Decided::Repeated,
            Err(refusal) => Decided::Refused(refusal, None),
            Ok(false) => match check(&mut control) {
                Ok(()) => self.record(control, now_ms()),
                Err(refusal) => Decided::Refused(refusal, None),
            },
        }
    }

    /// Lets somebody in where the pace of joining allows it, by the very time at which it is written down.
    fn decide_joining(
        &mut self,
        workshop: &Workshop,
        subscribers: &Subscribers,
        new_seat: &NewSeat,
    ) -> Decided {
        let now_ms = now_ms();
        let mut control = new_seat.control();
        let checked = match workshop.repeats(&control) {
            Ok(true) => return Decided::Repeated,
            Ok(false) => workshop.check_joining(new_seat.details.clone(), now_ms),
            Err(refusal) => Err(refusal),
        };
        match (checked, &mut control) {
            (Ok(checked), Control::SeatIssued { details, .. }) => *details = checked,
            (Ok(_), _) => {}
            (Err(refusal), _) => return Decided::Refused(refusal, None),
        }
        if workshop.arrivals().free_places(now_ms) <= self.joining {
            return Decided::Held;
        }
        if self.joining == 0 {
            self.give_up_overdue(workshop, subscribers, now_ms);
        }
        self.joining += 1;
        self.record(control, now_ms)
    }

    /// Before the first who joins, so that there is room where a workshop is full of seats that nobody uses.
    fn give_up_overdue(&mut self, workshop: &Workshop, subscribers: &Subscribers, now_ms: u64) {
        let mut seats = workshop.overdue(now_ms);
        // Somebody may be here of whom that could not be written down yet.
        seats.retain(|seat| !subscribers.is_present(seat));
        if seats.is_empty() {
            return;
        }
        let decided = self.record(Control::SeatsGivenUp { seats }, now_ms);
        let request = RoomRequest::GiveUp;
        self.pending.push(Pending { request, decided });
    }

    fn record(&mut self, control: Control, at_ms: u64) -> Decided {
        self.has_control = true;
        Decided::Written(entry(Event::Control(control), at_ms), None)
    }

    /// Decides anew on everything, against a state that has moved on.
    pub(super) fn anew(self, workshop: &Workshop, subscribers: &Subscribers) -> Self {
        let mut commit = Self::default();
        for pending in self.pending {
            commit.accept(workshop, subscribers, pending.request);
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

    fn written(&self) -> impl Iterator<Item = &Entry> {
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

impl NewSeat {
    fn control(&self) -> Control {
        Control::SeatIssued {
            seat: self.seat,
            details: self.details.clone(),
            token: self.token,
            recovery: self.recovery,
            request: self.request,
            is_awaited: true,
        }
    }
}

fn entry(event: Event, at_ms: u64) -> Box<Entry> {
    Box::new(Entry { at_ms, event })
}

// The most that one commit holds is what one turn takes in.
const _: () = assert!(limits::ROOM_BATCH <= limits::ROOM_MAILBOX);
