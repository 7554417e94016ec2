//! Checksums of what is kept: each entry's covers the one before it, so that a byte that changed on the disk, an entry
//! that moved and an entry from elsewhere are all noticed, and the first one that is damaged can be named.
//!
//! They guard against disks, not against people: whoever can write the file can compute them.

use plenary_protocol::id::SpaceId;

use crate::journal::JournalError;

/// The checksum (CRC-32 of IEEE 802.3) of a workshop's history up to some entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chain(u32);

impl Chain {
    /// Where a workshop's chain begins: at its id and its join code, so that a changed code is noticed as well.
    pub(super) fn begin(workshop: SpaceId, code: &str) -> Self {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(workshop.as_bytes());
        hasher.update(code.as_bytes());
        Self(hasher.finalize())
    }

    /// The next link: of an entry behind this one, or of a snapshot of the state behind it.
    pub(super) fn link(self, seq: u64, bytes: &[u8]) -> Self {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.0.to_be_bytes());
        hasher.update(&seq.to_be_bytes());
        hasher.update(bytes);
        Self(hasher.finalize())
    }

    /// As SQLite keeps it.
    pub(super) fn to_sql(self) -> i64 {
        i64::from(self.0)
    }

    /// A stored number; none where it is no checksum at all.
    pub(super) fn from_sql(stored: i64) -> Option<Self> {
        u32::try_from(stored).ok().map(Self)
    }
}

/// What is wrong with a workshop in the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The bytes of an entry, its number or its checksum changed.
    #[error("entry {0} is damaged: its checksum does not fit what is kept")]
    Entry(u64),
    /// The first of several entries that are not there.
    #[error("entry {0} is missing")]
    Missing(u64),
    /// The snapshot changed, or is one of another history. The entries say all that it says.
    #[error("the snapshot behind entry {0} is damaged; the entries stand in for it")]
    Snapshot(u64),
    /// Its entries are there, and the row with its join code is not.
    #[error("its join code is missing")]
    Code,
    /// SQLite finds its way to the entries no more.
    #[error("its entries cannot be read: {0}")]
    Unreadable(String),
}

impl From<Damage> for JournalError {
    fn from(damage: Damage) -> Self {
        Self::Unreadable(damage.to_string())
    }
}

/// An entry as it stands in the file.
pub(super) struct Row {
    pub(super) seq: u64,
    pub(super) chain: Option<Chain>,
    pub(super) bytes: Vec<u8>,
}

/// Goes along a workshop's entries and stops at the first that does not follow from the one before it.
pub(super) struct Walk {
    last: u64,
    chain: Chain,
}

impl Walk {
    /// Stands behind entry `last`, whose checksum is known.
    pub(super) fn behind(last: u64, chain: Chain) -> Self {
        Self { last, chain }
    }

    pub(super) fn step(&mut self, row: &Row) -> Result<(), Damage> {
        let next = self.last + 1;
        if row.seq != next {
            return Err(Damage::Missing(next));
        }
        let chain = self.chain.link(next, &row.bytes);
        if row.chain != Some(chain) {
            return Err(Damage::Entry(next));
        }
        (self.last, self.chain) = (next, chain);
        Ok(())
    }

    pub(super) fn last(&self) -> u64 {
        self.last
    }
}
