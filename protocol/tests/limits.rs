//! The operators' table of every limit and the web app's constants are written from `limits.rs`, and these tests fail when
//! they are not current.
//!
//! `make types` writes it.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use plenary_protocol::limits;

const FILE: &str = "../docs/OPERATIONS.md";
const WEB: &str = "../client/web/src/model/generated/limits.ts";
const BEGIN: &str = "<!-- Written from protocol/src/limits.rs by `make types`. Do not edit. -->\n";
const END: &str = "<!-- The end of what is written. -->\n";

/// One constant: what stands in the source, and what it comes to.
struct Limit {
    name: String,
    value: String,
    reason: String,
    // None of a limit that is a function.
    comes_to: Option<Value>,
}

/// What an expression of `limits.rs` comes to.
#[derive(Clone, Copy)]
enum Value {
    Number(u128),
    Time(Duration),
    Rate(f64, f64),
}

/// The headings of the source, each with its limits.
fn read(source: &str) -> Vec<(String, Vec<Limit>)> {
    let (mut parts, mut reason, mut known) = (Vec::new(), String::new(), BTreeMap::new());
    for line in source.lines() {
        if let Some(heading) = line.strip_prefix("// ---- ") {
            let heading = heading.trim_end_matches([' ', '-']).to_owned();
            parts.push((heading, Vec::new()));
        } else if let Some(text) = line.strip_prefix("/// ") {
            if !reason.is_empty() {
                reason.push(' ');
            }
            reason.push_str(text);
        } else if let Some(item) = line.strip_prefix("pub ") {
            let (_, limits) = parts
                .last_mut()
                .expect("every limit stands below a heading");
            limits.push(limit(item, std::mem::take(&mut reason), &mut known));
        }
    }
    parts
}

fn limit(item: &str, reason: String, known: &mut BTreeMap<String, Value>) -> Limit {
    assert!(!reason.is_empty(), "`{item}` has no reason");
    let constant = item.strip_prefix("const ").map(|item| {
        let (name, rest) = item.split_once(": ").expect("a constant has a type");
        let (_, expression) = rest.split_once(" = ").expect("and a value, on one line");
        (name, expression.trim_end_matches(';'))
    });
    let (name, value, comes_to) = match constant {
        Some((name, expression)) => {
            let value = evaluate(expression, known);
            known.insert(name.to_owned(), value);
            (name.to_owned(), written(name, value), Some(value))
        }
        None => {
            let name = item
                .strip_prefix("fn ")
                .and_then(|item| item.split('(').next());
            let value = match name {
                Some("drain_window") => {
                    let each = limits::drain_window(1).as_millis();
                    let most = limits::drain_window(u32::MAX).as_secs();
                    format!("{each} ms a socket, at most {most} s")
                }
                Some("redis_read_pause") => {
                    let each = limits::redis_read_pause(1).as_micros();
                    let most = limits::redis_read_pause(1 << 20).as_millis();
                    format!("{each} µs a workshop, at most {most} ms")
                }
                _ => panic!("`{item}` is no limit that this test knows"),
            };
            (name.unwrap_or_default().to_owned(), value, None)
        }
    };
    Limit {
        name,
        value,
        reason,
        comes_to,
    }
}

fn evaluate(expression: &str, known: &BTreeMap<String, Value>) -> Value {
    let number = |text: &str| -> Option<u128> { text.replace('_', "").parse().ok() };
    let within = |begin: &str, end: &str| expression.strip_prefix(begin)?.strip_suffix(end);
    if let Some(seconds) = within("Duration::from_secs(", ")").and_then(number) {
        return Value::Time(Duration::from_secs(seconds as u64));
    }
    if let Some(milliseconds) = within("Duration::from_millis(", ")").and_then(number) {
        return Value::Time(Duration::from_millis(milliseconds as u64));
    }
    if let Some((most, each)) = within("(", ")").and_then(|pair| pair.split_once(", ")) {
        let float = |text: &str| text.replace('_', "").parse().expect("a number");
        return Value::Rate(float(most), float(each));
    }
    let factor = |text: &str| match known.get(text) {
        Some(Value::Number(number)) => *number,
        _ => number(text).unwrap_or_else(|| panic!("`{text}` in `{expression}` is no number")),
    };
    let product = |text: &str| text.split(" * ").map(factor).product::<u128>();
    Value::Number(expression.split(" + ").map(product).sum())
}

fn written(name: &str, value: Value) -> String {
    match value {
        Value::Number(number) if name.contains("BYTES") => match number {
            _ if number % (1 << 20) == 0 => format!("{} MiB", number >> 20),
            _ if number % (1 << 10) == 0 => format!("{} KiB", number >> 10),
            _ => format!("{} bytes", with_commas(number)),
        },
        Value::Number(number) => with_commas(number),
        Value::Time(time) if time.subsec_millis() == 0 => format!("{} s", time.as_secs()),
        Value::Time(time) => format!("{} ms", time.as_millis()),
        Value::Rate(most, each) if each < 1.0 => format!(
            "{} at once, one in {:.0} s",
            with_commas(most as u128),
            1.0 / each
        ),
        Value::Rate(most, each) => format!(
            "{} at once, {} a second",
            with_commas(most as u128),
            with_commas(each as u128)
        ),
    }
}

fn with_commas(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if 0 < place && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn table() -> String {
    let mut text = BEGIN.to_owned();
    for (heading, limits) in read(include_str!("../src/limits.rs")) {
        text.push_str(&format!(
            "\n### {heading}\n\n| limit | value | what, and why so much |\n|---|---|---|\n"
        ));
        for Limit {
            name,
            value,
            reason,
            ..
        } in limits
        {
            let reason = reason.replace('|', "\\|");
            text.push_str(&format!("| `{name}` | {value} | {reason} |\n"));
        }
    }
    text.push('\n');
    text
}

/// Numbers and times; whoever reads the app finds the reasons in the page for operators.
fn typescript() -> String {
    let mut text =
        "// Written from protocol/src/limits.rs by `make types`. Do not edit.\n".to_owned();
    let limits = read(include_str!("../src/limits.rs"));
    for Limit { name, comes_to, .. } in limits.into_iter().flat_map(|(_, limits)| limits) {
        let constant = match comes_to {
            Some(Value::Number(number)) => format!("{name} = {number}"),
            Some(Value::Time(time)) => format!("{name}_MS = {}", time.as_millis()),
            Some(Value::Rate(..)) | None => continue,
        };
        text.push_str(&format!("export const {constant};\n"));
    }
    text
}

#[test]
fn the_web_apps_limits_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(WEB);
    let current = typescript();
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &current).expect("the limits can be written");
        return;
    }
    let committed = fs::read_to_string(&path).expect("the generated limits are committed");
    assert!(
        committed == current,
        "the web app's limits are not current: run `make types` and commit the change"
    );
}

#[test]
fn the_operators_table_of_limits_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let page = fs::read_to_string(&path).expect("the page for operators is there");
    let (before, rest) = page
        .split_once(BEGIN)
        .expect("the page has a place for the table");
    let (_, after) = rest.split_once(END).expect("and the table has an end");
    let current = format!("{before}{}{END}{after}", table());
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, &current).expect("the page can be written");
        return;
    }
    assert!(
        page == current,
        "the table of limits in docs/OPERATIONS.md is not current: run `make types` and commit the change"
    );
}

#[test]
fn the_table_holds_what_the_program_uses() {
    let table = table();
    for (name, value) in [
        (
            "SEATS_PER_WORKSHOP",
            with_commas(limits::SEATS_PER_WORKSHOP as u128),
        ),
        (
            "UPDATE_BYTES",
            format!("{} KiB", limits::UPDATE_BYTES / 1024),
        ),
        ("FRAME_BYTES", format!("{} KiB", limits::FRAME_BYTES / 1024)),
        ("KEY_BYTES", format!("{} bytes", limits::KEY_BYTES)),
        (
            "OUTBOX_BYTES",
            format!("{} MiB", limits::OUTBOX_BYTES >> 20),
        ),
        (
            "SOCKET_IDLE",
            format!("{} s", limits::SOCKET_IDLE.as_secs()),
        ),
        (
            "FACILITATOR_TICK",
            format!("{} ms", limits::FACILITATOR_TICK.as_millis()),
        ),
        ("WRONG_CODES", "1,000 at once, 50 a second".to_owned()),
    ] {
        let row = format!("| `{name}` | {value} |");
        assert!(table.contains(&row), "{row} in:\n{table}");
    }
    let constants = include_str!("../src/limits.rs").matches("\npub ").count();
    assert_eq!(table.matches("\n| `").count(), constants);
}
