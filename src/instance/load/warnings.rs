//! Warnings about a valid instance that cannot have a complete timetable, or probably has a mistake.

use std::collections::BTreeMap;

use chrono::Months;

use super::names::IdTable;
use super::select::can_be_held;
use crate::domain::zone::database;
use crate::domain::{Conference, PhaseId, Session, SessionId, Zone, date, length};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// All warnings about the conference as a whole. `places` has the position of each session.
pub(crate) fn warnings(
    conference: &Conference,
    written: &format::Instance,
    places: &[Span],
    kinds: &IdTable,
    problems: &mut Problems,
) {
    unused_type(conference, &written.phases, kinds, problems);
    no_phase(conference, places, problems);
    fixed_outside(conference, places, problems);
    fixed_clash(conference, places, problems);
    overfull(conference, &written.phases, problems);
    distant(conference, &written.phases, problems);
}

/// Reports an event so late that governments may still change its clock rules.
fn distant(conference: &Conference, phases: &[At<format::Phase>], problems: &mut Problems) {
    let Some(last) = conference.days.iter().max_by_key(|day| day.date) else { return };
    let database = database::in_use();
    let limit = database.released().and_then(|day| day.checked_add_months(Months::new(12)));
    let Some(released) = database.released().filter(|_| limit.is_some_and(|limit| last.date > limit)) else { return };
    let people = conference.people.iter().filter_map(|person| person.zone);
    let audiences = conference.audiences.iter().flat_map(|audience| audience.zones.iter().map(|zone| zone.zone));
    let mut zones = std::iter::once(conference.zone).chain(people).chain(audiences);
    if zones.any(|zone| zone != Zone::utc() && matches!(zone, Zone::Named(_))) {
        let message = format!(
            "the event ends on {}, more than a year after the time zone database {} of {}: clock rules may change",
            date(last.date),
            database.version(),
            date(released)
        );
        let place = phases.get(last.phase.index()).map(|phase| phase.span).unwrap_or_default();
        problems.add(&codes::DISTANT_EVENT, place, message);
    }
}

fn unused_type(conference: &Conference, phases: &[At<format::Phase>], kinds: &IdTable, problems: &mut Problems) {
    for named in phases.iter().flat_map(|p| p.value.session_types.iter().flatten()) {
        let used =
            kinds.get(&named.value).is_some_and(|k| conference.sessions.iter().any(|s| s.session_type.index() == k));
        if !used {
            let used_kinds = conference.sessions.iter().map(|s| conference.types[s.session_type.index()].as_str());
            let help = crate::instance::did_you_mean::did_you_mean(&named.value, used_kinds);
            let message = format!("the phase lists the type \"{}\", but no session has it", named.value);
            problems.add_with_help(&codes::UNUSED_TYPE, named.span, message, help);
        }
    }
}

fn no_phase(conference: &Conference, places: &[Span], problems: &mut Problems) {
    for (session, &place) in conference.sessions.iter().zip(places) {
        if !(0..conference.phases.len()).any(|p| conference.phase_takes(PhaseId::new(p), session.session_type)) {
            let kind = &conference.types[session.session_type.index()];
            let message =
                format!("the session \"{}\" cannot be placed: no phase takes its type \"{kind}\"", session.id);
            problems.add(&codes::NO_PHASE, place, message);
        }
    }
}

fn fixed_outside(conference: &Conference, places: &[Span], problems: &mut Problems) {
    for (session, &place) in conference.sessions.iter().zip(places) {
        let Some(fixed) = session.fixed else { continue };
        let end = session.end(fixed.start);
        let what = match conference.day_at(fixed.start).map(|day| conference.days[day.index()]) {
            None => Some("is not on a day of the event"),
            Some(day) if !conference.phase_takes(day.phase, session.session_type) => {
                Some("is in a phase that does not take its type")
            }
            Some(day) if end > day.latest => Some("makes it end after the latest hour of the day"),
            Some(_) => None,
        };
        let inside =
            |windows: &Vec<_>| windows.iter().any(|w: &crate::domain::Window| w.from <= fixed.start && end <= w.until);
        let what = what.or((!session.allowed.as_ref().is_none_or(inside)).then_some("is outside its allowed periods"));
        if let Some(what) = what {
            let message = format!(
                "the session \"{}\" is fixed at {}, which {what}",
                session.id,
                super::time::shown(fixed.start, conference.zone)
            );
            problems.add(&codes::FIXED_OUTSIDE, place, message);
        }
    }
}

/// Reports fixed sessions that need the same room, or the same person, at the same time.
fn fixed_clash(conference: &Conference, places: &[Span], problems: &mut Problems) {
    let mut rooms: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
    let mut people: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
    for id in conference.session_ids() {
        let session = &conference.sessions[id.index()];
        let Some(fixed) = session.fixed else { continue };
        if let Some(room) = fixed.room {
            let until = session.end(fixed.start).plus(conference.turnaround_minutes);
            rooms.entry(room.index()).or_default().push((fixed.start.0, until.0, id));
        }
        for participation in session.participants.iter().filter(|s| !s.optional && !s.recorded) {
            let until = fixed.start.plus(participation.until + conference.person_gap_minutes);
            people.entry(participation.person.index()).or_default().push((
                fixed.start.plus(participation.from).0,
                until.0,
                id,
            ));
        }
    }
    let mut report = |taken: Vec<Taken>, whose: String| {
        for (a, b) in overlapping(taken) {
            let (a, b) = (a.min(b), a.max(b));
            let [first, second] = [a, b].map(|id| &conference.sessions[id.index()].id);
            let message = format!("the fixed sessions \"{second}\" and \"{first}\" need {whose} at the same time");
            problems.add(&codes::FIXED_CLASH, places.get(b.index()).copied().unwrap_or_default(), message);
        }
    };
    for (room, taken) in rooms {
        report(taken, format!("the room \"{}\"", conference.rooms[room].id));
    }
    for (person, taken) in people {
        report(taken, format!("the person \"{}\"", conference.people[person].id));
    }
}

/// The begin, the end (in minutes) and the session.
type Taken = (i64, i64, SessionId);

/// Sessions that begin before an earlier one has ended, each with the earlier one that ends last.
fn overlapping(mut taken: Vec<Taken>) -> Vec<(SessionId, SessionId)> {
    taken.sort_unstable();
    let mut pairs = Vec::new();
    let mut longest: Option<Taken> = None;
    for next in taken {
        match longest {
            Some((_, until, earlier)) if next.0 < until => pairs.push((earlier, next.2)),
            _ => {}
        }
        if longest.is_none_or(|(_, until, _)| next.1 > until) {
            longest = Some(next);
        }
    }
    pairs
}

/// Reports phases with less room time than the sessions need that can take place in no other phase. If there are none,
/// checks the event as a whole.
fn overfull(conference: &Conference, phases: &[At<format::Phase>], problems: &mut Problems) {
    let rooms = conference.rooms.len() as i64;
    let turnaround = conference.turnaround_minutes;
    // A session that runs alone takes all rooms.
    let need = |s: &Session| if s.alone { s.minutes * rooms } else { s.minutes } + turnaround;
    let space = |phase: usize| -> i64 {
        let longest = conference.phases[phase].longest_day_minutes;
        let days = conference.days.iter().filter(|d| d.phase.index() == phase);
        let open = |d: &crate::domain::Day| d.latest.since(d.earliest).min(longest.unwrap_or(i64::MAX));
        days.map(|d| rooms * (open(d) + turnaround)).sum()
    };
    let count = conference.phases.len();
    let mut needs = vec![0; count];
    let (mut total, mut reported) = (0, false);
    for session in &conference.sessions {
        total += need(session);
        let possible: Vec<usize> =
            (0..count).filter(|&p| can_be_held(conference, session, PhaseId::new(p))).take(2).collect();
        if let [only] = possible[..] {
            needs[only] += need(session);
        }
    }
    for (phase, written) in phases.iter().enumerate().take(count) {
        if needs[phase] > space(phase) {
            reported = true;
            let id = &conference.phases[phase].id;
            let message = format!(
                "the sessions that only the phase \"{id}\" can take need {} of room time; it has {}",
                length(needs[phase]),
                length(space(phase))
            );
            problems.add(&codes::OVERFULL, written.span, message);
        }
    }
    let all: i64 = (0..count).map(space).sum();
    if let (false, true, Some(first)) = (reported, total > all, phases.first()) {
        let message =
            format!("the sessions need {} of room time; all phases together have {}", length(total), length(all));
        problems.add(&codes::OVERFULL, first.span, message);
    }
}
