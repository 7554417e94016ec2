//! What the nodes of a cluster tell each other about who is connected to them.
//!
//! Nothing here is durable, and nothing decides anything: without it a session view counts the people of one node only.

use std::{collections::HashSet, sync::Arc};

use plenary_protocol::id::{SeatId, SpaceId};
use tokio::sync::watch;

pub mod redis;

/// The other nodes, as far as presence goes.
pub trait Peers: Send + Sync + 'static {
    /// Tells and hears about one workshop, until what it gives back is dropped.
    fn subscribe(&self, workshop: SpaceId) -> PeerPresence;
}

/// One workshop's line to the other nodes.
#[derive(Debug)]
pub struct PeerPresence {
    here: watch::Sender<Arc<[SeatId]>>,
    elsewhere: watch::Receiver<Arc<HashSet<SeatId>>>,
}

impl PeerPresence {
    /// A line, and its other end: what is told here, and where to say who is elsewhere.
    pub(crate) fn new() -> (Self, FarEnd) {
        let (here, told) = watch::channel(Arc::from([]));
        let (heard, elsewhere) = watch::channel(Arc::default());
        let far_end = FarEnd { told, heard };
        (Self { here, elsewhere }, far_end)
    }

    /// Tells the others who is connected here.
    pub fn tell(&self, seats: impl IntoIterator<Item = SeatId>) {
        self.here.send_replace(seats.into_iter().collect());
    }

    /// Whether somebody is connected to another node.
    pub fn is_elsewhere(&self, seat: &SeatId) -> bool {
        self.elsewhere.borrow().contains(seat)
    }

    /// Waits until somebody has come or gone elsewhere. Never ends once the others are no longer heard.
    pub async fn changed(&mut self) {
        if self.elsewhere.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The end of a line that the other nodes are at.
#[derive(Debug)]
pub(crate) struct FarEnd {
    pub(crate) told: watch::Receiver<Arc<[SeatId]>>,
    pub(crate) heard: watch::Sender<Arc<HashSet<SeatId>>>,
}
