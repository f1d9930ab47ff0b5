//! The schedule file of a release.

use super::Stamped;
use crate::app::solve::{days, scheduled_session};
use crate::domain::SessionId;
use crate::instance::format::{self, Pairs};
use crate::instance::time_zones;

/// The schedule file. A release of all phases keeps bound, proof and solver settings of the schedule file, if they are
/// still true. A release of some phases has no cost and no bound, because it was not solved on its own.
pub(super) fn document(stamped: &Stamped) -> format::Schedule {
    let Stamped { source, schedule, report, release, sequences } = stamped;
    let conference = &source.conference;
    let sessions = schedule.placed().map(|(id, placement)| {
        let mut entry = scheduled_session(conference, id, placement);
        entry.value.sequence = sequences.get(&entry.value.id.value).copied().filter(|&sequence| sequence > 0);
        entry
    });
    let original = source.file.document.clone().unwrap_or_default();
    let mut document = format::Schedule {
        format: format::SCHEDULE_FORMAT.to_owned().into(),
        id: conference.id.clone(),
        name: Some(conference.name.clone()),
        instance: Some(format::InstanceReference {
            name: Some(conference.name.clone()),
            digest: conference.digest.clone().into(),
        }),
        release: Some(release.clone()),
        time_zones: Some(time_zones::of_conference(conference)),
        days: Some(days(conference, schedule)),
        sessions: sessions.collect(),
        unplaced: Some(unplaced(stamped).map(|id| with_reasons(stamped, &original, id)).collect()),
        ..format::Schedule::default()
    };
    if release.phases.is_some() {
        return document;
    }
    document.request = original.request;
    document.valid = Some(report.is_valid());
    document.complete = Some(report.is_complete());
    document.cost = Some(report.cost);
    document.unplaced_minutes = Some(report.unplaced_minutes);
    document.by_rule =
        Some(Pairs(report.by_rule.iter().map(|&(rule, cost)| (rule.to_string().into(), cost.into())).collect()));
    if source.file.digest.as_ref() == Some(&conference.digest) && original.cost == Some(report.cost) {
        document.status = original.status;
        document.bound = original.bound;
        document.base = original.base;
        document.gap = original.gap;
        document.avoidable_gap = original.avoidable_gap;
        document.proof = original.proof;
        document.solver = original.solver;
        document.certificate.clone_from(&source.file.certificate);
    }
    document
}

/// The unplaced sessions that belong to the released phases.
pub(super) fn unplaced(stamped: &Stamped) -> impl Iterator<Item = SessionId> + '_ {
    let conference = &stamped.source.conference;
    let elsewhere = |id: &SessionId| {
        let kind = conference.sessions[id.index()].session_type;
        let of_type = conference.phases.iter().filter(|phase| phase.types.as_ref().is_none_or(|t| t.contains(&kind)));
        let mut phases = of_type.map(|phase| &phase.id);
        stamped.release.phases.as_ref().is_some_and(|released| phases.any(|id| !released.contains(id)))
    };
    stamped.report.unplaced.iter().copied().filter(move |id| !elsewhere(id))
}

/// An unplaced session, with the reasons in the schedule file.
fn with_reasons(stamped: &Stamped, original: &format::Schedule, id: SessionId) -> format::Unplaced {
    let id = &stamped.source.conference.sessions[id.index()].id;
    let known = original.unplaced.iter().flatten().find(|unplaced| unplaced.id == *id);
    let reasons = known.map_or_else(Vec::new, |unplaced| unplaced.reasons.clone());
    format::Unplaced { id: id.clone(), reasons }
}
