//! From the journal to a live room: the newest snapshot, and the entries behind it.

use std::sync::Arc;

use plenary_protocol::{
    id::SpaceId,
    space::{EntryOf, Space, entry::Entry},
};
use tokio::task::JoinError;
use tracing::info;

use crate::{
    journal::{Journal, JournalError, Stored},
    room::{Hosted, Node, Room, RoomError},
};

/// Loads a space and starts its room, which calls `on_end` when it has ended.
pub(super) async fn room<S: Hosted>(
    node: &Arc<Node>,
    space: SpaceId,
    on_end: impl FnOnce() + Send + 'static,
) -> Result<Room<S>, RoomError> {
    // Whoever asks, live connections wait for it too. Only the reading is done elsewhere: a room that was started for
    // somebody who has gone meanwhile would stand beside the next one.
    let loading = folded::<S>(node.journal.clone(), space);
    let loaded = node.runtime.spawn(loading).await;
    let folded = loaded.map_err(|err| failed(&err))??;
    let folded = folded.ok_or(RoomError::NotFound)?;
    info!(workshop.id = %space, workshop.seq = folded.core().seq, "opened workshop {space}");
    node.metrics.room_opened();
    Ok(Room::start(node.clone(), folded, on_end))
}

fn failed(err: &JoinError) -> JournalError {
    JournalError::Unreadable(format!("loading a workshop failed: {err}"))
}

/// A space as its journal tells it; none where there is no such space.
pub(crate) async fn folded<S: Space>(
    journal: Arc<dyn Journal>,
    space: SpaceId,
) -> Result<Option<S>, JournalError> {
    let Some(stored) = journal.load(space).await? else {
        return Ok(None);
    };
    if let Some(folded) = fold(stored).await? {
        return Ok(Some(folded));
    }
    // The snapshot is of another version: the journal itself always folds.
    let entries = journal.entries(space, 1).await?;
    let whole = fold(Stored {
        snapshot: None,
        entries,
    });
    match whole.await? {
        Some(folded) => Ok(Some(folded)),
        None => Err(JournalError::Unreadable(format!(
            "the journal of {space} is empty"
        ))),
    }
}

/// Folds off the async threads, since a long tail takes longer than a tick. None where there is nothing to begin from.
async fn fold<S: Space>(stored: Stored) -> Result<Option<S>, JournalError> {
    let folding = tokio::task::spawn_blocking(move || fold_now(&stored)).await;
    let folded = folding.map_err(|err| failed(&err))?;
    folded.map_err(JournalError::Unreadable)
}

fn fold_now<S: Space>(stored: &Stored) -> Result<Option<S>, String> {
    let mut folded = match &stored.snapshot {
        Some((_, bytes)) => match S::from_snapshot(bytes) {
            Some(folded) => Some(folded),
            None => return Ok(None),
        },
        None => None,
    };
    for (seq, bytes) in &stored.entries {
        let entry: EntryOf<S> =
            Entry::decode(bytes).map_err(|err| format!("entry {seq} cannot be read: {err}"))?;
        match &mut folded {
            Some(folded) => {
                folded.apply(*seq, &entry);
            }
            None => folded = Some(S::begin(*seq, &entry).map_err(|err| err.to_string())?),
        }
    }
    Ok(folded)
}
