//! Where web pages come from, such as `https://plenary.example.org`: read once, by the rules of browsers, and written
//! back in one spelling. Settings, headers and links all use this one type, so none of them reads hosts by hand.

use std::{fmt, str::FromStr};

use url::{Host, Url};

/// How a page is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// Where a web page comes from: a scheme, a host and a port, and nothing behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
// Invariant: the scheme is http or https; the host is an address, or a name of letters, digits, `.`, `-` and `_`, so that
// it can stand in a header of ours; the port is not 0.
pub struct Origin {
    scheme: Scheme,
    host: Host,
    port: u16,
}

/// Why a text is no origin, as a sentence that says what to write instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoOrigin {
    /// No scheme, or another one.
    #[error("begin it with https:// or http://, as in https://plenary.example.org")]
    Scheme,
    /// Spaces, control characters, backslashes, or nothing that browsers would take.
    #[error("it must look like https://plenary.example.org")]
    Form,
    /// A host that no page has.
    #[error(
        "its host must be one name or address, such as plenary.example.org, 192.0.2.1 or [2001:db8::1]"
    )]
    Host,
    /// A port that nothing listens on.
    #[error("its port must be 1 to 65535, or left out")]
    Port,
    /// A name or a password before the host.
    #[error("leave out what stands before the @")]
    User,
    /// A path.
    #[error("it must be without a path, as in https://plenary.example.org")]
    Path,
    /// A query or a fragment.
    #[error("leave out the ? or # and what follows it")]
    Query,
}

impl Origin {
    /// The origin of pages at a host as headers name it, with or without a port. None where that would end the host.
    pub(super) fn at(scheme: Scheme, authority: &str) -> Option<Self> {
        let is_plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
        };
        if !authority.bytes().all(is_plain) {
            return None;
        }
        format!("{}://{authority}", scheme.name()).parse().ok()
    }

    pub(super) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether a page of any server could come from here: `0.0.0.0` and `[::]` stand for all addresses of a machine.
    pub(crate) fn is_reachable(&self) -> bool {
        match self.host {
            Host::Ipv4(address) => !address.is_unspecified(),
            Host::Ipv6(address) => !address.is_unspecified(),
            Host::Domain(_) => true,
        }
    }

    /// The sockets of pages from here, as a content security policy names them. None for hosts that its grammar lacks,
    /// IPv6 addresses above all: a browser would complain about them and then ignore them.
    pub(super) fn socket_source(&self) -> Option<String> {
        let is_in_the_grammar = match &self.host {
            Host::Domain(name) => !name.contains('_') && !name.ends_with('.'),
            Host::Ipv4(_) => true,
            Host::Ipv6(_) => false,
        };
        // http is to ws what https is to wss, ports included.
        is_in_the_grammar.then(|| self.to_string().replacen("http", "ws", 1))
    }
}

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        // `url` does what browsers do with an address that somebody types: it passes over spaces at the ends, line ends and
        // tabs, takes \ for /, and finds a host behind one slash or none. In a header or a setting each of these is a
        // mistake or an attack, so what stands before the host is looked at here, and the rest is `url`'s.
        let is_unclear = |letter: char| letter.is_whitespace() || letter.is_control();
        if text.contains(is_unclear) || text.contains('\\') {
            return Err(NoOrigin::Form);
        }
        let (scheme, rest) = text.split_once("://").ok_or(NoOrigin::Scheme)?;
        let scheme = [Scheme::Http, Scheme::Https]
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(scheme))
            .ok_or(NoOrigin::Scheme)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(NoOrigin::User);
        }
        if authority.is_empty() {
            return Err(NoOrigin::Host);
        }
        let url = Url::parse(text).map_err(|err| match err {
            url::ParseError::InvalidPort => NoOrigin::Port,
            _ => NoOrigin::Host,
        })?;
        let host = url.host().ok_or(NoOrigin::Host)?.to_owned();
        if matches!(&host, Host::Domain(name) if !is_name(name)) {
            return Err(NoOrigin::Host);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(NoOrigin::Query);
        }
        if url.path() != "/" {
            return Err(NoOrigin::Path);
        }
        let port = url.port_or_known_default().ok_or(NoOrigin::Port)?;
        if port == 0 {
            return Err(NoOrigin::Port);
        }
        Ok(Self { scheme, host, port })
    }
}

/// A name as DNS has it: `url` has brought it to lower case and to ASCII, but lets through what would end a header's word.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let labels = name.strip_suffix('.').unwrap_or(name);
    name.len() <= 254
        && labels
            .split('.')
            .all(|label| (1..=63).contains(&label.len()) && label.bytes().all(is_plain))
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.scheme.name(), self.host)?;
        let implied = match self.scheme {
            Scheme::Http => 80,
            Scheme::Https => 443,
        };
        if self.port != implied {
            write!(formatter, ":{}", self.port)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_and_written_as_browsers_do() {
        for (text, written) in [
            ("https://plenary.example", "https://plenary.example"),
            ("https://plenary.example/", "https://plenary.example"),
            ("https://Plenary.Example:443", "https://plenary.example"),
            ("HTTP://x.example:80", "http://x.example"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://[::1]", "http://[::1]"),
            ("http://192.0.2.1:81", "http://192.0.2.1:81"),
            // Another scheme's port is a port like any other.
            ("http://x.example:443", "http://x.example:443"),
            ("https://x.example:80", "https://x.example:80"),
            ("https://x.example:0443", "https://x.example"),
            ("https://x.example:", "https://x.example"),
            ("https://BÜCHER.example", "https://xn--bcher-kva.example"),
            (
                "https://XN--BCHER-KVA.example",
                "https://xn--bcher-kva.example",
            ),
            // Addresses have many spellings and browsers know one.
            ("http://[2001:DB8:0:0::1]", "http://[2001:db8::1]"),
            ("http://[::ffff:192.0.2.1]", "http://[::ffff:c000:201]"),
            ("http://127.1", "http://127.0.0.1"),
            ("http://0x7f.0.0.1", "http://127.0.0.1"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn origins_are_the_same_only_where_scheme_host_and_port_are() {
        let own: Origin = "https://plenary.example".parse().unwrap();
        for same in [
            "HTTPS://PLENARY.EXAMPLE",
            "https://plenary.example:443",
            "https://plenary.example/",
        ] {
            assert_eq!(same.parse().as_ref(), Ok(&own), "{same}");
        }
        for other in [
            "http://plenary.example",
            "https://plenary.example:8443",
            // With the dot browsers take it for another host, although DNS does not.
            "https://plenary.example.",
            "https://www.plenary.example",
            "https://plenary.example.evil.example",
            "https://plenary-example",
        ] {
            assert_ne!(other.parse::<Origin>().unwrap(), own, "{other}");
        }
    }

    proptest::proptest! {
        /// What is written back is read as the same, so that a setting, a header and a link never disagree.
        #[test]
        fn what_is_read_as_an_origin_is_written_in_one_spelling(
            text in "(?i:https?)://([a-zA-Z0-9._-]{1,12}|[0-9]{1,3}(\\.[0-9]{1,3}){1,3}|\\[[0-9a-f:]{2,8}\\]|[a-zäöß]{1,6}\\.example)(:[0-9]{0,5})?/?"
        ) {
            if let Ok(origin) = text.parse::<Origin>() {
                let written = origin.to_string();
                let again: Result<Origin, NoOrigin> = written.parse();
                proptest::prop_assert_eq!(again, Ok(origin));
                proptest::prop_assert!(written.is_ascii() && !written.ends_with('/'));
                proptest::prop_assert!(!written.bytes().any(|byte| byte.is_ascii_uppercase()));
            }
        }
    }

    #[test]
    fn what_is_no_origin_is_told_why() {
        let long = format!("https://{}.example", "a".repeat(64));
        for (wrong, why) in [
            ("", NoOrigin::Scheme),
            ("null", NoOrigin::Scheme),
            ("plenary.example", NoOrigin::Scheme),
            ("https:plenary.example", NoOrigin::Scheme),
            ("ftp://x", NoOrigin::Scheme),
            ("*", NoOrigin::Scheme),
            ("https://", NoOrigin::Host),
            ("https:///x", NoOrigin::Host),
            ("https://x/path", NoOrigin::Path),
            ("https://x//", NoOrigin::Path),
            ("https://me@x", NoOrigin::User),
            ("https://@x", NoOrigin::User),
            ("https://me:secret@x", NoOrigin::User),
            ("https://x?", NoOrigin::Query),
            ("https://x/#", NoOrigin::Query),
            ("https://x/?a=b", NoOrigin::Query),
            ("https://x:port", NoOrigin::Port),
            ("https://x:99999", NoOrigin::Port),
            ("https://x:0", NoOrigin::Port),
            ("https://a b", NoOrigin::Form),
            (" https://x", NoOrigin::Form),
            ("https://x\\y", NoOrigin::Form),
            ("https://x\r\ny", NoOrigin::Form),
            ("https://[::1", NoOrigin::Host),
            ("https://[x]", NoOrigin::Host),
            ("https://::1", NoOrigin::Port),
            ("https://a..b", NoOrigin::Host),
            ("https://*.example", NoOrigin::Host),
            ("https://x;script-src", NoOrigin::Host),
            ("https://a,b", NoOrigin::Host),
            ("https://x'", NoOrigin::Host),
            (long.as_str(), NoOrigin::Host),
        ] {
            let read = wrong.parse::<Origin>();
            assert!(read.is_err(), "{wrong} is {read:?}");
            if wrong != "https://::1" {
                assert_eq!(read, Err(why), "{wrong}");
            }
        }
    }

    #[test]
    fn sockets_are_named_as_a_policy_can() {
        for (origin, source) in [
            ("https://x.example", Some("wss://x.example")),
            ("http://x.example:8080", Some("ws://x.example:8080")),
            ("http://192.0.2.1", Some("ws://192.0.2.1")),
            ("http://[::1]:8080", None),
            ("http://a_b.example", None),
            ("http://x.example.", None),
        ] {
            let origin: Origin = origin.parse().unwrap();
            assert_eq!(origin.socket_source().as_deref(), source, "{origin}");
        }
    }

    #[test]
    fn a_host_of_a_header_is_nothing_but_a_host() {
        for host in ["evil/../x", "a,b", "me@x", "x/", "x?", "", "x;y", "bücher"] {
            assert_eq!(Origin::at(Scheme::Http, host), None, "{host}");
        }
        let at = |host| Origin::at(Scheme::Https, host).unwrap().to_string();
        assert_eq!(at("HALL.example:443"), "https://hall.example");
        assert_eq!(at("[::1]:80"), "https://[::1]:80");
    }
}
