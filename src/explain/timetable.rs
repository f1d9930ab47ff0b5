//! A timetable as a list for each day, in any time zone: all of it, or what concerns a day, a room, a person or a
//! track.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::request_locks::request_lock;
use crate::domain::{
    Conference, Instant, Lock, PersonId, Placement, Request, RoomId, Schedule, SessionId, TrackId, Zone,
};

/// Which sessions to show; the default is all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimetableFilter {
    /// Only this day.
    pub day: Option<NaiveDate>,
    /// Only sessions in this room.
    pub room: Option<RoomId>,
    /// Only sessions in which this person takes part.
    pub person: Option<PersonId>,
    /// Only sessions of this track.
    pub track: Option<TrackId>,
}

/// A timetable, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimetableView {
    /// The name of the event.
    pub event: String,
    /// The time zone of all local times: an IANA name, or an offset.
    pub zone: String,
    /// Names of the room, the person and the track whose sessions are shown; empty for all sessions.
    pub only: Vec<String>,
    /// The days with sessions, by time.
    pub days: Vec<TimetableDay>,
    /// Sessions without a place, in the order of the programme; empty if only a day or a room is shown.
    pub unplaced: Vec<TimetableSession>,
}

impl TimetableView {
    /// The number of sessions that have a place.
    pub fn placed(&self) -> usize {
        self.days.iter().map(|day| day.sessions.len()).sum()
    }
}

/// A day of a timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimetableDay {
    /// The date in the time zone. In the event's zone, a session after midnight belongs to the day that it continues.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The date as people write it: `Mon 2 Nov 2020`.
    pub when: String,
    /// The sessions, by start and room.
    pub sessions: Vec<TimetableSession>,
}

/// A session of a timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimetableSession {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its length in minutes.
    pub minutes: i64,
    /// Its start, RFC 3339 with the offset of the time zone; `null` if it has no place.
    #[schemars(extend("format" = "date-time"))]
    pub start: Option<String>,
    /// Its end.
    #[schemars(extend("format" = "date-time"))]
    pub end: Option<String>,
    /// Start and end as people write them: `08:30-10:00`, with the date if it is not that of the day. Empty if it has
    /// no place.
    pub when: String,
    /// The room's id; `null` if it has none.
    pub room: Option<String>,
    /// The track's id; `null` if it has none.
    pub track: Option<String>,
    /// Ids of the people who take part.
    pub people: Vec<String>,
    /// What a later solve keeps of its place; `null` for nothing.
    pub lock: Option<Lock>,
    /// What the request in the schedule file keeps of its place, by `solve --lock` or `--freeze-before`; `null` for
    /// nothing.
    pub request_lock: Option<Lock>,
}

/// Lists the sessions of a timetable. `locks` are those of the entries in the schedule file, `request` is the
/// request in it.
pub fn timetable(
    conference: &Conference,
    schedule: &Schedule,
    (locks, request): (&[Option<Lock>], &Request),
    zone: Zone,
    filter: TimetableFilter,
) -> TimetableView {
    let session = |id: SessionId, held| TimetableSession {
        request_lock: request_lock(request, id),
        ..session(conference, locks, zone, id, held)
    };
    let shown = |id: &SessionId| {
        let session = &conference.sessions[id.index()];
        let takes_part = |person| session.participants.iter().any(|participation| participation.person == person);
        filter.person.is_none_or(takes_part) && filter.track.is_none_or(|track| session.track == Some(track))
    };
    let mut by_day: BTreeMap<NaiveDate, Vec<(SessionId, Placement)>> = BTreeMap::new();
    for (id, place) in schedule.placed().filter(|(id, _)| shown(id)) {
        if filter.room.is_none_or(|room| place.room == Some(room)) {
            by_day.entry(date(conference, zone, place.start)).or_default().push((id, place));
        }
    }
    by_day.retain(|date, _| filter.day.is_none_or(|day| day == *date));
    let days = by_day.into_iter().map(|(date, mut sessions)| {
        // Stable: equals stay in the order of the programme.
        sessions.sort_by_key(|&(_, place)| place);
        let listed = sessions.into_iter().map(|(id, place)| session(id, Some((date, place))));
        let when = date.format("%a %-d %b %Y").to_string();
        TimetableDay { date: date.to_string(), when, sessions: listed.collect() }
    });
    let everywhere = filter.day.is_none() && filter.room.is_none();
    let unplaced = conference.session_ids().filter(|id| everywhere && schedule.get(*id).is_none() && shown(id));
    TimetableView {
        event: conference.name.clone(),
        zone: zone.name(),
        only: only(conference, filter),
        days: days.collect(),
        unplaced: unplaced.map(|id| session(id, None)).collect(),
    }
}

/// The date under which a session is listed.
fn date(conference: &Conference, zone: Zone, start: Instant) -> NaiveDate {
    if zone == conference.zone { conference.date_at(start) } else { zone.civil(start).date() }
}

fn only(conference: &Conference, filter: TimetableFilter) -> Vec<String> {
    let room = filter.room.map(|room| conference.rooms[room.index()].name.clone());
    let person = filter.person.map(|person| conference.people[person.index()].label().to_owned());
    let track = filter.track.map(|track| conference.tracks[track.index()].1.clone());
    room.into_iter().chain(person).chain(track).collect()
}

fn session(
    conference: &Conference,
    locks: &[Option<Lock>],
    zone: Zone,
    id: SessionId,
    held: Option<(NaiveDate, Placement)>,
) -> TimetableSession {
    let session = &conference.sessions[id.index()];
    let written = |at: Instant| {
        let offset = i32::try_from(zone.offset_minutes(at)).unwrap_or(0);
        format!("{}{}", zone.civil(at).format("%Y-%m-%dT%H:%M:%S"), Zone::Fixed(offset))
    };
    let range = |(date, place): (NaiveDate, Placement)| {
        let end = session.end(place.start);
        let civil = zone.civil(place.start);
        let day = if civil.date() == date { String::new() } else { civil.format("%a ").to_string() };
        format!("{day}{}-{}", zone.clock(place.start), zone.clock(end))
    };
    TimetableSession {
        id: session.id.clone(),
        title: session.title.clone(),
        minutes: session.minutes,
        start: held.map(|(_, place)| written(place.start)),
        end: held.map(|(_, place)| written(session.end(place.start))),
        when: held.map(range).unwrap_or_default(),
        room: held.and_then(|(_, place)| place.room).map(|room| conference.rooms[room.index()].id.clone()),
        track: session.track.map(|track| conference.tracks[track.index()].0.clone()),
        people: session.participants.iter().map(|one| conference.people[one.person.index()].id.clone()).collect(),
        lock: locks.get(id.index()).copied().flatten(),
        request_lock: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::KeptSession;
    use crate::domain::testing::{add_person, at, conference, rooms, session};

    fn view(zone: &str, filter: TimetableFilter) -> TimetableView {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = ["a", "b", "c", "d"].map(|id| session(id, 90)).into();
        given.tracks = vec![("law".to_owned(), "Law".to_owned())];
        given.sessions[1].track = Some(TrackId(0));
        add_person(&mut given, "UTC", &[1, 3]);
        let place = |start: &str, room: u32| Some(Placement { start: at(start), room: Some(RoomId(room)) });
        let schedule =
            Schedule { placements: vec![place("02T20:00", 1), place("02T20:00", 0), place("02T08:00", 0), None] };
        let kept = KeptSession { session: SessionId(1), placement: schedule.placements[1].unwrap(), lock: Lock::Time };
        let request = Request { kept: vec![kept], ..Request::default() };
        timetable(&given, &schedule, (&[Some(Lock::Day)], &request), Zone::parse(zone).unwrap(), filter)
    }

    fn ids(view: &TimetableView) -> Vec<Vec<&str>> {
        view.days.iter().map(|day| day.sessions.iter().map(|session| session.id.as_str()).collect()).collect()
    }

    #[test]
    fn sessions_are_listed_by_day_start_and_room_in_any_zone() {
        let all = view("UTC", TimetableFilter::default());
        assert_eq!(ids(&all), [vec!["c", "b", "a"]]);
        assert_eq!(
            (all.days[0].when.as_str(), all.days[0].sessions[2].when.as_str()),
            ("Mon 2 Nov 2020", "20:00-21:30")
        );
        assert_eq!((all.unplaced[0].id.as_str(), all.placed()), ("d", 3));
        assert_eq!((all.days[0].sessions[2].lock, all.days[0].sessions[2].request_lock), (Some(Lock::Day), None));
        assert_eq!((all.days[0].sessions[1].lock, all.days[0].sessions[1].request_lock), (None, Some(Lock::Time)));
        let tokyo = view("Asia/Tokyo", TimetableFilter::default());
        assert_eq!(ids(&tokyo), [vec!["c"], vec!["b", "a"]]);
        assert_eq!(
            (tokyo.days[1].date.as_str(), tokyo.days[1].sessions[0].when.as_str()),
            ("2020-11-03", "05:00-06:30")
        );
        assert_eq!(tokyo.days[1].sessions[0].start.as_deref(), Some("2020-11-03T05:00:00+09:00"));
    }

    #[test]
    fn a_day_a_room_a_person_and_a_track_are_parts_of_it() {
        let day = TimetableFilter { day: NaiveDate::from_ymd_opt(2020, 11, 3), ..TimetableFilter::default() };
        assert!(view("UTC", day).days.is_empty() && view("UTC", day).unplaced.is_empty());
        assert_eq!(ids(&view("Asia/Tokyo", day)), [["b", "a"]]);
        let room = view("UTC", TimetableFilter { room: Some(RoomId(1)), ..TimetableFilter::default() });
        assert_eq!((ids(&room), room.unplaced.len()), (vec![vec!["a"]], 0));
        let person = view("UTC", TimetableFilter { person: Some(PersonId(0)), ..TimetableFilter::default() });
        assert_eq!((ids(&person), person.unplaced.len()), (vec![vec!["b"]], 1));
        let track = view("UTC", TimetableFilter { track: Some(TrackId(0)), ..TimetableFilter::default() });
        assert_eq!((ids(&track), track.only.as_slice()), (vec![vec!["b"]], &["Law".to_owned()][..]));
    }
}
