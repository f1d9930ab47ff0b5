//! The independent checker: is a schedule valid, and what does it cost?
//!
//! It shares nothing with the model that the solver works on: plain loops over the conference and the schedule, every
//! hard rule and every soft cost computed anew from civil time, minute by minute. It is the second implementation of
//! every formula, so that a mistake in one of the two shows.
//!
//! * [`check`] gives the verdict: broken hard rules in words, what is not placed, the cost by rule and item by item;
//! * [`regions`] and [`persons`] say how each region and each person fares, [`spread`] and [`reach`] at which hours;
//! * [`verify_certificate`] recomputes a lower bound from its multipliers.

mod certificate;
mod context;
mod days;
mod exact;
mod fairness;
mod figures;
mod findings;
mod groups;
mod heads;
mod hours;
mod minutes;
mod orders;
mod overlaps;
mod people;
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
pub use report::{Charge, Report, Violation};
pub use spread::{BANDS, Reach, Spread, reach, spread};

use context::Context;
use findings::Findings;

use crate::domain::{Conference, Schedule, SessionId, Strength};

/// Checks one rule at the strength it is set to.
type Check = fn(&Context<'_>, Strength, &mut Findings);

/// Every rule, in the order of the rules' table.
const TABLE: [(&str, Check); 30] = [
    ("placed", placed),
    ("room-clash", rooms::room_clash),
    ("room-fit", rooms::room_fit),
    ("phase", days::phase),
    ("slot", days::slot),
    ("day-hours", days::day_hours),
    ("person-clash", people::person_clash),
    ("person-away", people::person_away),
    ("allowed", orders::allowed),
    ("order", orders::order),
    ("alone", overlaps::alone),
    ("service", services::service),
    ("apart", overlaps::apart),
    ("relation", orders::relation),
    ("audience-hours", hours::audience_hours),
    ("people-hours", hours::people_hours),
    ("wishes", hours::wishes),
    ("fair-regions", fairness::fair_regions),
    ("fair-people", fairness::fair_people),
    ("fair-sessions", fairness::fair_sessions),
    ("person-rest", rest::person_rest),
    ("person-load", people::person_load),
    ("track-overlap", tracks::track_overlap),
    ("tag-overlap", tracks::tag_overlap),
    ("interest", overlaps::interest),
    ("track-spread", tracks::track_spread),
    ("track-cluster", tracks::track_cluster),
    ("track-reach", tracks::track_reach),
    ("day-length", days::day_length),
    ("stay", stay::stay),
];

/// The ids of the rules that [`check`] knows, in the order of the rules' table.
pub const RULES: [&str; TABLE.len()] = {
    let mut ids = [""; TABLE.len()];
    let mut index = 0;
    while index < TABLE.len() {
        ids[index] = TABLE[index].0;
        index += 1;
    }
    ids
};

/// Checks a schedule against every rule that is not off.
///
/// Any schedule will do: sessions without a placement are listed, not charged, and a start outside the years that
/// calendars know counts as none. Costs too large to be counted are a violation named `score`, never a panic.
pub fn check(conference: &Conference, schedule: &Schedule) -> Report {
    let mut ctx = Context::new(conference, schedule);
    if conference.rule("fair-sessions") != Strength::Off {
        // It asks for every candidate start.
        ctx.minutes.tabulate(conference.days.iter().map(|day| (day.earliest, day.latest)));
    }
    verdict(&ctx)
}

/// A conference made ready for checking many schedules: it asks civil time only once.
#[derive(Debug)]
pub struct Checker<'a> {
    ctx: Context<'a>,
}

impl<'a> Checker<'a> {
    /// Tabulates how the minutes of a conference's days feel.
    pub fn new(conference: &'a Conference) -> Checker<'a> {
        let mut ctx = Context::of(conference);
        ctx.minutes.tabulate(conference.days.iter().map(|day| (day.earliest, day.latest)));
        Checker { ctx }
    }

    /// What [`check`] says of a schedule.
    pub fn check(&mut self, schedule: &Schedule) -> Report {
        self.ctx.hold(schedule);
        verdict(&self.ctx)
    }

    /// What [`regions`] says of a schedule.
    pub fn regions(&mut self, schedule: &Schedule) -> Vec<RegionFigures> {
        self.ctx.hold(schedule);
        figures::regions_of(&self.ctx)
    }

    /// What [`persons`] says of a schedule.
    pub fn persons(&mut self, schedule: &Schedule) -> Vec<PersonFigures> {
        let report = self.check(schedule);
        figures::persons_of(&self.ctx, &report)
    }
}

fn verdict(ctx: &Context<'_>) -> Report {
    let conference = ctx.conference;
    let mut out = Findings::default();
    let mut by_rule = Vec::new();
    for (rule, check) in TABLE {
        let strength = conference.rule(rule);
        if strength == Strength::Off {
            continue;
        }
        out.open(rule);
        check(ctx, strength, &mut out);
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

/// `placed`: sessions without a placement are the report's `unplaced`; only a start that is no date is broken here.
fn placed(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    for &session in &ctx.absurd {
        let message = format!(
            "{} starts outside the years 1970 to 2100; it counts as not placed",
            words::session(ctx.conference, session)
        );
        out.broken(message, &[session], &[], &[]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::testing::{Build, at, cost, priced, schedule};
    use super::*;
    use crate::domain::{Instant, Placement};

    #[test]
    fn every_rule_has_one_check() {
        assert_eq!(RULES.iter().collect::<BTreeSet<_>>().len(), TABLE.len());
        assert_eq!((RULES[0], RULES[29]), ("placed", "stay"));
    }

    #[test]
    fn what_is_missing_is_listed_and_not_charged() {
        let mut b = Build::new();
        b.audience("a", &[("UTC", "1")]);
        b.session("one", 60).session("two", 90).last().attendance = 0;
        b.rule("audience-hours", priced("1"));
        let report = check(&b.done(), &schedule(&[]));
        assert_eq!((report.unplaced_minutes, report.cost), (100 * 60 + 90, 0));
        assert!(report.is_valid() && !report.is_complete());
        assert_eq!(report.by_rule.last(), Some(&("audience-hours", 0)));
        assert_eq!(report.by_rule.len(), 15);
    }

    #[test]
    fn nothing_panics_whatever_the_schedule() {
        let mut b = Build::new();
        b.person("p", "America/New_York");
        b.session("one", 60).session("two", 90);
        b.seat(0);
        for (rule, _) in TABLE {
            if !b.c.rules.iter().any(|known| known.id == rule) {
                b.rule(rule, priced("1"));
            }
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
    fn a_cost_too_large_is_a_violation_of_its_own() {
        let mut b = Build::new();
        b.audience("a", &[("Asia/Tokyo", "1")]);
        b.session("one", 60).last().attendance = i64::MAX;
        b.rule("audience-hours", priced("1000000"));
        let report = check(&b.done(), &schedule(&[("2020-11-02T19:00", 1)]));
        assert_eq!(report.violations.iter().map(|v| v.rule).collect::<Vec<_>>(), ["score"]);
        assert!(report.violations[0].message.contains("audience-hours is too large"));
    }

    #[test]
    fn charges_sum_to_the_cost_and_name_their_sessions() {
        let mut b = Build::new();
        b.audience("a", &[("Asia/Tokyo", "1")]);
        b.session("one", 60).session("two", 60);
        b.rule("audience-hours", priced("1")).rule("fair-regions", priced("0.25"));
        let places = [("2020-11-02T12:00", 1), ("2020-11-02T13:00", 1)];
        let report = check(&b.done(), &schedule(&places));
        assert_eq!(report.charges.iter().map(|c| c.cost).sum::<i64>(), report.cost);
        assert_eq!(report.session_costs(SessionId(0)), [("audience-hours", 100 * 60 * 35)]);
        assert_eq!(report.shared_charges(SessionId(0)).count(), 1);
        assert_eq!(cost(&b.done(), "fair-regions", &places), 100 * 60 * (35 + 65) / 4);
    }
}
