//! How a socket ends, told in one shape whoever ended it.

use plenary_protocol::wire::WireError;
use tokio_tungstenite::tungstenite::{self, protocol::CloseFrame};

/// Whether the socket is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It is.
    Connected,
    /// It is not, and this is how it ended.
    Closed(Closed),
}

/// How a socket ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The close code, where the other side sent one.
    pub code: Option<u16>,
    /// The words that came with it.
    pub reason: String,
}

impl Closed {
    pub(crate) fn by_us() -> Self {
        Self {
            code: None,
            reason: "closed by us".to_owned(),
        }
    }

    pub(crate) fn by_server(frame: Option<CloseFrame>) -> Self {
        frame.map_or_else(Self::without_a_word, |frame| Self {
            code: Some(frame.code.into()),
            reason: frame.reason.to_string(),
        })
    }

    pub(crate) fn without_a_word() -> Self {
        Self {
            code: None,
            reason: "closed without a word".to_owned(),
        }
    }

    pub(crate) fn abruptly(err: &tungstenite::Error) -> Self {
        Self {
            code: None,
            reason: err.to_string(),
        }
    }

    pub(crate) fn unreadable(err: &WireError) -> Self {
        Self {
            code: None,
            reason: format!("the server sent a frame that cannot be read: {err}"),
        }
    }
}
