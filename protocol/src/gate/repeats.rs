//! What an update repeats must be what the document holds.
//!
//! Structs that are known are left out of an update, and an update of nothing else is acknowledged: its sender then
//! believes that the journal has them. That is true only where what it sent says the same as what is there, whoever
//! wrote first under that client id. The ledger holds no content, so it is compared with updates that do.
//!
//! Compared is what each clock stands for, since Yjs and yrs cut structs apart and join them as they please: where it
//! stands and what it holds. What one side has deleted meanwhile says nothing any more about what it was.

use std::collections::HashMap;

use yrs::{Any, encoding::read::Cursor};

use super::{
    Limits, Refused,
    content::{self, Content},
    ledger::ClockLedger,
    read::{self, Body, Id, Item, Parent, Section, Struct},
};

/// Clocks of one client that an update repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// The client id.
    pub client: u64,
    /// The first clock.
    pub from: u32,
    /// The clock after the last.
    pub to: u32,
}

/// What an update repeats of what is known.
pub fn repeats<O: Copy + Eq>(
    update: &[u8],
    known: &ClockLedger<O>,
    limits: &Limits,
) -> Result<Vec<Repeat>, Refused> {
    let sections = read::read(update, limits)?.sections;
    let repeated = sections.iter().filter_map(|section| {
        let from = section.structs[0].clock;
        let to = section.end.min(known.next_clock(section.client));
        let client = section.client;
        (from < to).then_some(Repeat { client, from, to })
    });
    Ok(repeated.collect())
}

/// Refuses an update that repeats something else than what stands in `held`: updates that have passed the gate, and
/// together hold all that is repeated.
///
/// Time is linear in the lengths of all of them.
pub fn check_repeats(
    update: &[u8],
    repeats: &[Repeat],
    held: &[&[u8]],
    limits: &Limits,
) -> Result<(), Refused> {
    let repeated = read::read(update, limits)?.sections;
    let repeated: HashMap<u64, &Section<'_>> = repeated
        .iter()
        .map(|section| (section.client, section))
        .collect();
    let mut sources: HashMap<u64, Vec<Section<'_>>> = HashMap::new();
    for bytes in held {
        for section in read::read(bytes, &no_limit(limits))?.sections {
            sources.entry(section.client).or_default().push(section);
        }
    }
    for repeat in repeats {
        let Some(section) = repeated.get(&repeat.client) else {
            continue;
        };
        let mut from = repeat.from;
        for source in sources.get(&repeat.client).into_iter().flatten() {
            from = compare(section, source, from, repeat.to)?;
        }
        if from < repeat.to {
            // Nothing to compare it with: whoever sends it has to say again what it is that is missing.
            return Err(Refused::Gap {
                client: repeat.client,
                expected: from,
                got: from,
            });
        }
    }
    Ok(())
}

/// A document may hold more structs than an update may bring.
pub(super) fn no_limit(limits: &Limits) -> Limits {
    Limits {
        structs: usize::MAX,
        ..*limits
    }
}

/// Compares clock by clock from `from` on as far as the source goes, and says how far that is.
fn compare(
    section: &Section<'_>,
    source: &Section<'_>,
    from: u32,
    to: u32,
) -> Result<u32, Refused> {
    let mut clock = from;
    let (mut sent, mut held) = (Reading::at(section, clock), Reading::at(source, clock));
    while clock < to
        && let Some(sent_struct) = sent.current()
        && let Some(held_struct) = held.current()
        && held_struct.clock <= clock
    {
        let end = sent_struct.end().min(held_struct.end()).min(to);
        if !is_same(&sent, &held, (clock, end)) {
            return Err(Refused::OtherContent {
                client: section.client,
                clock,
            });
        }
        clock = end;
        sent.pass(clock);
        held.pass(clock);
    }
    Ok(clock)
}

/// One side of a comparison: where it is in its section, and what the struct there holds, clock by clock.
struct Reading<'s, 'a> {
    section: &'s Section<'a>,
    index: usize,
    parts: Parts<'a>,
}

/// What a struct of several clocks holds; taken apart once, however many structs stand opposite.
enum Parts<'a> {
    Units(Vec<u16>),
    Values(Vec<&'a [u8]>),
    Whole,
}

impl<'s, 'a> Reading<'s, 'a> {
    fn at(section: &'s Section<'a>, clock: u32) -> Self {
        let structs = &section.structs;
        let mut reading = Self {
            section,
            index: structs.partition_point(|entry| entry.end() <= clock),
            parts: Parts::Whole,
        };
        reading.take_apart();
        reading
    }

    fn current(&self) -> Option<&'s Struct<'a>> {
        self.section.structs.get(self.index)
    }

    /// Goes on to the next struct where this one ends at `clock`.
    fn pass(&mut self, clock: u32) {
        if self.current().is_some_and(|entry| entry.end() <= clock) {
            self.index += 1;
            self.take_apart();
        }
    }

    fn take_apart(&mut self) {
        self.parts = match self.current().map(|entry| &entry.body) {
            Some(Body::Item(Item {
                content: Content::Text(text),
                ..
            })) => Parts::Units(text.encode_utf16().collect()),
            Some(Body::Item(Item {
                content: Content::Values(values),
                ..
            })) => Parts::Values(content::value_bytes(values)),
            _ => Parts::Whole,
        };
    }
}

/// Whether two structs say the same of the clocks that both cover.
fn is_same(sent: &Reading<'_, '_>, held: &Reading<'_, '_>, (from, to): (u32, u32)) -> bool {
    let (Some(sent_struct), Some(held_struct)) = (sent.current(), held.current()) else {
        return true;
    };
    let (Body::Item(sent_item), Body::Item(held_item)) = (&sent_struct.body, &held_struct.body)
    else {
        return true;
    };
    let client = sent.section.client;
    if Where::of(sent_struct, sent_item, client, from)
        != Where::of(held_struct, held_item, client, from)
    {
        return false;
    }
    let part = |entry: &Struct<'_>| (from - entry.clock) as usize..(to - entry.clock) as usize;
    match (&sent.parts, &held.parts) {
        _ if sent_struct.is_deleted() || held_struct.is_deleted() => true,
        (Parts::Units(sent), Parts::Units(held)) => {
            is_same_text(&sent[part(sent_struct)], &held[part(held_struct)])
        }
        (Parts::Values(sent), Parts::Values(held)) => {
            let (sent, held) = (&sent[part(sent_struct)], &held[part(held_struct)]);
            sent.iter()
                .zip(held)
                .all(|(sent, held)| is_same_value(sent, held))
        }
        (Parts::Whole, Parts::Whole) => is_same_whole(&sent_item.content, &held_item.content),
        _ => false,
    }
}

/// Where a clock stands.
#[derive(PartialEq, Eq)]
struct Where<'a> {
    left: Option<Id>,
    right: Option<Id>,
    parent: Option<(Parent<'a>, Option<&'a str>)>,
}

impl<'a> Where<'a> {
    fn of(entry: &Struct<'_>, item: &Item<'a>, client: u64, clock: u32) -> Self {
        // Inside a struct each clock stands behind the one before it.
        let before = clock.checked_sub(1).filter(|_| entry.clock < clock);
        let left = before.map_or(item.origin, |clock| Some(Id { client, clock }));
        let right = item.right_origin;
        let is_first = left.is_none() && right.is_none();
        Self {
            left,
            right,
            parent: is_first.then_some((item.parent, item.key)),
        }
    }
}

/// Where a text was cut between the halves of a pair, each half has become a replacement character on one side.
fn is_same_text(sent: &[u16], held: &[u16]) -> bool {
    const REPLACEMENT: u16 = char::REPLACEMENT_CHARACTER as u16;
    let is_same =
        |(sent, held): (&u16, &u16)| sent == held || *sent == REPLACEMENT || *held == REPLACEMENT;
    sent.iter().zip(held).all(is_same)
}

/// Numbers and maps have more than one form on the wire, so they are compared as they are read.
fn is_same_value(sent: &[u8], held: &[u8]) -> bool {
    let read = |bytes| Any::decode(&mut Cursor::new(bytes)).ok();
    sent == held || read(sent) == read(held)
}

/// The same for what is one clock.
fn is_same_whole(sent: &Content<'_>, held: &Content<'_>) -> bool {
    match (sent, held) {
        (
            Content::Type {
                kind: sent,
                is_xml_node: is_sent_node,
            },
            Content::Type {
                kind: held,
                is_xml_node: is_held_node,
            },
        ) => (sent, is_sent_node) == (held, is_held_node),
        (Content::Binary(sent), Content::Binary(held)) => sent == held,
        (
            Content::Mark {
                key: sent_key,
                json: sent,
            },
            Content::Mark {
                key: held_key,
                json: held,
            },
        ) => {
            let read = |text| Any::from_json(text).ok();
            sent_key == held_key && (sent == held || read(sent) == read(held))
        }
        _ => false,
    }
}
