//! Remedies: single changes that make a conflict disappear, each tried on the conflict first and then, by solving it, on
//! the whole programme.

use std::collections::BTreeSet;

use super::changes::{meets, next_date};
use super::core::Core;
use super::feasible::{Oracle, Verdict};
use super::narrow::hard_only;
use super::proposals::{self, Proposal, size};
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
    /// What changes.
    pub proposal: Proposal,
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
    let c = patient.conference;
    let all = candidates(c, core);
    let mut told: Vec<Remedy> = Vec::new();
    let kinds: BTreeSet<u8> = all.iter().map(|candidate| candidate.tier(c)).collect();
    for kind in kinds {
        let mut drafts: Vec<Draft<'_>> = Vec::new();
        for candidate in all.iter().filter(|candidate| candidate.tier(c) == kind) {
            if oracle.is_over() {
                return told;
            }
            // Those without an amount come in the order of their effort: two of them are enough.
            let enough =
                |plain: &Proposal| drafts.iter().filter(|other| other.proposal.is_like(plain)).count() > MOST_ALIKE;
            if !matches!(&candidate.choice, Choice::Plain(plain) if enough(plain)) {
                let smallest = smallest(oracle, c, &core.sessions(), candidate);
                drafts.extend(smallest.map(|(proposal, least)| Draft { candidate, proposal, least }));
            }
        }
        drafts.sort_by_cached_key(|draft| (draft.proposal.effort(c), draft.proposal.rank(), draft.candidate.place));
        for Draft { candidate, proposal, least } in drafts {
            let known = told.iter().filter(|remedy| remedy.proposal.is_like(&proposal));
            if oracle.is_over() || known.count() >= MOST_ALIKE {
                continue;
            }
            if let Some(remedy) = confirmed(oracle, patient, candidate, proposal, least) {
                found(&remedy);
                told.push(remedy);
            }
        }
    }
    told
}

/// A proposal that mends the conflict.
struct Draft<'c> {
    candidate: &'c Candidate,
    proposal: Proposal,
    least: bool,
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

/// Something that could be changed.
struct Candidate {
    /// The place of what is changed among all that the conflict demands.
    place: usize,
    choice: Choice,
}

/// What to propose of a conference, by an amount.
type Make = Box<dyn Fn(&Conference, i64) -> Proposal>;

/// A change with an amount, or without.
enum Choice {
    Plain(Proposal),
    /// Multiples of the step, up to the most.
    Graded {
        step: i64,
        most: i64,
        make: Make,
    },
}

impl Candidate {
    /// The kind of effort that it is.
    fn tier(&self, conference: &Conference) -> u8 {
        match &self.choice {
            Choice::Plain(plain) => plain.effort(conference).0,
            Choice::Graded { step, make, .. } => make(conference, *step).effort(conference).0,
        }
    }
}

/// The smallest amount that mends the conflict, and whether less is proved not to.
fn smallest(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    sessions: &[SessionId],
    candidate: &Candidate,
) -> Option<(Proposal, bool)> {
    let mut mends = |proposal: &Proposal| {
        let gone = proposal.withdrawn(conference);
        let left: Vec<SessionId> = sessions.iter().copied().filter(|session| !gone.contains(session)).collect();
        oracle.ask(&hard_only(&proposal.applied(conference)), &left)
    };
    match &candidate.choice {
        Choice::Plain(plain) => mends(plain).is_possible().then(|| (plain.clone(), true)),
        Choice::Graded { step, most, make } => {
            let last = most / step;
            // Up to `low` steps do not mend it, as far as is known; `high` do.
            let (mut low, mut high, mut proved) = (0, 1, true);
            while high <= last {
                match mends(&make(conference, high * step)) {
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
                match mends(&make(conference, middle * step)) {
                    Verdict::Possible(_) => high = middle,
                    verdict => (low, proved) = (middle, verdict.is_impossible()),
                }
            }
            Some((make(conference, high * step), proved))
        }
    }
}

/// Tries a proposal on the whole programme, or somewhat more of it.
fn confirmed(
    oracle: &mut Oracle<'_>,
    patient: &Patient<'_>,
    candidate: &Candidate,
    proposal: Proposal,
    least: bool,
) -> Option<Remedy> {
    if let Some(timetable) = timetable(oracle, patient, &proposal) {
        return Some(Remedy { proposal, least, timetable });
    }
    let mut proposal = proposal;
    for _ in 0..MORE {
        proposal = more(patient.conference, candidate, &proposal)?;
        if let Some(timetable) = timetable(oracle, patient, &proposal) {
            return Some(Remedy { proposal, least: false, timetable });
        }
    }
    None
}

/// A timetable of the whole programme with a proposal.
fn timetable(oracle: &mut Oracle<'_>, patient: &Patient<'_>, proposal: &Proposal) -> Option<Schedule> {
    if oracle.is_over() {
        return None;
    }
    let changed = proposal.applied(patient.conference);
    let gone = proposal.withdrawn(patient.conference);
    let sessions: Vec<SessionId> = patient.sessions.iter().copied().filter(|session| !gone.contains(session)).collect();
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

/// The same with about half as much more, or with one thing more.
fn more(c: &Conference, candidate: &Candidate, proposal: &Proposal) -> Option<Proposal> {
    let (Choice::Graded { make, .. }, Some(amount)) = (&candidate.choice, proposal.amount) else { return None };
    let grown = |minutes: i64| (minutes + minutes / 2 + 9) / 10 * 10 + if minutes < 20 { 10 } else { 0 };
    match proposal.kind() {
        "hours earliest" | "hours latest" | "hours longest" | "service minutes" => Some(make(c, grown(amount))),
        "room add" | "service teams" => Some(make(c, amount + 1)),
        _ => None,
    }
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
    let mut sorted: Vec<&Statement> = core.statements.iter().collect();
    sorted.sort_unstable();
    for statement in rest.into_iter().chain(held) {
        let place = sorted.binary_search(&statement).unwrap_or(sorted.len());
        all.extend(
            of_statement(conference, &sessions, statement).into_iter().map(|choice| Candidate { place, choice }),
        );
    }
    let phases = (0..conference.phases.len()).map(PhaseId::new);
    let days = phases.filter_map(|phase| Some(proposals::day(conference, phase, next_date(conference, phase)?)));
    all.extend(days.map(|day| Candidate { place: sorted.len(), choice: Choice::Plain(day) }));
    all
}

/// A choice of amounts, where there is any.
fn graded(step: i64, most: i64, make: impl Fn(&Conference, i64) -> Proposal + 'static) -> Option<Choice> {
    (most >= step).then(|| Choice::Graded { step, most, make: Box::new(make) })
}

fn of_statement(c: &Conference, sessions: &[SessionId], statement: &Statement) -> Vec<Choice> {
    let step = c.grid_minutes.max(1);
    match statement {
        Statement::Held(held) => of_held(c, sessions, held),
        Statement::Rooms(rooms) => {
            let like = rooms[0];
            let most = sessions.len() as i64;
            graded(1, most, move |c, count| proposals::rooms(c, like, count)).into_iter().collect()
        }
        Statement::Turnaround => {
            let most = c.turnaround_minutes;
            graded(step.min(most), most, proposals::turnaround).into_iter().collect()
        }
        Statement::PersonGap => {
            let most = c.person_gap_minutes;
            graded(step.min(most), most, proposals::person_gap).into_iter().collect()
        }
        Statement::Hours(day) => {
            let (day, (first, last), own) = (*day, widest(c, *day), &c.days[day.index()]);
            let (before, after) = (own.earliest.since(first), last.since(own.latest));
            let earlier = graded(step, before, move |c, minutes| proposals::earlier(c, day, minutes));
            let later = graded(step, after, move |c, minutes| proposals::later(c, day, minutes));
            earlier.into_iter().chain(later).collect()
        }
        Statement::Longest(phase) => {
            let phase = *phase;
            let most = 24 * 60 - c.phases[phase.index()].longest_day_minutes.unwrap_or(0);
            graded(step, most, move |c, minutes| proposals::longer(c, phase, minutes)).into_iter().collect()
        }
        Statement::ServiceMinutes(service) => {
            let service = *service;
            let most = c.services[service.index()].minutes_per_day.map_or(0, |minutes| 24 * 60 - minutes);
            graded(step, most, move |c, minutes| proposals::service_minutes(c, service, minutes)).into_iter().collect()
        }
        Statement::Teams(service) => {
            let service = *service;
            let most = sessions.len() as i64;
            graded(1, most, move |c, count| proposals::teams(c, service, count)).into_iter().collect()
        }
        statement => plain(c, sessions, statement).into_iter().map(Choice::Plain).collect(),
    }
}

/// Changes that have no amount.
fn plain(c: &Conference, sessions: &[SessionId], statement: &Statement) -> Vec<Proposal> {
    let days = || (0..c.days.len()).map(DayId::new);
    match statement {
        Statement::Closed(room) => {
            let windows = c.rooms[room.index()].closed.iter();
            let met = windows.filter(|w| days().any(|day| meets(c, day, w.from, w.until)));
            met.map(|&window| proposals::open(c, *room, window)).collect()
        }
        Statement::Capacity(rooms) => {
            let most = sessions.iter().map(|session| c.sessions[session.index()].attendance).max().unwrap_or(0);
            rooms.iter().map(|&room| proposals::capacity(c, room, most)).collect()
        }
        Statement::ServiceRooms(service) => others(c, *service),
        Statement::Type(kind) => {
            let phases = (0..c.phases.len()).map(PhaseId::new).filter(|&phase| !c.phase_takes(phase, *kind));
            phases.map(|phase| proposals::takes(c, phase, *kind)).collect()
        }
        Statement::Away(person) => days().map(|day| proposals::free(c, *person, day)).collect(),
        Statement::Busy(person) => {
            let needs =
                |session: &&SessionId| c.sessions[session.index()].panel.iter().any(|seat| seat.person == *person);
            sessions.iter().filter(needs).map(|&session| proposals::without_person(c, session, *person)).collect()
        }
        other => proposals::given_up(c, other).into_iter().collect(),
    }
}

/// The service in each room where it is not yet to be had.
fn others(c: &Conference, service: ServiceId) -> Vec<Proposal> {
    let there = c.services[service.index()].rooms.as_deref().unwrap_or_default();
    let rooms = (0..c.rooms.len()).map(RoomId::new).filter(|room| !there.contains(room));
    rooms.map(|room| proposals::service_room(c, service, room)).collect()
}

/// What can be done about the sessions themselves.
fn of_held(c: &Conference, sessions: &[SessionId], held: &[SessionId]) -> Vec<Choice> {
    let step = c.grid_minutes.max(1);
    if let &[session] = held {
        let data = &c.sessions[session.index()];
        // Less than half of a session is another session.
        let shorter = graded(step, data.minutes / 2, move |c, minutes| proposals::shorter(c, session, minutes));
        let without = data.services.iter().map(|&service| proposals::without_service(c, session, service));
        let plain = without.chain([proposals::withdraw(c, &[session])]);
        return shorter.into_iter().chain(plain.map(Choice::Plain)).collect();
    }
    // Of many, those that mean least to the fewest.
    let mut order: Vec<SessionId> = held.to_vec();
    order.sort_by_key(|&session| (size(c, session), session));
    let most = order.len().min(sessions.len()) as i64;
    let make = move |c: &Conference, count| proposals::withdraw(c, &order[..usize::try_from(count).unwrap_or(0)]);
    graded(1, most, make).into_iter().collect()
}
