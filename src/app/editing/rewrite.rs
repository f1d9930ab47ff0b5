//! The text of a schedule file after a change by hand: the entries of the changed sessions, and the figures of the
//! timetable. All other bytes stay.

use serde_json::Value;

use crate::app::Failure;
use crate::app::load::Timetable;
use crate::app::solve::{days, scheduled_session};
use crate::check::Report;
use crate::domain::{Schedule, SessionId};
use crate::explain::edits::Edit;
use crate::instance::format::{self, Pairs, ReleaseStatus, ScheduledSession};
use crate::instance::{ScheduleText, Splice};
use crate::report::overview::{Proof, Quality};

/// Why a session is unplaced that was taken out of the timetable.
const BY_HAND: &str = "it was taken out of the timetable by hand";

/// The parts of a schedule file to replace so that it has the timetable `after`, with the verdict `report`. A figure
/// that the file does not have is not added.
///
/// # Errors
/// A [`Failure`] for a mistake in plenary itself.
pub(super) fn splices(
    bytes: &[u8],
    timetable: &Timetable,
    (after, report): (&Schedule, &Report),
    edits: &[Edit],
) -> Result<Vec<Splice>, Failure> {
    let mut text = ScheduleText::new(bytes).ok_or_else(|| Failure::internal("a schedule file was not read twice"))?;
    let sessions = &timetable.conference.sessions;
    let order = |id: &str| sessions.iter().position(|session| session.id == id);
    for edit in edits {
        let entry = serde_json::to_value(entry(timetable, edit)).map_err(Failure::internal)?;
        text.set_entry(&sessions[edit.session.index()].id, &entry, order);
    }
    for (key, value) in figures(timetable, after, report).map_err(Failure::internal)? {
        text.set(key, &value);
    }
    let is_moved = edits.iter().any(|edit| edit.place != timetable.schedule.get(edit.session));
    let is_published = timetable.release().is_some_and(|release| release.status == ReleaseStatus::Published);
    if is_moved {
        // The settings with which a search made the timetable do not make this one.
        text.remove("solver");
    }
    if is_moved || is_published {
        // No release has this timetable.
        text.remove("release");
    }
    Ok(text.finish())
}

/// The parts of a schedule file to replace so that a session has another note.
///
/// # Errors
/// A [`Failure`] for a mistake in plenary itself.
pub(super) fn note_splices(
    bytes: &[u8],
    timetable: &Timetable,
    session: SessionId,
    note: Option<String>,
) -> Result<Vec<Splice>, Failure> {
    let mut text = ScheduleText::new(bytes).ok_or_else(|| Failure::internal("a schedule file was not read twice"))?;
    let sessions = &timetable.conference.sessions;
    let place = timetable.schedule.get(session);
    let lock = timetable.file.locks[session.index()];
    let entry = ScheduledSession { note, ..entry(timetable, &Edit { session, place, lock }) };
    let entry = serde_json::to_value(entry).map_err(Failure::internal)?;
    let order = |id: &str| sessions.iter().position(|session| session.id == id);
    text.set_entry(&sessions[session.index()].id, &entry, order);
    if timetable.release().is_some_and(|release| release.status == ReleaseStatus::Published) {
        text.remove("release");
    }
    Ok(text.finish())
}

fn entry(timetable: &Timetable, edit: &Edit) -> ScheduledSession {
    let index = edit.session.index();
    let session = &timetable.conference.sessions[index];
    let unplaced = || ScheduledSession {
        id: session.id.clone().into(),
        title: Some(session.title.clone()),
        ..ScheduledSession::default()
    };
    let placed = edit.place.map(|place| scheduled_session(&timetable.conference, edit.session, place).value);
    ScheduledSession {
        lock: edit.lock,
        status: timetable.file.statuses[index].clone(),
        note: timetable.file.notes[index].clone(),
        sequence: Some(timetable.file.sequences[index]).filter(|&sequence| sequence > 0),
        ..placed.unwrap_or_else(unplaced)
    }
}

/// The members of the file that depend on the places of the sessions.
fn figures(
    timetable: &Timetable,
    after: &Schedule,
    report: &Report,
) -> Result<Vec<(&'static str, Value)>, serde_json::Error> {
    let conference = &timetable.conference;
    let by_rule = report.by_rule.iter().map(|&(rule, cost)| (rule.to_string().into(), cost.into()));
    let mut figures = vec![
        ("valid", report.is_valid().into()),
        ("complete", report.is_complete().into()),
        ("cost", report.cost.into()),
        ("unplaced_minutes", report.unplaced_minutes.into()),
        ("by_rule", serde_json::to_value(Pairs::<i64>(by_rule.collect()))?),
        ("days", serde_json::to_value(days(conference, after))?),
        ("unplaced", serde_json::to_value(unplaced(timetable, after))?),
    ];
    let quality = quality(timetable, report);
    let proof = timetable.file.document.as_ref().and_then(|document| document.proof);
    let proof = proof.filter(|_| quality.bound == Some(report.cost));
    if !is_known(timetable) {
        let programme = serde_json::json!({ "name": conference.name, "digest": conference.digest });
        figures.extend([("instance", programme), ("base", Value::Null)]);
        figures.extend([("bound", Value::Null), ("certificate", Value::Null)]);
    }
    figures.extend([
        ("gap", serde_json::to_value(quality.gap())?),
        ("avoidable_gap", serde_json::to_value(quality.avoidable_gap())?),
        ("proof", serde_json::to_value(proof)?),
        ("status", status(proof, report).into()),
    ]);
    Ok(figures)
}

/// Whether the file was made for the programme as it is now.
fn is_known(timetable: &Timetable) -> bool {
    timetable.file.digest.as_ref() == Some(&timetable.conference.digest)
}

/// What the file proves about a timetable with this verdict.
pub(super) fn quality(timetable: &Timetable, report: &Report) -> Quality {
    let document = timetable.file.document.as_ref();
    // A bound of an earlier state of the programme says nothing about this one.
    let bound = document.and_then(|document| document.bound);
    Quality {
        cost: report.cost,
        bound: bound.filter(|&bound| is_known(timetable) && report.is_feasible() && bound <= report.cost),
        base: document.and_then(|document| document.base).unwrap_or(0),
        proof: None,
    }
}

/// The status of the timetable, in the words of `solve`.
fn status(proof: Option<format::Proof>, report: &Report) -> &'static str {
    let proof = proof.map(|proof| match proof {
        format::Proof::Certificate => Proof::Certificate,
        format::Proof::Solver => Proof::Solver,
    });
    crate::app::solve::status(proof, report.is_complete())
}

/// The unplaced sessions, with the reasons that the file gives.
fn unplaced(timetable: &Timetable, after: &Schedule) -> Vec<format::Unplaced> {
    let known = timetable.file.document.as_ref().and_then(|document| document.unplaced.as_ref());
    let reasons = |id: SessionId| {
        if timetable.schedule.get(id).is_some() {
            return vec![BY_HAND.to_owned()];
        }
        let name = &timetable.conference.sessions[id.index()].id;
        let known = known.into_iter().flatten().find(|unplaced| unplaced.id == *name);
        known.map_or_else(Vec::new, |unplaced| unplaced.reasons.clone())
    };
    let ids = timetable.conference.session_ids().filter(|&id| after.get(id).is_none());
    ids.map(|id| format::Unplaced { id: timetable.conference.sessions[id.index()].id.clone(), reasons: reasons(id) })
        .collect()
}
