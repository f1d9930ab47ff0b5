//! All cases, as many at once as there are threads, each on one: what comes of a case does not depend on the others.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::base::{Base, Prepared};
use super::board::Board;
use super::effort::Effort;
use super::figures::figures;
use crate::cli::failure::Failure;
use crate::cli::pipeline;
use crate::cli::{inputs, interrupt};
use crate::domain::Schedule;
use crate::report::numbers::{count, percent, rounded};
use crate::report::what_if::Figures;
use crate::schedule::{from_schedule, priced};
use crate::solve::exact::Backend;
use crate::solve::{Method, Options, Progress};

/// What came of a case: figures and the timetable, or why there are none.
pub type Outcome = Result<(Figures, Schedule), String>;

/// What came of all cases, in their order.
pub struct Solved {
    /// By case.
    pub outcomes: Vec<Outcome>,
    /// Somebody ended it early: cases not yet begun have no figures, the others what they had.
    pub interrupted: bool,
}

/// Solves and checks all cases.
pub fn solve_all(base: &Base, cases: &[&Prepared], effort: &Effort) -> Solved {
    let stop = interrupt::watch("what there is so far will be told");
    let board = Board::new(cases.len());
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Mutex<Option<Outcome>>> = cases.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::SeqCst);
            let (Some(case), Some(outcome)) = (cases.get(index), outcomes.get(index)) else { return };
            if stop.load(Ordering::SeqCst) {
                return;
            }
            let found = one(base, case, effort, stop, &board, index + 1);
            if let Ok(mut outcome) = outcome.lock() {
                *outcome = Some(found);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..effort.threads().min(cases.len()) {
            scope.spawn(work);
        }
        work();
    });
    let told = |place: Mutex<Option<Outcome>>| {
        let outcome = place.into_inner().unwrap_or_default();
        outcome.unwrap_or_else(|| Err("not solved: it was ended before".to_owned()))
    };
    Solved { outcomes: outcomes.into_iter().map(told).collect(), interrupted: stop.load(Ordering::SeqCst) }
}

/// Solves and checks one case, on this thread.
fn one(base: &Base, case: &Prepared, effort: &Effort, stop: &AtomicBool, board: &Board, number: usize) -> Outcome {
    let lane = board.begin(&case.name);
    let outcome = solved(base, case, effort, stop, &mut |progress| lane.show(progress));
    let said = match &outcome {
        Ok((figures, _)) => said(figures),
        Err(problem) => problem.clone(),
    };
    board.end(&lane, number, &case.name, &said);
    outcome
}

fn solved(
    base: &Base,
    case: &Prepared,
    effort: &Effort,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(&Progress),
) -> Outcome {
    let brief = |failure: Failure| failure.brief();
    let grounded = inputs::ground(&case.conference).map_err(brief)?;
    let options = Options {
        seed: effort.seed,
        budget: effort.budget(),
        searchers: effort.searchers,
        threads: 1,
        method: Method::Auto,
        backend: Backend::Microlp,
        initial: case.start.as_ref().map(|start| from_schedule(&case.conference, &grounded, start)),
        priced: priced(&grounded),
        ..Options::default()
    };
    let solved = pipeline::solve(&case.conference, &grounded, &options, progress, stop).map_err(brief)?;
    let figures = figures(base, case, &solved.schedule, &solved.report, solved.proven.quality);
    Ok((figures, solved.schedule))
}

/// A case in a few words.
fn said(figures: &Figures) -> String {
    match (figures.valid, figures.left_out.len()) {
        (false, _) => "hard rules are broken".to_owned(),
        (true, 0) => format!("cost {}, gap {}", rounded(figures.cost), percent(figures.quality.gap())),
        (true, left_out) => format!("{} left out", count(left_out, "session")),
    }
}
