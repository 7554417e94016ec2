//! When and to whom views go out: at once when a room is quiet, conflated when it is busy, encoded once per audience.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use bytes::Bytes;
use plenary_protocol::{
    documents::{DocumentKind, SharedDocument},
    id::{RoundId, SeatId},
    limits,
    views::{self, Audience, JoiningView, SavingView, View},
    wire::{
        close_code,
        hocuspocus::{document_name, server},
    },
    workshop::{RoundSet, Workshop},
};
use tokio::time::Instant;

use super::{Closing, actor::Actor, now_ms, outbox::Slot, subscribers::Subscriber};

/// What has changed since an audience was last told.
#[derive(Debug, Default, Clone)]
struct Changed {
    session: bool,
    progress: bool,
    commitments: bool,
    joining: bool,
    seats: bool,
    results: RoundSet,
}

impl Changed {
    fn any(&self) -> bool {
        self.session
            || self.joining
            || self.progress
            || self.commitments
            || self.seats
            || !self.results.is_empty()
    }
}

/// The pace of one half of the room: those who steer, or everybody else.
#[derive(Debug)]
struct Pace {
    changed: Changed,
    not_before: Instant,
}

/// The clock of the session's revisions ticks every 64 ms and turns over after two years without an entry.
const SESSION_CLOCK_SHIFT: u32 = 6;
const SESSION_BITS: u32 = 30;

/// What is due to whom, and when.
#[derive(Debug)]
pub(super) struct Views {
    facilitators: Pace,
    participants: Pace,
    // Counts the session's changes, and never falls behind the clock.
    session: u64,
    // The answered actions whose answers go out.
    answered: BTreeSet<String>,
    // How full the documents are that are nearly full, as it was last told.
    nearly_full: BTreeMap<DocumentKind, u8>,
    encoded: Encoded,
    /// When it is looked next how fast people join; never while nobody does.
    pub(super) joining_due: Option<Instant>,
    // What was found the last time, whenever that was.
    joining: Option<JoiningView>,
}

impl Views {
    pub(super) fn new(now_ms: u64) -> Self {
        let pace = || Pace {
            changed: Changed::default(),
            not_before: Instant::now(),
        };
        Self {
            facilitators: pace(),
            participants: pace(),
            session: now_ms >> SESSION_CLOCK_SHIFT,
            answered: BTreeSet::new(),
            nearly_full: BTreeMap::new(),
            encoded: Encoded::default(),
            joining_due: Some(Instant::now()),
            joining: None,
        }
    }

    /// The revision of the session view behind so many entries: first by the journal, so that it is the same on every
    /// node, and behind one entry by the clock, because people come and go without one. Both fit what JavaScript counts.
    pub(super) fn revision(&self, seq: u64) -> u64 {
        (seq << SESSION_BITS) | (self.session & ((1 << SESSION_BITS) - 1))
    }

    fn change(&mut self, change: impl Fn(&mut Changed)) {
        change(&mut self.facilitators.changed);
        change(&mut self.participants.changed);
    }

    fn session_changed(&mut self) {
        self.session = (self.session + 1).max(now_ms() >> SESSION_CLOCK_SHIFT);
        self.encoded.forget(|slot| slot == Slot::Session);
        self.change(|changed| changed.session = true);
    }

    /// Somebody has come or gone.
    pub(super) fn presence_changed(&mut self) {
        self.session_changed();
    }

    /// Somebody has got a seat.
    pub(super) fn people_changed(&mut self) {
        self.session_changed();
        self.encoded.forget(|slot| slot == Slot::Progress);
        self.change(|changed| changed.progress = true);
        self.joining_stirred();
    }

    /// Somebody has joined, waits to, or is let in faster.
    pub(super) fn joining_stirred(&mut self) {
        self.joining_due.get_or_insert_with(Instant::now);
    }

    /// It was looked how fast people join: those who steer are told where that has changed.
    pub(super) fn joining_seen(&mut self, view: JoiningView) {
        let view = JoiningView {
            server_time_ms: 0,
            ..view
        };
        if self.joining.as_ref() != Some(&view) {
            self.joining = Some(view);
            self.encoded.forget(|slot| slot == Slot::Joining);
            self.facilitators.changed.joining = true;
        }
    }

    /// Somebody has marked.
    pub(super) fn marks_changed(&mut self, rounds: RoundSet) {
        self.encoded.forget(|slot| match slot {
            Slot::Progress => true,
            Slot::Results(round) => rounds.contains(RoundId::nth(round)),
            Slot::Saving | Slot::Seat | Slot::Session | Slot::Joining | Slot::Commitments => false,
        });
        self.change(|changed| {
            changed.progress = true;
            changed.results.extend(rounds);
        });
    }

    /// An owner has answered to an action: everybody sees it, and soon.
    pub(super) fn commitments_changed(&mut self, workshop: &Workshop) {
        self.answered = answered(workshop);
        self.encoded.forget(|slot| slot == Slot::Commitments);
        self.change(|changed| changed.commitments = true);
    }

    /// Somebody has written in the plan. What was answered to an action goes with it when it is taken out, and comes back
    /// with it.
    pub(super) fn plan_changed(&mut self, workshop: &Workshop) {
        if workshop.answered_actions().count() != self.answered.len()
            || !workshop
                .answered_actions()
                .all(|action| self.answered.contains(action))
        {
            self.commitments_changed(workshop);
        }
    }

    /// Somebody has written in a document: as it gets full, everybody is told before nothing more is taken.
    pub(super) fn written(&mut self, kind: DocumentKind, workshop: &Workshop) {
        let document = workshop.shared_document(kind);
        let now = document.and_then(SharedDocument::nearly_full);
        let before = match now {
            Some(percent) => self.nearly_full.insert(kind, percent),
            None => self.nearly_full.remove(&kind),
        };
        if before != now {
            self.session_changed();
        }
    }

    /// Something has changed that each seat is told of itself.
    pub(super) fn seats_changed(&mut self) {
        self.change(|changed| changed.seats = true);
    }

    /// Whose disagreement it is has been worked out for a round: whoever looks at it should see it at once.
    pub(super) fn found(&mut self, round: RoundId) {
        self.encoded
            .forget(|slot| slot == Slot::Results(round.number()));
        self.change(|changed| changed.results.insert(round));
        let now = Instant::now();
        self.facilitators.not_before = now;
        self.participants.not_before = now;
    }

    /// A command took effect: everything may look different, and nobody should wait to see it.
    pub(super) fn command_applied(&mut self) {
        self.session_changed();
        self.marks_changed(RoundSet::ALL);
        let now = Instant::now();
        self.joining_due = Some(now);
        self.facilitators.not_before = now;
        self.participants.not_before = now;
    }

    /// When something is due next.
    pub(super) fn next_tick(&self) -> Option<Instant> {
        [&self.facilitators, &self.participants]
            .into_iter()
            .filter(|pace| pace.changed.any())
            .map(|pace| pace.not_before)
            .chain(self.joining_due)
            .min()
    }
}

fn answered(workshop: &Workshop) -> BTreeSet<String> {
    workshop.answered_actions().map(str::to_owned).collect()
}

/// Views of the state as it is, encoded once for each audience until something in them changes: a thousand people who
/// come back at once are greeted with the same bytes.
#[derive(Debug, Default)]
struct Encoded {
    payloads: BTreeMap<(Slot, Option<Audience>), Option<String>>,
    frames: BTreeMap<(Slot, Option<Audience>), (String, Bytes)>,
}

impl Encoded {
    fn forget(&mut self, is_stale: impl Fn(Slot) -> bool) {
        self.payloads.retain(|(slot, _), _| !is_stale(*slot));
        self.frames.retain(|(slot, _), _| !is_stale(*slot));
    }

    /// The frame of a view for an address. The payload is made once, and so is the frame for the usual address.
    fn frame(
        &mut self,
        key: (Slot, Option<Audience>),
        address: &str,
        view: impl FnOnce() -> Option<View>,
    ) -> Option<Bytes> {
        if let Some((encoded_for, frame)) = self.frames.get(&key)
            && encoded_for == address
        {
            return Some(frame.clone());
        }
        let payload = self.payloads.entry(key).or_insert_with(|| {
            view().map(|view| {
                serde_json::to_string(&view).expect("a view holds nothing that JSON cannot")
            })
        });
        let frame = server::stateless(address, payload.as_deref()?);
        // Whoever comes first with a session of their own must not cost everybody behind them a frame each.
        if document_name(address) == address {
            self.frames.insert(key, (address.to_owned(), frame.clone()));
        }
        Some(frame)
    }
}

impl Actor {
    /// Sends what is due now.
    pub(super) fn tick(&mut self) {
        let now = Instant::now();
        self.look_who_joins(now);
        // The larger the room, the longer a round of writes takes: a fifth of a millisecond a reader keeps it live.
        let calm_pause =
            limits::PARTICIPANT_TICK + Duration::from_micros(200) * self.subscribers.len() as u32;
        for is_urgent in [true, false] {
            let pace = if is_urgent {
                &mut self.views.facilitators
            } else {
                &mut self.views.participants
            };
            if !pace.changed.any() || now < pace.not_before {
                continue;
            }
            let changed = std::mem::take(&mut pace.changed);
            pace.not_before = now
                + if is_urgent {
                    limits::FACILITATOR_TICK
                } else {
                    calm_pause
                };
            self.send_views(is_urgent, &changed);
        }
    }

    fn send_views(&mut self, is_urgent: bool, changed: &Changed) {
        let began = Instant::now();
        let mut encoded = std::mem::take(&mut self.views.encoded);
        for (id, subscriber) in self.subscribers.iter() {
            if subscriber.kind != DocumentKind::Session {
                continue;
            }
            let Some(audience) = self.audience(subscriber.seat) else {
                continue;
            };
            if audience.is_urgent() == is_urgent {
                self.put_views(&mut encoded, id, subscriber, audience, changed);
            }
        }
        self.views.encoded = encoded;
        self.node.metrics.ticked(began.elapsed());
    }

    /// Everything that a newcomer needs, at once.
    pub(super) fn greet(&mut self, subscription: u64) {
        let mut encoded = std::mem::take(&mut self.views.encoded);
        if let Some(subscriber) = self.subscribers.get(subscription)
            && let Some(audience) = self.audience(subscriber.seat)
        {
            let everything = Changed {
                session: true,
                joining: true,
                progress: true,
                commitments: true,
                seats: true,
                results: RoundSet::ALL,
            };
            self.put_saving(&mut Encoded::default(), subscription, subscriber);
            self.put_views(
                &mut encoded,
                subscription,
                subscriber,
                audience,
                &everything,
            );
        }
        self.views.encoded = encoded;
    }

    fn audience(&self, seat: SeatId) -> Option<Audience> {
        self.workshop.seat(seat).map(Audience::of)
    }

    fn put_views(
        &self,
        encoded: &mut Encoded,
        id: u64,
        subscriber: &Subscriber,
        audience: Audience,
        changed: &Changed,
    ) {
        let mut put = |key: (Slot, Option<Audience>), view: &dyn Fn() -> Option<View>| {
            if let Some(address) = subscriber.wire.address()
                && let Some(frame) = encoded.frame(key, address, view)
            {
                subscriber.outbox.put_view(id, key.0, frame);
            }
        };
        if changed.seats {
            self.put_seat(id, subscriber);
        }
        if changed.session {
            put((Slot::Session, Some(audience)), &|| {
                self.session_view(subscriber.seat).map(View::Session)
            });
        }
        if changed.joining && audience == Audience::Facilitator {
            put((Slot::Joining, None), &|| {
                Some(View::Joining(self.joining_view()))
            });
        }
        if changed.progress {
            let latest = self.workshop.rounds().last();
            put((Slot::Progress, None), &|| {
                latest.map(|round| View::Progress(views::progress(&self.workshop, round)))
            });
        }
        if changed.commitments {
            put((Slot::Commitments, None), &|| {
                Some(View::Commitments(views::commitments(&self.workshop)))
            });
        }
        {
            for round in self
                .workshop
                .rounds()
                .iter()
                .filter(|round| changed.results.contains(round.id))
            {
                let audience = audience
                    .on_screen(&self.workshop)
                    .for_results(round, subscriber.seat);
                put((Slot::Results(round.id.number()), Some(audience)), &|| {
                    views::results(&self.workshop, round, audience, None, &self.findings)
                        .ok()
                        .map(View::Results)
                });
            }
        }
    }

    /// Where the workshop stands, as a seat is told it: alike for all seats of an audience.
    fn session_view(&self, seat: SeatId) -> Option<views::SessionView> {
        let is_present = |seat: &SeatId| self.is_present(seat);
        Some(views::session(
            &self.workshop,
            self.workshop.seat(seat)?.role,
            self.views.revision(self.workshop.seq()),
            now_ms(),
            is_present,
        ))
    }

    fn put_seat(&self, id: u64, subscriber: &Subscriber) {
        let Some(address) = subscriber.wire.address() else {
            return;
        };
        let Some(view) = views::seat(&self.workshop, subscriber.seat) else {
            return;
        };
        let frame =
            Encoded::default().frame((Slot::Seat, None), address, || Some(View::Seat(view)));
        if let Some(frame) = frame {
            subscriber.outbox.put_view(id, Slot::Seat, frame);
        }
    }

    /// A seat's table or role has changed: its holder is told, and loses what it may no longer read.
    pub(super) fn seat_changed(&mut self, seat: SeatId) {
        let mut lost = Vec::new();
        for (id, subscriber) in self
            .subscribers
            .iter()
            .filter(|(_, subscriber)| subscriber.seat == seat)
        {
            if subscriber.kind == DocumentKind::Session {
                self.put_seat(id, subscriber);
            }
            let is_known = self.workshop.seat_by_token(&subscriber.token) == Some(seat);
            let denied = match self.workshop.access(seat, subscriber.kind) {
                Err(refusal) => (
                    refusal.detail,
                    close_code::FORBIDDEN,
                    "this document is no longer open to this seat",
                ),
                Ok(_) if !is_known => (
                    "this device's key was replaced by newer ones: recover your seat".to_owned(),
                    close_code::UNAUTHORIZED,
                    "the token is no longer known here: recover the seat",
                ),
                Ok(_) => continue,
            };
            let (detail, code, reason) = denied;
            subscriber.push(subscriber.wire.denied(&detail));
            if subscriber.wire.address().is_none() {
                subscriber.outbox.close(Closing {
                    code,
                    reason,
                    after: Duration::ZERO,
                });
            }
            lost.push(id);
        }
        for id in lost {
            self.unsubscribe(id);
        }
    }

    /// Tells every screen whether marks are being saved.
    pub(super) fn tell_saving(&mut self) {
        let mut encoded = Encoded::default();
        for (id, subscriber) in self.subscribers.iter() {
            if subscriber.kind == DocumentKind::Session {
                self.put_saving(&mut encoded, id, subscriber);
            }
        }
    }

    fn put_saving(&self, encoded: &mut Encoded, id: u64, subscriber: &Subscriber) {
        let is_saving = self.is_saving;
        let view = || Some(View::Saving(SavingView { is_saving }));
        if let Some(address) = subscriber.wire.address()
            && let Some(frame) = encoded.frame((Slot::Saving, None), address, view)
        {
            subscriber.outbox.put_view(id, Slot::Saving, frame);
        }
    }
}
