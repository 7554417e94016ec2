//! lib0's primitives: variable-length integers, byte strings, text.
//!
//! The reader never panics and never allocates; what it hands out borrows from the frame.
//! Integers must be written in their shortest form, as lib0 and yrs write them: two spellings of one
//! number are two chances for two readers to disagree.

use super::{Problem, WireError};

/// The largest integer JavaScript holds exactly, and so the largest on the wire.
pub const INTEGER_MAX: u64 = (1 << 53) - 1;

/// 53 bits in groups of seven.
const VAR_UINT_BYTES_MAX: usize = 8;

/// A cursor over borrowed bytes.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }

    /// How many bytes have been read.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How many bytes are left.
    pub fn remaining(&self) -> usize {
        self.bytes.len() - self.offset
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.remaining() == 0
    }

    /// An error at the current byte.
    pub fn error(&self, problem: Problem) -> WireError {
        WireError {
            offset: self.offset,
            problem,
        }
    }

    /// Reads one byte.
    pub fn u8(&mut self) -> Result<u8, WireError> {
        let byte = *self
            .bytes
            .get(self.offset)
            .ok_or_else(|| self.truncated(1))?;
        self.offset += 1;
        Ok(byte)
    }

    /// Reads exactly `length` bytes.
    pub fn take(&mut self, length: u64) -> Result<&'a [u8], WireError> {
        if (self.remaining() as u64) < length {
            return Err(self.truncated(length));
        }
        let start = self.offset;
        // Below the remaining length, so it fits.
        self.offset += length as usize;
        Ok(&self.bytes[start..self.offset])
    }

    /// Reads an unsigned integer up to 2^53 - 1.
    pub fn var_uint(&mut self) -> Result<u64, WireError> {
        let start = self.offset;
        let at_start = |problem| WireError {
            offset: start,
            problem,
        };
        let mut value = 0_u64;
        for index in 0..VAR_UINT_BYTES_MAX {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << (7 * index);
            if byte < 0x80 {
                if byte == 0 && 0 < index {
                    return Err(at_start(Problem::IntegerOverlong));
                }
                if INTEGER_MAX < value {
                    return Err(at_start(Problem::IntegerTooLarge));
                }
                return Ok(value);
            }
        }
        Err(at_start(Problem::IntegerTooLarge))
    }

    /// Reads an unsigned integer that the field keeps below 2^32, such as a clock or a length.
    pub fn var_u32(&mut self) -> Result<u32, WireError> {
        let start = self.offset;
        u32::try_from(self.var_uint()?).map_err(|_| WireError {
            offset: start,
            problem: Problem::IntegerTooLarge,
        })
    }

    /// Reads lib0's signed integer: a sign and six bits, then groups of seven.
    pub fn var_int(&mut self) -> Result<i64, WireError> {
        let start = self.offset;
        let at_start = |problem| WireError {
            offset: start,
            problem,
        };
        let first = self.u8()?;
        let is_negative = first & 0x40 != 0;
        let mut magnitude = u64::from(first & 0x3f);
        let mut shift = 6;
        let mut last = first;
        while 0x80 <= last {
            // Six bits and seven groups of seven are 55: the check below decides on the last two.
            if 55 <= shift {
                return Err(at_start(Problem::IntegerTooLarge));
            }
            last = self.u8()?;
            magnitude |= u64::from(last & 0x7f) << shift;
            shift += 7;
            if last == 0 {
                return Err(at_start(Problem::IntegerOverlong));
            }
        }
        if INTEGER_MAX < magnitude {
            return Err(at_start(Problem::IntegerTooLarge));
        }
        let magnitude = magnitude as i64;
        Ok(if is_negative { -magnitude } else { magnitude })
    }

    /// Reads a count of entries that need at least `entry_bytes_min` bytes each, so that no loop and no
    /// table is ever sized by a claim the frame cannot keep.
    pub fn count(&mut self, entry_bytes_min: usize) -> Result<usize, WireError> {
        let start = self.offset;
        let count = self.var_uint()?;
        let most = (self.remaining() / entry_bytes_min.max(1)) as u64;
        if most < count {
            return Err(WireError {
                offset: start,
                problem: Problem::BadCount { count, most },
            });
        }
        Ok(count as usize)
    }

    /// Reads a byte string: its length, then its bytes.
    pub fn var_bytes(&mut self) -> Result<&'a [u8], WireError> {
        let length = self.var_uint()?;
        self.take(length)
    }

    /// Reads text: a byte string that must be UTF-8.
    pub fn var_string(&mut self) -> Result<&'a str, WireError> {
        let bytes = self.var_bytes()?;
        let start = self.offset - bytes.len();
        std::str::from_utf8(bytes).map_err(|error| WireError {
            offset: start + error.valid_up_to(),
            problem: Problem::InvalidUtf8,
        })
    }

    /// Demands that everything has been read.
    pub fn finish(&self) -> Result<(), WireError> {
        match self.remaining() {
            0 => Ok(()),
            count => Err(self.error(Problem::TrailingBytes { count })),
        }
    }

    fn truncated(&self, needed: u64) -> WireError {
        self.error(Problem::Truncated {
            needed,
            remaining: self.remaining(),
        })
    }
}

/// Appends an unsigned integer.
pub fn write_var_uint(out: &mut Vec<u8>, mut value: u64) {
    while 0x7f < value {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a byte string.
pub fn write_var_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_var_uint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends text.
pub fn write_var_string(out: &mut Vec<u8>, text: &str) {
    write_var_bytes(out, text.as_bytes());
}

#[cfg(test)]
mod tests;
