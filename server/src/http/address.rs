//! Where people reach this server: as configured, or as the caller reached it, or where it listens.

use std::net::SocketAddr;

use super::{forwarded::Reached, origin::Origin};

/// Where this server listens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listening(pub(super) SocketAddr);

/// The address to put before links, without a slash at its end.
///
/// A caller who forges a host deceives nobody else: the links go back to that caller alone.
pub(super) fn links_begin_with(
    configured: Option<&Origin>,
    reached: &Reached,
    Listening(listening): Listening,
) -> String {
    match configured.cloned().or_else(|| reached.origin()) {
        Some(origin) => origin.to_string(),
        None => format!("http://{listening}"),
    }
}
