//! The header `Idempotency-Key`: what a client draws for one request, so that it can be tried again.
//!
//! Every call that changes something takes it; a test walks the description of the API and fails where one does not.

use axum::{extract::FromRequestParts, http::request::Parts};
use plenary_protocol::id::RequestKey;

use super::problem::ApiError;

const HEADER: &str = "idempotency-key";

/// The key of a request; none where its client does without.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(names("Idempotency-Key"), parameter_in = Header)]
pub(super) struct IdempotencyKey(
    /// A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
    /// again with it has no second effect and is answered as it was the first time.
    #[param(value_type = Option<String>, example = "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    pub(super) Option<RequestKey>,
);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut given = parts.headers.get_all(HEADER).iter();
        let Some(first) = given.next() else {
            return Ok(Self(None));
        };
        let key = first.to_str().ok().and_then(|text| text.parse().ok());
        match (key, given.next()) {
            (Some(key), None) => Ok(Self(Some(key))),
            _ => Err(ApiError::invalid(
                "the header `Idempotency-Key` takes one random UUID (version 4), bare or in double quotes: draw a new one for each request, and send it again only with the same request",
            )),
        }
    }
}
