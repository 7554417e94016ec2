//! The journal: the ordered, durable list of everything that happened to each workshop.
//!
//! Owns the promise that what was appended is there after a power cut. It keeps bytes: what an entry means, and
//! whether it may be written, is decided by its callers.

use futures_util::future::BoxFuture;
use plenary_protocol::id::{JoinCode, SpaceId};
use tokio::sync::{mpsc, watch};

pub mod copy;
pub mod memory;
pub mod redis;
pub mod sqlite;

#[cfg(test)]
pub(crate) mod contract;

/// What a journal answers when it is done.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, JournalError>>;

/// Entries as they become durable, each with its seq, in order and without a gap.
///
/// It ends when the history that was followed is no longer there: what was folded from it has to be loaded anew.
pub type Followed = mpsc::Receiver<Vec<(u64, Vec<u8>)>>;

/// Where a workshop's entries are kept. `seq` counts the entries of one workshop from 1 without a gap.
pub trait Journal: Send + Sync + 'static {
    /// Makes a workshop: registers its join code and writes its first entry, which gets seq 1. A workshop that is there
    /// is a `Conflict`, and stays as it is.
    fn create(&self, workshop: SpaceId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()>;

    /// Sees to it that the code leads to a workshop that is there: its making may have been cut off before it did. The
    /// code has to be the one with which it was made.
    fn register(&self, workshop: SpaceId, code: JoinCode) -> Answer<'_, ()>;

    /// Appends behind `after`; the entries get `after + 1` and so on. Durable when it returns, and all or nothing.
    ///
    /// After `Undecided` it may have happened. Trying again with the same entries settles it: they are never appended
    /// twice. With other entries it is a `Conflict` where the first ones are there.
    fn append(&self, workshop: SpaceId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()>;

    /// The newest snapshot and every entry behind it; `None` where there is no such workshop.
    fn load(&self, workshop: SpaceId) -> Answer<'_, Option<Stored>>;

    /// Every entry whose seq is at least `from`, in order.
    fn entries(&self, workshop: SpaceId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>>;

    /// At most so many of the entries that are still kept and whose seq is at least `from`, in order and without a gap.
    fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Answer<'_, Vec<(u64, Vec<u8>)>>;

    /// The entries from `after + 1` on, whichever process appends them, this one's own included; `None` where no other
    /// process can append. Whoever drops it follows no more.
    ///
    /// A reader that is slow is waited for, at nobody's cost. `after` has to be where the caller stands: loaded, read
    /// or appended through this journal.
    fn follow(&self, workshop: SpaceId, after: u64) -> Option<Followed> {
        let _ = (workshop, after);
        None
    }

    /// The newest entry of a workshop that was heard of here, from whichever process; `None` where no other process can
    /// append, or nothing was heard.
    fn newest_heard(&self, workshop: SpaceId) -> Option<u64> {
        let _ = workshop;
        None
    }

    /// Lets others write before this process does, which came too late with an append and has nothing to write any more.
    fn give_way(&self, workshop: SpaceId) -> Answer<'_, ()> {
        let _ = workshop;
        Box::pin(async { Ok(()) })
    }

    /// Whether what other processes append is heard at present; `None` where no other process can append. While it is
    /// not, whoever follows may lag behind without knowing.
    fn hears_others(&self) -> Option<watch::Receiver<bool>> {
        None
    }

    /// Keeps the state after entry `seq`, in place of any older one. Loading starts from it; losing it loses nothing.
    fn save_snapshot(&self, workshop: SpaceId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()>;

    /// Writes something that means nothing, durably, to learn whether writing works.
    fn probe(&self) -> Answer<'_, ()>;

    /// The workshop that people join with this code.
    fn find(&self, code: JoinCode) -> Answer<'_, Option<SpaceId>>;

    /// Every workshop that is kept here.
    fn workshops(&self) -> Answer<'_, Vec<SpaceId>>;

    /// How much room all workshops together take, on the disk or in the memory of whoever keeps them.
    fn size_bytes(&self) -> Answer<'_, u64>;
}

/// What is needed to bring a workshop back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The newest snapshot, with the seq of the last entry in it.
    pub snapshot: Option<(u64, Vec<u8>)>,
    /// The entries behind the snapshot, or all where there is none, each with its seq.
    pub entries: Vec<(u64, Vec<u8>)>,
}

/// Why the journal did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another workshop already uses the join code: draw another.
    #[error("the join code is already in use")]
    CodeTaken,
    /// The workshop's last entry is not the one the caller believed; 0 where there is no such workshop.
    #[error("append behind entry {after}, but the last entry is {last}")]
    Conflict {
        /// The entry behind which the caller wanted to append.
        after: u64,
        /// The entry that is really the last.
        last: u64,
    },
    /// What the caller has folded is no longer what is kept: the storage lost its tail, or was put back to an earlier
    /// state. Whoever holds the workshop has to load it anew.
    #[error("the history behind entry {after} is not the one that was followed here")]
    Rewritten {
        /// The entry behind which the caller stood.
        after: u64,
    },
    /// The storage cannot be read or written now; trying again later may work.
    #[error("the journal is not available: {0}")]
    Unavailable(String),
    /// What was opened is no longer what stands in its place, so whatever is written to it is lost; trying again works
    /// once it is back.
    #[error("the journal is not available: {0}")]
    Displaced(String),
    /// The answer to a write was lost: it may have happened. Trying the same again settles it.
    #[error("the journal has not said whether it has written: {0}")]
    Undecided(String),
    /// What is kept cannot be understood; trying again will not work.
    #[error("the journal cannot be understood: {0}")]
    Unreadable(String),
}

impl JournalError {
    /// Whether the fault is the storage's and may pass, so that trying again is right.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unavailable(_) | Self::Displaced(_) | Self::Undecided(_)
        )
    }
}
