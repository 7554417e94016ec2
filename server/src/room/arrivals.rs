//! People who come in and seats that go: who is let in from the lobby, and who loses what they had open.

use plenary_protocol::{id::SaltedRequest, limits};
use tokio::time::Instant;

use super::{
    Hosted, Knock, RoomError, Screens, actor::Actor, commit::RoomRequest, lobby::Places, now_ms,
};

impl<S: Hosted> Actor<S> {
    /// Answers somebody who wants to join whether it is their turn.
    pub(super) fn knock(&mut self, knock: Knock) {
        let Knock {
            request,
            network,
            reply,
        } = knock;
        let now_ms = now_ms();
        let arrivals = &self.space.core().arrivals;
        let places = Places {
            free: arrivals.free_places(now_ms),
            per_second: arrivals.places_per_second(now_ms),
        };
        let told = self
            .lobby
            .knock(request, network, places, Instant::now())
            .map_err(|wait| RoomError::Lobby { wait });
        if told.is_err() {
            self.screens.joining_stirred();
        }
        // Whoever asked may have gone, and comes again.
        let _ = reply.send(told);
    }

    /// Others were quicker, perhaps at another node: whoever asked keeps their turn.
    pub(super) fn hold(&mut self, request: RoomRequest<S>) {
        if let RoomRequest::Join { reply, .. } = request {
            let wait = limits::LOBBY_WAIT_SHORTEST;
            // Whoever asked may have gone, and comes again.
            drop(reply.send(Err(RoomError::Lobby { wait })));
        }
    }

    /// Somebody was answered for good.
    pub(super) fn left_the_lobby(&mut self, request: Option<&SaltedRequest>) {
        if let Some(salted) = request {
            self.lobby.leave(&salted.request.key);
        }
    }

    /// Seats have gone: whoever has one of them open is told, and loses it.
    pub(super) fn seats_gone(&mut self) {
        let here = self.subscribers.present_seats();
        let gone = here.filter(|seat| !self.space.core().people.has(*seat));
        for seat in gone.collect::<Vec<_>>() {
            self.seat_changed(seat);
        }
    }
}
