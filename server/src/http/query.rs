//! What stands behind the question mark.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use plenary_protocol::{
    id::{MapId, RoundId},
    round::Grouping,
    workshop::{Round, Workshop},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::problem::ApiError;

/// A request's query, checked.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => {
                let text = rejection.body_text();
                let reason = text
                    .split_once(": ")
                    .map_or(text.as_str(), |(_, reason)| reason);
                Err(ApiError::invalid(format!(
                    "the query is not what this call takes: {reason}"
                )))
            }
        }
    }
}

/// Which round is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RoundAsked {
    /// The round; the latest where none is given.
    pub(super) round: Option<RoundId>,
}

/// Which file is asked for, beside its name.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FileAsked {
    /// The round of a sheet; the latest where none is given.
    pub(super) round: Option<RoundId>,
    /// The map of a file of a map; the one before everybody, or the first, where none is given.
    pub(super) map: Option<MapId>,
}

/// Which part of a history is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct HistoryAsked {
    /// Only what ended before this entry of the journal; the newest where none is given.
    pub(super) before: Option<u64>,
}

/// Which results are asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ResultsAsked {
    /// The round; the latest where none is given.
    pub(super) round: Option<RoundId>,
    /// The grouping that is wanted; refused where the round is not shown by it.
    pub(super) by: Option<Grouping>,
}

/// The round that is asked for, or the latest.
pub(super) fn round(workshop: &Workshop, asked: Option<RoundId>) -> Result<&Round, ApiError> {
    crate::export::round(workshop, asked).map_err(ApiError::from)
}
