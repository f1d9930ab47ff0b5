//! Today's programme and start, and the cases that differ from it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::load::Timetable;
use crate::app::observer::warn;
use crate::app::{Failure, Observer};
use crate::change::{self, Draft, Spot};
use crate::diagnostic::Diagnostic;
use crate::domain::{Conference, Placement, Reference, Request, RoomId, RuleId, RuleSettings, Schedule, Strength};
use crate::instance::{self, files, format};
use crate::rules;

/// Today's programme, and the timetable that every case starts from.
#[derive(Debug)]
pub struct Base {
    /// The document as it was written.
    document: format::Instance,
    /// What it says.
    pub conference: Conference,
    /// The settings of the rules by which every case is measured: today's.
    pub measured_by: RuleSettings,
    /// Where sessions are today, by id; `None` without a timetable.
    places: Option<BTreeMap<String, Spot>>,
    /// The warnings that were given already: code and message.
    known_warnings: Vec<(&'static str, String)>,
}

/// A case ready to be solved.
#[derive(Debug)]
pub struct PreparedCase {
    /// What it is called.
    pub name: String,
    /// What changes, as it was written.
    pub changes: Vec<String>,
    /// The programme as a file.
    pub bytes: Vec<u8>,
    /// What it says.
    pub conference: Conference,
    /// Where its sessions are today; `None` without a timetable.
    pub start: Option<Schedule>,
}

impl PreparedCase {
    /// What is asked of its timetable: where the rule `stay` counts, it counts against the start.
    pub fn request(&self) -> Request {
        stays(&self.conference, self.start.as_ref())
    }
}

/// A request that counts against a start where the rule `stay` is not off.
pub(super) fn stays(conference: &Conference, start: Option<&Schedule>) -> Request {
    let start = start.filter(|_| conference.rule(RuleId::Stay) != Strength::Off);
    let reference = start.map(|start| Reference { schedule: start.clone(), count_room_changes: false });
    Request { reference, ..Request::default() }
}

impl Base {
    /// Reads the programme and the timetable to start from.
    ///
    /// # Errors
    /// All problems of the first file that cannot be used.
    pub fn read(path: &Path, from: Option<&Path>, observer: &dyn Observer) -> Result<Base, Failure> {
        let bytes = files::read(path)?;
        let name = path.display().to_string();
        let loaded = instance::load(&bytes, &name, &rules::catalogue());
        let unusable = |diagnostics| Failure::of_file("instance", diagnostics);
        let Some(conference) = loaded.conference else { return Err(unusable(loaded.diagnostics)) };
        let document = instance::document(&bytes, &name).map_err(unusable)?;
        warn(observer, &loaded.diagnostics);
        let places = match from {
            Some(from) => Some(places(&Timetable::of(conference.clone(), from, observer)?)),
            None => None,
        };
        let known_warnings = loaded.diagnostics.into_iter().map(|d| (d.code, d.message)).collect();
        let measured_by = conference.rules.clone();
        Ok(Base { document, conference, measured_by, places, known_warnings })
    }

    /// Carries the changes of a case out, and reads the programme that comes of it.
    ///
    /// # Errors
    /// All that is wrong with the changes, or with the programme they make.
    pub fn prepare(&self, case: &change::Case, observer: &dyn Observer) -> Result<PreparedCase, Vec<Diagnostic>> {
        let mut draft = Draft::new(self.document.clone(), self.places.clone(), rules::catalogue());
        case.apply(&mut draft)?;
        let origin = format!("case \"{}\"", case.name);
        let bytes = written(&draft.instance, &origin)?;
        let loaded = instance::load(&bytes, &origin, &rules::catalogue());
        // Lines are those of a text that nobody has seen.
        let diagnostics: Vec<Diagnostic> =
            loaded.diagnostics.into_iter().map(|d| Diagnostic { line: 0, column: 0, ..d }).collect();
        let Some(conference) = loaded.conference else { return Err(diagnostics) };
        let known =
            |d: &Diagnostic| self.known_warnings.iter().any(|(code, message)| (*code, message) == (d.code, &d.message));
        warn(observer, &diagnostics.into_iter().filter(|d| !known(d)).collect::<Vec<_>>());
        let start = self.places.as_ref().map(|_| schedule(&conference, &draft.places));
        Ok(PreparedCase { name: case.name.clone(), changes: case.texts(), bytes, conference, start })
    }

    /// Where a session is today.
    pub fn place(&self, id: &str) -> Option<&Spot> {
        self.places.as_ref()?.get(id)
    }

    /// Whether there is a timetable to start from.
    pub fn has_start(&self) -> bool {
        self.places.is_some()
    }

    /// Whether nothing holds sessions where they are: `stay` is off today.
    pub fn is_free_to_move(&self) -> bool {
        self.conference.rule(RuleId::Stay) == Strength::Off
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

/// Where a timetable has its sessions, by id.
fn places(timetable: &Timetable) -> BTreeMap<String, Spot> {
    let conference = &timetable.conference;
    let spot = |placement: Placement| Spot {
        start: placement.start,
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone()),
    };
    let placed = timetable.schedule.placed();
    placed.map(|(id, placement)| (conference.sessions[id.index()].id.clone(), spot(placement))).collect()
}

/// The schedule that has the sessions of a conference in these places; a room that is gone is not said.
fn schedule(conference: &Conference, places: &BTreeMap<String, Spot>) -> Schedule {
    let room = |id: &String| conference.rooms.iter().position(|room| room.id == *id).map(RoomId::new);
    let placement = |spot: &Spot| Placement { start: spot.start, room: spot.room.as_ref().and_then(room) };
    Schedule { placements: conference.sessions.iter().map(|s| places.get(&s.id).map(placement)).collect() }
}
