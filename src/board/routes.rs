//! The requests that the board answers.

mod engine;
mod explain;
mod files;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::access::{Right, Tokens};
use super::desk::Handle;
use super::documents::{Change, History, Noted, Step, Wanted};
use super::events::Events;
use super::jobs::Jobs;
use super::refusal::Refusal;
use super::{guard, page};
use crate::domain::Lock;

/// The largest body of a request, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// The most bytes of a body that is too large which are read before the answer, so that the client hears it.
const MOST_DISCARDED: usize = 32 << 20;

/// How long a client may take to send a body.
const BODY: Duration = Duration::from_secs(30);

/// What all requests share.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub desk: Handle,
    pub events: Arc<Events>,
    pub jobs: Arc<Jobs>,
    pub tokens: Arc<Tokens>,
    pub port: u16,
}

/// The routes of the board.
pub(super) fn router(shared: Shared) -> Router {
    let api = Router::new()
        .route("/state", get(state))
        .route("/prices", get(prices))
        .route("/effect", get(effect))
        .route("/history", get(history))
        .route("/events", get(events))
        .route("/move", post(change))
        .route("/undo", post(undo))
        .route("/redo", post(redo))
        .route("/note", post(note))
        .route("/drafts", get(files::drafts).post(files::save))
        .route("/drafts/{name}", get(files::draft))
        .route("/releases", get(files::releases).post(files::release))
        .route("/export", get(files::export))
        .route("/why", get(explain::why))
        .route("/why-not", get(explain::why_not))
        .route("/jobs", get(engine::list).post(engine::start))
        .route("/jobs/{number}", delete(engine::stop))
        .route("/accept", post(engine::accept))
        .route("/what-if", post(engine::what_if));
    Router::new()
        .route("/{token}", get(to_page))
        .route("/{token}/", get(|| async { file(page::PAGE) }))
        .route("/{token}/{file}", get(|Path((_, name)): Path<(String, String)>| async move { file(&name) }))
        .nest("/{token}/api", api)
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .layer(middleware::from_fn_with_state(shared.clone(), guarded))
        .with_state(shared)
}

/// Checks each request before it is answered, and protects each answer.
async fn guarded(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let target = (request.method(), request.uri().path());
    let mut response = match guard::check(&shared.tokens, shared.port, target, request.headers()) {
        Ok(right) => {
            request.extensions_mut().insert(right);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    };
    guard::protect(response.headers_mut());
    response
}

async fn nothing() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "the board has nothing at this address", "load the page again")
}

async fn to_page(uri: Uri) -> Redirect {
    Redirect::permanent(&format!("{}/", uri.path()))
}

fn file(name: &str) -> Response {
    match page::file(name) {
        Some((kind, content)) => ([(header::CONTENT_TYPE, kind)], content).into_response(),
        None => Refusal::new(StatusCode::NOT_FOUND, "the page has no such file", "load the page again").into_response(),
    }
}

/// Reads the body of a request as JSON.
async fn read<T: DeserializeOwned>(body: Body) -> Result<T, Refusal> {
    let bytes = match timeout(BODY, to_bytes(body, MOST_DISCARDED)).await {
        Ok(Ok(bytes)) if bytes.len() <= MOST_BYTES => bytes,
        Ok(_) => {
            let error = "the request is larger than 1 MiB";
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, error, "send less"));
        }
        Err(_) => {
            let error = "the request did not arrive within 30 seconds";
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, error, "send it again"));
        }
    };
    serde_json::from_slice(&bytes).map_err(|error| {
        let error = format!("the request cannot be read: {error}");
        Refusal::new(StatusCode::BAD_REQUEST, &error, "load the page again")
    })
}

/// Reads the query of an address.
fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refusal> {
    Query::try_from_uri(uri).map(|Query(query)| query).map_err(|error| {
        let error = format!("the question cannot be read: {}", error.body_text());
        Refusal::new(StatusCode::BAD_REQUEST, &error, "load the page again")
    })
}

async fn state(State(shared): State<Shared>, Extension(right): Extension<Right>) -> Result<Response, Refusal> {
    shared.desk.ask(move |desk| Ok(Json(desk.state(right == Right::Edit)?).into_response())).await
}

/// A session.
#[derive(Debug, Deserialize)]
struct Session {
    session: String,
}

async fn prices(State(shared): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let Session { session } = query(&uri)?;
    shared.desk.ask(move |desk| Ok(Json(desk.prices(&session)?).into_response())).await
}

/// A change to value, in the query of an address.
#[derive(Debug, Deserialize)]
struct Asked {
    session: String,
    start: Option<i64>,
    room: Option<String>,
    swap: Option<String>,
    unplace: Option<u8>,
    /// A lock, or `none`.
    lock: Option<String>,
    /// 1 to find places nearby as well, which takes longer.
    nearby: Option<u8>,
}

async fn effect(State(shared): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let asked: Asked = query(&uri)?;
    let lock = match asked.lock.as_deref() {
        None => None,
        Some("none") => Some(None),
        Some(name) => Some(Some(Lock::parse(name).ok_or_else(|| {
            Refusal::new(StatusCode::BAD_REQUEST, "there is no such lock", "write day, time, room, fixed or none")
        })?)),
    };
    let wanted = Wanted {
        session: asked.session,
        start: asked.start,
        room: asked.room,
        swap: asked.swap,
        unplace: asked.unplace == Some(1),
        lock,
        ..Wanted::default()
    };
    let nearby = asked.nearby == Some(1);
    shared.desk.ask(move |desk| Ok(Json(desk.effect(&wanted, nearby)?).into_response())).await
}

async fn history(State(shared): State<Shared>) -> Result<Response, Refusal> {
    let entries = shared.desk.ask(|desk| Ok(desk.editor.history().changes)).await?;
    let change = |entry: crate::report::history::HistoryEntry| Change {
        number: entry.number,
        at: entry.at,
        text: entry.text,
        difference: entry.new_cost.saturating_sub(entry.old_cost),
        action: entry.action,
        undone: entry.undone,
    };
    Ok(Json(History { changes: entries.into_iter().map(change).collect() }).into_response())
}

async fn events(State(shared): State<Shared>) -> Result<Response, Refusal> {
    let body = shared.events.open().ok_or_else(|| {
        let hint = "close some windows of the board, and load this page again";
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many pages follow the board", hint)
    })?;
    Ok(([(header::CONTENT_TYPE, "text/event-stream")], body).into_response())
}

async fn change(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let wanted: Wanted = read(body).await?;
    shared.desk.ask(move |desk| Ok(Json(desk.change(&wanted)?).into_response())).await
}

async fn note(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let noted: Noted = read(body).await?;
    shared.desk.ask(move |desk| Ok(Json(desk.note(&noted)?).into_response())).await
}

async fn undo(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let step: Step = read(body).await?;
    shared.desk.ask(move |desk| Ok(Json(desk.undo(&step)?).into_response())).await
}

async fn redo(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let step: Step = read(body).await?;
    shared.desk.ask(move |desk| Ok(Json(desk.redo(&step)?).into_response())).await
}
