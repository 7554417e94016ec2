//! The registry of live workshops: each is loaded once however many ask, unloaded when idle, drained at the end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
    space::EntryOf,
};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::{
    journal::{Journal, JournalError},
    peers::Peers,
    room::{Hosted, Node, Room, RoomError},
    telemetry::Metrics,
};

mod load;

pub(crate) use load::folded;

#[cfg(test)]
mod tests;

/// All rooms of one process. Cheap to clone.
pub(crate) struct Rooms<S: Hosted> {
    node: Arc<Node>,
    live: Arc<Live<S>>,
}

impl<S: Hosted> Clone for Rooms<S> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            live: self.live.clone(),
        }
    }
}

/// Why a node should be sent nobody.
#[derive(Debug)]
pub(crate) enum NotReady {
    /// The journal cannot be written.
    NotSaving(JournalError),
    /// The journal does not say what other nodes write.
    OthersNotHeard,
    /// A room has so much of it before it that whoever comes would wait.
    Behind,
}

/// Why a cell got no room.
enum NotLoaded {
    /// Loading failed for somebody before, and the cell is no longer the workshop's: there is a newer one.
    Superseded,
    Failed(RoomError),
}

/// The rooms that are live, or are being loaded.
struct Live<S: Hosted>(
    // A std mutex: held for a lookup, never across an await.
    Mutex<HashMap<SpaceId, Arc<OnceCell<Room<S>>>>>,
);

impl<S: Hosted> Live<S> {
    fn cell(&self, space: SpaceId) -> Arc<OnceCell<Room<S>>> {
        self.cells().entry(space).or_default().clone()
    }

    fn is_held(&self, space: SpaceId, cell: &Arc<OnceCell<Room<S>>>) -> bool {
        let cells = self.cells();
        cells
            .get(&space)
            .is_some_and(|held| Arc::ptr_eq(held, cell))
    }

    /// Forgets a room that has ended, so that the next who asks loads it anew.
    fn forget(&self, space: SpaceId) {
        self.cells().remove(&space);
    }

    fn cells(&self) -> MutexGuard<'_, HashMap<SpaceId, Arc<OnceCell<Room<S>>>>> {
        self.0.lock().expect("no holder panics")
    }
}

impl<S: Hosted> Rooms<S> {
    /// A registry of a node without peers.
    #[cfg(test)]
    pub(crate) fn new(journal: Arc<dyn Journal>, metrics: Metrics) -> Self {
        Self::with_peers(None, journal, metrics)
    }

    /// A registry without a room, on this journal; of a node that has peers on the same where some are named. Its rooms
    /// run on the runtime it is made on.
    pub(crate) fn with_peers(
        peers: Option<Arc<dyn Peers>>,
        journal: Arc<dyn Journal>,
        metrics: Metrics,
    ) -> Self {
        Self {
            node: Arc::new(Node::new(journal, peers, metrics)),
            live: Arc::new(Live(Mutex::default())),
        }
    }

    /// Makes a space by its first entry. It is durable when this returns.
    pub(crate) async fn begin(
        &self,
        space: SpaceId,
        code: JoinCode,
        first: &EntryOf<S>,
    ) -> Result<(), RoomError> {
        let result = self.node.journal.create(space, code, first.encode()).await;
        self.node
            .set_saving(result.as_ref().err().is_none_or(|err| !err.is_passing()));
        match result {
            Err(JournalError::Conflict { .. }) => Err(RoomError::Exists),
            result => Ok(result?),
        }
    }

    /// Sees to it that people find a workshop by its code, whose making may have been cut off.
    pub(crate) async fn register(&self, space: SpaceId, code: JoinCode) -> Result<(), RoomError> {
        Ok(self.node.journal.register(space, code).await?)
    }

    /// The workshop that people join with this code.
    pub(crate) async fn find(&self, code: JoinCode) -> Result<Option<SpaceId>, RoomError> {
        Ok(self.node.journal.find(code).await?)
    }

    /// The room of a workshop, loaded from the journal if it is not live.
    pub(crate) async fn open(&self, space: SpaceId) -> Result<Room<S>, RoomError> {
        loop {
            if self.node.shutdown.is_cancelled() {
                return Err(RoomError::Busy);
            }
            let cell = self.live.cell(space);
            let room = match cell.get_or_try_init(|| self.load(space, &cell)).await {
                Ok(room) => room,
                Err(NotLoaded::Superseded) => continue,
                Err(NotLoaded::Failed(err)) => return Err(err),
            };
            if !room.is_closing() {
                return Ok(room.clone());
            }
            // The room is writing down its last; a second one beside it would write past it.
            room.gone().await;
        }
    }

    /// Loads a workshop into its cell; the cell sees to it that one of those who wait does so at a time.
    async fn load(
        &self,
        space: SpaceId,
        cell: &Arc<OnceCell<Room<S>>>,
    ) -> Result<Room<S>, NotLoaded> {
        if !self.live.is_held(space, cell) {
            return Err(NotLoaded::Superseded);
        }
        let live = self.live.clone();
        let on_end = move || live.forget(space);
        load::room(&self.node, space, on_end).await.map_err(|err| {
            // A workshop that does not exist must not stay in the map, or guessing ids would fill it. It goes before
            // the next who waits has its turn, or two would be loaded beside each other.
            self.live.forget(space);
            NotLoaded::Failed(err)
        })
    }

    /// The journal, for whoever reads back what happened.
    pub(crate) fn journal(&self) -> Arc<dyn Journal> {
        self.node.journal.clone()
    }

    /// Whether the journal took the last write.
    pub(crate) fn is_saving(&self) -> bool {
        self.node.is_saving()
    }

    /// How much room the journal takes.
    pub(crate) async fn journal_bytes(&self) -> Result<u64, JournalError> {
        self.node.journal.size_bytes().await
    }

    /// Whether this node can serve people: the journal can be written, as it was a moment ago or tried anew, and what
    /// other nodes write is known here.
    pub(crate) async fn ready(&self) -> Result<(), NotReady> {
        if !self.node.is_proven() {
            self.node.probe().await.map_err(NotReady::NotSaving)?;
        }
        let hears_others = self.node.journal.hears_others();
        if hears_others.is_some_and(|hears| !*hears.borrow()) {
            return Err(NotReady::OthersNotHeard);
        }
        match self.behind_entries() {
            entries if limits::READY_BEHIND_ENTRIES <= entries => Err(NotReady::Behind),
            _ => Ok(()),
        }
    }

    /// Entries of other nodes that the room which is furthest behind knows of and has not applied.
    pub(crate) fn behind_entries(&self) -> usize {
        self.node.lag.most()
    }

    /// Cancelled when the process ends.
    pub(crate) fn shutting_down(&self) -> CancellationToken {
        self.node.shutdown.clone()
    }

    /// Starts a live connection beside the rooms, so that it never waits behind requests.
    pub(crate) fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        self.node.runtime.spawn(connection);
    }

    /// Makes `shutdown` wait for a task, such as a socket that still has to say goodbye.
    pub(crate) async fn track<T>(self, task: impl Future<Output = T>) -> T {
        self.node.tasks.track_future(task).await
    }

    /// Ends every room: what is under way is written down, snapshots are kept, sockets are closed one after another.
    pub(crate) async fn shutdown(&self) {
        self.node.shutdown.cancel();
        self.node.tasks.close();
        // Nobody who stopped reading can keep the process: what had to be durable is durable by now.
        let _ = tokio::time::timeout(limits::DRAIN_WITHIN, self.node.tasks.wait()).await;
    }
}

impl<S: Hosted> std::fmt::Debug for Rooms<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Rooms")
            .field("is_saving", &self.is_saving())
            .finish_non_exhaustive()
    }
}
