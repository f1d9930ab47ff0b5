//! Random changes of random timetables: the price of each is the checker's, nothing else moves, and all of them can be
//! taken back, byte by byte.

use std::path::Path;

use plenary::app::Silent;
use plenary::app::editing::{Editor, Evaluator, MoveRequest, To, undo};
use plenary::app::load::Timetable;
use plenary::domain::{Lock, Schedule};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::{Value, json};

use crate::common::{Folder, STEPS};

fn below(random: &mut Xoshiro256PlusPlus, number: usize) -> usize {
    random.next_u32() as usize % number
}

/// A start on the grid of some day, perhaps outside its hours.
fn start(random: &mut Xoshiro256PlusPlus, shown: &Timetable) -> String {
    let day = shown.conference.days[below(random, shown.conference.days.len())];
    let steps = below(random, 14 * 60 / shown.conference.grid_minutes as usize) as i64;
    let at = day.earliest.plus(steps * shown.conference.grid_minutes);
    format!("{}Z", at.utc().format("%Y-%m-%dT%H:%M"))
}

fn request(random: &mut Xoshiro256PlusPlus, shown: &Timetable) -> MoveRequest {
    let conference = &shown.conference;
    let session = conference.sessions[below(random, conference.sessions.len())].id.clone();
    let room = |random: &mut Xoshiro256PlusPlus| conference.rooms[below(random, conference.rooms.len())].id.clone();
    let to = match below(random, 6) {
        0 => To::Nowhere,
        1 => To::Swap(conference.sessions[below(random, conference.sessions.len())].id.clone()),
        2 => To::Place { start: Some(start(random, shown)), room: None },
        3 => To::Place { start: None, room: Some(room(random)) },
        4 => To::Here,
        _ => To::Place { start: Some(start(random, shown)), room: Some(room(random)) },
    };
    let lock = [None, None, Some(None), Some(Some(Lock::Fixed)), Some(Some(Lock::Day))][below(random, 5)];
    MoveRequest { session, to, zone: None, lock }
}

/// A timetable with most sessions at random places, written by hand: in one line, or in many.
fn by_hand(random: &mut Xoshiro256PlusPlus, shown: &Timetable, many_lines: bool) -> String {
    let mut sessions = Vec::new();
    for session in &shown.conference.sessions {
        let room = &shown.conference.rooms[below(random, shown.conference.rooms.len())].id;
        match below(random, 8) {
            0 => {}
            1 => sessions.push(json!({ "id": session.id, "status": "confirmed" })),
            2 => sessions.push(json!({ "start": start(random, shown), "id": session.id })),
            _ => sessions.push(json!({ "id": session.id, "start": start(random, shown), "room": room })),
        }
    }
    let document = json!({ "format": "plenary-schedule/1", "sessions": sessions, "cost": 1, "valid": true });
    if many_lines { format!("{document:#}\r\n") } else { document.to_string() }
}

/// Makes random changes and takes them back.
fn change_at_random(programme: &Path, schedule: &Path, random: &mut Xoshiro256PlusPlus, changes: usize) {
    let read = || Timetable::read(programme, &schedule.to_path_buf(), &Silent).unwrap();
    let mut versions = vec![std::fs::read(schedule).unwrap()];
    let mut failed = 0;
    while versions.len() <= changes {
        let before = read();
        let wanted = request(random, &before);
        let mut editor = Editor::open(programme, schedule, &Silent).unwrap();
        let Ok(plan) = editor.plan(&mut Evaluator::new(&editor.basis()), &wanted) else {
            failed += 1;
            assert!(failed < 20 * changes, "no request can be meant");
            continue;
        };
        if !plan.is_change() {
            continue;
        }
        let effect = plan.effect.clone();
        editor.make(plan, true).unwrap();
        drop(editor);
        let after = read();
        let (old, new) = (before.check(), after.check());
        let what = format!("{wanted:?}");
        assert_eq!(effect.cost, new.cost, "{what}");
        assert_eq!(effect.difference, new.cost - old.cost, "{what}");
        assert_eq!(effect.by_rule.iter().map(|rule| rule.cost).sum::<i64>(), effect.difference, "{what}");
        assert_eq!(effect.unplaced_minutes_difference, new.unplaced_minutes - old.unplaced_minutes, "{what}");
        assert!(new.violations.len() <= old.violations.len() + effect.broken.len(), "{what}");
        let edited: Vec<&str> = effect.sessions.iter().map(|session| session.id.as_str()).collect();
        only_these_moved(&before, &after.schedule, &edited, &what);
        // The file says the same as the checker.
        let document: Value = serde_json::from_slice(&std::fs::read(schedule).unwrap()).unwrap();
        assert_eq!((&document["cost"], &document["valid"]), (&new.cost.into(), &new.is_valid().into()), "{what}");
        // A place nearby costs what a move to it costs.
        for choice in &effect.nearby {
            let there = match &choice.with {
                Some(with) => To::Swap(with.id.clone()),
                None => To::Place { start: Some(choice.spot.start.clone()), room: choice.spot.room.clone() },
            };
            undo(schedule, &Silent).unwrap();
            let editor = Editor::open(programme, schedule, &Silent).unwrap();
            let other = editor
                .plan(&mut Evaluator::new(&editor.basis()), &MoveRequest { to: there, lock: None, ..wanted.clone() })
                .unwrap();
            assert_eq!((other.effect.difference, other.effect.broken.len()), (choice.difference, 0), "{what}");
            drop(editor);
            let mut editor = Editor::open(programme, schedule, &Silent).unwrap();
            let again = editor.plan(&mut Evaluator::new(&editor.basis()), &wanted).unwrap();
            assert_eq!(again.effect, effect, "{what}");
            editor.make(again, true).unwrap();
        }
        versions.push(std::fs::read(schedule).unwrap());
    }
    versions.pop();
    while let Some(version) = versions.pop() {
        assert!(undo(schedule, &Silent).unwrap().change.is_some());
        assert_eq!(std::fs::read(schedule).unwrap(), version);
    }
    assert!(undo(schedule, &Silent).unwrap().change.is_none());
}

fn only_these_moved(before: &Timetable, after: &Schedule, edited: &[&str], what: &str) {
    for (id, session) in before.conference.session_ids().zip(&before.conference.sessions) {
        if !edited.contains(&session.id.as_str()) {
            assert_eq!(before.schedule.get(id), after.get(id), "{what} moved {}", session.id);
        }
    }
}

#[test]
fn random_changes_cost_what_the_checker_finds_and_are_taken_back() {
    let folder = Folder::solved();
    let programme = folder.file("conference.json");
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    change_at_random(&programme, &folder.file("conference.schedule.json"), &mut random, 60);
    let shown = Timetable::read(&programme, &folder.file("conference.schedule.json"), &Silent).unwrap();
    for round in 0..6 {
        let name = format!("plan-{round}.json");
        folder.write(&name, by_hand(&mut random, &shown, round % 2 == 0));
        change_at_random(&programme, &folder.file(&name), &mut random, 20);
    }
}

#[test]
fn one_editor_makes_many_changes_and_takes_them_back() {
    let folder = Folder::solved();
    let (programme, schedule) = (folder.file("conference.json"), folder.file("conference.schedule.json"));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
    let mut versions = vec![folder.bytes("conference.schedule.json")];
    let mut editor = Editor::open(&programme, &schedule, &Silent).unwrap();
    while versions.len() < 30 {
        let Ok(plan) = editor.plan(&mut Evaluator::new(&editor.basis()), &request(&mut random, editor.timetable()))
        else {
            continue;
        };
        if plan.is_change() {
            let cost = plan.effect.cost;
            editor.make(plan, true).unwrap();
            versions.push(folder.bytes("conference.schedule.json"));
            assert_eq!((editor.timetable().check().cost, read_cost(&folder)), (cost, cost));
        }
    }
    versions.pop();
    while let Some(version) = versions.pop() {
        assert_eq!(editor.undo().unwrap().left, versions.len());
        assert_eq!(folder.bytes("conference.schedule.json"), version);
    }
    assert!(editor.undo().unwrap().change.is_none());
}

/// The cost that the schedule file states.
fn read_cost(folder: &Folder) -> i64 {
    folder.document("conference.schedule.json")["cost"].as_i64().unwrap()
}

#[test]
fn random_changes_under_a_request_with_locks_are_taken_back() {
    let folder = Folder::solved();
    let more = "--from conference.schedule.json --lock type=plenary --lock session=trust:day -o locked.json";
    folder.run(&format!("solve conference.json {STEPS} {more}")).ended(0);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    change_at_random(&folder.file("conference.json"), &folder.file("locked.json"), &mut random, 40);
}

#[test]
fn random_changes_of_a_conference_with_slots_are_taken_back() {
    let folder = Folder::empty();
    folder.take("instances/slots.json", "slots.json");
    folder.run("solve slots.json --steps 2000 --searchers 1 --threads 1 -o plan.json");
    let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
    change_at_random(&folder.file("slots.json"), &folder.file("plan.json"), &mut random, 12);
}

#[test]
fn a_journal_with_random_faults_changes_nothing_that_it_should_not() {
    let folder = Folder::solved();
    let (programme, schedule) = (folder.file("conference.json"), folder.file("conference.schedule.json"));
    let first = folder.bytes("conference.schedule.json");
    let mut editor = Editor::open(&programme, &schedule, &Silent).unwrap();
    let lock = MoveRequest { session: "trust".into(), to: To::Here, zone: None, lock: Some(Some(Lock::Day)) };
    let plan = editor.plan(&mut Evaluator::new(&editor.basis()), &lock).unwrap();
    editor.make(plan, false).unwrap();
    drop(editor);
    let (journal, second) =
        (folder.bytes("conference.schedule.json.journal"), folder.bytes("conference.schedule.json"));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(4);
    for _ in 0..400 {
        let mut faulty = journal.clone();
        for _ in 0..=below(&mut random, 3) {
            let at = below(&mut random, faulty.len());
            match below(&mut random, 3) {
                0 => faulty[at] = b"0189\"{}[],:\nx\xff"[below(&mut random, 14)],
                1 => drop(faulty.remove(at)),
                _ => faulty.truncate(at.max(1)),
            }
        }
        folder.write("conference.schedule.json.journal", &faulty);
        folder.write("conference.schedule.json", &second);
        let _ = undo(&schedule, &Silent);
        let now = folder.bytes("conference.schedule.json");
        assert!(now == first || now == second, "{}", String::from_utf8_lossy(&faulty));
    }
}
