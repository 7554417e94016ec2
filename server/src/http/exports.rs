//! What can be taken home: one address for each file.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use plenary_protocol::{api::Problem, refusal::Refusal};

use super::{
    caller::Caller,
    problem::ApiError,
    query::{Asked, RoundAsked},
};
use crate::export::{self, Format};

/// A file of the workshop, as far as the caller may see.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/export/{file}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("file" = String, Path, description = "`collation.csv` (one round) or `record.json` (everything)"),
        RoundAsked,
    ),
    security(("token" = [])),
    responses(
        (status = 200, content(
            (export::record::Record = "application/json"),
            (String = "text/csv"),
        )),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "Not shown yet, with the reason"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn file(
    caller: Caller,
    Path((_, file)): Path<(String, String)>,
    Asked(asked): Asked<RoundAsked>,
) -> Result<Response, ApiError> {
    let format: Format = file.parse().map_err(Refusal::not_found)?;
    let audience = caller.audience;
    // What is taken home should not lack what a moment later would be there.
    caller.room.wait_for_whose(None).await?;
    let exported = caller.read(move |reading| {
        export::file(
            reading.workshop,
            audience,
            format,
            asked.round,
            reading.findings,
            reading.now_ms,
        )
        .map(|bytes| (reading.workshop.join_code(), bytes))
    });
    let (code, bytes) = exported.await??;
    let disposition = format!("attachment; filename=\"{code}-{format}\"");
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}
