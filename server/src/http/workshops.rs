//! Making a workshop: the only time its secrets are told.

use std::sync::Arc;

use axum::{Extension, Json, extract::State, http::HeaderMap, http::StatusCode};
use plenary_protocol::{
    api::{CreateWorkshop, Problem, WorkshopCreated},
    entry::Created,
    framework::{self, Framework},
    id::Token,
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
    problem::ApiError,
};
use crate::{
    auth,
    room::{RoomError, now_ms},
};

/// Makes a workshop.
#[utoipa::path(
    post,
    path = "/api/v1/workshops",
    tag = "workshop",
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
    Body(asked): Body<CreateWorkshop>,
) -> Result<(StatusCode, Json<WorkshopCreated>), ApiError> {
    check_organiser(&app, from, &headers).await?;
    let (facilitator_token, screen_token) = (auth::draw_token(), auth::draw_token());
    let mut created = check(&asked, &facilitator_token, &screen_token)?;
    let mut tried = 1;
    while let Err(err) = app.rooms.create(created.clone()).await {
        if !matches!(err, RoomError::CodeTaken) || tried == limits::JOIN_CODES_TRIED {
            return Err(err.into());
        }
        created.join_code = auth::draw_code();
        tried += 1;
    }
    let (workshop, join_code) = (created.workshop, created.join_code);
    tracing::info!(workshop.id = %workshop, "made workshop {workshop}");
    let url = address::links_begin_with(app.public_url.as_ref(), &reached, listening);
    let token = facilitator_token.reveal();
    let answer = WorkshopCreated {
        workshop,
        join_code,
        seat: created.facilitator.0,
        join_url: format!("{url}/join/{join_code}"),
        // A fragment is never sent to a server, so the token stands in no log on the way.
        facilitate_url: format!("{url}/facilitate/{workshop}#token={token}"),
        screen_url: format!("{url}/screen/{workshop}#token={}", screen_token.reveal()),
        facilitator_token: token,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn check_organiser(
    app: &App,
    from: CallerAddress,
    headers: &HeaderMap,
) -> Result<(), ApiError> {
    let Some(key) = &app.organiser_key else {
        return Ok(());
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
        attempts.give_back(from);
        return Ok(());
    }
    tokio::time::sleep(limits::WRONG_GUESS_DELAY).await;
    Err(ApiError::unauthorised(
        "this is not the organiser key of this server",
    ))
}

fn check(
    asked: &CreateWorkshop,
    facilitator_token: &Token,
    screen_token: &Token,
) -> Result<Created, Refusal> {
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
            workshop: auth::draw_workshop(),
            title,
            join_code: auth::draw_code(),
            frameworks,
            sectors,
            tables,
            settings,
            run_sheet: RunSheet::plain(now_ms()),
            facilitator: (auth::draw_seat(), facilitator_token.hash()),
            screen: (auth::draw_seat(), screen_token.hash()),
        },
    )
}
