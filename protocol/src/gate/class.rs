//! What the ledger keeps about an item beside its clock: how deep it is, where it stands, and whether it can be a parent.
//!
//! Without it two harmless updates make a deadly document: text in an array, which yrs reads for ever, or an item that
//! one parent owns and another lists, which outlives its parent's memory.

use super::content::{Content, Kind};

/// The class of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    /// How many types stand above it.
    pub(super) depth: u8,
    pub(super) home: Home,
    pub(super) role: Role,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Under a key; what overwrites it is its right neighbour.
    Entry(Kind),
    /// In the row of a parent of this kind.
    Row(Kind, Place),
    /// In a parent that was deleted before the item came; it is collected on arrival.
    Nowhere,
}

/// Whose row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A root, by its position among the document's roots.
    Root(u32),
    /// A type, by its id.
    Child { client: u64, clock: u32 },
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

/// A class as three numbers: depth, home and role; then the place.
pub(super) type Code = (u32, u64, u32);

const KINDS: [Kind; 4] = [Kind::Map, Kind::Array, Kind::Text, Kind::Xml];

impl Class {
    /// An entry of a root map that is not a type: all of a ballot's items are, so the ledger leaves them out.
    pub(super) const PLAIN: Class = Class {
        depth: 0,
        home: Home::Entry(Kind::Map),
        role: Role::Plain,
    };

    /// A place without content.
    pub(super) const GONE: Class = Class {
        depth: 0,
        home: Home::Nowhere,
        role: Role::Gone,
    };

    /// A child is one level deeper than its parent and still fits the byte it is written in.
    pub(super) const DEPTH_MOST: u8 = 254;

    pub(super) fn of(depth: u8, home: Home, content: &Content<'_>) -> Self {
        let role = match content {
            Content::Type { kind, .. } => Role::Type(*kind),
            Content::Deleted => Role::Gone,
            _ => Role::Plain,
        };
        Class { depth, home, role }
    }

    pub(super) fn to_code(self) -> Code {
        let number = |kind| KINDS.iter().position(|&other| other == kind).unwrap_or(0) as u32;
        let (home, client, clock) = match self.home {
            Home::Nowhere => (0, 0, 0),
            Home::Entry(kind) => (1 + number(kind), 0, 0),
            Home::Row(kind, Place::Root(root)) => (5 + number(kind), 0, root),
            Home::Row(kind, Place::Child { client, clock }) => (9 + number(kind), client, clock),
        };
        let role = match self.role {
            Role::Plain => 0,
            Role::Gone => 1,
            Role::Type(kind) => 2 + number(kind),
        };
        let code = u32::from(self.depth) | home << 8 | role << 12;
        (code, client, clock)
    }

    pub(super) fn from_code((code, client, clock): Code) -> Option<Self> {
        let kind = |number: u32| KINDS.get(number as usize).copied();
        let home = match code >> 8 & 0xf {
            0 => Home::Nowhere,
            number @ 1..=4 => Home::Entry(kind(number - 1)?),
            number @ 5..=8 => Home::Row(kind(number - 5)?, Place::Root(clock)),
            number => Home::Row(kind(number - 9)?, Place::Child { client, clock }),
        };
        let role = match code >> 12 {
            0 => Role::Plain,
            1 => Role::Gone,
            number => Role::Type(kind(number - 2)?),
        };
        Some(Class {
            depth: code as u8,
            home,
            role,
        })
    }
}

impl Home {
    /// Where an item stands that names its parent and, if it has one, its key.
    pub(super) fn first(kind: Kind, place: Place, has_key: bool) -> Result<Self, &'static str> {
        match (kind, has_key) {
            (Kind::Map, false) => Err("an entry of a map without a key"),
            (Kind::Array, true) => Err("an entry of an array with a key"),
            (_, true) => Ok(Home::Entry(kind)),
            (_, false) => Ok(Home::Row(kind, place)),
        }
    }

    /// Where an item stands that names its neighbours.
    ///
    /// Both must be in one row. Yjs gives an entry no right neighbour, and where only one of two has been collected
    /// Yjs and yrs disagree about the item between them.
    pub(super) fn beside(left: Option<Home>, right: Option<Home>) -> Result<Self, &'static str> {
        match (left, right) {
            (Some(left), None) => Ok(left),
            (Some(Home::Entry(_)), _) | (_, Some(Home::Entry(_))) => {
                Err("an entry with a right neighbour")
            }
            (None, Some(right)) => Ok(right),
            (Some(left), Some(right)) if left == right => Ok(left),
            (Some(_), Some(_)) => Err("neighbours in different places"),
            (None, None) => Ok(Home::Nowhere),
        }
    }

    /// Why content cannot stand here, if it cannot.
    pub(super) fn misfit(self, content: &Content<'_>) -> Option<&'static str> {
        let is_text = matches!(
            content,
            Content::Text(_) | Content::CutText(_) | Content::Mark { .. }
        );
        let is_xml_node = matches!(
            content,
            Content::Type {
                is_xml_node: true,
                ..
            } | Content::Deleted
        );
        match self {
            Home::Nowhere | Home::Row(Kind::Text, _) => None,
            Home::Entry(_) | Home::Row(Kind::Array | Kind::Map, _) if is_text => {
                Some("text outside a text")
            }
            Home::Row(Kind::Xml, _) if !is_xml_node => Some("not an element inside an element"),
            _ => None,
        }
    }
}
