//! What people call things: freed of what nobody can see and of what turns other people's words round.
//!
//! Knows characters alone. How long a name may be, and what to say of one that will not do, is its user's matter.

/// Whether a character only gives a direction to what stands around it: embeddings, overrides and isolates. In a name
/// they can turn the words behind it round; a name in any script is written without them. The plain marks (U+200E,
/// U+200F, U+061C) stay, because they have no reach beyond their neighbours.
pub fn is_direction_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing at all: blanks, marks of direction, joiners, fillers, selectors and tags.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || is_direction_control(character)
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}'
                | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether there is nothing to see in a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// A text without direction controls, and without blanks that show nothing at its ends.
///
/// ```
/// use plenary_protocol::text::tidied;
/// assert_eq!(tidied("\u{feff} Harbour\u{202e} Place\u{200b} "), "Harbour Place");
/// ```
pub fn tidied(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| !is_direction_control(*character))
        .collect();
    // A joiner or a selector at the end belongs to the letter or sign before it.
    let is_blank = |character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}')
    };
    text.trim_matches(is_blank).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_what_nobody_sees_is_blank_and_every_script_is_seen() {
        for blank in [
            "",
            " \n",
            "\u{200b}\u{200d}",
            "\u{3164}\u{ffa0}",
            "\u{2800}",
            "\u{202e}",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{ad}\u{34f}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a", "\u{200b}я", "صحة", "医療", "❤\u{fe0f}", "ক্ষ", "0", "-"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn nothing_in_a_name_turns_its_neighbours_round_and_its_letters_stay() {
        assert_eq!(tidied("\u{202e}moc.live"), "moc.live");
        assert_eq!(tidied("\u{2067}مجلس\u{2069}"), "مجلس");
        assert_eq!(tidied("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(
            tidied(" \u{feff}👩\u{200d}⚕\u{fe0f} "),
            "👩\u{200d}⚕\u{fe0f}"
        );
    }
}
