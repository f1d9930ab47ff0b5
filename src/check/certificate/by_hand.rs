//! Bounds computed by hand: each multiplier is paid by the sessions that use what it prices, and given back once for
//! what there is of it.

use serde_json::{Value, json};

use super::super::check;
use super::super::testing::{Build, at, id, priced, window};
use super::tests::{certificate, faults, with_anchors};
use super::verify_certificate;
use crate::domain::{
    Conference, Day, Instant, Order, Phase, PhaseId, Placement, Relation, RelationKind, RoomId, RuleId, Schedule,
    Service, ServiceId, Slot, Strength, TrackId, Wish,
};

/// A multiplier of one hundredth a step.
const ONE: i64 = 65_536;

/// One room, one day from 06:00 to 07:00 UTC, and two sessions of an hour: each has one start, at step 36 of 10
/// minutes, and ends with step 41. Nothing costs.
pub(super) fn narrow() -> Build {
    let mut b = Build::new();
    b.c.days.truncate(1);
    b.c.days[0].latest = at("2020-11-02T07:00");
    b.c.rooms.truncate(1);
    b.session("one", 60).session("two", 60);
    b
}

/// A multiplier of one hundredth for `count` steps from `at`.
pub(super) fn run(rule: &str, subject: &[&str], at: i64, count: usize) -> Value {
    json!({ "rule": rule, "subject": subject, "at": at, "values": vec![ONE; count] })
}

pub(super) fn bound(c: &Conference, entries: &[Value]) -> i64 {
    verify_certificate(c, &certificate(i64::MIN, &entries.into())).unwrap()
}

#[test]
fn sessions_pay_for_the_rooms_and_an_open_day_gives_it_back_once() {
    let mut b = narrow();
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1"], 36, 6)]), 2 * 6 - 6);
    // Only while a session can run: the steps before and after the day count for nothing.
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1"], 30, 18)]), 2 * 6 - 6);
    // The room is in use for one step more.
    b.c.turnaround_minutes = 10;
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1"], 30, 18)]), 2 * 7 - 7);
    b.c.turnaround_minutes = 0;
    b.c.rooms.push(b.c.rooms[0].clone());
    b.c.rooms[1].id = "room-2".to_owned();
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1", "room-2"], 36, 6)]), 2 * 6 - 2 * 6);
    // In the other room a session pays nothing, unless it may not be there.
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1"], 36, 6)]), -6);
    b.c.sessions[0].kept.rooms = Some(vec![RoomId(0)]);
    assert_eq!(bound(&b.done(), &[run("room-clash", &["room-1"], 36, 6)]), 6 - 6);
    // A day that closes at once earns nothing, and an open one costs its length.
    b.rule(RuleId::DayLength, priced("1"));
    assert!(bound(&b.done(), &[run("room-clash", &["room-1"], 36, 6)]) == 6);
}

#[test]
fn a_session_that_is_alone_pays_for_all_rooms() {
    let mut b = narrow();
    b.c.rooms.push(b.c.rooms[0].clone());
    b.c.rooms[1].id = "room-2".to_owned();
    assert_eq!(bound(&b.done(), &[run("alone", &[], 36, 6)]), 2 * 6 - 2 * 6, "no session is alone");
    b.c.sessions[0].alone = true;
    assert_eq!(bound(&b.done(), &[run("alone", &[], 36, 6)]), (2 * 6 + 6) - 2 * 6);
    // With a turnaround, it pays for one room in the first step and in the one after its end.
    b.c.turnaround_minutes = 10;
    assert_eq!(bound(&b.done(), &[run("alone", &[], 36, 12)]), (1 + 2 * 5 + 1) + 7 - 2 * 7);
    // A session that is alone and no longer than the turnaround: none is counted.
    b.c.turnaround_minutes = 60;
    assert_eq!(bound(&b.done(), &[run("alone", &[], 36, 12)]), (2 * 6 + 6) - 2 * 6);
}

#[test]
fn services_tracks_and_tags_give_back_what_one_team_or_one_session_at_a_time_uses() {
    let mut b = narrow();
    b.c.services = vec![Service { id: "team".into(), teams: 1, rooms: None, minutes_per_day: None }];
    b.c.tracks.push(("trust".to_owned(), "Trust".to_owned()));
    b.c.tags.push("law".into());
    b.rule(RuleId::TrackOverlap, priced("1")).rule(RuleId::TagOverlap, priced("1"));
    for session in &mut b.c.sessions {
        session.services = vec![ServiceId(0)];
        session.track = Some(TrackId(0));
        session.tags = vec![crate::domain::TagId(0)];
    }
    let (service, track, tag) = (
        run("service", &["team"], 36, 6),
        run("track-overlap", &["trust"], 36, 6),
        run("tag-overlap", &["law"], 36, 6),
    );
    for entry in [&service, &track, &tag] {
        assert_eq!(bound(&b.done(), std::slice::from_ref(entry)), 2 * 6 - 6, "{entry}");
    }
    assert_eq!(bound(&b.done(), &[service.clone(), track, tag]), 3 * 6);
    b.c.services[0].teams = 2;
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), 0);
    b.c.sessions[1].services.clear();
    assert_eq!(bound(&b.done(), &[service]), -6);
}

#[test]
fn a_soft_rule_prices_a_step_no_higher_than_its_own_price() {
    let mut b = narrow();
    b.c.tracks.push(("trust".to_owned(), "Trust".to_owned()));
    b.c.tags.push("law".into());
    for session in &mut b.c.sessions {
        session.track = Some(TrackId(0));
        session.tags = vec![crate::domain::TagId(0)];
    }
    // Per minute: 0.3 or 0.1 of 100 people.
    for (rule, id, subject, tenths) in
        [(RuleId::TrackOverlap, "track-overlap", "trust", 3), (RuleId::TagOverlap, "tag-overlap", "law", 1)]
    {
        let entry = |value: i64| json!({ "rule": id, "subject": [subject], "at": 36, "values": [value] });
        b.rule(rule, priced("1"));
        let most = tenths * 10 * 100 * 10 * ONE;
        assert_eq!(bound(&b.done(), &[entry(most)]), most / ONE);
        let refused = faults(&b.done(), &certificate(0, &json!([entry(most + 1)])));
        assert!(refused.contains(&format!("a multiplier is {}, more than the rule's price of {most}", most + 1)));
    }
    b.rule(RuleId::TrackOverlap, Strength::Hard);
    assert_eq!(bound(&b.done(), &[run("track-overlap", &["trust"], 36, 6)]), 6, "a hard rule has no price");
}

/// A person in New York, where it is one hour after midnight, who is needed in both sessions.
fn with_a_person() -> Build {
    let mut b = narrow();
    b.person("p", "America/New_York");
    b.participation(0);
    let participation = b.c.sessions[1].participants[0];
    b.c.sessions[0].participants.push(participation);
    b.rule(RuleId::FairPeople, priced("1"));
    b
}

#[test]
fn a_persons_discomfort_is_paid_up_to_the_limit_and_the_limit_is_given_back() {
    let mut b = with_a_person();
    let of =
        |limit: &str, value: i64| json!({ "rule": "fair-people", "subject": ["p", limit], "at": 0, "values": [value] });
    // Each session is an hour at 100 %, and the weight is 25.
    let hour = 60 * 100 * 25;
    assert_eq!(bound(&b.done(), &[of("60", ONE)]), 2 * hour - hour);
    assert_eq!(bound(&b.done(), &[of("60", ONE / 2)]), (2 * hour - hour) / 2);
    assert_eq!(bound(&b.done(), &[of("180", ONE)]), 2 * hour - 3 * hour);
    // One who does not have to be there in person pays nothing for the other.
    b.person("q", "America/New_York");
    b.participation(1);
    assert_eq!(bound(&b.done(), &[of("60", ONE)]), 2 * hour - hour);
    // A session of its own length beyond the limit costs in any timetable.
    let mut long = with_a_person();
    long.c.days[0].latest = at("2020-11-02T08:00");
    long.c.sessions.iter_mut().for_each(|session| {
        session.minutes = 120;
        session.participants[0].until = 120;
    });
    assert_eq!(bound(&long.done(), &[]), 2 * hour);
    assert_eq!(bound(&long.done(), &[of("60", ONE)]), 2 * hour + 2 * hour - hour);
    let refused = |entry: Value| faults(&b.done(), &certificate(0, &json!([entry])));
    assert!(refused(of("61", 1)).contains("the limit of fair-people"));
    assert!(refused(of("60", ONE + 1)).contains("a multiplier is 65537, more than 65536"));
    b.c.sessions[0].participants[0].recorded = true;
    assert!(faults(&b.done(), &certificate(0, &json!([of("60", 1)]))).contains("needed in fewer than two sessions"));
}

#[test]
fn a_session_has_no_start_while_someone_it_needs_is_away() {
    let mut b = with_a_person();
    b.rule(RuleId::FairPeople, Strength::Off);
    b.c.services = vec![Service { id: "team".into(), teams: 1, rooms: None, minutes_per_day: None }];
    b.c.sessions[1].services = vec![ServiceId(0)];
    b.c.sessions[0].participants.clear();
    let service = run("service", &["team"], 36, 6);
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), 6 - 6);
    b.c.people[0].unavailable = vec![window("2020-11-02T05:00", "2020-11-02T06:00")];
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), 6 - 6, "back in time");
    b.c.people[0].unavailable = vec![window("2020-11-02T06:50", "2020-11-02T08:00")];
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), -6, "without a start it pays nothing");
    // One who may miss it costs the minutes missed; one who sent a recording is not needed.
    b.c.sessions[1].participants[0].optional = true;
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), 10 * 25 * 100);
    b.c.sessions[1].participants[0].recorded = true;
    assert_eq!(bound(&b.done(), std::slice::from_ref(&service)), 0);
    b.c.sessions[1].participants[0].recorded = false;
    b.c.sessions[1].participants[0].optional = false;
    b.rule(RuleId::PersonAway, priced("0.5"));
    assert_eq!(bound(&b.done(), &[service]), 10 * 25 * 50);
}

#[test]
fn a_region_is_named_by_its_audience_and_its_own_zones() {
    let mut b = narrow();
    b.audience("asia", &[("Asia/Kolkata", "1")]);
    b.rule(RuleId::FairRegions, priced("1"));
    let with = |zones: &[&str], at: i64| {
        let subject: Vec<&str> = std::iter::once("asia").chain(zones.iter().copied()).collect();
        let entry = json!({ "rule": "fair-regions", "subject": subject, "at": at, "values": [ONE] });
        certificate(i64::MIN, &json!([entry]))
    };
    let c = b.done();
    assert!(verify_certificate(&c, &with(&["Asia/Kolkata"], 0)).is_ok());
    assert!(verify_certificate(&c, &with(&["Asia/Kolkata", "Asia/Kolkata"], 0)).is_ok(), "named twice");
    assert!(faults(&c, &with(&["Europe/Berlin"], 0)).contains("asia, Europe/Berlin is not a region"));
    assert!(faults(&c, &with(&[], 0)).contains("is not a region"));
    assert!(faults(&c, &with(&["Asia/Kolkata"], 1)).contains("not a single value with \"at\" 0"));
}

/// `one` would like to start at 07:00 or later, and `two` has to start at least half an hour after its end, by a
/// relation. The day ends at 09:00.
fn related(strength: Strength) -> Conference {
    let mut b = narrow();
    b.c.grid_minutes = 30;
    b.c.days[0].latest = at("2020-11-02T09:00");
    b.rule(RuleId::Wishes, priced("1"));
    b.c.sessions[0].wishes =
        vec![Wish { window: Some(window("2020-11-02T06:00", "2020-11-02T07:00")), rooms: None, discomfort: 1 }];
    let kind = RelationKind::Gap { least: 30, most: None, either_order: false, same_room: false };
    let sessions = vec![id(0), id(1)];
    b.c.relations = vec![Relation { kind, name: "gap", sessions, strength, neighbours: false }];
    b.done()
}

#[test]
fn a_hard_relation_in_one_order_is_kept_by_the_anchors() {
    let with = |c: &Conference| {
        let anchors = [("one", None), ("one", Some("two"))].map(|(first, last)| {
            verify_certificate(c, &with_anchors(&json!(first), &json!(last), &json!([]))).unwrap()
        });
        assert_eq!(verify_certificate(c, &with_anchors(&Value::Null, &json!("two"), &json!([]))), Ok(anchors[0]));
        anchors
    };
    // At 06:30, half an hour of 100 attendees lies before 07:00.
    assert_eq!(with(&related(Strength::Hard)), [30 * 100; 2]);
    assert_eq!(with(&related(priced("1"))), [0; 2], "a relation with a weight may be broken");
    let mut off = related(Strength::Hard);
    off.rules[RuleId::Relation].strength = Strength::Off;
    assert_eq!(with(&off), [0; 2]);
    let mut either = related(Strength::Hard);
    either.relations[0].kind = RelationKind::Gap { least: 30, most: None, either_order: true, same_room: false };
    assert_eq!(with(&either), [0; 2]);
}

/// Three sessions of an hour on two days of two phases, `first` before `middle` before `last`, with random wishes. The
/// orders bind in all phases, or only in the second one.
fn three_in_a_row(seed: i64, phase: Option<PhaseId>) -> Conference {
    let mut b = Build::new();
    b.c.grid_minutes = 30;
    b.c.phases.push(Phase { id: "phase-2".to_owned(), ..b.c.phases[0].clone() });
    b.c.days[1].phase = PhaseId(1);
    b.c.days.iter_mut().for_each(|day: &mut Day| day.latest = day.earliest.plus(4 * 60));
    b.rule(RuleId::Wishes, priced("1"));
    for name in ["first", "middle", "last"] {
        b.session(name, 60);
    }
    let order = |session| Order { session: id(session), gap_minutes: 30, phase };
    b.c.sessions[1].after = vec![order(0)];
    b.c.sessions[2].after = vec![order(1)];
    let mut state = seed;
    for session in &mut b.c.sessions {
        for day in &b.c.days {
            for half_hour in 0..8 {
                state = (state * 7_919_333 + 104_729) % 1_000_003;
                let from = day.earliest.plus(30 * half_hour);
                let window = crate::domain::Window { from, until: from.plus(30) };
                let discomfort = u8::try_from(state % 100).unwrap();
                session.wishes.push(Wish { window: Some(window), rooms: None, discomfort });
            }
        }
    }
    b.done()
}

#[test]
fn with_both_anchors_the_bound_of_three_sessions_in_a_row_is_the_optimum() {
    for (seed, phase) in (1..=20).flat_map(|seed| [(seed, None), (seed, Some(PhaseId(1)))]) {
        let c = three_in_a_row(seed, phase);
        let starts: Vec<Instant> =
            c.days.iter().flat_map(|day| (0..7).map(|half_hour| day.earliest.plus(30 * half_hour))).collect();
        let cost = |session: usize, start: Instant| {
            let mut placements = vec![None; 3];
            placements[session] = Some(Placement { start, room: Some(RoomId(0)) });
            check(&c, &Schedule { placements }).cost
        };
        let costs: Vec<Vec<i64>> =
            (0..3).map(|session| starts.iter().map(|&start| cost(session, start)).collect()).collect();
        let binds = |start: usize| phase.is_none() || start >= 7;
        let kept = |a: usize, b: usize| !binds(a) || !binds(b) || starts[b].since(starts[a]) >= 90;
        let all = (0..14).flat_map(|a| (0..14).flat_map(move |b| (0..14).map(move |c| [a, b, c])));
        let best =
            all.filter(|&[a, b, c]| kept(a, b) && kept(b, c)).map(|[a, b, c]| costs[0][a] + costs[1][b] + costs[2][c]);
        let with = |first: Value, last: Value| verify_certificate(&c, &with_anchors(&first, &last, &json!([])));
        assert_eq!(with(json!("first"), json!("last")).ok(), best.min(), "seed {seed}, {phase:?}");
        let pairs = || (0..14).flat_map(|a| (0..14).map(move |b| (a, b))).filter(|&(a, b)| kept(a, b));
        let cheapest = |session: usize| costs[session].iter().min().copied().unwrap_or(0);
        let of_first = pairs().map(|(a, b)| costs[0][a] + costs[1][b]).min().map(|pair| pair + cheapest(2));
        assert_eq!(with(json!("first"), Value::Null).ok(), of_first, "seed {seed}, {phase:?}");
        let of_last = pairs().map(|(a, b)| costs[1][a] + costs[2][b]).min().map(|pair| pair + cheapest(0));
        assert_eq!(with(Value::Null, json!("last")).ok(), of_last, "seed {seed}, {phase:?}");
    }
}

#[test]
fn a_session_pays_for_the_rooms_that_can_hold_it() {
    let mut b = narrow();
    b.c.rooms.push(b.c.rooms[0].clone());
    b.c.rooms[1].id = "room-2".to_owned();
    let entry = [run("room-clash", &["room-1"], 36, 6)];
    assert_eq!(bound(&b.done(), &entry), -6, "both sessions can use the other room");
    b.c.rooms[1].capacity = Some(100);
    assert_eq!(bound(&b.done(), &entry), -6, "it holds all 100");
    b.c.rooms[1].capacity = Some(99);
    assert_eq!(bound(&b.done(), &entry), 2 * 6 - 6);
    b.c.rooms[1].capacity = None;
    b.c.rooms[1].closed = vec![window("2020-11-02T06:50", "2020-11-02T08:00")];
    assert_eq!(bound(&b.done(), &entry), 2 * 6 - 6);
    b.rule(RuleId::RoomFit, priced("1"));
    assert_eq!(bound(&b.done(), &entry), 2 * 6 - 6, "a weight is for the capacity only");
    b.rule(RuleId::RoomFit, Strength::Off);
    assert_eq!(bound(&b.done(), &entry), -6);
    // The only slot is not for the other room.
    let slot = window("2020-11-02T06:00", "2020-11-02T07:00");
    b.c.phases[0].slots = vec![Slot { window: slot, rooms: Some(vec![RoomId(0)]) }];
    assert_eq!(bound(&b.done(), &entry), 2 * 6 - 6);
}

#[test]
fn an_evening_that_one_session_takes_costs_in_any_timetable() {
    let mut b = with_a_person();
    b.rule(RuleId::FairPeople, Strength::Off).rule(RuleId::PeopleHours, priced("1"));
    assert_eq!(bound(&b.done(), &[]), 2 * 60 * 25 * 100, "two hours at 100 %");
    b.rule(RuleId::PeopleHours, Strength::Off).rule(RuleId::PersonRest, priced("1"));
    // From 21:00 to the session's end at 02:00 in New York, less the free three hours.
    assert_eq!(bound(&b.done(), &[]), 2 * 120 * 25 * 100);
}
