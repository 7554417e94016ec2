//! What is doubtful about proxies' headers, told to whoever runs the server: once each, and without an address.

use std::sync::atomic::{AtomicBool, Ordering};

/// Something that whoever set up the proxy should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Doubt {
    /// Somebody sends these headers who is no trusted proxy.
    Untrusted,
    /// Both kinds of headers came, and name different callers.
    Contradiction,
    /// A header cannot be read.
    Unreadable,
}

/// Which doubts have been told. Each can be caused by any caller, so none may fill the log.
#[derive(Debug, Default)]
pub(in crate::http) struct Doubts([AtomicBool; 3]);

impl Doubts {
    pub(in crate::http) fn tell(&self, doubt: Doubt) {
        if self.0[doubt as usize].swap(true, Ordering::Relaxed) {
            return;
        }
        match doubt {
            Doubt::Untrusted => tracing::warn!(
                "X-Forwarded-… or Forwarded headers came from an address that is not a trusted proxy's, and were \
                 ignored: if that is your proxy, name its address with --trusted-proxies (told once)"
            ),
            Doubt::Contradiction => tracing::warn!(
                "a trusted proxy sent both Forwarded and X-Forwarded-For, and they name different callers: let it \
                 remove the one that it does not write itself (told once)"
            ),
            Doubt::Unreadable => tracing::warn!(
                "a trusted proxy sent a Forwarded or X-Forwarded-… header that cannot be read, and it was ignored: \
                 let it remove what callers send (told once)"
            ),
        }
    }
}
