//! Reading what people wrote together: the maps and the plan, as everybody sees them.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use plenary_protocol::{
    api::Problem,
    id::MapId,
    refusal::Refusal,
    views::{self, MapView, PlanView},
};

use super::{App, caller::Caller, problem::ApiError};

/// A process map as it stands: what is valid in its document.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/maps/{map}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("map" = String, Path, description = "The map, such as `m1`"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, body = MapView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn map(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((_, map)): Path<(String, String)>,
) -> Result<Json<MapView>, ApiError> {
    let absent = format!("this workshop has no map `{map}`");
    let client = (caller.workshop, caller.seat);
    let view = app.workbench.work(client, &caller.room, move |snapshot| {
        let map: MapId = map.parse().ok()?;
        views::map(&snapshot.space, map)
    });
    let view = view.await?.ok_or_else(|| Refusal::not_found(absent))?;
    Ok(Json(view))
}

/// The action plan as it stands, with what its actions' owners have answered.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/plan",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop")),
    security(("token" = [])),
    responses(
        (status = 200, body = PlanView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn plan(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<PlanView>, ApiError> {
    let client = (caller.workshop, caller.seat);
    let view = app.workbench.work(client, &caller.room, |snapshot| {
        views::plan(&snapshot.space)
    });
    Ok(Json(view.await?))
}
