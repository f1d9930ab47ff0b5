//! The sessions of a draft that keep their place: by locks in the draft, by `--lock`, or because they have started.

use crate::app::load::{self, ScheduleFile, instant};
use crate::app::{Failure, Observer};
use crate::check;
use crate::domain::{Conference, KeptSession, Lock, Placement, Reference, Request, Schedule, SessionId};
use crate::instance::ReadSchedule;

/// Minutes in an hour.
const HOUR: i64 = 60;
/// Number of contradictions that are noted one by one.
const MOST_NOTED: usize = 5;

/// The locks of a command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locks {
    /// Values of `--lock`: `type=main`, `phase=one:day`, `session=opening:room`.
    pub named: Vec<String>,
    /// Sessions that start before this time keep their place, and no other session moves there.
    pub freeze_before: Option<String>,
    /// Hours after `freeze_before` that are frozen as well.
    pub notice_hours: u32,
}

/// A schedule to start from, with the request for the new timetable.
#[derive(Debug)]
pub struct Draft {
    /// The placements.
    pub schedule: Schedule,
    /// The other content of the file.
    pub file: ReadSchedule,
    /// The request: moves from the draft count, and locked sessions keep their place.
    pub request: Request,
}

impl Draft {
    /// Reads a schedule to start from. With `count_room_changes`, a session in another room counts as moved, as in a
    /// repair. Notes locks that contradict each other; their sessions become unplaced.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the file, or for a lock that names no known session, phase, type, track or
    /// status.
    pub fn read<'a>(
        file: impl Into<ScheduleFile<'a>>,
        conference: &Conference,
        locks: &Locks,
        count_room_changes: bool,
        observer: &dyn Observer,
    ) -> Result<Draft, Failure> {
        let (schedule, file) = load::draft(file.into(), conference, observer)?;
        let mut request = request(locks, conference, &schedule, &file)?;
        request.reference = Some(Reference { schedule: schedule.clone(), count_room_changes });
        note_contradictions(conference, &request, observer);
        Ok(Draft { schedule, file, request })
    }
}

/// The sessions that a `--lock` selects.
enum LockSelector {
    Session(SessionId),
    Phase(String),
    Type(String),
    Track(String),
    Status(String),
}

fn request(locks: &Locks, conference: &Conference, draft: &Schedule, file: &ReadSchedule) -> Result<Request, Failure> {
    let mut request = Request::default();
    let selected = locks.named.iter().map(|text| parse(conference, file, text)).collect::<Result<Vec<_>, _>>()?;
    if let Some(text) = &locks.freeze_before {
        let now = instant(conference, "--freeze-before", text)?;
        request.not_before = Some(now.plus(i64::from(locks.notice_hours) * HOUR));
    }
    for (session, placement) in draft.placed() {
        let given = file.locks.get(session.index()).copied().flatten();
        let named = selected.iter().filter(|(selector, _)| selector.selects(conference, file, session, placement));
        let past = request.not_before.filter(|&limit| placement.start < limit).map(|_| Lock::Fixed);
        let all = given.into_iter().chain(named.map(|&(_, lock)| lock)).chain(past);
        request.kept.extend(all.map(|lock| KeptSession { session, placement, lock }));
    }
    Ok(request)
}

/// Notes the hard rules that the locked sessions break, even without the others.
fn note_contradictions(conference: &Conference, request: &Request, observer: &dyn Observer) {
    let alone = request.fixed_alone(conference.sessions.len());
    let report = check::check(request.problem(conference), &alone);
    for violation in report.violations.iter().take(MOST_NOTED) {
        observer.note(&format!("the locked sessions break {}: {}", violation.rule, violation.message));
    }
    if report.violations.len() > MOST_NOTED {
        observer.note(&format!(
            "the locked sessions break hard rules in {} more places",
            report.violations.len() - MOST_NOTED
        ));
    }
}

impl LockSelector {
    fn selects(&self, conference: &Conference, file: &ReadSchedule, session: SessionId, at: Placement) -> bool {
        let data = &conference.sessions[session.index()];
        match self {
            LockSelector::Session(id) => *id == session,
            LockSelector::Type(id) => conference.types[data.session_type.index()] == *id,
            LockSelector::Track(id) => data.track.is_some_and(|track| conference.tracks[track.index()].0 == *id),
            LockSelector::Status(status) => file.statuses[session.index()].as_deref() == Some(status.as_str()),
            LockSelector::Phase(id) => {
                let day = conference.day_at(at.start).map(|day| &conference.days[day.index()]);
                day.is_some_and(|day| conference.phases[day.phase.index()].id == *id)
            }
        }
    }
}

/// Reads `type=main`, `phase=one:day`.
fn parse(conference: &Conference, file: &ReadSchedule, text: &str) -> Result<(LockSelector, Lock), Failure> {
    let hint =
        "write a lock like type=main, phase=phase-1:day, track=trust:time, session=opening:room or status=confirmed";
    let wrong = |why: String| Failure::new(format!("--lock {text}: {why}")).hint(hint);
    let (key, rest) = text.split_once('=').ok_or_else(|| wrong("there is no \"=\"".into()))?;
    let (value, lock) = match rest.rsplit_once(':').and_then(|(value, lock)| Some((value, Lock::parse(lock)?))) {
        Some(parts) => parts,
        None => (rest, Lock::Fixed),
    };
    let known = |what: &str, all: Vec<(&str, &str)>| -> Result<String, Failure> {
        load::find(what, value, all.iter().copied()).map(|found| all[found].0.to_owned())
    };
    let selector = match key {
        "session" => LockSelector::Session(load::session(conference, value)?),
        "phase" => LockSelector::Phase(known(
            "phase",
            conference.phases.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect(),
        )?),
        "type" => {
            LockSelector::Type(known("type", conference.types.iter().map(|id| (id.as_str(), id.as_str())).collect())?)
        }
        "track" => LockSelector::Track(known(
            "track",
            conference.tracks.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect(),
        )?),
        "status" => {
            let mut statuses: Vec<&str> = file.statuses.iter().flatten().map(String::as_str).collect();
            statuses.sort_unstable();
            statuses.dedup();
            LockSelector::Status(known("status", statuses.into_iter().map(|status| (status, status)).collect())?)
        }
        _ => {
            return Err(wrong(format!("expected session, phase, type, track or status before \"=\", found \"{key}\"")));
        }
    };
    Ok((selector, lock))
}
