//! Maps and plans as people write them: items in the shared documents, by docs/PROTOCOL.md MA and PL.

use plenary_client::{document::Document, participant::Participant};
use plenary_protocol::documents::DocumentKind;
use yrs::{Any, Map, MapPrelim, MapRef, Text, TextPrelim, TransactionMut, WriteTxn};

/// What stands in a field of an item.
#[derive(Debug, Clone)]
pub enum Field {
    /// A text that several people may write in at once.
    Text(String),
    /// A word, a number or a truth value.
    Value(Any),
    /// A map of items, or of ids.
    Map,
}

/// A text field.
pub fn text(text: &str) -> Field {
    Field::Text(text.to_owned())
}

/// A field with one value.
pub fn value(value: impl Into<Any>) -> Field {
    Field::Value(value.into())
}

/// Opens a document of the workshop as this person, and waits for what is in it.
pub async fn open(person: &Participant, kind: DocumentKind) -> anyhow::Result<Document> {
    let workshop = person.ticket.workshop;
    let token = &person.ticket.token;
    let document = Document::open(person.connection(), workshop, kind, token).await?;
    document.synced().await?;
    Ok(document)
}

/// Makes an item with all its fields in one transaction.
pub async fn add(
    document: &Document,
    root: &str,
    id: &str,
    fields: &[(&str, Field)],
) -> anyhow::Result<()> {
    let (root, id) = (root.to_owned(), id.to_owned());
    let fields: Vec<(String, Field)> = fields
        .iter()
        .map(|(key, field)| ((*key).to_owned(), field.clone()))
        .collect();
    document
        .edit(move |_, transaction| {
            let map = transaction.get_or_insert_map(root.as_str());
            let item: MapRef = map.insert(transaction, id, MapPrelim::default());
            for (key, field) in fields {
                put(&item, transaction, key, field);
            }
        })
        .await?;
    Ok(())
}

/// Sets one field of an item that is there.
pub async fn set(
    document: &Document,
    root: &str,
    id: &str,
    key: &str,
    field: Field,
) -> anyhow::Result<()> {
    let (root, id, key) = (root.to_owned(), id.to_owned(), key.to_owned());
    document
        .edit(move |_, transaction| {
            let map = transaction.get_or_insert_map(root.as_str());
            if let Some(yrs::Out::YMap(item)) = map.get(transaction, &id) {
                put(&item, transaction, key, field);
            }
        })
        .await?;
    Ok(())
}

fn put(item: &MapRef, transaction: &mut TransactionMut<'_>, key: String, field: Field) {
    match field {
        Field::Text(words) => {
            let text = item.insert(transaction, key, TextPrelim::new(""));
            text.insert(transaction, 0, &words);
        }
        Field::Value(value) => {
            item.insert(transaction, key, value);
        }
        Field::Map => {
            let _: MapRef = item.insert(transaction, key, MapPrelim::default());
        }
    }
}
