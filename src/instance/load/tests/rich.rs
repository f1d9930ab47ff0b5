//! An instance with all fields of the format, and the conference that it describes.

use super::{LINES, read};
use crate::domain::{
    Apart, AudienceId, Conference, DayId, Decimal, Instant, Order, PhaseId, RelationKind, RoomId, RuleId, SessionId,
    Strength, Window,
};
use crate::instance::deserialize_lenient::deserialize_lenient;
use crate::instance::problem::Problems;
use crate::instance::{SchemaKind, format, json, schema};

/// An instance with all fields of the format.
pub(super) const RICH: &str = include_str!("rich.json");

fn conference() -> Conference {
    let loaded = read(RICH);
    assert!(loaded.diagnostics.is_empty(), "{}", crate::diagnostic::render(&loaded.diagnostics));
    loaded.conference.unwrap()
}

fn at(text: &str) -> Instant {
    Instant::from_utc(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap())
}

fn window(from: &str, until: &str) -> Window {
    Window { from: at(from), until: at(until) }
}

const SUMMIT: SessionId = SessionId(0);
const TALK: SessionId = SessionId(1);
const LAB: SessionId = SessionId(2);
const CODA: SessionId = SessionId(3);

#[test]
fn the_calendar_is_in_the_events_zone_and_follows_its_clock_change() {
    let conference = conference();
    let days: Vec<_> = conference.days.iter().map(|d| (d.phase, d.earliest, d.latest)).collect();
    let opening = PhaseId(0);
    assert_eq!(
        days,
        [
            (opening, at("2021-10-30T06:00"), at("2021-10-30T18:00")),
            (opening, at("2021-10-31T07:00"), at("2021-10-31T19:00")),
            (PhaseId(1), at("2021-11-02T23:00"), at("2021-11-04T01:00")),
        ]
    );
    assert_eq!(conference.day_at(at("2021-10-31T07:00")), Some(DayId(1)));
    let slots: Vec<_> = conference.phases[0].slots.iter().map(|s| (s.window, s.rooms.clone())).collect();
    assert_eq!(
        slots,
        [
            (window("2021-10-30T07:00", "2021-10-30T09:00"), None),
            (window("2021-10-31T08:00", "2021-10-31T10:00"), None),
            (window("2021-10-31T11:00", "2021-10-31T13:00"), Some(vec![RoomId(1)])),
        ]
    );
    assert_eq!(conference.phases[0].longest_day_minutes, Some(700));
    assert_eq!(conference.rooms[1].closed, [window("2021-11-03T11:00", "2021-11-03T12:00")]);
}

#[test]
fn sessions_inherit_from_their_types_and_tracks() {
    let conference = conference();
    let [summit, talk, lab, coda] = &conference.sessions[..] else { panic!("four sessions") };
    assert_eq!((summit.minutes, summit.attendance, summit.alone), (120, 400, true));
    assert_eq!((talk.minutes, talk.attendance, talk.alone), (45, 75, false));
    assert_eq!(summit.services.len(), 1);
    assert_eq!(talk.multipliers, [(AudienceId(1), Decimal::micros(2_500_000))]);
    assert_eq!(lab.fixed.map(|f| (f.start, f.room)), Some((at("2021-10-31T08:00"), Some(RoomId(1)))));
    assert_eq!(talk.allowed, Some(vec![window("2021-10-30T05:00", "2021-10-31T20:00")]));
    let wishes: Vec<_> = talk.wishes.iter().map(|w| (w.window.is_some(), w.rooms.clone(), w.discomfort)).collect();
    assert_eq!(wishes, [(true, None, 30), (false, Some(vec![RoomId(0)]), 5)]);
    assert_eq!((coda.title.as_str(), conference.types[coda.session_type.index()].as_str()), ("coda", "session"));
    assert_eq!(conference.tracks, [("craft".into(), "The craft".into()), ("new".into(), "new".into())]);
}

#[test]
fn participants_take_defaults_from_people_and_roles() {
    let conference = conference();
    let participants: Vec<_> = conference.sessions[1]
        .participants
        .iter()
        .map(|s| (s.person.0, s.weight, s.optional, s.recorded, s.from, s.until))
        .collect();
    assert_eq!(
        participants,
        [
            (0, Decimal::whole(25), false, false, 0, 45),
            (1, Decimal::micros(7_500_000), true, false, 5, 30),
            (2, Decimal::whole(10), false, true, 0, 45),
        ]
    );
    let people = &conference.people;
    assert_eq!(people[0].available, Some(vec![window("2021-10-30T14:30", "2021-10-30T20:30")]));
    assert_eq!(people[0].unavailable, [window("2021-11-03T03:00", "2021-11-03T05:00")]);
    assert_eq!((people[1].zone, people[1].audience), (None, Some(AudienceId(0))));
    // The entry of the event replaces the built-in curve, the entry of the person replaces both.
    assert_eq!(
        [(people[0].comfort.at(12 * 60)), people[0].comfort.at(23 * 60), people[2].comfort.at(23 * 60)],
        [40, 1, 85]
    );
    assert_eq!(people[2].comfort.at(12 * 60), 40);
    assert_eq!(people[2].days_off.surcharge, 15);
}

#[test]
fn selectors_orders_relations_and_interest_are_resolved_to_sessions() {
    let conference = conference();
    let [summit, talk, _, coda] = &conference.sessions[..] else { panic!("four sessions") };
    let order = |session, gap_minutes, phase| Order { session, gap_minutes, phase };
    assert_eq!(summit.before, [order(TALK, 0, Some(PhaseId(0))), order(LAB, 0, Some(PhaseId(0)))]);
    assert_eq!(coda.after, [order(SUMMIT, 90, None)]);
    assert_eq!(
        talk.apart_from,
        [Apart { session: LAB, weight: None }, Apart { session: SUMMIT, weight: Some(Decimal::micros(500_000)) }]
    );
    let relations: Vec<_> = conference.relations.iter().map(|r| (r.name, r.kind, r.strength, r.neighbours)).collect();
    let gap = |least, most, either_order, same_room| RelationKind::Gap { least, most, either_order, same_room };
    assert_eq!(
        relations,
        [
            ("gap", gap(10, Some(600), true, true), Strength::Weight(Decimal::whole(2)), true),
            ("days", RelationKind::Days { least: 0, most: Some(4) }, Strength::Hard, false),
            ("same-day", RelationKind::Days { least: 0, most: Some(0) }, Strength::Weight(Decimal::ONE), false),
            ("different-days", RelationKind::Days { least: 1, most: None }, Strength::Hard, false),
            ("directly-after", gap(5, Some(5), false, true), Strength::Weight(Decimal::ONE), true),
            ("apart-by", gap(30, None, true, false), Strength::Hard, false),
        ]
    );
    assert_eq!(conference.relations[1].sessions, [CODA, TALK, LAB]);
    let interest: Vec<_> = conference.interest.iter().map(|i| (i.first, i.second, i.people)).collect();
    assert_eq!(interest, [(TALK, LAB, Decimal::micros(12_500_000))]);
    let set = conference.rules.iter().filter(|(_, setting)| setting.strength != Strength::Off);
    let rules: Vec<_> = set.map(|(rule, setting)| (rule, setting.strength, setting.share)).collect();
    assert_eq!(
        rules,
        [
            (RuleId::Placed, Strength::Hard, None),
            (RuleId::TrackOverlap, Strength::Weight(Decimal::whole(3)), None),
            (RuleId::TrackReach, Strength::Hard, Some(Decimal::micros(600_000))),
        ]
    );
}

#[test]
fn missing_fields_have_their_defaults() {
    let conference = read(&LINES.join("\n").replace("\"rooms\": [ { \"id\": \"r\" } ],", "")).conference.unwrap();
    assert_eq!((conference.grid_minutes, conference.turnaround_minutes, conference.person_gap_minutes), (10, 0, 0));
    assert_eq!((conference.rooms[0].id.as_str(), conference.rooms[0].capacity), ("room-1", None));
    assert_eq!(conference.zone.name(), "UTC");
    assert_eq!(conference.days[0].latest.since(conference.days[0].earliest), 1440);
    assert_eq!((conference.sessions[0].attendance, conference.phases[0].types.clone()), (75, None));
    assert_eq!((conference.audiences[0].people, conference.audiences[0].zones[0].share), (Decimal::ONE, Decimal::ONE));
}

#[test]
fn the_schema_accepts_what_loads_and_refuses_what_is_misspelt() {
    let validator = jsonschema::validator_for(schema(SchemaKind::Instance).as_value()).unwrap();
    let mut rich: serde_json::Value = serde_json::from_str(RICH).unwrap();
    let errors: Vec<String> = validator.iter_errors(&rich).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for place in ["", "/sessions/0", "/sessions/1/people/1", "/phases/0/hours", "/rules/track-overlap"] {
        let mut wrong = rich.clone();
        wrong.pointer_mut(place).unwrap()["minuts"] = 1.into();
        assert!(!validator.is_valid(&wrong), "{place}");
    }
    rich["format"] = "plenary/2".into();
    assert!(!validator.is_valid(&rich));
}

#[test]
fn the_types_write_what_they_read() {
    let root = json::parse(RICH, &mut Vec::new()).unwrap();
    let typed: format::Instance = deserialize_lenient(&root, &mut Problems::default()).unwrap();
    let written = serde_json::to_string(&typed).unwrap();
    let (mut again, mut first) = (read(&written).conference.unwrap(), conference());
    (again.digest, first.digest) = (String::new(), String::new());
    assert_eq!(again, first);
}

#[test]
fn days_meet_at_a_midnight_that_the_clocks_show_twice() {
    // Havana, 2 November 2025: at 01:00 the clocks go back to 00:00.
    let text = r#"{ "format": "plenary/1", "time_zone": "America/Havana", "sessions": [ { "id": "a", "minutes": 60 } ],
        "phases": [ { "id": "p", "days": ["2025-11-01", "2025-11-02"] } ] }"#;
    let loaded = super::read(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let days = loaded.conference.unwrap().days;
    assert_eq!(days[0].latest, days[1].earliest);
    // The second day has 25 hours.
    assert_eq!(days[1].latest.since(days[1].earliest), 25 * 60);
}
