//! How many sessions a repair moves if one person becomes unavailable on the day of one of their sessions.
//!
//! `cargo bench --bench repairs [-- TRIALS]` uses the flagship with a finished draft (default: 20 trials). Each trial
//! draws a person and one of their sessions, makes the person unavailable on the day of the session, and repairs the
//! draft. It prints the number of moved and of unplaced sessions, the cost, and the time from the changed conference to
//! the checked timetable.

#![expect(clippy::expect_used, reason = "a benchmark that cannot read its input ends")]

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use plenary::app::solve::{Search, solve};
use plenary::app::{Budget, Method, Silent};
use plenary::domain::{Conference, PersonId, Reference, Request, Schedule, SessionId, Window};
use plenary::{instance, rules};

/// A random number below `n` (linear congruential generator with Knuth's multiplier), the same in each run.
fn draw(state: &mut u64, n: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    ((*state >> 33) % n.max(1) as u64) as usize
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("the file is committed")
}

fn main() {
    let trials = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok()).unwrap_or(20);
    let loaded = instance::load(&read("instances/igf-2020.json"), "igf-2020.json", &rules::catalogue());
    let conference = loaded.conference.expect("it has no faults");
    let draft = instance::read_schedule(&read("tests/drafts/igf-2020.schedule.json"), "draft", &conference);
    let draft = draft.schedule.expect("it has no faults");
    let mut random = 2020;
    let mut all = Vec::new();
    println!("{:<10} {:<20} {:>6} {:>9} {:>14} {:>8}", "away", "session", "moved", "unplaced", "cost", "seconds");
    while all.len() < trials {
        let person = PersonId::new(draw(&mut random, conference.people.len()));
        let needs = |session: &SessionId| {
            let participants = &conference.sessions[session.index()].participants;
            participants.iter().any(|part| part.person == person && !part.optional && !part.recorded)
        };
        let sessions: Vec<SessionId> = conference.session_ids().filter(needs).collect();
        if sessions.is_empty() {
            continue;
        }
        let session = sessions[draw(&mut random, sessions.len())];
        let started = Instant::now();
        let (moved, out, cost) = repaired(&conference, &draft, person, session);
        let (seconds, cost) = (started.elapsed().as_secs_f64(), cost as f64 / 100.0);
        let (who, what) = (&conference.people[person.index()].id, &conference.sessions[session.index()].id);
        println!("{who:<10} {what:<20} {moved:>6} {out:>9} {cost:>14.2} {seconds:>8.2}");
        all.push((moved, seconds));
    }
    all.sort_by_key(|&(moved, _)| moved);
    let slowest = all.iter().map(|&(_, seconds)| seconds).fold(0.0, f64::max);
    if let (Some((middle, _)), Some((most, _))) = (all.get(all.len() / 2), all.last()) {
        println!("median {middle} moved, at most {most}; {slowest:.2} s at most");
    }
}

/// Repairs the draft with a person unavailable on the day of a session. Returns the numbers of moved and unplaced
/// sessions, and the cost.
fn repaired(conference: &Conference, draft: &Schedule, person: PersonId, session: SessionId) -> (usize, usize, i64) {
    let mut changed = conference.clone();
    let place = draft.get(session).expect("the draft is complete");
    let day = changed.days[changed.day_at(place.start).expect("its start is on a day").index()];
    changed.people[person.index()].unavailable.push(Window { from: day.earliest, until: day.latest });
    let request = Request {
        reference: Some(Reference { schedule: draft.clone(), count_room_changes: true }),
        ..Request::default()
    };
    let budget = Budget::Time(Duration::from_secs(30));
    let search = Search { budget, threads: 2, method: Method::Repair, start: Some(draft.clone()), ..Search::default() };
    let outcome = solve(&changed, &request, &search, &Silent, &AtomicBool::new(false)).expect("it is not too large");
    let report = &outcome.report;
    assert!(report.is_valid(), "the checker found a broken rule");
    let moved = outcome.moves();
    let unplaced = moved.iter().filter(|moved| moved.to.is_none()).count();
    (moved.len() - unplaced, unplaced, report.cost)
}
