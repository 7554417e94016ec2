//! Workshops, as the kind of space that rooms keep live: what is shown of one, and what is worked out beside its room.

use std::sync::Arc;

use plenary_protocol::{
    documents::DocumentName,
    entry::{Control, Created, Entry, Event},
    id::{RoundId, WorkshopId},
    limits,
    refusal::Refusal,
    round::Grouping,
    views::{Audience, RefusalView, SavingView, View, WhoseAnswer, WhoseKey},
    workshop::Workshop,
};
use tokio::sync::{oneshot, watch};

use crate::{
    journal::{Journal, JournalError},
    room::{self, Hosted, RoomError, RoomMessage, now_ms},
    rooms,
};

mod analysis;
mod applied;
mod schedule;
mod screens;
mod slots;

pub(crate) use screens::WorkshopScreens;

/// A workshop as its journal tells it, for whoever only reads; none where there is no such workshop.
pub async fn folded(
    journal: Arc<dyn Journal>,
    workshop: WorkshopId,
) -> Result<Option<Workshop>, JournalError> {
    rooms::folded(journal, workshop).await
}

/// The room of a workshop.
pub(crate) type Room = room::Room<Workshop>;
/// The rooms of all workshops of one process.
pub(crate) type Rooms = rooms::Rooms<Workshop>;
/// A workshop as it is between two turns of its room.
pub(crate) type Reading<'a> = room::Reading<'a, Workshop>;
/// A copy of a workshop, for whoever needs longer than its room should wait.
pub(crate) type Snapshot = room::Snapshot<Workshop>;

/// What the room of a workshop is told that concerns only what is shown.
pub(crate) enum WorkshopMessage {
    /// Whose disagreement it is has been worked out.
    Found {
        /// What was asked.
        key: WhoseKey,
        /// What came of it.
        answer: WhoseAnswer,
    },
    /// Somebody can wait for whose disagreement it is: how many answers are missing.
    AwaitWhose {
        /// Of which results; of whatever is under way where none is named.
        asked: Option<(RoundId, Audience, Option<Grouping>)>,
        /// Whoever waits.
        reply: oneshot::Sender<watch::Receiver<usize>>,
    },
}

impl Hosted for Workshop {
    type Screens = WorkshopScreens;

    fn saving_view(is_saving: bool) -> String {
        payload(&View::Saving(SavingView { is_saving }))
    }

    fn refusal_view(document: &DocumentName, refusal: Refusal) -> String {
        payload(&View::Refusal(RefusalView {
            document: document.to_string(),
            code: refusal.code,
            detail: refusal.detail,
        }))
    }
}

fn payload(view: &View) -> String {
    serde_json::to_string(view).expect("a view holds nothing that JSON cannot")
}

impl Rooms {
    /// Makes a workshop. It is durable when this returns.
    pub(crate) async fn create(&self, created: Created) -> Result<(), RoomError> {
        let (workshop, code) = (created.workshop, created.join_code);
        let first = Entry {
            at_ms: now_ms(),
            event: Event::Control(Control::Created(Box::new(created))),
        };
        self.begin(workshop, code, &first).await
    }
}

impl Room {
    /// Waits a moment for whose disagreement it is, of the results that are asked for or of whatever is under way.
    pub(crate) async fn wait_for_whose(
        &self,
        asked: Option<(RoundId, Audience, Option<Grouping>)>,
    ) -> Result<(), RoomError> {
        let mut missing = self
            .ask(|reply| RoomMessage::Screens(WorkshopMessage::AwaitWhose { asked, reply }))
            .await?;
        // Whoever waits in vain is answered with what there is, which says that it is being computed.
        let known = missing.wait_for(|missing| *missing == 0);
        let _ = tokio::time::timeout(limits::WAIT_FOR_WHOSE, known).await;
        Ok(())
    }
}
