//! Small pieces of English: lists, plurals, and a verdict as it is said.

use crate::{consensus::Verdict, round::Grouping};

/// "one", "one and two", "one, two and three".
pub(super) fn list(items: &[String], last_joined_by: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {last_joined_by} {last}", first.join(", ")),
    }
}

/// What a room is called by a verdict: "make it …".
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consensus => "a consensus",
        Verdict::Leaning => "leaning",
        Verdict::Split => "split",
        Verdict::Polarised => "two camps",
        Verdict::Scattered => "scattered",
        Verdict::TooFew => "too few for a word",
    }
}

/// A grouping's groups.
pub(super) fn plural(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Sector => "sectors",
        Grouping::Table => "tables",
        Grouping::Organisation => "organisations",
        Grouping::Sphere => "spheres of influence",
    }
}

/// "1 mark", "3 marks".
pub(super) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
