//! The places where one session could move while nothing else moves, and the sessions it could swap with.
//!
//! The model selects and ranks the places that are worth checking; every figure shown is the checker's.

mod places;
mod swaps;
#[cfg(test)]
mod tests;

use std::cmp::{Ordering, Reverse};

use schemars::JsonSchema;
use serde::Serialize;

use super::affected::{Affected, PersonChange, add_regions, affected, people, sort_regions};
use super::times::spot;
use super::view::{Alternative, RuleCost, Spot, Violation};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Instant, Placement, Problem, Schedule, SessionId};
use crate::model::{Assignment, ModelIndex};
use crate::rules::Grounded;
use crate::schedule::from_schedule;

/// For moves that break a rule: how many times more are checked than shown, because the model counts violations
/// differently from the checker.
const LOOKED_AT: usize = 3;

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotOptions {
    /// The most places, and the most swaps, in the result.
    pub most: usize,
    /// Include swaps with another session.
    pub swaps: bool,
    /// Include moves that break a hard rule, after all others.
    pub all: bool,
    /// Only places that start between these two instants, both included, and swaps with sessions that start there; `None`
    /// for any time.
    pub near: Option<(Instant, Instant)>,
}

/// The places where a session could move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Slots {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its length in minutes.
    pub minutes: i64,
    /// Number of attendees.
    pub attendance: i64,
    /// Its current place; `null` if it has none.
    pub now: Option<Spot>,
    /// Number of places that break no rule: starts, counted once per kind of room free at that time.
    pub fitting_places: usize,
    /// The cheapest of them, at most `--limit`; with `--all` followed by those that break a rule.
    pub places: Vec<SlotChoice>,
    /// Number of swaps that break no rule; 0 with `--no-swaps`.
    pub fitting_swaps: usize,
    /// The cheapest of them, as for places; empty with `--no-swaps`.
    pub swaps: Vec<SlotChoice>,
}

/// One possible move or swap and its effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SlotChoice {
    /// The new place of the session, in the first of `rooms`.
    pub spot: Spot,
    /// Ids of the rooms that it could use at the same cost.
    pub rooms: Vec<String>,
    /// The session that it would swap with; `null` for a plain move.
    pub with: Option<Partner>,
    /// The change of the attendee-minutes of unplaced sessions.
    pub unplaced_minutes_difference: i64,
    /// The change of the cost, in hundredths of a discomfort-minute; below 0 if it falls.
    pub difference: i64,
    /// The rules whose cost would change, and by how much, the largest change first.
    pub by_rule: Vec<RuleCost>,
    /// Hard rules that would be newly broken.
    pub broken: Vec<Violation>,
    /// The regions whose discomfort would change, the ones most worse off first.
    pub regions: Vec<RegionDifference>,
    /// The people needed in the sessions that move, the ones most worse off first.
    pub people: Vec<PersonChange>,
}

/// The other session of a swap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Partner {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its current place.
    pub now: Spot,
    /// Its new place; `null` if it would lose its place.
    pub there: Option<Spot>,
}

/// The change of a region's discomfort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionDifference {
    /// Its name.
    pub name: String,
    /// The change, in hundredths of a discomfort-minute; below 0 if it falls.
    pub difference: i64,
}

/// Finds the places where `session` could move. `report` is the checker's verdict on the schedule.
pub fn slots<'a>(
    problem: impl Into<Problem<'a>>,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
    options: SlotOptions,
) -> Slots {
    let problem @ Problem { conference, .. } = problem.into();
    let data = &conference.sessions[session.index()];
    let mut context = SlotContext {
        conference,
        grounded,
        schedule,
        report,
        session,
        assignment: from_schedule(conference, grounded, schedule),
        index: ModelIndex::new(&grounded.model),
        checker: Checker::new(problem),
        options,
    };
    let (places, fitting_places) = context.places();
    let (swaps, fitting_swaps) = if options.swaps { context.swaps() } else { (Vec::new(), 0) };
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

/// The timetable and the session to move.
struct SlotContext<'a> {
    conference: &'a Conference,
    grounded: &'a Grounded,
    schedule: &'a Schedule,
    report: &'a Report,
    session: SessionId,
    assignment: Assignment,
    index: ModelIndex<'a>,
    checker: Checker<'a>,
    options: SlotOptions,
}

impl SlotContext<'_> {
    /// Whether a start is in the time that was asked for.
    fn is_near(&self, start: Instant) -> bool {
        self.options.near.is_none_or(|(from, until)| from <= start && start <= until)
    }

    /// Adds the affected regions and people to an alternative.
    fn choice(&mut self, alternative: Alternative, after: &Schedule, with: Option<(SessionId, Partner)>) -> SlotChoice {
        let mut by_region: Vec<RegionDifference> = Vec::new();
        let mut concerned: Vec<PersonChange> = Vec::new();
        for moved in [Some(self.session), with.as_ref().map(|(other, _)| *other)].into_iter().flatten() {
            let old = self.affected(self.schedule.get(moved), moved);
            let new = self.affected(after.get(moved), moved);
            add_regions(&mut by_region, old.as_ref(), new.as_ref());
            concerned.extend(people(old.as_ref(), new.as_ref()));
        }
        sort_regions(&mut by_region);
        // Stable: equals stay in the order of the file.
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

    fn affected(&mut self, at: Option<Placement>, session: SessionId) -> Option<Affected> {
        at.map(|at| affected(self.conference, &mut self.checker, session, at))
    }

    /// The change of the attendee-minutes of unplaced sessions.
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

/// Order: fewest unplaced attendee-minutes, then lowest cost, then earliest start.
fn by_cost(a: &SlotChoice, b: &SlotChoice) -> Ordering {
    let key = |choice: &SlotChoice| (choice.unplaced_minutes_difference, choice.difference);
    key(a).cmp(&key(b)).then_with(|| a.spot.start.cmp(&b.spot.start)).then_with(|| a.rooms.cmp(&b.rooms))
}

/// Order: fewest broken rules, then as [`by_cost`].
fn by_violations(a: &SlotChoice, b: &SlotChoice) -> Ordering {
    a.broken.len().cmp(&b.broken.len()).then_with(|| by_cost(a, b))
}
