//! What goes to and fro on open documents besides what is kept: opening and closing them, catching up, presence.

use std::{collections::HashMap, time::Duration};

use plenary_protocol::{
    documents::{DocumentKind, ToldPresence},
    id::TokenHash,
    limits,
    refusal::Refusal,
    space::Access,
    wire::{close_code, hocuspocus::Scope, state_vector},
};
use tokio::time::Instant;

use super::{
    Closing, Hosted, RoomError, State, Subscribe, Subscribed,
    actor::Actor,
    commit::{Commit, RoomRequest},
    subscribers::Subscriber,
};
use crate::random;

impl<S: Hosted> Actor<S> {
    pub(super) fn subscribe(&mut self, subscribe: Subscribe) -> Result<Subscribed, RoomError> {
        let Subscribe {
            token,
            kind,
            wire,
            outbox,
            replaces,
        } = subscribe;
        if let Some(replaced) = replaces {
            self.unsubscribe(replaced);
        }
        let seat = self
            .space
            .core()
            .people
            .by_token(&token)
            .ok_or_else(|| self.unknown(&token))?;
        let scope = match self.space.access(seat, kind)? {
            Access::Write => Scope::ReadWrite,
            Access::Read => Scope::ReadOnly,
        };
        if limits::OPEN_DOCUMENTS_PER_SEAT <= self.subscribers.open_documents(&seat) {
            let full = "this seat has too many documents open: close some devices or tabs";
            return Err(Refusal::full(full).into());
        }
        let subscriber = Subscriber {
            seat,
            token,
            kind,
            wire,
            outbox,
            gaps: 0,
        };
        subscriber.push(subscriber.wire.opened(scope));
        if let Some(present) = self.presence.all(kind) {
            subscriber.push(subscriber.wire.awareness(&present));
        }
        let (subscription, is_new) = self.subscribers.add(subscriber);
        if kind == DocumentKind::Session {
            self.greet(subscription);
        }
        if is_new {
            self.presence_changed();
        }
        Ok(Subscribed {
            subscription,
            pace: self.subscribers.pace(seat),
        })
    }

    /// Why a token opens nothing.
    fn unknown(&self, token: &TokenHash) -> RoomError {
        match self.space.removed_by_token(token) {
            Some(removed) => RoomError::Refused(removed),
            None => RoomError::UnknownToken,
        }
    }

    pub(super) fn unsubscribe(&mut self, subscription: u64) {
        if let Some(subscriber) = self.subscribers.get(subscription) {
            self.presence.leave(subscriber.kind, subscription);
        }
        if self.subscribers.remove(subscription) {
            self.presence_changed();
        }
    }

    pub(super) fn answer_sync(&mut self, subscription: u64, vector: &[u8]) {
        let Some(subscriber) = self.subscribers.get(subscription) else {
            return;
        };
        let Ok(clocks) = state_vector::decode(vector, limits::CLIENTS_EVER_PER_DOCUMENT) else {
            subscriber.outbox.close(Closing {
                code: close_code::PROTOCOL_ERROR,
                reason: "the state vector does not decode",
                after: Duration::ZERO,
            });
            return;
        };
        let (own, missing) = self.space.sync(subscriber.kind, &clocks);
        // Both, in this order: a provider sends its own news only when it is asked with a SyncStep1.
        subscriber.push(subscriber.wire.sync_step1(&own));
        subscriber.push(subscriber.wire.sync_step2(&missing));
        // Asking costs the asker what the answer weighs, or twenty bytes a time would keep a room busy with its largest
        // document.
        let seat = subscriber.seat;
        self.subscribers.pace(seat).frame(missing.len());
    }

    /// Sends the document whole to those whose edits were forgotten while they did not read: what they have of it
    /// already changes nothing.
    pub(super) fn catch_up(&self) {
        let mut whole = HashMap::new();
        for (id, subscriber) in self.subscribers.iter() {
            if subscriber.outbox.take_caught_up(id) {
                let (wire, kind) = (&subscriber.wire, subscriber.kind);
                let frame = whole.entry((kind, wire)).or_insert_with(|| {
                    wire.sync_step2(&self.space.sync(kind, &Default::default()).1)
                });
                subscriber.push(frame.clone());
                if let Some(present) = self.presence.all(subscriber.kind) {
                    subscriber.push(subscriber.wire.awareness(&present));
                }
            }
        }
    }

    /// Takes in what a client says of itself. Whoever knows a client id could write under it, and its owner's writes
    /// would then be taken for known; so before others hear of one it is written down whose it is.
    pub(super) fn hear_presence(
        &mut self,
        subscription: u64,
        states: Vec<State>,
        commit: &mut Commit<S>,
    ) {
        let Some(subscriber) = self.subscribers.get(subscription) else {
            return;
        };
        let (kind, seat) = (subscriber.kind, subscriber.seat);
        let Ok(access) = self.space.access(seat, kind) else {
            return;
        };
        let document = self.space.core().documents.get(kind);
        let holder = |client| document.and_then(|document| document.known().owner_of(client));
        let is_of_another = |client| holder(client).is_some_and(|holder| holder != seat);
        let who = (seat, access);
        let own = self
            .presence
            .own(kind, who, subscription, states, is_of_another);
        let Some(state) = own else {
            return;
        };
        if self.presence.is_first(kind, &state) {
            let request = RoomRequest::Present {
                subscription,
                state,
            };
            commit.accept(&self.space, &self.subscribers, request);
        } else {
            self.tell_of(subscription, state);
        }
    }

    /// Tells others what a client says of itself.
    pub(super) fn tell_of(&mut self, subscription: u64, state: State) {
        if let Some(subscriber) = self.subscribers.get(subscription) {
            let (kind, seat) = (subscriber.kind, subscriber.seat);
            self.presence
                .hear(kind, seat, subscription, state, Instant::now());
        }
    }

    pub(super) fn tell_who_is_here(&self, subscription: u64) {
        if let Some(subscriber) = self.subscribers.get(subscription)
            && let Some(present) = self.presence.all(subscriber.kind)
        {
            subscriber.push(subscriber.wire.awareness(&present));
        }
    }

    /// Sends the presence that is due now.
    pub(super) fn tell_presence(&mut self) {
        for (kind, update) in self.presence.take_due(Instant::now()) {
            debug_assert_ne!(kind.presence(), ToldPresence::Nothing);
            self.subscribers.tell_presence(kind, &update);
        }
    }

    /// Providers come back one second after a close, to the millisecond; closed together they would return together,
    /// and in the order of their coming they would return in it each time.
    pub(super) fn close_all(&self, code: u16, reason: &'static str) {
        let mut order: Vec<(u64, u64)> = self
            .subscribers
            .iter()
            .map(|(id, _)| (u64::from_le_bytes(random::bytes()), id))
            .collect();
        order.sort_unstable();
        let sockets = order.len() as u32;
        for (place, (_, id)) in (0..).zip(order) {
            let after = limits::drain_window(sockets) * place / sockets.max(1);
            if let Some(subscriber) = self.subscribers.get(id) {
                subscriber.outbox.close(Closing {
                    code,
                    reason,
                    after,
                });
            }
        }
    }
}
