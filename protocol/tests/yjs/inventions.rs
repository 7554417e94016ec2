//! Updates nobody's editor would write, but well formed: any neighbours, any parent, any content, any deletion.
//!
//! The gate refuses most. What passes goes to yrs several at a time, as a tick applies them.

use crate::corpus::rules;
use crate::mutations::Dice;
use crate::replica::Replica;
use plenary_protocol::gate::{Known, Passed, check};
use plenary_protocol::wire::lib0::{write_var_string, write_var_uint};
use std::collections::BTreeMap;

/// One client id for each of three seats.
const CLIENTS: [u64; 3] = [5, 600, 70_000];
const ROOTS: [&str; 6] = ["m", "nodes", "bytes", "a", "t", "x"];

fn write_id(out: &mut Vec<u8>, known: &Known<u8>, dice: &mut Dice) {
    let client = CLIENTS[dice.below(CLIENTS.len())];
    write_var_uint(out, client);
    let next = known.next_clock(client) as usize;
    // Mostly the newest: that is where two writers meet.
    let back = if dice.below(2) == 0 { 8 } else { next };
    write_var_uint(out, next.saturating_sub(1 + dice.below(back)) as u64);
}

fn write_content(out: &mut Vec<u8>, kind: u8, dice: &mut Dice) -> u64 {
    match kind {
        0 | 1 => {
            let len = 1 + dice.below(3) as u64;
            write_var_uint(out, len);
            len
        }
        3 => {
            out.extend([2, 1, 2]);
            1
        }
        4 => {
            let text = ["x", "😀", "abcdef", "é😀é"][dice.below(4)];
            write_var_string(out, text);
            text.encode_utf16().count() as u64
        }
        5 => {
            write_var_string(out, "{\"image\":1}");
            1
        }
        6 => {
            write_var_string(out, "bold");
            write_var_string(out, ["true", "null"][dice.below(2)]);
            1
        }
        7 => {
            let kind = [0, 1, 2, 3, 4, 6][dice.below(6)];
            out.push(kind);
            if kind == 3 {
                write_var_string(out, "p");
            }
            1
        }
        _ => {
            let len = 1 + dice.below(3) as u64;
            write_var_uint(out, len);
            (0..len).for_each(|_| out.extend([125, dice.below(64) as u8]));
            len
        }
    }
}

fn write_struct(out: &mut Vec<u8>, known: &Known<u8>, dice: &mut Dice) -> u64 {
    let kind = [0, 1, 3, 4, 4, 4, 5, 6, 7, 7, 7, 7, 8, 8, 8, 8][dice.below(16)];
    let flags = if kind == 0 {
        0
    } else {
        [0x00, 0x20, 0x20, 0x40, 0x80, 0x80, 0xc0, 0xc0][dice.below(8)]
    };
    out.push(kind | flags);
    if flags & 0x80 != 0 {
        write_id(out, known, dice);
    }
    if flags & 0x40 != 0 {
        write_id(out, known, dice);
    }
    if kind != 0 && flags & 0xc0 == 0 {
        if dice.below(3) == 0 {
            out.push(1);
            write_var_string(out, ROOTS[dice.below(ROOTS.len())]);
        } else {
            out.push(0);
            write_id(out, known, dice);
        }
        if flags & 0x20 != 0 {
            write_var_string(out, ["k", "l"][dice.below(2)]);
        }
    }
    write_content(out, kind, dice)
}

fn invent(known: &Known<u8>, writer: u8, dice: &mut Dice) -> Vec<u8> {
    let client = CLIENTS[usize::from(writer)];
    let mut out = Vec::new();
    let mut end = u64::from(known.next_clock(client));
    if dice.below(5) == 0 {
        out.push(0);
    } else {
        let count = 1 + dice.below(3) as u64;
        out.push(1);
        write_var_uint(&mut out, count);
        write_var_uint(&mut out, client);
        write_var_uint(&mut out, end);
        (0..count).for_each(|_| end += write_struct(&mut out, known, dice));
    }
    if dice.below(3) == 0 {
        let deleted = CLIENTS[dice.below(CLIENTS.len())];
        let next = u64::from(known.next_clock(deleted));
        let limit = if deleted == client { end } else { next };
        if 0 < limit {
            let start = dice.below(limit as usize) as u64;
            let len = 1 + dice.below((limit - start).min(4) as usize) as u64;
            out.push(1);
            for number in [deleted, 1, start, len] {
                write_var_uint(&mut out, number);
            }
            return out;
        }
    }
    out.push(0);
    out
}

#[test]
fn ga13_invented_updates_never_harm() {
    let mut dice = Dice::new(0x00c0_ffee);
    let rules = rules(false);
    let mut verdicts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for _ in 0..60 {
        let mut known = Known::default();
        let replica = Replica::new();
        let mut tick: Vec<Vec<u8>> = Vec::new();
        for _ in 0..1_000 {
            let writer = dice.below(3) as u8;
            let update = invent(&known, writer, &mut dice);
            let verdict = match check(&update, &known, writer, &rules) {
                Ok(Passed::Nothing) => "nothing",
                Err(refused) => refused.reason(),
                Ok(Passed::News(news)) => {
                    known.admit(&news, writer);
                    tick.push(news.update.into_owned());
                    "news"
                }
            };
            *verdicts.entry(verdict).or_default() += 1;
            if dice.below(4) == 0 {
                replica.apply_all(&tick);
                tick.clear();
                assert_eq!(replica.state_vector(), known.state_vector());
                if dice.below(8) == 0 {
                    replica.json(false);
                }
            }
        }
        replica.apply_all(&tick);
        replica.json(false);
        // What yrs wrote of it, yrs can read. The order of items may differ: a right neighbour invented to the left of
        // the left one has no order that all replicas find, in Yjs neither.
        let copy = Replica::new();
        copy.apply(&replica.encode());
        copy.json(false);
        assert_eq!(copy.state_vector(), known.state_vector());
    }
    assert!(5_000 < verdicts["news"], "{verdicts:?}");
    assert!(1_000 < verdicts["shape"], "{verdicts:?}");
}
