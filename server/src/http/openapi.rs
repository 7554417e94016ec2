//! The calls of the API, and their description as OpenAPI 3.1: one list makes both, so neither can lack the other's.

use std::sync::{Arc, OnceLock};

use axum::Json;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    App, calendars, commands, exports, frameworks, history, joining, results, session, working,
    workshops,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Plenary",
        description = "Live workshops: make one, join it, steer it, read what it found. Errors are application/problem+json (RFC 9457).",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    modifiers(&Schemes),
    tags(
        (name = "joining", description = "Coming in, with a code and nothing else"),
        (name = "workshop", description = "One workshop, with the token of a seat in it"),
        (name = "frameworks", description = "What can be marked"),
    )
)]
struct Description;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut Document) {
        let bearer = |description: &str| {
            let scheme = HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(description));
            SecurityScheme::Http(scheme.build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", bearer("The token of a seat in the workshop"));
        components.add_security_scheme(
            "organiser key",
            bearer("The organiser key of the server, where one is set"),
        );
    }
}

/// Every call of the API with its description.
pub(super) fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(workshops::create))
        .routes(routes!(joining::invitation))
        .routes(routes!(joining::qr))
        .routes(routes!(joining::join))
        .routes(routes!(joining::recover))
        .routes(routes!(session::session))
        .routes(routes!(session::seat))
        .routes(routes!(session::seats))
        .routes(routes!(session::progress))
        .routes(routes!(session::framework))
        .routes(routes!(results::results))
        .routes(routes!(working::map))
        .routes(routes!(working::plan))
        .routes(routes!(history::of_map))
        .routes(routes!(history::of_plan))
        .routes(routes!(history::map_at))
        .routes(routes!(history::plan_at))
        .routes(routes!(commands::give))
        .routes(routes!(exports::file))
        .routes(routes!(calendars::open))
        .routes(routes!(calendars::read))
        .routes(routes!(frameworks::list))
        .routes(routes!(frameworks::one))
}

/// The description of the API.
pub fn openapi() -> Document {
    router().into_openapi()
}

/// The description, as a call of its own.
pub(super) async fn document() -> Json<&'static Document> {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    Json(DOCUMENT.get_or_init(openapi))
}
