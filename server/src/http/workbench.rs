//! Work that takes longer than a room or a thread of the server should wait: files, and readings of large documents.
//!
//! It is done on a copy of the state, beside the room; one piece at a time for each seat, and a few for the whole server,
//! so whoever asks for much waits for themselves. What was made is kept for a while: asked for again before anything
//! has changed, it is made no second time.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, Weak},
};

use bytes::Bytes;
use plenary_protocol::{
    id::{SeatId, WorkshopId},
    limits,
    views::Audience,
};
use tokio::sync::Semaphore;

use super::problem::ApiError;
use crate::{
    export::{Asked, Format},
    room::{StateName, now_ms},
    workshops::{Room, Snapshot},
};

/// For whom a piece of work is done: they wait for themselves.
type Client = (WorkshopId, SeatId);

/// What a file is made of: the same again is the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) workshop: WorkshopId,
    pub(super) seq: u64,
    pub(super) found: u64,
    /// Files say when they were made, to the minute.
    pub(super) minute: u64,
    pub(super) audience: Audience,
    pub(super) format: Format,
    pub(super) asked: Asked,
}

/// The bench of one server.
#[derive(Debug)]
pub(crate) struct Workbench {
    places: Arc<Semaphore>,
    turns: Mutex<HashMap<Client, Weak<Semaphore>>>,
    kept: Mutex<Kept>,
}

/// Files that were made, the oldest first.
#[derive(Debug, Default)]
struct Kept {
    files: VecDeque<(Made, Bytes)>,
    size_bytes: usize,
}

impl Workbench {
    pub(crate) fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits::WORK_AT_ONCE)),
            turns: Mutex::default(),
            kept: Mutex::default(),
        }
    }

    /// Does a piece of work on a copy of the room's state, when it is this client's turn.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        client: Client,
        room: &Room,
        work: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = self.turn(client)?;
        let turn = turn.acquire_owned().await;
        let place = self.places.clone().acquire_owned().await;
        let snapshot = room.snapshot().await?;
        // Whoever asked may go; what has begun ends, and its turn only then.
        let working = tokio::task::spawn_blocking(move || {
            let done = work(&snapshot);
            drop((snapshot, place, turn));
            done
        });
        working
            .await
            .map_err(|err| ApiError::internal(&format!("a piece of work failed: {err}")))
    }

    /// The file that was made of this already.
    pub(super) fn kept(&self, made: &Made) -> Option<Bytes> {
        let kept = self.kept.lock().expect("nobody panics holding it");
        let found = kept.files.iter().find(|(known, _)| known == made);
        found.map(|(_, bytes)| bytes.clone())
    }

    /// Keeps a file as long as there is room for it.
    pub(super) fn keep(&self, made: Made, bytes: &Bytes) {
        if limits::FILES_KEPT_BYTES < bytes.len() {
            return;
        }
        let mut kept = self.kept.lock().expect("nobody panics holding it");
        kept.size_bytes += bytes.len();
        kept.files.push_back((made, bytes.clone()));
        while limits::FILES_KEPT_BYTES < kept.size_bytes {
            let oldest = kept.files.pop_front().expect("what is kept has a size");
            kept.size_bytes -= oldest.1.len();
        }
    }

    /// What lets one piece of a client's work after another begin.
    fn turn(&self, client: Client) -> Result<Arc<Semaphore>, ApiError> {
        let mut turns = self.turns.lock().expect("nobody panics holding it");
        turns.retain(|_, turn| 0 < turn.strong_count());
        let turn = turns.get(&client).and_then(Weak::upgrade);
        let turn = turn.unwrap_or_else(|| {
            let turn = Arc::new(Semaphore::new(1));
            turns.insert(client, Arc::downgrade(&turn));
            turn
        });
        // One of these is this one.
        if limits::WORK_WAITING_PER_SEAT < Arc::strong_count(&turn) {
            return Err(ApiError::too_fast(
                "you have asked for several files at once: wait for the first, then ask again",
                limits::ANSWER_WAITS,
            ));
        }
        Ok(turn)
    }
}

impl Made {
    /// What a file that is made of this state now would be made of.
    pub(super) fn of(state: StateName, audience: Audience, format: Format, asked: Asked) -> Self {
        Self {
            workshop: state.space,
            seq: state.seq,
            found: state.found,
            minute: now_ms() / 60_000,
            audience,
            format,
            asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seq: u64) -> Made {
        Made {
            workshop: WorkshopId::from_bytes([7; 16]),
            seq,
            found: 0,
            minute: 0,
            audience: Audience::Facilitator,
            format: Format::RecordJson,
            asked: Asked::default(),
        }
    }

    #[test]
    fn files_are_kept_until_newer_ones_need_the_room() {
        let bench = Workbench::new();
        let third = Bytes::from(vec![1; limits::FILES_KEPT_BYTES / 3]);
        for seq in 1..=4 {
            bench.keep(made(seq), &third);
        }
        assert!(bench.kept(&made(1)).is_none(), "the oldest has gone");
        assert_eq!(bench.kept(&made(4)), Some(third));
        bench.keep(made(5), &Bytes::from(vec![1; limits::FILES_KEPT_BYTES + 1]));
        assert!(bench.kept(&made(5)).is_none(), "larger than all there is");
        assert!(bench.kept(&made(4)).is_some());
    }

    #[test]
    fn a_client_waits_for_itself_and_not_without_end() {
        let bench = Workbench::new();
        let client = |seat| {
            (
                WorkshopId::from_bytes([7; 16]),
                SeatId::from_bytes([seat; 16]),
            )
        };
        let waiting: Vec<_> = (0..limits::WORK_WAITING_PER_SEAT)
            .map(|_| bench.turn(client(1)).expect("so many may wait"))
            .collect();
        assert!(bench.turn(client(1)).is_err());
        assert!(bench.turn(client(2)).is_ok(), "others have their own turn");
        drop(waiting);
        assert!(bench.turn(client(1)).is_ok());
        assert_eq!(bench.turns.lock().unwrap().len(), 1, "nobody is remembered");
    }
}
