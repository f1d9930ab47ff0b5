//! Runs that are killed at random moments. Each file is then old or new, and so is each folder as a whole; and the next
//! run removes what was left.
//!
//! Every run of the tests kills a few. `PLENARY_TEST_KILLS=1000 cargo test --test integration faults::kills` kills
//! more, and prints what it found with `-- --nocapture`.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::states::State;
use crate::common::{Folder, plenary};

/// How many runs are killed without the environment variable.
const KILLS: usize = 40;
/// The least time for which kills are spread over the writing.
const SHORTEST_WRITE: Duration = Duration::from_millis(1);

/// A command that writes.
struct Writer {
    line: &'static str,
    /// A command that writes into the same folder afterwards.
    next: &'static str,
    /// The folder in which it makes its files.
    folder: &'static str,
    /// The file that it replaces first.
    first: &'static str,
}

/// Commands that can be repeated, the folders in which they make their files, and the first file that they replace.
const REPEATABLE: [(&str, &str, &str); 14] = [
    ("solve conference.json --method search --steps 20 --seed 2 -o old.schedule.json", ".", "old.schedule.json"),
    ("export conference.json new.schedule.json --to site -o site", ".", "site/index.html"),
    ("export conference.json new.schedule.json --to site -o fresh", ".", "fresh/index.html"),
    ("export conference.json new.schedule.json --to site -o shared/site", "shared/site", "shared/site/index.html"),
    (
        "notify conference.json 1.json new.schedule.json --all --replace --stamp 2027-01-01T00:00Z -o letters",
        ".",
        "letters/amina.ics",
    ),
    ("export conference.json new.schedule.json --to html -o page.html", ".", "page.html"),
    ("export conference.json new.schedule.json --to xlsx --internal -o book.xlsx", ".", "book.xlsx"),
    ("release conference.json new.schedule.json --version 1.1 --previous 1.json -o 2.json", ".", "2.json"),
    ("import programme.xlsx -o imported.json --schedule imported.schedule.json", ".", "imported.json"),
    ("import programme.xlsx -o imported.json --marked marked.xlsx --write-mapping mapping.json", ".", "marked.xlsx"),
    ("generate igf-2020-phase-two --seed 2 -o generated.json", ".", "generated.json"),
    ("sweep small.json --vary grid_minutes=15,30 --steps 20 --searchers 1 -o sweep.svg", ".", "sweep.svg"),
    ("bench small.json --steps 10 --update --baseline baseline.json", ".", "baseline.json"),
    ("man -o shared/man", "shared/man", "shared/man/plenary-solve.1"),
];

/// Commands that replace nothing, and the same with another place.
const ONCE: [(&str, &str, &str); 3] = [
    (
        "what-if conference.json --case 'session withdraw trust' --write-cases cases",
        "what-if conference.json --case 'session withdraw trust' --write-cases others",
        "cases/00-today.json",
    ),
    ("template one.xlsx", "template another.xlsx", "one.xlsx"),
    ("export conference.json new.schedule.json --to xlsx", "template another.xlsx", "conference-public.xlsx"),
];

fn writers() -> Vec<Writer> {
    let repeatable = REPEATABLE.map(|(line, folder, first)| Writer { line, next: line, folder, first });
    let once = ONCE.map(|(line, next, first)| Writer { line, next, folder: ".", first });
    repeatable.into_iter().chain(once).collect()
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
    folder.write("shared/site/.git/config", "someone else's");
    done(&format!("export {old} --to site -o shared/site"));
    done("man -o shared/man");
    folder.write("shared/man/plenary.1", "old");
    folder.write("shared/man/plenary-solve.1", "old");
    folder.take("instances/clock-change.json", "small.json");
    done("generate igf-2020-phase-two --seed 1 -o generated.json");
    for name in ["2.json", "sweep.svg", "imported.json", "imported.schedule.json", "mapping.json"] {
        folder.write(name, "old");
    }
    State::of(folder.path())
}

/// What one kill came to.
#[derive(Debug, Default)]
struct Counts {
    kills: usize,
    in_time: usize,
    with_leftovers: usize,
    /// Nothing was replaced yet.
    old: usize,
    /// All was replaced already. What is neither wrote several files, each of them old or new.
    new: usize,
}

/// A run that nobody killed.
struct Finished {
    state: State,
    time: Duration,
    /// The time from the first byte of a file in the making to the end.
    writing: Duration,
}

#[test]
fn a_killed_run_leaves_old_or_new_and_the_next_one_tidies_up() {
    let kills = std::env::var("PLENARY_TEST_KILLS").map_or(KILLS, |number| number.parse().unwrap());
    let old = old_state();
    let writers = writers();
    let finished: Vec<Finished> = writers.iter().map(|writer| finish(&old, writer)).collect();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(9);
    let mut counts = Counts::default();
    for number in 0..kills {
        let which = number % writers.len();
        kill(&old, &writers[which], &finished[which], &mut random, &mut counts);
        if number % 100 == 99 {
            println!("{counts:?}");
        }
    }
    println!("{counts:?}");
    assert_eq!(counts.kills, kills);
    assert!(counts.in_time * 4 > kills, "most runs ended before they were killed: {counts:?}");
}

fn finish(old: &State, writer: &Writer) -> Finished {
    let folder = Folder::empty();
    old.restore(folder.path());
    let started = Instant::now();
    let mut child = start(&folder, writer.line);
    wait_for_part(&mut child, &folder.file(writer.folder));
    let begun = Instant::now();
    let code = child.wait().unwrap().code().unwrap();
    assert!(code < 2, "plenary {} fails", writer.line);
    let state = State::of(folder.path());
    assert!(state != *old, "plenary {} changes nothing", writer.line);
    Finished { state, time: started.elapsed(), writing: begun.elapsed().max(SHORTEST_WRITE) }
}

fn start(folder: &Folder, line: &str) -> Child {
    let words = shell_words::split(line).unwrap();
    plenary(folder.path()).args(&words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until a file in the making has its first byte, or the run ends.
fn wait_for_part(child: &mut Child, folder: &Path) {
    while !has_part(folder) && child.try_wait().unwrap().is_none() {}
}

fn kill(old: &State, writer: &Writer, finished: &Finished, random: &mut Xoshiro256PlusPlus, counts: &mut Counts) {
    let folder = Folder::empty();
    old.restore(folder.path());
    let mut child = start(&folder, writer.line);
    // At any moment; or while files are written, which is a small part of a run; or as soon as one was replaced.
    let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
    let moment = match random.next_u32() % 4 {
        0 => {
            thread::sleep(finished.time.mul_f64(share));
            format!("{share} of its time")
        }
        1 | 2 => {
            wait_for_part(&mut child, &folder.file(writer.folder));
            let until = Instant::now() + finished.writing.mul_f64(share);
            while Instant::now() < until {}
            format!("{share} of its writing")
        }
        _ => {
            let (first, before) = (folder.file(writer.first), identity(&folder.file(writer.first)));
            while identity(&first) == before && child.try_wait().unwrap().is_none() {}
            format!("the first sign of a new {}", writer.first)
        }
    };
    counts.in_time += usize::from(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
    counts.kills += 1;
    let when = format!("plenary {} killed at {moment}", writer.line);
    let now = State::of(folder.path());
    now.is_old_or_new(old, &finished.state, &when);
    counts.with_leftovers += usize::from(!State::litter(folder.path()).is_empty());
    let now = now.without_litter();
    counts.old += usize::from(now == *old);
    counts.new += usize::from(now == finished.state);
    let next = folder.run(writer.next);
    assert!(next.code < 2, "{when}, then {}: {}", writer.next, next.err);
    assert_eq!(State::litter(folder.path()), Vec::<String>::new(), "{when}, then {}", writer.next);
    if writer.next == writer.line {
        assert!(State::of(folder.path()) == finished.state, "{when}: the next run did not finish the work");
    }
}

/// The number that tells a file from the one that replaces it.
fn identity(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|file| file.ino())
}

/// Whether a folder has a file or folder in the making with something in it. Paths are tried before the work starts, and
/// that makes empty ones.
fn has_part(folder: &Path) -> bool {
    let parts = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut parts = parts.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(".plenary-"));
    parts.any(|path| match fs::read_dir(&path) {
        Ok(mut inside) => inside.next().is_some(),
        Err(_) => path.metadata().is_ok_and(|file| file.len() > 0),
    })
}
