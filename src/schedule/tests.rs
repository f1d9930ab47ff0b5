//! Rooms are assigned as documented, and schedules become assignments again.

use super::*;
use crate::domain::{Relation, RelationKind, RoomId, Strength, TrackId};
use crate::model::evaluate;
use crate::rules::ground;
use crate::rules::testing::{RuleId, add_day, add_person, assignment, at, conference, rooms, session, violations};

fn room_ids(schedule: &Schedule) -> Vec<Option<u32>> {
    schedule.placements.iter().map(|placement| placement.and_then(|p| p.room).map(|room| room.0)).collect()
}

fn given(sessions: usize, count: usize) -> Conference {
    let mut given = conference();
    given.rooms = rooms(count);
    given.sessions = (0..sessions).map(|index| session(&format!("s{index}"), 60)).collect();
    given
}

fn schedule(given: &Conference, places: &[&str]) -> Schedule {
    to_schedule(given, &ground(given).unwrap(), &assignment(given, places))
}

#[test]
fn a_room_is_free_again_after_the_turnaround() {
    let mut given = given(4, 2);
    given.turnaround_minutes = 30;
    given.grid_minutes = 30;
    let rooms = room_ids(&schedule(&given, &["02T10:00", "02T11:00", "02T11:30", "-"]));
    assert_eq!(rooms, [Some(0), Some(1), Some(0), None]);
}

#[test]
fn a_track_stays_in_its_room() {
    let mut given = given(4, 2);
    given.sessions[1].track = Some(TrackId(0));
    given.sessions[2].track = Some(TrackId(0));
    assert_eq!(room_ids(&schedule(&given, &["02T10:00", "02T10:00", "02T12:00", "02T12:00"])), [0, 1, 1, 0].map(Some));
}

#[test]
fn a_session_that_follows_directly_keeps_the_room() {
    let mut given = given(4, 3);
    given.turnaround_minutes = 60;
    let kind = RelationKind::Gap { least: 60, most: Some(60), either_order: false, same_room: true };
    let sessions = vec![SessionId(1), SessionId(3)];
    given.relations =
        vec![Relation { kind, name: "directly-after", sessions, strength: Strength::Hard, neighbours: true }];
    // The last session follows the second one. Another session starts at the same time and chooses after it.
    let places = ["02T10:00", "02T10:00", "02T12:00", "02T12:00"];
    assert_eq!(room_ids(&schedule(&given, &places)), [0, 1, 0, 1].map(Some));
    assert_eq!(violations(&given, &places), 0);
}

#[test]
fn only_a_session_that_follows_in_the_same_class_and_at_once_chooses_first() {
    let mut given = given(4, 2);
    let kind = RelationKind::Gap { least: 0, most: Some(0), either_order: false, same_room: true };
    let sessions = vec![SessionId(0), SessionId(3)];
    given.relations =
        vec![Relation { kind, name: "directly-after", sessions, strength: Strength::Hard, neighbours: true }];
    let places = ["02T10:00", "02T10:00", "02T11:00", "02T11:00"];
    assert_eq!(room_ids(&schedule(&given, &places)), [0, 1, 1, 0].map(Some));
    let places = ["02T10:00", "02T10:00", "02T12:00", "02T12:00"];
    assert_eq!(room_ids(&schedule(&given, &places)), [0, 1, 0, 1].map(Some), "an hour later");
    // The session before is in the large room.
    given.rooms = rooms(3);
    given.rooms[2].capacity = Some(50);
    let places = ["02T10:00@2", "02T10:00", "02T11:00", "02T11:00"];
    assert_eq!(room_ids(&schedule(&given, &places)), [2, 0, 0, 1].map(Some));
}

#[test]
fn a_clash_of_the_assignment_stays_in_the_schedule() {
    let given = given(2, 1);
    assert_eq!(room_ids(&schedule(&given, &["02T10:00", "02T10:00"])), [Some(0), Some(0)]);
}

/// A pseudo-random number.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn assignments_within_the_class_sizes_get_rooms_without_a_clash() {
    let mut given = given(30, 4);
    given.turnaround_minutes = 20;
    given.grid_minutes = 10;
    given.rooms[3].capacity = Some(50);
    let mut state = 7;
    for (index, session) in given.sessions.iter_mut().enumerate() {
        session.minutes = 30 + 10 * (random(&mut state) % 9) as i64;
        session.track = (index % 3 == 0).then_some(TrackId(0));
    }
    let grounded = ground(&given).unwrap();
    for _ in 0..50 {
        // Random places, without those that break a hard rule.
        let mut places: Assignment = vec![None; 30];
        for session in 0..30 {
            let start = random(&mut state) as u32 % grounded.axis.starts.len() as u32;
            places[session] = Some(Place { start, class: random(&mut state) as u32 % 2 });
            if evaluate(&grounded.model, &places).violations > 0 {
                places[session] = None;
            }
        }
        let schedule = to_schedule(&given, &grounded, &places);
        for (a, one) in schedule.placed() {
            for (b, other) in schedule.placed().filter(|(b, _)| *b > a) {
                let apart =
                    |first: Placement, minutes: i64, second: Placement| first.start.plus(minutes + 20) <= second.start;
                let (of_a, of_b) = (given.sessions[a.index()].minutes, given.sessions[b.index()].minutes);
                assert!(one.room != other.room || apart(one, of_a, other) || apart(other, of_b, one), "{a:?} {b:?}");
            }
        }
        assert_eq!(from_schedule(&given, &grounded, &schedule), places, "the assignment again");
    }
}

#[test]
fn a_placement_beyond_the_last_session_is_ignored() {
    let given = given(1, 1);
    let at_ten = Some(Placement { start: at("02T10:00"), room: Some(RoomId(0)) });
    let schedule = Schedule { placements: vec![at_ten, at_ten] };
    assert_eq!(from_schedule(&given, &ground(&given).unwrap(), &schedule), assignment(&given, &["02T10:00"]));
}

#[test]
fn a_certificate_prices_some_of_all_labels() {
    let mut given = given(2, 1);
    given.turnaround_minutes = 60;
    add_person(&mut given, "UTC", &[0, 1]);
    let grounded = ground(&given).unwrap();
    let priced = priced(&grounded);
    assert_eq!(priced.len(), grounded.labels.len());
    for (label, priced) in grounded.labels.iter().zip(priced) {
        assert_eq!(priced, label.rule == RuleId::RoomClash, "{label:?}");
    }
}

#[test]
fn a_start_off_the_grid_becomes_the_nearest_start_of_its_date() {
    let mut given = given(3, 1);
    given.sessions[2].minutes = 120;
    given.days[0].earliest = at("02T10:00");
    add_day(&mut given, 3, "03T00:00", "04T00:00");
    let grounded = ground(&given).unwrap();
    let placed = |text, room: Option<u32>| Some(Placement { start: at(text), room: room.map(RoomId) });
    let schedule = Schedule {
        placements: vec![placed("02T10:40", Some(0)), placed("02T09:59", Some(0)), placed("02T23:00", Some(0))],
    };
    let places = from_schedule(&given, &grounded, &schedule);
    assert_eq!(places, assignment(&given, &["02T11:00", "02T10:00", "02T22:00"]));
}

#[test]
fn a_session_without_a_room_gets_the_least_full_class_and_one_without_a_possible_place_is_left_out() {
    let mut given = given(3, 2);
    given.rooms[1].capacity = Some(100);
    given.sessions[2].attendance = 1000;
    given.rooms[0].capacity = Some(200);
    let grounded = ground(&given).unwrap();
    let placed = |room: Option<u32>| Some(Placement { start: at("02T10:00"), room: room.map(RoomId) });
    let schedule = Schedule { placements: vec![placed(None), placed(Some(0)), placed(Some(1))] };
    let places = from_schedule(&given, &grounded, &schedule);
    assert_eq!(places, assignment(&given, &["02T10:00@1", "02T10:00@0", "-"]));
}
