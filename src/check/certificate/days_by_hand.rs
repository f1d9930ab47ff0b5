//! What days earn under anchors, computed by hand.

use serde_json::{Value, json};

use super::super::testing::{Build, at, id, window};
use super::by_hand::{bound, narrow, run};
use super::tests::with_anchors;
use super::verify_certificate;
use crate::domain::{Day, Order, Phase, PhaseId};

/// What [`bound`] is with anchors.
fn anchored(b: &Build, first: Option<&str>, last: Option<&str>, entries: &[Value]) -> i64 {
    verify_certificate(&b.done(), &with_anchors(&json!(first), &json!(last), &entries.into())).unwrap()
}

/// A day from 06:00 to 09:00, steps 36 to 53, with a price on the room in each step: a session of an hour pays 6, and
/// the day earns the steps in which it can be open. `two` comes after `one`.
fn long_day() -> (Build, [Value; 1]) {
    let mut b = narrow();
    b.c.grid_minutes = 30;
    b.c.days[0].latest = at("2020-11-02T09:00");
    b.c.sessions[1].after = vec![Order { session: id(0), gap_minutes: 0, phase: None }];
    (b, [run("room-clash", &["room-1"], 36, 18)])
}

#[test]
fn a_day_earns_nothing_before_the_first_anchor_or_after_the_last() {
    let (mut b, all) = long_day();
    let (one, two) = (Some("one"), Some("two"));
    assert_eq!(anchored(&b, one, two, &all), 2 * 6 - 18, "the anchors can open the whole day");
    b.c.sessions[0].allowed = Some(vec![window("2020-11-02T06:30", "2020-11-02T09:00")]);
    b.c.sessions[1].allowed = Some(vec![window("2020-11-02T06:00", "2020-11-02T08:30")]);
    assert_eq!(anchored(&b, None, None, &all), 2 * 6 - 18);
    assert_eq!(anchored(&b, one, None, &all), 2 * 6 - 15);
    assert_eq!(anchored(&b, None, two, &all), 2 * 6 - 15);
    assert_eq!(anchored(&b, one, two, &all), 2 * 6 - 12);
    // The anchors on the next day leave nothing on this one.
    b.c.days.push(Day { date: b.c.days[0].date.succ_opt().unwrap(), ..b.c.days[0] });
    b.c.days[1].earliest = at("2020-11-03T06:00");
    b.c.days[1].latest = at("2020-11-03T09:00");
    b.c.sessions[1].allowed = None;
    b.c.sessions[0].allowed = Some(vec![window("2020-11-03T06:00", "2020-11-03T09:00")]);
    assert_eq!(anchored(&b, None, None, &all), -18);
    assert_eq!(anchored(&b, one, None, &all), 0);
}

#[test]
fn a_day_earns_at_most_its_longest_hours() {
    let (mut b, all) = long_day();
    b.c.phases[0].longest_day_minutes = Some(120);
    assert_eq!(bound(&b.done(), &all), 2 * 6 - 12);
    b.c.turnaround_minutes = 10;
    // The room is in use for one step more after the day; at the end of all prices, a session does not pay for it.
    assert_eq!(bound(&b.done(), &all), 2 * 6 - 13);
}

#[test]
fn a_day_is_limited_only_if_all_its_other_sessions_are_ordered() {
    let (mut b, all) = long_day();
    b.session("three", 60);
    b.c.sessions[0].allowed = Some(vec![window("2020-11-02T07:00", "2020-11-02T09:00")]);
    let mut with = |gap_minutes: i64, phase: Option<u32>| {
        b.c.sessions[2].after = vec![Order { session: id(0), gap_minutes, phase: phase.map(PhaseId) }];
        anchored(&b, Some("one"), None, &all)
    };
    let (free, limited) = (3 * 6 - 18, 3 * 6 - 12);
    assert_eq!(with(0, None), limited);
    assert_eq!(with(-60, None), limited, "it may start with the anchor");
    assert_eq!(with(-61, None), free, "it may start before the anchor");
    assert_eq!(with(0, Some(0)), limited);
    assert_eq!(with(0, Some(1)), free, "the order is for another phase");
    b.c.sessions[2].after.clear();
    assert_eq!(anchored(&b, Some("one"), None, &all), free);
    // It is on the other side of the anchor.
    b.c.sessions[2].before = vec![Order { session: id(0), gap_minutes: 0, phase: None }];
    assert_eq!(anchored(&b, Some("one"), None, &all), free);
}

#[test]
fn an_order_of_a_phase_limits_no_day_while_the_anchor_is_in_another() {
    let (mut b, _) = long_day();
    b.c.phases.push(Phase { id: "phase-2".to_owned(), ..b.c.phases[0].clone() });
    let next = at("2020-11-03T06:00");
    let date = b.c.days[0].date.succ_opt().unwrap();
    b.c.days.push(Day { phase: PhaseId(1), date, earliest: next, latest: next.plus(180) });
    // `two`, the last anchor, is on the first day, and the price is on the second.
    b.c.sessions[1].allowed = Some(vec![window("2020-11-02T06:00", "2020-11-02T09:00")]);
    let prices = [run("room-clash", &["room-1"], 36 + 144, 18)];
    let mut with = |phase: Option<u32>| {
        b.c.sessions[1].after[0].phase = phase.map(PhaseId);
        anchored(&b, None, Some("two"), &prices)
    };
    assert_eq!(with(None), 0, "the second day comes after the last session");
    assert_eq!(with(Some(0)), -18);
    assert_eq!(with(Some(1)), -18);
}
