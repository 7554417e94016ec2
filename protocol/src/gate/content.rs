//! Reads the content of an item: text, values, types, and what is left of deleted things.

use super::{Limits, Refused};
use crate::wire::lib0::Reader;

const DELETED: u8 = 1;
const BINARY: u8 = 3;
const STRING: u8 = 4;
const EMBED: u8 = 5;
const FORMAT: u8 = 6;
const TYPE: u8 = 7;
const ANY: u8 = 8;
const DOCUMENT: u8 = 9;

/// What a shared type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Entries by key.
    Map,
    /// Values in a row.
    Array,
    /// Formatted text.
    Text,
    /// Elements and texts in a row, attributes by key.
    Xml,
}

/// What an item holds.
pub(super) enum Content<'a> {
    /// Only a length is left.
    Deleted,
    /// Text; its length counts UTF-16 units.
    Text(&'a str),
    /// Text whose beginning is known.
    CutText(String),
    /// A row of values, one clock each.
    Values(Values<'a>),
    /// A shared type that other items can name as their parent.
    Type {
        kind: Kind,
        /// Whether it may stand among the children of an XML element.
        is_xml_node: bool,
    },
    /// Bytes.
    Binary(&'a [u8]),
    /// An object in a text, or with a key a formatting mark.
    Mark { key: &'a str, json: &'a str },
}

/// A row of values as it stands in the update.
pub(super) struct Values<'a> {
    pub(super) bytes: &'a [u8],
    /// Whether each is a number, a word, a truth value or nothing.
    pub(super) are_scalar: bool,
    /// UTF-16 units of the longest text among them.
    pub(super) longest_text_units: usize,
}

/// Reads content of kind `kind` and says how many clocks it covers.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    kind: u8,
    offset: usize,
    limits: &Limits,
) -> Result<(u32, Content<'a>), Refused> {
    let (len, content) = match kind {
        DELETED => (reader.var_u32()?, Content::Deleted),
        BINARY => (1, Content::Binary(reader.var_bytes()?)),
        STRING => {
            let text = reader.var_string()?;
            // The update's cap is far below 2^32 units.
            (text.encode_utf16().count() as u32, Content::Text(text))
        }
        EMBED => {
            let json = read_json(reader, limits)?;
            (1, Content::Mark { key: "", json })
        }
        FORMAT => {
            let key = read_key(reader, limits)?;
            let json = read_json(reader, limits)?;
            (1, Content::Mark { key, json })
        }
        TYPE => (1, read_type(reader, limits)?),
        ANY => {
            let count = reader.count(1)?;
            (
                count as u32,
                Content::Values(read_values(reader, count, limits)?),
            )
        }
        DOCUMENT => return Err(Refused::Subdocument { offset }),
        kind => {
            // Kind 2, JSON, has not been written since Yjs 13.0, and yrs reads one value too many.
            return Err(Refused::UnknownContent {
                what: "content",
                kind: u64::from(kind),
                offset,
            });
        }
    };
    if len == 0 {
        return Err(Refused::Empty {
            what: "struct",
            offset,
        });
    }
    Ok((len, content))
}

/// Reads a name: of a root, of a map entry, of a formatting attribute.
pub(super) fn read_key<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<&'a str, Refused> {
    let key = reader.var_string()?;
    if limits.key_bytes < key.len() {
        return Err(Refused::TooLong {
            what: "key",
            size_bytes: key.len(),
            most_bytes: limits.key_bytes,
        });
    }
    Ok(key)
}

/// Cuts the first `count` values off a row that has been read before.
pub(super) fn values_after<'a>(values: &Values<'a>, count: u32) -> Result<Values<'a>, Refused> {
    let mut reader = Reader::new(values.bytes);
    let mut seen = Seen::default();
    for _ in 0..count {
        // How deep they are was checked when they were read.
        read_value(&mut reader, u8::MAX, u8::MAX, &mut seen)?;
    }
    Ok(Values {
        bytes: &values.bytes[reader.offset()..],
        ..*values
    })
}

/// Where each value of a row stands, of one that has been read before.
pub(super) fn value_bytes<'a>(values: &Values<'a>) -> Vec<&'a [u8]> {
    let mut reader = Reader::new(values.bytes);
    let mut all = Vec::new();
    while !reader.is_empty() {
        let start = reader.offset();
        if read_value(&mut reader, u8::MAX, u8::MAX, &mut Seen::default()).is_err() {
            break;
        }
        all.push(&values.bytes[start..reader.offset()]);
    }
    all
}

fn read_type<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<Content<'a>, Refused> {
    let offset = reader.offset();
    let (kind, is_xml_node) = match reader.u8()? {
        0 => (Kind::Array, false),
        1 => (Kind::Map, false),
        2 => (Kind::Text, false),
        3 => {
            read_key(reader, limits)?;
            (Kind::Xml, true)
        }
        4 => (Kind::Xml, false),
        6 => (Kind::Text, true),
        // An XML hook, 5, has a name after it for Yjs and none for yrs.
        kind => {
            return Err(Refused::UnknownContent {
                what: "type",
                kind: u64::from(kind),
                offset,
            });
        }
    };
    Ok(Content::Type { kind, is_xml_node })
}

#[derive(Default)]
struct Seen {
    has_compound: bool,
    longest_text_units: usize,
}

fn read_values<'a>(
    reader: &mut Reader<'a>,
    count: usize,
    limits: &Limits,
) -> Result<Values<'a>, Refused> {
    let mut probe = reader.clone();
    let mut seen = Seen::default();
    for _ in 0..count {
        read_value(&mut probe, limits.depth, limits.depth, &mut seen)?;
    }
    let bytes = reader.take((probe.offset() - reader.offset()) as u64)?;
    Ok(Values {
        bytes,
        are_scalar: !seen.has_compound,
        longest_text_units: seen.longest_text_units,
    })
}

/// Reads one value; recursion ends at `depth_left`, so that no update can exhaust the stack, here or in yrs.
fn read_value(
    reader: &mut Reader<'_>,
    depth_left: u8,
    depth_most: u8,
    seen: &mut Seen,
) -> Result<(), Refused> {
    let offset = reader.offset();
    let tag = reader.u8()?;
    match tag {
        // Undefined, null, true, false.
        127 | 126 | 121 | 120 => {}
        125 => {
            reader.var_int()?;
        }
        124 => {
            reader.take(4)?;
        }
        123 | 122 => {
            reader.take(8)?;
        }
        119 => {
            let text = reader.var_string()?;
            let units = text.encode_utf16().count();
            seen.longest_text_units = seen.longest_text_units.max(units);
        }
        118 | 117 => {
            seen.has_compound = true;
            let depth_left = depth_left
                .checked_sub(1)
                .ok_or(Refused::TooDeep { most: depth_most })?;
            let is_map = tag == 118;
            let count = reader.count(if is_map { 2 } else { 1 })?;
            for _ in 0..count {
                if is_map {
                    reader.var_string()?;
                }
                read_value(reader, depth_left, depth_most, seen)?;
            }
        }
        116 => {
            seen.has_compound = true;
            reader.var_bytes()?;
        }
        tag => {
            return Err(Refused::UnknownContent {
                what: "value",
                kind: u64::from(tag),
                offset,
            });
        }
    }
    Ok(())
}

fn read_json<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Result<&'a str, Refused> {
    let offset = reader.offset();
    let text = reader.var_string()?;
    check_json(text, limits.depth, offset)?;
    Ok(text)
}

/// Demands JSON that yrs reads too: not nested too deep, every integer within 64 signed bits.
pub(super) fn check_json(text: &str, depth_most: u8, offset: usize) -> Result<(), Refused> {
    if json_depth(text) > usize::from(depth_most) {
        return Err(Refused::TooDeep { most: depth_most });
    }
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|_| Refused::BadJson { offset })?;
    if has_only_signed_integers(&value) {
        Ok(())
    } else {
        Err(Refused::BadJson { offset })
    }
}

/// The deepest nesting of brackets outside strings; for text that is not JSON, an upper bound.
fn json_depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let (mut is_in_string, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            _ if is_in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn has_only_signed_integers(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => !number.is_u64() || number.is_i64(),
        serde_json::Value::Array(values) => values.iter().all(has_only_signed_integers),
        serde_json::Value::Object(entries) => entries.values().all(has_only_signed_integers),
        _ => true,
    }
}
