//! Today's instance and start, and the cases that differ from it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::change::{Case, Draft, Spot};
use crate::cli::failure::Failure;
use crate::cli::{inputs, output};
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::domain::{Conference, Placement, RoomId, RuleId, RuleSettings, Schedule, Strength};
use crate::instance::{self, files, format};
use crate::rules;

/// Today's instance, and the schedule that every case starts from.
pub struct Base {
    /// The document as it was written.
    pub document: format::Instance,
    /// What it says.
    pub conference: Conference,
    /// The settings of the rules by which every case is measured: today's.
    pub measured_by: RuleSettings,
    /// Where sessions are today, by id; `None` without a schedule.
    places: Option<BTreeMap<String, Spot>>,
    /// The warnings that were told already.
    told: Vec<(&'static str, String)>,
}

/// A case ready to be solved.
pub struct Prepared {
    /// What it is called.
    pub name: String,
    /// What changes, as it was written.
    pub changes: Vec<String>,
    /// The instance as a file.
    pub bytes: Vec<u8>,
    /// What it says, with the start as the earlier schedule where the rule `stay` counts against it.
    pub conference: Conference,
    /// Where its sessions are today; `None` without a schedule.
    pub start: Option<Schedule>,
}

impl Base {
    /// Reads the instance and the schedule; warnings are told.
    pub fn read(path: &Path, from: Option<&Path>) -> Result<Base, Failure> {
        let bytes = files::read(path)?;
        let name = path.display().to_string();
        let loaded = instance::load(&bytes, &name, &rules::catalogue());
        let unusable = |diagnostics| Failure::of_file("instance", diagnostics);
        let Some(conference) = loaded.conference else { return Err(unusable(loaded.diagnostics)) };
        let document = instance::document(&bytes, &name).map_err(unusable)?;
        warn(&loaded.diagnostics);
        let places = match from {
            Some(from) => Some(places(&conference, &inputs::schedule(from, &conference)?.0)),
            None => None,
        };
        let told = loaded.diagnostics.into_iter().map(|d| (d.code, d.message)).collect();
        let measured_by = conference.rules.clone();
        Ok(Base { document, conference, measured_by, places, told })
    }

    /// Carries the changes of a case out, and reads the instance that comes of it.
    ///
    /// # Errors
    /// All that is wrong with the changes, or with the instance they make.
    pub fn prepare(&self, case: &Case) -> Result<Prepared, Vec<Diagnostic>> {
        let mut draft = Draft::new(self.document.clone(), self.places.clone());
        case.apply(&mut draft)?;
        let origin = format!("case \"{}\"", case.name);
        let bytes = written(&draft.instance, &origin)?;
        let loaded = instance::load(&bytes, &origin, &rules::catalogue());
        // Lines are those of a text that nobody has seen.
        let diagnostics: Vec<Diagnostic> =
            loaded.diagnostics.into_iter().map(|d| Diagnostic { line: 0, column: 0, ..d }).collect();
        let Some(mut conference) = loaded.conference else { return Err(diagnostics) };
        let known = |d: &Diagnostic| self.told.iter().any(|(code, message)| (*code, message) == (d.code, &d.message));
        warn(&diagnostics.into_iter().filter(|d| !known(d)).collect::<Vec<_>>());
        let start = self.places.as_ref().map(|_| schedule(&conference, &draft.places));
        if conference.rule(RuleId::Stay) != Strength::Off {
            conference.earlier.clone_from(&start);
        }
        Ok(Prepared { name: case.name.clone(), changes: case.texts(), bytes, conference, start })
    }

    /// Where a session is today.
    pub fn place(&self, id: &str) -> Option<&Spot> {
        self.places.as_ref()?.get(id)
    }

    /// Whether there is a schedule to start from.
    pub fn has_start(&self) -> bool {
        self.places.is_some()
    }
}

fn written(document: &format::Instance, origin: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut bytes = serde_json::to_vec_pretty(document).map_err(|error| {
        let message = format!("the instance cannot be written: {error}");
        vec![Diagnostic::of_file(instance::codes::BAD_CHANGE.id, origin, message, None)]
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Where a schedule has its sessions, by id.
fn places(conference: &Conference, schedule: &Schedule) -> BTreeMap<String, Spot> {
    let spot = |placement: Placement| Spot {
        start: placement.start,
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone()),
    };
    schedule.placed().map(|(id, placement)| (conference.sessions[id.index()].id.clone(), spot(placement))).collect()
}

/// The schedule that has the sessions of a conference in these places; a room that is gone is not said.
fn schedule(conference: &Conference, places: &BTreeMap<String, Spot>) -> Schedule {
    let room = |id: &String| conference.rooms.iter().position(|room| room.id == *id).map(RoomId::new);
    let placement = |spot: &Spot| Placement { start: spot.start, room: spot.room.as_ref().and_then(room) };
    Schedule { placements: conference.sessions.iter().map(|s| places.get(&s.id).map(placement)).collect() }
}

fn warn(diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() && !has_errors(diagnostics) {
        output::talk(render(diagnostics).trim_end());
    }
}
