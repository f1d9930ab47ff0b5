//! The schedule file: everything about the timetable that does not depend on how fast the machine is.

use super::Outcome;
use crate::cli::failure::Failure;
use crate::domain::{Conference, Placement, Schedule, SessionId};
use crate::explain::{open_days, rfc3339};
use crate::instance::format::{self, Pairs};
use crate::report::overview::Proof;
use crate::solve::exact::Backend;
use crate::solve::{Budget, Method};

/// The bytes of the schedule file.
pub(super) fn bytes(outcome: &Outcome<'_>) -> Result<Vec<u8>, Failure> {
    let mut text = serde_json::to_string_pretty(&document(outcome)).map_err(Failure::internal)?;
    text.push('\n');
    Ok(text.into_bytes())
}

fn document(outcome: &Outcome<'_>) -> format::Schedule {
    let Outcome { conference, view, proven, .. } = outcome;
    let complete = view.unplaced.is_empty();
    format::Schedule {
        format: format::SCHEDULE_FORMAT.to_owned().into(),
        name: Some(conference.name.clone()),
        status: Some(status(outcome).to_owned()),
        instance: Some(format::MadeFor {
            name: Some(conference.name.clone()),
            digest: conference.digest.clone().into(),
        }),
        release: None,
        valid: Some(view.valid && complete),
        cost: Some(view.cost),
        unplaced_minutes: Some(view.unplaced_minutes),
        bound: proven.quality.bound,
        base: Some(proven.quality.base),
        gap: proven.quality.gap(),
        avoidable_gap: proven.quality.avoidable_gap(),
        proof: proven.quality.proof.map(|proof| match proof {
            Proof::Certificate => format::Proof::Certificate,
            Proof::Solver => format::Proof::Solver,
        }),
        by_rule: Some(Pairs(view.by_rule.iter().map(|rule| (rule.rule.clone().into(), rule.cost.into())).collect())),
        solver: Some(made(outcome)),
        days: Some(days(conference, &outcome.schedule)),
        sessions: outcome.schedule.placed().map(|(id, placement)| drafted(outcome, id, placement)).collect(),
        unplaced: Some(
            view.unplaced
                .iter()
                .map(|session| format::Unplaced { id: session.id.clone(), reasons: session.reasons.clone() })
                .collect(),
        ),
        certificate: proven.certificate.clone(),
    }
}

fn status(outcome: &Outcome<'_>) -> &'static str {
    match (outcome.proven.quality.proof, outcome.view.unplaced.is_empty()) {
        (Some(Proof::Certificate), true) => "optimal",
        (Some(Proof::Solver), true) => "optimal to solver tolerance",
        (_, true) => "complete",
        (_, false) => "incomplete",
    }
}

fn made(outcome: &Outcome<'_>) -> format::Made {
    let settings = outcome.settings;
    format::Made {
        seed: settings.seed,
        steps: match settings.budget {
            Budget::Steps(steps) => steps,
            // So many were done; the same number is not promised again.
            Budget::Time(_) => outcome.solution.steps / u64::from(settings.searchers.max(1)),
        },
        searchers: u64::from(settings.searchers),
        method: match settings.method {
            Method::Auto => "auto",
            Method::Search => "search",
            Method::Exact => "exact",
            Method::Repair => "repair",
        }
        .to_owned(),
        backend: match settings.backend {
            Backend::Microlp => "microlp",
            #[cfg(feature = "highs")]
            Backend::Highs => "highs",
        }
        .to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tz_database: chrono_tz::IANA_TZDB_VERSION.to_owned(),
    }
}

/// The hours of each day on which something is held.
pub fn days(conference: &Conference, schedule: &Schedule) -> Vec<format::Day> {
    let open = open_days(conference, schedule);
    let written = open.into_iter().filter_map(|day| {
        let (from, until) = (day.from?, day.until?);
        let (minutes, sessions) = (day.minutes, day.sessions as u64);
        Some(format::Day { date: day.date, phase: day.phase, from, until, minutes, sessions })
    });
    written.collect()
}

/// A session's entry with what the draft said of it.
fn drafted(outcome: &Outcome<'_>, id: SessionId, placement: Placement) -> format::At<format::ScheduledSession> {
    let mut entry = session(outcome.conference, id, placement);
    if let Some(draft) = &outcome.draft {
        entry.value.lock = draft.read.locks[id.index()];
        entry.value.status.clone_from(&draft.read.statuses[id.index()]);
    }
    entry
}

/// A session's entry.
pub fn session(conference: &Conference, id: SessionId, placement: Placement) -> format::At<format::ScheduledSession> {
    let session = &conference.sessions[id.index()];
    format::ScheduledSession {
        id: session.id.clone().into(),
        title: Some(session.title.clone()),
        start: Some(rfc3339(conference, placement.start).into()),
        end: Some(rfc3339(conference, session.end(placement.start))),
        room: placement.room.map(|room| conference.rooms[room.index()].id.clone().into()),
        lock: None,
        status: None,
        sequence: None,
    }
    .into()
}
