//! The schedule file: everything about the timetable that does not depend on the speed of the machine.

use super::{Draft, Outcome, Search};
use crate::app::Failure;
use crate::domain::{Conference, Placement, Problem, Request, RuleId, Schedule, SessionId, Strength};
use crate::explain::view::Overview;
use crate::explain::{open_days, rfc3339};
use crate::instance::format::{self, Pairs};
use crate::instance::time_zones;
use crate::report::overview::Proof;
use crate::solve::exact::Backend;
use crate::solve::{Budget, Method};

/// The content of the schedule file of an outcome. The locks, statuses and notes of a draft are kept.
///
/// # Errors
/// A [`Failure`] if the request replaces rules, because a schedule file is checked by the rules of its programme.
pub fn schedule_file(
    outcome: &Outcome,
    view: &Overview,
    search: &Search,
    draft: Option<&Draft>,
) -> Result<Vec<u8>, Failure> {
    if outcome.request.rules.is_some() {
        let failure =
            Failure::new("a timetable made with other rules cannot be written as a schedule of this programme");
        return Err(failure.hint("set the rules in the programme file, and solve again"));
    }
    let mut text = serde_json::to_string_pretty(&document(outcome, view, search, draft)).map_err(Failure::internal)?;
    text.push('\n');
    Ok(text.into_bytes())
}

fn document(outcome: &Outcome, view: &Overview, search: &Search, draft: Option<&Draft>) -> format::Schedule {
    let Outcome { conference, schedule, report, proven, .. } = outcome;
    format::Schedule {
        format: format::SCHEDULE_FORMAT.to_owned().into(),
        id: conference.id.clone(),
        name: Some(conference.name.clone()),
        status: Some(status(outcome.proven.quality.proof, outcome.report.is_complete()).to_owned()),
        instance: Some(made_for(conference)),
        request: request(outcome.request.problem(conference), &outcome.request),
        release: None,
        valid: Some(report.is_valid()),
        complete: Some(report.is_complete()),
        cost: Some(report.cost),
        unplaced_minutes: Some(report.unplaced_minutes),
        bound: proven.quality.bound,
        base: Some(proven.quality.base),
        gap: proven.quality.gap(),
        avoidable_gap: proven.quality.avoidable_gap(),
        proof: proven.quality.proof.map(|proof| match proof {
            Proof::Certificate => format::Proof::Certificate,
            Proof::Solver => format::Proof::Solver,
        }),
        by_rule: Some(Pairs(
            view.by_rule.iter().map(|rule| (rule.rule.to_string().into(), rule.cost.into())).collect(),
        )),
        solver: Some(solver_settings(outcome, search)),
        time_zones: Some(time_zones::of_conference(conference)),
        days: Some(days(conference, schedule)),
        sessions: schedule.placed().map(|(id, placement)| entry_with_draft(conference, draft, id, placement)).collect(),
        unplaced: Some(
            view.unplaced
                .iter()
                .map(|session| format::Unplaced { id: session.id.clone(), reasons: session.reasons.clone() })
                .collect(),
        ),
        certificate: proven.certificate.clone(),
    }
}

/// The programme that the schedule belongs to.
fn made_for(conference: &Conference) -> format::InstanceReference {
    format::InstanceReference { name: Some(conference.name.clone()), digest: conference.digest.clone().into() }
}

/// The part of the request that a check needs; `None` if the programme is enough.
fn request(problem: Problem<'_>, request: &Request) -> Option<format::Request> {
    let Problem { conference, reference } = problem;
    let counts = |stay: Strength, rooms: bool| stay != Strength::Off || rooms;
    let reference = reference.filter(|known| counts(conference.rule(RuleId::Stay), known.count_room_changes));
    let place = |id: SessionId, placement: Placement| format::EarlierPlacement {
        session: conference.sessions[id.index()].id.clone().into(),
        start: rfc3339(conference, placement.start).into(),
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone().into()),
    };
    let written = format::Request {
        earlier: reference.map(|reference| reference.schedule.placed().map(|(id, at)| place(id, at).into()).collect()),
        count_room_changes: reference.is_some_and(|reference| reference.count_room_changes),
        kept: request
            .kept
            .iter()
            .map(|kept| {
                let format::EarlierPlacement { session, start, room } = place(kept.session, kept.placement);
                format::LockedSession { session, start, room, lock: kept.lock }.into()
            })
            .collect(),
        not_before: request.not_before.map(|at| rfc3339(conference, at).into()),
    };
    (written != format::Request::default()).then_some(written)
}

/// The status of the timetable, in words.
pub(crate) fn status(proof: Option<Proof>, is_complete: bool) -> &'static str {
    match (proof, is_complete) {
        (Some(Proof::Certificate), true) => "optimal",
        (Some(Proof::Solver), true) => "optimal to solver tolerance",
        (_, true) => "complete",
        (_, false) => "incomplete",
    }
}

fn solver_settings(outcome: &Outcome, search: &Search) -> format::SolverSettings {
    format::SolverSettings {
        seed: search.seed,
        steps: match search.budget {
            Budget::Steps(steps) => steps,
            // The number of steps done; another run with the same time limit may do more or fewer.
            Budget::Time(_) => outcome.solution.steps / u64::from(search.searchers.max(1)),
        },
        searchers: u64::from(search.searchers),
        method: match search.method {
            Method::Auto => "auto",
            Method::Search => "search",
            Method::Exact => "exact",
            Method::Repair => "repair",
        }
        .to_owned(),
        backend: match search.backend {
            Backend::Microlp => "microlp",
            #[cfg(feature = "highs")]
            Backend::Highs => "highs",
        }
        .to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tz_database: crate::domain::zone::database::in_use().version().to_owned(),
    }
}

/// First start and last end of each day with sessions.
pub(crate) fn days(conference: &Conference, schedule: &Schedule) -> Vec<format::Day> {
    let open = open_days(conference, schedule);
    let written = open.into_iter().filter_map(|day| {
        let (from, until) = (day.from?, day.until?);
        let (minutes, sessions) = (day.minutes, day.sessions as u64);
        Some(format::Day { date: day.date, phase: day.phase, from, until, minutes, sessions })
    });
    written.collect()
}

/// The entry of a session, with the lock, status and note of the draft.
fn entry_with_draft(
    conference: &Conference,
    draft: Option<&Draft>,
    id: SessionId,
    placement: Placement,
) -> format::At<format::ScheduledSession> {
    let mut entry = scheduled_session(conference, id, placement);
    if let Some(draft) = draft {
        entry.value.lock = draft.file.locks[id.index()];
        entry.value.status.clone_from(&draft.file.statuses[id.index()]);
        entry.value.note.clone_from(&draft.file.notes[id.index()]);
    }
    entry
}

/// The entry of a session.
pub(crate) fn scheduled_session(
    conference: &Conference,
    id: SessionId,
    placement: Placement,
) -> format::At<format::ScheduledSession> {
    let session = &conference.sessions[id.index()];
    format::ScheduledSession {
        id: session.id.clone().into(),
        title: Some(session.title.clone()),
        start: Some(rfc3339(conference, placement.start).into()),
        end: Some(rfc3339(conference, session.end(placement.start))),
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone().into()),
        lock: None,
        status: None,
        note: None,
        sequence: None,
    }
    .into()
}

/// The content of a schedule file in which every session is unplaced.
///
/// # Errors
/// A [`Failure`] for a mistake in plenary itself.
pub fn empty_schedule_file(conference: &Conference) -> Result<Vec<u8>, Failure> {
    let schedule = Schedule::empty(conference.sessions.len());
    let report = crate::check::check(conference, &schedule);
    let by_rule = report.by_rule.iter().map(|&(rule, cost)| (rule.to_string().into(), cost.into()));
    let unplaced = conference
        .sessions
        .iter()
        .map(|session| format::Unplaced { id: session.id.clone(), reasons: vec!["it was not placed yet".to_owned()] });
    let document = format::Schedule {
        format: format::SCHEDULE_FORMAT.to_owned().into(),
        id: conference.id.clone(),
        name: Some(conference.name.clone()),
        status: Some(status(None, report.is_complete()).to_owned()),
        instance: Some(made_for(conference)),
        valid: Some(report.is_valid()),
        complete: Some(report.is_complete()),
        cost: Some(report.cost),
        unplaced_minutes: Some(report.unplaced_minutes),
        by_rule: Some(Pairs(by_rule.collect())),
        time_zones: Some(time_zones::of_conference(conference)),
        days: Some(Vec::new()),
        unplaced: Some(unplaced.collect()),
        ..format::Schedule::default()
    };
    let mut text = serde_json::to_string_pretty(&document).map_err(Failure::internal)?;
    text.push('\n');
    Ok(text.into_bytes())
}
