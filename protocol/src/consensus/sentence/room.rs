//! What the whole room marked.

use super::english;
use crate::{
    consensus::{Shape, TENTATIVE_BELOW, shape},
    framework::Framework,
    labels::Labelled as _,
};

pub(super) fn clause(framework: &Framework, counts: &[u32]) -> String {
    let n: u32 = counts.iter().sum();
    let name = |level: u8| framework.levels[usize::from(level) - 1].name.as_str();
    let at = |level: u8| counts[usize::from(level) - 1];
    let say = |level: u8| match at(level) {
        all if all == n => format!("all {n} say {}", name(level)),
        some => format!("{some} of {n} say {}", name(level)),
    };
    let shape = shape(counts);
    let word = &shape.verdict().label().in_sentence;
    match shape {
        Shape::TooFew if n == 0 => "nobody has chosen a level".to_owned(),
        Shape::TooFew => format!(
            "only {}, too few for a word, with {}",
            english::counted(n, "mark", "marks"),
            each_level(framework, counts)
        ),
        Shape::Consensus { level } => format!("{word}, {}", say(level)),
        Shape::Leaning { level, far } if n < 10 * far => {
            format!("{}, with {far} far away", say(level))
        }
        Shape::Leaning { level, .. } => say(level),
        Shape::Split { lower, higher } => {
            let word = match counts.len() {
                2 => "divided",
                _ => word,
            };
            let (low, high) = (at(lower), at(higher));
            let (lower, higher) = (name(lower), name(higher));
            format!("{word} between {lower} with {low} and {higher} with {high}, of {n}")
        }
        Shape::Polarised {
            low_to,
            high_from,
            low,
            high,
        } => {
            let lower = span(framework, counts, 1, low_to);
            let higher = span(framework, counts, high_from, counts.len() as u8);
            format!("{word} in two camps, {low} at {lower} and {high} at {higher}, of {n}")
        }
        Shape::Scattered => format!("{word}, with {}, of {n}", each_level(framework, counts)),
    }
}

/// Said where a word rests on few marks.
pub(super) fn caution(counts: &[u32]) -> Option<String> {
    let is_tentative =
        shape(counts) != Shape::TooFew && counts.iter().sum::<u32>() < TENTATIVE_BELOW;
    is_tentative.then(|| "Tentative, with so few marks.".to_owned())
}

pub(super) fn unsure(people: u32) -> Option<String> {
    let verb = if people == 1 { "was" } else { "were" };
    (0 < people).then(|| format!("{people} {verb} not sure."))
}

/// "6 at Emerging, 2 at Developing and 5 at Thriving": levels that nobody chose are left out.
fn each_level(framework: &Framework, counts: &[u32]) -> String {
    let chosen: Vec<String> = framework
        .levels
        .iter()
        .zip(counts)
        .filter(|(_, count)| 0 < **count)
        .map(|(level, count)| format!("{count} at {}", level.name))
        .collect();
    english::list(&chosen, "and")
}

/// The levels of a camp that somebody marked, in words.
fn span(framework: &Framework, counts: &[u32], from: u8, to: u8) -> String {
    let names: Vec<&str> = (from..=to)
        .map(usize::from)
        .filter(|level| 0 < counts[level - 1])
        .map(|level| framework.levels[level - 1].name.as_str())
        .collect();
    match names.as_slice() {
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} or {second}"),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    }
}
