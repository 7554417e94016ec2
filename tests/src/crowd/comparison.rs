//! The journal, folded without the server and held against what people were told.

use std::{ops::AddAssign, path::Path};

use anyhow::{Context, ensure};
use plenary_protocol::{
    documents::MarkValue,
    entry::{Entry, Event},
    id::{RoundId, WorkshopId},
    workshop::{Cell, Workshop},
};
use plenary_server::journal::{Journal, Stored, sqlite::SqliteJournal};

use super::{Person, Told};

/// What came of holding a journal against its people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Entries in the journal.
    pub entries: u64,
    /// Cells compared.
    pub cells: u64,
    /// Cells that do not hold what their owner was told.
    pub lost: u64,
    /// Marks that are counted more than once.
    pub doubled: u64,
}

impl AddAssign for Comparison {
    fn add_assign(&mut self, other: Self) {
        self.entries += other.entries;
        self.cells += other.cells;
        self.lost += other.lost;
        self.doubled += other.doubled;
    }
}

pub(super) async fn compare(
    data: &Path,
    workshop: WorkshopId,
    round: RoundId,
    people: &[Person],
) -> anyhow::Result<Comparison> {
    let journal = SqliteJournal::open_for_reading(data)?;
    let entries = journal.entries(workshop, 1).await?;
    let decoded: Vec<(u64, Entry)> = entries
        .iter()
        .map(|(seq, bytes)| Ok((*seq, Entry::decode(bytes)?)))
        .collect::<anyhow::Result<_>>()?;
    let folded = fold(&decoded)?;
    let stored = journal.load(workshop).await?;
    check_snapshot(&stored.context("the workshop is there")?, &folded)?;

    let mut found = Comparison {
        entries: entries.len() as u64,
        ..Comparison::default()
    };
    let tally = &folded.round(round).context("the round is there")?.tally;
    for (index, domain) in tally.domains.iter().enumerate() {
        let mut marked = 0;
        for person in people {
            let cells = folded.cells(person.seat(), round);
            let cell = cells.map_or(Cell::NONE, |cells| cells[index]);
            found.cells += 1;
            found.lost += u64::from(!is_as_told(cell, person.told(index)));
            marked += u32::from(cell.is_marked());
        }
        found.doubled += u64::from(domain.marked().saturating_sub(marked));
    }
    for person in people {
        let is_own =
            |event: &Event| matches!(event, Event::Updated { seat, .. } if *seat == person.seat());
        let written = decoded
            .iter()
            .filter(|(_, entry)| is_own(&entry.event))
            .count() as u64;
        found.doubled += written.saturating_sub(person.made);
    }
    Ok(found)
}

fn fold(entries: &[(u64, Entry)]) -> anyhow::Result<Workshop> {
    let (first, rest) = entries
        .split_first()
        .context("the journal has a beginning")?;
    let mut folded = Workshop::begin(first.0, &first.1)?;
    for (seq, entry) in rest {
        folded.apply(*seq, entry);
    }
    Ok(folded)
}

/// What a room would load is what the whole journal folds to.
fn check_snapshot(stored: &Stored, folded: &Workshop) -> anyhow::Result<()> {
    let Some((_, snapshot)) = &stored.snapshot else {
        return Ok(());
    };
    let mut loaded =
        Workshop::from_snapshot(snapshot).context("the snapshot is of this version")?;
    for (seq, bytes) in &stored.entries {
        loaded.apply(*seq, &Entry::decode(bytes)?);
    }
    ensure!(
        loaded.snapshot() == folded.snapshot(),
        "snapshot and tail are the whole journal"
    );
    Ok(())
}

fn is_as_told(cell: Cell, told: Told) -> bool {
    let of = |value: MarkValue| Cell::of(value, 4);
    match told {
        Told::Nothing => cell == Cell::NONE,
        Told::Saved(value) => cell == of(value),
        Told::NotYet { before, under_way } => {
            cell == before.map_or(Cell::NONE, of) || cell == of(under_way)
        }
    }
}
