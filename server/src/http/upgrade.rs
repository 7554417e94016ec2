//! A call that asks to become a WebSocket (RFC 6455, section 4.2).

use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{Request, request::Parts},
    response::{IntoResponse, Response},
};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::server::create_response;

use super::problem::ApiError;

/// The connection that is to become a socket, and the answer after which it does.
pub(super) struct Upgrade {
    pub(super) on_upgrade: OnUpgrade,
    pub(super) answer: Response,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let refused = |why: &str| {
            ApiError::upgrade_required(format!("this call cannot become a WebSocket: {why}"))
        };
        let mut asked = Request::new(());
        *asked.method_mut() = parts.method.clone();
        *asked.version_mut() = parts.version;
        *asked.headers_mut() = parts.headers.clone();
        let answer = create_response(&asked).map_err(|err| refused(&err.to_string()))?;
        let on_upgrade = parts.extensions.remove::<OnUpgrade>();
        Ok(Self {
            on_upgrade: on_upgrade.ok_or_else(|| refused("its connection cannot change"))?,
            answer: answer.map(|()| Body::empty()).into_response(),
        })
    }
}
