//! What one kind of document may look like: its roots, and for a ballot its cells.
//!
//! A ballot's shape is narrow enough that its cells can be trusted without loading the document first.

use super::Refused;
use super::content::{Content, Kind};
use super::read::{Body, Parent, Section, Struct};

/// The roots a document may have, and how much may be in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// These roots, with anything in them that their kinds can hold.
    ///
    /// The server must read each root as the kind named here: yrs does not survive text in what is read as an array.
    /// A new root goes to the end: ledgers that are already written know roots by position.
    Roots(&'static [(&'static str, Kind)]),
    /// Root maps of single values: cells, each overwritten at will.
    Cells {
        /// The root maps.
        roots: &'static [(&'static str, Kind)],
        /// UTF-16 units in a cell's text.
        text_units: usize,
    },
}

impl Shape {
    /// The position and kind of a root, if the document may have it.
    pub(super) fn root(&self, name: &str) -> Option<(u32, Kind)> {
        let (Shape::Roots(roots) | Shape::Cells { roots, .. }) = self;
        let position = roots.iter().position(|(root, _)| *root == name)?;
        Some((position as u32, roots[position].1))
    }
}

/// Checks the new structs of a document of cells; roots and keys are checked with their places.
pub(super) fn check_cells(new: &[Section<'_>], shape: &Shape) -> Result<(), Refused> {
    let &Shape::Cells { text_units, .. } = shape else {
        return Ok(());
    };
    for section in new {
        for entry in &section.structs {
            if let Some(problem) = problem_of(entry, text_units) {
                return Err(Refused::Shape {
                    client: section.client,
                    clock: entry.clock,
                    problem,
                });
            }
        }
    }
    Ok(())
}

fn problem_of(entry: &Struct<'_>, text_units: usize) -> Option<&'static str> {
    let Body::Item(item) = &entry.body else {
        return None;
    };
    if matches!(item.parent, Parent::Item(_)) {
        return Some("an entry inside an entry");
    }
    match &item.content {
        Content::Deleted => None,
        Content::Values(values) if !values.are_scalar => Some("a compound value"),
        Content::Values(values) if text_units < values.longest_text_units => {
            Some("a text too long")
        }
        Content::Values(_) => None,
        _ => Some("content that is not a value"),
    }
}
