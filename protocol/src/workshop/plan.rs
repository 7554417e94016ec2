//! The plan of a workshop: what is commanded of it. What stands in it is its document; what owners answered is in
//! `answers`.

use super::{
    Workshop,
    derived::{self, Derived, plan_framework_id},
    joining::check_text,
};
use crate::{
    commitment::{self, Answer, Terms},
    documents::{
        DocumentKind,
        plan::{Action, Plan},
    },
    framework::Framework,
    id::{ItemId, RoundId, SeatId},
    limits,
    refusal::Refusal,
    round::RoundKind,
};

impl Workshop {
    /// What is valid in the plan's document.
    pub fn plan(&self) -> Plan {
        self.shared_document(DocumentKind::Plan)
            .map_or_else(Plan::default, |document| document.plan())
    }

    pub(super) fn check_open_priorities(&self, actions: Option<&[ItemId]>) -> Result<(), Refusal> {
        self.check_new_round()?;
        self.priorities(actions).map(drop)
    }

    /// Opens a round on how much the actions would change, and how soon.
    pub(super) fn open_priorities(
        &mut self,
        actions: Option<&[ItemId]>,
        at_ms: u64,
    ) -> Result<RoundId, Refusal> {
        let framework = self.priorities(actions)?;
        Ok(self.open_derived(framework, Derived::Plan, RoundKind::Priority, at_ms))
    }

    pub(super) fn check_accept(
        &self,
        seat: SeatId,
        action: &ItemId,
        terms: &Terms,
        name: &str,
    ) -> Result<(), Refusal> {
        check_text("the name", name, limits::NAME_CHARACTERS)?;
        let action = self.known_action(action)?;
        self.check_owner(seat, &action)?;
        if Terms::of(&action) != *terms {
            return Err(Refusal::moved_on(
                "this action has been changed since you read it: read it again, then accept it",
            ));
        }
        match commitment::missing(&action).as_slice() {
            [] => Ok(()),
            missing => Err(Refusal::invalid(format!(
                "this action cannot be accepted yet: it lacks {}",
                commitment::missing_in_words(missing)
            ))),
        }
    }

    /// Notes that the owner of an action accepts it on these terms.
    pub(super) fn accept(
        &mut self,
        seat: SeatId,
        action: &ItemId,
        terms: &Terms,
        name: &str,
        at_ms: u64,
    ) {
        let answer = Answer::Accepted {
            name: name.trim().to_owned(),
            terms: terms.clone(),
        };
        self.answer(action, seat, at_ms, answer);
    }

    pub(super) fn check_decline(
        &self,
        seat: SeatId,
        action: &ItemId,
        because: &str,
    ) -> Result<(), Refusal> {
        check_because(because)?;
        self.check_owner(seat, &self.known_action(action)?)
    }

    /// Notes that the owner of an action declines it.
    pub(super) fn decline(&mut self, seat: SeatId, action: &ItemId, because: &str, at_ms: u64) {
        let because = because.trim().to_owned();
        self.answer(action, seat, at_ms, Answer::Declined { because });
    }

    fn priorities(&self, actions: Option<&[ItemId]>) -> Result<Framework, Refusal> {
        let count = self.derived_of(Derived::Plan).count() + 1;
        derived::priorities(plan_framework_id(count), &self.plan(), actions)
    }

    fn known_action(&self, action: &ItemId) -> Result<Action, Refusal> {
        let plan = self.plan();
        let found = plan.actions.into_iter().find(|known| known.id == *action);
        found.ok_or_else(|| {
            Refusal::moved_on(format!("the plan has no action `{action}`, or no longer"))
        })
    }

    fn check_owner(&self, seat: SeatId, action: &Action) -> Result<(), Refusal> {
        if commitment::owner_seat(action) == Some(seat) {
            Ok(())
        } else {
            Err(Refusal::forbidden(
                "only the owner of an action can accept or decline it",
            ))
        }
    }
}

fn check_because(because: &str) -> Result<(), Refusal> {
    let length = because.chars().count();
    if length <= limits::BECAUSE_CHARACTERS {
        Ok(())
    } else {
        Err(Refusal::invalid(format!(
            "the reason has {length} characters: it may have at most {}",
            limits::BECAUSE_CHARACTERS
        )))
    }
}
