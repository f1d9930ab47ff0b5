//! Runs that are killed at random moments. Each file is then old or new, and so is each folder as a whole; and the next
//! run removes what was left.
//!
//! Every run of the tests kills a few. `PLENARY_TEST_KILLS=1000 cargo test --test integration faults::kills` kills
//! more, and prints what it found with `-- --nocapture`.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::states::State;
use crate::common::{Folder, STEPS, plenary};

/// How many runs are killed without the environment variable.
const KILLS: usize = 40;
/// The longest time between the first sign of a file in the making and the kill.
const LONGEST_WRITE: Duration = Duration::from_millis(4);

/// A command that writes: its name, its command line, and one that writes into the same folder afterwards.
struct Writer {
    line: String,
    next: String,
}

fn writers() -> Vec<Writer> {
    let lines = [
        format!("solve conference.json {STEPS} --seed 2 -o old.schedule.json"),
        "export conference.json new.schedule.json --to html -o page.html".to_owned(),
        "export conference.json new.schedule.json --to xlsx --internal -o book.xlsx".to_owned(),
        "export conference.json new.schedule.json --to site -o site".to_owned(),
        "export conference.json new.schedule.json --to site -o fresh".to_owned(),
        "release conference.json new.schedule.json --version 1.1 --previous 1.json -o 2.json".to_owned(),
        "notify conference.json 1.json new.schedule.json --all --replace -o letters".to_owned(),
        "import programme.xlsx -o imported.json --schedule imported.schedule.json".to_owned(),
        "generate igf-2020-phase-two --seed 2 -o generated.json".to_owned(),
        "sweep conference.json --vary fair-regions=0,1 --steps 50 -o sweep.svg".to_owned(),
    ];
    let mut writers: Vec<Writer> = lines.into_iter().map(|line| Writer { next: line.clone(), line }).collect();
    // These replace nothing, so the same command may be refused afterwards.
    let case = "what-if conference.json --case 'session withdraw trust' --write-cases";
    writers.push(Writer { line: format!("{case} cases"), next: format!("{case} more") });
    writers.push(Writer { line: "template one.xlsx".to_owned(), next: "template another.xlsx".to_owned() });
    writers
}

/// A folder in which every writer has something to replace.
fn old_state() -> State {
    let folder = Folder::solved();
    let done = |line: &str| drop(folder.run(line).ended(0));
    folder.timetable("new.schedule.json", &[]);
    fs::copy(folder.file("conference.schedule.json"), folder.file("old.schedule.json")).unwrap();
    let old = "conference.json conference.schedule.json";
    done(&format!("export {old} --to html -o page.html"));
    done(&format!("export {old} --to xlsx --internal -o book.xlsx"));
    done(&format!("export {old} --to xlsx --internal -o programme.xlsx"));
    done(&format!("export {old} --to site -o site"));
    folder.write("site/robots.txt", "someone else's");
    done(&format!("release {old} --version 1.0 -o 1.json"));
    done("notify conference.json conference.schedule.json new.schedule.json --all -o letters");
    folder.write("letters/earlier.txt", "someone else's");
    done("generate igf-2020-phase-two --seed 1 -o generated.json");
    folder.write("2.json", "old");
    folder.write("sweep.svg", "old");
    folder.write("imported.json", "old");
    folder.write("imported.schedule.json", "old");
    State::of(folder.path())
}

/// What one kill came to.
#[derive(Debug, Default)]
struct Counts {
    kills: usize,
    in_time: usize,
    with_leftovers: usize,
    old: usize,
}

#[test]
fn a_killed_run_leaves_old_or_new_and_the_next_one_tidies_up() {
    let kills = std::env::var("PLENARY_TEST_KILLS").map_or(KILLS, |number| number.parse().unwrap());
    let old = old_state();
    let writers = writers();
    let finished: Vec<(State, Duration)> = writers.iter().map(|writer| finish(&old, writer)).collect();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(9);
    let mut counts = Counts::default();
    for number in 0..kills {
        let which = number % writers.len();
        let (writer, (new, time)) = (&writers[which], &finished[which]);
        kill(&old, writer, new, *time, &mut random, &mut counts);
    }
    println!("{counts:?}");
    assert_eq!(counts.kills, kills);
    assert!(counts.in_time * 2 > kills, "most runs ended before they were killed: {counts:?}");
}

/// The state after a run that nobody killed, and how long it took.
fn finish(old: &State, writer: &Writer) -> (State, Duration) {
    let folder = Folder::empty();
    old.restore(folder.path());
    let started = Instant::now();
    let run = folder.run(&writer.line);
    let time = started.elapsed();
    assert!(run.code < 2, "{}\n{}{}", writer.line, run.out, run.err);
    (State::of(folder.path()), time)
}

fn kill(
    old: &State,
    writer: &Writer,
    new: &State,
    time: Duration,
    random: &mut Xoshiro256PlusPlus,
    counts: &mut Counts,
) {
    let folder = Folder::empty();
    old.restore(folder.path());
    let words = shell_words::split(&writer.line).unwrap();
    let mut command = plenary(folder.path());
    let mut child = command.args(&words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let part = |whole: Duration, random: &mut Xoshiro256PlusPlus| {
        whole.mul_f64(f64::from(random.next_u32()) / f64::from(u32::MAX))
    };
    // One in four at any moment; the others while files are written, which is a small part of a run.
    let mut moment = String::from("any moment");
    if random.next_u32() % 4 == 0 {
        thread::sleep(part(time, random));
    } else {
        let limit = Instant::now() + time * 3;
        while Instant::now() < limit && !has_part(folder.path()) && child.try_wait().unwrap().is_none() {}
        let wait = part(LONGEST_WRITE, random);
        moment = format!("{wait:?} after the first part");
        let until = Instant::now() + wait;
        while Instant::now() < until {}
    }
    counts.in_time += usize::from(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
    counts.kills += 1;
    let when = format!("plenary {} killed at {moment}", writer.line);
    let now = State::of(folder.path());
    now.is_old_or_new(old, new, &when);
    counts.with_leftovers += usize::from(!State::litter(folder.path()).is_empty());
    counts.old += usize::from(now == *old);
    let next = folder.run(&writer.next);
    assert!(next.code < 2, "{when}, then {}: {}", writer.next, next.err);
    assert_eq!(State::litter(folder.path()), Vec::<String>::new(), "{when}, then {}", writer.next);
    if writer.next == writer.line {
        assert!(State::of(folder.path()) == *new, "{when}: the next run did not finish the work");
    }
}

/// Whether a folder has a file or folder in the making.
fn has_part(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).unwrap();
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(".plenary-"))
}
