//! What the room itself tells those who are connected, whatever the kind of space: whether what they write is saved, and
//! that they may no longer read something.

use std::time::Duration;

use plenary_protocol::{documents::DocumentKind, id::SeatId, wire::close_code};

use super::{
    Closing, Hosted, Screens, actor::Actor, encoded::Encoded, outbox::Slot, subscribers::Subscriber,
};

impl<S: Hosted> Actor<S> {
    /// Everything that a newcomer needs, at once.
    pub(super) fn greet(&mut self, subscription: u64) {
        if let Some(subscriber) = self.subscribers.get(subscription) {
            self.put_saving(&mut Encoded::default(), subscription, subscriber);
        }
        self.show(|screens, stage| screens.greet(stage, subscription));
    }

    /// Tells every screen whether what people write is being saved.
    pub(super) fn tell_saving(&self) {
        let mut encoded = Encoded::default();
        for (id, subscriber) in self.subscribers.screens() {
            self.put_saving(&mut encoded, id, subscriber);
        }
    }

    fn put_saving(&self, encoded: &mut Encoded<()>, id: u64, subscriber: &Subscriber) {
        let is_saving = self.is_saving;
        if let Some(address) = subscriber.wire.address()
            && let Some(frame) = encoded.frame((Slot::SAVING, ()), address, || {
                Some(S::saving_view(is_saving))
            })
        {
            subscriber.outbox.put_view(id, Slot::SAVING, frame);
        }
    }

    /// What a seat may do has changed: its holder is told, and loses what it may no longer read.
    pub(super) fn seat_changed(&mut self, seat: SeatId) {
        let own = self.subscribers.iter();
        let own = own.filter(|(_, subscriber)| subscriber.seat == seat);
        let own: Vec<u64> = own.map(|(id, _)| id).collect();
        for id in own {
            self.show(|screens, stage| {
                if let Some(subscriber) = stage.subscribers.get(id)
                    && subscriber.kind == DocumentKind::Session
                {
                    screens.tell_seat(stage, id, subscriber);
                }
            });
            if self.is_denied(id) {
                self.unsubscribe(id);
            }
        }
    }

    /// Tells a subscriber that it may no longer read its document, where that is so.
    fn is_denied(&self, id: u64) -> bool {
        let Some(subscriber) = self.subscribers.get(id) else {
            return false;
        };
        let opens = self.space.core().people.by_token(&subscriber.token);
        let (detail, code, reason) = match self.space.access(subscriber.seat, subscriber.kind) {
            Err(refusal) => (
                refusal.detail,
                close_code::FORBIDDEN,
                "this document is no longer open to this seat",
            ),
            Ok(_) if opens != Some(subscriber.seat) => (
                "this device's key was replaced by newer ones: recover your seat".to_owned(),
                close_code::UNAUTHORIZED,
                "the token is no longer known here: recover the seat",
            ),
            Ok(_) => return false,
        };
        subscriber.push(subscriber.wire.denied(&detail));
        if subscriber.wire.address().is_none() {
            subscriber.outbox.close(Closing {
                code,
                reason,
                after: Duration::ZERO,
            });
        }
        true
    }
}
