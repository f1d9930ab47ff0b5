//! Generated programmes: the same seed gives the same bytes, each programme loads without warnings, and each has a
//! timetable, except the overfull one, which has one session too many.

use plenary::check::{Report, check};
use plenary::domain::{Conference, RuleId};
use plenary::generate::{PROFILES, generate, reference_schedule, render};
use plenary::instance::{load, read_schedule};
use plenary::rules::{catalogue, ground};
use plenary::solve::presolve::{FindingKind, Scope, presolve};
use serde_json::Value;

fn conference(name: &str, document: &Value) -> Conference {
    let loaded = load(render(document).as_bytes(), name, &catalogue());
    assert!(loaded.diagnostics.is_empty(), "{name}: {:?}", loaded.diagnostics);
    loaded.conference.unwrap()
}

/// The report of the checker on a timetable, which must be readable.
fn report(name: &str, conference: &Conference, schedule: &Value) -> Report {
    let read = read_schedule(schedule.to_string().as_bytes(), name, conference);
    assert!(!plenary::diagnostic::has_errors(&read.diagnostics), "{name}: {:?}", read.diagnostics);
    check(conference, &read.schedule.unwrap())
}

/// Used room-minutes per thousand available room-minutes.
fn fill(document: &Value, conference: &Conference) -> i64 {
    let rooms = conference.rooms.len() as i64;
    let turnaround = document["turnaround_minutes"].as_i64().unwrap();
    let hours = |phase: &Value| phase["hours"]["longest_day_minutes"].as_i64().unwrap() + turnaround;
    let phases = document["phases"].as_array().unwrap();
    let available: i64 = phases.iter().map(|phase| phase["days"].as_array().unwrap().len() as i64 * hours(phase)).sum();
    let used = |session: &plenary::domain::Session| {
        session.minutes + turnaround + if session.alone { (rooms - 1) * session.minutes } else { 0 }
    };
    conference.sessions.iter().map(used).sum::<i64>() * 1_000 / (available * rooms)
}

#[test]
fn each_profile_loads_and_has_a_timetable_except_the_overfull_one() {
    for profile in PROFILES {
        for seed in [1, 2] {
            let name = format!("{}, seed {seed}", profile.name);
            let document = generate(profile.name, seed, 1).unwrap();
            assert!(
                render(&document) == render(&generate(profile.name, seed, 1).unwrap()),
                "{name}: a second generation differs"
            );
            let conference = conference(&name, &document);
            let report = report(&name, &conference, &reference_schedule(profile.name, seed, 1).unwrap());
            assert!(report.is_valid(), "{name}: {:?}", report.violations.first());
            let left_out = usize::from(profile.name == "igf-2020-overfull");
            assert_eq!(report.unplaced.len(), left_out, "{name}");
        }
    }
}

#[test]
fn programmes_of_double_size_have_a_timetable_too() {
    for profile in PROFILES.iter().filter(|profile| profile.largest_scale > 1) {
        let name = format!("{}, twice as large", profile.name);
        let (one, two) = (generate(profile.name, 1, 1).unwrap(), generate(profile.name, 1, 2).unwrap());
        let count = |document: &Value| document["sessions"].as_array().unwrap().len();
        assert!((19..=21).contains(&(count(&two) * 10 / count(&one))), "{name} has {} sessions", count(&two));
        let conference = conference(&name, &two);
        let report = report(&name, &conference, &reference_schedule(profile.name, 1, 2).unwrap());
        assert!(report.is_valid() && report.is_complete(), "{name}: {:?}", report.violations.first());
    }
}

#[test]
fn the_overfull_programme_is_impossible_by_counting_and_possible_without_one_session() {
    let document = generate("igf-2020-overfull", 1, 1).unwrap();
    let whole = conference("overfull", &document);
    let findings = |conference: &Conference| {
        let grounded = ground(conference).unwrap();
        let found = presolve(&grounded.model, Scope::Complete).findings;
        let overloads = found.iter().filter_map(|finding| match &finding.kind {
            FindingKind::BucketCapacity { label, demanded, available, .. } => {
                Some((grounded.labels[label.0 as usize].rule, *demanded, *available))
            }
            _ => None,
        });
        (overloads.collect::<Vec<_>>(), found.len())
    };
    let (overloads, _) = findings(&whole);
    assert!(overloads.contains(&(RuleId::Service, 1_950, 1_890)), "{overloads:?}");

    // Without the session that the reference timetable leaves out, all sessions fit.
    let schedule = reference_schedule("igf-2020-overfull", 1, 1).unwrap();
    let placed: Vec<&Value> = schedule["sessions"].as_array().unwrap().iter().map(|session| &session["id"]).collect();
    let mut fewer = document;
    let sessions = fewer["sessions"].as_array_mut().unwrap();
    let before = sessions.len();
    sessions.retain(|session| placed.contains(&&session["id"]));
    assert_eq!(sessions.len(), before - 1);
    let fewer = conference("one fewer", &fewer);
    let report = report("one fewer", &fewer, &schedule);
    assert!(report.is_valid() && report.is_complete(), "{:?}", report.violations);
    assert_eq!(findings(&fewer).1, 0);
}

#[test]
fn each_profile_has_its_documented_room_use() {
    for (name, expected) in [
        ("igf-2020", 905..=915),
        ("igf-2020-phase-two", 895..=910),
        ("igf-2020-loose", 400..=600),
        ("hundred-days", 800..=850),
    ] {
        let document = generate(name, 1, 1).unwrap();
        let found = fill(&document, &conference(name, &document));
        assert!(expected.contains(&found), "{name} is {found} per thousand full");
    }
}

/// By room of the many: its minutes of talks, and the minutes for which it is open.
fn used_and_open(document: &Value) -> Vec<(i64, i64)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let minute = |time: &Value| {
        let time = time.as_str().unwrap();
        time[11..13].parse::<i64>().unwrap() * 60 + time[14..16].parse::<i64>().unwrap()
    };
    let of_room = |(room, service): (Value, Value)| {
        let closed: i64 = list(&room["closed"]).iter().map(|span| minute(&span["until"]) - minute(&span["from"])).sum();
        let talks = list(&document["sessions"]).into_iter().filter(|talk| talk["services"][0] == service["id"]);
        (talks.map(|talk| talk["minutes"].as_i64().unwrap()).sum(), 990 - closed)
    };
    list(&document["rooms"]).into_iter().zip(list(&document["services"])).map(of_room).collect()
}

#[test]
fn three_of_many_rooms_are_full_to_the_minute() {
    for seed in 1..=3 {
        let document = generate("many-rooms", seed, 1).unwrap();
        let rooms = used_and_open(&document);
        assert_eq!(rooms[..3], [(990, 990); 3]);
        assert!(rooms[3..].iter().all(|(used, open)| used < open), "seed {seed}: {rooms:?}");
        let (used, open) = rooms.iter().fold((0, 0), |sum, room| (sum.0 + room.0, sum.1 + room.1));
        assert!((875..=905).contains(&(used * 1_000 / open)), "seed {seed}: {used} of {open} minutes");
        let count = document["sessions"].as_array().unwrap().len();
        assert!((1_060..=1_160).contains(&count), "seed {seed}: {count} sessions");
    }
}

#[test]
fn short_talks_fill_sixty_rooms() {
    for seed in 1..=3 {
        let document = generate("short-talks", seed, 1).unwrap();
        let talks = document["sessions"].as_array().unwrap();
        let minutes: i64 = talks.iter().map(|talk| talk["minutes"].as_i64().unwrap()).sum();
        assert!((1_450..=1_550).contains(&talks.len()), "seed {seed}: {} talks", talks.len());
        let fill = minutes * 1_000 / (2 * 260 * 60);
        assert!((880..=930).contains(&fill), "seed {seed}: {fill} per thousand full");
    }
}

#[test]
fn the_smaller_profiles_of_igf_2020_contain_only_its_sessions() {
    let sessions = |name: &str| generate(name, 1, 1).unwrap()["sessions"].as_array().unwrap().clone();
    let whole = sessions("igf-2020");
    for part in ["igf-2020-phase-two", "igf-2020-loose"] {
        let sessions = sessions(part);
        assert!((130..=160).contains(&sessions.len()), "{part} has {}", sessions.len());
        for session in sessions {
            let same = whole.iter().find(|other| other["id"] == session["id"]).unwrap();
            assert_eq!((&session["minutes"], &session["attendance"]), (&same["minutes"], &same["attendance"]));
        }
    }
}
