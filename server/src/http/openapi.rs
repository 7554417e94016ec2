//! The calls of the API, and their description as OpenAPI 3.1: one list makes both, so neither can lack the other's.
//!
//! The description holds what goes over live connections too, so the web app takes all its types from it.

use std::sync::{Arc, OnceLock};

use axum::Json;
use plenary_protocol::{
    documents::{map::ProcessMap, plan::Plan},
    views::View,
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        ContentBuilder, OpenApi as Document, Ref, RefOr, ResponseBuilder,
        schema::{Object, Schema, SchemaType, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    App, calendars, commands, events, exports, frameworks, history, joining, results, session,
    working, workshops,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Plenary",
        description = "Live workshops: make one, join it, steer it, read what it found. Errors are application/problem+json (RFC 9457).",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    modifiers(&Schemes),
    // No call answers with these: they stand in messages and in documents.
    components(schemas(View, ProcessMap, Plan)),
    tags(
        (name = "joining", description = "Coming in, with a code and nothing else"),
        (name = "workshop", description = "One workshop, with the token of a seat in it"),
        (name = "live", description = "The sync protocol of docs/PROTOCOL.md over plain HTTP, where WebSockets do not get through"),
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

/// What every reading with a seat's token may be answered.
struct Paced;

impl Modify for Paced {
    fn modify(&self, document: &mut Document) {
        let too_fast = ResponseBuilder::new()
            .description(
                "This seat reads faster than anybody needs: wait as long as `Retry-After` says",
            )
            .content(
                "application/problem+json",
                ContentBuilder::new()
                    .schema(Some(Ref::from_schema_name("Problem")))
                    .build(),
            )
            .build();
        let readings = document.paths.paths.values_mut();
        for reading in readings.filter_map(|path| path.get.as_mut()) {
            let has_token = reading.security.is_some();
            if has_token {
                let responses = &mut reading.responses.responses;
                responses
                    .entry("429".to_owned())
                    .or_insert_with(|| RefOr::T(too_fast.clone()));
            }
        }
    }
}

/// What may be null is always there, so that nobody has to tell null from missing. A field that may be missing is never
/// null, and says so by `schema(nullable = false)`.
struct NullIsThere;

impl Modify for NullIsThere {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        for schema in components.schemas.values_mut() {
            require_nullable(schema);
        }
    }
}

fn require_nullable(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            for (name, property) in &mut object.properties {
                if is_nullable(property) && !object.required.contains(name) {
                    object.required.push(name.clone());
                }
                require_nullable(property);
            }
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(require_nullable),
        RefOr::T(Schema::OneOf(one)) => one.items.iter_mut().for_each(require_nullable),
        _ => {}
    }
}

fn is_nullable(schema: &RefOr<Schema>) -> bool {
    let allows_null = |schema_type: &SchemaType| match schema_type {
        SchemaType::Type(one) => *one == Type::Null,
        SchemaType::Array(several) => several.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match schema {
        RefOr::T(Schema::Object(Object { schema_type, .. })) => allows_null(schema_type),
        RefOr::T(Schema::Array(array)) => allows_null(&array.schema_type),
        RefOr::T(Schema::OneOf(one)) => one.items.iter().any(is_nullable),
        _ => false,
    }
}

/// The calls that carry live connections: no answer of theirs is packed, counted as large or ended for taking long.
pub(super) fn live_router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(events::open))
        .routes(routes!(events::send))
}

/// Every other call of the API with its description.
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
        .routes(routes!(session::joining))
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
    let mut document = router().merge(live_router()).into_openapi();
    Paced.modify(&mut document);
    NullIsThere.modify(&mut document);
    document
}

/// The description, as a call of its own.
pub(super) async fn document() -> Json<&'static Document> {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    Json(DOCUMENT.get_or_init(openapi))
}
