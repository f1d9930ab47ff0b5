//! Solves all cases, each on one thread. The result of a case does not depend on the other cases.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::base::{Base, PreparedCase};
use super::figures::figures;
use super::settings::CaseSettings;
use crate::app::observer::Piece;
use crate::app::solve::{Outcome, Search, solve_piece};
use crate::app::{Failure, Observer};
use crate::report::numbers::{count, percent, rounded};
use crate::report::what_if::Figures;

/// The result of a case: its figures, or the reason why there are none.
pub(super) type CaseOutcome = Result<Figures, String>;

/// What a command needs of a solved case in addition to its figures.
pub(crate) type Extract<'a, T> = &'a (dyn Fn(&Search, &Outcome) -> Result<T, Failure> + Sync);

/// Solves and checks all cases; the results are in the order of the cases. When `stop` is set, cases that have not
/// started are not solved.
pub(crate) fn solve_all(
    base: &Base,
    cases: &[&PreparedCase],
    settings: &CaseSettings,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Vec<CaseOutcome> {
    let solved = solve_all_for(base, cases, settings, observer, stop, &|_, _| Ok(()));
    solved.into_iter().map(|outcome| outcome.map(|(figures, ())| figures)).collect()
}

/// A solved case with what was taken from its result, or why it was not solved.
pub(crate) type Solved<T> = Result<(Figures, T), String>;

/// As [`solve_all`]; each result also has what `extract` takes from it.
pub(crate) fn solve_all_for<T: Send>(
    base: &Base,
    cases: &[&PreparedCase],
    settings: &CaseSettings,
    observer: &dyn Observer,
    stop: &AtomicBool,
    extract: Extract<'_, T>,
) -> Vec<Solved<T>> {
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Mutex<Option<Solved<T>>>> = cases.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            let (Some(case), Some(outcome)) = (cases.get(number), outcomes.get(number)) else { return };
            if stop.load(Ordering::SeqCst) {
                return;
            }
            let piece = Piece { number, total: cases.len(), name: &case.name };
            observer.begin(piece);
            let found = solve_case(base, case, settings, (number, observer), stop, extract);
            let found = found.map_err(|failure| failure.brief());
            observer.end(piece, &summary(found.as_ref().map(|(figures, _)| figures)));
            if let Ok(mut outcome) = outcome.lock() {
                *outcome = Some(found);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..settings.threads.min(cases.len()) {
            scope.spawn(work);
        }
        work();
    });
    let taken = |place: Mutex<Option<Solved<T>>>| {
        let outcome = place.into_inner().unwrap_or_default();
        outcome.unwrap_or_else(|| Err("not solved: the command was interrupted before".to_owned()))
    };
    outcomes.into_iter().map(taken).collect()
}

/// Solves and checks one case, on this thread.
fn solve_case<T>(
    base: &Base,
    case: &PreparedCase,
    settings: &CaseSettings,
    piece: (usize, &dyn Observer),
    stop: &AtomicBool,
    extract: Extract<'_, T>,
) -> Result<(Figures, T), Failure> {
    let CaseSettings { seed, budget, searchers, .. } = *settings;
    let search = Search { seed, budget, searchers, threads: 1, start: case.start.clone(), ..Search::default() };
    let solved = solve_piece(&case.conference, &case.request(), &search, piece, stop)?;
    let extracted = extract(&search, &solved)?;
    Ok((figures(base, case, &solved.schedule, &solved.report, solved.proven.quality), extracted))
}

/// The result of a case in a few words.
fn summary(outcome: Result<&Figures, &String>) -> String {
    match outcome {
        Err(problem) => problem.clone(),
        Ok(figures) if !figures.valid => "breaks hard rules".to_owned(),
        Ok(figures) if figures.unplaced.is_empty() => {
            format!("cost {}, gap {}", rounded(figures.cost), percent(figures.quality.gap()))
        }
        Ok(figures) => format!("{} unplaced", count(figures.unplaced.len(), "session")),
    }
}
