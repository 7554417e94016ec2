//! From which web pages a socket may be opened: browsers let any page open one to any server, and say which page it is.
//!
//! A socket needs a token that only the right page has, so this is a second wall: a page of somebody else's cannot use
//! our sockets from its visitors' browsers at all. Whoever sends no `Origin` is no browser and walks past.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{Query, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use plenary_protocol::refusal::RefusalCode;
use serde::{Deserialize, Serialize};

use super::{App, forwarded::Reached, origin::Origin, problem::ApiError};

/// Who asks without opening a socket, and so without an `Origin`, may name the page it asks for.
#[derive(Default, Deserialize)]
struct Asking {
    page: Option<String>,
}

/// A page that asks may open sockets.
#[derive(Serialize)]
struct Answer {
    page: String,
}

/// Lets an upgrade through that comes from no browser, or from a page that may open sockets here.
///
/// A browser hides from its page why a socket was refused. So a page may ask first, with `?page=` and its origin, and is
/// told the same refusal, or that its socket would be taken. Any other call without an upgrade is told what it lacks.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    Extension(reached): Extension<Reached>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    let named = match is_upgrade {
        true => None,
        false => Query::<Asking>::try_from_uri(request.uri())
            .ok()
            .and_then(|Query(asking)| asking.page),
    };
    refuse_others(&app, &reached, request.headers(), named.as_deref())?;
    match named {
        Some(page) => Ok(Json(Answer { page }).into_response()),
        None if !is_upgrade => Err(ApiError::upgrade_required(
            "this is where live connections are made: the call has to become a WebSocket",
        )),
        None => Ok(next.run(request).await),
    }
}

/// The same for a live connection without a WebSocket. Browsers name the page with every call that sends something.
pub(super) async fn check_stream(
    State(app): State<Arc<App>>,
    Extension(reached): Extension<Reached>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    refuse_others(&app, &reached, request.headers(), None)?;
    Ok(next.run(request).await)
}

fn refuse_others(
    app: &App,
    reached: &Reached,
    headers: &HeaderMap,
    named: Option<&str>,
) -> Result<(), ApiError> {
    let public = app.public_url.as_ref();
    check_page(public, &app.allowed_origins, reached, headers, named).map_err(|sentence| {
        app.metrics.refused(RefusalCode::Forbidden);
        ApiError::forbidden(sentence)
    })
}

fn check_page(
    public: Option<&Origin>,
    allowed: &[Origin],
    reached: &Reached,
    headers: &HeaderMap,
    named: Option<&str>,
) -> Result<(), String> {
    let mut given = headers.get_all(header::ORIGIN).iter();
    let origin = match (given.next(), given.next()) {
        (None, _) => match named {
            None => return Ok(()),
            Some(named) => named.parse().ok(),
        },
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
    if is_own(&origin, reached) || public == Some(&origin) || allowed.contains(&origin) {
        return Ok(());
    }
    let instead = public.map_or_else(String::new, |public| format!(" open {public} instead;"));
    Err(format!(
        "pages from {origin} may not open sockets on this server:{instead} if that is its own address, start it with \
         --public-url {origin}, or let the proxy before it pass on the Host; if it is another app's, with \
         --allowed-origins {origin}"
    ))
}

/// Whether a page comes from the host by which this server was reached. Without a port the host means the one that the
/// page's scheme implies, whatever the scheme here: behind a proxy that ends TLS and does not say so, nothing else tells.
fn is_own(origin: &Origin, reached: &Reached) -> bool {
    reached.by(origin.scheme()).as_ref() == Some(origin)
}

#[cfg(test)]
mod tests {
    use super::{super::forwarded::TrustedProxies, *};

    /// The refusal, where there is one, of an upgrade with these headers through a proxy on this machine.
    fn refused(headers: &[(&'static str, &str)], named: Option<&str>) -> Option<String> {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name: axum::http::HeaderName = name.parse().unwrap();
                (name, value.parse().unwrap())
            })
            .collect();
        let peer = "127.0.0.1".parse().unwrap();
        let (reached, _) = Reached::read(peer, &map, &TrustedProxies::default());
        let public = "https://plenary.example".parse().unwrap();
        let allowed = ["https://app.example".parse().unwrap()];
        check_page(Some(&public), &allowed, &reached, &map, named).err()
    }

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], is_let_in: bool) {
        let refused = refused(headers, None);
        assert_eq!(refused.is_none(), is_let_in, "{headers:?}: {refused:?}");
    }

    #[test]
    fn hp8_a_page_of_this_server_or_of_a_named_app_may_open_a_socket_and_no_other() {
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
        let own = ("origin", "https://a.example");
        check(&[("host", "a.example"), own], true);
        check(&[("host", "a.example"), own, own], false);
    }

    #[test]
    fn hp8_a_page_that_asks_why_is_told_what_its_socket_would_not_be() {
        let host = ("host", "hall.example");
        assert_eq!(refused(&[host], Some("https://hall.example")), None);
        let told = refused(&[host], Some("https://other.example")).unwrap();
        assert!(told.contains("open https://plenary.example instead"));
        assert!(refused(&[host], Some("nothing")).is_some());
        // What a browser says of itself is not overruled by what stands in the address.
        let lying = [host, ("origin", "https://evil.example")];
        assert!(refused(&lying, Some("https://hall.example")).is_some());
    }
}
