//! What a vector is: a document, written entry by entry, and what the rules say must be read in it.

use crate::{
    page::{Page, Value, put},
    schema::Paper,
};
use serde_json::Value as Json;
use yrs::{Text, TransactionMut, WriteTxn};

/// A document by hand, and some of what it must read as, each at its JSON pointer.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) update: Vec<u8>,
    pub(crate) claims: Vec<(&'static str, Json)>,
}

/// A case in which something is written.
pub(crate) fn case(
    name: &'static str,
    write: impl FnOnce(&mut Draft),
    claims: Vec<(&'static str, Json)>,
) -> Case {
    let mut draft = Draft {
        page: Page::new(1),
        patches: Vec::new(),
    };
    write(&mut draft);
    let mut update = draft.page.everything();
    for (placeholder, bytes) in draft.patches {
        let at = update.windows(9).position(|window| window == placeholder);
        update[at.expect("the placeholder was written")..][..9].copy_from_slice(&bytes);
    }
    Case {
        name,
        update,
        claims,
    }
}

/// A document that is being written.
pub(crate) struct Draft {
    page: Page,
    patches: Vec<([u8; 9], [u8; 9])>,
}

impl Draft {
    /// Writes an entry of a root map.
    pub(crate) fn put(&mut self, root: &str, key: &str, value: Value) {
        self.page.write(|txn| {
            let map = txn.get_or_insert_map(root);
            put(txn, &map, key, value);
        });
    }

    /// Writes an item with these fields under this order.
    pub(crate) fn item<const N: usize>(
        &mut self,
        root: &str,
        id: &str,
        order: &str,
        fields: [(&str, Value); N],
    ) {
        let order = ("order", order.into());
        self.put(root, id, map([order].into_iter().chain(fields)));
    }

    /// Writes a step, with its name as a text.
    pub(crate) fn step(&mut self, id: &str, order: &str, kind: &str) {
        let name = text(&format!("Step {id}"));
        self.item("steps", id, order, [("kind", kind.into()), ("name", name)]);
    }

    /// Writes a link.
    pub(crate) fn link(&mut self, id: &str, from: &str, to: &str) {
        let ends = [("from", from.into()), ("to", to.into())];
        self.item("links", id, "a", ends);
    }

    /// Writes at the beginning of a root text.
    pub(crate) fn text(&mut self, root: &str, words: &str) {
        self.page.write(|txn| {
            let text = txn.get_or_insert_text(root);
            text.insert(txn, 0, words);
        });
    }

    /// Changes what has been written.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut TransactionMut<'_>)) {
        self.page.write(change);
    }

    /// A number as the bytes that Yjs writes for it, of kinds that yrs reads and does not write.
    pub(crate) fn raw_number(&mut self, tag: u8, bytes: [u8; 8]) -> Value {
        let stand_in = 0.1 + self.patches.len() as f64;
        let nine = |tag: u8, bytes: [u8; 8]| {
            let mut nine = [tag; 9];
            nine[1..].copy_from_slice(&bytes);
            nine
        };
        self.patches
            .push((nine(123, stand_in.to_be_bytes()), nine(tag, bytes)));
        stand_in.into()
    }
}

/// A text type.
pub(crate) fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// A map type.
pub(crate) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::Map(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// The cases of one kind of document.
pub(crate) fn of(paper: Paper) -> Vec<Case> {
    match paper {
        Paper::Map => crate::map_cases::cases(),
        Paper::Plan => crate::plan_cases::cases(),
    }
}
