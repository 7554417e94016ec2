//! Cuts off what is known: whole structs, the known part of a struct, and deletions already made.
//!
//! Cuts as Yjs itself cuts a struct: what is left continues its own last known clock.

use super::content::{self, Content};
use super::ledger::ClockLedger;
use super::ranges::Ranges;
use super::read::{
    Body, CONTENT_KIND, Deletions, HAS_ORIGIN, HAS_RIGHT_ORIGIN, Id, Item, Parent, Section, Struct,
};
use super::{Deletes, Limits, Refused};
use crate::wire::lib0::{write_var_bytes, write_var_uint};

/// The sections with new structs, each from its client's next clock on, all of clients the writer may extend.
pub(super) fn new_sections<'a, O: Copy + Eq>(
    sections: Vec<Section<'a>>,
    known: &ClockLedger<O>,
    writer: O,
) -> Result<Vec<Section<'a>>, Refused> {
    let mut new = Vec::with_capacity(sections.len());
    for mut section in sections {
        let expected = known.next_clock(section.client);
        if section.end <= expected {
            continue;
        }
        if known
            .owner_of(section.client)
            .is_some_and(|owner| owner != writer)
        {
            return Err(Refused::ForeignClient {
                client: section.client,
            });
        }
        // A section is never empty.
        let got = section.structs[0].clock;
        if expected < got {
            return Err(Refused::Gap {
                client: section.client,
                expected,
                got,
            });
        }
        if got < expected {
            section.is_whole = false;
            let known_structs = section
                .structs
                .partition_point(|entry| entry.end() <= expected);
            section.structs.drain(..known_structs);
            let first = &mut section.structs[0];
            if first.clock < expected {
                cut(first, section.client, expected)?;
            }
        }
        new.push(section);
    }
    Ok(new)
}

/// Refuses more client ids than the owner or the document may have.
pub(super) fn check_clients<O: Copy + Eq>(
    new: &[Section<'_>],
    known: &ClockLedger<O>,
    writer: O,
    limits: &Limits,
) -> Result<(), Refused> {
    let unseen = new
        .iter()
        .filter(|section| !known.has_written(section.client))
        .count();
    if unseen == 0 {
        return Ok(());
    }
    for (count, most) in [
        (known.client_count() + unseen, limits.clients),
        (known.clients_of(writer) + unseen, limits.clients_per_owner),
    ] {
        if most < count {
            return Err(Refused::TooManyClients { most });
        }
    }
    Ok(())
}

/// The deletions not made before, all of clocks that are known or new.
pub(super) fn new_deletions<O: Copy + Eq>(
    deletions: &[Deletions],
    new: &[Section<'_>],
    known: &ClockLedger<O>,
    writer: O,
    rule: Deletes,
) -> Result<Vec<Deletions>, Refused> {
    let mut fresh = Vec::with_capacity(deletions.len());
    for entry in deletions {
        let expected = new
            .iter()
            .find(|section| section.client == entry.client)
            .map_or_else(|| known.next_clock(entry.client), |section| section.end);
        let got = entry.ranges.as_slice().last().map_or(0, |range| range.1);
        if expected < got {
            return Err(Refused::DeleteBeyondKnown {
                client: entry.client,
                expected,
                got,
            });
        }
        let left = match known.deleted(entry.client) {
            Some(deleted) => entry.ranges.without(deleted),
            None => entry.ranges.clone(),
        };
        if left.is_empty() {
            continue;
        }
        let is_foreign = known
            .owner_of(entry.client)
            .is_some_and(|owner| owner != writer);
        if is_foreign && rule == Deletes::Own {
            return Err(Refused::ForeignDelete {
                client: entry.client,
            });
        }
        fresh.push(Deletions {
            client: entry.client,
            ranges: left,
            is_canonical: true,
        });
    }
    Ok(fresh)
}

/// Writes an update of these structs and deletions.
pub(super) fn write(new: &[Section<'_>], deletions: &[Deletions]) -> Vec<u8> {
    let mut out = Vec::new();
    write_var_uint(&mut out, new.len() as u64);
    for section in new {
        write_var_uint(&mut out, section.structs.len() as u64);
        write_var_uint(&mut out, section.client);
        write_var_uint(&mut out, u64::from(section.structs[0].clock));
        for entry in &section.structs {
            write_struct(&mut out, entry);
        }
    }
    write_var_uint(&mut out, deletions.len() as u64);
    for entry in deletions {
        write_var_uint(&mut out, entry.client);
        write_ranges(&mut out, &entry.ranges);
    }
    out
}

fn write_ranges(out: &mut Vec<u8>, ranges: &Ranges) {
    write_var_uint(out, ranges.as_slice().len() as u64);
    for &(start, end) in ranges.as_slice() {
        write_var_uint(out, u64::from(start));
        write_var_uint(out, u64::from(end - start));
    }
}

/// Leaves of a struct what comes from clock `expected` on.
fn cut(entry: &mut Struct<'_>, client: u64, expected: u32) -> Result<(), Refused> {
    let gone = expected - entry.clock;
    if let Body::Item(item) = &mut entry.body {
        item.content = match std::mem::replace(&mut item.content, Content::Deleted) {
            Content::Text(text) => Content::CutText(cut_text(text, gone)),
            Content::Values(values) => Content::Values(content::values_after(&values, gone)?),
            rest => rest,
        };
        item.info |= HAS_ORIGIN;
        item.origin = Some(Id {
            client,
            clock: expected - 1,
        });
        item.parent = Parent::Inherited;
        item.key = None;
    }
    entry.clock = expected;
    entry.len -= gone;
    // The bytes no longer say what the struct is.
    entry.bytes = &[];
    Ok(())
}

/// The text after `units` UTF-16 units; half a pair becomes a replacement character, as in Yjs.
fn cut_text(text: &str, units: u32) -> String {
    let mut passed = 0;
    for (index, character) in text.char_indices() {
        if units <= passed {
            return text[index..].to_owned();
        }
        passed += character.len_utf16() as u32;
        if units < passed {
            let rest = &text[index + character.len_utf8()..];
            return format!("{}{rest}", char::REPLACEMENT_CHARACTER);
        }
    }
    String::new()
}

fn write_struct(out: &mut Vec<u8>, entry: &Struct<'_>) {
    if !entry.bytes.is_empty() {
        out.extend_from_slice(entry.bytes);
        return;
    }
    match &entry.body {
        Body::Collected => {
            out.push(0);
            write_var_uint(out, u64::from(entry.len));
        }
        Body::Item(item) => write_cut_item(out, item, entry.len),
    }
}

fn write_cut_item(out: &mut Vec<u8>, item: &Item<'_>, len: u32) {
    out.push(item.info);
    for (flag, id) in [
        (HAS_ORIGIN, item.origin),
        (HAS_RIGHT_ORIGIN, item.right_origin),
    ] {
        if let (true, Some(id)) = (item.info & flag != 0, id) {
            write_var_uint(out, id.client);
            write_var_uint(out, u64::from(id.clock));
        }
    }
    debug_assert!(item.info & CONTENT_KIND != 0);
    match &item.content {
        Content::CutText(text) => write_var_bytes(out, text.as_bytes()),
        Content::Values(values) => {
            write_var_uint(out, u64::from(len));
            out.extend_from_slice(values.bytes);
        }
        // Everything else has one clock and is known or new as a whole, or is a mere length.
        _ => {
            write_var_uint(out, u64::from(len));
        }
    }
}
