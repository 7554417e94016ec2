//! People who come in and seats that go: who is let in from the lobby, and what the desk is told of how fast they join.

use plenary_protocol::{
    limits,
    views::{self, JoiningView},
};
use tokio::time::Instant;

use super::{Knock, NewSeat, RoomError, actor::Actor, commit::RoomRequest, lobby::Places, now_ms};

impl Actor {
    /// Answers somebody who wants to join whether it is their turn.
    pub(super) fn knock(&mut self, knock: Knock) {
        let Knock {
            request,
            network,
            reply,
        } = knock;
        let now_ms = now_ms();
        let places = Places {
            free: self.workshop.arrivals().free_places(now_ms),
            per_second: self.workshop.arrivals().places_per_second(now_ms),
        };
        let told = self
            .lobby
            .knock(request, network, places, Instant::now())
            .map_err(|wait| RoomError::Lobby { wait });
        if told.is_err() {
            self.views.joining_stirred();
        }
        // Whoever asked may have gone, and comes again.
        let _ = reply.send(told);
    }

    /// Others were quicker, perhaps at another node: whoever asked keeps their turn.
    pub(super) fn hold(&mut self, request: RoomRequest) {
        if let RoomRequest::Join { reply, .. } = request {
            let wait = limits::LOBBY_WAIT_SHORTEST;
            // Whoever asked may have gone, and comes again.
            drop(reply.send(Err(RoomError::Lobby { wait })));
        }
    }

    /// Somebody was answered for good.
    pub(super) fn left_the_lobby(&mut self, new_seat: &NewSeat) {
        if let Some(salted) = &new_seat.request {
            self.lobby.leave(&salted.request.key);
        }
    }

    /// Seats have gone: whoever has one of them open is told, and loses it.
    pub(super) fn seats_gone(&mut self) {
        let here = self.subscribers.present_seats();
        let gone = here.filter(|seat| self.workshop.seat(*seat).is_none());
        for seat in gone.collect::<Vec<_>>() {
            self.seat_changed(seat);
        }
    }

    /// How fast people join.
    pub(super) fn joining_view(&self) -> JoiningView {
        views::joining(&self.workshop, now_ms(), self.lobby.waiting())
    }

    /// Looks how fast people join, when that is due; once a second, until nobody has joined or waited for a minute.
    pub(super) fn look_who_joins(&mut self, now: Instant) {
        if self.views.joining_due.is_none_or(|due| now < due) {
            return;
        }
        self.lobby.sweep(now);
        let view = self.joining_view();
        let is_lively =
            0 < view.in_a_minute || 0 < view.waiting || view.admits_all_until_ms.is_some();
        self.views.joining_due = is_lively.then_some(now + limits::LOBBY_TICK);
        self.views.joining_seen(view);
    }
}
