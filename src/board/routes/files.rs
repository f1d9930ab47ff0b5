//! The requests about drafts and exports.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;

use super::{Shared, query, read};
use crate::app::Silent;
use crate::app::export::{ExportRequest, Target, export as export_file};
use crate::board::access::Right;
use crate::board::drafts::Named;
use crate::board::refusal::Refusal;
use crate::board::releases;
use crate::report::export::Format;

pub(super) async fn drafts(State(shared): State<Shared>) -> Result<Response, Refusal> {
    shared.desk.ask(|desk| Ok(Json(desk.drafts()).into_response())).await
}

pub(super) async fn save(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let named: Named = read(body).await?;
    shared.desk.ask(move |desk| Ok(Json(desk.save(&named)?).into_response())).await
}

pub(super) async fn draft(
    State(shared): State<Shared>,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    shared.desk.ask(move |desk| Ok(Json(desk.draft(&name)?).into_response())).await
}

pub(super) async fn releases(State(shared): State<Shared>) -> Result<Response, Refusal> {
    shared.desk.ask(|desk| Ok(Json(releases::list(desk.paths)).into_response())).await
}

pub(super) async fn release(State(shared): State<Shared>, body: Body) -> Result<Response, Refusal> {
    let asked: releases::Asked = read(body).await?;
    let paths = shared.desk.ask(|desk| Ok(desk.paths.clone())).await?;
    // As an export, it reads the files anew.
    let made = tokio::task::spawn_blocking(move || releases::make(&paths, &asked)).await;
    Ok(Json(made.map_err(|_| Refusal::ended())??).into_response())
}

/// A file to export.
#[derive(Debug, Deserialize)]
struct Asked {
    to: String,
    /// 1 for organisers.
    internal: Option<u8>,
}

/// The formats: name, target and type.
const FORMATS: [(&str, Target, &str); 9] = [
    ("html", Target::File(Format::Html), "text/html; charset=utf-8"),
    ("ics", Target::File(Format::Ics), "text/calendar; charset=utf-8"),
    ("csv", Target::File(Format::Csv), "text/csv; charset=utf-8"),
    ("json", Target::File(Format::Json), "application/json"),
    ("xml", Target::File(Format::Xml), "application/xml"),
    ("md", Target::File(Format::Markdown), "text/markdown; charset=utf-8"),
    ("svg", Target::File(Format::Svg), "image/svg+xml"),
    ("fairness", Target::Fairness, "text/html; charset=utf-8"),
    ("xlsx", Target::Workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

pub(super) async fn export(
    State(shared): State<Shared>,
    Extension(right): Extension<Right>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let Asked { to, internal } = query(&uri)?;
    let known = FORMATS.iter().find(|(name, ..)| *name == to);
    let &(name, target, kind) = known.ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|(name, ..)| *name).collect();
        let hint = format!("write one of: {}", names.join(", "));
        Refusal::new(StatusCode::BAD_REQUEST, &format!("there is no format \"{to}\""), &hint)
    })?;
    let internal = internal == Some(1);
    if internal && right == Right::Look {
        let hint = "export it from the address to edit";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "what is for organisers is not exported from here", hint));
    }
    let paths = shared.desk.ask(|desk| Ok(desk.paths.clone())).await?;
    let programme = paths.programme.clone();
    // The export reads the files anew and may take a while: not on the thread of the desk.
    let work = move || {
        let folder = (target == Target::Workbook).then(tempfile::tempdir).transpose();
        let folder = folder.map_err(|error| crate::app::Failure::new(format!("no temporary folder: {error}")))?;
        let output = folder.as_ref().map(|folder| folder.path().join("export.xlsx"));
        let request = ExportRequest {
            programme: paths.programme,
            schedule: paths.schedule,
            timetable_from: None,
            target,
            output: output.clone(),
            internal,
            with_links: false,
            language: None,
            stamp: None,
            url: None,
            base_url: None,
            feed_key: None,
            feed_list: None,
            person: None,
            track: None,
            previous: None,
            old_programme: None,
            day: None,
        };
        let exported = export_file(&request, &Silent)?;
        match (exported.bytes, output) {
            (Some(bytes), _) => Ok(bytes),
            (None, Some(path)) => std::fs::read(&path)
                .map_err(|error| crate::app::Failure::new(format!("the export cannot be read: {error}"))),
            (None, None) => Ok(Vec::new()),
        }
    };
    let bytes = tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::ended())?;
    let bytes = bytes.map_err(|failure| Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, &failure))?;
    let ending = if target == Target::Fairness { "html" } else { name };
    let readers = if internal { "internal" } else { "public" };
    let stem = programme.file_stem().map(|stem| crate::domain::id_of(&stem.to_string_lossy())).unwrap_or_default();
    let what = if target == Target::Fairness { "-fairness" } else { "" };
    let disposition = format!("attachment; filename=\"{stem}{what}-{readers}.{ending}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
