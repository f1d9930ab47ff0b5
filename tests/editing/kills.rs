//! Moves that are killed at random moments: no acknowledged change is lost, and none is half made.
//!
//! `PLENARY_TEST_KILLS=300 cargo test --test integration editing::kills` kills more.

use std::io::Read;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::Value;

use super::folder;
use crate::common::{Folder, plenary};

/// How many runs are killed without the environment variable.
const KILLS: usize = 30;

/// The start of trust in the timetable, in the words of the file.
fn start(folder: &Folder) -> String {
    let document = folder.document("plan.json");
    let sessions = document["sessions"].as_array().unwrap();
    sessions.iter().find(|session| session["id"] == "trust").unwrap()["start"].as_str().unwrap().to_owned()
}

fn changes(folder: &Folder) -> Vec<Value> {
    let history = folder.run("history plan.json --json").ended(0).json();
    assert_eq!(history["changed_since"], false);
    history["changes"].as_array().unwrap().clone()
}

#[test]
fn no_acknowledged_change_is_lost() {
    let kills = std::env::var("PLENARY_TEST_KILLS").map_or(KILLS, |number| number.parse().unwrap());
    let folder = folder();
    let first = folder.bytes("plan.json");
    let mut random = Xoshiro256PlusPlus::seed_from_u64(18);
    let (mut acknowledged, mut longest) = (0, Duration::ZERO);
    let mut made = 0;
    for number in 0..kills {
        // Two starts in turn, so that each run has something to change.
        let minute = if start(&folder).contains("T16:00") { 10 } else { 0 };
        let words = ["move", "conference.json", "plan.json", "trust", "--room", "room-2", "--to"];
        let mut command = plenary(folder.path());
        command.args(words).arg(format!("2027-03-03T16:{minute:02}")).stdout(Stdio::piped()).stderr(Stdio::null());
        let begun = Instant::now();
        let mut child = command.spawn().unwrap();
        if number % 3 > 0 {
            let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
            thread::sleep(longest.mul_f64(share));
            child.kill().unwrap();
        }
        let ended = child.wait().unwrap();
        if ended.success() {
            longest = longest.max(begun.elapsed());
        }
        let mut told = String::new();
        child.stdout.take().unwrap().read_to_string(&mut told).unwrap();
        let known = changes(&folder);
        if told.starts_with("Moved: ") {
            acknowledged += 1;
            assert_eq!(known.len(), made + 1, "kill {number}: an acknowledged change is lost");
        }
        assert!(known.len() - made <= 1, "kill {number}");
        made = known.len();
    }
    // A run finds nothing to change if the one before was killed between the journal and the schedule file.
    assert!(acknowledged >= kills / 6, "{acknowledged}");
    println!("{kills} runs, {made} changes, {acknowledged} acknowledged");
    // Every change can be taken back, the first one last.
    for _ in 0..made {
        folder.run("undo plan.json").ended(0);
    }
    folder.run("undo plan.json").ended(1);
    assert_eq!(folder.bytes("plan.json"), first);
    assert_eq!(folder.names("."), ["conference.json", "plan.json", "plan.json.journal"]);
}
