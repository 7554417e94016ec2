//! A domain's finding as one sentence to read aloud, always with its number of people.

use super::{Shape, TENTATIVE_BELOW, shape};
use crate::framework::Framework;

/// The finding of a domain whose counts may be shown.
pub fn sentence(framework: &Framework, domain: &str, counts: &[u32]) -> String {
    let n: u32 = counts.iter().sum();
    let name = |level: u8| framework.levels[usize::from(level) - 1].name.as_str();
    let at = |level: u8| counts[usize::from(level) - 1];
    let finding = match shape(counts) {
        Shape::TooFew if n == 0 => return format!("{domain}: nobody has chosen a level."),
        Shape::TooFew => format!(
            "{}. Too few marks for a word",
            each_level(framework, counts)
        ),
        Shape::Consensus { level } => {
            format!("consensus on {}: {} of {n} say so", name(level), at(level))
        }
        Shape::Leaning { level, far } if 10 * far > n => {
            format!(
                "leaning to {}: {} of {n} say so, and {far} {} far away",
                name(level),
                at(level),
                is_or_are(far)
            )
        }
        Shape::Leaning { level, .. } => {
            format!("leaning to {}: {} of {n} say so", name(level), at(level))
        }
        Shape::Split { lower, higher } => {
            let word = if counts.len() == 2 {
                "divided"
            } else {
                "split"
            };
            format!(
                "{word} between {} ({}) and {} ({}), of {n}",
                name(lower),
                at(lower),
                name(higher),
                at(higher)
            )
        }
        Shape::Polarised {
            low_to,
            high_from,
            low,
            high,
        } => {
            let lower = span(framework, counts, 1, low_to);
            let higher = span(framework, counts, high_from, counts.len() as u8);
            format!("two camps: {low} of {n} say {lower}, {high} say {higher}")
        }
        Shape::Scattered => format!("scattered: {} of {n}", each_level(framework, counts)),
    };
    let tentative = match shape(counts) {
        Shape::TooFew => "",
        _ if n < TENTATIVE_BELOW => " Tentative, with so few marks.",
        _ => "",
    };
    format!("{domain}: {finding}.{tentative}")
}

/// The sentence of a domain whose counts may not be shown, because too few people marked it.
pub fn hidden_sentence(domain: &str, n: u32, minimum: u32) -> String {
    match n {
        0 => format!("{domain}: nobody has chosen a level."),
        1 => format!("{domain}: 1 person has chosen a level; counts are shown from {minimum}."),
        _ => format!("{domain}: {n} people have chosen a level; counts are shown from {minimum}."),
    }
}

fn is_or_are(people: u32) -> &'static str {
    if people == 1 { "is" } else { "are" }
}

fn each_level(framework: &Framework, counts: &[u32]) -> String {
    let marked: Vec<String> = framework
        .levels
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(level, count)| format!("{count} {}", level.name))
        .collect();
    marked.join(", ")
}

/// The levels of a camp that somebody marked, in words.
fn span(framework: &Framework, counts: &[u32], from: u8, to: u8) -> String {
    let names: Vec<&str> = (from..=to)
        .map(usize::from)
        .filter(|level| counts[level - 1] > 0)
        .map(|level| framework.levels[level - 1].name.as_str())
        .collect();
    match names.as_slice() {
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} or {second}"),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    }
}
