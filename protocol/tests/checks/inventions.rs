//! Updates nobody's editor would write, but well formed: any neighbours, any parent, any content, any deletion.
//!
//! The gate refuses most. Bytes damaged at random never get this far.

use crate::choices::Choices;
use crate::rulebook::Rulebook;
use plenary_protocol::gate::ClockLedger;
use plenary_protocol::wire::lib0::{write_var_string, write_var_uint};

/// One client id for each of the writers; the third is longer than Yjs makes them.
const CLIENTS: [u64; 3] = [5, 600, 1 << 40];

/// How many writers there are to invent for.
pub(crate) const WRITERS: u8 = CLIENTS.len() as u8;

/// Invents an update that continues `writer`'s clock.
pub(crate) fn invent(
    known: &ClockLedger<u8>,
    writer: u8,
    rulebook: Rulebook,
    choices: &mut impl Choices,
) -> Vec<u8> {
    let client = CLIENTS[usize::from(writer)];
    let mut out = Vec::new();
    let mut end = u64::from(known.next_clock(client));
    if choices.below(5) == 0 {
        out.push(0);
    } else {
        let count = 1 + choices.below(3) as u64;
        out.push(1);
        write_var_uint(&mut out, count);
        write_var_uint(&mut out, client);
        write_var_uint(&mut out, end);
        (0..count).for_each(|_| end += write_struct(&mut out, known, rulebook, choices));
    }
    if choices.below(3) == 0 {
        let deleted = CLIENTS[choices.below(CLIENTS.len())];
        let next = u64::from(known.next_clock(deleted));
        let limit = if deleted == client { end } else { next };
        if 0 < limit {
            let start = choices.below(limit as usize) as u64;
            let len = 1 + choices.below((limit - start).min(4) as usize) as u64;
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

fn write_struct(
    out: &mut Vec<u8>,
    known: &ClockLedger<u8>,
    rulebook: Rulebook,
    choices: &mut impl Choices,
) -> u64 {
    let kinds: &[u8] = match rulebook {
        Rulebook::Ballot => &[0, 1, 3, 7, 8, 8, 8, 8, 8, 8, 8, 8],
        _ => &[0, 1, 3, 4, 4, 4, 5, 6, 7, 7, 7, 7, 8, 8, 8, 8],
    };
    let kind = kinds[choices.below(kinds.len())];
    let flags = if kind == 0 {
        0
    } else {
        [0x00, 0x20, 0x20, 0x40, 0x80, 0x80, 0xc0, 0xc0][choices.below(8)]
    };
    out.push(kind | flags);
    if flags & 0x80 != 0 {
        write_id(out, known, choices);
    }
    if flags & 0x40 != 0 {
        write_id(out, known, choices);
    }
    if kind != 0 && flags & 0xc0 == 0 {
        if rulebook == Rulebook::Ballot || choices.below(3) == 0 {
            let roots = rulebook.roots();
            out.push(1);
            write_var_string(out, roots[choices.below(roots.len())].0);
        } else {
            out.push(0);
            write_id(out, known, choices);
        }
        if flags & 0x20 != 0 {
            write_var_string(out, ["r1/leadership", "k"][choices.below(2)]);
        }
    }
    write_content(out, kind, choices)
}

fn write_id(out: &mut Vec<u8>, known: &ClockLedger<u8>, choices: &mut impl Choices) {
    let client = CLIENTS[choices.below(CLIENTS.len())];
    write_var_uint(out, client);
    let next = known.next_clock(client) as usize;
    // Mostly the newest: that is where two writers meet.
    let back = if choices.below(2) == 0 {
        8
    } else {
        next.max(1)
    };
    write_var_uint(out, next.saturating_sub(1 + choices.below(back)) as u64);
}

/// Writes content of a kind and says how many clocks it covers.
fn write_content(out: &mut Vec<u8>, kind: u8, choices: &mut impl Choices) -> u64 {
    match kind {
        0 | 1 => {
            let len = 1 + choices.below(3) as u64;
            write_var_uint(out, len);
            len
        }
        3 => {
            out.extend([2, 1, 2]);
            1
        }
        4 => {
            let text = ["x", "😀", "abcdef", "é😀é"][choices.below(4)];
            write_var_string(out, text);
            text.encode_utf16().count() as u64
        }
        5 => {
            write_var_string(out, "{\"image\":1}");
            1
        }
        6 => {
            write_var_string(out, "bold");
            write_var_string(out, ["true", "null"][choices.below(2)]);
            1
        }
        7 => {
            let kind = [0, 1, 2, 3, 4, 6][choices.below(6)];
            out.push(kind);
            if kind == 3 {
                write_var_string(out, "p");
            }
            1
        }
        _ => {
            let len = [1, 1, 2, 3][choices.below(4)];
            write_var_uint(out, len);
            (0..len).for_each(|_| out.extend([125, choices.below(64) as u8]));
            len
        }
    }
}
