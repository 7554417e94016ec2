//! The frames of one request: each behind its length, cut where one is longer than may be taken.
//!
//! Nothing is kept that has not come, and of what came no more than one frame may have.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};
use plenary_protocol::limits;

use super::super::{intake::HEAD_BYTES, reader::Came};

/// Why a batch cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It has more than may be taken at once.
    TooLarge,
    /// A length is not written as it should be, or its frame did not come whole.
    Malformed,
}

/// Reads a batch as its bytes come, in whatever pieces.
#[derive(Debug)]
pub(super) struct Splitter {
    most_bytes: usize,
    // Bytes of all frames that are kept.
    kept_bytes: usize,
    came: VecDeque<Came>,
    at: At,
}

/// What the next byte belongs to.
#[derive(Debug)]
enum At {
    /// A length: what has come of it, and by how much the next seven bits are shifted.
    Length { so_far: u64, shift: u32 },
    /// A frame.
    Frame {
        kept: BytesMut,
        keep: usize,
        skip: u64,
        cut_from_bytes: Option<u64>,
    },
}

const LENGTH: At = At::Length {
    so_far: 0,
    shift: 0,
};

impl Splitter {
    /// For frames of so many bytes, each of them and all together.
    pub(super) fn new(most_bytes: usize) -> Self {
        Self {
            most_bytes,
            kept_bytes: 0,
            came: VecDeque::new(),
            at: LENGTH,
        }
    }

    /// Takes what has come.
    pub(super) fn take(&mut self, mut bytes: &[u8]) -> Result<(), Unreadable> {
        loop {
            match &mut self.at {
                At::Length { so_far, shift } => {
                    let Some((byte, rest)) = bytes.split_first() else {
                        return Ok(());
                    };
                    bytes = rest;
                    // Shortest form, and no length beyond 2^56: nothing that large ever ends.
                    if 49 < *shift || (*byte == 0 && 0 < *shift) {
                        return Err(Unreadable::Malformed);
                    }
                    *so_far |= u64::from(byte & 0x7f) << *shift;
                    *shift += 7;
                    if byte & 0x80 == 0 {
                        let length = *so_far;
                        self.begin(length)?;
                    }
                }
                At::Frame {
                    kept, keep, skip, ..
                } => {
                    if 0 < *keep {
                        let now = bytes.len().min(*keep);
                        kept.extend_from_slice(&bytes[..now]);
                        *keep -= now;
                        bytes = &bytes[now..];
                    }
                    if *keep == 0 && 0 < *skip {
                        let now = bytes
                            .len()
                            .min(usize::try_from(*skip).unwrap_or(usize::MAX));
                        *skip -= now as u64;
                        bytes = &bytes[now..];
                    }
                    if 0 < *keep || 0 < *skip {
                        return Ok(());
                    }
                    self.end_frame();
                }
            }
        }
    }

    /// Everything has come.
    pub(super) fn finish(self) -> Result<VecDeque<Came>, Unreadable> {
        match self.at {
            At::Length { shift: 0, .. } => Ok(self.came),
            _ => Err(Unreadable::Malformed),
        }
    }

    fn begin(&mut self, length: u64) -> Result<(), Unreadable> {
        if self.came.len() == limits::BATCH_FRAMES {
            return Err(Unreadable::TooLarge);
        }
        let is_too_long = (self.most_bytes as u64) < length;
        let keep = match is_too_long {
            true => HEAD_BYTES as usize,
            false => length as usize,
        };
        let skip = length - keep as u64;
        self.kept_bytes += keep;
        if self.most_bytes < self.kept_bytes || limits::SKIPPED_BYTES < skip {
            return Err(Unreadable::TooLarge);
        }
        self.at = At::Frame {
            // It grows as bytes come, and not by what a length claims.
            kept: BytesMut::new(),
            keep,
            skip,
            cut_from_bytes: is_too_long.then_some(length),
        };
        Ok(())
    }

    fn end_frame(&mut self) {
        if let At::Frame {
            kept,
            cut_from_bytes,
            ..
        } = std::mem::replace(&mut self.at, LENGTH)
        {
            self.came.push_back(Came::Frame {
                bytes: Bytes::from(kept),
                cut_from_bytes,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(bytes: &[u8]) -> Came {
        Came::Frame {
            bytes: Bytes::copy_from_slice(bytes),
            cut_from_bytes: None,
        }
    }

    /// Reads a batch in pieces of this size.
    fn read(batch: &[u8], piece: usize, most_bytes: usize) -> Result<VecDeque<Came>, Unreadable> {
        let mut splitter = Splitter::new(most_bytes);
        for piece in batch.chunks(piece) {
            splitter.take(piece)?;
        }
        splitter.finish()
    }

    #[test]
    fn es4_frames_come_out_as_they_went_in_whatever_the_pieces() {
        let long = vec![7; 300];
        let mut batch = vec![3, 1, 2, 3, 0, 1, 9, 0xac, 0x02];
        batch.extend(&long);
        for piece in [1, 2, 5, 1_000] {
            let came = read(&batch, piece, 1_000).unwrap();
            let all = [frame(&[1, 2, 3]), frame(&[]), frame(&[9]), frame(&long)];
            assert_eq!(came, all, "in pieces of {piece}");
        }
        assert_eq!(read(&[], 1, 1_000).unwrap().len(), 0);
    }

    #[test]
    fn es4_of_a_frame_that_is_too_long_the_beginning_is_kept() {
        let mut batch = vec![0xb8, 0x17];
        batch.extend(vec![5; 3_000]);
        batch.extend([1, 6]);
        for piece in [1, 700, 10_000] {
            let came = read(&batch, piece, 2_000).unwrap();
            let head = vec![5; HEAD_BYTES as usize];
            let cut = Came::Frame {
                bytes: head.into(),
                cut_from_bytes: Some(3_000),
            };
            assert_eq!(came, [cut, frame(&[6])], "in pieces of {piece}");
        }
    }

    #[test]
    fn es4_what_is_no_batch_and_what_is_too_much_is_told_apart() {
        let check = |batch: &[u8], wrong| assert_eq!(read(batch, 1, 1_000), Err(wrong));
        check(&[2, 1], Unreadable::Malformed);
        check(&[0x80], Unreadable::Malformed);
        check(&[0x81, 0x00], Unreadable::Malformed);
        check(&[0xff; 12], Unreadable::Malformed);
        // A length that nobody could send costs nothing.
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], Unreadable::TooLarge);
        let mut two = vec![0xd8, 0x04];
        two.extend(vec![1; 600]);
        two.extend(two.clone());
        check(&two, Unreadable::TooLarge);
        check(&[0; limits::BATCH_FRAMES + 1], Unreadable::TooLarge);
    }
}
