//! Reads an update's structure to the last byte: sections of structs, then deletions.
//!
//! Knows the layout of Yjs' update version 1; never compares it with what is known.

use super::content::{self, Content};
use super::ranges::{Range, Ranges};
use super::{Limits, Refused};
use crate::wire::lib0::Reader;
use crate::wire::{Problem, WireError};

const GC: u8 = 0;
const SKIP: u8 = 10;
pub(super) const HAS_ORIGIN: u8 = 0x80;
pub(super) const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_KEY: u8 = 0x20;
pub(super) const CONTENT_KIND: u8 = 0x1f;

/// An update, read.
pub(super) struct Update<'a> {
    pub(super) sections: Vec<Section<'a>>,
    pub(super) section_count: usize,
    /// In the order of the bytes; each client once.
    pub(super) deletions: Vec<Deletions>,
}

/// What one client wrote, in clock order without gaps.
pub(super) struct Section<'a> {
    pub(super) client: u64,
    /// Invariant: not empty.
    pub(super) structs: Vec<Struct<'a>>,
    /// The clock after the last struct.
    pub(super) end: u32,
    /// Whether nothing has been trimmed off.
    pub(super) is_whole: bool,
}

/// The clocks of one client that are deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deletions {
    pub(super) client: u64,
    pub(super) ranges: Ranges,
    /// Whether the bytes had the ranges sorted and merged, as Yjs writes them.
    pub(super) is_canonical: bool,
}

/// The name of one clock of one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    pub(super) client: u64,
    pub(super) clock: u32,
}

pub(super) struct Struct<'a> {
    pub(super) clock: u32,
    pub(super) len: u32,
    /// The struct as it stands in the update.
    pub(super) bytes: &'a [u8],
    pub(super) body: Body<'a>,
}

pub(super) enum Body<'a> {
    /// Content that is gone for good, place and all.
    Collected,
    Item(Item<'a>),
}

pub(super) struct Item<'a> {
    pub(super) info: u8,
    pub(super) origin: Option<Id>,
    pub(super) right_origin: Option<Id>,
    pub(super) parent: Parent<'a>,
    pub(super) key: Option<&'a str>,
    pub(super) content: Content<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent<'a> {
    /// The parent of the origin.
    Inherited,
    Root(&'a str),
    Item(Id),
}

impl Struct<'_> {
    pub(super) fn end(&self) -> u32 {
        self.clock + self.len
    }

    /// The structs this one stands on.
    pub(super) fn references(&self) -> [Option<Id>; 3] {
        match &self.body {
            Body::Collected => [None; 3],
            Body::Item(item) => {
                let parent = match item.parent {
                    Parent::Item(id) => Some(id),
                    Parent::Inherited | Parent::Root(_) => None,
                };
                [item.origin, item.right_origin, parent]
            }
        }
    }

    /// Whether it arrives already deleted.
    pub(super) fn is_deleted(&self) -> bool {
        match &self.body {
            Body::Collected => true,
            Body::Item(item) => matches!(item.content, Content::Deleted),
        }
    }
}

/// Reads an update; every count is checked before it sizes anything.
pub(super) fn read<'a>(update: &'a [u8], limits: &Limits) -> Result<Update<'a>, Refused> {
    let mut reader = Reader::new(update);
    // A section needs its own count, a client, a clock and one struct of two bytes.
    let section_count = reader.count(5)?;
    let mut sections = Vec::with_capacity(section_count.min(limits.structs));
    let mut structs_left = limits.structs;
    for _ in 0..section_count {
        let section = read_section(&mut reader, update, limits, structs_left)?;
        structs_left -= section.structs.len();
        sections.push(section);
    }
    refuse_twice(
        &reader,
        sections.iter().map(|section| section.client).collect(),
    )?;
    let deletions = read_deletions(&mut reader)?;
    reader.finish()?;
    Ok(Update {
        sections,
        section_count,
        deletions,
    })
}

fn read_section<'a>(
    reader: &mut Reader<'a>,
    update: &'a [u8],
    limits: &Limits,
    structs_left: usize,
) -> Result<Section<'a>, Refused> {
    let offset = reader.offset();
    let count = reader.count(2)?;
    if count == 0 {
        return Err(Refused::Empty {
            what: "section",
            offset,
        });
    }
    if structs_left < count {
        return Err(Refused::TooManyStructs {
            most: limits.structs,
        });
    }
    let client = reader.var_uint()?;
    let mut clock = reader.var_u32()?;
    let mut structs = Vec::with_capacity(count);
    for _ in 0..count {
        let start = reader.offset();
        let (len, body) = read_struct(reader, limits)?;
        let end = end_of(clock, len, start)?;
        structs.push(Struct {
            clock,
            len,
            bytes: &update[start..reader.offset()],
            body,
        });
        clock = end;
    }
    Ok(Section {
        client,
        structs,
        end: clock,
        is_whole: true,
    })
}

fn read_struct<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<(u32, Body<'a>), Refused> {
    let offset = reader.offset();
    match reader.u8()? {
        GC => {
            let len = reader.var_u32()?;
            if len == 0 {
                return Err(Refused::Empty {
                    what: "struct",
                    offset,
                });
            }
            Ok((len, Body::Collected))
        }
        SKIP => Err(Refused::Skip { offset }),
        info => {
            let mut item = Item {
                info,
                origin: None,
                right_origin: None,
                parent: Parent::Inherited,
                key: None,
                content: Content::Deleted,
            };
            if info & HAS_ORIGIN != 0 {
                item.origin = Some(read_id(reader)?);
            }
            if info & HAS_RIGHT_ORIGIN != 0 {
                item.right_origin = Some(read_id(reader)?);
            }
            // With a neighbour the parent and the key are the neighbour's, whatever the flag for a key says.
            if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) == 0 {
                item.parent = read_parent(reader, limits)?;
                if info & HAS_KEY != 0 {
                    item.key = Some(content::read_key(reader, limits)?);
                }
            }
            let (len, content) = content::read(reader, info & CONTENT_KIND, offset, limits)?;
            item.content = content;
            Ok((len, Body::Item(item)))
        }
    }
}

fn read_id(reader: &mut Reader<'_>) -> Result<Id, Refused> {
    Ok(Id {
        client: reader.var_uint()?,
        clock: reader.var_u32()?,
    })
}

fn read_parent<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<Parent<'a>, Refused> {
    let offset = reader.offset();
    match reader.var_uint()? {
        1 => Ok(Parent::Root(content::read_key(reader, limits)?)),
        0 => Ok(Parent::Item(read_id(reader)?)),
        kind => Err(Refused::UnknownContent {
            what: "parent",
            kind,
            offset,
        }),
    }
}

fn read_deletions(reader: &mut Reader<'_>) -> Result<Vec<Deletions>, Refused> {
    let count = reader.count(4)?;
    let mut deletions = Vec::with_capacity(count);
    for _ in 0..count {
        let client = reader.var_uint()?;
        let offset = reader.offset();
        let range_count = reader.count(2)?;
        if range_count == 0 {
            return Err(Refused::Empty {
                what: "set of deletions",
                offset,
            });
        }
        let mut ranges: Vec<Range> = Vec::with_capacity(range_count);
        for _ in 0..range_count {
            let offset = reader.offset();
            let start = reader.var_u32()?;
            let len = reader.var_u32()?;
            if len == 0 {
                return Err(Refused::Empty {
                    what: "deletion",
                    offset,
                });
            }
            ranges.push((start, end_of(start, len, offset)?));
        }
        let is_canonical = ranges.windows(2).all(|pair| pair[0].1 < pair[1].0);
        deletions.push(Deletions {
            client,
            ranges: Ranges::from_any(ranges),
            is_canonical,
        });
    }
    refuse_twice(reader, deletions.iter().map(|entry| entry.client).collect())?;
    Ok(deletions)
}

fn end_of(clock: u32, len: u32, offset: usize) -> Result<u32, Refused> {
    let overflow = WireError {
        offset,
        problem: Problem::IntegerTooLarge,
    };
    clock.checked_add(len).ok_or(Refused::Malformed(overflow))
}

fn refuse_twice(reader: &Reader<'_>, mut clients: Vec<u64>) -> Result<(), Refused> {
    clients.sort_unstable();
    match clients.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(reader.error(Problem::Duplicate { client: pair[0] }).into()),
        None => Ok(()),
    }
}
