//! What can be taken home: one address for each file.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use plenary_protocol::{api::Problem, id::JoinCode, refusal::Refusal};

use super::{
    App,
    caller::Caller,
    problem::ApiError,
    query::{Asked, FileAsked},
    workbench::Made,
};
use crate::{
    export::{self, FORMATS, Format, Presented, Subject},
    room::now_ms,
};

/// The files by name, for the description of the API: those of one subject together, and what that is where there are
/// several to choose from.
fn files() -> String {
    let of = |subject: Subject| {
        let known = FORMATS.iter().filter(|known| known.subject == subject);
        known
            .map(|known| format!("`{}`", known.name))
            .collect::<Vec<_>>()
    };
    let [round, workshop, map, plan] = [
        (Subject::Round, ", "),
        (Subject::Workshop, ", "),
        (Subject::Map, ", "),
        (Subject::Plan, " or "),
    ]
    .map(|(subject, between)| of(subject).join(between));
    format!("{round} (one round), {workshop} (everything), {map} (one map), {plan}")
}

/// A file of the workshop, as far as the caller may see.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/export/{file}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("file" = String, Path, description = files()),
        FileAsked,
    ),
    security(("token" = [])),
    responses(
        (status = 200, content(
            (export::record::Record = "application/json"),
            (String = "text/csv"),
            (String = "application/xml"),
            (String = "image/svg+xml"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (String = "text/html"),
            (String = "text/calendar"),
        )),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "Not shown yet, with the reason"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((_, file)): Path<(String, String)>,
    Asked(asked): Asked<FileAsked>,
) -> Result<Response, ApiError> {
    let format: Format = file.parse().map_err(Refusal::not_found)?;
    let audience = caller.audience;
    // What is taken home should not lack what a moment later would be there.
    caller.room.wait_for_whose(None).await?;
    let asked = export::Asked {
        round: asked.round,
        map: asked.map,
    };
    // Asked for again before anything has changed, it costs the room no copy of its state.
    let now = caller.read(|reading| (reading.space.join_code(), reading.name));
    let (code, name) = now.await?;
    if let Some(bytes) = app.workbench.kept(&Made::of(name, audience, format, asked)) {
        return Ok(answer(code, format, bytes));
    }
    let bench = app.clone();
    let making = app.workbench.work(
        (caller.workshop, caller.seat),
        &caller.room,
        move |snapshot| {
            let made = Made::of(snapshot.name(), audience, format, asked);
            // Somebody else may have had it made meanwhile.
            if let Some(bytes) = bench.workbench.kept(&made) {
                return Ok(bytes);
            }
            let (workshop, findings) = (&snapshot.space, &snapshot.findings);
            let file = export::file(workshop, audience, format, asked, findings, now_ms())?;
            let bytes = Bytes::from(file);
            bench.workbench.keep(made, &bytes);
            Ok::<_, Refusal>(bytes)
        },
    );
    Ok(answer(code, format, making.await??))
}

fn answer(code: JoinCode, format: Format, bytes: Bytes) -> Response {
    let known = format.described();
    let manner = match known.presented {
        Presented::Page => "inline",
        Presented::File => "attachment",
    };
    let disposition = format!("{manner}; filename=\"{code}-{format}\"");
    let headers = [
        (header::CONTENT_TYPE, known.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, policy()),
    ];
    (headers, bytes).into_response()
}

/// What a browser may do with a file that it opens: show it with the print views' own style, and nothing else.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
        export::style_source()
    )
}
