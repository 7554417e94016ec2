//! From which web pages a socket may be opened: browsers let any page open one to any server, and say which page it is.
//!
//! A socket needs a token that only the right page has, so this is a second wall: a page of somebody else's cannot use
//! our sockets from its visitors' browsers at all. Whoever sends no `Origin` is no browser and walks past.

use std::{fmt, str::FromStr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, header},
    middleware::Next,
    response::Response,
};
use plenary_protocol::refusal::RefusalCode;

use super::{App, problem::ApiError};

/// Where a web page comes from, such as `https://plenary.example.org`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    is_secure: bool,
    /// In lower case, with brackets where it is an IPv6 address.
    host: String,
    port: u16,
}

/// The text is no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it must look like https://app.example.org, without a path")]
pub struct NoOrigin;

impl Origin {
    /// The origin of the pages at an address, which may have a path.
    pub(super) fn of_url(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        format!("{scheme}://{authority}").parse().ok()
    }

    /// Whether this `Host` is the page's own server. Without a port it means the one that the page's scheme implies:
    /// behind a proxy that ends TLS, nothing else tells.
    fn is_of_host(&self, host: &str) -> bool {
        let scheme = self.scheme();
        let other: Result<Self, _> = format!("{scheme}://{}", host.trim()).parse();
        other.is_ok_and(|other| *self == other)
    }

    fn scheme(&self) -> &'static str {
        if self.is_secure { "https" } else { "http" }
    }

    fn implied_port(is_secure: bool) -> u16 {
        if is_secure { 443 } else { 80 }
    }
}

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let text = text.to_ascii_lowercase();
        let (is_secure, authority) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            _ => return Err(NoOrigin),
        };
        // The colons of an IPv6 address stand in brackets.
        let behind_host = authority.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match authority[behind_host..].find(':') {
            Some(colon) => {
                let (host, port) = authority.split_at(behind_host + colon);
                (host, port[1..].parse().map_err(|_| NoOrigin)?)
            }
            None => (authority, Self::implied_port(is_secure)),
        };
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let is_host = match host.strip_prefix('[') {
            Some(address) => address
                .strip_suffix(']')
                .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok()),
            None => !host.is_empty() && host.len() <= 253 && host.bytes().all(is_plain),
        };
        if !is_host {
            return Err(NoOrigin);
        }
        Ok(Self {
            is_secure,
            host: host.to_owned(),
            port,
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.scheme(), self.host)?;
        if self.port != Self::implied_port(self.is_secure) {
            write!(formatter, ":{}", self.port)?;
        }
        Ok(())
    }
}

/// Lets an upgrade through that comes from no browser, or from a page that may open sockets here.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let checked = check_headers(
        request.headers(),
        app.public_url.as_deref(),
        &app.allowed_origins,
    );
    if let Err(sentence) = checked {
        app.metrics.refused(RefusalCode::Forbidden);
        return Err(ApiError::forbidden(sentence));
    }
    Ok(next.run(request).await)
}

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

fn check_headers(
    headers: &HeaderMap,
    public_url: Option<&str>,
    allowed: &[Origin],
) -> Result<(), String> {
    let mut given = headers.get_all(header::ORIGIN).iter();
    let origin = match (given.next(), given.next()) {
        (None, _) => return Ok(()),
        (Some(origin), None) => origin.to_str().ok().and_then(|text| text.parse().ok()),
        (Some(_), Some(_)) => None,
    };
    let Some(origin): Option<Origin> = origin else {
        return Err(
            "this page has no address of its own, so it may not open sockets here: \
             serve it from a web server and name that with --allowed-origins"
                .to_owned(),
        );
    };
    // A page cannot set these two; what a program sets is its own matter, since it needs no origin at all.
    let hosts = [header::HOST, FORWARDED_HOST];
    let is_own = hosts
        .iter()
        .filter_map(|name| headers.get(name)?.to_str().ok())
        // A chain of proxies makes a list, with the address that the browser used first.
        .filter_map(|hosts| hosts.split(',').next())
        .any(|host| origin.is_of_host(host));
    let is_public = public_url.and_then(Origin::of_url).as_ref() == Some(&origin);
    if is_own || is_public || allowed.contains(&origin) {
        return Ok(());
    }
    Err(format!(
        "pages from {origin} may not open sockets on this server: if that is its own address, start it with \
         --public-url {origin}; if it is another app's, with --allowed-origins {origin}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_and_written_as_browsers_do() {
        for (text, written) in [
            ("https://plenary.example", "https://plenary.example"),
            ("https://Plenary.Example:443", "https://plenary.example"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://[::1]", "http://[::1]"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), written);
        }
        for wrong in [
            "",
            "null",
            "plenary.example",
            "ftp://x",
            "https://",
            "https://x/",
            "https://x/path",
            "https://me@x",
            "https://x:port",
            "https://x:99999",
            "https://a b",
            "https://[::1",
            "https://[x]",
            "https://::1",
        ] {
            assert_eq!(wrong.parse::<Origin>(), Err(NoOrigin), "{wrong}");
        }
    }

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], is_let_in: bool) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name: HeaderName = name.parse().unwrap();
                (name, value.parse().unwrap())
            })
            .collect();
        let allowed = ["https://app.example".parse().unwrap()];
        let public = Some("https://plenary.example/rooms");
        let checked = check_headers(&map, public, &allowed);
        assert_eq!(checked.is_ok(), is_let_in, "{headers:?}: {checked:?}");
    }

    #[test]
    fn a_page_of_this_server_or_of_a_named_app_may_open_a_socket_and_no_other() {
        let host = ("host", "hall.example:8080");
        check(&[host], true);
        check(&[host, ("origin", "http://hall.example:8080")], true);
        check(&[host, ("origin", "http://HALL.example:8080")], true);
        check(&[host, ("origin", "https://hall.example:8080")], true);
        check(&[host, ("origin", "http://hall.example")], false);
        check(&[host, ("origin", "http://hall.example:8081")], false);
        check(&[host, ("origin", "https://evil.example")], false);
        check(
            &[host, ("origin", "https://hall.example:8080.evil.example")],
            false,
        );
        check(&[host, ("origin", "null")], false);
        check(&[host, ("origin", "https://plenary.example")], true);
        check(&[host, ("origin", "http://plenary.example")], false);
        check(&[host, ("origin", "https://app.example")], true);
        check(&[host, ("origin", "http://app.example")], false);
        check(&[("origin", "https://evil.example")], false);
        // Without a port, a host means the port of the page's scheme.
        check(
            &[("host", "x.example"), ("origin", "https://x.example")],
            true,
        );
        check(
            &[("host", "x.example:443"), ("origin", "https://x.example")],
            true,
        );
        check(
            &[("host", "x.example:80"), ("origin", "https://x.example")],
            false,
        );
        let proxied = ("x-forwarded-host", "front.example, inner.example");
        check(&[host, proxied, ("origin", "https://front.example")], true);
        check(&[host, proxied, ("origin", "https://inner.example")], false);
    }

    #[test]
    fn a_page_with_two_origins_is_refused() {
        let mut headers = HeaderMap::new();
        headers.append(header::HOST, "a.example".parse().unwrap());
        headers.append(header::ORIGIN, "https://a.example".parse().unwrap());
        headers.append(header::ORIGIN, "https://a.example".parse().unwrap());
        assert!(check_headers(&headers, None, &[]).is_err());
    }
}
