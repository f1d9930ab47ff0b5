//! Named drafts: copies of the schedule file beside it, to compare with the timetable later.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::beside::Kind;
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
        let names = Kind::Draft.names(&self.paths.schedule);
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
        let path = Kind::Draft.path(&self.paths.schedule, &name);
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
        if !Kind::Draft.names(&self.paths.schedule).iter().any(|known| known == name) {
            let error = format!("there is no draft \"{name}\"");
            return Err(Refusal::new(StatusCode::NOT_FOUND, &error, "load the list of drafts again"));
        }
        let path = Kind::Draft.path(&self.paths.schedule, name);
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
