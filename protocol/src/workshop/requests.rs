//! Requests that came with a key, as far as a workshop decides on them: which of its events repeat one that is known.

use super::{Made, Workshop};
use crate::{
    entry::Control,
    id::{Request, Salt, SeatId},
    refusal::Refusal,
    space::{AnsweredCommand, GivenSeat},
};

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
        self.core.requests.made_by(request)
    }

    /// The seat that this request was given, where it is known.
    pub fn given_seat(&self, request: &Request) -> Result<Option<GivenSeat>, Refusal> {
        let given = self.core.requests.given(request)?;
        match given {
            Some(given) if !self.core.people.has(given.seat) => Err(self.seat_gone(given.seat)),
            given => Ok(given),
        }
    }

    /// The answer that this command of a seat was given, where it is known.
    pub fn answered_command(
        &self,
        seat: SeatId,
        request: &Request,
    ) -> Result<Option<&AnsweredCommand<Made>>, Refusal> {
        self.core.requests.answered(seat, request)
    }
}
