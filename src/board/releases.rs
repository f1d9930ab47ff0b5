//! Releases of the timetable as it is on the board, as `plenary release` makes them.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::beside::Kind;
use super::desk::Paths;
use super::refusal::Refusal;
use crate::app::Silent;
use crate::app::release::{Release, ReleaseRequest, release};
use crate::domain::id_of;

/// The releases beside the schedule file.
#[derive(Debug, Serialize)]
pub(super) struct Releases {
    releases: Vec<String>,
}

/// A release to make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    version: String,
    /// The earlier release with which the changelog compares; `None` for no changelog.
    previous: Option<String>,
    #[serde(default)]
    draft: bool,
}

/// A release that was made.
#[derive(Debug, Serialize)]
pub(super) struct Made {
    /// The name of its file.
    file: String,
    /// What changed since the earlier release, in sentences.
    changes: Vec<String>,
    releases: Vec<String>,
}

/// The names of all releases.
pub(super) fn list(paths: &Paths) -> Releases {
    Releases { releases: Kind::Release.names(&paths.schedule) }
}

/// Makes a release. An existing one is not replaced.
///
/// # Errors
/// A [`Refusal`] for a version that is none or is in use, if the timetable breaks hard rules and is no draft, or if the
/// file cannot be written.
pub(super) fn make(paths: &Paths, asked: &Asked) -> Result<Made, Refusal> {
    let name = id_of(asked.version.trim());
    if name.is_empty() {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "a release needs a version", "write one like 1.2"));
    }
    let output = Kind::Release.path(&paths.schedule, &name);
    if output.symlink_metadata().is_ok() {
        let error = format!("there is a release \"{name}\" already, and it was not changed");
        return Err(Refusal::new(StatusCode::CONFLICT, &error, "choose another version"));
    }
    let known = Kind::Release.names(&paths.schedule);
    if let Some(unknown) = asked.previous.as_ref().filter(|previous| !known.contains(previous)) {
        let error = format!("there is no release \"{unknown}\"");
        return Err(Refusal::new(StatusCode::NOT_FOUND, &error, "load the list of releases again"));
    }
    let request = ReleaseRequest {
        programme: paths.programme.clone(),
        schedule: paths.schedule.clone(),
        timetable_from: None,
        version: asked.version.trim().to_owned(),
        previous: asked.previous.as_ref().map(|previous| Kind::Release.path(&paths.schedule, previous)),
        old_programme: None,
        phases: Vec::new(),
        draft: asked.draft,
        with_links: false,
        output: output.clone(),
    };
    let unusable = |failure| Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, &failure);
    match release(&request, &Silent).map_err(unusable)? {
        Release::Written(written) => Ok(Made {
            file: output.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            changes: written.changes.into_iter().map(|change| change.text).collect(),
            releases: Kind::Release.names(&paths.schedule),
        }),
        Release::Refused(violations) => {
            let error = format!("not released: the timetable breaks {} hard rules", violations.len());
            let hint = "mend it, or release it as a draft";
            Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, &error, hint))
        }
    }
}
