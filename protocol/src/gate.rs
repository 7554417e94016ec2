//! The check every document update passes before yrs sees it.
//!
//! yrs is not memory-safe on malformed input and recurses as deep as its input says, so nothing reaches it that has
//! not been read here to the last byte. The gate also keeps the ledger that makes updates trustworthy: which client id
//! belongs to which seat, and which clock comes next. It never looks at what a mark or a note means, never applies
//! an update, and never allocates by a claimed count.
//!
//! A room checks an update against the [`ClockLedger`], admits the news, and only then lets it into the journal.
//! What was admitted is contiguous, closed under reference and owned, so yrs' pending store stays empty.

mod class;
mod content;
mod items;
mod ledger;
mod order;
mod presence;
mod ranges;
mod read;
mod refused;
mod repeats;
mod shape;
mod trim;
mod weights;

use std::borrow::Cow;

pub use content::Kind;
pub use items::{ToItems, to_items};
pub use ledger::ClockLedger;
pub use presence::{check_awareness, written_place};
pub use refused::Refused;
pub use repeats::{Repeat, check_repeats, repeats};
pub use shape::Shape;
pub use weights::{Weights, weights};

/// How much one update may ask for. The numbers stand in the caller's table of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in one update.
    pub update_bytes: usize,
    /// Structs in one update.
    pub structs: usize,
    /// What a struct weighs at least, in bytes.
    pub struct_bytes: usize,
    /// Levels of types within types, and of values within values.
    pub depth: u8,
    /// Bytes in the name of a root, a key of a map, or a formatting attribute.
    pub key_bytes: usize,
    /// Client ids one owner may have used in a document; each page load takes one.
    pub clients_per_owner: usize,
    /// Client ids a document may hold in all; each makes every later transaction a little dearer.
    pub clients: usize,
    /// Client ids that one owner may hold without having written under them.
    pub reserved_per_owner: usize,
    /// Such client ids in all.
    pub reserved: usize,
}

/// Whether a writer may delete what others wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletes {
    /// What anyone wrote: in a shared document, overwriting a map entry deletes the entry before it.
    Anyone,
    /// Only what the same owner wrote.
    Own,
}

/// What one kind of document allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The caps.
    pub limits: Limits,
    /// Whose items may be deleted.
    pub deletes: Deletes,
    /// Its roots, and what may be in them.
    pub shape: Shape,
}

/// An update that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed<'a> {
    /// Everything in it is known: acknowledge it, journal nothing, apply nothing.
    Nothing,
    /// There is news.
    News(News<'a>),
}

/// What is new in an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News<'a> {
    /// The update without what is known: what the journal keeps, yrs applies and others receive.
    pub update: Cow<'a, [u8]>,
    /// For each client id with new structs, its next clock.
    pub advances: Vec<(u64, u32)>,
    /// What it may add to the weight of its document at most.
    pub weight: usize,
    /// How many client ids it writes under for the first time.
    pub new_clients: usize,
    /// Whether anything is deleted by it.
    pub deletes: bool,
    /// What [`ClockLedger::admit`] books, client by client.
    bookings: Vec<ledger::Booking>,
}

impl News<'_> {
    /// How many clocks it deletes.
    pub fn deleted_clocks(&self) -> usize {
        let deleted = |booking: &ledger::Booking| booking.deleted_clocks() as usize;
        self.bookings.iter().map(deleted).sum()
    }
}

/// Checks one update of Yjs' version 1 format, written by `writer`, against what is known of its document.
///
/// Time and memory are linear in the update's length. The update is refused whole or passes whole.
pub fn check<'a, O: Copy + Eq>(
    update: &'a [u8],
    known: &ClockLedger<O>,
    writer: O,
    rules: &Rules,
) -> Result<Passed<'a>, Refused> {
    let limits = &rules.limits;
    if limits.update_bytes < update.len() {
        return Err(Refused::TooLong {
            what: "update",
            size_bytes: update.len(),
            most_bytes: limits.update_bytes,
        });
    }
    let read = read::read(update, limits)?;
    let new = trim::new_sections(read.sections, known, writer)?;
    trim::check_clients(&new, known, writer, limits)?;
    shape::check_cells(&new, &rules.shape)?;
    let classes = order::check(&new, &read.deletions, known, limits.depth, &rules.shape)?;
    let deletions = trim::new_deletions(&read.deletions, &new, known, writer, rules.deletes)?;
    if new.is_empty() && deletions.is_empty() {
        return Ok(Passed::Nothing);
    }
    let is_whole = new.iter().all(|section| section.is_whole)
        && new.len() == read.section_count
        && deletions == read.deletions;
    let update = if is_whole {
        Cow::Borrowed(update)
    } else {
        Cow::Owned(trim::write(&new, &deletions))
    };
    let advances = new
        .iter()
        .map(|section| (section.client, section.end))
        .collect();
    let is_unseen = |section: &&read::Section<'_>| !known.has_written(section.client);
    let new_clients = new.iter().filter(is_unseen).count();
    let structs: usize = new.iter().map(|section| section.structs.len()).sum();
    let weight = update.len() + structs * limits.struct_bytes;
    let bookings = ledger::bookings(&new, &classes, &deletions);
    let deletes = bookings.iter().any(ledger::Booking::has_deletions);
    Ok(Passed::News(News {
        update,
        advances,
        weight,
        new_clients,
        deletes,
        bookings,
    }))
}

#[cfg(test)]
mod tests;
