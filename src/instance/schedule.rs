//! Reads schedule files, `plenary-schedule/1`, written by the program or by hand.

use super::deserialize_lenient::deserialize_lenient;
use super::format::{self, At, SCHEDULE_FORMAT};
use super::load::time::{Edge, moment};
use super::load::{IdTable, MOST_SESSIONS, clean, elements, format_is, head};
use super::problem::Problems;
use super::{codes, json, time_zones};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::domain::{
    Conference, Instant, KeptSession, Lock, Placement, Reference, Request, RoomId, Schedule, SessionId,
};

/// The result of reading a schedule file.
#[derive(Debug)]
pub struct ReadSchedule {
    /// The placements; `None` if and only if there is an error among the diagnostics.
    pub schedule: Option<Schedule>,
    /// All problems, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The digest of the instance for which the file says it was made; `None` if it does not say.
    pub digest: Option<String>,
    /// For each session: the revision of the release in which it last changed, 0 if the file does not say.
    pub sequences: Vec<u32>,
    /// For each session: its lock, if it has one.
    pub locks: Vec<Option<Lock>>,
    /// For each session: the state that the secretariat gave it.
    pub statuses: Vec<Option<String>>,
    /// For each session: the note of the organisers.
    pub notes: Vec<Option<String>>,
    /// The request for which the file says it was made.
    pub request: Request,
    /// The certificate in the file, not verified.
    pub certificate: Option<serde_json::Value>,
    /// The other members of the file (cost, bound, seed, ...), without the sessions.
    pub document: Option<format::Schedule>,
}

impl ReadSchedule {
    /// An empty result.
    pub fn nothing(conference: &Conference) -> ReadSchedule {
        let sessions = conference.sessions.len();
        ReadSchedule {
            schedule: None,
            diagnostics: Vec::new(),
            digest: None,
            sequences: vec![0; sessions],
            locks: vec![None; sessions],
            statuses: vec![None; sessions],
            notes: vec![None; sessions],
            request: Request::default(),
            certificate: None,
            document: None,
        }
    }
}

/// The codes for a session and for a room that the conference does not have.
type Unknown = (&'static codes::Code, &'static codes::Code);

/// Reads a schedule for a conference. Diagnostics name `file`.
///
/// A session that is not listed, or has no start, is unplaced. A room that is missing or `null` is unknown. Local
/// starts are in the event's zone.
pub fn read_schedule(text: &[u8], file: &str, conference: &Conference) -> ReadSchedule {
    read_with(text, file, conference, (&codes::UNKNOWN_SESSION, &codes::UNKNOWN_ROOM))
}

/// Reads an earlier timetable to start from. Skips, with a warning, sessions and rooms that the instance no longer has,
/// and ignores the request for which the timetable was made.
pub fn read_draft(text: &[u8], file: &str, conference: &Conference) -> ReadSchedule {
    read_with(text, file, conference, GONE)
}

/// The codes for a session and for a room that the conference no longer has.
const GONE: Unknown = (&codes::GONE_SESSION, &codes::GONE_ROOM);

fn read_with(text: &[u8], file: &str, conference: &Conference, unknown: Unknown) -> ReadSchedule {
    let mut problems = Problems::default();
    let mut result = ReadSchedule::nothing(conference);
    let text = match json::decode(text) {
        Ok(text) => text,
        Err(problem) => {
            problems.found.push(problem);
            result.diagnostics = problems.finish(&String::from_utf8_lossy(text), None, file);
            return result;
        }
    };
    let mut root = match json::parse(text, &mut problems.found) {
        Ok(root) => root,
        Err(problem) => {
            problems.found.push(problem);
            result.diagnostics = problems.finish(text, None, file);
            return result;
        }
    };
    clean(&mut root, &mut problems);
    let schedule = read(&root, conference, unknown, &mut result, &mut problems);
    result.diagnostics = problems.finish(text, Some(&root), file);
    result.schedule = schedule.filter(|_| !has_errors(&result.diagnostics));
    result
}

fn read(
    root: &json::Node,
    conference: &Conference,
    unknown: Unknown,
    result: &mut ReadSchedule,
    problems: &mut Problems,
) -> Option<Schedule> {
    let Some(members) = root.members() else {
        problems.add(&codes::WRONG_TYPE, root.span, "a schedule file must contain a JSON object".into());
        return None;
    };
    if !format_is(SCHEDULE_FORMAT, root, problems) {
        return None;
    }
    let mut document: format::Schedule = deserialize_lenient(&head(root, members, &["sessions"]), problems)?;
    let (sessions, _) = elements::<format::ScheduledSession>(root, "sessions", MOST_SESSIONS, problems);
    other_instance(&document, conference, problems);
    result.digest = document.instance.as_ref().map(|made_for| made_for.digest.value.clone());
    result.certificate = document.certificate.take();
    let asked = document.request.clone();
    let session_names = names("session", unknown.0, conference.sessions.iter().map(|s| &s.id));
    let room_names = names("room", unknown.1, conference.rooms.iter().map(|r| &r.id));
    if let Some(asked) = asked.filter(|_| unknown != GONE) {
        let sessions = names("session", GONE.0, conference.sessions.iter().map(|s| &s.id));
        let rooms = names("room", GONE.1, conference.rooms.iter().map(|r| &r.id));
        result.request = request(&asked, conference, &sessions, &rooms, problems);
    }
    let origin = conference.origin();
    let mut schedule = Schedule::empty(conference.sessions.len());
    let mut listed = vec![false; conference.sessions.len()];
    for entry in &sessions {
        let start = entry.value.start.as_ref().map(|s| (s, moment(s, conference.zone, Edge::From, problems)));
        let room = entry.value.room.as_ref().and_then(|r| room_names.find(r, problems)).map(RoomId::new);
        let Some(index) = session_names.find(&entry.value.id, problems) else { continue };
        if std::mem::replace(&mut listed[index], true) {
            let message = format!("the file lists the session \"{}\" twice", entry.value.id.value);
            problems.add(&codes::DOUBLED_SESSION, entry.value.id.span, message);
            continue;
        }
        result.sequences[index] = entry.value.sequence.unwrap_or(0);
        result.locks[index] = entry.value.lock;
        result.statuses[index].clone_from(&entry.value.status);
        result.notes[index].clone_from(&entry.value.note);
        let Some((written, Some(start))) = start else { continue };
        if !on_grid(conference, SessionId::new(index), origin, start) {
            let grid = conference.grid_minutes;
            problems.add(
                &codes::OFF_GRID,
                written.span,
                format!("the start is not a multiple of {grid} minutes, the grid of the event"),
            );
        }
        schedule.placements[index] = Some(Placement { start, room });
    }
    time_zones::compare(&document, conference, &schedule, root.span, problems);
    result.document = Some(document);
    Some(schedule)
}

/// The request for which the timetable was made. Skips sessions and rooms that the conference no longer has: they
/// cannot stay where they were.
fn request(
    written: &format::Request,
    conference: &Conference,
    sessions: &IdTable,
    rooms: &IdTable,
    problems: &mut Problems,
) -> Request {
    let mut place = |session: &At<String>, start: &At<String>, room: Option<&At<String>>| {
        let start = moment(start, conference.zone, Edge::From, problems);
        let room = room.and_then(|room| rooms.find(room, problems)).map(RoomId::new);
        let session = sessions.find(session, problems).map(SessionId::new)?;
        Some((session, Placement { start: start?, room }))
    };
    let reference = written.earlier.as_ref().map(|earlier| {
        let mut schedule = Schedule::empty(conference.sessions.len());
        for entry in earlier.iter().map(|entry| &entry.value) {
            if let Some((session, placement)) = place(&entry.session, &entry.start, entry.room.as_ref()) {
                schedule.placements[session.index()] = Some(placement);
            }
        }
        Reference { schedule, count_room_changes: written.count_room_changes }
    });
    let mut kept = Vec::new();
    for entry in written.kept.iter().map(|entry| &entry.value) {
        if let Some((session, placement)) = place(&entry.session, &entry.start, entry.room.as_ref()) {
            kept.push(KeptSession { session, placement, lock: entry.lock });
        }
    }
    let not_before = written.not_before.as_ref().and_then(|at| moment(at, conference.zone, Edge::From, problems));
    Request { reference, kept, not_before, rules: None }
}

fn other_instance(document: &format::Schedule, conference: &Conference, problems: &mut Problems) {
    let Some(made_for) = &document.instance else { return };
    if made_for.digest.value != conference.digest {
        let message = "the programme file has changed since this timetable was made".to_owned();
        problems.add(&codes::OTHER_INSTANCE, made_for.digest.span, message);
    }
}

fn names<'a>(kind: &'static str, unknown: &'static codes::Code, ids: impl Iterator<Item = &'a String>) -> IdTable {
    let mut names = IdTable::new(kind, unknown);
    for (index, id) in ids.enumerate() {
        // The conference's ids are valid and unique, so there are no problems to report.
        names.declare(&id.clone().into(), index, &mut Problems::default());
    }
    names
}

/// Whether the program itself could choose this start: on the grid, fixed in the programme, or the start of a slot.
fn on_grid(conference: &Conference, session: SessionId, origin: Instant, start: Instant) -> bool {
    let given = conference.sessions[session.index()].fixed.is_some_and(|fixed| fixed.start == start);
    let slot = || {
        let phase = conference.day_at(start).map(|day| conference.days[day.index()].phase);
        phase.is_some_and(|p| conference.phases[p.index()].slots.iter().any(|s| s.window.from == start))
    };
    start.since(origin) % conference.grid_minutes == 0 || given || slot()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::catalogue;
    use crate::instance::load;

    fn conference() -> Conference {
        let text = r#"{ "format": "plenary/1", "time_zone": "Europe/Berlin", "rooms": [ { "id": "r" } ],
            "phases": [ { "id": "p", "days": ["2021-10-30", "2021-10-31"] } ],
            "sessions": [ { "id": "a", "minutes": 60 }, { "id": "b", "minutes": 60 }, { "id": "c", "minutes": 60 } ] }"#;
        load(text.as_bytes(), "i", &catalogue()).conference.unwrap()
    }

    fn read(members: &str) -> ReadSchedule {
        let text = format!("{{ \"format\": \"plenary-schedule/1\", {members} }}");
        read_schedule(text.as_bytes(), "s", &conference())
    }

    fn found(result: &ReadSchedule) -> Vec<(&'static str, &str)> {
        result.diagnostics.iter().map(|d| (d.code, d.pointer.as_str())).collect()
    }

    #[test]
    fn a_hand_made_schedule_needs_ids_starts_and_rooms() {
        let result = read(
            r#""sessions": [ { "id": "b", "start": "2021-10-31T02:30", "room": null },
                             { "id": "a", "start": "2021-10-30T09:00-01:00", "room": "r" }, { "id": "c" } ]"#,
        );
        assert_eq!(found(&result), [("doubled-time", "/sessions/0/start")]);
        let placements = result.schedule.unwrap().placements;
        let shown: Vec<_> = placements.iter().map(|p| p.map(|p| (p.start.to_string(), p.room))).collect();
        assert_eq!(shown[0], Some(("2021-10-30T10:00Z".into(), Some(RoomId(0)))));
        // The clocks show 02:30 twice in that night: the file means the first.
        assert_eq!(shown[1], Some(("2021-10-31T00:30Z".into(), None)));
        assert_eq!(shown[2], None);
    }

    #[test]
    fn a_release_has_a_version_and_the_revision_of_each_session() {
        let result = read(
            r#""release": { "version": "1.2", "status": "draft", "revision": 2, "phases": ["p"], "changelog": [] },
               "sessions": [ { "id": "b", "start": "2021-10-30T09:00", "sequence": 2 } ]"#,
        );
        assert_eq!(found(&result), []);
        assert_eq!(result.sequences, [0, 2, 0]);
        let release = result.document.and_then(|document| document.release).unwrap();
        assert_eq!((release.version.as_str(), release.status), ("1.2", format::ReleaseStatus::Draft));
        let wrong = read(r#""release": { "version": 1, "status": "final" }, "sessions": []"#);
        assert_eq!(found(&wrong), [("wrong-type", "/release/version"), ("wrong-type", "/release/status")]);
    }

    #[test]
    fn locks_and_statuses_are_read() {
        let result =
            read(r#""sessions": [ { "id": "c", "start": "2021-10-30T09:00", "lock": "day", "status": "ok" } ]"#);
        assert_eq!((result.locks[2], result.statuses[2].as_deref()), (Some(Lock::Day), Some("ok")));
        let wrong = read(r#""sessions": [ { "id": "c", "lock": "tight" } ]"#);
        assert_eq!(found(&wrong), [("wrong-type", "/sessions/0/lock")]);
    }

    #[test]
    fn unknown_and_doubled_sessions_are_refused() {
        let result = read(
            r#""sessions": [ { "id": "d", "start": "2021-10-30T09:00" }, { "id": "a", "start": "soon" },
                             { "id": "a", "room": "q" }, { "id": "b", "strat": "2021-10-30T09:00" } ]"#,
        );
        assert!(result.schedule.is_none());
        let expected = [
            ("unknown-session", "/sessions/0/id"),
            ("bad-time", "/sessions/1/start"),
            ("doubled-session", "/sessions/2/id"),
            ("unknown-room", "/sessions/2/room"),
            ("unknown-field", "/sessions/3/strat"),
        ];
        assert_eq!(found(&result), expected);
    }

    #[test]
    fn an_earlier_timetable_may_name_sessions_and_rooms_that_are_gone() {
        let text = r#"{ "format": "plenary-schedule/1", "sessions": [ { "id": "d", "start": "2021-10-30T09:00" },
            { "id": "a", "start": "2021-10-30T09:00", "room": "q" } ] }"#;
        let result = read_draft(text.as_bytes(), "s", &conference());
        assert_eq!(found(&result), [("gone-session", "/sessions/0/id"), ("gone-room", "/sessions/1/room")]);
        assert_eq!(result.schedule.unwrap().placements[0].map(|place| place.room), Some(None));
    }

    #[test]
    fn another_digest_and_a_start_off_the_grid_are_warnings() {
        let result = read(
            r#""instance": { "digest": "00" }, "certificate": { "bound": 3 },
               "sessions": [ { "id": "a", "start": "2021-10-30T09:05" } ]"#,
        );
        assert_eq!(found(&result), [("other-instance", "/instance/digest"), ("off-grid", "/sessions/0/start")]);
        assert!(result.schedule.is_some());
        assert_eq!(result.digest.as_deref(), Some("00"));
        assert_eq!(result.certificate.map(|c| c["bound"].clone()), Some(3.into()));
    }

    #[test]
    fn a_programme_file_is_refused_as_a_schedule() {
        let result = read_schedule(br#"{ "format": "plenary/1" }"#, "s", &conference());
        assert_eq!(found(&result), [("wrong-format", "/format")]);
        assert!(result.diagnostics[0].help.as_deref().is_some_and(|h| h.contains("is a programme file")));
    }
}
