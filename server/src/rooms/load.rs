//! From the journal to a live room: the newest snapshot, and the entries behind it.

use std::sync::Arc;

use plenary_protocol::{entry::Entry, id::WorkshopId, workshop::Workshop};
use tokio::task::JoinError;
use tracing::info;

use crate::{
    journal::{JournalError, Stored},
    room::{Node, Room, RoomError},
};

/// Loads a workshop and starts its room, which calls `on_end` when it has ended.
pub(super) async fn room(
    node: &Arc<Node>,
    workshop: WorkshopId,
    on_end: impl FnOnce() + Send + 'static,
) -> Result<Room, RoomError> {
    // Whoever asks, live connections wait for it too. Only the reading is done elsewhere: a room that was started for
    // somebody who has gone meanwhile would stand beside the next one.
    let loading = folded(node.clone(), workshop);
    let loaded = node.runtime.spawn(loading).await;
    let folded = loaded.map_err(|err| failed(&err))??;
    info!(workshop.id = %workshop, workshop.seq = folded.seq(), "opened workshop {workshop}");
    node.metrics.room_opened();
    Ok(Room::start(node.clone(), folded, on_end))
}

fn failed(err: &JoinError) -> JournalError {
    JournalError::Unreadable(format!("loading a workshop failed: {err}"))
}

async fn folded(node: Arc<Node>, workshop: WorkshopId) -> Result<Workshop, RoomError> {
    let stored = node
        .journal
        .load(workshop)
        .await?
        .ok_or(RoomError::NotFound)?;
    match fold(stored).await? {
        Some(folded) => Ok(folded),
        // The snapshot is of another version: the journal itself always folds.
        None => {
            let entries = node.journal.entries(workshop, 1).await?;
            let whole = fold(Stored {
                snapshot: None,
                entries,
            })
            .await?;
            whole.ok_or_else(|| {
                let empty = format!("the journal of {workshop} is empty");
                JournalError::Unreadable(empty).into()
            })
        }
    }
}

/// Folds off the async threads, since a long tail takes longer than a tick. None where there is nothing to begin from.
async fn fold(stored: Stored) -> Result<Option<Workshop>, RoomError> {
    let folding = tokio::task::spawn_blocking(move || fold_now(&stored)).await;
    let folded = folding.map_err(|err| failed(&err))?;
    Ok(folded.map_err(JournalError::Unreadable)?)
}

fn fold_now(stored: &Stored) -> Result<Option<Workshop>, String> {
    let mut workshop = match &stored.snapshot {
        Some((_, bytes)) => match Workshop::from_snapshot(bytes) {
            Some(workshop) => Some(workshop),
            None => return Ok(None),
        },
        None => None,
    };
    for (seq, bytes) in &stored.entries {
        let entry =
            Entry::decode(bytes).map_err(|err| format!("entry {seq} cannot be read: {err}"))?;
        match &mut workshop {
            Some(workshop) => {
                workshop.apply(*seq, &entry);
            }
            None => workshop = Some(Workshop::begin(*seq, &entry).map_err(|err| err.to_string())?),
        }
    }
    Ok(workshop)
}
