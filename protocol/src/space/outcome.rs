//! What comes of an entry, of opening a document, and of a journal that does not fold.

use crate::refusal::Refusal;

/// What an entry did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<M> {
    /// It took effect, and made this.
    Done(M),
    /// It stands in the journal and changed nothing.
    Refused(Refusal),
    /// It repeats a request that is known: it changed nothing, and is answered as that one was.
    Repeated,
}

/// What a seat may do with a document now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read only.
    Read,
    /// Read and write.
    Write,
}

/// Why a journal does not fold.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// The first entry is not the making of such a space.
    #[error("the journal does not begin with the making of the workshop")]
    NoBeginning,
}
