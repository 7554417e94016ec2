//! Proxies in a row, and what callers claim through them.

use axum::http::HeaderName;

use super::*;

/// Two proxies are trusted: one on this machine, and a network of them. People call from 203.0.113.0/24.
fn trusted() -> TrustedProxies {
    "127.0.0.0/8,10.0.0.0/24".parse().unwrap()
}

const NEAR: &str = "127.0.0.1";

struct Case {
    peer: &'static str,
    headers: Vec<(&'static str, &'static str)>,
}

fn read(case: &Case) -> (Reached, Option<Doubt>) {
    let mut headers = HeaderMap::new();
    for (name, value) in &case.headers {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, value.parse().unwrap());
    }
    Reached::read(case.peer.parse().unwrap(), &headers, &trusted())
}

/// Through a proxy on this machine, which passes `Host: inner.example` on.
fn near(headers: &[(&'static str, &'static str)]) -> Case {
    Case {
        peer: NEAR,
        headers: [&[("host", "inner.example")], headers].concat(),
    }
}

#[track_caller]
fn check(case: &Case, caller: &str, origin: &str) -> Option<Doubt> {
    let (reached, doubt) = read(case);
    let expected = CallerAddress::of(caller.parse().unwrap());
    assert!(
        reached.caller == expected,
        "{:?}: not {caller}",
        case.headers
    );
    let found = reached.origin().map(|origin| origin.to_string());
    assert_eq!(found.as_deref(), Some(origin), "{:?}", case.headers);
    doubt
}

#[track_caller]
fn is_plain(case: &Case, caller: &str, origin: &str) {
    assert_eq!(check(case, caller, origin), None, "{:?}", case.headers);
}

#[test]
fn without_a_proxy_the_connection_and_the_host_count() {
    let direct = Case {
        peer: "203.0.113.7",
        headers: vec![("host", "hall.example:81")],
    };
    is_plain(&direct, "203.0.113.7", "http://hall.example:81");
    is_plain(&near(&[]), NEAR, "http://inner.example");
}

#[test]
fn from_whoever_is_not_trusted_no_such_header_counts() {
    for header in [
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "for=203.0.113.9;host=evil.example;proto=https"),
        ("forwarded", "nonsense"),
    ] {
        for peer in ["203.0.113.7", "::ffff:203.0.113.7", "10.0.1.1"] {
            let forged = Case {
                peer,
                headers: vec![("host", "hall.example"), header],
            };
            let doubt = check(&forged, peer, "http://hall.example");
            assert_eq!(doubt, Some(Doubt::Untrusted));
        }
    }
}

#[test]
fn one_proxy_names_the_caller_the_host_and_the_scheme() {
    let named = [
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-host", "w.example:8443"),
        ("x-forwarded-proto", "https"),
    ];
    is_plain(&near(&named), "203.0.113.9", "https://w.example:8443");
    let rfc = "for=\"[2001:db8::9]:4711\";host=\"w.example:8443\";proto=https";
    is_plain(
        &near(&[("forwarded", rfc)]),
        "2001:db8::9",
        "https://w.example:8443",
    );
    // Each alone, as many proxies are set up.
    is_plain(&near(&[named[0]]), "203.0.113.9", "http://inner.example");
    is_plain(&near(&[named[1]]), NEAR, "http://w.example:8443");
    is_plain(&near(&[named[2]]), NEAR, "https://inner.example");
    is_plain(
        &near(&[("x-forwarded-proto", "wss")]),
        NEAR,
        "https://inner.example",
    );
    is_plain(
        &near(&[("forwarded", "proto=https")]),
        NEAR,
        "https://inner.example",
    );
    // With its port, as some write it.
    for address in ["203.0.113.9:5000", "[203.0.113.9]", "::ffff:203.0.113.9"] {
        is_plain(
            &near(&[("x-forwarded-for", address)]),
            "203.0.113.9",
            "http://inner.example",
        );
    }
}

#[test]
fn of_two_trusted_proxies_the_outermost_saw_the_browser() {
    for named in [
        // A value of each.
        [
            ("x-forwarded-for", "203.0.113.9, 10.0.0.3"),
            ("x-forwarded-host", "w.example, inner.example"),
            ("x-forwarded-proto", "https, http"),
        ],
        // The outer one's values left as they are.
        [
            ("x-forwarded-for", "203.0.113.9, 10.0.0.3"),
            ("x-forwarded-host", "w.example"),
            ("x-forwarded-proto", "https"),
        ],
        // What the caller claimed stands left of it, and is never reached.
        [
            (
                "x-forwarded-for",
                "10.0.0.8, 192.0.2.1, 203.0.113.9,10.0.0.3",
            ),
            ("x-forwarded-host", "evil.example, w.example, inner.example"),
            ("x-forwarded-proto", "http, https,http"),
        ],
    ] {
        is_plain(&near(&named), "203.0.113.9", "https://w.example");
    }
    // Over several lines, which mean one list.
    let lines = [
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-for", "10.0.0.3"),
        ("x-forwarded-proto", "https"),
    ];
    is_plain(&near(&lines), "203.0.113.9", "https://inner.example");
    let rfc = "for=192.0.2.1;host=evil.example, for=203.0.113.9;host=w.example;proto=https, for=10.0.0.3;host=inner.example;proto=http";
    is_plain(
        &near(&[("forwarded", rfc)]),
        "203.0.113.9",
        "https://w.example",
    );
}

#[test]
fn a_proxy_that_is_not_trusted_is_where_reading_ends() {
    // 192.0.2.1 may be a proxy; nobody has said that it is to be believed.
    let named = [
        ("x-forwarded-for", "203.0.113.9, 192.0.2.1"),
        ("x-forwarded-host", "w.example, inner.example"),
        ("x-forwarded-proto", "https, http"),
    ];
    is_plain(&near(&named), "192.0.2.1", "http://inner.example");
    let rfc = "for=203.0.113.9;proto=https, for=192.0.2.1;proto=http";
    is_plain(
        &near(&[("forwarded", rfc)]),
        "192.0.2.1",
        "http://inner.example",
    );
}

#[test]
fn a_chain_without_addresses_is_read_from_the_browsers_end() {
    let named = [
        ("x-forwarded-host", "w.example, inner.example"),
        ("x-forwarded-proto", "https,http"),
    ];
    is_plain(&near(&named), NEAR, "https://w.example");
}

#[test]
fn a_caller_that_a_proxy_hides_shares_the_proxys_bucket() {
    for hidden in ["unknown", "_secret", "203.0.113.9, unknown", "nonsense"] {
        is_plain(
            &near(&[("x-forwarded-for", hidden)]),
            NEAR,
            "http://inner.example",
        );
    }
    is_plain(
        &near(&[("forwarded", "for=unknown")]),
        NEAR,
        "http://inner.example",
    );
    is_plain(
        &near(&[("forwarded", "for=_x, for=10.0.0.3")]),
        "10.0.0.3",
        "http://inner.example",
    );
    // All trusted: a check of a proxy's own.
    is_plain(
        &near(&[("x-forwarded-for", "10.0.0.2, 10.0.0.3")]),
        "10.0.0.2",
        "http://inner.example",
    );
}

#[test]
fn where_both_kinds_name_different_callers_neither_counts() {
    let both = |rfc| {
        near(&[
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-host", "w.example"),
            ("forwarded", rfc),
        ])
    };
    let forged = both("for=192.0.2.1;host=evil.example");
    assert_eq!(
        check(&forged, NEAR, "http://w.example"),
        Some(Doubt::Contradiction)
    );
    let agreed = both("for=203.0.113.9;proto=https");
    is_plain(&agreed, "203.0.113.9", "https://w.example");
}

#[test]
fn what_cannot_be_read_is_as_if_it_were_not_there() {
    for broken in [
        ("forwarded", "for=\"203.0.113.9"),
        ("forwarded", "203.0.113.9"),
    ] {
        assert_eq!(
            check(&near(&[broken]), NEAR, "http://inner.example"),
            Some(Doubt::Unreadable)
        );
    }
    for host in ["evil/../x", "a b", "x;script-src", "me@x", "x'", ""] {
        is_plain(
            &near(&[("x-forwarded-host", host)]),
            NEAR,
            "http://inner.example",
        );
    }
    let two_hosts = Case {
        peer: NEAR,
        headers: vec![("host", "a.example"), ("host", "b.example")],
    };
    assert!(read(&two_hosts).0.origin().is_none());
}

#[test]
fn sockets_are_named_by_the_scheme_that_is_known() {
    let sources = |headers: &[(&'static str, &'static str)]| {
        let (reached, _) = read(&near(headers));
        reached.socket_sources().collect::<Vec<_>>()
    };
    assert_eq!(sources(&[]), ["ws://inner.example", "wss://inner.example"]);
    let secure = [
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "w.example:8443"),
    ];
    assert_eq!(sources(&secure), ["wss://w.example:8443"]);
}
