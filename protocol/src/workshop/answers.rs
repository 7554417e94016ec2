//! What owners answered to actions, of each seat its latest answer: leadership that is given to somebody else and back
//! finds the answer that was there.

use super::Workshop;
use crate::{
    commitment::{self, Answer, Commitment},
    documents::{DocumentKind, plan::Action},
    id::{ItemId, SeatId},
    limits,
};

impl Workshop {
    /// What the present owner of an action has answered to it.
    pub fn commitment(&self, action: &Action) -> Option<&Commitment> {
        commitment::answer_of(action, self.answers(&action.id))
    }

    /// What was answered to an action, each seat's latest answer, the latest of all last.
    pub fn answers(&self, action: &ItemId) -> &[Commitment] {
        self.commitments
            .get(action.as_str())
            .map_or(&[], Vec::as_slice)
    }

    /// The answers to the actions that stand in the plan; what was answered to one that was taken out waits here, in case
    /// it is put back.
    pub fn standing_answers(&self) -> impl Iterator<Item = &Commitment> {
        self.standing().flat_map(|(_, answers)| answers)
    }

    /// The actions that stand in the plan and were answered to.
    pub fn answered_actions(&self) -> impl Iterator<Item = &str> {
        self.standing().map(|(action, _)| action)
    }

    fn standing(&self) -> impl Iterator<Item = (&str, &[Commitment])> {
        let plan = self.shared_document(DocumentKind::Plan);
        self.commitments
            .iter()
            .filter(move |(action, _)| plan.is_some_and(|plan| plan.has_action(action)))
            .map(|(action, answers)| (action.as_str(), answers.as_slice()))
    }

    pub(super) fn answer(&mut self, action: &ItemId, seat: SeatId, at_ms: u64, answer: Answer) {
        let answers = self.commitments.entry(action.to_string()).or_default();
        answers.retain(|known| known.seat != seat);
        if limits::ANSWERS_PER_ACTION <= answers.len() {
            make_room(answers);
        }
        answers.push(Commitment {
            action: action.clone(),
            seat,
            at_ms,
            answer,
        });
    }
}

/// A no that nobody acts on goes first, and then the latest yes: whoever floods an action with owners of their own pushes
/// out their own answers, and not the one that was there before.
fn make_room(answers: &mut Vec<Commitment>) {
    let is_no = |known: &Commitment| matches!(known.answer, Answer::Declined { .. });
    let goes = answers.iter().position(is_no).unwrap_or(answers.len() - 1);
    answers.remove(goes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::Terms;

    fn answer(number: u8, is_yes: bool) -> Commitment {
        let answer = match is_yes {
            true => Answer::Accepted {
                name: "Amina".to_owned(),
                terms: Terms::default(),
            },
            false => Answer::Declined {
                because: String::new(),
            },
        };
        Commitment {
            action: "evening".parse().expect("an item's id"),
            seat: SeatId::from_random_bytes([number; 16]),
            at_ms: u64::from(number),
            answer,
        }
    }

    #[test]
    fn whoever_floods_an_action_with_owners_pushes_out_their_own_answers() {
        let mut answers = vec![answer(0, true)];
        for number in 1..200 {
            if limits::ANSWERS_PER_ACTION <= answers.len() {
                make_room(&mut answers);
            }
            answers.push(answer(number, number % 3 == 0));
            assert!(answers.len() <= limits::ANSWERS_PER_ACTION);
        }
        assert_eq!(answers[0].at_ms, 0, "the yes that was there before");
        assert_eq!(answers.last().map(|last| last.at_ms), Some(199));
    }
}
