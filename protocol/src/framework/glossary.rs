//! Which words of the glossary a domain needs: the one rule, for phones, print and the tests alike. Pure.
//!
//! An entry is needed where its term, or another form that it names, stands in what the domain shows: as whole words,
//! in any case, its last word with or without an `s`. So "Champion" is found in "health inequality champions", and
//! nothing is found within another word.

use super::{Domain, GlossaryEntry};

/// The terms of the entries that this domain needs, in the glossary's order.
pub(super) fn terms_of(domain: &Domain, glossary: &[GlossaryEntry]) -> Vec<String> {
    let texts = [domain.name.as_str(), &domain.short_name]
        .into_iter()
        .chain(domain.question.as_deref())
        .chain(domain.descriptors.iter().map(String::as_str));
    let texts: Vec<Vec<String>> = texts.map(words).collect();
    let is_needed = |entry: &&GlossaryEntry| {
        std::iter::once(&entry.term)
            .chain(&entry.also)
            .map(|form| words(form))
            .any(|form| texts.iter().any(|text| stands_in(&form, text)))
    };
    glossary
        .iter()
        .filter(is_needed)
        .map(|entry| entry.term.clone())
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn stands_in(form: &[String], text: &[String]) -> bool {
    let Some((last, before)) = form.split_last() else {
        return false;
    };
    text.windows(form.len()).any(|found| {
        let (found_last, found_before) = found.split_last().expect("as long as the form");
        found_before == before
            && (found_last == last || found_last.strip_suffix('s') == Some(last.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(term: &str, also: &[&str], text: &str, is_found: bool) {
        let entry = GlossaryEntry {
            term: term.to_owned(),
            also: also.iter().map(ToString::to_string).collect(),
            meaning: String::new(),
        };
        let domain = Domain {
            id: "d".parse().expect("id"),
            name: "Name".to_owned(),
            short_name: "Name".to_owned(),
            group: None,
            question: None,
            descriptors: vec![text.to_owned()],
            terms: Vec::new(),
            about: None,
        };
        let found = terms_of(&domain, &[entry]) == [term];
        assert_eq!(found, is_found, "`{term}` in `{text}`");
    }

    #[test]
    fn a_term_is_found_as_whole_words_in_any_case_and_in_the_plural() {
        check(
            "Champion",
            &[],
            "Health inequality champions are known.",
            true,
        );
        check("Ward", &[], "Work towards better wards.", true);
        check("Ward", &[], "Work towards a better place.", false);
        check("In-reach", &[], "Outreach and in-reach models", true);
        check(
            "Whole system",
            &[],
            "Leaders from the whole system own it.",
            true,
        );
        check("Whole system", &[], "The whole of the system.", false);
        check("Commission", &[], "Joint commissioning.", false);
        check(
            "Commission",
            &["commissioning"],
            "Joint commissioning.",
            true,
        );
        check("École", &[], "Toutes les écoles.", true);
        check("---", &[], "A text - with --- dashes", false);
    }
}
