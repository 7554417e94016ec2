//! Following, from the side of those who follow: each has its own place, and its own channel.
//!
//! Every entry names the one before it, so a history that was rewritten shows itself; a follower of one is dropped, and
//! its room loads anew.

use std::sync::Mutex;

use plenary_protocol::{id::SpaceId, limits};
use tokio::sync::{Notify, mpsc};

use super::{
    places::{Place, Places},
    stream::{Broken, Chain, Standing},
};
use crate::journal::Followed;

type Batch = Vec<(u64, Vec<u8>)>;

/// Where those who want to follow are taken in. The reader takes them from here.
#[derive(Debug, Default)]
pub(super) struct Door {
    waiting: Mutex<Vec<(SpaceId, Follower)>>,
    /// Somebody has come.
    pub(super) knock: Notify,
}

/// One room that follows.
#[derive(Debug)]
pub(super) struct Follower {
    pub(super) seq: u64,
    /// Of the entry at `seq`. None until it has been read, where this process does not remember it.
    pub(super) tag: Option<u64>,
    /// That the entry it stands at is still part of the history. Asked at first, after each new connection, and now
    /// and then.
    pub(super) is_checked: bool,
    pub(super) channel: mpsc::Sender<Batch>,
}

impl Door {
    pub(super) fn follow(&self, places: &Places, workshop: SpaceId, after: u64) -> Followed {
        let (channel, followed) = mpsc::channel(limits::FOLLOW_BATCHES);
        places.followed(workshop);
        let follower = Follower {
            seq: after,
            tag: places.tag(workshop, after),
            is_checked: false,
            channel,
        };
        self.waiting
            .lock()
            .expect("nothing panics while the lock is held")
            .push((workshop, follower));
        self.knock.notify_one();
        followed
    }

    pub(super) fn take(&self) -> Vec<(SpaceId, Follower)> {
        let mut waiting = self
            .waiting
            .lock()
            .expect("nothing panics while the lock is held");
        std::mem::take(&mut *waiting)
    }
}

impl Follower {
    pub(super) fn place(&self) -> Option<Place> {
        self.tag.map(|tag| Place { seq: self.seq, tag })
    }

    /// Hands on what is behind the follower's place, if it continues from there.
    pub(super) fn take(
        &mut self,
        workshop: SpaceId,
        entries: Vec<Standing>,
        places: &Places,
    ) -> Result<(), String> {
        let Some(place) = self.place() else {
            return Ok(());
        };
        let mut chain = Chain::behind(place);
        let mut batch = Vec::with_capacity(entries.len());
        for entry in entries {
            chain.next(&entry).map_err(|broken| {
                let Broken { behind, found } = broken;
                format!("entry {found} does not continue entry {behind}")
            })?;
            batch.push((entry.place.seq, entry.bytes));
        }
        let Some(run) = chain.run() else {
            return Ok(());
        };
        // Before it is handed on: the room may append behind it at once.
        places.learn(workshop, run);
        (self.seq, self.tag) = (chain.at().seq, Some(chain.at().tag));
        // There was room, and nobody else sends; if it fails, nobody listens any more.
        drop(self.channel.try_send(batch));
        Ok(())
    }
}
