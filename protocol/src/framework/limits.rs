//! How large a framework may be. Every cap has its reason; none is applied here.

use std::ops::RangeInclusive;

/// How long one text may be, in characters and in words.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextCap {
    pub(super) characters: usize,
    pub(super) words: usize,
}

impl TextCap {
    /// A cap on characters alone: so many characters cannot hold more words than that.
    const fn characters(characters: usize) -> Self {
        Self {
            characters,
            words: characters,
        }
    }
}

/// Ten domains of full cells take 30 kB, so this holds 40 domains and still parses in an instant.
pub(super) const TEXT_BYTES_MAX: usize = 256 * 1024;

/// More than anybody mends before linting again; a garbled file would fill a screen a line.
pub(super) const FINDINGS_MAX: usize = 100;

/// One level leaves no choice; more than seven fit neither a phone nor a memory.
pub(super) const LEVELS: RangeInclusive<usize> = 2..=7;

/// Nobody marks more than 40 domains in a sitting, and a tally's size follows from it.
pub(super) const DOMAINS: RangeInclusive<usize> = 1..=40;

/// One glossary screen; longer lists are not read.
pub(super) const GLOSSARY_ENTRIES_MAX: usize = 60;

/// A version is a label such as "1" or "2026-05", not a sentence.
pub(super) const VERSION: TextCap = TextCap::characters(16);

/// Two lines of a heading on a phone.
pub(super) const TITLE: TextCap = TextCap::characters(80);

/// One plain sentence.
pub(super) const SUMMARY: TextCap = TextCap {
    characters: 200,
    words: 30,
};

/// A citation with its note on wording.
pub(super) const SOURCE: TextCap = TextCap::characters(400);

/// A column head: it must fit above a heatmap cell.
pub(super) const LEVEL_NAME: TextCap = TextCap::characters(22);

/// A row's full name on its own page.
pub(super) const DOMAIN_NAME: TextCap = TextCap::characters(80);

/// A chart's row label at 320 pixels.
pub(super) const SHORT_NAME: TextCap = TextCap::characters(22);

/// A heading over several rows.
pub(super) const GROUP: TextCap = TextCap::characters(40);

/// A question that is read at one glance.
pub(super) const QUESTION: TextCap = TextCap {
    characters: 160,
    words: 20,
};

/// At 238 words a minute, four cells of 25 words are read in 25 seconds.
pub(super) const DESCRIPTOR: TextCap = TextCap {
    characters: 240,
    words: 25,
};

/// A word or a short phrase.
pub(super) const TERM: TextCap = TextCap::characters(60);

/// A verb, its noun and the person: no term needs more forms.
pub(super) const FORMS_MAX: usize = 6;

/// One or two sentences.
pub(super) const MEANING: TextCap = TextCap {
    characters: 280,
    words: 40,
};
