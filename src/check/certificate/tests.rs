use serde_json::{Value, json};

use super::super::testing::{Build, at, priced};
use super::super::{check, verify_certificate};
use crate::domain::{
    Conference, Decimal, Order, Phase, PhaseId, Placement, RoomId, RuleId, Schedule, SessionId, Strength, TrackId,
};

pub(super) fn certificate(bound: i64, multipliers: &Value) -> Value {
    json!({
        "format": "plenary-certificate/1", "scale": 65536, "bound": bound, "step_minutes": 10,
        "origin": "2020-11-02T00:00Z", "multipliers": multipliers,
    })
}

/// Two talks of an hour, one room, one day from 06:00 to 09:00 UTC with starts every half hour; audiences in Kolkata
/// and New York.
fn tiny() -> Build {
    let mut b = Build::new();
    b.c.grid_minutes = 30;
    b.c.days.truncate(1);
    b.c.days[0].latest = at("2020-11-02T09:00");
    b.c.rooms.truncate(1);
    b.c.tracks.push(("trust".to_owned(), "Trust".to_owned()));
    b.rule(RuleId::AudienceHours, priced("1"))
        .rule(RuleId::TrackOverlap, priced("1"))
        .rule(RuleId::FairRegions, priced("0.25"));
    b.audience("asia", &[("Asia/Kolkata", "1")]);
    b.audience("america", &[("America/New_York", "1")]).people = Decimal::whole(3);
    for id in ["one", "two"] {
        b.session(id, 60).last().track = Some(TrackId(0));
    }
    b
}

/// The cost of the cheapest complete schedule, found by trying all.
fn optimum(c: &Conference) -> i64 {
    let starts = ["06:00", "06:30", "07:00", "07:30", "08:00"].map(|t| at(&format!("2020-11-02T{t}")));
    let rooms = 0..c.rooms.len();
    let places: Vec<Option<Placement>> = starts
        .into_iter()
        .flat_map(|start| rooms.clone().map(move |r| Some(Placement { start, room: Some(RoomId::new(r)) })))
        .collect();
    let pairs = places.iter().flat_map(|&a| places.iter().map(move |&b| Schedule { placements: vec![a, b] }));
    let valid = pairs.map(|s| check(c, &s)).filter(|report| report.is_valid());
    valid.map(|report| report.cost).min().unwrap_or(i64::MAX)
}

pub(super) fn faults(c: &Conference, certificate: &Value) -> String {
    verify_certificate(c, certificate).expect_err("it should be refused").join("; ")
}

#[test]
fn without_multipliers_the_bound_is_the_sum_of_the_cheapest_starts() {
    let c = tiny().done();
    // Cheapest at 08:00 UTC: 13:30 in Kolkata costs nothing, 03:00 in New York 75 people x 60 minutes x 100.
    let base = 2 * 75 * 60 * 100;
    assert_eq!(verify_certificate(&c, &certificate(base, &json!([]))), Ok(base));
    assert_eq!(verify_certificate(&c, &certificate(base - 1, &json!([]))), Ok(base));
    let refused = faults(&c, &certificate(base + 1, &json!([])));
    assert!(refused.contains("claims a bound of 900001, but its multipliers prove only 900000"), "{refused}");
}

#[test]
fn multipliers_raise_the_bound_but_never_above_the_optimum() {
    let mut b = tiny();
    b.c.days[0].latest = at("2020-11-02T13:00");
    // The same in a morning that gets better for New York: 08:00 local at 13:00 UTC.
    b.c.days[0].earliest = at("2020-11-02T11:00");
    let c = b.done();
    let starts = ["11:00", "11:30", "12:00"].map(|t| at(&format!("2020-11-02T{t}")));
    let mut best = i64::MAX;
    for a in starts {
        for b in starts {
            let place = |start| Some(Placement { start, room: Some(RoomId(0)) });
            let report = check(&c, &Schedule { placements: vec![place(a), place(b)] });
            best = if report.is_valid() { best.min(report.cost) } else { best };
        }
    }
    let plain = verify_certificate(&c, &certificate(0, &json!([]))).unwrap();
    // A price on the room in the later hour, and the whole weight on America, the worst-off region.
    let value = 75 * 10 * 20 * 65_536_i64;
    let run = json!({ "rule": "room-clash", "subject": ["room-1"], "at": 72, "values": vec![value; 6] });
    let fair =
        json!({ "rule": "fair-regions", "subject": ["america", "America/New_York"], "at": 0, "values": [65536] });
    let both = verify_certificate(&c, &certificate(0, &json!([run, fair]))).unwrap();
    assert!(plain < both && both <= best, "{plain} {both} {best}");
    for factor in [1_i64, 7, 1_000_000] {
        let run =
            json!({ "rule": "room-clash", "subject": ["room-1"], "at": 70, "values": [value, 0, value / factor] });
        assert!(verify_certificate(&c, &certificate(i64::MIN, &json!([run]))).unwrap() <= best);
    }
}

#[test]
fn the_bound_is_below_the_brute_force_optimum_under_many_multipliers() {
    let mut b = tiny();
    b.c.rooms.push(b.c.rooms[0].clone());
    b.c.rooms[1].id = "room-2".to_owned();
    b.rule(RuleId::DayLength, priced("3")).rule(RuleId::FairPeople, priced("1")).rule(RuleId::PersonRest, priced("1"));
    b.rule(RuleId::PeopleHours, priced("1"));
    b.person("p", "America/Los_Angeles");
    b.c.turnaround_minutes = 10;
    b.participation(0);
    let mut participation = b.last().participants[0];
    participation.until = 30;
    b.c.sessions[0].participants.push(participation);
    b.c.sessions[0].alone = true;
    let c = b.done();
    let best = optimum(&c);
    let price = 30 * 100 * 10 * 65_536_i64;
    for seed in 0..60_i64 {
        let value = |k: i64| (seed * 7_919_333 + k * 104_729_111).rem_euclid(price);
        let run = |k: i64| (0..24).map(|i| value(k + i)).collect::<Vec<_>>();
        let share = value(5).rem_euclid(65_537);
        let list = json!([
            { "rule": "room-clash", "subject": ["room-2", "room-1"], "at": 34, "values": run(1) },
            { "rule": "alone", "subject": [], "at": 36, "values": run(2) },
            { "rule": "track-overlap", "subject": ["trust"], "at": 35, "values": run(3) },
            { "rule": "fair-regions", "subject": ["asia", "Asia/Kolkata"], "at": 0, "values": [share] },
            { "rule": "fair-regions", "subject": ["america", "America/New_York"], "at": 0, "values": [65536 - share] },
            { "rule": "fair-people", "subject": ["p", "60"], "at": 0, "values": [value(8) % 65537] },
        ]);
        let bound = verify_certificate(&c, &certificate(i64::MIN, &list)).unwrap();
        assert!(bound <= best, "seed {seed}: {bound} above {best}");
    }
}

#[test]
fn illegal_multipliers_are_refused_with_a_message() {
    let mut b = tiny();
    b.person("p", "UTC");
    b.participation(0);
    b.rule(RuleId::FairPeople, priced("1"));
    let c = b.done();
    let with = |entry: Value| faults(&c, &certificate(0, &json!([entry])));
    let room =
        |rooms: Value, values: Value| json!({ "rule": "room-clash", "subject": rooms, "at": 3, "values": values });
    assert!(with(room(json!(["room-1"]), json!([-1]))).contains("none may be negative"));
    assert!(with(room(json!(["room-9"]), json!([1]))).contains("there is no room \"room-9\""));
    assert!(with(room(json!(["room-1"]), json!([0.5]))).contains("whole numbers"));
    // The track's price: 0.3 x 100 people, 10 minutes a step.
    let most = 30 * 100 * 10 * 65_536_i64;
    let track = |value: i64| json!({ "rule": "track-overlap", "subject": ["trust"], "at": 0, "values": [value] });
    assert!(with(track(most + 1)).contains("more than the rule's price"));
    assert!(verify_certificate(&c, &certificate(i64::MIN, &json!([track(most)]))).is_ok());
    let region = json!({ "rule": "fair-regions", "subject": ["asia", "Asia/Kolkata"], "at": 0, "values": [65535] });
    assert!(with(region).contains("sum to 65535, not to 65536"));
    let person = json!({ "rule": "fair-people", "subject": ["p", "60"], "at": 0, "values": [1] });
    assert!(with(person).contains("fewer than two sessions"));
    assert!(with(json!({ "rule": "stay", "subject": [], "at": 0, "values": [] })).contains("has no multipliers"));
    let twice = json!([room(json!(["room-1"]), json!([1, 2])), room(json!(["room-1"]), json!([1]))]);
    assert!(faults(&c, &certificate(0, &twice)).contains("overlap"));
    let mut off = b.done();
    off.rules[RuleId::TrackOverlap].strength = Strength::Off;
    assert!(faults(&off, &certificate(0, &json!([track(1)]))).contains("has no multipliers at its setting"));
}

#[test]
fn a_document_that_is_no_certificate_is_refused_with_every_reason() {
    let c = tiny().done();
    let all = verify_certificate(&c, &json!({ "format": "x", "origin": "noon" })).expect_err("it is none");
    assert_eq!(all.len(), 6, "{all:?}");
    assert!(verify_certificate(&c, &Value::Null).is_err());
    let mut coarse = certificate(0, &json!([]));
    coarse["step_minutes"] = json!(25);
    assert!(faults(&c, &coarse).contains("do not divide the length of one"));
    coarse["step_minutes"] = json!(10);
    coarse["origin"] = json!("2020-11-02T00:05:00+00:00");
    assert!(faults(&c, &coarse).contains("miss the possible start Mon 2 Nov 2020 06:00 UTC"));
    let far = json!([{ "rule": "alone", "subject": [], "at": i64::MAX, "values": [1] }]);
    assert!(faults(&c, &certificate(0, &far)).contains("\"at\" is not a whole number of steps"));
}

#[test]
fn numbers_that_are_too_large_are_refused_without_an_overflow() {
    let mut b = tiny();
    b.rule(RuleId::Alone, Strength::Hard);
    let c = b.done();
    let huge = json!([{ "rule": "alone", "subject": [], "at": 36, "values": vec![i64::MAX; 18] }]);
    assert!(verify_certificate(&c, &certificate(i64::MIN, &huge)).is_ok_and(|bound| bound < 0));
    let mut b = tiny();
    b.session("three", 60).last().attendance = i64::MAX;
    assert!(faults(&b.done(), &certificate(0, &json!([]))).contains("too large"));
}

#[test]
fn a_session_without_any_start_adds_nothing() {
    let mut b = tiny();
    b.session("never", 60).last().allowed = Some(vec![]);
    assert_eq!(verify_certificate(&b.done(), &certificate(0, &json!([]))), Ok(2 * 75 * 60 * 100));
}

/// A certificate with the member `hubs`.
pub(super) fn with_anchors(first: &Value, last: &Value, multipliers: &Value) -> Value {
    let mut with = certificate(i64::MIN, multipliers);
    with["hubs"] = json!({ "first": first, "last": last });
    with
}

/// As [`tiny`], with `two` at least half an hour after `one`.
fn ordered() -> Build {
    let mut b = tiny();
    b.c.sessions[1].after = vec![Order { session: SessionId(0), gap_minutes: 30, phase: None }];
    b
}

#[test]
fn sessions_after_an_anchor_have_to_wait_for_it() {
    // By hand: it is daytime in Kolkata, so that only the wish costs. By itself, `one` starts at 07:00; but `two` can
    // start by 08:00 only if `one` starts at 06:30 or before.
    let mut b = ordered();
    b.rule(RuleId::FairRegions, Strength::Off).rule(RuleId::TrackOverlap, Strength::Off);
    b.c.audiences.truncate(1);
    // One hundredth for each attendee and minute before 07:00.
    let wish = crate::domain::Wish {
        window: Some(super::super::testing::window("2020-11-02T06:00", "2020-11-02T07:00")),
        rooms: None,
        discomfort: 1,
    };
    b.rule(RuleId::Wishes, priced("1"));
    b.c.sessions[0].wishes = vec![wish];
    let c = b.done();
    let bound = |first: Value, last: Value| verify_certificate(&c, &with_anchors(&first, &last, &json!([]))).unwrap();
    let null = || Value::Null;
    assert_eq!(bound(null(), null()), 0);
    // At 06:30, 30 minutes of 100 attendees lie before 07:00, and `two` can start at 08:00.
    assert_eq!(bound(json!("one"), null()), 30 * 100);
    assert_eq!(bound(null(), json!("two")), 30 * 100);
    assert_eq!(bound(json!("one"), json!("two")), 30 * 100);
    // In the wrong roles they have no orders.
    assert_eq!(bound(json!("two"), json!("one")), 0);
    assert_eq!(optimum(&c), 30 * 100);
    b.c.sessions[1].after[0].gap_minutes = 61;
    let refused = faults(&b.done(), &with_anchors(&json!("one"), &null(), &json!([])));
    assert!(refused.contains("no start"), "{refused}");
    // In another phase the order does not apply.
    b.c.phases.push(Phase { id: "phase-2".to_owned(), ..b.c.phases[0].clone() });
    b.c.sessions[1].after[0].phase = Some(PhaseId(1));
    assert_eq!(verify_certificate(&b.done(), &with_anchors(&json!("one"), &json!("two"), &json!([]))), Ok(0));
}

#[test]
fn with_anchors_the_bound_stays_below_the_optimum() {
    let mut b = ordered();
    b.rule(RuleId::DayLength, priced("3"));
    b.c.sessions[0].before = vec![Order { session: SessionId(1), gap_minutes: 0, phase: Some(PhaseId(0)) }];
    let c = b.done();
    let best = optimum(&c);
    let price = 30 * 100 * 10 * 65_536_i64;
    let mut raised = 0;
    for seed in 0..40_i64 {
        let value = |k: i64| (seed * 7_919_333 + k * 104_729_111).rem_euclid(price);
        let run = |k: i64| (0..24).map(|i| value(k + i)).collect::<Vec<_>>();
        let list = json!([
            { "rule": "room-clash", "subject": ["room-1"], "at": 34, "values": run(1) },
            { "rule": "track-overlap", "subject": ["trust"], "at": 35, "values": run(3) },
        ]);
        let bound = |first: Value, last: Value| verify_certificate(&c, &with_anchors(&first, &last, &list)).unwrap();
        let plain = verify_certificate(&c, &certificate(i64::MIN, &list)).unwrap();
        for (first, last) in [(json!("one"), Value::Null), (Value::Null, json!("two")), (json!("one"), json!("two"))] {
            let kept = bound(first, last);
            assert!(plain <= kept && kept <= best, "seed {seed}: {plain} {kept} {best}");
            raised += u32::from(plain < kept);
        }
        assert_eq!(bound(json!("two"), json!("one")), plain, "no order to keep");
    }
    assert!(raised > 0);
}

#[test]
fn unknown_anchors_are_refused() {
    let c = ordered().done();
    let refused = |first: Value, last: Value| faults(&c, &with_anchors(&first, &last, &json!([])));
    assert!(refused(json!("three"), Value::Null).contains("hubs/first: there is no session \"three\""));
    assert!(refused(Value::Null, json!(2)).contains("hubs/last: this is neither"));
    assert!(refused(json!("one"), json!("one")).contains("named as both"));
    let mut list = certificate(0, &json!([]));
    list["hubs"] = json!(["one", "two"]);
    assert!(faults(&c, &list).contains("\"hubs\" is not an object"));
    list["hubs"] = Value::Null;
    assert!(verify_certificate(&c, &list).is_ok());
}
