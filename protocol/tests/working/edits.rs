//! One edit of a working document: as an app makes it, or as somebody makes it who wants to spoil what others see.

use crate::{
    chance::Dice,
    page::{Value, put},
    schema::{Fields, Paper, names},
};
use plenary_protocol::documents::schema::{Field, FieldKind, Holds, IdKind, PartHolds};
use yrs::{
    Any, GetString, Map, MapRef, Out, Text, TextRef, TransactionMut, WriteTxn,
    types::{Attrs, text::YChange},
};

/// How somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manners {
    WellMeant,
    Hostile,
}

const DAYS: [&str; 4] = ["2026-11-23", "2027-02-28", "2026-12-24", "2028-02-29"];
const WORDS: [&str; 7] = [
    "First visit",
    "Waiting list",
    "A letter, \n and then a call",
    "é😀",
    "Half of them never come back. ",
    "Ward 3/North",
    "Go on",
];

/// Makes one edit. `mark` tells this writer's ids from those of others.
pub(crate) fn edit(
    txn: &mut TransactionMut<'_>,
    paper: Paper,
    manners: Manners,
    mark: &str,
    dice: &mut Dice,
) {
    let root = dice.of(paper.roots());
    match root.holds {
        Holds::Text { .. } => {
            let text = txn.get_or_insert_text(root.name);
            edit_text(txn, &text, manners, dice);
        }
        Holds::Flags { words } => {
            let map = txn.get_or_insert_map(root.name);
            let flag = value(txn, &FieldKind::Flag, manners, mark, dice);
            let word: &&str = dice.of(words);
            put(txn, &map, word, flag);
        }
        Holds::Entries { fields } => {
            let map = txn.get_or_insert_map(root.name);
            let field = dice.of(fields);
            let value = value(txn, &field.kind, manners, mark, dice);
            put(txn, &map, field.name, value);
        }
        Holds::Items { items } => {
            let map = txn.get_or_insert_map(root.name);
            edit_items(txn, &map, items.fields, manners, mark, dice);
        }
        Holds::Texts { .. } | Holds::Values { .. } => panic!("no working document has these"),
    }
}

fn edit_items(
    txn: &mut TransactionMut<'_>,
    map: &MapRef,
    fields: Fields,
    manners: Manners,
    mark: &str,
    dice: &mut Dice,
) {
    let existing = keys(txn, map);
    if existing.is_empty() || dice.is(if manners == Manners::Hostile { 60 } else { 35 }) {
        let id = match manners {
            Manners::WellMeant => format!("{mark}{}", existing.len()),
            Manners::Hostile => hostile_id(dice),
        };
        let item = match manners {
            Manners::Hostile if dice.is(10) => nasty(dice),
            _ => Value::Map(item(txn, fields, manners, mark, dice)),
        };
        put(txn, map, &id, item);
        return;
    }
    let id = dice.of(&existing).clone();
    if manners == Manners::Hostile && dice.is(8) {
        map.remove(txn, &id);
        return;
    }
    let Some(Out::YMap(item)) = map.get(txn, &id) else {
        return;
    };
    match dice.below(8) {
        // Taken out and put back, by whoever comes by.
        0 | 1 => {
            let removed = value(txn, &FieldKind::Flag, manners, mark, dice);
            put(txn, &item, "removed", removed);
        }
        2 | 3 => {
            let order = order(manners, dice);
            put(txn, &item, "order", order);
        }
        _ => edit_field(txn, &item, fields, manners, mark, dice),
    }
}

fn edit_field(
    txn: &mut TransactionMut<'_>,
    item: &MapRef,
    fields: Fields,
    manners: Manners,
    mark: &str,
    dice: &mut Dice,
) {
    let Field { name, kind, .. } = *dice.of(&names(fields));
    match (kind, item.get(txn, name)) {
        (FieldKind::Text { .. } | FieldKind::Line { .. }, Some(Out::YText(text))) => {
            edit_text(txn, &text, manners, dice);
        }
        (FieldKind::Items { items }, Some(Out::YMap(map))) => {
            edit_items(txn, &map, items.fields, manners, mark, dice);
        }
        (FieldKind::Ticks { root }, Some(Out::YMap(map))) => {
            let key = some_key(txn, &[root], dice);
            let ticked = value(txn, &FieldKind::Flag, manners, mark, dice);
            put(txn, &map, &key, ticked);
        }
        _ => {
            let value = value(txn, kind, manners, mark, dice);
            put(txn, item, name, value);
        }
    }
}

fn edit_text(txn: &mut TransactionMut<'_>, text: &TextRef, manners: Manners, dice: &mut Dice) {
    let units = text.get_string(txn).encode_utf16().count();
    let has_embeds = text.diff(txn, YChange::identity).iter().any(|chunk| {
        // An embed counts one unit and has no character: such a text is only written at its beginning.
        !matches!(chunk.insert, Out::Any(Any::String(_)))
    });
    if has_embeds || units == 0 || dice.is(60) {
        let at = if has_embeds { 0 } else { dice.below(units + 1) };
        let words = words(manners, dice);
        text.insert(txn, at as u32, &words);
        if manners == Manners::Hostile && !words.is_empty() && dice.is(20) {
            let bold = Attrs::from([("bold".into(), Any::from(true))]);
            text.format(txn, 0, 1, bold);
            text.insert_embed(txn, 0, Any::from("an embedded value"));
        }
    } else {
        let at = dice.below(units);
        let len = 1 + dice.below((units - at).min(6));
        text.remove_range(txn, at as u32, len as u32);
    }
}

fn item(
    txn: &mut TransactionMut<'_>,
    fields: Fields,
    manners: Manners,
    mark: &str,
    dice: &mut Dice,
) -> Vec<(String, Value)> {
    let mut entries = vec![("order".to_owned(), order(manners, dice))];
    for field in names(fields) {
        if manners == Manners::Hostile && dice.is(10) {
            continue;
        }
        let value = value(txn, &field.kind, manners, mark, dice);
        entries.push((field.name.to_owned(), value));
    }
    if manners == Manners::Hostile {
        for name in ["removed", "positions", "order"] {
            if dice.is(10) {
                entries.push((name.to_owned(), nasty(dice)));
            }
        }
    }
    entries
}

fn value(
    txn: &mut TransactionMut<'_>,
    kind: &FieldKind,
    manners: Manners,
    mark: &str,
    dice: &mut Dice,
) -> Value {
    if manners == Manners::Hostile && dice.is(22) {
        return nasty(dice);
    }
    match *kind {
        // As an app makes it, or as an older one did.
        FieldKind::Line { .. } if dice.is(50) => words(manners, dice).into(),
        FieldKind::Line { .. } | FieldKind::Text { .. } => Value::Text(words(manners, dice)),
        FieldKind::Label { .. } => words(manners, dice).into(),
        FieldKind::Word { words, .. } => (*dice.of(words)).into(),
        FieldKind::Reference { roots } => some_key(txn, roots, dice).into(),
        FieldKind::Day => (*dice.of(&DAYS)).into(),
        FieldKind::Number { .. } => [0.0, 7.0, 12.5, 1e9][dice.below(4)].into(),
        FieldKind::Flag => dice.is(45).into(),
        FieldKind::Id { id } => an_id(id, dice).into(),
        FieldKind::Path { forms } => {
            let form = dice.of(forms);
            let mut path = form.kind.to_owned();
            for part in form.parts {
                path.push('/');
                match part.holds {
                    PartHolds::Id { id } => path.push_str(an_id(id, dice)),
                    PartHolds::Line { .. } => path.push_str(&words(manners, dice)),
                }
            }
            path.into()
        }
        FieldKind::Ticks { root } => {
            let key = some_key(txn, &[root], dice);
            Value::Map(vec![(key, true.into())])
        }
        FieldKind::Items { items } => {
            let inner = item(txn, items.fields, manners, mark, dice);
            Value::Map(vec![(format!("{mark}0"), Value::Map(inner))])
        }
        FieldKind::Group { .. } => unreachable!("its fields stand in the item itself"),
    }
}

fn an_id(kind: IdKind, dice: &mut Dice) -> &'static str {
    let ids: &[&str] = match kind {
        IdKind::Item => &["a0", "b1", "x1"],
        IdKind::Seat => return "01010101-0101-0101-0101-010101010101",
        IdKind::Slug => &["pit-a", "leadership"],
        IdKind::Map => &["m1", "m2"],
        IdKind::Sphere => &["s1", "s2", "s6"],
    };
    let id: &&str = dice.of(ids);
    id
}

/// The id of something in these roots, taken out or not; or of nothing where there is nothing yet.
fn some_key(txn: &mut TransactionMut<'_>, roots: &[&'static str], dice: &mut Dice) -> String {
    let map = txn.get_or_insert_map(*dice.of(roots));
    let keys = keys(txn, &map);
    if keys.is_empty() {
        return "nothing".to_owned();
    }
    dice.of(&keys).clone()
}

fn keys(txn: &TransactionMut<'_>, map: &MapRef) -> Vec<String> {
    // yrs tells keys in the order of its hash map, which is another one in every process.
    let mut keys: Vec<String> = map.keys(txn).map(str::to_owned).collect();
    keys.sort();
    keys
}

fn order(manners: Manners, dice: &mut Dice) -> Value {
    if manners == Manners::Hostile && dice.is(15) {
        return nasty(dice);
    }
    let letters = ["a", "b", "M", "5", "z"];
    let len = 1 + dice.below(3);
    let order: String = (0..len).map(|_| *dice.of(&letters)).collect();
    order.into()
}

fn words(manners: Manners, dice: &mut Dice) -> String {
    match manners {
        Manners::Hostile if dice.is(10) => "\u{0}\u{1b}[31m\r\n\t\u{85}\u{ffff} out".to_owned(),
        Manners::Hostile if dice.is(2) => "x".repeat(10_000),
        Manners::Hostile if dice.is(10) => " \n ".to_owned(),
        _ => (*dice.of(&WORDS)).to_owned(),
    }
}

fn hostile_id(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => (*dice.of(&[
            "",
            "A",
            "a-b",
            "é",
            "zzzzzzzzzzzzzzzzzzzzzzzzz",
            "__proto__",
        ]))
        .to_owned(),
        number => format!("x{number}"),
    }
}

/// Something that belongs nowhere.
fn nasty(dice: &mut Dice) -> Value {
    match dice.below(22) {
        0 => Any::Null.into(),
        1 => Any::Undefined.into(),
        2 => false.into(),
        3 => true.into(),
        4 => (-3_i32).into(),
        5 => f64::NAN.into(),
        6 => f64::INFINITY.into(),
        7 => f64::NEG_INFINITY.into(),
        8 => 1e300.into(),
        9 => i64::MIN.into(),
        10 => "yes".into(),
        11 => "".into(),
        12 => format!("{}\u{0}", "name ".repeat(2_000 * dice.below(2) + 1)).into(),
        13 => Any::from(vec![7_u8; 9]).into(),
        14 => nested(24).into(),
        15 => Value::Row(vec![Any::from(1), nested(3), Any::from("x1")]),
        16 => Value::Text("step\n".to_owned()),
        17 => Value::XmlText("x1".to_owned()),
        18 => Value::Map(vec![
            ("x1".to_owned(), "yes".into()),
            ("x2".to_owned(), true.into()),
            ("kind".to_owned(), Value::Map(Vec::new())),
        ]),
        19 => (*dice.of(&["2026-02-30", "0000-00-00", "2026-11-23T00:00"])).into(),
        20 => (*dice.of(&[
            "seat//x",
            "organisation/ \n",
            "seat/me/you",
            "pin/m0/p",
            "step/m1/a/b",
        ]))
        .into(),
        _ => (*dice.of(&["x1", "x2", "x3", "toString", "constructor", "s0", "s01"])).into(),
    }
}

fn nested(levels: usize) -> Any {
    let mut value = Any::from("deep");
    for level in 0..levels {
        value = match level % 2 {
            0 => Any::from(vec![value]),
            _ => Any::from(
                [("kind".to_owned(), value)]
                    .into_iter()
                    .collect::<std::collections::HashMap<_, _>>(),
            ),
        };
    }
    value
}
