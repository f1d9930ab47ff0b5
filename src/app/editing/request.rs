//! From the words of a user to the edits they mean.

use crate::app::Failure;
use crate::app::load::{Timetable, instant_in, room, session, zone};
use crate::check::{Checker, Report};
use crate::domain::{Lock, Placement, SessionId};
use crate::explain::edits::{Edit, best_room};

/// Where a session is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// It stays where it is: only its lock changes.
    Here,
    /// To a start, a room, or both, as the user wrote them.
    Place {
        /// The start; `None` for the same.
        start: Option<String>,
        /// Id or name of the room; `None` for the same if it is free, else another one.
        room: Option<String>,
    },
    /// To the place of the session with this id or title, which takes its place.
    Swap(String),
    /// Out of the timetable.
    Nowhere,
}

/// A request to move a session by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRequest {
    /// Id or title of the session.
    pub session: String,
    /// Where it is to go.
    pub to: To,
    /// The time zone of a start without an offset; `None` for the event's.
    pub zone: Option<String>,
    /// Its lock afterwards; `None` for the one it has, `Some(None)` for no lock.
    pub lock: Option<Option<Lock>>,
}

/// The edits that a request means. `before` is the verdict on the timetable.
///
/// # Errors
/// A [`Failure`] for an unknown session, room or time zone, an invalid time, or a place that cannot be meant.
pub(super) fn edits(
    request: &MoveRequest,
    timetable: &Timetable,
    checker: &mut Checker<'_>,
    before: &Report,
) -> Result<Vec<Edit>, Failure> {
    let (conference, schedule) = (&timetable.conference, &timetable.schedule);
    let id = session(conference, &request.session)?;
    let now = schedule.get(id);
    let lock_of = |id: SessionId| timetable.file.locks.get(id.index()).copied().flatten();
    let lock = request.lock.unwrap_or(lock_of(id));
    let name = |id: SessionId| &conference.sessions[id.index()].id;
    let edits = match &request.to {
        To::Here => vec![Edit { session: id, place: now, lock }],
        To::Nowhere => vec![Edit { session: id, place: None, lock: None }],
        To::Swap(text) => {
            let other = session(conference, text)?;
            if other == id {
                let failure = Failure::new(format!("--swap {text}: this is the session itself"));
                return Err(failure.hint("name another session"));
            }
            let Some(there) = schedule.get(other) else {
                let failure = Failure::new(format!("--swap {text}: the session \"{}\" is unplaced", name(other)));
                return Err(failure.hint("name a session that has a place, or write the place with --to"));
            };
            let theirs = now.and(lock_of(other));
            vec![Edit { session: id, place: Some(there), lock }, Edit { session: other, place: now, lock: theirs }]
        }
        To::Place { start, room: in_room } => {
            let zone = request.zone.as_deref().map(zone).transpose()?.unwrap_or(conference.zone);
            let in_room = in_room.as_deref().map(|text| room(conference, text)).transpose()?;
            let start = match (start, now) {
                (Some(text), _) => instant_in(conference, zone, "--to", text)?,
                (None, Some(now)) => now.start,
                (None, None) => {
                    let failure =
                        Failure::new(format!("--room needs a time, because the session \"{}\" is unplaced", name(id)));
                    return Err(failure.hint("add --to TIME"));
                }
            };
            let there = Placement { start, room: in_room };
            let there = match in_room {
                Some(_) => there,
                None => best_room(conference, checker, (schedule, before), id, there),
            };
            vec![Edit { session: id, place: Some(there), lock }]
        }
    };
    match edits.first() {
        Some(Edit { place: None, .. }) if matches!(request.lock, Some(Some(_))) => {
            let failure = Failure::new(format!("--lock: the session \"{}\" has no place to keep", name(id)));
            Err(failure.hint("leave out --lock, or give it a place with --to"))
        }
        _ => Ok(edits),
    }
}
