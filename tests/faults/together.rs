//! Several runs on one output at the same time: the result is that of one of them, as a whole.

use std::fs;
use std::thread;

use super::states::State;
use crate::common::Folder;

/// How often the runs race.
const RACES: usize = 4;

/// What each of several command lines writes to `name`, and that any mixture of them writes one of these.
fn race(folder: &Folder, name: &str, lines: &[String]) {
    let place = folder.file(name);
    let written: Vec<State> = lines
        .iter()
        .map(|line| {
            folder.run(line).ended(0);
            state(folder, name)
        })
        .collect();
    assert!(written[0] != written[1], "the runs write the same");
    for round in 0..RACES {
        if round % 2 == 1 {
            if place.is_dir() { fs::remove_dir_all(&place).unwrap() } else { fs::remove_file(&place).unwrap() }
        }
        thread::scope(|scope| {
            for line in lines.iter().chain(lines) {
                scope.spawn(move || folder.run(line).ended(0));
            }
        });
        assert!(written.contains(&state(folder, name)), "{name} is a mixture");
        assert!(State::litter(folder.path()).is_empty());
    }
}

fn state(folder: &Folder, name: &str) -> State {
    let only = Folder::empty();
    if folder.file(name).is_dir() {
        return State::of(&folder.file(name));
    }
    fs::copy(folder.file(name), only.file("file")).unwrap();
    State::of(only.path())
}

fn exports(target: &str, name: &str) -> Vec<String> {
    ["conference", "new"]
        .map(|timetable| format!("export conference.json {timetable}.schedule.json --to {target} -o {name}"))
        .into()
}

#[test]
fn two_runs_on_one_output_leave_the_work_of_one_of_them() {
    let folder = Folder::solved();
    folder.timetable("new.schedule.json", &[("trust", "2027-03-03T14:00", "room-2")]);
    race(&folder, "page.html", &exports("html", "page.html"));
    race(&folder, "site", &exports("site", "site"));
}

#[test]
fn two_runs_on_a_folder_that_cannot_be_exchanged_leave_the_work_of_one_of_them() {
    let folder = Folder::solved();
    folder.timetable("new.schedule.json", &[("trust", "2027-03-03T14:00", "room-2")]);
    fs::create_dir(folder.file("around")).unwrap();
    folder.write("around/inside/.git/config", "mine");
    let lines = exports("site", "around/inside");
    let written: Vec<State> = lines
        .iter()
        .map(|line| {
            folder.run(line).ended(0);
            State::of(&folder.file("around/inside"))
        })
        .collect();
    for _ in 0..RACES {
        thread::scope(|scope| {
            for line in lines.iter().chain(&lines) {
                let folder = &folder;
                scope.spawn(move || folder.run(line).ended(0));
            }
        });
        assert!(written.contains(&State::of(&folder.file("around/inside"))), "a mixture");
    }
}
