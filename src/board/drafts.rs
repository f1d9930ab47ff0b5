//! Named drafts: copies of the schedule file beside it, to compare with the timetable later.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::refusal::Refusal;
use crate::app::load::Timetable;
use crate::app::{Silent, files};
use crate::domain::id_of;

/// The most drafts that are listed.
const MOST: usize = 100;

/// The list of drafts.
#[derive(Debug, Serialize)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
}

/// A draft. `cost` is `null` if its file cannot be read.
#[derive(Debug, Serialize)]
struct Draft {
    name: String,
    cost: Option<i64>,
}

/// The timetable of a draft.
#[derive(Debug, Serialize)]
pub(super) struct DraftTimetable {
    sessions: Vec<Placed>,
    cost: i64,
}

#[derive(Debug, Serialize)]
struct Placed {
    id: String,
    start: Option<i64>,
    room: Option<String>,
}

/// A draft to save.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    name: String,
}

impl Desk<'_> {
    /// All drafts, by name.
    pub(super) fn drafts(&mut self) -> Drafts {
        let names = names(&self.paths.schedule);
        let drafts = names.into_iter().take(MOST).map(|name| {
            let cost = self.draft(&name).ok().map(|draft| draft.cost);
            Draft { name, cost }
        });
        Drafts { drafts: drafts.collect() }
    }

    /// Saves the timetable as a draft. An existing one is not replaced.
    ///
    /// # Errors
    /// A [`Refusal`] for a name that is none or is in use, or if the file cannot be written.
    pub(super) fn save(&mut self, named: &Named) -> Result<Drafts, Refusal> {
        let name = id_of(named.name.trim());
        if named.name.trim().is_empty() || name.is_empty() || name.len() > 60 {
            let hint = "write one to sixty letters or digits";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "a draft needs a name", hint));
        }
        let path = path_of(&self.paths.schedule, &name);
        if path.symlink_metadata().is_ok() {
            let error = format!("there is a draft \"{name}\" already, and it was not changed");
            return Err(Refusal::new(StatusCode::CONFLICT, &error, "choose another name"));
        }
        files::write(&path, self.editor.bytes())?;
        Ok(self.drafts())
    }

    /// The timetable of a draft.
    ///
    /// # Errors
    /// A [`Refusal`] if there is no such draft, or its file cannot be used.
    pub(super) fn draft(&mut self, name: &str) -> Result<DraftTimetable, Refusal> {
        if !names(&self.paths.schedule).iter().any(|known| known == name) {
            let error = format!("there is no draft \"{name}\"");
            return Err(Refusal::new(StatusCode::NOT_FOUND, &error, "load the list of drafts again"));
        }
        let path = path_of(&self.paths.schedule, name);
        let conference = self.editor.timetable().conference.clone();
        let draft = Timetable::read_for(conference, &path, &Silent)?;
        let rooms = &draft.conference.rooms;
        let placed = |id: crate::domain::SessionId| {
            let place = draft.schedule.get(id);
            Placed {
                id: draft.conference.sessions[id.index()].id.clone(),
                start: place.map(|place| place.start.0),
                room: place.and_then(|place| place.room).map(|room| rooms[room.index()].id.clone()),
            }
        };
        let sessions = draft.conference.session_ids().map(placed).collect();
        Ok(DraftTimetable { sessions, cost: self.evaluator.checker.check(&draft.schedule).cost })
    }
}

/// What the names of the files of drafts begin with: `igf.schedule.json` has `igf.schedule.draft.NAME.json`.
fn beginning(schedule: &Path) -> String {
    let name = schedule.file_name().unwrap_or_default().to_string_lossy().into_owned();
    format!("{}.draft.", name.strip_suffix(".json").unwrap_or(&name))
}

fn path_of(schedule: &Path, name: &str) -> PathBuf {
    schedule.with_file_name(format!("{}{name}.json", beginning(schedule)))
}

/// The names of all drafts of a schedule file, sorted.
fn names(schedule: &Path) -> Vec<String> {
    let folder = schedule.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beginning = beginning(schedule);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.strip_prefix(&beginning)?.strip_suffix(".json")?.to_owned())).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_files_beside_the_schedule_file() {
        let folder = tempfile::tempdir().unwrap();
        let schedule = folder.path().join("igf.schedule.json");
        let path = path_of(&schedule, "monday");
        assert_eq!(path.file_name().unwrap(), "igf.schedule.draft.monday.json");
        for name in ["monday", "friday"] {
            std::fs::write(path_of(&schedule, name), "{}").unwrap();
        }
        std::fs::write(folder.path().join("igf.schedule.json.journal"), "").unwrap();
        assert_eq!(names(&schedule), ["friday", "monday"]);
    }
}
