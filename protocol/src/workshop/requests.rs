//! Requests that came with a key: what each was given, so that one tried again has no second effect and the same answer.
//!
//! Part of the state, so it holds on every node and after every restart. A request that was refused before it reached
//! the journal left nothing behind, here neither, and is decided anew.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Made, Workshop};
use crate::{
    entry::{Control, Created},
    id::{BodyHash, Request, RequestHash, Salt, SaltedRequest, SeatId, TokenHash},
    limits,
    refusal::Refusal,
};

/// The requests of one workshop that are known.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Requests {
    // None where the workshop was made without a key.
    making: Option<(SaltedRequest, SeatId)>,
    // One for each seat, and one for each key to it that came by recovery.
    given: BTreeMap<RequestHash, GivenSeat>,
    // Of each seat that has given commands with keys, the latest, the oldest first.
    commands: BTreeMap<SeatId, VecDeque<AnsweredCommand>>,
}

/// What a request for a seat was given; its secrets follow from the salt and the request's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenSeat {
    body: BodyHash,
    /// The seat.
    pub seat: SeatId,
    /// The salt of its secrets.
    pub salt: Salt,
    // Where it is one of several keys to a seat, the request is forgotten with it.
    recovered: Option<TokenHash>,
}

/// A command that is known, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredCommand {
    key: RequestHash,
    body: BodyHash,
    /// The place of the command in the journal.
    pub seq: u64,
    /// What it made, or why it had no effect.
    pub result: Result<Made, Refusal>,
}

impl Requests {
    pub(super) fn of(created: &Created) -> Self {
        Self {
            making: created
                .request
                .map(|request| (request, created.facilitator.0)),
            ..Self::default()
        }
    }
}

impl Workshop {
    /// Whether something that is to happen repeats a request that is known. A refusal where its key was used for
    /// something else, or for a seat that is no longer there.
    pub fn repeats(&self, control: &Control) -> Result<bool, Refusal> {
        match control {
            Control::SeatIssued {
                request: Some(salted),
                ..
            }
            | Control::SeatRecovered {
                request: Some(salted),
                ..
            } => Ok(self.given_seat(&salted.request)?.is_some()),
            Control::Commanded {
                seat,
                request: Some(request),
                ..
            } => Ok(self.answered_command(*seat, request)?.is_some()),
            _ => Ok(false),
        }
    }

    /// The facilitator's seat that this request for a workshop was given, and the salt of its secrets.
    pub fn made_by(&self, request: &Request) -> Result<(SeatId, Salt), Refusal> {
        match &self.requests.making {
            Some((made, seat)) if made.request == *request => Ok((*seat, made.salt)),
            _ => Err(other_request()),
        }
    }

    /// The seat that this request was given, where it is known.
    pub fn given_seat(&self, request: &Request) -> Result<Option<GivenSeat>, Refusal> {
        let Some(given) = self.requests.given.get(&request.key) else {
            return Ok(None);
        };
        if given.body != request.body {
            return Err(other_request());
        }
        if !self.seats.contains_key(&given.seat) {
            return Err(self.seat_gone(given.seat));
        }
        Ok(Some(*given))
    }

    /// The answer that this command of a seat was given, where it is known.
    pub fn answered_command(
        &self,
        seat: SeatId,
        request: &Request,
    ) -> Result<Option<&AnsweredCommand>, Refusal> {
        let known = self.requests.commands.get(&seat);
        let answered = known
            .into_iter()
            .flatten()
            .find(|answered| answered.key == request.key);
        match answered {
            Some(answered) if answered.body != request.body => Err(other_request()),
            answered => Ok(answered),
        }
    }

    /// Remembers what a request for a seat was given: as long as the seat is, or the one key to it that was `recovered`.
    pub(super) fn remember_given(
        &mut self,
        request: Option<SaltedRequest>,
        seat: SeatId,
        recovered: Option<TokenHash>,
    ) {
        if let Some(SaltedRequest { request, salt }) = request {
            let given = GivenSeat {
                body: request.body,
                seat,
                salt,
                recovered,
            };
            self.requests.given.insert(request.key, given);
        }
    }

    pub(super) fn remember_answer(
        &mut self,
        request: Option<Request>,
        seat: SeatId,
        result: Result<Made, Refusal>,
    ) {
        let Some(Request { key, body }) = request else {
            return;
        };
        let answered = AnsweredCommand {
            key,
            body,
            seq: self.seq,
            result,
        };
        let known = self.requests.commands.entry(seat).or_default();
        known.push_back(answered);
        if known.len() > limits::REQUESTS_PER_SEAT {
            known.pop_front();
        }
    }

    pub(super) fn forget_recovered(&mut self, token: &TokenHash) {
        let is_other = |given: &GivenSeat| given.recovered.as_ref() != Some(token);
        self.requests.given.retain(|_, given| is_other(given));
    }

    pub(super) fn forget_commands(&mut self, seat: SeatId) {
        self.requests.commands.remove(&seat);
    }

    pub(super) fn forget_requests_of(&mut self, seats: &BTreeSet<SeatId>) {
        let is_other = |given: &GivenSeat| !seats.contains(&given.seat);
        self.requests.given.retain(|_, given| is_other(given));
    }
}

fn other_request() -> Refusal {
    Refusal::invalid(
        "this `Idempotency-Key` came with another request before: draw a new key for each request, and send it again only with the very same one",
    )
}
