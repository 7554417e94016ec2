//! The caller's address of a request: that of the connection, or the one that trusted proxies say.

use axum::{Extension, extract::FromRequestParts, http::request::Parts};

use super::{CallerAddress, forwarded::Reached, problem::ApiError};

impl<S: Send + Sync> FromRequestParts<S> for CallerAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let reached = Extension::<Reached>::from_request_parts(parts, state).await;
        let Extension(reached) = reached.map_err(|err| ApiError::internal(&err.body_text()))?;
        Ok(reached.caller)
    }
}
