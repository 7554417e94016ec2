//! A journal that lives as long as its process: for tests and for trying Plenary out.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard},
};

use futures_util::future::{FutureExt, ready};
use plenary_protocol::id::{JoinCode, SpaceId};

use super::{Answer, Journal, JournalError, Stored};

/// Keeps every workshop in memory. It can be told to fail, so that the way out of a full disk is tested.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    workshops: BTreeMap<SpaceId, Lines>,
    codes: BTreeMap<JoinCode, SpaceId>,
    fault: Option<String>,
}

#[derive(Debug, Default)]
struct Lines {
    // Invariant: the entry at index i has seq i + 1.
    entries: Vec<Vec<u8>>,
    snapshot: Option<(u64, Vec<u8>)>,
}

impl MemoryJournal {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every write fails with this cause, until it is taken away with `None`.
    pub fn set_fault(&self, cause: Option<&str>) {
        self.kept().fault = cause.map(str::to_owned);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept
            .lock()
            .expect("nothing panics while the lock is held")
    }
}

impl Kept {
    fn check_writable(&self) -> Result<(), JournalError> {
        match &self.fault {
            Some(cause) => Err(JournalError::Unavailable(cause.clone())),
            None => Ok(()),
        }
    }

    fn create(
        &mut self,
        workshop: SpaceId,
        code: JoinCode,
        first: Vec<u8>,
    ) -> Result<(), JournalError> {
        self.check_writable()?;
        if self.codes.contains_key(&code) {
            return Err(JournalError::CodeTaken);
        }
        if let Some(lines) = self.workshops.get(&workshop) {
            let last = lines.entries.len() as u64;
            return Err(JournalError::Conflict { after: 0, last });
        }
        self.codes.insert(code, workshop);
        self.workshops.entry(workshop).or_default().entries = vec![first];
        Ok(())
    }

    fn append(
        &mut self,
        workshop: SpaceId,
        after: u64,
        entries: Vec<Vec<u8>>,
    ) -> Result<(), JournalError> {
        self.check_writable()?;
        let lines = self.workshops.get_mut(&workshop);
        let lines = lines.ok_or(JournalError::Conflict { after, last: 0 })?;
        let last = lines.entries.len() as u64;
        if after != last {
            return Err(JournalError::Conflict { after, last });
        }
        lines.entries.extend(entries);
        Ok(())
    }

    fn save_snapshot(
        &mut self,
        workshop: SpaceId,
        seq: u64,
        snapshot: Vec<u8>,
    ) -> Result<(), JournalError> {
        self.check_writable()?;
        if let Some(lines) = self.workshops.get_mut(&workshop) {
            let is_newer = lines.snapshot.as_ref().is_none_or(|(kept, _)| *kept < seq);
            if is_newer {
                lines.snapshot = Some((seq, snapshot));
            }
        }
        Ok(())
    }

    fn entries(&self, workshop: SpaceId, from: u64) -> Vec<(u64, Vec<u8>)> {
        let lines = self.workshops.get(&workshop);
        let entries = lines.map_or(&[][..], |lines| &lines.entries);
        (1..)
            .zip(entries)
            .filter(|(seq, _)| from <= *seq)
            .map(|(seq, entry)| (seq, entry.clone()))
            .collect()
    }

    fn size_bytes(&self) -> u64 {
        let entries = self.workshops.values().flat_map(|lines| &lines.entries);
        let snapshots = self
            .workshops
            .values()
            .filter_map(|lines| lines.snapshot.as_ref().map(|(_, bytes)| bytes));
        entries
            .chain(snapshots)
            .map(|bytes| bytes.len() as u64)
            .sum()
    }

    fn load(&self, workshop: SpaceId) -> Option<Stored> {
        let snapshot = self.workshops.get(&workshop)?.snapshot.clone();
        let behind = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        Some(Stored {
            snapshot,
            entries: self.entries(workshop, behind + 1),
        })
    }
}

fn answer<T: Send + 'static>(result: Result<T, JournalError>) -> Answer<'static, T> {
    ready(result).boxed()
}

impl Journal for MemoryJournal {
    fn create(&self, workshop: SpaceId, code: JoinCode, first: Vec<u8>) -> Answer<'_, ()> {
        answer(self.kept().create(workshop, code, first))
    }

    fn register(&self, _: SpaceId, _: JoinCode) -> Answer<'_, ()> {
        // Code and first entry are kept in one step.
        answer(Ok(()))
    }

    fn append(&self, workshop: SpaceId, after: u64, entries: Vec<Vec<u8>>) -> Answer<'_, ()> {
        answer(self.kept().append(workshop, after, entries))
    }

    fn load(&self, workshop: SpaceId) -> Answer<'_, Option<Stored>> {
        answer(Ok(self.kept().load(workshop)))
    }

    fn entries(&self, workshop: SpaceId, from: u64) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        answer(Ok(self.kept().entries(workshop, from)))
    }

    fn some_entries(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Answer<'_, Vec<(u64, Vec<u8>)>> {
        let mut entries = self.kept().entries(workshop, from);
        entries.truncate(most);
        answer(Ok(entries))
    }

    fn save_snapshot(&self, workshop: SpaceId, seq: u64, snapshot: Vec<u8>) -> Answer<'_, ()> {
        answer(self.kept().save_snapshot(workshop, seq, snapshot))
    }

    fn probe(&self) -> Answer<'_, ()> {
        answer(self.kept().check_writable())
    }

    fn find(&self, code: JoinCode) -> Answer<'_, Option<SpaceId>> {
        answer(Ok(self.kept().codes.get(&code).copied()))
    }

    fn workshops(&self) -> Answer<'_, Vec<SpaceId>> {
        answer(Ok(self.kept().workshops.keys().copied().collect()))
    }

    fn size_bytes(&self) -> Answer<'_, u64> {
        answer(Ok(self.kept().size_bytes()))
    }
}
