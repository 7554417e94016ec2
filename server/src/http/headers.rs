//! Headers that every answer carries: what the browser may do with what we send.

use std::sync::OnceLock;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// Only our own scripts and styles, our own calls and sockets (browsers take `self` for `wss` too), no frame around us, and
/// forms that go to us. The print views' style is among ours: a page that the app opens from what it fetched inherits this.
fn content_security_policy() -> HeaderValue {
    static POLICY: OnceLock<HeaderValue> = OnceLock::new();
    let policy = POLICY.get_or_init(|| {
        let policy = format!(
            "default-src 'self'; style-src 'self' {}; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
             frame-ancestors 'none'; form-action 'self'; object-src 'none'",
            crate::export::style_source()
        );
        HeaderValue::from_str(&policy).expect("a policy is written in ASCII")
    });
    policy.clone()
}

const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // A link out of the app must not carry a workshop's address.
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Adds them to an answer. A file that is taken home has a stricter policy of its own. Answers of the API are never kept by a cache, since they depend on the token.
pub(super) async fn add(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(content_security_policy);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
