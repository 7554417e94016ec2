//! The check every awareness update passes before anybody else hears of it.

use super::Refused;
use super::content::check_json;
use crate::wire::awareness::{self, Entry};

/// Levels of nesting in a presence state: a cursor needs three.
const DEPTH_MOST: u8 = 8;

/// Reads an awareness update and keeps the entries of the sender's own client ids.
///
/// Entries of others are dropped, not refused: y-websocket repeats everybody's presence to everybody.
pub fn check_awareness<'a>(
    bytes: &'a [u8],
    entries_max: usize,
    state_bytes_max: usize,
    is_own: impl Fn(u64) -> bool,
) -> Result<Vec<Entry<'a>>, Refused> {
    let mut entries = awareness::decode(bytes, entries_max)?;
    entries.retain(|entry| is_own(entry.client));
    for entry in &entries {
        if state_bytes_max < entry.state.len() {
            return Err(Refused::TooLong {
                what: "presence state",
                size_bytes: entry.state.len(),
                most_bytes: state_bytes_max,
            });
        }
        // Browsers parse it: malformed text would throw in every one of them.
        check_json(entry.state, DEPTH_MOST, 0)?;
    }
    Ok(entries)
}

/// Where somebody writes, as it is told to the others in a map or the plan: the one field `at`, a path of ids, and
/// nothing else that a client may have put beside it. None where the state names no place.
pub fn written_place(state: &str, bytes_max: usize) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Place<'a> {
        #[serde(borrow)]
        at: &'a str,
    }
    let Place { at } = serde_json::from_str(state).ok()?;
    let is_path = at
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'/'));
    (is_path && !at.is_empty() && at.len() <= bytes_max).then(|| format!(r#"{{"at":"{at}"}}"#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aw7_of_a_state_the_place_alone_is_told() {
        let told = |state: &str| written_place(state, 20);
        let place = Some(r#"{"at":"steps/a/name"}"#.to_owned());
        assert_eq!(told(r#"{"at":"steps/a/name"}"#), place);
        assert_eq!(
            told(r#"{"name":"Ann","at":"steps/a/name","colour":"red"}"#),
            place
        );
        for none in [
            "null",
            "{}",
            r#"{"at":7}"#,
            r#"{"at":""}"#,
            r#"{"at":"Ann <script>"}"#,
            r#"{"at":"a\u0062"}"#,
            r#"{"at":"a-path-that-is-too-long"}"#,
            r#"{"at":"aaaaaaaaaaaaaaaaaaaaa"}"#,
        ] {
            assert_eq!(told(none), None, "{none}");
        }
    }

    fn update(entries: &[(u64, u32, &str)]) -> Vec<u8> {
        let entries: Vec<Entry<'_>> = entries
            .iter()
            .map(|&(client, clock, state)| Entry {
                client,
                clock,
                state,
            })
            .collect();
        awareness::encode(&entries)
    }

    #[test]
    fn aw2_only_own_entries_pass() {
        let bytes = update(&[(1, 3, r#"{"name":"A"}"#), (2, 9, "{}"), (3, 1, "null")]);
        let entries = check_awareness(&bytes, 8, 100, |client| client != 2).expect("passes");
        let clients: Vec<u64> = entries.iter().map(|entry| entry.client).collect();
        assert_eq!(clients, [1, 3]);
        assert!(entries[1].is_departure());
    }

    #[test]
    fn aw1_bad_presence_is_refused() {
        let refused =
            |bytes: &[u8]| check_awareness(bytes, 2, 20, |_| true).expect_err("must be refused");
        assert_eq!(refused(&update(&[(1, 0, "{")])).reason(), "bad-json");
        assert_eq!(
            refused(&update(&[(1, 0, "\"a long long long text\"")])).reason(),
            "too-long"
        );
        assert_eq!(
            refused(&update(&[(1, 0, "[[[[[[[[[1]]]]]]]]]")])).reason(),
            "too-deep"
        );
        assert_eq!(
            refused(&update(&[(1, 0, "1"), (1, 1, "2")])).reason(),
            "malformed"
        );
        assert_eq!(
            refused(&update(&[(1, 0, "1"), (2, 1, "2"), (3, 1, "2")])).reason(),
            "malformed"
        );
        // A header that claims a quarter of a billion entries.
        assert_eq!(refused(&[0xff, 0xff, 0xff, 0x7f]).reason(), "malformed");
        let mut trailing = update(&[(1, 0, "1")]);
        trailing.push(0);
        assert_eq!(refused(&trailing).reason(), "malformed");
    }
}
