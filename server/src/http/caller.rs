//! Who is calling, and on which workshop: from the path and the bearer token to a seat in a live room.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, Method, header, request::Parts},
};
use plenary_protocol::{
    id::{SeatId, Token, WorkshopId},
    seat::Role,
    views::Audience,
    workshop::Workshop,
};

use super::{App, problem::ApiError};
use crate::{
    rate::RateLimited,
    workshops::{Reading, Room},
};

/// A seat that calls on its workshop.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) room: Room,
    pub(super) workshop: WorkshopId,
    pub(super) seat: SeatId,
    pub(super) role: Role,
    pub(super) audience: Audience,
}

impl Caller {
    /// Reads the workshop's state.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reading<'_>) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        Ok(self.room.read(read).await?)
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token: Token = bearer(&parts.headers)
            .ok_or_else(|| {
                ApiError::unauthorised("this call needs the header `Authorization: Bearer` with a seat's token")
            })?
            .parse()
            .map_err(|_| ApiError::unauthorised("the token in the header `Authorization` is not one of ours: join or recover your seat"))?;
        let hash = token.hash();
        let workshop = workshop(parts, app).await?;
        let room = app.rooms.open(workshop).await?;
        let found = room
            .read(move |reading| {
                let workshop: &Workshop = reading.space;
                let found = workshop.seat_by_token(&hash).and_then(|seat| {
                    let details = workshop.seat(seat)?;
                    Some((seat, details.role, Audience::of(details)))
                });
                found.ok_or_else(|| workshop.removed_by_token(&hash))
            })
            .await?;
        let (seat, role, audience) = found.map_err(|removed| match removed {
            Some(removed) => ApiError::removed(removed),
            None => ApiError::unauthorised(
                "the token opens no seat in this workshop: join or recover your seat",
            ),
        })?;
        if parts.method == Method::GET {
            let key = (workshop, seat);
            app.rates.readings.take(key).map_err(|RateLimited(wait)| {
                ApiError::too_fast(
                    "this seat reads faster than anybody needs: views come over the live connection by themselves; wait as long as `Retry-After` says",
                    wait,
                )
            })?;
        }
        Ok(Self {
            room,
            workshop,
            seat,
            role,
            audience,
        })
    }
}

async fn workshop(parts: &mut Parts, app: &Arc<App>) -> Result<WorkshopId, ApiError> {
    let params = RawPathParams::from_request_parts(parts, app)
        .await
        .map_err(|err| ApiError::internal(&err.body_text()))?;
    let text = params
        .iter()
        .find_map(|(name, value)| (name == "workshop").then_some(value))
        .unwrap_or_default();
    text.parse()
        .map_err(|err| ApiError::not_found(format!("there is no such workshop: {err}")))
}

/// The text of the bearer token, where there is one.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
