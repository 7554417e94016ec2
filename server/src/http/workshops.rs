//! Making a workshop: the only time its secrets are told.

use std::sync::Arc;

use axum::{Extension, Json, extract::State, http::HeaderMap, http::StatusCode};
use plenary_protocol::{
    api::{CreateWorkshop, Problem, WorkshopCreated},
    entry::Created,
    framework::{self, Framework},
    id::{JoinCode, Request, RequestKey, Salt, SaltedRequest, SeatId},
    limits,
    refusal::Refusal,
    run_sheet::RunSheet,
    workshop::check_new_workshop,
};

use super::{
    App, CallerAddress,
    address::{self, Listening},
    body::Body,
    caller::bearer,
    forwarded::Reached,
    idempotency::IdempotencyKey,
    problem::ApiError,
};
use crate::{
    auth,
    rate::{RateLimited, TooMany},
    room::{RoomError, now_ms},
};

/// Makes a workshop.
#[utoipa::path(
    post,
    path = "/api/v1/workshops",
    tag = "workshop",
    params(IdempotencyKey),
    request_body = CreateWorkshop,
    security((), ("organiser key" = [])),
    responses(
        (status = 201, body = WorkshopCreated),
        (status = 401, body = Problem, content_type = "application/problem+json", description = "An organiser key is set, and this is not it"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(listening): Extension<Listening>,
    Extension(reached): Extension<Reached>,
    from: CallerAddress,
    headers: HeaderMap,
    IdempotencyKey(given): IdempotencyKey,
    Body(asked): Body<CreateWorkshop>,
) -> Result<(StatusCode, Json<WorkshopCreated>), ApiError> {
    check_organiser(&app, from, &headers).await?;
    let key = given.unwrap_or_else(auth::draw_key);
    let request = given.map(|key| key.making(&asked));
    let made = make(&app, &asked, &key, request).await?;
    let (workshop, join_code) = (key.workshop(), made.join_code);
    if app.organiser_key.is_none() {
        app.rates.new_workshops.made(workshop, from);
    }
    let url = address::links_begin_with(app.public_url.as_ref(), &reached, listening);
    let token = key.token(&made.salt, FACILITATOR).reveal();
    let screen_token = key.token(&made.salt, SCREEN).reveal();
    let answer = WorkshopCreated {
        workshop,
        join_code,
        seat: made.facilitator,
        join_url: format!("{url}/join/{join_code}"),
        // A fragment is never sent to a server, so the token stands in no log on the way.
        facilitate_url: format!("{url}/facilitate/{workshop}#token={token}"),
        screen_url: format!("{url}/screen/{workshop}#token={screen_token}"),
        facilitator_token: token,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Whose the tokens are that one request for a workshop is given.
const FACILITATOR: &str = "facilitator's token";
const SCREEN: &str = "screen's token";

/// What the answer to a request for a workshop is made of, beside its key.
struct Making {
    join_code: JoinCode,
    facilitator: SeatId,
    salt: Salt,
}

/// Makes the workshop, or finds the one that the same request made before.
async fn make(
    app: &App,
    asked: &CreateWorkshop,
    key: &RequestKey,
    request: Option<Request>,
) -> Result<Making, ApiError> {
    let salt = auth::draw_salt();
    let mut created = check(asked, key, salt)?;
    created.request = request.map(|request| SaltedRequest { request, salt });
    for _ in 0..limits::JOIN_CODES_TRIED {
        match app.rooms.create(created.clone()).await {
            Ok(()) => {
                let workshop = created.workshop;
                tracing::info!(workshop.id = %workshop, "made workshop {workshop}");
                return Ok(Making {
                    join_code: created.join_code,
                    facilitator: created.facilitator.0,
                    salt,
                });
            }
            Err(RoomError::CodeTaken) => created.join_code = auth::draw_code(),
            // The id follows from the key, so this is the same request, or another with its key.
            Err(RoomError::Exists) => return made_before(app, &created).await,
            Err(err) => return Err(err.into()),
        }
    }
    Err(RoomError::CodeTaken.into())
}

async fn made_before(app: &App, again: &Created) -> Result<Making, ApiError> {
    let request = again.request.ok_or(RoomError::Exists)?.request;
    let room = app.rooms.open(again.workshop).await?;
    let (join_code, made) = room
        .read(move |reading| {
            let workshop = reading.space;
            (workshop.join_code(), workshop.made_by(&request))
        })
        .await?;
    let (facilitator, salt) = made.inspect_err(|refusal| app.metrics.refused(refusal.code))?;
    // Its first try may have been cut off before the code led anywhere.
    app.rooms.register(again.workshop, join_code).await?;
    Ok(Making {
        join_code,
        facilitator,
        salt,
    })
}

async fn check_organiser(
    app: &App,
    from: CallerAddress,
    headers: &HeaderMap,
) -> Result<(), ApiError> {
    let Some(key) = &app.organiser_key else {
        return check_pace(app, from);
    };
    let given = bearer(headers).ok_or_else(|| {
        ApiError::unauthorised(
            "making a workshop on this server needs its organiser key: send it as `Authorization: Bearer`",
        )
    })?;
    let attempts = &app.rates.keys;
    attempts.take(from).map_err(|_| {
        ApiError::too_many(
            "many wrong organiser keys have been tried from your network: wait a few seconds, then try again",
        )
    })?;
    if key.is(given) {
        attempts.refund(from);
        return Ok(());
    }
    tokio::time::sleep(limits::WRONG_GUESS_DELAY).await;
    Err(ApiError::unauthorised(
        "this is not the organiser key of this server",
    ))
}

/// Where anybody may make workshops, nobody fills the disk with them.
fn check_pace(app: &App, from: CallerAddress) -> Result<(), ApiError> {
    app.rates.new_workshops.take(from).map_err(|too_many| match too_many {
        TooMany::FromYou(RateLimited(wait)) => ApiError::too_fast(
            "many workshops have been made from your network: wait as long as `Retry-After` says, then make this one",
            wait,
        ),
        TooMany::InAll(RateLimited(wait)) => ApiError::too_fast(
            "many workshops are being made on this server: wait as long as `Retry-After` says, then make this one",
            wait,
        ),
    })
}

fn check(asked: &CreateWorkshop, key: &RequestKey, salt: Salt) -> Result<Created, Refusal> {
    let frameworks = asked
        .frameworks
        .iter()
        .map(|id| match framework::built_in_by_id(id.as_str()) {
            Some(framework) => Ok(Framework::clone(framework)),
            None => Err(Refusal::invalid(format!(
                "there is no framework `{id}`: GET /api/v1/frameworks lists those there are"
            ))),
        })
        .collect::<Result<_, Refusal>>()?;
    check_new_workshop(
        asked,
        frameworks,
        |title, frameworks, sectors, tables, settings| Created {
            workshop: key.workshop(),
            title,
            join_code: auth::draw_code(),
            frameworks,
            sectors,
            tables,
            settings,
            run_sheet: RunSheet::plain(now_ms()),
            facilitator: (auth::draw_seat(), key.token(&salt, FACILITATOR).hash()),
            screen: (auth::draw_seat(), key.token(&salt, SCREEN).hash()),
            request: None,
        },
    )
}
