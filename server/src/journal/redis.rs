//! A journal in Redis, which several nodes fold at once: one stream for each workshop.
//!
//! An append is compare-and-set against the exact entry the caller stands at, so on every node each entry was admitted
//! against all that stand before it. What a Redis promises of what it has acknowledged depends on its settings;
//! `durability` says what it is set to.

use std::{sync::Arc, time::Duration};

use futures_util::future::FutureExt;
use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
};
use redis::{Client, cmd};
use sha2::{Digest, Sha256};
use tokio::{sync::watch, task::JoinHandle, time::sleep};

use super::{Answer, Followed, Journal, JournalError, Stored};
use crate::random;

pub mod address;
mod codes;
mod follow;
mod history;
mod keys;
mod link;
pub mod open;
mod places;
mod reader;
mod scripts;
mod stream;

pub use address::RedisUrl;
use follow::Door;
use link::Link;
pub use open::{Durability, OpenError};
use places::{Places, Run};
use reader::Reader;

/// What may be dropped from a workshop's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trimming {
    /// Nothing. The journal is the audit trail, and any version can replay it.
    Never,
    /// What a snapshot stands in for. A version that cannot read the snapshot can then not open the workshop.
    BehindSnapshots,
}

/// Keeps every workshop in a Redis that other nodes use as well.
#[derive(Debug)]
pub struct RedisJournal {
    // Apart, so that an append does not wait behind the pages of a workshop that is being loaded.
    appending: Arc<Link>,
    reading: Link,
    places: Arc<Places>,
    door: Arc<Door>,
    reader: JoinHandle<()>,
    is_reading: watch::Receiver<bool>,
    trimming: Trimming,
    durability: Durability,
    /// By which this node stands in line; see [`scripts::APPEND`].
    name: u64,
}

impl RedisJournal {
    /// Connects, and waits a while for a Redis that is being started or loads its file.
    pub async fn open(url: &RedisUrl, trimming: Trimming) -> Result<Self, OpenError> {
        Self::open_with(url, trimming, limits::REDIS_ANSWER_WITHIN).await
    }

    async fn open_with(
        url: &RedisUrl,
        trimming: Trimming,
        answer_within: Duration,
    ) -> Result<Self, OpenError> {
        let client = url.client()?;
        let appending = Arc::new(Link::new(client.clone(), answer_within));
        let durability = open::greet(&appending).await?;
        Ok(Self::new(
            client,
            appending,
            trimming,
            durability,
            answer_within,
        ))
    }

    fn new(
        client: Client,
        appending: Arc<Link>,
        trimming: Trimming,
        durability: Durability,
        answer_within: Duration,
    ) -> Self {
        let (places, door) = (Arc::<Places>::default(), Arc::<Door>::default());
        let (reads, is_reading) = watch::channel(true);
        let reader = Reader::new(
            client.clone(),
            answer_within,
            Arc::clone(&appending),
            Arc::clone(&places),
            Arc::clone(&door),
            reads,
        );
        Self {
            appending,
            reading: Link::new(client, answer_within),
            places,
            door,
            reader: tokio::spawn(reader.run()),
            is_reading,
            trimming,
            durability,
            name: draw_tag(),
        }
    }

    /// What this Redis promised of acknowledged entries when it was opened.
    pub fn durability(&self) -> &Durability {
        &self.durability
    }

    async fn append_behind(
        &self,
        workshop: SpaceId,
        after: u64,
        entries: Vec<Vec<u8>>,
    ) -> Result<(), JournalError> {
        // Only `create` writes behind nothing; and no stream comes near what a script can still count exactly.
        if after == 0 || (1 << 52) < after {
            let last = self.last(workshop).await?;
            return Err(JournalError::Conflict { after, last });
        }
        self.write_behind(workshop, after, &entries).await
    }

    /// The one way in which entries come into a stream.
    async fn write_behind(
        &self,
        workshop: SpaceId,
        after: u64,
        entries: &[Vec<u8>],
    ) -> Result<(), JournalError> {
        let expected = self.places.tag(workshop, after);
        let drawn = draw_tag();
        let tag = match entries {
            // Nothing to be written settles nothing about what was tried before.
            [] => drawn,
            _ => self.places.begin(workshop, after, digest(entries), drawn),
        };
        let mut call = scripts::APPEND.key(keys::journal(workshop));
        call.key(keys::queue(workshop)).arg(after);
        call.arg(expected.map_or_else(String::new, |tag| tag.to_string()));
        call.arg(tag).arg(self.name);
        call.arg(limits::REDIS_TURN.as_millis() as u64);
        call.arg(limits::REDIS_PAGE_ENTRIES).arg(entries);
        let mut verdict: Vec<String> = self.appending.run(&call).await?;
        // What comes first is written within a turn, or the turn is over.
        while verdict == ["wait"] {
            sleep(limits::REDIS_TURN_PAUSE).await;
            verdict = self.appending.run(&call).await?;
        }
        self.places.decided(workshop, tag);
        let verdict: Vec<&str> = verdict.iter().map(String::as_str).collect();
        match verdict[..] {
            ["added" | "there"] => {
                if !entries.is_empty() {
                    let (from, to) = (after + 1, after + entries.len() as u64);
                    self.places.learn(workshop, Run { from, to, tag });
                }
                Ok(())
            }
            ["moved", last, held] => {
                let last = last.parse().map_err(|_| not_understood())?;
                let is_followed_on = held == "1" && after < last;
                match expected {
                    Some(_) if 0 < after && !is_followed_on => {
                        Err(JournalError::Rewritten { after })
                    }
                    _ => Err(JournalError::Conflict { after, last }),
                }
            }
            _ => Err(not_understood()),
        }
    }

    async fn leave_queue(&self, workshop: SpaceId) -> Result<(), JournalError> {
        let mut leave = cmd("LREM");
        leave.arg(keys::queue(workshop)).arg(0).arg(self.name);
        let _: u64 = self.appending.ask(&leave).await?;
        Ok(())
    }

    async fn keep_snapshot(
        &self,
        workshop: SpaceId,
        seq: u64,
        snapshot: Vec<u8>,
    ) -> Result<(), JournalError> {
        // Of which history it is has to be known for certain. Losing a snapshot loses nothing.
        let Some(tag) = self.places.tag(workshop, seq).filter(|_| 0 < seq) else {
            tracing::debug!(workshop.id = %workshop, "a snapshot of {workshop} at entry {seq} is not kept");
            return Ok(());
        };
        let mut call = scripts::SNAPSHOT.key(keys::journal(workshop));
        call.key(keys::snapshot(workshop));
        call.arg(seq).arg(tag).arg(snapshot);
        call.arg(match self.trimming {
            Trimming::Never => "0",
            Trimming::BehindSnapshots => "1",
        });
        let verdict: String = self.appending.run(&call).await?;
        match verdict.as_str() {
            "kept" | "older" => Ok(()),
            "rewritten" => Err(JournalError::Rewritten { after: seq }),
            _ => Err(not_understood()),
        }
    }

    async fn write_probe(&self) -> Result<(), JournalError> {
        let mut probe = cmd("SET");
        probe.arg(keys::PROBE).arg(&random::bytes::<8>()[..]);
        Ok(self.appending.ask(&probe).await?)
    }

    async fn memory_bytes(&self) -> Result<u64, JournalError> {
        let info: String = self.reading.ask(cmd("INFO").arg("memory")).await?;
        let used = open::field(&info, "used_memory").and_then(|used| used.parse().ok());
        used.ok_or_else(not_understood)
    }
}

impl Drop for RedisJournal {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Never 0, which stands before the first entry.
fn draw_tag() -> u64 {
    u64::from_be_bytes(random::bytes()).max(1)
}

fn digest(entries: &[Vec<u8>]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for entry in entries {
        digest.update((entry.len() as u64).to_be_bytes());
        digest.update(entry);
    }
    digest.finalize().into()
}

fn not_understood() -> JournalError {
    JournalError::Unreadable("Redis answered something that is not understood".to_owned())
}

impl Journal for RedisJournal {
    fn create(&self, workshop: SpaceId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()> {
        self.create_workshop(workshop, code, first).boxed()
    }

    fn register(&self, workshop: SpaceId, code: JoinCode) -> Answer<'_, ()> {
        self.register_workshop(workshop, code).boxed()
    }

    fn append(&self, workshop: SpaceId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()> {
        self.append_behind(workshop, after, entries).boxed()
    }

    fn load(&self, workshop: SpaceId) -> Answer<'_, Option<Stored>> {
        self.load_stored(workshop).boxed()
    }

    fn entries(&self, workshop: SpaceId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.entries_from(workshop, from.max(1)).boxed()
    }

    fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.some_entries_from(workshop, from, most).boxed()
    }

    fn follow(&self, workshop: SpaceId, after: u64) -> Option<Followed> {
        Some(self.door.follow(&self.places, workshop, after))
    }

    fn newest_heard(&self, workshop: SpaceId) -> Option<u64> {
        self.places.newest(workshop)
    }

    fn give_way(&self, workshop: SpaceId) -> Answer<'_, ()> {
        self.leave_queue(workshop).boxed()
    }

    fn hears_others(&self) -> Option<watch::Receiver<bool>> {
        Some(self.is_reading.clone())
    }

    fn save_snapshot(&self, workshop: SpaceId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()> {
        self.keep_snapshot(workshop, seq, snapshot).boxed()
    }

    fn probe(&self) -> Answer<'_, ()> {
        self.write_probe().boxed()
    }

    fn find(&self, code: JoinCode) -> Answer<'_, Option<SpaceId>> {
        self.find_workshop(code).boxed()
    }

    fn workshops(&self) -> Answer<'_, Vec<SpaceId>> {
        self.all_workshops().boxed()
    }

    fn size_bytes(&self) -> Answer<'_, u64> {
        self.memory_bytes().boxed()
    }
}

#[cfg(test)]
pub(in crate::journal) mod server;
#[cfg(test)]
mod tests;
