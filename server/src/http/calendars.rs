//! Calendar addresses: given to a seat, and read by calendar programs, which send no token.
//!
//! The secret in the address opens the calendar and nothing else. It is drawn here, told once, and never logged: the log
//! has the call's template.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use plenary_protocol::{
    api::{CalendarOpened, OpenCalendar, Problem},
    calendar::CalendarFeed,
    id::{Token, WorkshopId},
    limits,
};
use sha2::{Digest, Sha256};

use super::{
    App, CallerAddress, body::Body, caller::Caller, idempotency::IdempotencyKey, problem::ApiError,
};
use crate::{
    auth,
    export::{self, Format},
    rate::RateLimited,
    room::{RoomError, now_ms},
    workshops::Room,
};

/// Gives the caller's seat a calendar address, in place of the one it had for the same.
#[utoipa::path(
    post,
    path = "/api/v1/workshops/{workshop}/calendars",
    operation_id = "open_calendar",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop"), IdempotencyKey),
    security(("token" = [])),
    request_body = OpenCalendar,
    responses(
        (status = 201, body = CalendarOpened),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn open(
    State(app): State<Arc<App>>,
    IdempotencyKey(given): IdempotencyKey,
    caller: Caller,
    Body(OpenCalendar { shows }): Body<OpenCalendar>,
) -> Result<(StatusCode, Json<CalendarOpened>), ApiError> {
    let key = (caller.workshop, caller.seat);
    app.rates.commands.take(key).map_err(|RateLimited(wait)| {
        ApiError::too_fast("this seat asks for calendar addresses faster than anybody needs: wait as long as `Retry-After` says", wait)
    })?;
    let secret =
        given
            .unwrap_or_else(auth::draw_key)
            .calendar(caller.workshop, caller.seat, &shows);
    let opened = caller.room.open_calendar(caller.seat, shows, secret.hash());
    opened.await.inspect_err(|err| {
        if let RoomError::Refused(refusal) = err {
            app.metrics.refused(refusal.code);
        }
    })?;
    let path = format!(
        "/api/v1/calendars/{}/{}.ics",
        caller.workshop,
        secret.reveal()
    );
    Ok((StatusCode::CREATED, Json(CalendarOpened { shows, path })))
}

/// The plan's dates, for calendar programs: whoever has the address may read it, until it is stopped.
#[utoipa::path(
    get,
    path = "/api/v1/calendars/{workshop}/{calendar}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("calendar" = String, Path, description = "The secret of the address, and `.ics`"),
    ),
    responses(
        (status = 200, content((String = "text/calendar"))),
        (status = 304, description = "As it was read before"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no such calendar, or no longer"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn read(
    State(app): State<Arc<App>>,
    from: CallerAddress,
    Path((workshop, calendar)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let wrong = &app.rates.calendars;
    wrong.take(from).map_err(|RateLimited(wait)| {
        ApiError::too_fast("calendars that are not there are read too often from your network: wait as long as `Retry-After` says", wait)
    })?;
    let Some(Found {
        id,
        room,
        secret,
        feed,
    }) = find(&app, &workshop, &calendar).await?
    else {
        return Err(ApiError::not_found(
            "there is no calendar at this address: it was stopped, or is written differently",
        ));
    };
    wrong.refund(from);
    app.rates.calendar_reads.take(secret.hash()).map_err(|RateLimited(wait)| {
        ApiError::too_fast("this calendar is read more often than it can change: wait as long as `Retry-After` says", wait)
    })?;
    let working = app.workbench.work((id, feed.seat), &room, move |snapshot| {
        export::calendar(&snapshot.space, feed, now_ms())
    });
    let bytes = working.await?;
    Ok(answer(bytes, &headers))
}

/// A calendar address that is there.
struct Found {
    id: WorkshopId,
    room: Room,
    secret: Token,
    feed: CalendarFeed,
}

/// What an address opens. One answer for all that is not there, or it would say which workshops are.
async fn find(app: &App, workshop: &str, calendar: &str) -> Result<Option<Found>, ApiError> {
    let secret = calendar.strip_suffix(".ics").map(str::parse::<Token>);
    let (Ok(id), Some(Ok(secret))) = (workshop.parse::<WorkshopId>(), secret) else {
        return Ok(None);
    };
    let room = match app.rooms.open(id).await {
        Err(RoomError::NotFound) => return Ok(None),
        other => other?,
    };
    let hash = secret.hash();
    let feed = room.read(move |reading| reading.space.calendar(&hash));
    Ok(feed.await?.map(|feed| Found {
        id,
        room,
        secret,
        feed,
    }))
}

fn answer(bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let digest = Sha256::digest(&bytes);
    let tag: String = digest[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH);
    let is_known = known
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| known.contains(&tag));
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => bytes.into_response(),
    };
    let fresh = limits::CALENDAR_FRESH.as_secs();
    for (name, value) in [
        (
            header::CONTENT_TYPE,
            Format::PlanIcs.described().media_type.to_owned(),
        ),
        (header::ETAG, tag),
        // Behind one address there is one reader's calendar: no cache in between keeps it for others.
        (header::CACHE_CONTROL, format!("private, max-age={fresh}")),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"plan.ics\"".to_owned(),
        ),
    ] {
        let value = HeaderValue::try_from(value).expect("written in ASCII above");
        response.headers_mut().insert(name, value);
    }
    response
}
