//! Repairs: single changes that remove a conflict. Each is tried on the conflict first, and then on the whole
//! programme, by solving it.

use std::collections::BTreeSet;

use super::changes::{meets, next_date};
use super::conflict_set::ConflictSet;
use super::constraints::{Constraint, widest};
use super::feasibility_oracle::{Oracle, Verdict};
use super::projection::{hard_only, lift, restrict};
use super::proposals::{self, Proposal, size};
use super::whole_programme;
use crate::domain::{Conference, DayId, PhaseId, RoomId, Schedule, ServiceId, SessionId};

/// Programmes of at most this many sessions are checked by the oracle, as the conflict is.
const FEW: usize = 30;
/// The most repairs of one kind that are reported.
const MOST_ALIKE: usize = 2;
/// The number of larger amounts tried if the smallest one repairs the conflict but not the programme.
const MORE: u32 = 3;

/// A change that makes a timetable possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The change.
    pub proposal: Proposal,
    /// A smaller amount is proved not to be enough; true for a change without an amount.
    pub least: bool,
    /// A timetable of the whole programme with the change, which the checker has accepted.
    pub timetable: Schedule,
}

/// The programme in which repairs are tried.
pub(super) struct RepairContext<'p> {
    /// The conference.
    pub conference: &'p Conference,
    /// The sessions that should all be held, ascending.
    pub sessions: &'p [SessionId],
    /// A timetable of most of them, to start from.
    pub near: Option<&'p Schedule>,
}

/// Finds repairs of a conflict, the least effort first, and calls `found` with each. Ends when the oracle's time is
/// over.
pub(super) fn repairs(
    oracle: &mut Oracle<'_>,
    context: &RepairContext<'_>,
    core: &ConflictSet,
    found: &mut dyn FnMut(&Repair),
) -> Vec<Repair> {
    let c = context.conference;
    let all = candidates(c, core);
    let mut found_repairs: Vec<Repair> = Vec::new();
    let kinds: BTreeSet<u8> = all.iter().map(|candidate| candidate.tier(c)).collect();
    for kind in kinds {
        let mut drafts: Vec<RepairDraft<'_>> = Vec::new();
        for candidate in all.iter().filter(|candidate| candidate.tier(c) == kind) {
            if oracle.is_over() {
                return found_repairs;
            }
            // Changes without an amount are sorted by effort: the first two are enough.
            let enough =
                |plain: &Proposal| drafts.iter().filter(|other| other.proposal.is_like(plain)).count() > MOST_ALIKE;
            if !matches!(&candidate.choice, Adjustment::Plain(plain) if enough(plain)) {
                let smallest = smallest(oracle, c, &core.sessions(), candidate);
                drafts.extend(smallest.map(|(proposal, least)| RepairDraft { candidate, proposal, least }));
            }
        }
        drafts.sort_by_cached_key(|draft| (draft.proposal.effort(c), draft.proposal.rank(), draft.candidate.place));
        for RepairDraft { candidate, proposal, least } in drafts {
            let known = found_repairs.iter().filter(|repair| repair.proposal.is_like(&proposal));
            if oracle.is_over() || known.count() >= MOST_ALIKE {
                continue;
            }
            if let Some(repair) = confirmed(oracle, context, candidate, proposal, least) {
                found(&repair);
                found_repairs.push(repair);
            }
        }
    }
    found_repairs
}

/// A proposal that repairs the conflict.
struct RepairDraft<'c> {
    candidate: &'c RepairCandidate,
    proposal: Proposal,
    least: bool,
}

/// A timetable to start from: the conflict's smallest session (in attendee-minutes) is left out, and all
/// other sessions are placed.
pub(super) fn without_one(
    oracle: &mut Oracle<'_>,
    context: &RepairContext<'_>,
    core: &ConflictSet,
) -> Option<Schedule> {
    if context.sessions.len() <= FEW {
        return None;
    }
    let single = |constraint: &Constraint| match constraint {
        Constraint::Held(sessions) if sessions.len() == 1 => Some(sessions[0]),
        _ => None,
    };
    let singles = core.constraints.iter().filter_map(single);
    let least = singles.min_by_key(|&session| (size(context.conference, session), session))?;
    let left: Vec<SessionId> = context.sessions.iter().copied().filter(|&session| session != least).collect();
    whole_programme::timetable(oracle, context.conference, &left, context.near, 2)
}

/// A change to try.
struct RepairCandidate {
    /// The position of the changed constraint among those of the conflict, for sorting.
    place: usize,
    choice: Adjustment,
}

/// Makes the proposal for a conference and an amount.
type Make = Box<dyn Fn(&Conference, i64) -> Proposal>;

/// A change with or without an amount.
enum Adjustment {
    Plain(Proposal),
    /// Multiples of the step, up to the most.
    Graded {
        step: i64,
        most: i64,
        make: Make,
    },
}

impl RepairCandidate {
    /// The class of its effort.
    fn tier(&self, conference: &Conference) -> u8 {
        match &self.choice {
            Adjustment::Plain(plain) => plain.effort(conference).0,
            Adjustment::Graded { step, make, .. } => make(conference, *step).effort(conference).0,
        }
    }
}

/// The smallest amount that repairs the conflict, and whether a smaller one is proved not to.
fn smallest(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    sessions: &[SessionId],
    candidate: &RepairCandidate,
) -> Option<(Proposal, bool)> {
    let mut check = |proposal: &Proposal| {
        let gone = proposal.withdrawn(conference);
        let left: Vec<SessionId> = sessions.iter().copied().filter(|session| !gone.contains(session)).collect();
        oracle.ask(&hard_only(&proposal.applied(conference)), &left)
    };
    match &candidate.choice {
        Adjustment::Plain(plain) => check(plain).is_possible().then(|| (plain.clone(), true)),
        Adjustment::Graded { step, most, make } => {
            let last = most / step;
            // `low` steps are not known to repair it; `high` steps do.
            let (mut low, mut high, mut proved) = (0, 1, true);
            while high <= last {
                match check(&make(conference, high * step)) {
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
                match check(&make(conference, middle * step)) {
                    Verdict::Possible(_) => high = middle,
                    verdict => (low, proved) = (middle, verdict.is_impossible()),
                }
            }
            Some((make(conference, high * step), proved))
        }
    }
}

/// Tries a proposal on the whole programme; if it is not enough, also with larger amounts.
fn confirmed(
    oracle: &mut Oracle<'_>,
    context: &RepairContext<'_>,
    candidate: &RepairCandidate,
    proposal: Proposal,
    least: bool,
) -> Option<Repair> {
    if let Some(timetable) = timetable(oracle, context, &proposal) {
        return Some(Repair { proposal, least, timetable });
    }
    let mut proposal = proposal;
    for _ in 0..MORE {
        proposal = more(context.conference, candidate, &proposal)?;
        if let Some(timetable) = timetable(oracle, context, &proposal) {
            return Some(Repair { proposal, least: false, timetable });
        }
    }
    None
}

/// Finds a timetable of the whole programme with a proposal.
fn timetable(oracle: &mut Oracle<'_>, context: &RepairContext<'_>, proposal: &Proposal) -> Option<Schedule> {
    if oracle.is_over() {
        return None;
    }
    let changed = proposal.applied(context.conference);
    let gone = proposal.withdrawn(context.conference);
    let sessions: Vec<SessionId> = context.sessions.iter().copied().filter(|session| !gone.contains(session)).collect();
    // The sessions that are gone contribute nothing any more.
    let hard = restrict(&hard_only(&changed), &sessions);
    let all: Vec<SessionId> = hard.session_ids().collect();
    if sessions.len() <= FEW {
        return match oracle.ask(&hard, &all) {
            Verdict::Possible(schedule) => Some(lift(&schedule, &sessions, changed.sessions.len())),
            _ => None,
        };
    }
    if oracle.count(&hard, &all).is_impossible() {
        return None;
    }
    whole_programme::timetable(oracle, &changed, &sessions, context.near, 1)
}

/// The same change with about half as much again, or with one more item.
fn more(c: &Conference, candidate: &RepairCandidate, proposal: &Proposal) -> Option<Proposal> {
    let (Adjustment::Graded { make, .. }, Some(amount)) = (&candidate.choice, proposal.amount) else { return None };
    let grown = |minutes: i64| (minutes + minutes / 2 + 9) / 10 * 10 + if minutes < 20 { 10 } else { 0 };
    match proposal.kind() {
        "hours earliest" | "hours latest" | "hours longest" | "service minutes" => Some(make(c, grown(amount))),
        "room add" | "service teams" => Some(make(c, amount + 1)),
        _ => None,
    }
}

/// The changes that could repair a conflict, by its constraints.
fn candidates(conference: &Conference, core: &ConflictSet) -> Vec<RepairCandidate> {
    let sessions = core.sessions();
    let mut all = Vec::new();
    let (mut held, rest): (Vec<&Constraint>, Vec<&Constraint>) =
        core.constraints.iter().partition(|constraint| matches!(constraint, Constraint::Held(_)));
    held.sort_by_key(|constraint| match constraint {
        Constraint::Held(sessions) => sessions.iter().map(|&session| size(conference, session)).sum(),
        _ => 0,
    });
    let mut sorted: Vec<&Constraint> = core.constraints.iter().collect();
    sorted.sort_unstable();
    for constraint in rest.into_iter().chain(held) {
        let place = sorted.binary_search(&constraint).unwrap_or(sorted.len());
        all.extend(
            of_constraint(conference, &sessions, constraint)
                .into_iter()
                .map(|choice| RepairCandidate { place, choice }),
        );
    }
    let phases = (0..conference.phases.len()).map(PhaseId::new);
    let days = phases.filter_map(|phase| Some(proposals::day(conference, phase, next_date(conference, phase)?)));
    all.extend(days.map(|day| RepairCandidate { place: sorted.len(), choice: Adjustment::Plain(day) }));
    all
}

/// A change with a range of amounts; `None` if the range is empty.
fn graded(step: i64, most: i64, make: impl Fn(&Conference, i64) -> Proposal + 'static) -> Option<Adjustment> {
    (most >= step).then(|| Adjustment::Graded { step, most, make: Box::new(make) })
}

fn of_constraint(c: &Conference, sessions: &[SessionId], constraint: &Constraint) -> Vec<Adjustment> {
    let step = c.grid_minutes.max(1);
    match constraint {
        Constraint::Held(held) => of_held(c, sessions, held),
        Constraint::Rooms(rooms) => {
            let like = rooms[0];
            let most = sessions.len() as i64;
            graded(1, most, move |c, count| proposals::rooms(c, like, count)).into_iter().collect()
        }
        Constraint::Turnaround => {
            let most = c.turnaround_minutes;
            graded(step.min(most), most, proposals::turnaround).into_iter().collect()
        }
        Constraint::PersonGap => {
            let most = c.person_gap_minutes;
            graded(step.min(most), most, proposals::person_gap).into_iter().collect()
        }
        Constraint::Hours(day) => {
            let (day, (first, last), own) = (*day, widest(c, *day), &c.days[day.index()]);
            let (before, after) = (own.earliest.since(first), last.since(own.latest));
            let earlier = graded(step, before, move |c, minutes| proposals::earlier(c, day, minutes));
            let later = graded(step, after, move |c, minutes| proposals::later(c, day, minutes));
            earlier.into_iter().chain(later).collect()
        }
        Constraint::Longest(phase) => {
            let phase = *phase;
            let most = 24 * 60 - c.phases[phase.index()].longest_day_minutes.unwrap_or(0);
            graded(step, most, move |c, minutes| proposals::longer(c, phase, minutes)).into_iter().collect()
        }
        Constraint::ServiceMinutes(service) => {
            let service = *service;
            let most = c.services[service.index()].minutes_per_day.map_or(0, |minutes| 24 * 60 - minutes);
            graded(step, most, move |c, minutes| proposals::service_minutes(c, service, minutes)).into_iter().collect()
        }
        Constraint::Teams(service) => {
            let service = *service;
            let most = sessions.len() as i64;
            graded(1, most, move |c, count| proposals::teams(c, service, count)).into_iter().collect()
        }
        constraint => plain(c, sessions, constraint).into_iter().map(Adjustment::Plain).collect(),
    }
}

/// Changes that have no amount.
fn plain(c: &Conference, sessions: &[SessionId], constraint: &Constraint) -> Vec<Proposal> {
    let days = || (0..c.days.len()).map(DayId::new);
    match constraint {
        Constraint::Closed(room) => {
            let windows = c.rooms[room.index()].closed.iter();
            let met = windows.filter(|w| days().any(|day| meets(c, day, w.from, w.until)));
            met.map(|&window| proposals::open(c, *room, window)).collect()
        }
        Constraint::Capacity(rooms) => {
            let most = sessions.iter().map(|session| c.sessions[session.index()].attendance).max().unwrap_or(0);
            rooms.iter().map(|&room| proposals::capacity(c, room, most)).collect()
        }
        Constraint::ServiceRooms(service) => service_elsewhere(c, *service),
        Constraint::Type(kind) => {
            let phases = (0..c.phases.len()).map(PhaseId::new).filter(|&phase| !c.phase_takes(phase, *kind));
            phases.map(|phase| proposals::takes(c, phase, *kind)).collect()
        }
        Constraint::Away(person) => days().map(|day| proposals::free(c, *person, day)).collect(),
        Constraint::Busy(person) => {
            let needs = |session: &&SessionId| {
                c.sessions[session.index()].participants.iter().any(|participation| participation.person == *person)
            };
            sessions.iter().filter(needs).map(|&session| proposals::without_person(c, session, *person)).collect()
        }
        other => proposals::given_up(c, other).into_iter().collect(),
    }
}

/// The service added to each room that does not have it yet.
fn service_elsewhere(c: &Conference, service: ServiceId) -> Vec<Proposal> {
    let there = c.services[service.index()].rooms.as_deref().unwrap_or_default();
    let rooms = (0..c.rooms.len()).map(RoomId::new).filter(|room| !there.contains(room));
    rooms.map(|room| proposals::service_room(c, service, room)).collect()
}

/// The changes to the sessions of the conflict: shorter, without a service, or withdrawn.
fn of_held(c: &Conference, sessions: &[SessionId], held: &[SessionId]) -> Vec<Adjustment> {
    let step = c.grid_minutes.max(1);
    if let &[session] = held {
        let data = &c.sessions[session.index()];
        // A session is never proposed at less than half its length.
        let shorter = graded(step, data.minutes / 2, move |c, minutes| proposals::shorter(c, session, minutes));
        let without = data.services.iter().map(|&service| proposals::without_service(c, session, service));
        let plain = without.chain([proposals::withdraw(c, &[session])]);
        return shorter.into_iter().chain(plain.map(Adjustment::Plain)).collect();
    }
    // Of several sessions, the smallest (in attendee-minutes) are withdrawn first.
    let mut order: Vec<SessionId> = held.to_vec();
    order.sort_by_key(|&session| (size(c, session), session));
    let most = order.len().min(sessions.len()) as i64;
    let make = move |c: &Conference, count| proposals::withdraw(c, &order[..usize::try_from(count).unwrap_or(0)]);
    graded(1, most, make).into_iter().collect()
}
