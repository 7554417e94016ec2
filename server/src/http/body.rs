//! JSON bodies in, with every way in which they can be wrong said precisely.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::StatusCode,
};
use plenary_protocol::limits;
use serde::de::DeserializeOwned;

use super::problem::ApiError;

/// A request's JSON body.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(said(&rejection)),
        }
    }
}

fn said(rejection: &JsonRejection) -> ApiError {
    let text = rejection.body_text();
    // axum puts what it tried before the colon; what is wrong, with field and place, stands behind it.
    let reason = text
        .split_once(": ")
        .map_or(text.as_str(), |(_, reason)| reason);
    match rejection {
        JsonRejection::JsonDataError(_) => {
            ApiError::invalid(format!("the body is not what this call takes: {reason}"))
        }
        JsonRejection::JsonSyntaxError(_) => {
            ApiError::invalid(format!("the body is not valid JSON: {reason}"))
        }
        JsonRejection::MissingJsonContentType(_) => ApiError::unsupported(
            "the body must be JSON: send it with the header `Content-Type: application/json`",
        ),
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large(format!(
            "the body is larger than {} KiB, the most that is taken",
            limits::BODY_BYTES / 1024
        )),
        _ => ApiError::invalid(format!("the body could not be read: {reason}")),
    }
}
