//! The texts of proxies' headers, taken apart. Knows nothing of whom to trust.

use std::net::{IpAddr, SocketAddr};

use super::Scheme;

/// What one proxy wrote into `Forwarded`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Whether it says at all by whom it was called.
    pub(super) says_for: bool,
    /// By whom, where it does not hide that.
    pub(super) address: Option<IpAddr>,
    pub(super) host: Option<String>,
    pub(super) scheme: Option<Scheme>,
}

impl Element {
    /// All elements of a `Forwarded`, the outermost proxy's first. None where the text keeps no rule of RFC 7239.
    pub(super) fn read_all(text: &str) -> Option<Vec<Self>> {
        let mut elements = Vec::new();
        let mut element = Self::default();
        let mut names = Vec::new();
        let mut rest = text.trim();
        loop {
            // RFC 7239 allows empty elements and pairs, as lists of HTTP do.
            if !rest.is_empty() && !rest.starts_with([',', ';']) {
                let (name, behind) = rest.split_once('=')?;
                let name = name.trim().to_ascii_lowercase();
                if !is_token(&name) || names.contains(&name) {
                    return None;
                }
                let (value, behind) = value(behind)?;
                element.take(&name, value);
                names.push(name);
                rest = behind.trim_start();
            }
            let is_end = rest.is_empty();
            if is_end || rest.starts_with(',') {
                if !names.is_empty() {
                    elements.push(std::mem::take(&mut element));
                    names.clear();
                }
                if is_end {
                    return Some(elements);
                }
            } else if !rest.starts_with(';') {
                return None;
            }
            rest = rest[1..].trim_start();
        }
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "for" => {
                self.says_for = true;
                self.address = address(&value);
            }
            "host" => self.host = Some(value),
            "proto" => self.scheme = scheme(&value),
            _ => {}
        }
    }
}

/// A token or a quoted text, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ';']).unwrap_or(text.len());
        let (token, behind) = text.split_at(end);
        let token = token.trim_end();
        // Strictly no token holds a colon, but some proxies write addresses and hosts without the quotes.
        let is_plain = token
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"');
        return (is_plain && !token.is_empty()).then(|| (token.to_owned(), behind));
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(letters.next()?.1),
            letter => value.push(letter),
        }
    }
    None
}

fn is_token(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}

/// The values of a list.
pub(super) fn list(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// An address as proxies write it: bare, in brackets, or with a port. None for `unknown` and for names of their own.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address: Option<IpAddr> = bare.unwrap_or(text).parse().ok();
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    address
        .or_else(with_port)
        .map(|address| address.to_canonical())
}

/// How a browser asks; some proxies name the socket's scheme instead of the page's.
pub(super) fn scheme(text: &str) -> Option<Scheme> {
    match text.to_ascii_lowercase().as_str() {
        "https" | "wss" => Some(Scheme::Https),
        "http" | "ws" => Some(Scheme::Http),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(address: Option<&str>, host: Option<&str>, scheme: Option<Scheme>) -> Element {
        Element {
            says_for: true,
            address: address.map(|text| text.parse().unwrap()),
            host: host.map(str::to_owned),
            scheme,
        }
    }

    #[test]
    fn forwarded_is_read_as_its_rfc_writes_it() {
        let https = Some(Scheme::Https);
        let one = |text: &str, expected: Element| {
            assert_eq!(Element::read_all(text), Some(vec![expected]), "{text}");
        };
        one("for=192.0.2.60", element(Some("192.0.2.60"), None, None));
        one(
            "For=\"[2001:db8:cafe::17]:4711\"",
            element(Some("2001:db8:cafe::17"), None, None),
        );
        one(
            "for=192.0.2.60;proto=https;by=203.0.113.43;host=\"a.example:8443\"",
            element(Some("192.0.2.60"), Some("a.example:8443"), https),
        );
        one(
            " for = \"192.0.2.60:80\" ; PROTO=HTTPS ",
            element(Some("192.0.2.60"), None, https),
        );
        one("for=unknown", element(None, None, None));
        one("for=\"_hidden\"", element(None, None, None));
        one(
            "for=_a;ext=\"with , and ; and \\\" in it\";host=\"\\x\"",
            element(None, Some("x"), None),
        );
        one(
            "for=::ffff:192.0.2.1",
            element(Some("192.0.2.1"), None, None),
        );
        let two = Element::read_all("for=192.0.2.43, , for=\"[2001:db8::1]\";;proto=http").unwrap();
        assert_eq!(
            two,
            [
                element(Some("192.0.2.43"), None, None),
                element(Some("2001:db8::1"), None, Some(Scheme::Http)),
            ]
        );
        assert_eq!(Element::read_all(""), Some(Vec::new()));
    }

    #[test]
    fn what_keeps_no_rule_is_not_read_at_all() {
        for wrong in [
            "for",
            "for=",
            "=a",
            "for=a;for=b",
            "for=\"a",
            "for=\"a\\",
            "for=\"a\"b",
            "for=a b",
            "f r=a",
            "for=a\"b",
        ] {
            assert_eq!(Element::read_all(wrong), None, "{wrong}");
        }
    }
}
