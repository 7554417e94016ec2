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
            "too few marks for a word, with {}",
            each_level(framework, counts)
        ),
        Shape::Consensus { level } => {
            format!(
                "consensus on {}, chosen by {} of {n}",
                name(level),
                at(level)
            )
        }
        Shape::Leaning { level, far } if 10 * far > n => format!(
            "leaning to {}, chosen by {} of {n}, with {far} far away",
            name(level),
            at(level)
        ),
        Shape::Leaning { level, .. } => {
            format!("leaning to {}, chosen by {} of {n}", name(level), at(level))
        }
        Shape::Split { lower, higher } => {
            let word = if counts.len() == 2 {
                "divided"
            } else {
                "split"
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
            format!("two camps, {low} at {lower} and {high} at {higher}, of {n}")
        }
        Shape::Scattered => format!("scattered, with {}, of {n}", each_level(framework, counts)),
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

/// "6 at Emerging, 2 at Developing and 5 at Thriving": levels that nobody chose are left out.
fn each_level(framework: &Framework, counts: &[u32]) -> String {
    let mut chosen: Vec<String> = framework
        .levels
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(level, count)| format!("{count} at {}", level.name))
        .collect();
    match chosen.pop() {
        Some(last) if chosen.is_empty() => last,
        Some(last) => format!("{} and {last}", chosen.join(", ")),
        None => String::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::built_in_by_id;

    fn check(counts: [u32; 4], expected: &str) {
        let framework = built_in_by_id("pit-a").expect("built in");
        assert_eq!(
            sentence(framework, "Leadership", &counts),
            format!("Leadership: {expected}.")
        );
    }

    #[test]
    fn each_word_has_its_sentence_and_each_sentence_its_number_of_people() {
        check([0, 0, 0, 0], "nobody has chosen a level");
        check(
            [1, 3, 0, 0],
            "too few marks for a word, with 1 at Emerging and 3 at Developing",
        );
        check([0, 18, 3, 1], "consensus on Developing, chosen by 18 of 22");
        check([2, 14, 5, 1], "leaning to Developing, chosen by 14 of 22");
        check(
            [2, 13, 3, 4],
            "leaning to Developing, chosen by 13 of 22, with 4 far away",
        );
        check(
            [0, 10, 9, 3],
            "split between Developing with 10 and Maturing with 9, of 22",
        );
        check(
            [1, 10, 10, 1],
            "split between Developing with 10 and Maturing with 10, of 22",
        );
        check(
            [8, 2, 2, 10],
            "two camps, 10 at Emerging or Developing and 10 at Thriving, of 22",
        );
        check(
            [6, 6, 6, 6],
            "scattered, with 6 at Emerging, 6 at Developing, 6 at Maturing and 6 at Thriving, of 24",
        );
    }

    #[test]
    fn with_few_marks_the_sentence_says_that_it_is_tentative() {
        check(
            [0, 5, 0, 0],
            "consensus on Developing, chosen by 5 of 5. Tentative, with so few marks",
        );
    }

    #[test]
    fn a_hidden_domain_says_from_how_many_it_is_shown() {
        assert_eq!(
            hidden_sentence("Leadership", 1, 5),
            "Leadership: 1 person has chosen a level; counts are shown from 5."
        );
    }
}
