//! Finds a join code in what people paste: with a full stop behind it, in brackets, in a link, in an e-mail.
//!
//! The web app reads by the same rules before it asks, so that an e-mail never stands in an address; the vectors in
//! `vectors/codes.json` hold the two together.

use super::{ALPHABET, LENGTH};
use crate::limits;

/// Why no code was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// There is none.
    NoCode,
    /// There are several, and none is likelier than another.
    SeveralCodes,
}

type Code = [u8; LENGTH];

/// Between two letters of one code stand at most so many others: `K – Q`, or `*KQM* *4WTX*`.
const GAP: usize = 3;

/// Finds the one code of a text. The likeliest places come first, and where one of them has a code no other is looked at.
pub(super) fn find(text: &str) -> Result<Code, Missing> {
    if limits::CODE_TEXT_CHARACTERS < text.chars().count() {
        return Err(Missing::NoCode);
    }
    let letters = plain(text);
    let places = [in_links, after_the_word, alone, anywhere];
    for codes in places {
        let found = codes(&letters);
        let Some(first) = found.first() else { continue };
        return match found.iter().all(|code| code == first) {
            true => Ok(*first),
            false => Err(Missing::SeveralCodes),
        };
    }
    Err(Missing::NoCode)
}

/// The text as it was meant: escapes of addresses undone, also where a mail filter has wrapped a link in another; wide
/// letters narrow, invisible ones gone, capitals, one kind of hyphen and of space.
fn plain(text: &str) -> Vec<char> {
    unescaped(&unescaped(text))
        .chars()
        .filter_map(|letter| match letter {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => None,
            '\u{2010}'..='\u{2015}'
            | '\u{2043}'
            | '\u{2212}'
            | '\u{fe58}'
            | '\u{fe63}'
            | '\u{ff0d}' => Some('-'),
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
            letter if letter.is_whitespace() => Some(' '),
            letter => Some(letter),
        })
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// Undoes `%20` and the like, a run at a time; what is no UTF-8 stays as it is.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, run) = rest.split_at(at);
        plain.push_str(before);
        let bytes: Vec<u8> = run.as_bytes().chunks(3).map_while(escape).collect();
        let end = 3 * bytes.len();
        match String::from_utf8(bytes) {
            Ok(decoded) if 0 < end => plain.push_str(&decoded),
            _ => plain.push_str(&run[..end.max(1)]),
        }
        rest = &run[end.max(1)..];
    }
    plain + rest
}

fn escape(chunk: &[u8]) -> Option<u8> {
    let [b'%', high, low] = chunk else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(16 * digit(high)? + digit(low)?).ok()
}

/// Behind `/join/`.
fn in_links(letters: &[char]) -> Vec<Code> {
    behind(letters, &['/', 'J', 'O', 'I', 'N', '/'])
        .filter_map(|at| code_at(letters, skip(letters, at), is_spacing))
        .map(|(code, _)| code)
        .collect()
}

/// Behind the word "code", with or without "is".
fn after_the_word(letters: &[char]) -> Vec<Code> {
    behind(letters, &['C', 'O', 'D', 'E'])
        .filter_map(|at| {
            let at = skip(letters, at);
            let is =
                letters.get(at..at + 2) == Some(&['I', 'S']) && !is_word_letter(letters, at + 2);
            let at = if is { skip(letters, at + 2) } else { at };
            code_at(letters, at, is_spacing)
        })
        .map(|(code, _)| code)
        .collect()
}

/// Nothing else is there.
fn alone(letters: &[char]) -> Vec<Code> {
    let found = code_at(letters, skip(letters, 0), |letter| {
        !letter.is_alphanumeric()
    });
    found
        .filter(|(_, end)| skip(letters, *end) == letters.len())
        .map(|(code, _)| vec![code])
        .unwrap_or_default()
}

/// A word of seven, or one of three and one of four as the screen shows it.
fn anywhere(letters: &[char]) -> Vec<Code> {
    let mut found = Vec::new();
    for at in 0..letters.len() {
        if 0 < at && is_word_letter(letters, at - 1) {
            continue;
        }
        let word = |at: usize| {
            letters[at..]
                .iter()
                .take_while(|letter| letter.is_alphanumeric())
                .count()
        };
        let first = word(at);
        let is_shown_so =
            first == 3 && letters.get(at + 3).copied().is_some_and(is_spacing) && word(at + 4) == 4;
        if first == LENGTH || is_shown_so {
            found.extend(code_at(letters, at, is_spacing).map(|(code, _)| code));
        }
    }
    found
}

/// What stands behind each of these.
fn behind<'a>(letters: &'a [char], text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    (text.len()..=letters.len()).filter(move |end| letters[..*end].ends_with(text))
}

/// The next letter or digit.
fn skip(letters: &[char], at: usize) -> usize {
    let between = letters[at..]
        .iter()
        .take_while(|letter| !letter.is_alphanumeric());
    at + between.count()
}

/// Reads one code that begins here and ends with a word, and where it ends.
fn code_at(letters: &[char], begin: usize, is_gap: fn(char) -> bool) -> Option<(Code, usize)> {
    let mut code = Code::default();
    let mut at = begin;
    #[allow(clippy::needless_range_loop)] // Both texts are read at the same place.
    for place in 0..LENGTH {
        if 0 < place {
            let gap = letters[at..]
                .iter()
                .take_while(|letter| is_gap(**letter))
                .count();
            at += if gap <= GAP { gap } else { return None };
        }
        let letter = u8::try_from(*letters.get(at)?).ok()?;
        code[place] = ALPHABET.contains(&letter).then_some(letter)?;
        at += 1;
    }
    (!is_word_letter(letters, at)).then_some((code, at))
}

fn is_word_letter(letters: &[char], at: usize) -> bool {
    letters
        .get(at)
        .is_some_and(|letter| letter.is_alphanumeric())
}

fn is_spacing(letter: char) -> bool {
    matches!(letter, ' ' | '-')
}
