//! The timetable and its figures, as the page shows them.

use super::desk::Desk;
use super::documents::{
    Day, Named, Night, Person, Region, Room, RuleCost, Session, State, Violation, WorstPerson, WorstRegion,
};
use super::refusal::Refusal;
use crate::domain::{Conference, RuleId, date, length};
use crate::explain::request_locks::request_lock;
use crate::explain::view::{Overview, PersonSummary, RegionSummary};
use crate::explain::{self, view};

/// The most regions and people that are worst off.
const MOST_WORST: usize = 5;

/// The most broken rules in words; there may be as many as pairs of sessions.
const MOST_VIOLATIONS: usize = 200;

/// The night in local time, as in every report.
const NIGHT: Night = Night { from: 23 * 60, to: 6 * 60 };

impl Desk<'_> {
    /// The timetable as it is now.
    ///
    /// # Errors
    /// A [`Refusal`] for a mistake in plenary itself.
    pub(super) fn state(&mut self, can_edit: bool) -> Result<State, Refusal> {
        let timetable = self.editor.timetable();
        let report = self.evaluator.verdict(&timetable.schedule);
        let conference = &timetable.conference;
        let view = explain::overview_by(&mut self.evaluator.checker, conference, &timetable.schedule, &report);
        let quality = self.editor.quality(&report);
        let file = |path: &std::path::Path| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        Ok(State {
            event: conference.name.clone(),
            zone: conference.zone.name(),
            programme: file(&self.paths.programme),
            schedule: file(&self.paths.schedule),
            revision: self.revision,
            can_edit: can_edit && !self.paths.read_only,
            grid_minutes: conference.grid_minutes,
            days: days(conference),
            rooms: conference
                .rooms
                .iter()
                .map(|room| Room { id: room.id.clone(), name: room.name.clone(), capacity: room.capacity })
                .collect(),
            tracks: conference.tracks.iter().map(|(id, name)| Named { id: id.clone(), name: name.clone() }).collect(),
            types: conference.types.clone(),
            people: conference
                .people
                .iter()
                .map(|person| Person {
                    id: person.id.clone(),
                    name: person.label().to_owned(),
                    zone: person.zone.map(|zone| zone.name()),
                })
                .collect(),
            regions: regions(conference),
            night: NIGHT,
            sessions: self.sessions(),
            cost: report.cost,
            bound: quality.bound,
            gap: quality.gap().map(|gap| (gap * 10_000.0).round() / 100.0),
            feasible: report.is_feasible(),
            valid: report.is_valid(),
            unplaced_minutes: report.unplaced_minutes,
            by_rule: rule_costs(&view.by_rule),
            violations: view.violations.iter().take(MOST_VIOLATIONS).map(violation).collect(),
            worst_regions: worst_regions(&view),
            worst_people: worst_people(&view),
            undo: self.editor.undoable().map(str::to_owned),
            redo: self.editor.redoable().map(str::to_owned),
            trouble: self.trouble.clone(),
        })
    }

    fn sessions(&self) -> Vec<Session> {
        let timetable = self.editor.timetable();
        let conference = &timetable.conference;
        let one = |id: crate::domain::SessionId| {
            let session = &conference.sessions[id.index()];
            let place = timetable.schedule.get(id);
            let attends = |audience: &usize| {
                let none = |(id, multiplier): &(crate::domain::AudienceId, crate::domain::Decimal)| {
                    id.index() == *audience && multiplier.micros == 0
                };
                !session.multipliers.iter().any(none)
            };
            Session {
                id: session.id.clone(),
                title: session.title.clone(),
                minutes: session.minutes,
                session_type: conference.types[session.session_type.index()].clone(),
                tracks: session.track.map(|track| conference.tracks[track.index()].0.clone()).into_iter().collect(),
                people: session
                    .participants
                    .iter()
                    .map(|participation| conference.people[participation.person.index()].id.clone())
                    .collect(),
                regions: (0..conference.audiences.len()).filter(attends).collect(),
                attendance: session.attendance,
                lock: timetable.file.locks.get(id.index()).copied().flatten(),
                locked_by_request: request_lock(&timetable.request, id).is_some(),
                note: timetable.file.notes.get(id.index()).cloned().flatten(),
                start: place.map(|place| place.start.0),
                room: place.and_then(|place| place.room).map(|room| conference.rooms[room.index()].id.clone()),
            }
        };
        conference.session_ids().map(one).collect()
    }
}

fn days(conference: &Conference) -> Vec<Day> {
    let day = |day: &crate::domain::Day| Day {
        date: day.date.to_string(),
        label: date(day.date),
        phase: conference.phases[day.phase.index()].id.clone(),
        open: day.earliest.0,
        close: day.latest.0,
    };
    conference.days.iter().map(day).collect()
}

fn regions(conference: &Conference) -> Vec<Region> {
    let region = |audience: &crate::domain::Audience| {
        // The first one of the largest.
        let largest = audience.zones.iter().rev().max_by_key(|zone| zone.share.micros);
        Region {
            name: audience.name.clone(),
            zone: largest.map_or(conference.zone, |zone| zone.zone).name(),
            size: audience.people.micros as f64 / 1_000_000.0,
        }
    };
    conference.audiences.iter().map(region).collect()
}

/// The name of a rule as people say it.
fn rule_name(rule: RuleId) -> String {
    rule.to_string().replace('-', " ")
}

/// The costs of rules, with their names.
pub(super) fn rule_costs(costs: &[view::RuleCost]) -> Vec<RuleCost> {
    let one =
        |cost: &view::RuleCost| RuleCost { rule: cost.rule.to_string(), text: rule_name(cost.rule), cost: cost.cost };
    costs.iter().map(one).collect()
}

/// A broken rule.
pub(super) fn violation(violation: &view::Violation) -> Violation {
    Violation {
        rule: violation.rule.to_string(),
        text: violation.message.clone(),
        sessions: violation.sessions.clone(),
    }
}

fn worst_regions(view: &Overview) -> Vec<WorstRegion> {
    let at_night = |region: &&RegionSummary| region.night_minutes > 0;
    let one = |region: &RegionSummary| {
        let share = region.night_minutes.saturating_mul(100).checked_div(region.minutes.max(1)).unwrap_or(0);
        WorstRegion { name: region.name.clone(), text: format!("{share} % of its time at night") }
    };
    view.regions.iter().filter(at_night).take(MOST_WORST).map(one).collect()
}

fn worst_people(view: &Overview) -> Vec<WorstPerson> {
    let one = |person: &PersonSummary| WorstPerson {
        id: person.id.clone(),
        name: person.name.clone(),
        text: match person.night_minutes {
            0 => format!("{} live, none at night", length(person.minutes)),
            night => format!("{} of {} at night", length(night), length(person.minutes)),
        },
    };
    view.people.iter().take(MOST_WORST).map(one).collect()
}
