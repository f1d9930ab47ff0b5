//! Explanations of conferences small enough to verify by hand.

use super::{explain_session, open_days, overview, reasons, why_not};
use crate::check::{self, Violated};
use crate::domain::testing::{add_person, at, audience, conference, rooms, session};
use crate::domain::{
    Conference, Placement, RoomId, RuleId, RuleSetting, RuleSettings, Schedule, SessionId, Strength, Window,
};
use crate::rules::{Grounded, catalogue, ground};

/// Two sessions of an hour that share a speaker in UTC, at the default rules.
fn two() -> Conference {
    let mut conference = conference();
    conference.rooms = rooms(2);
    conference.sessions = vec![session("a", 60), session("b", 60)];
    conference.audiences = vec![audience("all", 100, &[("UTC", 1)])];
    add_person(&mut conference, "UTC", &[0, 1]);
    let setting = |rule| RuleSetting::from(catalogue()[rule as usize].default);
    conference.rules = RuleSettings::of(setting);
    conference
}

fn place(start: &str, room: u32) -> Option<Placement> {
    Some(Placement { start: at(start), room: Some(RoomId(room)) })
}

fn grounded(conference: &Conference) -> Grounded {
    ground(conference).unwrap()
}

const A: SessionId = SessionId(0);

#[test]
fn a_clash_is_reported_and_the_cost_is_the_difference() {
    let conference = two();
    let schedule = Schedule { placements: vec![place("02T10:00", 0), place("02T12:00", 0)] };
    let report = check::check(&conference, &schedule);
    let ask = |time: &str, room: Option<RoomId>| {
        let there = Placement { start: at(&format!("02T{time}")), room };
        why_not(&conference, &schedule, &report, A, there).there
    };
    let rules = |time: &str, room| ask(time, room).broken.iter().map(|v| v.rule).collect::<Vec<_>>();
    assert_eq!(rules("12:00", Some(RoomId(0))), [RuleId::RoomClash, RuleId::PersonClash].map(Violated::Rule));
    assert_eq!(rules("12:00", Some(RoomId(1))), [Violated::Rule(RuleId::PersonClash)]);
    // Without a given room, a free one is taken.
    assert_eq!(ask("12:00", None).spot.room.as_deref(), Some("room-1"));
    assert_eq!(ask("14:00", None).spot.room.as_deref(), Some("room-0"));
    assert!(ask("14:00", None).broken.is_empty());
    let costlier = ask("19:00", None);
    assert!(costlier.difference > 0 && costlier.by_rule.iter().any(|rule| rule.rule == RuleId::AudienceHours));
    assert_eq!(costlier.by_rule.iter().map(|rule| rule.cost).sum::<i64>(), costlier.difference);
}

#[test]
fn a_start_off_the_grid_gets_a_remark() {
    let conference = two();
    let start = at("02T14:07");
    let schedule = Schedule::empty(2);
    let report = check::check(&conference, &schedule);
    let remarks = |start| why_not(&conference, &schedule, &report, A, Placement { start, room: None }).remarks;
    assert_eq!(remarks(start).len(), 1);
    assert!(remarks(start.plus(53)).is_empty());
}

#[test]
fn alternatives_have_the_checkers_cost_and_are_sorted() {
    let conference = two();
    let schedule = Schedule { placements: vec![place("02T20:00", 0), place("02T12:00", 0)] };
    let report = check::check(&conference, &schedule);
    let explanation = explain_session(&conference, &grounded(&conference), &schedule, &report, A);
    assert_eq!(explanation.adds.iter().map(|rule| rule.cost).sum::<i64>(), report.cost, "b costs nothing at noon");
    let open: Vec<_> = explanation.alternatives.iter().filter(|a| a.broken.is_empty()).collect();
    assert!(!open.is_empty());
    assert!(open.windows(2).all(|pair| pair[0].difference <= pair[1].difference));
    assert_eq!(open[0].difference, -report.cost, "office hours are free");
    assert!(explanation.possible > 0 && explanation.possible <= explanation.starts);
}

#[test]
fn a_session_without_a_possible_start_names_the_rule_that_forbids_it() {
    let mut conference = two();
    conference.people[0].unavailable = vec![Window { from: at("02T00:00"), until: at("02T23:59").plus(100 * 24 * 60) }];
    let schedule = Schedule::empty(2);
    let report = check::check(&conference, &schedule);
    let explanation = reasons(&conference, &grounded(&conference), &schedule, &report, A);
    assert_eq!(explanation.len(), 1, "{explanation:?}");
    assert!(
        explanation[0].starts_with("none of its") && explanation[0].contains("person-away forbids"),
        "{explanation:?}"
    );
}

#[test]
fn an_unplaced_session_names_the_rule_it_would_break() {
    let mut conference = two();
    let only = Window { from: at("02T10:00"), until: at("02T11:00") };
    for session in &mut conference.sessions {
        session.allowed = Some(vec![only]);
    }
    let schedule = Schedule { placements: vec![None, place("02T10:00", 0)] };
    let report = check::check(&conference, &schedule);
    let explanation = reasons(&conference, &grounded(&conference), &schedule, &report, A);
    assert!(explanation[1].contains("would break person-clash"), "{explanation:?}");
}

#[test]
fn the_summary_lists_days_and_rules() {
    let mut conference = two();
    conference.rules[RuleId::Wishes].strength = Strength::Off;
    let schedule = Schedule { placements: vec![place("02T10:00", 0), place("02T12:00", 1)] };
    let report = check::check(&conference, &schedule);
    let view = overview(&conference, &schedule, &report);
    assert!(view.valid && view.unplaced.is_empty());
    assert!(view.costless.contains(&RuleId::AudienceHours));
    assert!(!view.costless.iter().any(|rule| [RuleId::Wishes, RuleId::RoomClash].contains(rule)));
    let days = open_days(&conference, &schedule);
    assert_eq!((days[0].hours.as_str(), days[0].minutes, days[0].sessions), ("10:00-13:00", 180, 2));
    assert!(days[1..].iter().all(|day| day.from.is_none() && day.sessions == 0));
}
