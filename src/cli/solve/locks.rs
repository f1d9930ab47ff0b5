//! What of a draft is kept: by the draft itself, by `--lock`, by `--freeze-before`.

use super::Args;
use crate::check;
use crate::cli::explain::instant;
use crate::cli::failure::Failure;
use crate::cli::{inputs, output};
use crate::domain::{Conference, Instant, Lock, Placement, Schedule, SessionId};
use crate::instance::ReadSchedule;

/// An hour, in minutes.
const HOUR: i64 = 60;
/// Contradictions that are told.
const MOST_TOLD: usize = 5;

/// Which sessions of a draft are kept, and how far.
#[derive(Debug, Default)]
pub struct Locks {
    kept: Vec<(SessionId, Placement, Lock)>,
    /// Nothing else may start before.
    not_before: Option<Instant>,
}

/// What `--lock` names.
enum Which {
    Session(SessionId),
    Phase(String),
    Type(String),
    Track(String),
    Status(String),
}

impl Locks {
    /// Reads what is to be kept of a draft.
    pub fn resolve(
        args: &Args,
        conference: &Conference,
        draft: &Schedule,
        read: &ReadSchedule,
    ) -> Result<Locks, Failure> {
        let mut locks = Locks::default();
        let asked = args.lock.iter().map(|text| parse(conference, read, text)).collect::<Result<Vec<_>, _>>()?;
        if let Some(text) = &args.freeze_before {
            let now = instant(conference, "--freeze-before", text)?;
            locks.not_before = Some(now.plus(args.notice.map_or(0, i64::from) * HOUR));
        }
        for (session, place) in draft.placed() {
            let given = read.locks.get(session.index()).copied().flatten();
            let named = asked.iter().filter(|(which, _)| which.names(conference, read, session, place));
            let past = locks.not_before.filter(|&limit| place.start < limit).map(|_| Lock::Fixed);
            let all = given.into_iter().chain(named.map(|&(_, lock)| lock)).chain(past);
            locks.kept.extend(all.map(|lock| (session, place, lock)));
        }
        Ok(locks)
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.not_before.is_none()
    }

    /// How many sessions are kept.
    pub fn sessions(&self) -> usize {
        let mut sessions: Vec<SessionId> = self.kept.iter().map(|&(session, ..)| session).collect();
        sessions.dedup();
        sessions.len()
    }

    /// Puts the locks on a conference, and tells of those that cannot hold: what they keep is left out.
    pub fn apply(&self, conference: &mut Conference) {
        let mut alone = Schedule::empty(conference.sessions.len());
        for &(session, place, lock) in &self.kept {
            if lock == Lock::Fixed {
                alone.placements[session.index()] = Some(place);
            }
        }
        let report = check::check(conference, &alone);
        for violation in report.violations.iter().take(MOST_TOLD) {
            output::note(&format!("what is locked breaks {}: {}", violation.rule, violation.message));
        }
        if report.violations.len() > MOST_TOLD {
            output::note(&format!("and {} more", report.violations.len() - MOST_TOLD));
        }
        for &(session, place, lock) in &self.kept {
            conference.keep(session, place, lock);
        }
        if let Some(limit) = self.not_before {
            for session in conference.session_ids() {
                if alone.get(session).is_none() {
                    conference.not_before(session, limit);
                }
            }
        }
    }
}

impl Which {
    fn names(&self, conference: &Conference, read: &ReadSchedule, session: SessionId, place: Placement) -> bool {
        let data = &conference.sessions[session.index()];
        match self {
            Which::Session(id) => *id == session,
            Which::Type(id) => conference.types[data.kind.index()] == *id,
            Which::Track(id) => data.track.is_some_and(|track| conference.tracks[track.index()].0 == *id),
            Which::Status(status) => read.statuses[session.index()].as_deref() == Some(status.as_str()),
            Which::Phase(id) => {
                let day = conference.day_at(place.start).map(|day| &conference.days[day.index()]);
                day.is_some_and(|day| conference.phases[day.phase.index()].id == *id)
            }
        }
    }
}

/// Reads `type=main`, `phase=one:day`.
fn parse(conference: &Conference, read: &ReadSchedule, text: &str) -> Result<(Which, Lock), Failure> {
    let hint = "write it like type=main, phase=phase-1:day, track=trust:time, session=opening:room or status=confirmed";
    let wrong = |why: String| Failure::new(format!("--lock {text}: {why}")).hint(hint);
    let (key, rest) = text.split_once('=').ok_or_else(|| wrong("it names nothing".into()))?;
    let (value, lock) = match rest.rsplit_once(':').and_then(|(value, lock)| Some((value, Lock::parse(lock)?))) {
        Some(parts) => parts,
        None => (rest, Lock::Fixed),
    };
    let known = |what: &str, ids: Vec<&str>| match ids.contains(&value) {
        true => Ok(value.to_owned()),
        false => Err(inputs::unknown(what, value, ids.into_iter())),
    };
    let which = match key {
        "session" => Which::Session(inputs::session(conference, value)?),
        "phase" => Which::Phase(known("phase", conference.phases.iter().map(|p| p.id.as_str()).collect())?),
        "type" => Which::Type(known("type", conference.types.iter().map(String::as_str).collect())?),
        "track" => Which::Track(known("track", conference.tracks.iter().map(|(id, _)| id.as_str()).collect())?),
        "status" => {
            let mut statuses: Vec<&str> = read.statuses.iter().flatten().map(String::as_str).collect();
            statuses.sort_unstable();
            statuses.dedup();
            Which::Status(known("status", statuses)?)
        }
        _ => return Err(wrong(format!("\"{key}\" is none of session, phase, type, track, status"))),
    };
    Ok((which, lock))
}
