//! Why an update may not pass.

use crate::wire::WireError;

/// A reason to refuse an update; its text is for logs, never for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The client has written something in between that never arrived.
    #[error("client {client} continues at clock {got}, expected {expected}")]
    Gap {
        /// The client id.
        client: u64,
        /// Its next clock here.
        expected: u32,
        /// The clock the update starts at.
        got: u32,
    },
    /// A struct refers to one that is neither known nor in the update.
    #[error("a struct refers to {client}:{clock}, which nobody has")]
    DanglingReference {
        /// The client id referred to.
        client: u64,
        /// The clock referred to.
        clock: u32,
    },
    /// Something is deleted that is neither known nor in the update.
    #[error("client {client} is deleted up to clock {got}, known up to {expected}")]
    DeleteBeyondKnown {
        /// The client id.
        client: u64,
        /// Its next clock after this update.
        expected: u32,
        /// The end of the deleted range.
        got: u32,
    },
    /// New structs under a client id that another owner has used first.
    #[error("client {client} belongs to somebody else")]
    ForeignClient {
        /// The client id.
        client: u64,
    },
    /// Structs that are known, but say something else than what is known.
    #[error("client {client} clock {clock} stands in the document with other content")]
    OtherContent {
        /// The client id.
        client: u64,
        /// The first clock that differs.
        clock: u32,
    },
    /// A deletion of somebody else's items where only one's own may be deleted.
    #[error("items of client {client} belong to somebody else")]
    ForeignDelete {
        /// The client id.
        client: u64,
    },
    /// More client ids than the owner or the document may have.
    #[error("more than {most} client ids")]
    TooManyClients {
        /// The cap.
        most: usize,
    },
    /// More structs than one update may have.
    #[error("more than {most} structs")]
    TooManyStructs {
        /// The cap.
        most: usize,
    },
    /// Something longer than allowed.
    #[error("{what} of {size_bytes} bytes, at most {most_bytes}")]
    TooLong {
        /// What it is.
        what: &'static str,
        /// Its size.
        size_bytes: usize,
        /// The cap.
        most_bytes: usize,
    },
    /// Types or values nested deeper than allowed.
    #[error("nested deeper than {most} levels")]
    TooDeep {
        /// The cap.
        most: u8,
    },
    /// A filler struct that stands for content the sender lacks.
    #[error("a gap filler at byte {offset}")]
    Skip {
        /// Where.
        offset: usize,
    },
    /// A document within the document.
    #[error("a document within a document at byte {offset}")]
    Subdocument {
        /// Where.
        offset: usize,
    },
    /// Content of a kind that Yjs and yrs do not read alike, or not at all.
    #[error("unknown {what} {kind} at byte {offset}")]
    UnknownContent {
        /// Which number it is.
        what: &'static str,
        /// Its value.
        kind: u64,
        /// Where.
        offset: usize,
    },
    /// A struct or range that covers nothing.
    #[error("an empty {what} at byte {offset}")]
    Empty {
        /// What it is.
        what: &'static str,
        /// Where.
        offset: usize,
    },
    /// Embedded JSON that does not parse.
    #[error("malformed json at byte {offset}")]
    BadJson {
        /// Where.
        offset: usize,
    },
    /// Structs that wait for each other.
    #[error("client {client} clock {clock} waits for itself")]
    CircularReference {
        /// The client id of the struct.
        client: u64,
        /// Its clock.
        clock: u32,
    },
    /// A parent that can hold nothing.
    #[error("{client}:{clock} is not a type and cannot be a parent")]
    NotAType {
        /// The client id of the would-be parent.
        client: u64,
        /// Its clock.
        clock: u32,
    },
    /// Content that this kind of document never has.
    #[error("client {client} clock {clock}: {problem}")]
    Shape {
        /// The client id of the struct.
        client: u64,
        /// Its clock.
        clock: u32,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Bytes that are not an update.
    #[error(transparent)]
    Malformed(#[from] WireError),
}

impl Refused {
    /// Whether the sender most likely holds what is missing: the server then answers with its own sync step 1 and
    /// the sender sends everything since.
    pub fn wants_resync(&self) -> bool {
        matches!(
            self,
            Refused::Gap { .. }
                | Refused::DanglingReference { .. }
                | Refused::DeleteBeyondKnown { .. }
        )
    }

    /// One word for the reason, for counting refusals.
    pub fn reason(&self) -> &'static str {
        match self {
            Refused::Gap { .. } => "gap",
            Refused::DanglingReference { .. } => "dangling-reference",
            Refused::DeleteBeyondKnown { .. } => "delete-beyond-known",
            Refused::ForeignClient { .. } => "foreign-client",
            Refused::OtherContent { .. } => "other-content",
            Refused::ForeignDelete { .. } => "foreign-delete",
            Refused::TooManyClients { .. } => "too-many-clients",
            Refused::TooManyStructs { .. } => "too-many-structs",
            Refused::TooLong { .. } => "too-long",
            Refused::TooDeep { .. } => "too-deep",
            Refused::Skip { .. } => "skip",
            Refused::Subdocument { .. } => "subdocument",
            Refused::UnknownContent { .. } => "unknown-content",
            Refused::Empty { .. } => "empty",
            Refused::BadJson { .. } => "bad-json",
            Refused::CircularReference { .. } => "circular-reference",
            Refused::NotAType { .. } => "not-a-type",
            Refused::Shape { .. } => "shape",
            Refused::Malformed(_) => "malformed",
        }
    }
}
