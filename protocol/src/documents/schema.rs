//! What stands where in every shared document, as data: roots, fields, what a field holds and how much of it is shown.
//!
//! From here come what the gate lets in, the reader of every kind (in Rust and in TypeScript, which has the same table as
//! `generated/documents.ts`) and the tables of docs/PROTOCOL.md. What compares fields with each other is not data: it stands
//! beside each kind's types. A new field is one line here and one in its type.

use serde::Serialize;

use super::DocumentKind;

mod ids;
mod map;
mod others;
mod plan;
mod table;

pub use ids::IdKind;
pub use map::MAP;
pub(super) use others::BALLOT_VALUE_UNITS;
pub use others::{BALLOT, PLENARY, TABLE};
pub use plan::PLAN;
pub use table::markdown;

/// The roots of one kind of document. The order is kept for ever, and a new root goes to the end: what has been admitted is
/// known by the position of its root. A reference names a root that stands before its own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Schema {
    /// The roots.
    pub roots: &'static [Root],
}

/// One root of a document.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Root {
    /// Its name in the document.
    pub name: &'static str,
    /// Under which name it is read.
    pub shown: &'static str,
    /// What it holds.
    #[serde(flatten)]
    pub holds: Holds,
}

/// What a root holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "holds", rename_all = "snake_case")]
pub enum Holds {
    /// A text of its own; a root cannot be replaced, so even a line is merged letter by letter.
    Text {
        /// How it is shown.
        #[serde(flatten)]
        writing: Writing,
    },
    /// These entries, each under its name.
    Entries {
        /// The entries.
        fields: &'static [Field],
    },
    /// `true` under some of these words; read as a list of them.
    Flags {
        /// The words.
        words: &'static [&'static str],
    },
    /// Items in their order.
    Items {
        /// Which.
        #[serde(flatten)]
        items: Items,
    },
    /// Texts under keys that are not listed here, such as the ids of domains. All of each is shown: the size of the
    /// document bounds it.
    Texts {
        /// What a key is made of.
        key: &'static str,
    },
    /// Single values under keys that are not listed here, each replaced as a whole.
    Values {
        /// What a key is made of.
        key: &'static str,
        /// What each is.
        value: ValueKind,
    },
}

/// Characters that are shown, and whether on one line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Writing {
    /// Whether a line feed becomes a space.
    pub is_line: bool,
    /// The most characters that are shown.
    pub cap: usize,
}

/// What a single value is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ValueKind {
    /// A level from 1, or `unsure`.
    Mark,
    /// A level from 1.
    Level,
    /// How many.
    Count,
    /// A text.
    Reason {
        /// The most characters.
        cap: usize,
    },
}

/// Items of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Items {
    /// The most that are shown.
    pub most: usize,
    /// Whether each leads from one thing to another, by its fields `from` and `to`: of several between the same two the one
    /// with the smallest id is shown, and they stand in the order of what they join.
    pub is_joining: bool,
    /// What each has.
    pub fields: &'static [Field],
}

/// What stands under one name of an item.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Field {
    /// Its name in the document.
    pub name: &'static str,
    /// Under which name it is read.
    pub shown: &'static str,
    /// Whether an item without it, or with something else in its place, is not shown.
    pub is_required: bool,
    /// What it holds.
    #[serde(flatten)]
    pub kind: FieldKind,
}

/// What a field holds. Whatever else stands there counts as absent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// A line, which is replaced as a whole.
    Line {
        /// The most characters that are shown.
        cap: usize,
    },
    /// A line that counts as absent where it is not a string.
    Label {
        /// The most characters that are shown.
        cap: usize,
    },
    /// A text that is merged letter by letter.
    Text {
        /// The most characters that are shown.
        cap: usize,
    },
    /// One of these words.
    Word {
        /// The words.
        words: &'static [&'static str],
        /// What holds where it is none of them.
        otherwise: Option<&'static str>,
    },
    /// `true`, or not.
    Flag,
    /// A day, such as `2026-11-23`.
    Day,
    /// A number from nought, whole or not.
    Number {
        /// The largest.
        most: u64,
    },
    /// An id of this kind, whether or not there is such a thing.
    Id {
        /// Which kind.
        id: IdKind,
    },
    /// The id of a shown item of one of these roots.
    Reference {
        /// The roots.
        roots: &'static [&'static str],
    },
    /// The ids, each with `true`, of shown items of this root; read in their order.
    Ticks {
        /// The root.
        root: &'static str,
    },
    /// A string of parts with slashes between them, the first of which says what the others are.
    Path {
        /// The forms that it can have.
        forms: &'static [PathForm],
    },
    /// Fields of the same item that are read together.
    Group {
        /// The fields.
        fields: &'static [Field],
    },
    /// Items in the item.
    Items {
        /// Which.
        #[serde(flatten)]
        items: Items,
    },
}

/// One form of a path.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PathForm {
    /// Its first part.
    pub kind: &'static str,
    /// The other parts. The last one takes all that follows, slashes included.
    pub parts: &'static [PathPart],
}

/// One part of a path. Without one of its parts there is no path.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PathPart {
    /// Under which name it is read.
    pub shown: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub holds: PartHolds,
}

/// What a part of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartHolds {
    /// An id.
    Id {
        /// Of which kind.
        id: IdKind,
    },
    /// A line that is not empty.
    Line {
        /// The most characters that are shown.
        cap: usize,
    },
}

impl Field {
    const fn new(name: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            shown: name,
            is_required: false,
            kind,
        }
    }

    const fn read_as(mut self, shown: &'static str) -> Self {
        self.shown = shown;
        self
    }

    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }
}

impl Root {
    const fn new(name: &'static str, holds: Holds) -> Self {
        Self {
            name,
            shown: name,
            holds,
        }
    }

    const fn items(name: &'static str, most: usize, fields: &'static [Field]) -> Self {
        let items = Items::new(most, fields);
        Self::new(name, Holds::Items { items })
    }

    const fn joining(name: &'static str, most: usize, fields: &'static [Field]) -> Self {
        let mut items = Items::new(most, fields);
        items.is_joining = true;
        Self::new(name, Holds::Items { items })
    }
}

impl Items {
    const fn new(most: usize, fields: &'static [Field]) -> Self {
        Self {
            most,
            is_joining: false,
            fields,
        }
    }
}

const fn line(name: &'static str, cap: usize) -> Field {
    Field::new(name, FieldKind::Line { cap })
}

const fn label(name: &'static str, cap: usize) -> Field {
    Field::new(name, FieldKind::Label { cap })
}

const fn text(name: &'static str, cap: usize) -> Field {
    Field::new(name, FieldKind::Text { cap })
}

const fn word(name: &'static str, words: &'static [&'static str]) -> Field {
    let otherwise = None;
    Field::new(name, FieldKind::Word { words, otherwise })
}

const fn word_or(
    name: &'static str,
    words: &'static [&'static str],
    otherwise: &'static str,
) -> Field {
    let otherwise = Some(otherwise);
    Field::new(name, FieldKind::Word { words, otherwise })
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, FieldKind::Flag)
}

const fn day(name: &'static str) -> Field {
    Field::new(name, FieldKind::Day)
}

const fn reference(name: &'static str, roots: &'static [&'static str]) -> Field {
    Field::new(name, FieldKind::Reference { roots })
}

const fn within(name: &'static str, most: usize, fields: &'static [Field]) -> Field {
    let items = Items::new(most, fields);
    Field::new(name, FieldKind::Items { items })
}

const NOTHING: Schema = Schema { roots: &[] };

impl DocumentKind {
    /// What stands in a document of this kind.
    pub const fn schema(&self) -> &'static Schema {
        match self {
            DocumentKind::Session => &NOTHING,
            DocumentKind::Ballot(_) => &BALLOT,
            DocumentKind::Table(_) => &TABLE,
            DocumentKind::Plenary => &PLENARY,
            DocumentKind::Map(_) => &MAP,
            DocumentKind::Plan => &PLAN,
        }
    }
}

impl Schema {
    /// The names of the roots that hold items: these are taken out by a mark, and never deleted.
    pub fn item_roots(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        let is_of_items = |root: &&Root| matches!(root.holds, Holds::Items { .. });
        let roots = self.roots.iter().filter(is_of_items);
        roots.map(|root| root.name)
    }
}
