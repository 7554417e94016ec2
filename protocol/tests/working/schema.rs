//! The two kinds of working document, and what apps write in them, by their schema.

use plenary_protocol::{
    documents::{
        self, DocumentKind,
        schema::{Field, FieldKind, Root},
    },
    gate::Rules,
    id::MapId,
};

/// The two kinds of working document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// A process map.
    Map,
    /// An action plan.
    Plan,
}

/// Names, and what stands under each.
pub(crate) type Fields = &'static [Field];

impl Paper {
    fn kind(self) -> DocumentKind {
        match self {
            Paper::Map => DocumentKind::Map(MapId::nth(1)),
            Paper::Plan => DocumentKind::Plan,
        }
    }

    /// What the gate allows in it.
    pub(crate) fn rules(self) -> Rules {
        documents::rules(self.kind())
    }

    /// Its roots, and what each holds.
    pub(crate) fn roots(self) -> &'static [Root] {
        self.kind().schema().roots
    }
}

/// The names that stand in an item itself: what is read together stands beside the rest.
pub(crate) fn names(fields: Fields) -> Vec<&'static Field> {
    let mut names = Vec::new();
    for field in fields {
        match field.kind {
            FieldKind::Group { fields } => names.extend(fields),
            _ => names.push(field),
        }
    }
    names
}
