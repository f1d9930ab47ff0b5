//! The requests about searches beside the board.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Shared, read};
use crate::board::documents::Accepted;
use crate::board::jobs::{Asked, Case, Job, Kind};
use crate::board::moves::{bad, session_of};
use crate::board::refusal::Refusal;

/// The time limit of a search, in seconds: by default, and at most.
const SECONDS: (u64, u64) = (10, 600);

pub(super) async fn list(State(shared): State<Shared>) -> Response {
    Json(json!({ "jobs": shared.jobs.list() })).into_response()
}

pub(super) async fn start(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let Asked { kind, session, seconds } = read(body).await?;
    let limit = Duration::from_secs(seconds.unwrap_or(SECONDS.0).clamp(1, SECONDS.1));
    if kind == Kind::WhatIf {
        return Err(bad("this search needs a change", "send it to api/what-if"));
    }
    let needs_session = matches!(kind, Kind::Places | Kind::Swaps);
    let found = shared.desk.ask(move |desk| {
        let snapshot = desk.snapshot();
        let session = session.map(|id| session_of(&snapshot.conference, &id)).transpose()?;
        Ok((snapshot, session))
    });
    let (snapshot, session) = found.await?;
    if needs_session && session.is_none() {
        return Err(bad("this search needs a session", "send its id"));
    }
    let job = Job::new(kind, snapshot.revision, Some(snapshot.cost));
    let number = shared.jobs.start(job, move |running| snapshot.search(kind, session, limit, running))?;
    Ok(Json(json!({ "job": number })).into_response())
}

pub(super) async fn stop(
    State(shared): State<Shared>,
    Path((_, number)): Path<(String, u64)>,
) -> Result<Response, Refusal> {
    shared.jobs.stop(number)?;
    Ok(Json(json!({ "job": number })).into_response())
}

pub(super) async fn accept(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let accepted: Accepted = read(body).await?;
    let job = shared.jobs.find(accepted.job)?;
    shared.desk.ask(move |desk| Ok(Json(desk.accept(&job, &accepted)?).into_response())).await
}

pub(super) async fn what_if(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let case: Case = read(body).await?;
    let (paths, revision) = shared.desk.ask(|desk| Ok((desk.paths.clone(), desk.revision))).await?;
    let job = Job::new(Kind::WhatIf, revision, None);
    let files = (paths.programme, paths.schedule);
    let number = shared.jobs.start(job, move |running| case.compare(files, running))?;
    Ok(Json(json!({ "job": number })).into_response())
}
