//! Today's programme with its start timetable, and the cases that differ from it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::load::{ScheduleFile, Timetable, programme_text};
use crate::app::observer::warn;
use crate::app::{Failure, Observer};
use crate::change::{self, Draft, Spot};
use crate::diagnostic::Diagnostic;
use crate::domain::{Conference, Placement, Reference, Request, RoomId, RuleId, RuleSettings, Schedule, Strength};
use crate::instance::{self, format};
use crate::rules;

/// Today's programme, and the timetable that each case starts from.
#[derive(Debug)]
pub struct Base {
    /// The programme file as a document.
    document: format::Instance,
    /// The conference of the programme file.
    pub conference: Conference,
    /// Today's settings of the rules, which measure the cost of each case.
    pub measured_by: RuleSettings,
    /// Starts and rooms of the sessions today, by session id; `None` without a timetable.
    places: Option<BTreeMap<String, Spot>>,
    /// The warnings that were printed already: code and message.
    known_warnings: Vec<(&'static str, String)>,
}

/// A case, ready to solve.
#[derive(Debug)]
pub struct PreparedCase {
    /// Name of the case.
    pub name: String,
    /// The changes, as the user wrote them.
    pub changes: Vec<String>,
    /// The content of the programme file of the case.
    pub bytes: Vec<u8>,
    /// The conference of that file.
    pub conference: Conference,
    /// The start timetable: where the sessions of the case are today; `None` without a timetable.
    pub start: Option<Schedule>,
}

impl PreparedCase {
    /// The request for the timetable of the case: the rule `stay`, unless it is off, counts moves from the start.
    pub fn request(&self) -> Request {
        stay_request(&self.conference, self.start.as_ref())
    }
}

/// A request in which the rule `stay` counts moves from a start; without a start if the rule is off.
pub(super) fn stay_request(conference: &Conference, start: Option<&Schedule>) -> Request {
    let start = start.filter(|_| conference.rule(RuleId::Stay) != Strength::Off);
    let reference = start.map(|start| Reference { schedule: start.clone(), count_room_changes: false });
    Request { reference, ..Request::default() }
}

impl Base {
    /// Reads the programme file and the schedule file to start from.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the first file that cannot be used.
    pub fn read(path: &Path, from: Option<ScheduleFile<'_>>, observer: &dyn Observer) -> Result<Base, Failure> {
        let bytes = programme_text(path)?;
        let name = path.display().to_string();
        let loaded = instance::load(&bytes, &name, &rules::catalogue());
        let unusable = |diagnostics| Failure::of_file("programme file", diagnostics);
        let Some(conference) = loaded.conference else { return Err(unusable(loaded.diagnostics)) };
        let document = instance::document(&bytes, &name).map_err(unusable)?;
        warn(observer, &loaded.diagnostics);
        let places = match from {
            Some(from) => Some(places(&Timetable::read_for(conference.clone(), from, observer)?)),
            None => None,
        };
        let known_warnings = loaded.diagnostics.into_iter().map(|d| (d.code, d.message)).collect();
        let measured_by = conference.rules.clone();
        Ok(Base { document, conference, measured_by, places, known_warnings })
    }

    /// Applies the changes of a case, and reads the changed programme.
    ///
    /// # Errors
    /// All problems of the changes, or of the changed programme.
    pub fn prepare(&self, case: &change::Case, observer: &dyn Observer) -> Result<PreparedCase, Vec<Diagnostic>> {
        let mut draft = Draft::new(self.document.clone(), self.places.clone(), rules::catalogue());
        case.apply(&mut draft)?;
        let origin = format!("case \"{}\"", case.name);
        let bytes = to_json_bytes(&draft.instance, &origin)?;
        let loaded = instance::load(&bytes, &origin, &rules::catalogue());
        // The text is generated, so lines and columns mean nothing to the user.
        let diagnostics: Vec<Diagnostic> =
            loaded.diagnostics.into_iter().map(|d| Diagnostic { line: 0, column: 0, ..d }).collect();
        let Some(conference) = loaded.conference else { return Err(diagnostics) };
        let known =
            |d: &Diagnostic| self.known_warnings.iter().any(|(code, message)| (*code, message) == (d.code, &d.message));
        warn(observer, &diagnostics.into_iter().filter(|d| !known(d)).collect::<Vec<_>>());
        let start = self.places.as_ref().map(|_| schedule(&conference, &draft.places));
        Ok(PreparedCase { name: case.name.clone(), changes: case.texts(), bytes, conference, start })
    }

    /// Start and room of a session today.
    pub fn place(&self, id: &str) -> Option<&Spot> {
        self.places.as_ref()?.get(id)
    }

    /// Whether there is a timetable to start from.
    pub fn has_start(&self) -> bool {
        self.places.is_some()
    }

    /// Whether sessions may move without a cost, because `stay` is off today.
    pub fn is_free_to_move(&self) -> bool {
        self.conference.rule(RuleId::Stay) == Strength::Off
    }
}

fn to_json_bytes(document: &format::Instance, origin: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut bytes = serde_json::to_vec_pretty(document).map_err(|error| {
        let message = format!("the programme file cannot be written: {error}");
        vec![Diagnostic::of_file(instance::codes::BAD_CHANGE.id, origin, message, None)]
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Start and room of each placed session of a timetable, by session id.
fn places(timetable: &Timetable) -> BTreeMap<String, Spot> {
    let conference = &timetable.conference;
    let spot = |placement: Placement| Spot {
        start: placement.start,
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone()),
    };
    let placed = timetable.schedule.placed();
    placed.map(|(id, placement)| (conference.sessions[id.index()].id.clone(), spot(placement))).collect()
}

/// The schedule with the sessions of a conference in these places. A room that does not exist any more is left out.
fn schedule(conference: &Conference, places: &BTreeMap<String, Spot>) -> Schedule {
    let room = |id: &String| conference.rooms.iter().position(|room| room.id == *id).map(RoomId::new);
    let placement = |spot: &Spot| Placement { start: spot.start, room: spot.room.as_ref().and_then(room) };
    Schedule { placements: conference.sessions.iter().map(|s| places.get(&s.id).map(placement)).collect() }
}
