//! Remedies: single changes that make a conflict disappear, each tried on the conflict first and then, by solving it, on
//! the whole programme.

use std::collections::BTreeSet;

use super::changes::{Change, meets, next_date, size};
use super::core::Core;
use super::feasible::{Oracle, Verdict};
use super::narrow::hard_only;
use super::statements::{Statement, widest};
use super::whole;
use crate::domain::{Conference, DayId, PhaseId, RoomId, Schedule, ServiceId, SessionId};

/// Programmes of at most so many sessions are asked about as the conflict is.
const FEW: usize = 30;
/// Remedies of one kind that are told.
const MOST_ALIKE: usize = 2;
/// Larger amounts tried where the least that mends the conflict does not mend the programme.
const MORE: u32 = 3;

/// A change that makes a timetable possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The change.
    pub change: Change,
    /// A smaller amount of it is proved not to do; true for what has no amount.
    pub least: bool,
    /// A timetable of the whole programme with the change, which the checker has accepted.
    pub timetable: Schedule,
}

/// A programme in which remedies are tried.
pub(super) struct Patient<'p> {
    /// The conference.
    pub conference: &'p Conference,
    /// The sessions that should all be held, ascending.
    pub sessions: &'p [SessionId],
    /// A timetable of most of them, to begin with.
    pub near: Option<&'p Schedule>,
}

/// Finds remedies of a conflict, the least effort first, and tells of each as it is found. Ends with the oracle's time.
pub(super) fn remedies(
    oracle: &mut Oracle<'_>,
    patient: &Patient<'_>,
    core: &Core,
    found: &mut dyn FnMut(&Remedy),
) -> Vec<Remedy> {
    let all = candidates(patient.conference, core);
    let mut told: Vec<Remedy> = Vec::new();
    let kinds: BTreeSet<u8> = all.iter().map(|candidate| candidate.tier(patient.conference)).collect();
    for kind in kinds {
        let mut drafts: Vec<(Change, bool)> = Vec::new();
        for candidate in all.iter().filter(|candidate| candidate.tier(patient.conference) == kind) {
            if oracle.is_over() {
                return told;
            }
            // Those without an amount come in the order of their effort: two of them are enough.
            let enough = |change: &Change| drafts.iter().filter(|(other, _)| alike(other, change)).count() > MOST_ALIKE;
            if !matches!(candidate, Candidate::Plain(change) if enough(change)) {
                drafts.extend(smallest(oracle, patient.conference, &core.sessions(), candidate));
            }
        }
        drafts.sort_by_cached_key(|(change, _)| (change.effort(patient.conference), change.clone()));
        drafts.dedup_by(|(a, _), (b, _)| a == b);
        for (change, least) in drafts {
            if oracle.is_over() || told.iter().filter(|remedy| alike(&remedy.change, &change)).count() >= MOST_ALIKE {
                continue;
            }
            if let Some(remedy) = confirmed(oracle, patient, change, least) {
                found(&remedy);
                told.push(remedy);
            }
        }
    }
    told
}

fn alike(a: &Change, b: &Change) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// A timetable to begin with: of all that is left when the one session of a conflict that means least to the fewest is
/// left out.
pub(super) fn without_one(oracle: &mut Oracle<'_>, patient: &Patient<'_>, core: &Core) -> Option<Schedule> {
    if patient.sessions.len() <= FEW {
        return None;
    }
    let single = |statement: &Statement| match statement {
        Statement::Held(sessions) if sessions.len() == 1 => Some(sessions[0]),
        _ => None,
    };
    let singles = core.statements.iter().filter_map(single);
    let least = singles.min_by_key(|&session| (size(patient.conference, session), session))?;
    let left: Vec<SessionId> = patient.sessions.iter().copied().filter(|&session| session != least).collect();
    whole::timetable(oracle, patient.conference, &left, patient.near, 2)
}

/// A change with an amount, or without.
enum Candidate {
    Plain(Change),
    /// Multiples of the step, up to the most.
    Graded {
        step: i64,
        most: i64,
        make: Box<dyn Fn(i64) -> Change>,
    },
}

impl Candidate {
    /// The kind of effort that it is.
    fn tier(&self, conference: &Conference) -> u8 {
        match self {
            Candidate::Plain(change) => change.effort(conference).0,
            Candidate::Graded { step, make, .. } => make(*step).effort(conference).0,
        }
    }
}

/// The smallest amount that mends the conflict, and whether less is proved not to.
fn smallest(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    sessions: &[SessionId],
    candidate: &Candidate,
) -> Option<(Change, bool)> {
    let mut mends = |change: &Change| {
        let left: Vec<SessionId> =
            sessions.iter().copied().filter(|session| !change.left_out().contains(session)).collect();
        oracle.ask(&hard_only(&change.applied(conference)), &left)
    };
    match candidate {
        Candidate::Plain(change) => mends(change).is_possible().then(|| (change.clone(), true)),
        Candidate::Graded { step, most, make } => {
            let last = most / step;
            // Up to `low` steps do not mend it, as far as is known; `high` do.
            let (mut low, mut high, mut proved) = (0, 1, true);
            while high <= last {
                match mends(&make(high * step)) {
                    Verdict::Possible(_) => break,
                    verdict => proved = verdict.is_impossible(),
                }
                low = high;
                high = if high == last { last + 1 } else { (high * 2).min(last) };
            }
            if high > last {
                return None;
            }
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                match mends(&make(middle * step)) {
                    Verdict::Possible(_) => high = middle,
                    verdict => (low, proved) = (middle, verdict.is_impossible()),
                }
            }
            Some((make(high * step), proved))
        }
    }
}

/// Tries a change on the whole programme, or somewhat more of it.
fn confirmed(oracle: &mut Oracle<'_>, patient: &Patient<'_>, change: Change, least: bool) -> Option<Remedy> {
    if let Some(timetable) = timetable(oracle, patient, &change) {
        return Some(Remedy { change, least, timetable });
    }
    let mut change = change;
    for _ in 0..MORE {
        change = more(&change)?;
        if let Some(timetable) = timetable(oracle, patient, &change) {
            return Some(Remedy { change, least: false, timetable });
        }
    }
    None
}

/// A timetable of the whole programme with a change.
fn timetable(oracle: &mut Oracle<'_>, patient: &Patient<'_>, change: &Change) -> Option<Schedule> {
    if oracle.is_over() {
        return None;
    }
    let changed = change.applied(patient.conference);
    let sessions: Vec<SessionId> =
        patient.sessions.iter().copied().filter(|session| !change.left_out().contains(session)).collect();
    let hard = hard_only(&changed);
    if sessions.len() <= FEW {
        return match oracle.ask(&hard, &sessions) {
            Verdict::Possible(schedule) => Some(schedule),
            _ => None,
        };
    }
    if oracle.count(&hard, &sessions).is_impossible() {
        return None;
    }
    whole::timetable(oracle, &changed, &sessions, patient.near, 1)
}

/// The same with about half as much more.
fn more(change: &Change) -> Option<Change> {
    let grown = |minutes: i64| (minutes + minutes / 2 + 9) / 10 * 10 + if minutes < 20 { 10 } else { 0 };
    Some(match change.clone() {
        Change::Earlier { day, minutes } => Change::Earlier { day, minutes: grown(minutes) },
        Change::Later { day, minutes } => Change::Later { day, minutes: grown(minutes) },
        Change::Longer { phase, minutes } => Change::Longer { phase, minutes: grown(minutes) },
        Change::ServiceMinutes { service, minutes } => Change::ServiceMinutes { service, minutes: grown(minutes) },
        Change::Rooms { like, count } => Change::Rooms { like, count: count + 1 },
        Change::Teams { service, count } => Change::Teams { service, count: count + 1 },
        _ => return None,
    })
}

/// What could mend a conflict, by its statements.
fn candidates(conference: &Conference, core: &Core) -> Vec<Candidate> {
    let sessions = core.sessions();
    let mut all = Vec::new();
    let (mut held, rest): (Vec<&Statement>, Vec<&Statement>) =
        core.statements.iter().partition(|statement| matches!(statement, Statement::Held(_)));
    held.sort_by_key(|statement| match statement {
        Statement::Held(sessions) => sessions.iter().map(|&session| size(conference, session)).sum(),
        _ => 0,
    });
    for statement in rest.into_iter().chain(held) {
        of_statement(conference, &sessions, statement, &mut all);
    }
    let phases = (0..conference.phases.len()).map(PhaseId::new);
    all.extend(
        phases
            .filter_map(|phase| Some(Change::Day { phase, date: next_date(conference, phase)? }))
            .map(Candidate::Plain),
    );
    all
}

fn of_statement(c: &Conference, sessions: &[SessionId], statement: &Statement, all: &mut Vec<Candidate>) {
    let step = c.grid_minutes.max(1);
    let mut graded = |step: i64, most: i64, make: Box<dyn Fn(i64) -> Change>| {
        if most >= step {
            all.push(Candidate::Graded { step, most, make });
        }
    };
    match statement {
        Statement::Held(held) => of_held(c, sessions, held, all),
        Statement::Rooms(rooms) => {
            let like = rooms[0];
            graded(1, sessions.len() as i64, Box::new(move |count| Change::Rooms { like, count }));
        }
        Statement::Turnaround => {
            let step = step.min(c.turnaround_minutes);
            graded(step, c.turnaround_minutes, Box::new(|minutes| Change::Turnaround { minutes }));
        }
        Statement::PersonGap => {
            let step = step.min(c.person_gap_minutes);
            graded(step, c.person_gap_minutes, Box::new(|minutes| Change::PersonGap { minutes }));
        }
        Statement::Hours(day) => {
            let (day, (first, last), own) = (*day, widest(c, *day), &c.days[day.index()]);
            graded(step, own.earliest.since(first), Box::new(move |minutes| Change::Earlier { day, minutes }));
            graded(step, last.since(own.latest), Box::new(move |minutes| Change::Later { day, minutes }));
        }
        Statement::Longest(phase) => {
            let phase = *phase;
            let longest = c.phases[phase.index()].longest_day_minutes.unwrap_or(0);
            graded(step, 24 * 60 - longest, Box::new(move |minutes| Change::Longer { phase, minutes }));
        }
        Statement::ServiceMinutes(service) => {
            let service = *service;
            let most = c.services[service.index()].minutes_per_day.map_or(0, |minutes| 24 * 60 - minutes);
            graded(step, most, Box::new(move |minutes| Change::ServiceMinutes { service, minutes }));
        }
        Statement::Teams(service) => {
            let service = *service;
            graded(1, sessions.len() as i64, Box::new(move |count| Change::Teams { service, count }));
        }
        statement => all.extend(plain(c, sessions, statement).into_iter().map(Candidate::Plain)),
    }
}

/// Changes that have no amount.
fn plain(c: &Conference, sessions: &[SessionId], statement: &Statement) -> Vec<Change> {
    let days = || (0..c.days.len()).map(DayId::new);
    match statement {
        Statement::Closed(room) => {
            let windows = c.rooms[room.index()].closed.iter();
            let met = windows.filter(|w| days().any(|day| meets(c, day, w.from, w.until)));
            met.map(|&window| Change::Open { room: *room, window }).collect()
        }
        Statement::Capacity(rooms) => {
            let most = sessions.iter().map(|session| c.sessions[session.index()].attendance).max().unwrap_or(0);
            rooms.iter().map(|&room| Change::Capacity { room, people: most }).collect()
        }
        Statement::ServiceRooms(service) => others(c, *service),
        Statement::Type(kind) => {
            let phases = (0..c.phases.len()).map(PhaseId::new).filter(|&phase| !c.phase_takes(phase, *kind));
            phases.map(|phase| Change::Takes { phase, kind: *kind }).collect()
        }
        Statement::Away(person) => days().map(|day| Change::Free { person: *person, day }).collect(),
        Statement::Busy(person) => {
            let needs =
                |session: &&SessionId| c.sessions[session.index()].panel.iter().any(|seat| seat.person == *person);
            sessions.iter().filter(needs).map(|&session| Change::Without { session, person: *person }).collect()
        }
        other => vec![Change::GivenUp(other.clone())],
    }
}

/// The service in each room where it is not yet to be had.
fn others(c: &Conference, service: ServiceId) -> Vec<Change> {
    let there = c.services[service.index()].rooms.as_deref().unwrap_or_default();
    let rooms = (0..c.rooms.len()).map(RoomId::new).filter(|room| !there.contains(room));
    rooms.map(|room| Change::ServiceRoom { service, room }).collect()
}

/// What can be done about the sessions themselves.
fn of_held(c: &Conference, sessions: &[SessionId], held: &[SessionId], all: &mut Vec<Candidate>) {
    let step = c.grid_minutes.max(1);
    if let &[session] = held {
        let data = &c.sessions[session.index()];
        // Less than half of a session is another session.
        let most = data.minutes / 2;
        if most >= step {
            let make = Box::new(move |minutes| Change::Shorter { session, minutes });
            all.push(Candidate::Graded { step, most, make });
        }
        all.extend(data.services.iter().map(|&service| Candidate::Plain(Change::NoService { session, service })));
        all.push(Candidate::Plain(Change::LeftOut(vec![session])));
        return;
    }
    // Of many, those that mean least to the fewest.
    let mut order: Vec<SessionId> = held.to_vec();
    order.sort_by_key(|&session| (size(c, session), session));
    let most = order.len().min(sessions.len()) as i64;
    let make = Box::new(move |count: i64| Change::LeftOut(order[..usize::try_from(count).unwrap_or(0)].to_vec()));
    all.push(Candidate::Graded { step: 1, most, make });
}
