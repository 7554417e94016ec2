//! What can go wrong between a participant and the server, each with what it was about.

use std::time::Duration;

use plenary_protocol::api::Problem;

/// Why something a participant tried did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server said no, and why.
    #[error("the server answered {}: {}", .0.status, .0.detail)]
    Problem(Box<Problem>),
    /// The text is no address of a server.
    #[error("`{text}` is not the address of a server: {reason}")]
    Address {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There was no answer.
    #[error("no answer from the server: {0}")]
    Http(#[from] reqwest::Error),
    /// The answer has another shape than the contract's.
    #[error("the answer to {call} cannot be read: {reason}")]
    Unreadable {
        /// What was asked.
        call: String,
        /// What is wrong with the answer.
        reason: String,
    },
    /// The socket could not be opened.
    #[error("the socket could not be opened: {0}")]
    Socket(#[from] Box<tokio_tungstenite::tungstenite::Error>),
    /// The socket is closed: `reconnect` opens it again.
    #[error("the socket is closed")]
    Offline,
    /// The task that owns the socket has ended.
    #[error("the connection has ended")]
    Ended,
    /// The server did not open a document.
    #[error("`{document}` was not opened: {reason}")]
    Denied {
        /// Which document.
        document: String,
        /// The server's reason.
        reason: String,
    },
    /// The server refused something that was written.
    #[error("{frames} frames written to `{document}` were not taken")]
    NotTaken {
        /// Which document.
        document: String,
        /// How many frames were refused since it was opened.
        frames: u64,
    },
    /// Something that was waited for did not happen.
    #[error("{awaited} did not happen within {timeout:?}; what was seen last: {seen}")]
    TimedOut {
        /// What was waited for.
        awaited: String,
        /// How long.
        timeout: Duration,
        /// What was there instead.
        seen: String,
    },
}

impl ClientError {
    /// The server's problem document, where this is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            ClientError::Problem(problem) => Some(problem),
            _ => None,
        }
    }
}
