//! What the books keep about an item beside its clock: how deep it is, what kind of place it is in, and whether it can
//! be a parent.
//!
//! Without it, text could be put into an array across two updates: yrs then reads that array for ever, or panics.

use super::content::{Content, Kind};

/// The class of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    /// How many types stand above it.
    pub(super) depth: u8,
    /// The kind of its parent; none where it is collected with its parent.
    pub(super) home: Option<Kind>,
    pub(super) role: Role,
}

/// What an item can be to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A neighbour only.
    Plain,
    /// A neighbour, or a parent of what will be collected.
    Gone,
    /// A parent.
    Type(Kind),
}

const KINDS: [Kind; 4] = [Kind::Map, Kind::Array, Kind::Text, Kind::Xml];

impl Class {
    /// An entry of a root map that is not a type: all of a ballot's items are, so the books leave them out.
    pub(super) const PLAIN: Class = Class {
        depth: 0,
        home: Some(Kind::Map),
        role: Role::Plain,
    };

    /// A place without content.
    pub(super) const GONE: Class = Class {
        depth: 0,
        home: None,
        role: Role::Gone,
    };

    /// A child is one level deeper than its parent and still fits the byte it is written in.
    pub(super) const DEPTH_MOST: u8 = 254;

    pub(super) fn of(depth: u8, home: Option<Kind>, content: &Content<'_>) -> Self {
        let role = match content {
            Content::Type { kind, .. } => Role::Type(*kind),
            Content::Deleted => Role::Gone,
            _ => Role::Plain,
        };
        Class { depth, home, role }
    }

    /// One number: depth, home, role.
    pub(super) fn to_code(self) -> u32 {
        let place = |kind| KINDS.iter().position(|&other| other == kind).unwrap_or(0) as u32;
        let home = self.home.map_or(0, |kind| 1 + place(kind));
        let role = match self.role {
            Role::Plain => 0,
            Role::Gone => 1,
            Role::Type(kind) => 2 + place(kind),
        };
        u32::from(self.depth) | home << 8 | role << 12
    }

    pub(super) fn from_code(code: u32) -> Option<Self> {
        let kind = |place: u32| KINDS.get(place as usize).copied();
        let home = match code >> 8 & 0xf {
            0 => None,
            home => Some(kind(home - 1)?),
        };
        let role = match code >> 12 {
            0 => Role::Plain,
            1 => Role::Gone,
            role => Role::Type(kind(role - 2)?),
        };
        Some(Class {
            depth: code as u8,
            home,
            role,
        })
    }
}

/// Why content cannot stand in a place of this kind, if it cannot.
pub(super) fn misfit(home: Option<Kind>, content: &Content<'_>) -> Option<&'static str> {
    match (home, content) {
        (None | Some(Kind::Text), _) | (_, Content::Deleted) => None,
        (_, Content::Text(_) | Content::CutText(_) | Content::Mark) => Some("text outside a text"),
        (Some(Kind::Xml), Content::Type { is_xml_node, .. }) if !is_xml_node => {
            Some("not an element inside an element")
        }
        _ => None,
    }
}

/// Says what is wrong when an entry that starts a place has a key and should not, or the reverse.
pub(super) fn check_key(home: Option<Kind>, has_key: bool) -> Result<(), &'static str> {
    match home {
        Some(Kind::Map) if !has_key => Err("an entry of a map without a key"),
        Some(Kind::Array) if has_key => Err("an entry of an array with a key"),
        _ => Ok(()),
    }
}
