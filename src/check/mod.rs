//! The independent checker: whether a schedule is valid, and what it costs.
//!
//! It shares no code with the model that the solver uses. Plain loops over the conference and the schedule compute
//! every hard rule and every soft cost anew from civil time, minute by minute; clock changes are read with a library of
//! its own (`clock`). This is the second implementation of every formula: a mistake in one of the two shows as a
//! difference.
//!
//! * [`check`] gives the verdict: broken hard rules in words, unplaced sessions, the cost by rule and item by item;
//! * [`regions`] and [`persons`] give the figures of each region and each person, [`spread`] and [`reach`] the hours at
//!   which regions attend;
//! * [`verify_certificate`] recomputes a lower bound from its multipliers.

mod apportionment;
mod certificate;
mod clock;
mod context;
mod days;
mod exact_arithmetic;
mod fairness;
mod figures;
mod findings;
mod good_day;
mod groups;
mod hours;
mod minutes;
mod orders;
mod overlaps;
mod people;
mod person_weights;
mod region_weights;
mod report;
mod rest;
mod rooms;
mod services;
mod spread;
mod starts;
mod stay;
mod sweep;
#[cfg(test)]
mod testing;
mod tracks;
mod windows;
mod words;

pub use certificate::verify_certificate;
pub use figures::{PersonFigures, RegionFigures, persons, regions};
pub use person_weights::{PersonWeight, person_weights};
pub use region_weights::{RegionWeight, region_weights};
pub use report::{Charge, Report, Violated, Violation};
pub use spread::{BANDS, Reach, Spread, reach, spread};

use context::Context;
use findings::Findings;

use crate::domain::{Problem, RuleId, Schedule, SessionId, Strength};

/// Checks one rule at the strength it is set to.
type Check = fn(&Context<'_>, Strength, &mut Findings);

/// The check of each rule.
fn check_of(rule: RuleId) -> Check {
    match rule {
        RuleId::Placed => placed,
        RuleId::RoomClash => rooms::room_clash,
        RuleId::RoomFit => rooms::room_fit,
        RuleId::Phase => days::phase,
        RuleId::Slot => days::slot,
        RuleId::DayHours => days::day_hours,
        RuleId::PersonClash => people::person_clash,
        RuleId::PersonAway => people::person_away,
        RuleId::Allowed => orders::allowed,
        RuleId::Order => orders::order,
        RuleId::Alone => overlaps::alone,
        RuleId::Service => services::service,
        RuleId::Apart => overlaps::apart,
        RuleId::Relation => orders::relation,
        RuleId::AudienceHours => hours::audience_hours,
        RuleId::PeopleHours => hours::people_hours,
        RuleId::Wishes => hours::wishes,
        RuleId::FairRegions => fairness::fair_regions,
        RuleId::GoodDay => good_day::good_day,
        RuleId::FairPeople => fairness::fair_people,
        RuleId::FairSessions => fairness::fair_sessions,
        RuleId::PersonRest => rest::person_rest,
        RuleId::PersonLoad => people::person_load,
        RuleId::TrackOverlap => tracks::track_overlap,
        RuleId::TagOverlap => tracks::tag_overlap,
        RuleId::Interest => overlaps::interest,
        RuleId::TrackSpread => tracks::track_spread,
        RuleId::TrackCluster => tracks::track_cluster,
        RuleId::TrackReach => tracks::track_reach,
        RuleId::DayLength => days::day_length,
        RuleId::Stay => stay::stay,
    }
}

/// Checks a schedule against every rule that is not off.
///
/// It accepts any schedule. Sessions without a placement are listed and not charged; a start outside the years of the
/// calendar counts as no placement. A cost that overflows is a violation of [the score](Violated::Score), never a
/// panic.
pub fn check<'a>(problem: impl Into<Problem<'a>>, schedule: &Schedule) -> Report {
    verdict(&Context::new(problem, schedule))
}

/// A problem prepared for checking many schedules: it converts to civil time only once.
#[derive(Debug)]
pub struct Checker<'a> {
    ctx: Context<'a>,
}

impl<'a> Checker<'a> {
    /// Tabulates the discomfort of all minutes of the conference's days.
    pub fn new(problem: impl Into<Problem<'a>>) -> Checker<'a> {
        let mut ctx = Context::of(problem.into());
        ctx.minutes.tabulate(ctx.conference.days.iter().map(|day| (day.earliest, day.latest)));
        Checker { ctx }
    }

    /// As [`check()`].
    pub fn check(&mut self, schedule: &Schedule) -> Report {
        self.ctx.set_schedule(schedule);
        verdict(&self.ctx)
    }

    /// As [`regions`].
    pub fn regions(&mut self, schedule: &Schedule) -> Vec<RegionFigures> {
        self.ctx.set_schedule(schedule);
        figures::regions_of(&self.ctx)
    }

    /// As [`persons`].
    pub fn persons(&mut self, schedule: &Schedule) -> Vec<PersonFigures> {
        let report = self.check(schedule);
        figures::persons_of(&self.ctx, &report)
    }
}

fn verdict(ctx: &Context<'_>) -> Report {
    let conference = ctx.conference;
    let mut out = Findings::new();
    let mut by_rule = Vec::new();
    for rule in RuleId::ALL {
        let strength = conference.rule(rule);
        if strength == Strength::Off {
            continue;
        }
        out.open(rule);
        check_of(rule)(ctx, strength, &mut out);
        by_rule.push((rule, out.close()));
    }
    let unplaced: Vec<SessionId> = conference.session_ids().filter(|&id| ctx.placed(id).is_none()).collect();
    let size = |&id: &SessionId| ctx.session(id).attendance.max(1).saturating_mul(ctx.session(id).minutes);
    Report {
        violations: out.violations,
        unplaced_minutes: unplaced.iter().map(size).fold(0, i64::saturating_add),
        unplaced,
        cost: by_rule.iter().fold(0, |sum, &(_, cost)| sum.saturating_add(cost)),
        by_rule,
        charges: out.charges,
    }
}

/// `placed`: unplaced sessions are in the report's `unplaced`; here only a start outside the calendar is a violation.
fn placed(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    for &session in &ctx.out_of_calendar {
        let message = format!(
            "{} starts outside the years 1970 to 2100, so it counts as not placed",
            words::session(ctx.conference, session)
        );
        out.broken(message, &[session], &[], &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{Build, at, cost, priced, schedule};
    use super::*;
    use crate::domain::{Instant, Placement};

    #[test]
    fn unplaced_sessions_are_listed_and_not_charged() {
        let mut b = Build::new();
        b.audience("a", &[("UTC", "1")]);
        b.session("one", 60).session("two", 90).last().attendance = 0;
        b.rule(RuleId::AudienceHours, priced("1"));
        let report = check(&b.done(), &schedule(&[]));
        assert_eq!((report.unplaced_minutes, report.cost), (100 * 60 + 90, 0));
        assert!(report.is_valid() && !report.is_complete());
        assert_eq!(report.by_rule.last(), Some(&(RuleId::AudienceHours, 0)));
        assert_eq!(report.by_rule.len(), 15);
    }

    #[test]
    fn no_schedule_makes_the_checker_panic() {
        let mut b = Build::new();
        b.person("p", "America/New_York");
        b.session("one", 60).session("two", 90);
        b.participation(0);
        for rule in RuleId::ALL.into_iter().filter(|&rule| b.c.rule(rule) == Strength::Off).collect::<Vec<_>>() {
            b.rule(rule, priced("1"));
        }
        let mut c = b.done();
        for start in [i64::MIN, i64::MAX, 0, -1, at("2100-12-31T23:59").0] {
            let place = Some(Placement { start: Instant(start), room: Some(crate::domain::RoomId(7)) });
            let report = check(&c, &Schedule { placements: vec![place; 5] });
            assert!(!report.is_valid());
            regions(&c, &Schedule { placements: vec![place; 5] });
        }
        c.days.clear();
        assert!(!check(&c, &schedule(&[("2020-11-02T09:00", 1)])).is_valid());
        c.rooms.clear();
        check(&c, &schedule(&[("2020-11-02T09:00", 0)]));
    }

    #[test]
    fn a_cost_that_is_too_large_is_a_violation() {
        let mut b = Build::new();
        b.audience("a", &[("Asia/Tokyo", "1")]);
        b.session("one", 60).last().attendance = i64::MAX;
        b.rule(RuleId::AudienceHours, priced("1000000"));
        let report = check(&b.done(), &schedule(&[("2020-11-02T19:00", 1)]));
        assert_eq!(report.violations.iter().map(|v| v.rule).collect::<Vec<_>>(), [Violated::Score]);
        assert!(report.violations[0].message.contains("audience-hours is too large"));
    }

    #[test]
    fn charges_sum_to_the_cost_and_name_their_sessions() {
        let mut b = Build::new();
        b.audience("a", &[("Asia/Tokyo", "1")]);
        b.session("one", 60).session("two", 60);
        b.rule(RuleId::AudienceHours, priced("1")).rule(RuleId::FairRegions, priced("0.25"));
        let places = [("2020-11-02T12:00", 1), ("2020-11-02T13:00", 1)];
        let report = check(&b.done(), &schedule(&places));
        assert_eq!(report.charges.iter().map(|c| c.cost).sum::<i64>(), report.cost);
        assert_eq!(report.session_costs(SessionId(0)), [(RuleId::AudienceHours, 100 * 60 * 35)]);
        assert_eq!(report.shared_charges(SessionId(0)).count(), 1);
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), 100 * 60 * (35 + 65) / 4);
    }
}
