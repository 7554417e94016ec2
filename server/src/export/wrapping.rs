//! Breaks texts into lines by counting characters, for where nothing else does it. Knows no font.
//!
//! By hand, because `textwrap` keeps spaces between words as they were typed and breaks at hyphens, so a drawing would look
//! otherwise, and taking both out again is as long as this.

/// A text in lines of at most so many characters; words that are longer are broken. None for an empty text.
pub(super) fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let (mut line, mut used) = (String::new(), 0);
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && most < used + 1 + width(word) {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            let gap = (!line.is_empty()).then_some(' ');
            for letter in gap.into_iter().chain(word.chars()) {
                if !line.is_empty() && most < used + letter_width(letter) {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(letter);
                used += letter_width(letter);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// A text in one line, with three dots where something is left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if most < width(&kept) + letter_width(letter) + 1 {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

fn width(text: &str) -> usize {
    text.chars().map(letter_width).sum()
}

/// East Asian letters and signs such as emoji are about twice as wide as others.
fn letter_width(letter: char) -> usize {
    match letter {
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' => 2,
        '\u{ff00}'..='\u{ff60}' | '\u{1f000}'.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_long_words_break_anywhere() {
        assert_eq!(wrapped("", 5), Vec::<String>::new());
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a  b\n\nc", 7), ["a b", "c"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(shortened("one two three", 8), "one two…");
        assert_eq!(shortened("one two", 7), "one two");
    }
}
