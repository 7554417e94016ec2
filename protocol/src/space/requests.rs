//! Requests that came with a key: what each was given, so that one tried again has no second effect and the same answer.
//!
//! Part of the state, so it holds on every node and after every restart. A request that was refused before it reached
//! the journal left nothing behind, here neither, and is decided anew.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{
    id::{BodyHash, Request, RequestHash, Salt, SaltedRequest, SeatId, TokenHash},
    limits,
    refusal::Refusal,
};

/// The requests of one space that are known; `M` is what a command can make there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Requests<M> {
    // None where the space was made without a key.
    making: Option<(SaltedRequest, SeatId)>,
    // One for each seat, and one for each key to it that came by recovery.
    given: BTreeMap<RequestHash, GivenSeat>,
    // Of each seat that has given commands with keys, the latest, the oldest first.
    commands: BTreeMap<SeatId, VecDeque<AnsweredCommand<M>>>,
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
pub struct AnsweredCommand<M> {
    key: RequestHash,
    body: BodyHash,
    /// The place of the command in the journal.
    pub seq: u64,
    /// What it made, or why it had no effect.
    pub result: Result<M, Refusal>,
}

/// What may be read.
impl<M> Requests<M> {
    /// The seat that this request for the space itself was given, and the salt of its secrets.
    pub fn made_by(&self, request: &Request) -> Result<(SeatId, Salt), Refusal> {
        match &self.making {
            Some((made, seat)) if made.request == *request => Ok((*seat, made.salt)),
            _ => Err(other_request()),
        }
    }

    /// What this request for a seat was given, where it is known; whether there still is that seat is not asked here.
    pub fn given(&self, request: &Request) -> Result<Option<GivenSeat>, Refusal> {
        match self.given.get(&request.key) {
            Some(given) if given.body != request.body => Err(other_request()),
            given => Ok(given.copied()),
        }
    }

    /// The answer that this command of a seat was given, where it is known.
    pub fn answered(
        &self,
        seat: SeatId,
        request: &Request,
    ) -> Result<Option<&AnsweredCommand<M>>, Refusal> {
        let known = self.commands.get(&seat);
        let answered = known
            .into_iter()
            .flatten()
            .find(|answered| answered.key == request.key);
        match answered {
            Some(answered) if answered.body != request.body => Err(other_request()),
            answered => Ok(answered),
        }
    }
}

/// What changes them.
impl<M> Requests<M> {
    /// The request by which the space was made, and the seat it was given.
    pub(crate) fn beginning(request: Option<SaltedRequest>, seat: SeatId) -> Self {
        Self {
            making: request.map(|request| (request, seat)),
            given: BTreeMap::new(),
            commands: BTreeMap::new(),
        }
    }

    /// Remembers what a request for a seat was given: as long as the seat is, or the one key to it that was `recovered`.
    pub(crate) fn remember_given(
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
            self.given.insert(request.key, given);
        }
    }

    /// Remembers the answer to a command that stands at `seq`.
    pub(crate) fn remember_answer(
        &mut self,
        request: Option<Request>,
        seat: SeatId,
        seq: u64,
        result: Result<M, Refusal>,
    ) {
        let Some(Request { key, body }) = request else {
            return;
        };
        let answered = AnsweredCommand {
            key,
            body,
            seq,
            result,
        };
        let known = self.commands.entry(seat).or_default();
        known.push_back(answered);
        if known.len() > limits::REQUESTS_PER_SEAT {
            known.pop_front();
        }
    }

    /// Forgets the request that was given a key which opens nothing any more.
    pub(crate) fn forget_recovered(&mut self, token: &TokenHash) {
        let is_other = |given: &GivenSeat| given.recovered.as_ref() != Some(token);
        self.given.retain(|_, given| is_other(given));
    }

    /// Forgets the commands of a seat that is gone.
    pub(crate) fn forget_commands(&mut self, seat: SeatId) {
        self.commands.remove(&seat);
    }

    /// Forgets the requests for seats of which it is no longer remembered that they are gone.
    pub(crate) fn forget_given(&mut self, seats: &BTreeSet<SeatId>) {
        let is_other = |given: &GivenSeat| !seats.contains(&given.seat);
        self.given.retain(|_, given| is_other(given));
    }
}

fn other_request() -> Refusal {
    Refusal::invalid(
        "this `Idempotency-Key` came with another request before: draw a new key for each request, and send it again only with the very same one",
    )
}
