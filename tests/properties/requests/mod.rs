//! Locks and frozen sessions: `solve --from` finds the best timetable that keeps what is asked, and `check` refuses
//! any other. The second answer is an exhaustive search with the checker of the programme, which knows nothing of
//! requests, over the placements that keep what is asked.

mod asked;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use plenary::app::check::{Checked, check as check_file};
use plenary::app::load::Timetable;
use plenary::app::solve::{Draft, Outcome, Search, schedule_file, solve};
use plenary::app::{Budget, Failure, Silent};
use plenary::check::{Checker, check};
use plenary::domain::{Conference, Decimal, Placement, Problem, RuleId, Schedule, Strength};
use plenary::rules::ground;
use plenary::schedule::{certificate, priced};
use plenary::solve::bound::Lagrangian;
use serde_json::Value;

use asked::{Asked, broken};

use crate::properties::describe;
use crate::properties::oracle::optimum_among;
use crate::properties::placements::{alone_valid, places};
use crate::properties::random::Random;

crate::in_parts!(the_best_timetable_that_keeps_what_is_asked_is_found);

fn the_best_timetable_that_keeps_what_is_asked_is_found(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    // A quarter of the conferences, so that each part takes a few seconds.
    if !seed.is_multiple_of(SHARE) {
        return Ok(());
    }
    let mut random = Random::new(seed, 6);
    let mut conference = problem.conference.clone();
    let stay = random.pick(&["0.000001", "0.333333", "1", "25"]).parse().map(Strength::Weight);
    conference.rules[RuleId::Stay].strength =
        if random.chance(70) { stay.unwrap_or(Strength::Off) } else { Strength::Off };
    let all: Vec<_> = conference.sessions.iter().map(|session| places(&conference, session)).collect();
    let valid = alone_valid(&mut Checker::new(&conference), &all);
    let asked = Asked::draw(&mut random, &conference, &valid, &all);
    compare(&conference, &asked, &all).map_err(|what| {
        let draft = describe::schedule(&conference, &asked.draft);
        format!("{what}\nthe draft: {draft}\n{asked:?}\n{}", describe::conference(&conference))
    })
}

/// One conference in four is drawn.
const SHARE: u64 = 4;

fn compare(c: &Conference, asked: &Asked, all: &[Vec<Placement>]) -> Result<(), String> {
    let words = |failure: Failure| format!("{failure:?}");
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("draft.json");
    write(&file, &asked.file(c))?;
    let draft = Draft::read(&file, c, &asked.options(), asked.count_room_changes, &Silent).map_err(words)?;
    let problem = draft.request.problem(c);
    let best = optimum_among(problem, &asked.candidates(c, all)).ok_or("no optimum: too large, or nothing is valid")?;
    let search = Search { budget: Budget::Steps(STEPS), threads: 1, ..Search::default() };
    let outcome = solve(c, &draft.request, &search, &Silent, &AtomicBool::new(false)).map_err(words)?;
    let with_both = |what: &str| {
        let (ours, theirs) = (describe::schedule(c, &outcome.schedule), describe::schedule(c, &best.schedule));
        let report = describe::report(&outcome.report);
        format!("{what}\nfound: {ours}\n{report}\nexhaustive: {} {} by {theirs}", best.unplaced, best.cost)
    };
    if let Some((id, _)) = outcome.schedule.placed().find(|&(id, place)| !asked.allows(c, id, place)) {
        return Err(with_both(&format!("{} does not keep what is asked", c.sessions[id.index()].id)));
    }
    // The programme alone, without the locks, has to accept the timetable as well.
    let report = check(problem, &outcome.schedule);
    if !report.is_valid() || !outcome.report.is_valid() {
        return Err(with_both(&format!("not valid\n{}", describe::report(&report))));
    }
    if (report.unplaced_minutes, report.cost) != (best.unplaced, best.cost) {
        return Err(with_both("another optimum"));
    }
    if outcome.report.cost != report.cost {
        return Err(with_both("the cost depends on the locks"));
    }
    let moves = stay_of(c, &asked.draft, &outcome.schedule);
    let counted = report.by_rule.iter().find(|(rule, _)| *rule == RuleId::Stay).map_or(0, |(_, cost)| *cost);
    if counted != moves {
        return Err(with_both(&format!("moves cost {moves}, counted as {counted}")));
    }
    let has_claims = outcome.proven.quality.bound.is_some() || outcome.proven.certificate.is_some();
    if has_claims && asked.is_something(c) {
        return Err(with_both("a bound is reported although there are locks"));
    }
    check_again(c, asked, all, (&draft, &search, &outcome), folder.path()).map_err(|what| with_both(&what))
}

/// Steps of each searcher, more than enough for five sessions.
const STEPS: u64 = 4_000;

/// The timetable file, read again by `check`: the same verdict and cost; a certificate in it proves no more than its
/// cost; with a session moved against what is asked, it is refused.
fn check_again(
    c: &Conference,
    asked: &Asked,
    all: &[Vec<Placement>],
    (draft, search, outcome): (&Draft, &Search, &Outcome),
    folder: &Path,
) -> Result<(), String> {
    let words = |failure: Failure| format!("{failure:?}");
    let bytes = schedule_file(outcome, &outcome.overview(), search, Some(draft)).map_err(words)?;
    let mut document: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let file = folder.join("found.json");
    let checked = |document: &Value, certificate: bool| -> Result<Checked, String> {
        write(&file, document)?;
        let timetable = Timetable::read_for(c.clone(), &file, &Silent).map_err(words)?;
        check_file(&timetable, certificate, &Silent).map_err(words)
    };
    for document in certificates(c, draft.request.problem(c), outcome).into_iter().map(|certificate| {
        document["certificate"] = certificate;
        document.clone()
    }) {
        let again = checked(&document, true)?;
        let (report, expected) = (&again.report, &outcome.report);
        if (report.cost, report.unplaced_minutes, report.is_valid()) != (expected.cost, expected.unplaced_minutes, true)
        {
            return Err(format!("check of the file says otherwise:\n{}", describe::report(report)));
        }
        let quality = again.certificate.and_then(Result::ok);
        if let Some(bound) = quality.and_then(|quality| quality.bound).filter(|&bound| bound > report.cost) {
            return Err(format!("check proves {bound}\n{:#}", document["certificate"]));
        }
    }
    if let Some(moved) = broken(asked, c, &outcome.schedule, all) {
        place_in(c, &mut document, &moved);
        let again = checked(&document, false)?;
        if again.report.is_valid() {
            return Err(format!("check accepts {}", describe::schedule(c, &moved)));
        }
    }
    Ok(())
}

/// A certificate of the programme, and one of the programme with the locks, which proves more than the former may.
fn certificates(c: &Conference, problem: Problem<'_>, outcome: &Outcome) -> Vec<Value> {
    let of = |conference: &Conference| {
        let grounded = ground(Problem { conference, ..problem }).ok()?;
        let may_price = priced(&grounded);
        let mut lagrangian = Lagrangian::pricing(&grounded.model, |label| may_price[label.0 as usize])?;
        lagrangian.iterate(20, outcome.report.cost);
        let mut document = certificate(c, &grounded, lagrangian.best());
        document["bound"] = 0.into();
        Some(document)
    };
    [c, &outcome.conference].into_iter().filter_map(of).collect()
}

/// Replaces the starts and rooms of a schedule file.
fn place_in(c: &Conference, document: &mut Value, schedule: &Schedule) {
    for entry in document["sessions"].as_array_mut().into_iter().flatten() {
        let Some(id) = c.session_ids().find(|id| entry["id"] == c.sessions[id.index()].id.as_str()) else { continue };
        let Some(place) = schedule.get(id) else { continue };
        entry["start"] = place.start.to_string().into();
        entry["room"] = place.room.map(|room| c.rooms[room.index()].id.as_str()).into();
    }
}

fn write(path: &Path, document: &Value) -> Result<(), String> {
    std::fs::write(path, document.to_string()).map_err(|error| error.to_string())
}

/// What `stay` charges, as the manual says it: for each attendee, and for the weight of each person needed, 5 for
/// another room, 15 to 60 for another time, 75 for another day.
pub fn stay_of(c: &Conference, earlier: &Schedule, now: &Schedule) -> i64 {
    let Strength::Weight(Decimal { micros }) = c.rule(RuleId::Stay) else { return 0 };
    let mut sum = 0;
    for (id, place) in now.placed() {
        let Some(was) = earlier.get(id) else { continue };
        let session = &c.sessions[id.index()];
        let shift = (place.start.0 - was.start.0).abs();
        let hundredths = if shift == 0 {
            if was.room.is_some() && place.room.is_some() && was.room != place.room { 500 } else { 0 }
        } else if c.date_at(was.start) == c.date_at(place.start) {
            // A quarter for each minute, from 15 on, up to 60 at three hours.
            1500 + 25 * shift.min(180)
        } else {
            7500
        };
        let needed = session.participants.iter().filter(|one| !one.recorded);
        let people =
            i128::from(session.attendance) * 1_000_000 + needed.map(|one| i128::from(one.weight.micros)).sum::<i128>();
        let exact = i128::from(micros) * people * i128::from(hundredths);
        sum += ((exact + 500_000_000_000) / 1_000_000_000_000) as i64;
    }
    sum
}
