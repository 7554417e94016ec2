//! A journal that fails when it is told to, in front of one that does not.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::SeqCst},
};

use plenary_protocol::id::{JoinCode, WorkshopId};
use plenary_server::journal::{Answer, Journal, JournalError, Stored, sqlite::SqliteJournal};

/// What goes wrong now. Each can be switched on and off while a server runs.
#[derive(Debug, Default)]
pub struct Faults {
    /// Nothing can be written.
    pub writes_fail: AtomicBool,
    /// Appends are written and said not to be, as by a disk whose sync fails behind a write that went well.
    pub appends_seem_to_fail: AtomicBool,
    /// Snapshots cannot be kept.
    pub snapshots_fail: AtomicBool,
}

impl Faults {
    /// Switches one of them.
    pub fn set(fault: &AtomicBool, is_on: bool) {
        fault.store(is_on, SeqCst);
    }
}

/// The journal in between.
#[derive(Debug)]
pub(crate) struct FaultyJournal {
    pub(crate) inner: SqliteJournal,
    pub(crate) faults: Arc<Faults>,
}

impl FaultyJournal {
    fn check(&self, fault: &AtomicBool) -> Result<(), JournalError> {
        match fault.load(SeqCst) {
            true => Err(JournalError::Unavailable(
                "a fault made by a story".to_owned(),
            )),
            false => Ok(()),
        }
    }
}

impl Journal for FaultyJournal {
    fn create(&self, workshop: WorkshopId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()> {
        Box::pin(async move {
            self.check(&self.faults.writes_fail)?;
            self.inner.create(workshop, code, first).await
        })
    }

    fn register(&self, workshop: WorkshopId, code: JoinCode) -> Answer<'_, ()> {
        self.inner.register(workshop, code)
    }

    fn append(&self, workshop: WorkshopId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()> {
        Box::pin(async move {
            self.check(&self.faults.writes_fail)?;
            self.inner.append(workshop, after, entries).await?;
            self.check(&self.faults.appends_seem_to_fail)
        })
    }

    fn load(&self, workshop: WorkshopId) -> Answer<'_, Option<Stored>> {
        self.inner.load(workshop)
    }

    fn entries(&self, workshop: WorkshopId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.inner.entries(workshop, from)
    }

    fn some_entries(
        &self,
        workshop: WorkshopId,
        from: u64,
        most: usize,
    ) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        self.inner.some_entries(workshop, from, most)
    }

    fn save_snapshot(&self, workshop: WorkshopId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()> {
        Box::pin(async move {
            self.check(&self.faults.writes_fail)?;
            self.check(&self.faults.snapshots_fail)?;
            self.inner.save_snapshot(workshop, seq, snapshot).await
        })
    }

    fn probe(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.check(&self.faults.writes_fail)?;
            self.inner.probe().await
        })
    }

    fn find(&self, code: JoinCode) -> Answer<'_, Option<WorkshopId>> {
        self.inner.find(code)
    }

    fn workshops(&self) -> Answer<'_, Vec<WorkshopId>> {
        self.inner.workshops()
    }

    fn size_bytes(&self) -> Answer<'_, u64> {
        self.inner.size_bytes()
    }
}
