//! Reading what was marked, as far as the caller may see.

use axum::Json;
use plenary_protocol::{
    api::Problem,
    views::{self, ResultsView},
};

use super::{
    caller::Caller,
    problem::ApiError,
    query::{self, Asked, ResultsAsked},
};

/// Tallies and verdicts of a round, as far as the caller may see them.
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
    let (audience, seat) = (caller.audience, caller.seat);
    let view = caller.read(move |reading| {
        let round = query::round(reading.workshop, asked.round)?;
        let audience = audience
            .on_screen(reading.workshop)
            .for_results(round, seat);
        let view = views::results(reading.workshop, round, audience, asked.by)?;
        Ok::<_, ApiError>(view)
    });
    view.await?.map(Json)
}
