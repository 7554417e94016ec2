//! The rules that documents are tested under: those of each kind of document, and one book with every kind of root.

use plenary_protocol::documents::{self, DocumentKind};
use plenary_protocol::gate::{Kind, Rules, Shape};
use plenary_protocol::id::{SeatId, TableId};
use serde::Deserialize;

/// Which rules a document stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rulebook {
    /// One owner, single values.
    Ballot,
    /// What a table writes.
    Table,
    /// What everybody is to read.
    Plenary,
    /// No document of Plenary's: the gate is to hold for any that may come.
    EveryRoot,
}

impl Rulebook {
    pub(crate) const ALL: [Rulebook; 4] = [
        Rulebook::Ballot,
        Rulebook::Table,
        Rulebook::Plenary,
        Rulebook::EveryRoot,
    ];

    pub(crate) fn rules(self) -> Rules {
        let of = documents::rules;
        match self {
            Rulebook::Ballot => of(DocumentKind::Ballot(SeatId::from_bytes([7; 16]))),
            Rulebook::Table => of(DocumentKind::Table(TableId::nth(1))),
            Rulebook::Plenary => of(DocumentKind::Plenary),
            Rulebook::EveryRoot => Rules {
                shape: Shape::Roots(&[
                    ("m", Kind::Map),
                    ("nodes", Kind::Map),
                    ("bytes", Kind::Map),
                    ("a", Kind::Array),
                    ("t", Kind::Text),
                    ("x", Kind::Xml),
                ]),
                ..of(DocumentKind::Plenary)
            },
        }
    }

    /// The roots and how the server reads each.
    pub(crate) fn roots(self) -> Vec<(&'static str, Kind)> {
        let (Shape::Roots(roots) | Shape::Cells { roots, .. }) = self.rules().shape;
        roots.to_vec()
    }
}
