//! Where decisions come from: a seed, so that a failure comes back, or the bytes a fuzzer has found worth trying.

/// Decides among few.
pub(crate) trait Choices {
    /// A number below `limit`, which is at least 1.
    fn below(&mut self, limit: usize) -> usize;
}

/// Reads decisions off bytes; decides 0 once they are used up.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        let Some((&first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(first)
    }
}

impl Choices for Bytes<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let number = match limit {
            0..=256 => self.next(),
            _ => self.next() | self.next() << 8,
        };
        number % limit
    }
}
