//! The node that a room runs on: the journal, the other nodes, the counters, and what is shared out between all its rooms.
//!
//! It does not know which rooms there are: that is the registry's.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use plenary_protocol::limits;
use tokio::{runtime::Handle, sync::Semaphore, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    journal::{Journal, JournalError},
    peers::Peers,
    telemetry::Metrics,
};

mod lag;

use lag::Lag;

/// What the rooms of one process have in common.
pub(crate) struct Node {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) peers: Option<Arc<dyn Peers>>,
    pub(crate) metrics: Metrics,
    /// Cancelled when the process ends.
    pub(crate) shutdown: CancellationToken,
    /// Permits for work that takes a core for long: one at a time leaves the others to people.
    pub(crate) analysis_permits: Arc<Semaphore>,
    pub(crate) tasks: TaskTracker,
    /// Where rooms and live connections run, whoever asked for them.
    pub(crate) runtime: Handle,
    /// How far rooms are behind other nodes.
    pub(crate) lag: Lag,
    is_saving: AtomicBool,
    // When a write that means nothing was last seen to work. `None` at first: a start proves nothing.
    probed: Mutex<Option<Instant>>,
}

impl Node {
    /// A node without a room. Its rooms run on the runtime it is made on.
    pub(crate) fn new(
        journal: Arc<dyn Journal>,
        peers: Option<Arc<dyn Peers>>,
        metrics: Metrics,
    ) -> Self {
        Self {
            journal,
            peers,
            metrics,
            shutdown: CancellationToken::new(),
            analysis_permits: Arc::new(Semaphore::new(limits::ANALYSES_AT_ONCE)),
            tasks: TaskTracker::new(),
            runtime: Handle::current(),
            lag: Lag::default(),
            is_saving: AtomicBool::new(true),
            probed: Mutex::new(None),
        }
    }

    /// Notes whether the journal took the last write.
    pub(crate) fn set_saving(&self, is_saving: bool) {
        self.is_saving.store(is_saving, Ordering::Relaxed);
    }

    /// Whether the journal took the last write.
    pub(crate) fn is_saving(&self) -> bool {
        self.is_saving.load(Ordering::Relaxed)
    }

    /// Writes something that means nothing, to learn whether writing works.
    pub(crate) async fn probe(&self) -> Result<(), JournalError> {
        let result = self.journal.probe().await;
        self.set_saving(result.is_ok());
        *self.probed.lock().expect("no holder panics") = result.is_ok().then(Instant::now);
        result
    }

    /// Whether a write worked so short a time ago that another would prove no more.
    pub(crate) fn is_proven(&self) -> bool {
        let probed = *self.probed.lock().expect("no holder panics");
        self.is_saving() && probed.is_some_and(|probed| probed.elapsed() < limits::READY_FRESH)
    }
}
