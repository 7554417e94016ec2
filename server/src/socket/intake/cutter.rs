//! Where one frame ends and the next begins, and what of a message that is too long is passed on.

use plenary_protocol::limits;
use tokio::io::ReadBuf;

use super::{Cut, Meter};

/// What is passed on of a message that is cut: its address and what kind of message it is.
pub(in crate::socket) const HEAD_BYTES: u64 = limits::ADDRESS_BYTES as u64 + 32;

/// The longest header of a frame: two bytes, a length of eight, a mask of four.
const HEADER_BYTES: usize = 14;

const FINAL: u8 = 0x80;
const OPCODE: u8 = 0x0f;
const CONTINUATION: u8 = 0x0;
const CONTROL: u8 = 0x8;
const MASKED: u8 = 0x80;
const LENGTH: u8 = 0x7f;

/// Reads frames as their bytes come, in whatever pieces.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    // A header that has begun to come.
    header: [u8; HEADER_BYTES],
    header_bytes: usize,
    // Of the frame whose header has come: bytes to pass on, then bytes to skip.
    pass: u64,
    skip: u64,
    // Bytes of the message that earlier frames have brought, and whether the rest of it is skipped.
    message_bytes: u64,
    is_cut: bool,
    // Bytes of it that have been skipped.
    skipped: u64,
    // Data messages that have been passed on to their end.
    messages: u64,
}

impl Cutter {
    /// Bytes that have come and are neither passed on nor skipped yet.
    pub(super) fn held(&self) -> usize {
        self.header_bytes
    }

    /// Whether a message that is too long does not come to an end.
    pub(super) fn is_endless(&self) -> bool {
        limits::SKIPPED_BYTES < self.skipped
    }

    /// Passes on what may be of these bytes. `out` has room for them and for what is held.
    pub(super) fn pass(&mut self, mut bytes: &[u8], out: &mut ReadBuf<'_>, meter: &Meter) {
        while !bytes.is_empty() {
            if 0 < self.pass {
                let (now, later) = bytes.split_at(within(self.pass, bytes.len()));
                out.put_slice(now);
                self.pass -= now.len() as u64;
                bytes = later;
            } else if 0 < self.skip {
                let (now, later) = bytes.split_at(within(self.skip, bytes.len()));
                self.skip -= now.len() as u64;
                self.skipped += now.len() as u64;
                bytes = later;
            } else {
                let missing = wanted(&self.header[..self.header_bytes]) - self.header_bytes;
                let (now, later) = bytes.split_at(missing.min(bytes.len()));
                let end = self.header_bytes + now.len();
                self.header[self.header_bytes..end].copy_from_slice(now);
                self.header_bytes = end;
                bytes = later;
                if wanted(&self.header[..end]) == end {
                    self.begin(out, meter);
                }
            }
        }
    }

    /// A header has come whole.
    fn begin(&mut self, out: &mut ReadBuf<'_>, meter: &Meter) {
        let bytes = std::mem::take(&mut self.header_bytes);
        let header = self.header;
        let header = &header[..bytes];
        let (opcode, is_final) = (header[0] & OPCODE, header[0] & FINAL != 0);
        let length = length(header);
        // Control frames may stand between the frames of a message.
        if CONTROL <= opcode {
            self.pass = length;
            out.put_slice(header);
            return;
        }
        if opcode != CONTINUATION {
            (self.message_bytes, self.is_cut, self.skipped) = (0, false, 0);
        }
        if self.is_cut {
            self.skip = length;
            self.is_cut = !is_final;
            return;
        }
        let so_far = self.message_bytes;
        self.message_bytes = so_far.saturating_add(length);
        if self.message_bytes <= meter.most_bytes() {
            self.pass = length;
            self.messages += u64::from(is_final);
            out.put_slice(header);
            return;
        }
        // The message ends here for whoever reads it, behind its beginning.
        let kept = HEAD_BYTES.saturating_sub(so_far).min(length);
        (self.pass, self.skip) = (kept, length - kept);
        self.is_cut = !is_final;
        put_shortened(header, kept, out);
        meter.add_cut(Cut {
            message: self.messages,
            size_bytes: self.message_bytes,
        });
        self.messages += 1;
    }
}

/// Bytes that a header has, as far as its beginning tells.
fn wanted(header: &[u8]) -> usize {
    let Some(second) = header.get(1) else {
        return 2;
    };
    let length = match second & LENGTH {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    2 + length + if second & MASKED == 0 { 0 } else { 4 }
}

/// The length that a whole header claims.
fn length(header: &[u8]) -> u64 {
    let bytes = match header[1] & LENGTH {
        126 => &header[2..4],
        127 => &header[2..10],
        short => return u64::from(short),
    };
    let digit = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    bytes.iter().fold(0, digit)
}

/// Writes a header anew for the last frame of a message, with a shorter length; its mask stays.
fn put_shortened(header: &[u8], length: u64, out: &mut ReadBuf<'_>) {
    let mask_at = wanted(&[header[0], header[1] & !MASKED]);
    out.put_slice(&[header[0] | FINAL]);
    let masked = header[1] & MASKED;
    match u8::try_from(length) {
        Ok(short) if short < 126 => out.put_slice(&[masked | short]),
        // What is kept is never longer than two bytes can say.
        _ => {
            out.put_slice(&[masked | 126]);
            out.put_slice(&(length as u16).to_be_bytes());
        }
    }
    out.put_slice(&header[mask_at..]);
}

fn within(left: u64, length: usize) -> usize {
    usize::try_from(left).unwrap_or(usize::MAX).min(length)
}

const _: () = assert!(HEAD_BYTES <= u16::MAX as u64);
