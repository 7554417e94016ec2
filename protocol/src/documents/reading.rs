//! Reads a document by its schema: what is valid in it, under the names by which it is read, and nothing else.
//!
//! It never fails, and never follows content deeper than the schema goes. What compares fields with each other stands
//! beside each kind's types.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use yrs::ReadTxn;

use super::{
    read::{Fields, clean_line, clean_text, root_text},
    schema::{Field, FieldKind, Holds, Items, PartHolds, PathForm, Schema},
};
use crate::id::ItemId;

/// Reads a document as `V`, whose fields have the names of the schema.
pub(super) fn read<V: DeserializeOwned, T: ReadTxn>(transaction: &T, schema: &Schema) -> V {
    let mut reading = Reading {
        transaction,
        places: HashMap::new(),
    };
    let mut record = Map::new();
    for root in schema.roots {
        let value = reading.root(root.name, &root.holds);
        record.insert(root.shown.to_owned(), value);
    }
    serde_json::from_value(Value::Object(record)).expect("what a schema lets through has its type")
}

/// Where each shown item of a root stands.
type Places = HashMap<ItemId, usize>;

struct Reading<'t, T> {
    transaction: &'t T,
    places: HashMap<&'static str, Places>,
}

impl<'t, T: ReadTxn> Reading<'t, T> {
    fn root(&mut self, name: &'static str, holds: &Holds) -> Value {
        let fields = || Fields::of_root(self.transaction, name);
        match *holds {
            Holds::Text { writing } => {
                let text = root_text(self.transaction, name);
                Value::String(match writing.is_line {
                    true => clean_line(&text, writing.cap),
                    false => clean_text(&text, writing.cap),
                })
            }
            Holds::Entries { fields: entries } => {
                let mut record = Map::new();
                self.fields_into(&mut record, &fields(), entries);
                Value::Object(record)
            }
            Holds::Flags { words } => {
                let fields = fields();
                words
                    .iter()
                    .copied()
                    .filter(|word| fields.is_true(word))
                    .collect()
            }
            Holds::Items { items } => {
                let shown = self.items(&fields(), &items);
                let ids = shown.iter().map(|(id, _)| id.clone());
                self.places.insert(name, ids.zip(0..).collect());
                shown.into_iter().map(|(_, item)| item).collect()
            }
            // These are read key by key, where one is asked for.
            Holds::Texts { .. } | Holds::Values { .. } => Value::Null,
        }
    }

    fn items(&self, map: &Fields<'t, T>, items: &Items) -> Vec<(ItemId, Value)> {
        let read = |(id, fields): (ItemId, Fields<'t, T>)| {
            let mut record = Map::with_capacity(items.fields.len() + 1);
            record.insert("id".to_owned(), Value::String(id.to_string()));
            let is_whole = self.fields_into(&mut record, &fields, items.fields);
            is_whole.then_some((id, Value::Object(record)))
        };
        let shown = map.items().into_iter().filter_map(read);
        if !items.is_joining {
            return shown.take(items.most).collect();
        }
        // Thousands may join the same two things: of them only the one with the smallest id is held.
        let mut joining: HashMap<(String, String), (ItemId, Value)> = HashMap::new();
        for (id, item) in shown {
            let end = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
            let ends = (end("from"), end("to"));
            if joining.get(&ends).is_none_or(|(other, _)| id < *other) {
                joining.insert(ends, (id, item));
            }
        }
        joining.into_values().collect()
    }

    /// False where something is missing that is required.
    fn fields_into(
        &self,
        record: &mut Map<String, Value>,
        from: &Fields<'t, T>,
        fields: &[Field],
    ) -> bool {
        fields.iter().all(|field| {
            let value = self.field(from, field);
            let is_missing = field.is_required && value.is_null();
            record.insert(field.shown.to_owned(), value);
            !is_missing
        })
    }

    fn field(&self, from: &Fields<'t, T>, field: &Field) -> Value {
        let name = field.name;
        let string = |is_right: &dyn Fn(&str) -> bool| {
            let found = from.string(name).filter(|text| is_right(text));
            found.map_or(Value::Null, |text| Value::String(text.as_ref().to_owned()))
        };
        match field.kind {
            FieldKind::Line { cap } => Value::String(from.line(name, cap)),
            FieldKind::Label { cap } => {
                let label = from.string(name).unwrap_or_default();
                Value::String(clean_line(&label, cap))
            }
            FieldKind::Text { cap } => Value::String(from.text(name, cap)),
            FieldKind::Word { words, otherwise } => match string(&|text| words.contains(&text)) {
                Value::Null => otherwise.into(),
                word => word,
            },
            FieldKind::Flag => Value::Bool(from.is_true(name)),
            FieldKind::Day => string(&|text| text.parse::<super::plan::Day>().is_ok()),
            FieldKind::Number { most } => from.number(name, most).into(),
            FieldKind::Id { id } => string(&|text| id.accepts(text)),
            FieldKind::Reference { roots } => {
                string(&|text| roots.iter().any(|root| self.place(root, text).is_some()))
            }
            FieldKind::Ticks { root } => self.ticks(&from.map(name), root),
            FieldKind::Path { forms } => {
                let path = from.string(name);
                path.and_then(|path| parse(&path, forms))
                    .unwrap_or(Value::Null)
            }
            FieldKind::Group { fields } => {
                let mut record = Map::new();
                self.fields_into(&mut record, from, fields);
                Value::Object(record)
            }
            FieldKind::Items { items } => {
                let shown = self.items(&from.map(name), &items);
                shown.into_iter().map(|(_, item)| item).collect()
            }
        }
    }

    fn place(&self, root: &str, id: &str) -> Option<usize> {
        let id = id.parse::<ItemId>().ok()?;
        self.places.get(root)?.get(&id).copied()
    }

    fn ticks(&self, ticks: &Fields<'t, T>, root: &str) -> Value {
        let ticked = ticks.true_keys().into_iter();
        let mut ticked: Vec<(usize, &str)> = ticked
            .filter_map(|key| Some((self.place(root, key)?, key)))
            .collect();
        ticked.sort_unstable();
        ticked.into_iter().map(|(_, key)| key).collect()
    }
}

/// A string of parts, in one of these forms.
fn parse(path: &str, forms: &[PathForm]) -> Option<Value> {
    let (kind, mut rest) = path.split_once('/')?;
    let form = forms.iter().find(|form| form.kind == kind)?;
    let (last, before) = form.parts.split_last()?;
    let mut record = Map::new();
    record.insert("kind".to_owned(), kind.into());
    let mut part = |shown: &str, holds: &PartHolds, text: &str| {
        let value = match *holds {
            PartHolds::Id { id } => id.accepts(text).then(|| text.to_owned()),
            PartHolds::Line { cap } => Some(clean_line(text, cap)).filter(|line| !line.is_empty()),
        };
        record.insert(shown.to_owned(), value?.into());
        Some(())
    };
    for each in before {
        let (text, after) = rest.split_once('/')?;
        part(each.shown, &each.holds, text)?;
        rest = after;
    }
    part(last.shown, &last.holds, rest)?;
    Some(Value::Object(record))
}

/// Things that join others, in the order of what they join; `places` says where both ends stand, and nothing for what is not
/// shown.
pub(super) fn joined<J>(
    joining: Vec<J>,
    most: usize,
    places: impl Fn(&J) -> Option<(usize, usize)>,
) -> Vec<J> {
    let shown = joining.into_iter();
    let mut shown: Vec<_> = shown
        .filter_map(|each| Some((places(&each)?, each)))
        .collect();
    // No two join the same, so no two stand at the same place.
    shown.sort_unstable_by_key(|(places, _)| *places);
    let shown = shown.into_iter().map(|(_, each)| each);
    shown.take(most).collect()
}
