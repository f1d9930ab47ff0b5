//! What of a draft is kept: by the draft itself, by what is named, by what has happened already.

use std::path::Path;

use crate::app::load::{self, instant, unknown};
use crate::app::{Failure, Observer};
use crate::check;
use crate::domain::{Conference, KeptSession, Lock, Placement, Reference, Request, Schedule, SessionId};
use crate::instance::ReadSchedule;

/// An hour, in minutes.
const HOUR: i64 = 60;
/// Contradictions that are noted.
const MOST_NOTED: usize = 5;

/// What is to be kept of a draft, as it is written on a command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locks {
    /// Sessions by what they are: `type=main`, `phase=one:day`, `session=opening:room`.
    pub named: Vec<String>,
    /// What starts before this time has happened: it stays, and nothing is moved there.
    pub freeze_before: Option<String>,
    /// Hours after `freeze_before` that are frozen as well.
    pub notice_hours: u32,
}

/// A schedule to go on from, and what is asked of the timetable that is made from it.
#[derive(Debug)]
pub struct Draft {
    /// The placements.
    pub schedule: Schedule,
    /// What else its file says.
    pub file: ReadSchedule,
    /// The request: moves are counted against the draft, and what is locked stays.
    pub request: Request,
}

impl Draft {
    /// Reads a schedule to go on from. `count_room_changes`: a session in another room has moved, as in a repair. Locks
    /// that contradict each other are noted: what they keep is unplaced.
    ///
    /// # Errors
    /// All problems of the file; a lock that names nothing.
    pub fn read(
        path: &Path,
        conference: &Conference,
        locks: &Locks,
        count_room_changes: bool,
        observer: &dyn Observer,
    ) -> Result<Draft, Failure> {
        let (schedule, file) = load::draft(path, conference, observer)?;
        let mut request = request(locks, conference, &schedule, &file)?;
        request.reference = Some(Reference { schedule: schedule.clone(), count_room_changes });
        note_contradictions(conference, &request, observer);
        Ok(Draft { schedule, file, request })
    }
}

/// What `--lock` names.
enum Which {
    Session(SessionId),
    Phase(String),
    Type(String),
    Track(String),
    Status(String),
}

fn request(locks: &Locks, conference: &Conference, draft: &Schedule, file: &ReadSchedule) -> Result<Request, Failure> {
    let mut request = Request::default();
    let asked = locks.named.iter().map(|text| parse(conference, file, text)).collect::<Result<Vec<_>, _>>()?;
    if let Some(text) = &locks.freeze_before {
        let now = instant(conference, "--freeze-before", text)?;
        request.not_before = Some(now.plus(i64::from(locks.notice_hours) * HOUR));
    }
    for (session, placement) in draft.placed() {
        let given = file.locks.get(session.index()).copied().flatten();
        let named = asked.iter().filter(|(which, _)| which.names(conference, file, session, placement));
        let past = request.not_before.filter(|&limit| placement.start < limit).map(|_| Lock::Fixed);
        let all = given.into_iter().chain(named.map(|&(_, lock)| lock)).chain(past);
        request.kept.extend(all.map(|lock| KeptSession { session, placement, lock }));
    }
    Ok(request)
}

/// Notes what is locked and breaks a hard rule by itself.
fn note_contradictions(conference: &Conference, request: &Request, observer: &dyn Observer) {
    let alone = request.fixed_alone(conference.sessions.len());
    let report = check::check(request.problem(conference), &alone);
    for violation in report.violations.iter().take(MOST_NOTED) {
        observer.note(&format!("what is locked breaks {}: {}", violation.rule, violation.message));
    }
    if report.violations.len() > MOST_NOTED {
        observer.note(&format!("and {} more", report.violations.len() - MOST_NOTED));
    }
}

impl Which {
    fn names(&self, conference: &Conference, file: &ReadSchedule, session: SessionId, at: Placement) -> bool {
        let data = &conference.sessions[session.index()];
        match self {
            Which::Session(id) => *id == session,
            Which::Type(id) => conference.types[data.session_type.index()] == *id,
            Which::Track(id) => data.track.is_some_and(|track| conference.tracks[track.index()].0 == *id),
            Which::Status(status) => file.statuses[session.index()].as_deref() == Some(status.as_str()),
            Which::Phase(id) => {
                let day = conference.day_at(at.start).map(|day| &conference.days[day.index()]);
                day.is_some_and(|day| conference.phases[day.phase.index()].id == *id)
            }
        }
    }
}

/// Reads `type=main`, `phase=one:day`.
fn parse(conference: &Conference, file: &ReadSchedule, text: &str) -> Result<(Which, Lock), Failure> {
    let hint = "write it like type=main, phase=phase-1:day, track=trust:time, session=opening:room or status=confirmed";
    let wrong = |why: String| Failure::new(format!("--lock {text}: {why}")).hint(hint);
    let (key, rest) = text.split_once('=').ok_or_else(|| wrong("it names nothing".into()))?;
    let (value, lock) = match rest.rsplit_once(':').and_then(|(value, lock)| Some((value, Lock::parse(lock)?))) {
        Some(parts) => parts,
        None => (rest, Lock::Fixed),
    };
    let known = |what: &str, ids: Vec<&str>| match ids.contains(&value) {
        true => Ok(value.to_owned()),
        false => Err(unknown(what, value, ids.into_iter())),
    };
    let which = match key {
        "session" => Which::Session(load::session(conference, value)?),
        "phase" => Which::Phase(known("phase", conference.phases.iter().map(|p| p.id.as_str()).collect())?),
        "type" => Which::Type(known("type", conference.types.iter().map(String::as_str).collect())?),
        "track" => Which::Track(known("track", conference.tracks.iter().map(|(id, _)| id.as_str()).collect())?),
        "status" => {
            let mut statuses: Vec<&str> = file.statuses.iter().flatten().map(String::as_str).collect();
            statuses.sort_unstable();
            statuses.dedup();
            Which::Status(known("status", statuses)?)
        }
        _ => return Err(wrong(format!("\"{key}\" is none of session, phase, type, track, status"))),
    };
    Ok((which, lock))
}
