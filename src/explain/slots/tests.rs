//! Compares the results with the checker's verdict on every possible place.

use std::collections::BTreeSet;

use super::{SlotChoice, SlotOptions, Slots, slots};
use crate::check;
use crate::domain::testing::{add_person, at, audience, conference, rooms, session};
use crate::domain::{Conference, Placement, RoomId, RuleId, RuleSetting, RuleSettings, Schedule, SessionId, Strength};
use crate::rules::{catalogue, ground};

const EVERYTHING: SlotOptions = SlotOptions { most: 1000, swaps: true, all: true, near: None };

/// Four sessions in two rooms of different kinds; two of them share a speaker, one is long.
fn four() -> Conference {
    let mut conference = conference();
    conference.rooms = rooms(2);
    conference.rooms[1].capacity = Some(50);
    conference.sessions = [("a", 60), ("b", 60), ("c", 120), ("d", 60)].map(|(id, length)| session(id, length)).into();
    conference.sessions[3].attendance = 80;
    conference.audiences = vec![audience("east", 100, &[("Asia/Tokyo", 1)]), audience("west", 50, &[("UTC", 1)])];
    add_person(&mut conference, "Asia/Tokyo", &[0, 1]);
    add_person(&mut conference, "UTC", &[2]);
    let setting = |rule| RuleSetting::from(catalogue()[rule as usize].default);
    conference.rules = RuleSettings::of(setting);
    conference
}

fn place(start: &str, room: u32) -> Option<Placement> {
    Some(Placement { start: at(start), room: Some(RoomId(room)) })
}

fn schedule() -> Schedule {
    Schedule {
        placements: vec![place("02T08:00", 0), place("02T10:00", 1), place("02T11:00", 1), place("02T12:00", 0)],
    }
}

fn ask(conference: &Conference, schedule: &Schedule, session: u32, options: SlotOptions) -> Slots {
    let report = check::check(conference, schedule);
    assert!(report.is_valid(), "{:?}", report.violations);
    slots(conference, &ground(conference).unwrap(), schedule, &report, SessionId(session), options)
}

/// The checker's verdict on a schedule against another: the cost difference, and whether it breaks a rule.
fn verdict(conference: &Conference, before: &Schedule, after: &Schedule) -> (i64, bool) {
    let (before, after) = (check::check(conference, before), check::check(conference, after));
    (after.cost - before.cost, !after.is_valid())
}

/// Start, room, difference and whether a rule is broken, for each choice and room.
fn rows(choices: &[SlotChoice]) -> BTreeSet<(String, String, i64, bool)> {
    let one = |choice: &SlotChoice| {
        let key = (choice.spot.start.clone(), choice.difference, !choice.broken.is_empty());
        choice.rooms.iter().map(|room| (key.0.clone(), room.clone(), key.1, key.2)).collect::<Vec<_>>()
    };
    choices.iter().flat_map(one).collect()
}

#[test]
fn all_places_are_those_the_checker_finds() {
    let conference = four();
    for unplaced in [false, true] {
        for chosen in 0..4 {
            let mut schedule = schedule();
            if unplaced {
                schedule.placements[chosen] = None;
            }
            let mut expected = BTreeSet::new();
            for hour in 0..24 {
                for room in 0..2 {
                    let there = place(&format!("02T{hour:02}:00"), room);
                    let mut after = schedule.clone();
                    after.placements[chosen] = there;
                    let (difference, broken) = verdict(&conference, &schedule, &after);
                    if there != schedule.placements[chosen] {
                        let (start, room) = (format!("2020-11-02T{hour:02}:00:00+00:00"), format!("room-{room}"));
                        expected.insert((start, room, difference, broken));
                    }
                }
            }
            let found = ask(&conference, &schedule, chosen as u32, EVERYTHING);
            assert_eq!(rows(&found.places), expected, "{chosen} {unplaced}");
            let fitting = expected.iter().filter(|(.., broken)| !broken).count();
            assert_eq!(found.fitting_places, fitting, "each room is a kind by itself");
        }
    }
}

#[test]
fn all_swaps_are_those_the_checker_finds() {
    let conference = four();
    let schedule = schedule();
    for chosen in 0..4 {
        let found = ask(&conference, &schedule, chosen, EVERYTHING);
        let mut expected = BTreeSet::new();
        for other in (0..4).filter(|other| *other != chosen) {
            let mut after = schedule.clone();
            after.placements.swap(chosen as usize, other as usize);
            let (difference, broken) = verdict(&conference, &schedule, &after);
            expected.insert((conference.sessions[other as usize].id.clone(), difference, broken));
        }
        let shown = found.swaps.iter().map(|choice| {
            let partner = choice.with.as_ref().unwrap();
            assert_eq!((&partner.now, partner.there.as_ref()), (&choice.spot, found.now.as_ref()));
            (partner.id.clone(), choice.difference, !choice.broken.is_empty())
        });
        assert_eq!(shown.collect::<BTreeSet<_>>(), expected, "{chosen}");
        let fitting: Vec<i64> = found.swaps.iter().filter(|c| c.broken.is_empty()).map(|c| c.difference).collect();
        assert_eq!(fitting.len(), found.fitting_swaps);
        assert!(fitting.is_sorted(), "{fitting:?}");
    }
}

#[test]
fn an_unplaced_session_can_take_a_place_and_leave_the_other_session_out() {
    let conference = four();
    let mut schedule = schedule();
    schedule.placements[3] = None;
    let found = ask(&conference, &schedule, 3, EVERYTHING);
    assert!(found.now.is_none() && found.places[0].unplaced_minutes_difference == -80 * 60);
    let swap = |id: &str| found.swaps.iter().find(|c| c.with.as_ref().is_some_and(|p| p.id == id)).unwrap();
    assert_eq!(swap("a").unplaced_minutes_difference, 10 * 60 - 80 * 60);
    assert!(swap("a").with.as_ref().is_some_and(|partner| partner.there.is_none()));
    assert!(swap("a").people.iter().all(|person| person.new.is_none() && person.session == "a"));
}

#[test]
fn affected_people_are_listed_with_their_local_times() {
    let conference = four();
    let found = ask(&conference, &schedule(), 0, SlotOptions { most: 1000, swaps: false, all: false, near: None });
    assert!(found.swaps.is_empty() && found.places.iter().all(|choice| choice.broken.is_empty()));
    let late = found.places.iter().find(|choice| choice.spot.when == "Mon 2 Nov 2020 15:00").unwrap();
    let [person] = late.people.as_slice() else { panic!("{:?}", late.people) };
    assert_eq!((person.id.as_str(), person.zone.as_str()), ("person-0", "Asia/Tokyo"));
    assert_eq!(person.old.as_deref(), Some("Mon 2 Nov 17:00"));
    assert_eq!(person.new.as_deref(), Some("Tue 3 Nov 00:00"));
    assert_eq!(person.difference, 60 * 100);
    // Two thirds of ten people are in Tokyo; for those in UTC the last hour of the night is avoided.
    let names: Vec<&str> = late.regions.iter().map(|region| region.name.as_str()).collect();
    assert_eq!(names, ["east", "west"]);
    assert!(late.regions[0].difference > 0 && late.regions[1].difference < 0, "{:?}", late.regions);
}

#[test]
fn only_the_cheapest_up_to_the_limit_are_listed() {
    let conference = four();
    let all = ask(&conference, &schedule(), 0, SlotOptions { most: 1000, swaps: true, all: false, near: None });
    let few = ask(&conference, &schedule(), 0, SlotOptions { most: 2, swaps: true, all: false, near: None });
    assert_eq!((few.places.len(), few.fitting_places), (2, all.fitting_places));
    let costs = |choices: &[SlotChoice]| choices.iter().map(|choice| choice.difference).collect::<Vec<_>>();
    assert!(costs(&all.places).is_sorted());
    assert_eq!(costs(&few.places), costs(&all.places)[..2]);
    // A fixed session cannot move.
    let mut fixed = conference.clone();
    fixed.sessions[0].fixed = Some(crate::domain::Fixed { start: at("02T08:00"), room: Some(RoomId(0)) });
    assert!(fixed.rule(RuleId::Allowed) == Strength::Hard);
    let none = ask(&fixed, &schedule(), 0, SlotOptions { most: 9, swaps: true, all: false, near: None });
    assert_eq!((none.fitting_places, none.fitting_swaps, none.places.len()), (0, 0, 0));
}
