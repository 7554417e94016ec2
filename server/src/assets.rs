//! The web app, embedded in the binary.
//!
//! A page's address is the app's business, so every address without a file gets the app's first page.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use tower::{ServiceExt, service_fn};
use tower_http::compression::Compression;

#[derive(RustEmbed)]
#[folder = "../client/web/dist"]
#[allow_missing = true]
struct WebApp;

/// The app's first page.
const INDEX: &str = "index.html";
/// Below it the build puts files named by their content.
const HASHED: &str = "assets/";
/// A page load is one packet or a few; a file below this is not worth packing.
const WORTH_PACKING_BYTES: usize = 1024;

/// Serves a file of the app, or its first page.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            allow,
            "only GET is possible here\n",
        )
            .into_response();
    }
    let path = uri.path().trim_start_matches('/');
    match WebApp::get(path) {
        Some(file) => answer(path, file, &headers).await,
        None if is_missing_file(path, &headers) => {
            (StatusCode::NOT_FOUND, "there is no such file\n").into_response()
        }
        None => match WebApp::get(INDEX) {
            Some(file) => answer(INDEX, file, &headers).await,
            None => (
                StatusCode::NOT_FOUND,
                "This server was built without its web app. Build it (make run does), then start the server again.\n",
            )
                .into_response(),
        },
    }
}

/// Whether a file is asked for that is not there. It must not be answered with a page: a script would fail to parse it.
///
/// A dot alone makes no file, since people leave full stops behind links: `/join/KQM4WTX.` is a page. All files lie at
/// the root or among the hashed ones, and whoever follows a link asks for HTML.
fn is_missing_file(path: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter();
    let wants_page = accepts
        .filter_map(|accept| accept.to_str().ok())
        .any(|accept| accept.contains("text/html"));
    let is_at_root = !path.trim_end_matches('/').contains('/');
    path.starts_with(HASHED) || (is_at_root && path.contains('.') && !wants_page)
}

async fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = tag(&file);
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let mut response = if text(header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let is_packed =
            text(header::ACCEPT_ENCODING).is_some_and(|accepted| accepted.contains("gzip"));
        body(&tag, &file, is_packed).await
    };
    let caching = if path.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let answered = response.headers_mut();
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let tag = HeaderValue::try_from(tag).expect("a tag is hexadecimal digits in quotes");
    answered.insert(header::ETAG, tag);
    response
}

async fn body(tag: &str, file: &EmbeddedFile, is_packed: bool) -> Response {
    let kind = file.metadata.mimetype().to_owned();
    let plain = Bytes::from(file.data.to_vec());
    let is_worth_packing = WORTH_PACKING_BYTES <= plain.len()
        && ["text/", "javascript", "json", "xml", "wasm"]
            .iter()
            .any(|packs_well| kind.contains(packs_well));
    let mut response = if is_packed && is_worth_packing {
        let mut response = Response::new(Body::from(packed(tag, plain).await));
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
        response
    } else {
        Response::new(Body::from(plain))
    };
    // The build writes nothing but UTF-8.
    let kind = match kind.starts_with("text/") {
        true => format!("{kind}; charset=utf-8"),
        false => kind,
    };
    let kind = HeaderValue::try_from(kind).expect("a type from the list of known types");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// A file's packed bytes, packed once: two thousand phones that open the app in one minute get the same ones.
async fn packed(tag: &str, plain: Bytes) -> Bytes {
    static PACKED: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);
    let known = || PACKED.lock().expect("no holder panics");
    if let Some(bytes) = known().get(tag) {
        return bytes.clone();
    }
    let plain_response = service_fn(move |_: Request<Body>| {
        let response = Response::new(Body::from(plain.clone()));
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    let mut request = Request::new(Body::empty());
    let gzip = HeaderValue::from_static("gzip");
    request.headers_mut().insert(header::ACCEPT_ENCODING, gzip);
    let Ok(response) = Compression::new(plain_response).oneshot(request).await;
    let bytes = axum::body::to_bytes(Body::new(response.into_body()), usize::MAX)
        .await
        .expect("packing bytes in memory does not fail");
    known().insert(tag.to_owned(), bytes.clone());
    bytes
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let digits: String = hash[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{digits}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_behind_a_link_makes_no_file_of_it() {
        let none = HeaderMap::new();
        let mut page = HeaderMap::new();
        page.insert(
            header::ACCEPT,
            HeaderValue::from_static("text/html,*/*;q=0.8"),
        );
        for (path, is_file, is_file_for_who_wants_a_page) in [
            ("join/KQM4WTX", false, false),
            ("join/KQM4WTX.", false, false),
            ("JOIN/KQM4WTX.)", false, false),
            ("join/KQM4WTX./", false, false),
            ("w/018f.", false, false),
            ("KQM4WTX.", true, false),
            ("favicon.ico", true, false),
            ("theme-2.js", true, false),
            ("assets/index-a1b2.js", true, true),
            ("assets/gone", true, true),
        ] {
            assert_eq!(is_missing_file(path, &none), is_file, "{path}");
            assert_eq!(
                is_missing_file(path, &page),
                is_file_for_who_wants_a_page,
                "{path}"
            );
        }
    }
}
