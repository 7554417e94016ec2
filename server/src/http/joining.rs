//! Coming in: what the code leads to, a seat, and the same seat on another device.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use fast_qr::{
    convert::{Builder, Shape, svg::SvgBuilder},
    qr::QRBuilder,
};
use plenary_protocol::{
    api::{Invitation, Join, Joined, Problem, Recover},
    id::{JoinCode, RecoveryWords, Request, Salt, SaltedRequest, SeatId, WorkshopId},
    limits,
    refusal::Refusal,
    seat::{Role, Seat},
    space::SeatIssue,
    workshop::Workshop,
};

use super::{
    App, CallerAddress,
    address::{self, Listening},
    body::Body,
    forwarded::Reached,
    idempotency::IdempotencyKey,
    problem::ApiError,
};
use crate::{
    auth::{self, Turn},
    workshops::Room,
};

/// What the code leads to, for somebody who is about to join.
#[utoipa::path(
    get,
    path = "/api/v1/join/{code}",
    tag = "joining",
    params(("code" = String, Path, description = "The join code, as it was typed or pasted: with what stood around it, in a link, in a sentence")),
    responses(
        (status = 200, body = Invitation),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn invitation(
    State(app): State<Arc<App>>,
    from: CallerAddress,
    Path(code): Path<String>,
) -> Result<Json<Invitation>, ApiError> {
    let (_, room) = by_code(&app, from, &code).await?;
    Ok(Json(room.read(|reading| invite(reading.space)).await?))
}

fn invite(workshop: &Workshop) -> Invitation {
    Invitation {
        workshop: workshop.id(),
        title: workshop.title().to_owned(),
        sectors: workshop.sectors().to_vec(),
        tables: workshop.tables().to_vec(),
        reveal: workshop.settings().reveal,
        minimum_group: workshop.settings().minimum_group,
        named: workshop.settings().named,
        joining_open: workshop.is_joining_open(),
    }
}

/// The link to join as a QR code.
#[utoipa::path(
    get,
    path = "/api/v1/join/{code}/qr.svg",
    tag = "joining",
    params(("code" = String, Path, description = "The join code")),
    responses(
        (status = 200, body = String, content_type = "image/svg+xml"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn qr(
    State(app): State<Arc<App>>,
    Extension(listening): Extension<Listening>,
    Extension(reached): Extension<Reached>,
    from: CallerAddress,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    let (code, _) = by_code(&app, from, &code).await?;
    let url = address::links_begin_with(app.public_url.as_ref(), &reached, listening);
    let qr = QRBuilder::new(format!("{url}/join/{code}"))
        .build()
        .map_err(|err| ApiError::internal(&format!("no QR code for this address: {err:?}")))?;
    let svg = SvgBuilder::default().shape(Shape::Square).to_str(&qr);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg))
}

/// Gives the caller a seat.
#[utoipa::path(
    post,
    path = "/api/v1/join",
    tag = "joining",
    params(IdempotencyKey),
    request_body = Join,
    responses(
        (status = 201, body = Joined),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The workshop is over, or full"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "Many people are joining at once (`/problems/lobby`): the same request again after `Retry-After` keeps its turn. Or many wrong codes came from this network."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn join(
    State(app): State<Arc<App>>,
    from: CallerAddress,
    IdempotencyKey(given): IdempotencyKey,
    Body(asked): Body<Join>,
) -> Result<(StatusCode, Json<Joined>), ApiError> {
    let (_, room) = by_code(&app, from, &asked.code).await?;
    let details = Seat {
        role: asked.role.unwrap_or(Role::Participant),
        sector: Some(asked.sector),
        organisation: asked.organisation,
        name: asked.name,
        table: asked.table,
        sphere: None,
    };
    let key = given.unwrap_or_else(auth::draw_key);
    let (workshop, checked) = room
        .read(move |reading| {
            let workshop = reading.space;
            let request = given.map(|key| key.joining(workshop.id(), &details));
            (
                workshop.id(),
                check_join(workshop, details, request, reading.now_ms),
            )
        })
        .await?;
    let joined = match checked.inspect_err(|refusal| app.metrics.refused(refusal.code))? {
        Joining::Again { seat, salt } => (seat, salt),
        Joining::Anew { details, request } => {
            room.knock(request.map(|request| request.key), from.network())
                .await?;
            let (seat, salt) = (auth::draw_seat(), auth::draw_salt());
            let words = auth::words(&key, &salt);
            let new_seat = SeatIssue {
                seat,
                person: details,
                token: key.token(&salt, SEAT).hash(),
                recovery: turn(&app).await?.hash(workshop, &words).await,
                request: request.map(|request| SaltedRequest { request, salt }),
            };
            // Another try of the same request may have been quicker.
            let before = room.join(new_seat).await?;
            before.map_or((seat, salt), |given| (given.seat, given.salt))
        }
    };
    app.rates.new_workshops.joined(workshop);
    let (seat, salt) = joined;
    let joined = Joined {
        workshop,
        seat,
        token: key.token(&salt, SEAT).reveal(),
        recovery_words: auth::words(&key, &salt).reveal(),
    };
    Ok((StatusCode::CREATED, Json(joined)))
}

/// Whose the token is that a request for a seat is given.
const SEAT: &str = "seat's token";

/// What is to be done about a request to join.
enum Joining {
    /// It was answered before, with this.
    Again { seat: SeatId, salt: Salt },
    /// It is new, and may be granted.
    Anew {
        details: Seat,
        request: Option<Request>,
    },
}

/// Decided once more where it stands in the journal; here, so that a refusal or a repetition costs no slow hash.
fn check_join(
    workshop: &Workshop,
    details: Seat,
    request: Option<Request>,
    now_ms: u64,
) -> Result<Joining, Refusal> {
    if let Some(request) = &request
        && let Some(given) = workshop.given_seat(request)?
    {
        return Ok(Joining::Again {
            seat: given.seat,
            salt: given.salt,
        });
    }
    let details = workshop.check_joining(details, now_ms)?;
    Ok(Joining::Anew { details, request })
}

/// Brings the caller's seat to this device.
#[utoipa::path(
    post,
    path = "/api/v1/recover",
    tag = "joining",
    params(IdempotencyKey),
    request_body = Recover,
    responses(
        (status = 200, body = Joined),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The workshop is sealed"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn recover(
    State(app): State<Arc<App>>,
    from: CallerAddress,
    IdempotencyKey(given): IdempotencyKey,
    Body(asked): Body<Recover>,
) -> Result<Json<Joined>, ApiError> {
    let words: RecoveryWords = asked.recovery_words.parse().map_err(|_| {
        ApiError::invalid("`recovery_words` takes the four words with spaces between them")
    })?;
    let (_, room) = by_code(&app, from, &asked.code).await?;
    let workshop: WorkshopId = room.read(|reading| reading.space.id()).await?;
    // The turn first: whoever only waits for one takes from nobody else's guesses.
    let turn = turn(&app).await?;
    let attempts = &app.rates.words;
    attempts.take(from).map_err(|_| {
        ApiError::too_many(
            "many wrong recovery words are being tried from your network: wait a few seconds, then try again",
        )
    })?;
    let recovery = turn.hash(workshop, &words).await;
    let (key, salt) = (given.unwrap_or_else(auth::draw_key), auth::draw_salt());
    let request = given.map(|key| SaltedRequest {
        request: key.recovering(workshop, &words.reveal()),
        salt,
    });
    let token = key.token(&salt, SEAT).hash();
    let Some((seat, before)) = room.recover(recovery, token, request).await? else {
        tokio::time::sleep(limits::WRONG_GUESS_DELAY).await;
        return Err(ApiError::not_found(
            "no seat in this workshop has these four words: check each of them, and their order",
        ));
    };
    attempts.refund(from);
    let salt = before.map_or(salt, |given| given.salt);
    Ok(Json(Joined {
        workshop,
        seat,
        token: key.token(&salt, SEAT).reveal(),
        // They were just proved right; the new device can show them again.
        recovery_words: words.reveal(),
    }))
}

async fn turn(app: &App) -> Result<Turn<'_>, ApiError> {
    app.hasher.turn().await.ok_or_else(|| {
        ApiError::unavailable(
            "very many people are coming in at this moment: wait a few seconds, then try again",
            "no turn to hash recovery words came in time",
        )
    })
}

/// The room behind a code as it was typed. A right code is looked up however dry the bucket is, and so never slowed
/// down by others' wrong ones: there are so many codes that being answered does not help a guesser.
async fn by_code(
    app: &App,
    from: CallerAddress,
    typed: &str,
) -> Result<(JoinCode, Room), ApiError> {
    let code: JoinCode = typed
        .parse()
        .map_err(|err| Refusal::invalid(format!("{err}")))?;
    let taken = app.rates.codes.take(from);
    // Where many were wrong each waits for its turn, and the answer takes its time, so right or wrong they are few.
    let turn = match taken {
        Ok(()) => None,
        Err(_) => {
            let turn = app.rates.dry_codes.acquire().await;
            tokio::time::sleep(limits::WRONG_GUESS_DELAY).await;
            Some(turn)
        }
    };
    let found = app.rooms.find(code).await?;
    drop(turn);
    if let Some(workshop) = found {
        if taken.is_ok() {
            app.rates.codes.refund(from);
        }
        return Ok((code, app.rooms.open(workshop).await?));
    }
    if taken.is_ok() {
        tokio::time::sleep(limits::WRONG_GUESS_DELAY).await;
    }
    Err(match taken {
        Ok(()) => ApiError::not_found(format!(
            "no workshop has the code {code}: check it against the screen or the invitation"
        )),
        Err(_) => ApiError::too_many(
            "many wrong codes are being tried from your network: check yours against the screen, wait a few seconds, then try again",
        ),
    })
}
