//! Commands: handed to the room, answered once they are durable.

use std::sync::Arc;

use axum::{Json, extract::State};
use plenary_protocol::{
    api::{CommandDone, Problem},
    command::Command,
};

use super::{App, body::Body, caller::Caller, idempotency::IdempotencyKey, problem::ApiError};
use crate::{rate::RateLimited, room::RoomError};

/// Gives one command to a workshop.
#[utoipa::path(
    post,
    path = "/api/v1/workshops/{workshop}/commands",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop"), IdempotencyKey),
    security(("token" = [])),
    request_body = Command,
    responses(
        (status = 200, body = CommandDone),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The workshop has moved on"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "Faster than anybody needs"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn give(
    State(app): State<Arc<App>>,
    IdempotencyKey(key): IdempotencyKey,
    caller: Caller,
    Body(command): Body<Command>,
) -> Result<Json<CommandDone>, ApiError> {
    let (workshop, seat) = (caller.workshop, caller.seat);
    app.rates.commands.take((workshop, seat)).map_err(|RateLimited(wait)| {
        ApiError::too_fast(
            "this seat gives commands faster than anybody needs: wait for each answer, and as long as `Retry-After` says",
            wait,
        )
    })?;
    let request = key.map(|key| key.commanding(workshop, seat, &command));
    match caller.room.command(seat, command, request).await {
        Ok((seq, made)) => Ok(Json(CommandDone {
            seq,
            round: made.round,
            table: made.table,
            map: made.map,
            removed: made.removed,
        })),
        Err(err) => {
            if let RoomError::Refused(refusal) = &err {
                app.metrics.refused(refusal.code);
            }
            Err(err.into())
        }
    }
}
