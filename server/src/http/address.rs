//! Where people reach this server: as configured, or as the caller reached it, or where it listens.

use std::net::SocketAddr;

use axum::http::{HeaderMap, header};

/// Where this server listens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listening(pub(super) SocketAddr);

/// The address to put before links, without a slash at its end.
///
/// A caller who forges these headers deceives nobody else: the links go back to that caller alone.
pub(super) fn public_url(
    configured: Option<&str>,
    headers: &HeaderMap,
    Listening(listening): Listening,
) -> String {
    if let Some(url) = configured {
        return url.trim_end_matches('/').to_owned();
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST.as_str()).filter(|host| is_host(host));
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    match host {
        Some(host) => format!("{scheme}://{host}"),
        None => format!("http://{listening}"),
    }
}

/// A name or address with or without a port, and nothing that would end the host in a link.
fn is_host(text: &str) -> bool {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    !text.is_empty() && text.len() <= 255 && text.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(configured: Option<&str>, headers: &[(&'static str, &'static str)], expected: &str) {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let listening = Listening("127.0.0.1:8080".parse().unwrap());
        assert_eq!(public_url(configured, &headers, listening), expected);
    }

    #[test]
    fn links_lead_to_where_the_caller_came_unless_an_address_is_configured() {
        check(None, &[], "http://127.0.0.1:8080");
        check(
            None,
            &[("host", "hall.example:81")],
            "http://hall.example:81",
        );
        let proxied = [("host", "hall.example"), ("x-forwarded-proto", "https")];
        check(None, &proxied, "https://hall.example");
        check(
            Some("https://plenary.example/"),
            &proxied,
            "https://plenary.example",
        );
        check(None, &[("host", "evil/../x")], "http://127.0.0.1:8080");
    }
}
