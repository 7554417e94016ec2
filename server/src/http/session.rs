//! Reading where a workshop stands: the session, the own seat, the list of people, the progress, the frameworks.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use plenary_protocol::{
    api::{Problem, SeatListed},
    framework::{Framework, FrameworkId},
    id::SeatId,
    limits,
    refusal::Refusal,
    seat::Role,
    views::{self, JoiningView, ProgressView, SeatView, SessionView},
};

use crate::room::RoomError;

use super::{
    App,
    caller::Caller,
    problem::ApiError,
    query::{self, Asked, RoundAsked},
};

/// Where the workshop stands.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop")),
    security(("token" = [])),
    responses(
        (status = 200, body = SessionView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn session(caller: Caller) -> Result<Json<SessionView>, ApiError> {
    let seat = caller.seat;
    let view = caller.read(move |reading| {
        // In the same turn as the rest: the role may have changed since the caller was found.
        let role = reading.space.seat(seat)?.role;
        let is_present = |seat: &SeatId| reading.is_present(seat);
        Some(views::session(
            reading.space,
            role,
            reading.revision,
            reading.now_ms,
            is_present,
        ))
    });
    // Removed a moment ago.
    let view = view.await?;
    view.map(Json).ok_or_else(|| RoomError::UnknownToken.into())
}

/// The caller's own seat.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/seat",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop")),
    security(("token" = [])),
    responses(
        (status = 200, body = SeatView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn seat(caller: Caller) -> Result<Json<SeatView>, ApiError> {
    let seat = caller.seat;
    let view = caller
        .read(move |reading| views::seat(reading.space, seat))
        .await?;
    // Removed a moment ago.
    view.map(Json).ok_or_else(|| RoomError::UnknownToken.into())
}

/// Everybody with a seat. For facilitators; never says what anybody marked.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/seats",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop")),
    security(("token" = [])),
    responses(
        (status = 200, body = Vec<SeatListed>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn seats(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<Vec<SeatListed>>, ApiError> {
    if caller.role != Role::Facilitator {
        return Err(ApiError::forbidden(format!(
            "the list of people is for facilitators, and your seat has the role {}",
            caller.role
        )));
    }
    let seats =
        caller.read(|reading| views::seats_listed(reading.space, |seat| reading.is_present(seat)));
    let seats = seats.await?;
    // The room does it, since only the room knows who is here; whoever asks again for a long list waits for it.
    let more = seats.len() / limits::PEOPLE_PER_READING;
    let key = (caller.workshop, caller.seat);
    app.rates.readings.take_more(key, more as f64);
    Ok(Json(seats))
}

/// How fast people join, and how many are known to wait. For facilitators.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/joining",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop")),
    security(("token" = [])),
    responses(
        (status = 200, body = JoiningView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn joining(caller: Caller) -> Result<Json<JoiningView>, ApiError> {
    if caller.role != Role::Facilitator {
        return Err(ApiError::forbidden(format!(
            "how fast people join is for facilitators, and your seat has the role {}",
            caller.role
        )));
    }
    let view =
        caller.read(|reading| views::joining(reading.space, reading.now_ms, reading.waiting));
    Ok(Json(view.await?))
}

/// How many have marked in a round, never what.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/progress",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop"), RoundAsked),
    security(("token" = [])),
    responses(
        (status = 200, body = ProgressView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn progress(
    caller: Caller,
    Asked(asked): Asked<RoundAsked>,
) -> Result<Json<ProgressView>, ApiError> {
    let view = caller.read(move |reading| {
        query::round(reading.space, asked.round).map(|round| views::progress(reading.space, round))
    });
    view.await?.map(Json)
}

/// A framework of this workshop, with all its texts, as it was when the workshop was made.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/frameworks/{id}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("id" = String, Path, description = "The framework, such as `pit-a`"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, body = Framework),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn framework(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Framework>, ApiError> {
    let absent = format!("this workshop does not use a framework `{id}`");
    let framework = caller.read(move |reading| {
        let id: FrameworkId = id.parse().ok()?;
        reading.space.framework(&id).cloned()
    });
    let framework = framework.await?.ok_or_else(|| Refusal::not_found(absent))?;
    Ok(Json(framework))
}
