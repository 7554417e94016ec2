//! From one journal to another, entry by entry: how a server moves to Redis, and how a Redis is backed up.

use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
    space::{
        Events,
        entry::{Entry, Event},
    },
};

use super::{Journal, JournalError};

/// What became of the workshops that were to be copied.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Workshops that are there now and were not before.
    pub made: usize,
    /// Workshops that were there, and were behind.
    pub continued: usize,
    /// Workshops that were there with everything.
    pub complete: usize,
    /// Entries that were written.
    pub entries: usize,
    /// Workshops that were left alone, each with the reason.
    pub refused: Vec<(SpaceId, String)>,
}

/// Copies every workshop. What is there already is compared and continued, never overwritten, so a copy that was
/// broken off can be begun again. Snapshots are left out: whoever opens a workshop makes its own.
///
/// # Errors
/// Where one of the two is not available. A workshop that cannot be copied is refused, and the others are copied.
pub async fn copy<E: Events>(
    from: &dyn Journal,
    into: &dyn Journal,
) -> Result<Copied, JournalError> {
    let mut copied = Copied::default();
    for workshop in from.workshops().await? {
        let before = copied.entries;
        match copy_one::<E>(from, into, workshop, &mut copied.entries).await {
            Ok(Before::Absent) => copied.made += 1,
            Ok(Before::Present) if before < copied.entries => copied.continued += 1,
            Ok(Before::Present) => copied.complete += 1,
            Err(Refused::Left(reason)) => copied.refused.push((workshop, reason)),
            Err(Refused::Fault(err)) => return Err(err),
        }
    }
    Ok(copied)
}

/// Whether the workshop was there before.
enum Before {
    Absent,
    Present,
}

enum Refused {
    Left(String),
    Fault(JournalError),
}

impl From<JournalError> for Refused {
    fn from(err: JournalError) -> Self {
        match err.is_passing() {
            true => Self::Fault(err),
            false => Self::Left(err.to_string()),
        }
    }
}

async fn copy_one<E: Events>(
    from: &dyn Journal,
    into: &dyn Journal,
    workshop: SpaceId,
    written: &mut usize,
) -> Result<Before, Refused> {
    let entries = from.entries(workshop, 1).await?;
    let present = into.entries(workshop, 1).await?;
    let mut pairs = entries.iter().zip(&present);
    if let Some((entry, _)) = pairs.find(|(entry, present)| entry != present) {
        let seq = entry.0;
        return Err(Refused::Left(format!(
            "it is there already with another history: entry {seq} differs"
        )));
    }
    let Some((_, first)) = entries.first() else {
        return Err(Refused::Left("it has no entries".to_owned()));
    };
    let mut after = present.len().min(entries.len());
    let before = match present.is_empty() {
        true => {
            into.create(workshop, join_code::<E>(first)?, first.clone())
                .await?;
            after = 1;
            *written += 1;
            Before::Absent
        }
        false => Before::Present,
    };
    for batch in entries[after..].chunks(limits::COPY_ENTRIES) {
        let bytes = batch.iter().map(|(_, bytes)| bytes.clone()).collect();
        into.append(workshop, after as u64, bytes).await?;
        after += batch.len();
        *written += batch.len();
    }
    Ok(before)
}

/// The code stands in the first entry of every workshop.
fn join_code<E: Events>(first: &[u8]) -> Result<JoinCode, Refused> {
    let first: Entry<E> = Entry::decode(first)
        .map_err(|err| Refused::Left(format!("its first entry cannot be read: {err}")))?;
    let code = match &first.event {
        Event::Control(control) => control.join_code(),
        Event::Updated { .. } => None,
    };
    code.ok_or_else(|| Refused::Left("its first entry does not make a workshop".to_owned()))
}

#[cfg(test)]
mod tests;
