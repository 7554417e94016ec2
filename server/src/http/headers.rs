//! Headers that every answer carries: what the browser may do with what we send.

use std::{collections::BTreeSet, net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::{App, forwarded::Reached, origin::Origin};

/// Only our own scripts and styles, our own calls and sockets, no frame around us, and forms that go to us. The print
/// views' style is among ours: a page that the app opens from what it fetched inherits this.
///
/// Our sockets are named, by the address by which this page was reached and by the public one: for Safari below 16
/// `self` does not cover `ws` and `wss`.
fn content_security_policy(reached: &Reached, public: Option<&Origin>) -> HeaderValue {
    let public = public.and_then(Origin::socket_source);
    let sockets: BTreeSet<String> = reached.socket_sources().chain(public).collect();
    let sockets: String = sockets.iter().map(|socket| format!(" {socket}")).collect();
    let policy = format!(
        "default-src 'self'; style-src 'self' {}; img-src 'self' data:; connect-src 'self'{sockets}; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'; object-src 'none'",
        crate::export::style_source()
    );
    HeaderValue::from_str(&policy).expect("a policy is written in ASCII, hosts included")
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

/// Reads once how a request got here, for whoever serves it, and adds the headers to the answer. A file that is taken home
/// has a stricter policy of its own. Answers of the API are never kept by a cache, since they depend on the token.
pub(super) async fn add(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let (reached, doubt) = Reached::read(peer.ip(), request.headers(), &app.trusted_proxies);
    if let Some(doubt) = doubt {
        app.doubts.tell(doubt);
    }
    request.extensions_mut().insert(reached.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| content_security_policy(&reached, app.public_url.as_ref()));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
