//! The frameworks that a new workshop can use.

use axum::{Json, extract::Path};
use plenary_protocol::{
    api::Problem,
    framework::{self, Framework},
};

use super::problem::ApiError;

/// The frameworks that can be used, whole, in the order in which they are offered.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks",
    tag = "frameworks",
    responses((status = 200, body = Vec<Framework>))
)]
pub(super) async fn list() -> Json<Vec<&'static Framework>> {
    let frameworks = framework::built_in().iter();
    Json(frameworks.map(|framework| &**framework).collect())
}

/// One framework with all its texts.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks/{id}",
    tag = "frameworks",
    params(("id" = String, Path, description = "The framework, such as `pit-a`")),
    responses(
        (status = 200, body = Framework),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn one(Path(id): Path<String>) -> Result<Json<&'static Framework>, ApiError> {
    match framework::built_in_by_id(&id) {
        Some(framework) => Ok(Json(framework)),
        None => Err(ApiError::not_found(format!("there is no framework `{id}`"))),
    }
}
