//! Errors as `application/problem+json` (RFC 9457): a kind for programs, a sentence for people, and, where the fault is
//! ours, a reference under which the log has the cause. By hand, because the crates for RFC 9457 know neither the codes of
//! refusals nor how OpenAPI is told of them, which is most of what stands here.

use std::{any::Any, time::Duration};

use axum::{
    Json,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use plenary_protocol::{
    api::Problem,
    labels::Labelled as _,
    refusal::{Refusal, RefusalCode},
};

use crate::{random, room::RoomError};

/// An error on its way to the client.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    kind: &'static str,
    detail: String,
    reference: Option<String>,
    /// In seconds: long enough for a disk to be freed or a process to come back, short enough for a person.
    retry_after_seconds: u64,
}

impl ApiError {
    fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            detail: detail.into(),
            reference: None,
            retry_after_seconds: 5,
        }
    }

    /// 401: no token, or none that opens anything here.
    pub(crate) fn unauthorised(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorised", detail)
    }

    /// 401: the token opened a seat that a facilitator has removed.
    pub(crate) fn removed(refusal: Refusal) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "removed", refusal.detail)
    }

    /// 403: the role does not allow it.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 404: what was named is not here.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// 409: it has to come after something else.
    pub(crate) fn out_of_order(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "out_of_order", detail)
    }

    /// 410: what was named has ended, or was here and is no longer kept.
    pub(crate) fn gone(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::GONE, "gone", detail)
    }

    /// 413: the body is too large.
    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    }

    /// 415: the body is not JSON.
    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            detail,
        )
    }

    /// 422: a value is not what is expected.
    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail)
    }

    /// 426: the call has to become a WebSocket.
    pub(crate) fn upgrade_required(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UPGRADE_REQUIRED, "upgrade_required", detail)
    }

    /// 429: faster than is needed; there is room again after this long.
    pub(crate) fn too_fast(detail: impl Into<String>, wait: Duration) -> Self {
        Self {
            retry_after_seconds: wait.as_secs() + 1,
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", detail)
        }
    }

    /// 429: so many people join at once that this one has to wait.
    fn lobby(wait: Duration) -> Self {
        let detail = "many people are joining at once, and the facilitator can see that: send the same request again with its `Idempotency-Key` when `Retry-After` has passed, and you keep your turn";
        Self {
            retry_after_seconds: wait.as_secs(),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "lobby", detail)
        }
    }

    /// 429: too many wrong guesses from one address.
    pub(crate) fn too_many(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", detail)
    }

    /// 503: not now. The cause goes to the log, under the reference that the client is given.
    pub(crate) fn unavailable(detail: &str, cause: &str) -> Self {
        let reference = random::reference();
        tracing::warn!(%reference, error = %cause, "could not serve a request ({reference}): {cause}");
        Self {
            reference: Some(reference),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
        }
    }

    /// 500: a fault of ours. The cause goes to the log, under the reference that the client is given.
    pub(crate) fn internal(cause: &str) -> Self {
        Self::broken(
            "something went wrong on the server: try again, and name the reference if it happens once more",
            cause,
        )
    }

    /// 500, where more can be said than that something went wrong.
    fn broken(detail: &str, cause: &str) -> Self {
        let reference = random::reference();
        tracing::error!(%reference, error = %cause, "a request failed ({reference}): {cause}");
        Self {
            reference: Some(reference),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.code {
            RefusalCode::Forbidden | RefusalCode::Hidden => StatusCode::FORBIDDEN,
            RefusalCode::MovedOn | RefusalCode::Full => StatusCode::CONFLICT,
            RefusalCode::NotFound => StatusCode::NOT_FOUND,
            RefusalCode::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, refusal.code.into(), refusal.detail)
    }
}

impl From<RoomError> for ApiError {
    fn from(err: RoomError) -> Self {
        match err {
            RoomError::Refused(refusal) => refusal.into(),
            RoomError::UnknownToken => {
                Self::unauthorised("this token is not known here: join again")
            }
            RoomError::Lobby { wait } => Self::lobby(wait),
            RoomError::NotFound => Self::not_found("there is no such workshop"),
            RoomError::Exists => Self::internal("a workshop without a request was made twice"),
            RoomError::CodeTaken => Self::internal("no free join code was found"),
            RoomError::NotSaving(cause) => Self::unavailable(
                "the server cannot save at the moment: what it has told you is saved is safe; try again in a few seconds",
                &cause,
            ),
            RoomError::Unreadable(cause) => Self::broken(
                "this workshop cannot be read on the server: trying again will not help; name the reference to whoever runs the server",
                &cause,
            ),
            RoomError::Busy => Self::unavailable(
                "the server is busy or restarting: try again in a few seconds",
                "the room took no more requests",
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: format!("/problems/{}", self.kind),
            title: title(self.kind).to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            reference: self.reference,
        };
        let mut response = (self.status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
        set(header::CONTENT_TYPE, "application/problem+json");
        match self.status {
            StatusCode::UNAUTHORIZED => drop(set(header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::UPGRADE_REQUIRED => drop(set(header::UPGRADE, "websocket")),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(header::RETRY_AFTER, self.retry_after_seconds.into());
            }
            _ => {}
        }
        response
    }
}

fn title(kind: &str) -> &'static str {
    if let Ok(refusal) = kind.parse::<RefusalCode>() {
        return &refusal.label().word;
    }
    match kind {
        "unauthorised" => "Not signed in to this workshop",
        "removed" => "This place was removed",
        "method_not_allowed" => "Method not allowed",
        "out_of_order" => "Out of order",
        "gone" => "No longer there",
        "too_large" => "Too large",
        "unsupported_media_type" => "Not JSON",
        "upgrade_required" => "Not a WebSocket",
        "lobby" => "Waiting to be let in",
        "too_fast" => "Too fast",
        "too_many" => "Too many attempts",
        "unavailable" => "Not available at the moment",
        _ => "Something went wrong",
    }
}

/// The answer to a call that does not exist.
pub(super) async fn not_found(uri: Uri) -> ApiError {
    ApiError::not_found(format!(
        "there is nothing at {}: the calls are described at /api/v1/openapi.json",
        uri.path()
    ))
}

/// The answer to a call that exists, made with another method.
pub(super) async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        format!("{method} is not possible on {}", uri.path()),
    )
}

/// The answer where a handler panicked.
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    ApiError::internal(text.unwrap_or("a handler panicked")).into_response()
}
