//! What the items of one kind of document may look like.
//!
//! A ballot's shape is narrow enough that its cells can be trusted without loading the document first.

use super::Refused;
use super::content::Content;
use super::read::{Body, Parent, Section, Struct};

/// The shapes of content a document may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Everything the gate can read.
    Free,
    /// Root maps of single values: cells, each overwritten at will.
    Cells {
        /// The names of the root maps.
        roots: &'static [&'static str],
        /// UTF-16 units in a cell's text.
        text_units: usize,
    },
}

/// Checks the new structs against the shape.
pub(super) fn check(new: &[Section<'_>], shape: &Shape) -> Result<(), Refused> {
    let &Shape::Cells { roots, text_units } = shape else {
        return Ok(());
    };
    for section in new {
        for entry in &section.structs {
            if let Some(problem) = problem_of(entry, roots, text_units) {
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

fn problem_of(entry: &Struct<'_>, roots: &[&str], text_units: usize) -> Option<&'static str> {
    let Body::Item(item) = &entry.body else {
        return None;
    };
    match item.parent {
        // The neighbour was checked when it came, and its map and key are this item's.
        Parent::Inherited => {}
        Parent::Root(name) if !roots.contains(&name) => return Some("no such root"),
        Parent::Root(_) if item.key.is_none() => return Some("an entry without a key"),
        Parent::Root(_) => {}
        Parent::Item(_) => return Some("an entry inside an entry"),
    }
    match &item.content {
        Content::Deleted => None,
        // Several values in a row are one cell's past, from a replica that collects no garbage; the last one counts.
        Content::Values(values) if !values.are_scalar => Some("a compound value"),
        Content::Values(values) if text_units < values.longest_text_units => {
            Some("a text too long")
        }
        Content::Values(_) => None,
        Content::Text(_) | Content::CutText(_) | Content::Type | Content::Atom => {
            Some("content that is not a value")
        }
    }
}
