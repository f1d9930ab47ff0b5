//! Why a session is where it is, and why not elsewhere, as `plenary explain` says it.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{Session, Shared, query};
use crate::app::Silent;
use crate::app::explain::{Explanation, Question, explain};
use crate::app::load::Timetable;
use crate::board::desk::Desk;
use crate::board::documents::Lines;
use crate::board::moves::{room_of, session_of};
use crate::board::refusal::Refusal;
use crate::domain::{Instant, Placement};
use crate::report::{Width, placement, session_explanation};

/// A session and a place for it.
#[derive(Debug, Deserialize)]
struct There {
    session: String,
    start: i64,
    room: Option<String>,
}

pub(super) async fn why(State(shared): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let Session { session } = query(&uri)?;
    let question = shared.desk.ask(move |desk| {
        let session = session_of(&desk.editor.timetable().conference, &session)?;
        copy(desk, Question::Session(session))
    });
    answer(question.await?).await
}

pub(super) async fn why_not(State(shared): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let There { session, start, room } = query(&uri)?;
    let question = shared.desk.ask(move |desk| {
        let conference = &desk.editor.timetable().conference;
        let session = session_of(conference, &session)?;
        let room = room.map(|room| room_of(conference, &room)).transpose()?;
        copy(desk, Question::WhyNot(session, Placement { start: Instant(start), room }))
    });
    answer(question.await?).await
}

/// A question about a copy of the timetable: its answer takes longer than a move may wait.
fn copy(desk: &Desk<'_>, question: Question) -> Result<(Timetable, Question), Refusal> {
    let conference = desk.editor.timetable().conference.clone();
    Ok((Timetable::parse(conference, desk.editor.bytes(), &desk.paths.schedule, &Silent)?, question))
}

async fn answer((timetable, question): (Timetable, Question)) -> Result<Response, Refusal> {
    let explained = tokio::task::spawn_blocking(move || explain(&timetable, question));
    let text = match explained.await.map_err(|_| Refusal::ended())?? {
        Explanation::Session(found) => session_explanation::session_explanation(&found, Width::PIPED),
        Explanation::WhyNot(found) => placement::why_not(&found, Width::PIPED),
        Explanation::Overview(_) => String::new(),
    };
    Ok(Json(Lines { lines: text.lines().map(str::to_owned).collect() }).into_response())
}
