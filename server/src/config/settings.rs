//! Settings that cannot work, and what to write instead: told at the start, since later nobody would look here.

use std::{io, net::SocketAddr};

use super::Serve;
use crate::http::{NoOrigin, Origin};

/// Where to listen.
pub(super) fn listening(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "it takes an address and a port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080, and no name".to_owned()
    })
}

/// The address that people type.
pub(super) fn public_url(text: &str) -> Result<Origin, String> {
    let origin: Origin = text.parse().map_err(|err| match err {
        NoOrigin::Path => "Plenary is served at the root of a name, and not below a path: give it a name of its own, \
             such as https://plenary.example.org, and let the proxy pass everything on that name to it"
            .to_owned(),
        err => err.to_string(),
    })?;
    if !origin.is_reachable() {
        return Err(
            "this means every address of a machine: give the name or the address that people type"
                .to_owned(),
        );
    }
    Ok(origin)
}

/// A key that nobody could ever show. The key itself is not repeated: it may be half of a right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "--organiser-key cannot be sent as it is: it takes letters, digits and signs of ASCII, at least one, and no space at its ends"
)]
pub struct UselessKey;

/// Whether a key can be shown in a header, where it arrives without the spaces around it.
pub fn check_organiser_key(key: &str) -> Result<(), UselessKey> {
    let is_sent = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    match !key.is_empty() && key.trim() == key && key.bytes().all(is_sent) {
        true => Ok(()),
        false => Err(UselessKey),
    }
}

/// What somebody can do whose address cannot be listened on.
pub fn what_to_do_about(err: &io::Error) -> &'static str {
    match err.kind() {
        io::ErrorKind::AddrInUse => "stop what listens there, or choose another port",
        io::ErrorKind::AddrNotAvailable => {
            "choose an address of this machine, or 0.0.0.0 for all it has"
        }
        io::ErrorKind::PermissionDenied => {
            "choose a port from 1024 on, such as 8080, and let a proxy stand before it"
        }
        _ => "choose another address and port",
    }
}

/// What works and may not be meant, where others than this machine can reach the server.
pub fn doubts_about(serve: &Serve) -> Vec<&'static str> {
    if serve.listen.ip().is_loopback() {
        return Vec::new();
    }
    let open_door = "anybody who reaches this server may make workshops on it: set --organiser-key to say who may";
    let any_host = "links and QR codes name whatever host a caller asked for: set --public-url to say where people reach this server";
    let doubts = [
        serve.organiser_key.is_none().then_some(open_door),
        serve.public_url.is_none().then_some(any_host),
    ];
    doubts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::config::{Command, CommandLine};

    #[test]
    fn a_public_address_has_no_path_and_leads_somewhere() {
        let told = public_url("https://x.example/plenary").unwrap_err();
        assert!(told.contains("a name of its own"), "{told}");
        for nowhere in ["http://0.0.0.0:8080", "http://[::]"] {
            assert!(public_url(nowhere).unwrap_err().contains("people type"));
        }
        let written = public_url("https://X.example/").unwrap().to_string();
        assert_eq!(written, "https://x.example");
    }

    #[test]
    fn a_key_that_nobody_could_send_is_refused() {
        for useless in ["", " ", " key", "key\n", "schlüssel", "a\tb"] {
            assert_eq!(check_organiser_key(useless), Err(UselessKey), "{useless:?}");
        }
        for good in ["k", "a long secret", "~!{}"] {
            assert_eq!(check_organiser_key(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_others_can_reach_and_is_open_to_all_is_doubted() {
        let serve = |line: &[&str]| {
            let line = [&["plenary", "serve"], line].concat();
            match CommandLine::try_parse_from(line).unwrap().command {
                Command::Serve(serve) => doubts_about(&serve),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(serve(&[]).len(), 0, "this machine alone reaches it");
        let open = serve(&["--listen", "0.0.0.0:8080"]);
        assert!(open[0].contains("--organiser-key") && open[1].contains("--public-url"));
        let (key, url) = (
            ["--organiser-key", "k"],
            ["--public-url", "https://x.example"],
        );
        let closed = [&["--listen", "0.0.0.0:8080"][..], &key, &url].concat();
        assert_eq!(serve(&closed).len(), 0);
    }
}
