//! Where a server is: one address from which those of its calls and its socket follow.

use std::{fmt, io, net::SocketAddr, str::FromStr};

use reqwest::Url;

use crate::error::ClientError;

/// The address of a server, such as `http://127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
// Invariant: the scheme is http or https and there is a host.
pub struct ServerAddress(Url);

impl ServerAddress {
    /// The address of a REST call: each segment is escaped on its own.
    pub(crate) fn call(&self, segments: &[&str]) -> Url {
        let mut url = self.0.clone();
        url.path_segments_mut()
            .expect("an http address has a path: checked by the parser")
            .pop_if_empty()
            .extend(segments);
        url
    }

    /// The address of the socket.
    pub fn sync(&self) -> String {
        let mut url = self.call(&["sync"]);
        let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
        url.set_scheme(scheme)
            .expect("http and ws are both schemes with a host");
        url.into()
    }

    /// The IPv4 address and port behind the name.
    pub(crate) fn socket_address(&self) -> io::Result<SocketAddr> {
        let addresses = self.0.socket_addrs(|| None)?;
        addresses
            .into_iter()
            .find(SocketAddr::is_ipv4)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no IPv4 address"))
    }

    /// Whether the server is on this machine, where no proxy can be in between.
    pub(crate) fn is_loopback(&self) -> bool {
        matches!(
            self.0.host_str(),
            Some("localhost" | "127.0.0.1" | "[::1]" | "::1")
        )
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl FromStr for ServerAddress {
    type Err = ClientError;

    fn from_str(text: &str) -> Result<Self, ClientError> {
        let refused = |reason: String| ClientError::Address {
            text: text.to_owned(),
            reason,
        };
        let url: Url = text.parse().map_err(|err| refused(format!("{err}")))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(refused("it must begin with http:// or https://".to_owned()));
        }
        Ok(Self(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_socket_follow_from_the_address() {
        let check = |text: &str, socket: &str, call: &str| {
            let server: ServerAddress = text.parse().unwrap();
            assert_eq!(server.sync(), socket);
            assert_eq!(server.call(&["api", "v1", "a b"]).as_str(), call);
        };
        check(
            "http://127.0.0.1:8080",
            "ws://127.0.0.1:8080/sync",
            "http://127.0.0.1:8080/api/v1/a%20b",
        );
        check(
            "https://example.org/rooms/",
            "wss://example.org/rooms/sync",
            "https://example.org/rooms/api/v1/a%20b",
        );
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused() {
        for wrong in ["", "127.0.0.1:8080", "ftp://example.org", "http://"] {
            assert!(wrong.parse::<ServerAddress>().is_err(), "{wrong:?}");
        }
    }
}
