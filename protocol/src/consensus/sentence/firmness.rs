//! How firm the word is.

use super::english;
use crate::{
    consensus::{OneAway, Outstanding, Verdict},
    labels::Labelled as _,
};

/// What one person could make of it. None where that is not told.
pub(super) fn one_away(words: Option<&[OneAway]>) -> Option<String> {
    let reachable: Vec<Verdict> = words?.iter().map(|word| word.verdict).collect();
    Some(if reachable.is_empty() {
        "Nobody alone could change that by moving one level.".to_owned()
    } else {
        format!(
            "One person moving one level could make it {}.",
            either(&reachable)
        )
    })
}

/// What missing marks could make of it. None where that is not told, or none is missing.
pub(super) fn outstanding(found: Option<&Outstanding>) -> Option<String> {
    let found = found.filter(|found| 0 < found.missing)?;
    let missing = format!(
        "The {} still missing",
        english::counted(found.missing, "mark", "marks")
    );
    let possible: Vec<Verdict> = found.possible.iter().map(|word| word.verdict).collect();
    Some(match found.can_change() {
        Some(false) => format!("{missing} cannot change the word."),
        Some(true) => format!("{missing} could leave it {}.", either(&possible)),
        None => format!("{missing} may still change the word."),
    })
}

fn either(verdicts: &[Verdict]) -> String {
    let said: Vec<String> = verdicts
        .iter()
        .map(|verdict| verdict.label().make_it.clone())
        .collect();
    english::list(&said, "or")
}
