//! Where else one session could go with all else untouched, and with which session it could change places.
//!
//! The model says which places are worth asking about and in which order; every figure told is the checker's.

mod places;
mod swaps;
#[cfg(test)]
mod tests;

use std::cmp::{Ordering, Reverse};

use schemars::JsonSchema;
use serde::Serialize;

use super::affected::{Affected, PersonChange, felt, people, regions};
use super::times::spot;
use super::view::{Alternative, RuleCost, Spot, Violation};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Placement, Problem, Schedule, SessionId};
use crate::model::{Assignment, ModelIndex};
use crate::rules::Grounded;
use crate::schedule::from_schedule;

/// Where something breaks, so many times more are looked at than told: the model counts otherwise than the checker.
const LOOKED_AT: usize = 3;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotOptions {
    /// How many places, and how many exchanges, are told.
    pub most: usize,
    /// Exchanges with another session as well.
    pub swaps: bool,
    /// Also what breaks a hard rule, after all that does not.
    pub all: bool,
}

/// Where a session could go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Slots {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its length in minutes.
    pub minutes: i64,
    /// How many attend.
    pub attendance: i64,
    /// Where it is; `null` where it has no place.
    pub now: Option<Spot>,
    /// How many places there are that break nothing: starts, counted once for each kind of room free then.
    pub fitting_places: usize,
    /// The cheapest of them, at most as many as `--limit`; under `--all` followed by those that break something.
    pub places: Vec<SlotChoice>,
    /// How many exchanges break nothing; 0 under `--no-swaps`.
    pub fitting_swaps: usize,
    /// The cheapest of them, as for places; empty under `--no-swaps`.
    pub swaps: Vec<SlotChoice>,
}

/// One thing that could be done, and what it changes for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SlotChoice {
    /// Where the session would be, in the first of `rooms`.
    pub spot: Spot,
    /// Ids of the rooms in which it would be there at the same cost.
    pub rooms: Vec<String>,
    /// The session it would change places with; `null` where the place is free.
    pub with: Option<Partner>,
    /// How the attendee-minutes of unplaced sessions would change.
    pub unplaced_minutes_difference: i64,
    /// How the cost would change, in hundredths of a discomfort-minute; below 0 where it would fall.
    pub difference: i64,
    /// The rules whose cost would change, and by how much, the largest change first.
    pub by_rule: Vec<RuleCost>,
    /// Hard rules that would be broken and are not now.
    pub broken: Vec<Violation>,
    /// The regions whose discomfort would change, those that fare worse first.
    pub regions: Vec<RegionDifference>,
    /// The people needed in the sessions that move, those that fare worse first.
    pub people: Vec<PersonChange>,
}

/// The session at the other end of an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Partner {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub now: Spot,
    /// Where it would go; `null` where it would lose its place.
    pub there: Option<Spot>,
}

/// How a region's discomfort would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionDifference {
    /// Its name.
    pub name: String,
    /// The change, in hundredths of a discomfort-minute; below 0 where it would fare better.
    pub difference: i64,
}

/// Where `session` could go. `report` is the checker's verdict on the schedule.
pub fn slots<'a>(
    problem: impl Into<Problem<'a>>,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
    asked: SlotOptions,
) -> Slots {
    let problem @ Problem { conference, .. } = problem.into();
    let data = &conference.sessions[session.index()];
    let mut scene = SlotContext {
        conference,
        grounded,
        schedule,
        report,
        session,
        assignment: from_schedule(conference, grounded, schedule),
        links: ModelIndex::new(&grounded.model),
        checker: Checker::new(problem),
        asked,
    };
    let (places, fitting_places) = scene.places();
    let (swaps, fitting_swaps) = if asked.swaps { scene.swaps() } else { (Vec::new(), 0) };
    Slots {
        id: data.id.clone(),
        title: data.title.clone(),
        minutes: data.minutes,
        attendance: data.attendance,
        now: schedule.get(session).map(|now| spot(conference, now)),
        fitting_places,
        places,
        fitting_swaps,
        swaps,
    }
}

/// A timetable, and the session that is asked about.
struct SlotContext<'a> {
    conference: &'a Conference,
    grounded: &'a Grounded,
    schedule: &'a Schedule,
    report: &'a Report,
    session: SessionId,
    assignment: Assignment,
    links: ModelIndex<'a>,
    checker: Checker<'a>,
    asked: SlotOptions,
}

impl SlotContext<'_> {
    /// An alternative, with whom it concerns.
    fn choice(&mut self, alternative: Alternative, after: &Schedule, with: Option<(SessionId, Partner)>) -> SlotChoice {
        let mut by_region: Vec<RegionDifference> = Vec::new();
        let mut concerned: Vec<PersonChange> = Vec::new();
        for moved in [Some(self.session), with.as_ref().map(|(other, _)| *other)].into_iter().flatten() {
            let old = self.felt(self.schedule.get(moved), moved);
            let new = self.felt(after.get(moved), moved);
            for region in regions(old.as_ref(), new.as_ref()) {
                match by_region.iter_mut().find(|known| known.name == region.name) {
                    Some(known) => known.difference = known.difference.saturating_add(region.difference),
                    None => by_region.push(RegionDifference { name: region.name, difference: region.difference }),
                }
            }
            concerned.extend(people(old.as_ref(), new.as_ref()));
        }
        by_region.retain(|region| region.difference != 0);
        // Stable sorts: equals stay in the order of the file.
        by_region.sort_by_key(|region| Reverse(region.difference));
        concerned.sort_by_key(|person| Reverse(person.difference));
        SlotChoice {
            rooms: alternative.spot.room.clone().into_iter().collect(),
            spot: alternative.spot,
            unplaced_minutes_difference: self.unplaced_difference(after),
            with: with.map(|(_, partner)| partner),
            difference: alternative.difference,
            by_rule: alternative.by_rule,
            broken: alternative.broken,
            regions: by_region,
            people: concerned,
        }
    }

    fn felt(&mut self, at: Option<Placement>, session: SessionId) -> Option<Affected> {
        at.map(|at| felt(self.conference, &mut self.checker, session, at))
    }

    /// How the attendee-minutes of unplaced sessions change.
    fn unplaced_difference(&self, after: &Schedule) -> i64 {
        let size = |id: SessionId| {
            let session = &self.conference.sessions[id.index()];
            session.attendance.max(1).saturating_mul(session.minutes)
        };
        let sum = |schedule: &Schedule| {
            let ids = self.conference.session_ids().filter(|&id| schedule.get(id).is_none());
            ids.map(size).fold(0_i64, i64::saturating_add)
        };
        sum(after).saturating_sub(sum(self.schedule))
    }
}

/// What leaves least out first, then the cheapest, then the earliest.
fn by_cost(a: &SlotChoice, b: &SlotChoice) -> Ordering {
    let key = |choice: &SlotChoice| (choice.unplaced_minutes_difference, choice.difference);
    key(a).cmp(&key(b)).then_with(|| a.spot.start.cmp(&b.spot.start)).then_with(|| a.rooms.cmp(&b.rooms))
}

/// What breaks least first.
fn by_harm(a: &SlotChoice, b: &SlotChoice) -> Ordering {
    a.broken.len().cmp(&b.broken.len()).then_with(|| by_cost(a, b))
}
