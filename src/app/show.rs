//! Shows a timetable, or a part of it.

use super::Failure;
use super::load::{Timetable, day, find, room, zone};
use crate::domain::{PersonId, TrackId};
use crate::explain::timetable::{TimetableFilter, TimetableView, timetable};

/// Which part of a timetable to show, as the user wrote it; the default is all of it, in the event's time zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShowRequest {
    /// The time zone of all times.
    pub zone: Option<String>,
    /// Only this day.
    pub day: Option<String>,
    /// Id or name of the only room.
    pub room: Option<String>,
    /// Id or name of the only person.
    pub person: Option<String>,
    /// Id or name of the only track.
    pub track: Option<String>,
}

/// Lists the sessions of a timetable by day.
///
/// # Errors
/// A [`Failure`] for an unknown time zone, day, room, person or track.
pub fn show(shown: &Timetable, request: &ShowRequest) -> Result<TimetableView, Failure> {
    let conference = &shown.conference;
    let zone = request.zone.as_deref().map(zone).transpose()?.unwrap_or(conference.zone);
    let people = || conference.people.iter().map(|person| (person.id.as_str(), person.label()));
    let tracks = || conference.tracks.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    let filter = TimetableFilter {
        day: request.day.as_deref().map(|text| day(conference, "--day", text)).transpose()?,
        room: request.room.as_deref().map(|text| room(conference, text)).transpose()?,
        person: request.person.as_deref().map(|text| find("person", text, people()).map(PersonId::new)).transpose()?,
        track: request.track.as_deref().map(|text| find("track", text, tracks()).map(TrackId::new)).transpose()?,
    };
    Ok(timetable(conference, &shown.schedule, (&shown.file.locks, &shown.request), zone, filter))
}
