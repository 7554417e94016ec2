//! Reading what was marked, as far as the caller may see.

use axum::Json;
use plenary_protocol::{
    api::Problem,
    views::{self, Audience, ResultsView},
};

use super::{
    caller::Caller,
    problem::ApiError,
    query::{self, Asked, ResultsAsked},
};

/// Tallies, verdicts and what stands behind them, as far as the caller may see them.
///
/// Whose disagreement it is takes up to a second after a reveal by groups; where it takes longer, `computing` is true and
/// asking again gives it. What is withheld is null, and its sentence is the same whatever the cause.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/results",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop"), ResultsAsked),
    security(("token" = [])),
    responses(
        (status = 200, body = ResultsView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "Not shown yet, with the reason"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn results(
    caller: Caller,
    Asked(asked): Asked<ResultsAsked>,
) -> Result<Json<ResultsView>, ApiError> {
    let (view, audience) = read(&caller, &asked).await?;
    if !view.computing {
        return Ok(Json(view));
    }
    caller
        .room
        .wait_for_whose(Some((view.round, audience, asked.by)))
        .await?;
    let (view, _) = read(&caller, &asked).await?;
    Ok(Json(view))
}

async fn read(caller: &Caller, asked: &ResultsAsked) -> Result<(ResultsView, Audience), ApiError> {
    let (audience, seat) = (caller.audience, caller.seat);
    let (round, by) = (asked.round, asked.by);
    let view = caller.read(move |reading| {
        let round = query::round(reading.space, round)?;
        let audience = audience.on_screen(reading.space).for_results(round, seat);
        let view = views::results(reading.space, round, audience, by, reading.findings)?;
        Ok::<_, ApiError>((view, audience))
    });
    view.await?
}
