//! A framework is data: ordered levels, ordered domains, a descriptor for each cell.
//!
//! Owns the shape of a framework, the ones built into the binary, and the check that every
//! framework text passes. It never touches marks, never reads a file, and never changes a
//! framework once it has been read.

mod about;
mod built_in;
mod glossary;
mod id;
mod limits;
mod lint;
mod reader;
mod rules;

#[cfg(test)]
mod content_tests;
#[cfg(test)]
mod lint_tests;

use serde::{Deserialize, Serialize};

pub use about::{ActionAspect, DomainAbout};
pub use built_in::{built_in, built_in_by_id};
pub use id::{DomainId, FrameworkId, InvalidId};
pub use lint::{Finding, lint};

/// A matrix of domains × levels that a workshop marks, with the words that explain it.
///
/// Text from outside becomes a framework through [`Framework::parse`]. Deserialising is for
/// what Plenary wrote itself: it checks the ids, and trusts the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Framework {
    /// Names the framework in links, commands and results.
    pub id: FrameworkId,
    /// Tells two wordings of the same framework apart.
    pub version: String,
    /// What a person sees as its name.
    pub title: String,
    /// One plain sentence saying what it is for.
    pub summary: String,
    /// Where it comes from, and whose words it uses.
    pub source: String,
    /// The columns, lowest first.
    // Invariant: 2 to 7 of them, and `levels[i].level == i + 1`.
    pub levels: Vec<Level>,
    /// The rows, in the order in which they are marked.
    // Invariant: 1 to 40 of them, no id twice, the domains of a group next to each other.
    pub domains: Vec<Domain>,
    /// Words that a participant may not know.
    pub glossary: Vec<GlossaryEntry>,
}

/// One column of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Level {
    /// The numeral that stands beside the name; 1 is the lowest.
    pub level: u8,
    /// The word for this level, e.g. "Emerging".
    pub name: String,
}

/// One row of a framework: the thing that is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Domain {
    /// Marks are stored under it, so it never changes.
    pub id: DomainId,
    /// The full name.
    pub name: String,
    /// A name of at most 22 characters, for charts and phones.
    pub short_name: String,
    /// The heading that this domain shares with its neighbours, if any.
    pub group: Option<String>,
    /// The question a participant answers by marking, if any.
    pub question: Option<String>,
    /// What each level looks like in this domain, lowest first.
    // Invariant: empty, or exactly one for each level.
    pub descriptors: Vec<String>,
    /// The glossary's terms that this domain needs, as `glossary` finds them.
    pub terms: Vec<String>,
    /// What it is about, where it was made of a map's step or of an action.
    pub about: Option<DomainAbout>,
}

/// A word and its plain meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GlossaryEntry {
    /// The word or phrase, as it stands in the framework.
    pub term: String,
    /// Other forms of it that stand there and need the same explanation.
    #[serde(default)]
    #[schema(required)]
    pub also: Vec<String>,
    /// What it means, in a sentence.
    pub meaning: String,
}

impl Framework {
    /// Reads a framework from TOML, or says everything that is wrong with it, line by line.
    ///
    /// # Errors
    /// The findings of [`lint`], never an empty list.
    pub fn parse(toml_text: &str) -> Result<Self, Vec<Finding>> {
        lint::read(toml_text)
    }

    /// The framework with the terms that each domain needs.
    #[must_use]
    fn explained(mut self) -> Self {
        for domain in &mut self.domains {
            domain.terms = glossary::terms_of(domain, &self.glossary);
        }
        self
    }

    /// How many levels a mark may choose from; the highest level has this number.
    pub fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// Where a domain stands in the framework's order, counted from 0.
    pub fn domain_index(&self, id: &DomainId) -> Option<usize> {
        self.domains.iter().position(|domain| domain.id == *id)
    }

    /// The domain with this id.
    pub fn domain(&self, id: &DomainId) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.id == *id)
    }
}
