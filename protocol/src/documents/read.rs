//! What the readers of maps and plans have in common: texts, items and their order (docs/PROTOCOL.md, MA1 and MA2).
//!
//! It never says which fields a thing has, never fails, and never follows content deeper than it is asked to: what is
//! not as it should be counts as absent.

use std::{collections::BTreeMap, sync::Arc};

use yrs::{Any, GetString, Map, MapRef, Number, Out, ReadTxn};

use crate::{id::ItemId, limits, text};

/// The entries of one map of a document; one that is absent, or no map, has none.
pub(super) struct Fields<'t, T> {
    map: Option<MapRef>,
    transaction: &'t T,
}

impl<'t, T: ReadTxn> Fields<'t, T> {
    /// The root map of this name, which must be a map by the document's rules: yrs reads a root as what it is told.
    pub(super) fn of_root(transaction: &'t T, name: &str) -> Self {
        Self {
            map: transaction.get_map(name),
            transaction,
        }
    }

    /// The map under this name.
    pub(super) fn map(&self, name: &str) -> Self {
        Self {
            map: match self.value(name) {
                Some(Out::YMap(map)) => Some(map),
                _ => None,
            },
            transaction: self.transaction,
        }
    }

    /// Whether a map stands under this name.
    pub(super) fn has(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Out::YMap(_)))
    }

    /// The items in this map that are not removed, each with its id, in their order.
    pub(super) fn items(&self) -> Vec<(ItemId, Self)> {
        let entries = self
            .map
            .iter()
            .flat_map(|map| map.iter(self.transaction))
            .filter_map(|(key, value)| match value {
                Out::YMap(map) => Some((key.parse::<ItemId>().ok()?, map)),
                _ => None,
            });
        let items: BTreeMap<_, Self> = entries
            .map(|(id, map)| {
                let item = Self {
                    map: Some(map),
                    transaction: self.transaction,
                };
                let order = item.string("order").filter(|order| is_order(order));
                ((order.is_none(), order, id), item)
            })
            .filter(|(_, item)| !item.is_true("removed"))
            .collect();
        let items = items.into_iter();
        items.map(|((_, _, id), item)| (id, item)).collect()
    }

    /// The texts in this map as they stand, each with its key, in the order of the keys.
    pub(super) fn texts(&self) -> BTreeMap<String, String> {
        let entries = self.map.iter().flat_map(|map| map.iter(self.transaction));
        let texts = entries.filter_map(|(key, value)| match value {
            Out::YText(text) => Some((key.to_owned(), text.get_string(self.transaction))),
            Out::Any(Any::String(text)) => Some((key.to_owned(), text.to_string())),
            _ => None,
        });
        texts.collect()
    }

    /// The keys under which `true` stands.
    pub(super) fn true_keys(&self) -> Vec<&str> {
        let entries = self.map.iter().flat_map(|map| map.iter(self.transaction));
        entries
            .filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))))
            .map(|(key, _)| key)
            .collect()
    }

    /// A text of so many characters; empty where there is none.
    pub(super) fn text(&self, name: &str, characters_max: usize) -> String {
        match self.value(name) {
            Some(Out::YText(text)) => {
                clean_text(&text.get_string(self.transaction), characters_max)
            }
            Some(Out::Any(Any::String(text))) => clean_text(&text, characters_max),
            _ => String::new(),
        }
    }

    /// A text of so many characters on one line; empty where there is none.
    pub(super) fn line(&self, name: &str, characters_max: usize) -> String {
        match self.value(name) {
            Some(Out::YText(text)) => {
                clean_line(&text.get_string(self.transaction), characters_max)
            }
            Some(Out::Any(Any::String(text))) => clean_line(&text, characters_max),
            _ => String::new(),
        }
    }

    /// A string as it stands there.
    pub(super) fn string(&self, name: &str) -> Option<Arc<str>> {
        match self.value(name) {
            Some(Out::Any(Any::String(text))) => Some(text),
            _ => None,
        }
    }

    /// Whether `true` stands there, and nothing that is like it.
    pub(super) fn is_true(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Out::Any(Any::Bool(true))))
    }

    /// A number from nought to `most`, whole or not. JavaScript's large integers are numbers here as there.
    pub(super) fn number(&self, name: &str, most: u64) -> Option<f64> {
        let number = match self.value(name) {
            Some(Out::Any(Any::Number(Number::Int(number)))) => number as f64,
            Some(Out::Any(Any::Number(Number::Float(number)))) => number,
            _ => return None,
        };
        // Adding nought makes -0, which is equal to it, the same in JSON too.
        (0.0..=most as f64)
            .contains(&number)
            .then_some(number + 0.0)
    }

    fn value(&self, name: &str) -> Option<Out> {
        self.map.as_ref()?.get(self.transaction, name)
    }
}

/// What the root text of this name says, which must be a text by the document's rules.
pub(super) fn root_text<T: ReadTxn>(transaction: &T, name: &str) -> String {
    let text = transaction.get_text(name);
    text.map_or_else(String::new, |text| text.get_string(transaction))
}

/// A text without control characters, cut, and without blanks at its ends.
pub(super) fn clean_text(text: &str, characters_max: usize) -> String {
    clean(text.chars(), characters_max)
}

/// A text as [`clean_text`] makes it, on one line.
pub(super) fn clean_line(text: &str, characters_max: usize) -> String {
    let on_one_line = |character| if character == '\n' { ' ' } else { character };
    clean(text.chars().map(on_one_line), characters_max)
}

fn clean(characters: impl Iterator<Item = char>, characters_max: usize) -> String {
    let kept = |character: &char| {
        *character == '\n'
            || !(character.is_control()
                || text::is_direction_control(*character)
                || matches!(character, '\u{fffe}' | '\u{ffff}'))
    };
    let text: String = characters.filter(kept).take(characters_max).collect();
    text.trim_matches([' ', '\n']).to_owned()
}

fn is_order(order: &str) -> bool {
    (1..=limits::ORDER_CHARACTERS).contains(&order.len())
        && order.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ma1_a_text_is_freed_of_controls_then_cut_then_freed_of_blanks_at_its_ends() {
        assert_eq!(clean_text(" \n a\u{0}\tb\nc \n", 20), "ab\nc");
        assert_eq!(
            clean_line("a\nb\r\n\u{85}\u{9f}\u{fffe}\u{ffff}\u{7f}c\n", 20),
            "a b c"
        );
        // What would turn the words of others round is none of the text.
        assert_eq!(clean_line("\u{202e}moc.live\u{2066}", 8), "moc.live");
        // Controls do not count, blanks at the beginning do.
        assert_eq!(clean_text("\u{1}\u{1}\u{1}abc", 3), "abc");
        assert_eq!(clean_text("  abc", 3), "a");
        assert_eq!(clean_text("ab   cd", 4), "ab");
        // Characters are code points, and no other blank is one.
        assert_eq!(clean_text("😀😀😀", 2), "😀😀");
        assert_eq!(clean_text("\u{a0}a\u{2028}", 9), "\u{a0}a\u{2028}");
        assert_eq!(clean_text("", 5), "");
    }

    #[test]
    fn ma2_an_order_is_letters_and_digits() {
        for good in ["a", "Z", "0", "a0V", &"z".repeat(200)] {
            assert!(is_order(good), "{good}");
        }
        for bad in ["", " ", "a-b", "é", "a\n", &"z".repeat(201)] {
            assert!(!is_order(bad), "{bad}");
        }
    }
}
