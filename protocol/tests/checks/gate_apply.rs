//! Bytes as a document's history: the rules, then frames of a header, a length and a payload.
//!
//! The header's two lowest bits name the writer, the next two what the payload is, the fifth whether the tick ends.

use crate::choices::Bytes;
use crate::inventions::{WRITERS, invent};
use crate::rulebook::Rulebook;
use crate::served;
use crate::trial::Trial;

/// The payload is an update as it came.
const UPDATE: u8 = 0;
/// The payload decides how to invent a well-formed update.
const INVENTION: u8 = 1;
/// The payload is a state vector to answer.
const STATE_VECTOR: u8 = 2;
/// There is no payload: the document is sent back to where it came from.
const SEND_BACK: u8 = 3;

/// Plays a history.
pub(crate) fn run(data: &[u8]) {
    let Some((&first, mut rest)) = data.split_first() else {
        return;
    };
    let rulebook = Rulebook::ALL[usize::from(first) % Rulebook::ALL.len()];
    let mut trial = Trial::new(rulebook);
    while let [header, low, high, after @ ..] = rest {
        let len = usize::from(u16::from_le_bytes([*low, *high])).min(after.len());
        let (payload, after) = after.split_at(len);
        rest = after;
        let writer = header & 3;
        match header >> 2 & 3 {
            UPDATE => drop(trial.receive(writer, payload)),
            INVENTION => {
                let writer = writer % WRITERS;
                let update = invent(&trial.known, writer, rulebook, &mut Bytes(payload));
                trial.receive(writer, &update);
            }
            STATE_VECTOR => trial.answer(payload),
            SEND_BACK => {
                let state = trial.state();
                trial.send_back(&state);
            }
            _ => unreachable!("two bits"),
        }
        if header & 16 != 0 {
            trial.apply_tick();
        }
    }
    served::check(rulebook, &trial.admitted, &trial.known.state_vector());
    trial.finish();
}
