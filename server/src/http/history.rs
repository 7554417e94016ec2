//! Who wrote what in a map or the plan, and how it stood at an earlier time. For facilitators.
//!
//! Read from the journal on the workbench, a page at a time; nothing of it is kept, and the room goes on meanwhile.

use std::{ops::ControlFlow, sync::Arc};

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use plenary_protocol::{
    api::{DocumentHistory, Problem},
    documents::DocumentKind,
    entry::Entry,
    id::MapId,
    limits,
    seat::Role,
    workshop::{
        Workshop,
        history::{Earlier, Stretches},
    },
};
use tokio::runtime::Handle;

use super::{
    App,
    caller::Caller,
    problem::ApiError,
    query::{Asked, HistoryAsked},
};
use crate::{
    journal::{Journal, JournalError},
    room::RoomError,
    workshops::Snapshot,
};

/// Who wrote when in a map. For facilitators.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/maps/{map}/history",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("map" = String, Path, description = "The map, such as `m1`"),
        HistoryAsked,
    ),
    security(("token" = [])),
    responses(
        (status = 200, body = DocumentHistory),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn of_map(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((_, map)): Path<(String, String)>,
    Asked(asked): Asked<HistoryAsked>,
) -> Result<Json<DocumentHistory>, ApiError> {
    let kind = map_named(&caller, &map).await?;
    history(&app, &caller, kind, asked.before).await
}

/// Who wrote when in the plan. For facilitators.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/plan/history",
    tag = "workshop",
    params(("workshop" = String, Path, description = "The workshop"), HistoryAsked),
    security(("token" = [])),
    responses(
        (status = 200, body = DocumentHistory),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn of_plan(
    State(app): State<Arc<App>>,
    caller: Caller,
    Asked(asked): Asked<HistoryAsked>,
) -> Result<Json<DocumentHistory>, ApiError> {
    check_facilitator(&caller)?;
    history(&app, &caller, DocumentKind::Plan, asked.before).await
}

/// A map as it stood behind one of its entries, as a Yjs update. For facilitators.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/maps/{map}/history/{seq}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("map" = String, Path, description = "The map, such as `m1`"),
        ("seq" = u64, Path, description = "An entry of the map's history"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "The journal no longer reaches back so far"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn map_at(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((_, map, seq)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let kind = map_named(&caller, &map).await?;
    at(&app, &caller, kind, &seq).await
}

/// The plan as it stood behind one of its entries, as a Yjs update. For facilitators.
#[utoipa::path(
    get,
    path = "/api/v1/workshops/{workshop}/plan/history/{seq}",
    tag = "workshop",
    params(
        ("workshop" = String, Path, description = "The workshop"),
        ("seq" = u64, Path, description = "An entry of the plan's history"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "The journal no longer reaches back so far"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "This seat has too much made at once: wait as long as `Retry-After` says"),
    )
)]
pub(super) async fn plan_at(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((_, seq)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    check_facilitator(&caller)?;
    at(&app, &caller, DocumentKind::Plan, &seq).await
}

fn check_facilitator(caller: &Caller) -> Result<(), ApiError> {
    if caller.role == Role::Facilitator {
        return Ok(());
    }
    Err(ApiError::forbidden(format!(
        "who wrote what is for facilitators, and your seat has the role {}: ask a facilitator to look back",
        caller.role
    )))
}

async fn map_named(caller: &Caller, map: &str) -> Result<DocumentKind, ApiError> {
    check_facilitator(caller)?;
    let named: Option<MapId> = map.parse().ok();
    let known = caller
        .read(move |reading| named.filter(|map| reading.space.map_title(*map).is_some()))
        .await?;
    known
        .map(DocumentKind::Map)
        .ok_or_else(|| ApiError::not_found(format!("this workshop has no map `{map}`")))
}

async fn history(
    app: &App,
    caller: &Caller,
    kind: DocumentKind,
    before: Option<u64>,
) -> Result<Json<DocumentHistory>, ApiError> {
    let told = on_the_bench(app, caller, move |past, now| {
        let kept_after = past.begins_behind()?;
        let mut stretches = Stretches::begin(now, kind, kept_after.as_ref().map(Workshop::seq));
        past.read(kept_after.as_ref(), |seq, entry| {
            stretches.take(seq, entry);
            ControlFlow::Continue(())
        })?;
        Ok(stretches.finish(before))
    });
    Ok(Json(told.await??))
}

async fn at(
    app: &App,
    caller: &Caller,
    kind: DocumentKind,
    named: &str,
) -> Result<Response, ApiError> {
    let absent = ApiError::not_found(format!(
        "nothing was written here by entry `{named}`: take one from the history"
    ));
    let Ok(seq) = named.parse::<u64>() else {
        return Err(absent);
    };
    let stood = on_the_bench(app, caller, move |past, now| {
        let kept_after = past.begins_behind()?;
        if let Some(kept) = kept_after.as_ref().filter(|kept| seq < kept.seq()) {
            return Ok(Err(kept.seq()));
        }
        let mut earlier = Earlier::begin(now, kind, seq, kept_after.as_ref());
        past.read(kept_after.as_ref(), |seq, entry| {
            match earlier.take(seq, entry) {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })?;
        Ok(Ok(earlier.finish()))
    });
    let state: Bytes = match stood.await?? {
        Ok(state) => state.ok_or(absent)?,
        Err(kept_after) => {
            return Err(ApiError::gone(format!(
                "entry {seq} is no longer kept: the history begins behind entry {kept_after}"
            )));
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, state).into_response())
}

/// Reads the past of the caller's workshop when it is their turn.
async fn on_the_bench<T: Send + 'static>(
    app: &App,
    caller: &Caller,
    read: impl FnOnce(&Past, &Workshop) -> Result<T, JournalError> + Send + 'static,
) -> Result<Result<T, RoomError>, ApiError> {
    let (journal, runtime) = (app.rooms.journal(), Handle::current());
    let work = move |snapshot: &Snapshot| {
        let past = Past {
            journal,
            runtime,
            now: &snapshot.space,
        };
        read(&past, &snapshot.space).map_err(RoomError::from)
    };
    let client = (caller.workshop, caller.seat);
    app.workbench.work(client, &caller.room, work).await
}

/// What the journal has of a workshop, up to its copy.
struct Past<'a> {
    journal: Arc<dyn Journal>,
    runtime: Handle,
    now: &'a Workshop,
}

impl Past<'_> {
    fn page(&self, from: u64, most: usize) -> Result<Vec<(u64, Vec<u8>)>, JournalError> {
        let page = self.journal.some_entries(self.now.id(), from, most);
        self.runtime.block_on(page)
    }

    /// The state from which the entries that are kept can be folded; none where they reach back to the beginning.
    fn begins_behind(&self) -> Result<Option<Workshop>, JournalError> {
        if self.page(1, 1)?.first().is_some_and(|(seq, _)| *seq == 1) {
            return Ok(None);
        }
        let stored = self.runtime.block_on(self.journal.load(self.now.id()))?;
        let snapshot = stored.and_then(|stored| stored.snapshot);
        let kept = snapshot.and_then(|(_, bytes)| Workshop::from_snapshot(&bytes));
        kept.map(Some).ok_or_else(|| {
            let id = self.now.id();
            JournalError::Unreadable(format!(
                "the first entries of {id} are gone, and no snapshot of this version stands in for them"
            ))
        })
    }

    /// Hands out every entry from there on, a page at a time.
    fn read(
        &self,
        behind: Option<&Workshop>,
        mut take: impl FnMut(u64, &Entry) -> ControlFlow<()>,
    ) -> Result<(), JournalError> {
        let mut next = behind.map_or(0, Workshop::seq) + 1;
        while next <= self.now.seq() {
            let page = self.page(next, limits::HISTORY_PAGE_ENTRIES)?;
            if page.first().is_none_or(|(seq, _)| *seq != next) {
                let id = self.now.id();
                let trimmed = format!("entry {next} of {id} was taken away while it was read");
                return Err(JournalError::Unavailable(trimmed));
            }
            for (seq, bytes) in page {
                if self.now.seq() < seq {
                    return Ok(());
                }
                let entry = Entry::decode(&bytes).map_err(|err| {
                    JournalError::Unreadable(format!("entry {seq} cannot be read: {err}"))
                })?;
                if take(seq, &entry).is_break() {
                    return Ok(());
                }
                next = seq + 1;
            }
        }
        Ok(())
    }
}
