//! How a map or the plan came to be, and how it stood at an earlier time: a fold of its own entries, and of no others.
//!
//! What the workshop's fold leaves out is left out here by the same rules. Nothing here changes the workshop.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::{Workshop, WorkshopState};
use crate::{
    api::{DocumentHistory, Stretch},
    command::Command,
    documents::{self, DocumentKind, SharedDocument},
    entry::{Control, Entry, Event},
    id::SeatId,
    limits,
};

/// What an entry does to the document.
enum Own<'a> {
    Written(SeatId, &'a [u8]),
    Reserved(SeatId, u64),
}

/// Tells which entries the workshop's fold applied to the document.
#[derive(Debug)]
struct OwnEntries<'a> {
    now: &'a Workshop,
    kind: DocumentKind,
    removed: BTreeSet<SeatId>,
    is_sealed: bool,
}

impl<'a> OwnEntries<'a> {
    fn of(now: &'a Workshop, kind: DocumentKind) -> Self {
        Self {
            now,
            kind,
            removed: BTreeSet::new(),
            is_sealed: false,
        }
    }

    fn read<'e>(&mut self, entry: &'e Entry) -> Option<Own<'e>> {
        let (document, seat, own) = match &entry.event {
            Event::Updated {
                document,
                seat,
                update,
            } => (document, seat, Own::Written(*seat, update)),
            Event::Control(Control::ClientReserved {
                document,
                seat,
                client,
            }) => (document, seat, Own::Reserved(*seat, *client)),
            Event::Control(Control::Commanded { command, .. }) => {
                self.note(command);
                return None;
            }
            Event::Control(_) => return None,
        };
        let counts = document.kind == self.kind && !self.is_sealed && !self.removed.contains(seat);
        counts.then_some(own)
    }

    // Both are for ever, and where they had no effect the present state says so.
    fn note(&mut self, command: &Command) {
        match command {
            Command::RemoveSeat { seat } if self.now.seat(*seat).is_none() => {
                self.removed.insert(*seat);
            }
            Command::Seal if self.now.state() == WorkshopState::Sealed => self.is_sealed = true,
            _ => {}
        }
    }
}

/// Gathers who wrote when, while the journal goes by.
#[derive(Debug)]
pub struct Stretches<'a> {
    own: OwnEntries<'a>,
    kept_after: Option<u64>,
    last: Option<u64>,
    found: Vec<Stretch>,
    latest_of: BTreeMap<SeatId, usize>,
}

impl<'a> Stretches<'a> {
    /// Begins behind the entry up to which the journal is no longer kept; `None` where it is whole.
    pub fn begin(now: &'a Workshop, kind: DocumentKind, kept_after: Option<u64>) -> Self {
        Self {
            own: OwnEntries::of(now, kind),
            kept_after,
            last: kept_after,
            found: Vec::new(),
            latest_of: BTreeMap::new(),
        }
    }

    /// Takes the next entry.
    pub fn take(&mut self, seq: u64, entry: &Entry) {
        let Some(Own::Written(seat, _)) = self.own.read(entry) else {
            return;
        };
        let before_seq = self.last.replace(seq);
        let rests_ms = limits::HISTORY_PAUSE.as_millis() as u64;
        let latest = self.latest_of.get(&seat).copied();
        if let Some(stretch) = latest.map(|index| &mut self.found[index])
            // Clocks of two nodes may differ, and so go back.
            && entry.at_ms.saturating_sub(stretch.ended_at_ms) < rests_ms
        {
            stretch.to_seq = seq;
            stretch.ended_at_ms = entry.at_ms.max(stretch.ended_at_ms);
            stretch.changes += 1;
            return;
        }
        let details = self.own.now.seat(seat);
        self.latest_of.insert(seat, self.found.len());
        self.found.push(Stretch {
            before_seq,
            from_seq: seq,
            to_seq: seq,
            began_at_ms: entry.at_ms,
            ended_at_ms: entry.at_ms,
            seat,
            role: details.map(|seat| seat.role),
            name: details.and_then(|seat| seat.name.clone()),
            organisation: details.and_then(|seat| seat.organisation.clone()),
            sector: details.and_then(|seat| seat.sector.clone()),
            changes: 1,
        });
    }

    /// The stretches that ended last, of those that ended before an entry where one is named.
    pub fn finish(self, before: Option<u64>) -> DocumentHistory {
        let mut stretches = self.found;
        stretches.retain(|stretch| before.is_none_or(|before| stretch.to_seq < before));
        stretches.sort_by_key(|stretch| std::cmp::Reverse(stretch.to_seq));
        let has_earlier = limits::HISTORY_STRETCHES < stretches.len();
        stretches.truncate(limits::HISTORY_STRETCHES);
        DocumentHistory {
            stretches,
            has_earlier,
            kept_after: self.kept_after,
        }
    }
}

/// Folds the document up to one entry, while the journal goes by.
#[derive(Debug)]
pub struct Earlier<'a> {
    own: OwnEntries<'a>,
    document: SharedDocument,
    seq: u64,
    stands_at: Option<u64>,
}

impl<'a> Earlier<'a> {
    /// Begins with an empty document, or with what it was where the journal is no longer kept up to there.
    pub fn begin(
        now: &'a Workshop,
        kind: DocumentKind,
        seq: u64,
        kept_after: Option<&Workshop>,
    ) -> Self {
        let document = kept_after.and_then(|kept| kept.shared_document(kind));
        Self {
            own: OwnEntries::of(now, kind),
            document: document.cloned().unwrap_or_default(),
            seq,
            stands_at: kept_after.map(Workshop::seq),
        }
    }

    /// Takes the next entry. False behind the one that was asked for: no further one matters.
    pub fn take(&mut self, seq: u64, entry: &Entry) -> bool {
        if self.seq < seq {
            return false;
        }
        let rules = documents::rules(self.own.kind);
        let is_applied = match self.own.read(entry) {
            Some(Own::Written(seat, update)) => self.document.apply(update, seat, &rules),
            Some(Own::Reserved(seat, client)) => {
                self.document.reserve(client, seat, &rules.limits);
                false
            }
            None => false,
        };
        if is_applied {
            self.stands_at = Some(seq);
        }
        true
    }

    /// The document as it stood behind the entry, as a Yjs update; `None` where that entry is none of it.
    pub fn finish(self) -> Option<Bytes> {
        (self.stands_at == Some(self.seq)).then(|| self.document.state().clone())
    }
}
