//! Several runs on one output at the same time: the result is that of one of them, as a whole.

use std::fs;
use std::path::Path;
use std::thread;

use super::states::State;
use crate::common::Folder;

/// How often the runs race.
const RACES: usize = 4;

/// Runs two command lines that write to `name`, each twice at the same time, and compares the result with theirs. In every
/// second race there is nothing at first, if `from_nothing`.
fn race(folder: &Folder, target: &str, name: &str, from_nothing: bool) {
    let place = &folder.file(name);
    let lines = ["conference", "new"]
        .map(|timetable| format!("export conference.json {timetable}.schedule.json --to {target} -o {name}"));
    let alone = lines.each_ref().map(|line| {
        folder.run(line).ended(0);
        state(place)
    });
    assert!(alone[0] != alone[1], "both write the same");
    for round in 0..RACES {
        if from_nothing && round % 2 == 1 {
            if place.is_dir() { fs::remove_dir_all(place).unwrap() } else { fs::remove_file(place).unwrap() }
        }
        thread::scope(|scope| {
            for line in lines.iter().chain(&lines) {
                scope.spawn(move || folder.run(line).ended(0));
            }
        });
        assert!(alone.contains(&state(place)), "{name} is a mixture");
        assert!(State::litter(folder.path()).is_empty());
    }
}

/// A file as a folder with one file, or a folder.
fn state(place: &Path) -> State {
    if place.is_dir() {
        return State::of(place);
    }
    let only = Folder::empty();
    fs::copy(place, only.file("file")).unwrap();
    State::of(only.path())
}

#[test]
fn two_runs_on_one_output_leave_the_work_of_one_of_them() {
    let folder = Folder::solved();
    folder.timetable("new.schedule.json", &[("trust", "2027-03-03T14:00", "room-2")]);
    race(&folder, "html", "page.html", true);
    race(&folder, "site", "site", true);
    // A folder that cannot be exchanged.
    folder.write("around/site/.git/config", "mine");
    race(&folder, "site", "around/site", false);
    assert_eq!(folder.text("around/site/.git/config"), "mine");
}
