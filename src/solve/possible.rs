//! Whether everything can be placed without breaking anything: counting, a short search, all possibilities one by one
//! where they are few, and an integer program, in this order. Costs do not matter here, and a model without any is
//! answered fastest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::construct::{construct, force_in};
use super::exact::{self, Backend, Completion, ExactOptions};
use super::polish::polish;
use super::presolve::{Finding, Scope, presolve};
use super::search::{Cooling, Effort, Span, drive};
use super::tuning::{self, Tuning};
use crate::model::{Assignment, Cost, Excess, Links, Model, Place, Price, Score, State};

/// What two places differ by, where they all cost nothing: only its ratio to the penalties matters.
const TYPICAL: Cost = 1_000;

/// How hard to try.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// Seed of the search.
    pub seed: u64,
    /// Steps of the search; 0 for none.
    pub steps: u64,
    /// The most choices an integer program may have to be tried; 0 for none.
    pub binaries: usize,
    /// The most nodes of its branch and bound; with 0, possibilities are not looked at one by one either.
    pub nodes: u64,
    /// When to give up; without it no clock is looked at.
    pub until: Option<Instant>,
    /// The solver of integer programs.
    pub backend: Backend,
}

impl Attempt {
    /// The time left; `None` for no limit.
    fn left(&self) -> Option<Duration> {
        self.until.map(|until| until.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }
}

/// Whether everything can be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Possible {
    /// By this assignment.
    Yes(Assignment),
    /// No, and why.
    No(Impossible),
    /// Not found out.
    Unknown,
}

/// How it is known that not everything can be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Impossible {
    /// Presolve proves it.
    Finding(Finding),
    /// All possibilities were looked at.
    Exhausted,
    /// An integer programming solver says so, to its tolerance.
    Program,
}

/// Finds out whether everything can be placed without breaking anything.
pub(crate) fn possible(model: &Model, attempt: &Attempt, tuning: &Tuning, stop: &AtomicBool) -> Possible {
    let presolved = presolve(model, Scope::Complete);
    // The fewer have a part in it, the plainer it is.
    let plainest = presolved.findings.into_iter().min_by_key(|finding| finding.activities.len());
    if let Some(finding) = plainest {
        return Possible::No(Impossible::Finding(finding));
    }
    if let Some(assignment) = search(model, &presolved.places, attempt, tuning, stop) {
        return Possible::Yes(assignment);
    }
    let looked_at =
        if attempt.nodes > 0 { Exhaustion::of(model, &presolved.places, &tuning.feasibility) } else { None };
    match looked_at {
        Some(None) => return Possible::No(Impossible::Exhausted),
        Some(Some(assignment)) => return Possible::Yes(assignment),
        None => {}
    }
    let choices: usize = presolved.places.iter().map(Vec::len).filter(|&places| places > 1).sum();
    if choices > attempt.binaries || attempt.is_over() || stop.load(Ordering::Relaxed) {
        return Possible::Unknown;
    }
    let options = ExactOptions {
        backend: attempt.backend,
        node_limit: Some(attempt.nodes),
        time_limit: attempt.left(),
        ..ExactOptions::default()
    };
    match exact::complete(model, &options) {
        Completion::Found(assignment) => Possible::Yes(assignment),
        Completion::Impossible => Possible::No(Impossible::Program),
        Completion::Unknown => Possible::Unknown,
    }
}

/// A look at all possibilities: the activity with the fewest places that are still free is placed next, and as soon as
/// one has none left, something else is tried.
struct Exhaustion<'l> {
    state: State<'l>,
    /// Nodes that may still be opened.
    left: u32,
    /// No sum can shrink as more is placed, so that one above its limit stays above it.
    sums_grow: bool,
}

impl Exhaustion<'_> {
    /// An assignment, or none as there is none; `None` where there are too many possibilities.
    fn of(model: &Model, places: &[Vec<Place>], tuning: &tuning::Feasibility) -> Option<Option<Assignment>> {
        if places.iter().map(Vec::len).sum::<usize>() > tuning.most_places {
            return None;
        }
        let links = Links::new(model);
        let amounts = |excess: &Excess| {
            excess.terms.iter().flat_map(|term| &model.measures[term.measure as usize]).all(|&amount| amount >= 0)
        };
        let sums_grow = model.excesses.iter().filter(|excess| excess.price == Price::Hard).all(amounts);
        let state = State::new(&links, &vec![None; places.len()]);
        let mut exhaustion = Exhaustion { state, left: tuning.most_nodes, sums_grow };
        let free = (0..places.len()).map(|activity| (activity, places[activity].clone())).collect();
        exhaustion.descend(free)
    }

    /// `free`: the activities that are left, with the places that were free for them before the last was placed.
    fn descend(&mut self, free: Vec<(usize, Vec<Place>)>) -> Option<Option<Assignment>> {
        self.left = self.left.checked_sub(1)?;
        let mut still: Vec<(usize, Vec<Place>)> = Vec::with_capacity(free.len());
        for (activity, places) in free {
            let places: Vec<Place> = places.into_iter().filter(|&place| self.fits(activity, place)).collect();
            if places.is_empty() {
                return Some(None);
            }
            still.push((activity, places));
        }
        let Some(next) = (0..still.len()).min_by_key(|&index| (still[index].1.len(), still[index].0)) else {
            let whole = self.state.total().score().violations == 0;
            return Some(whole.then(|| self.state.assignment().clone()));
        };
        let (activity, places) = still.swap_remove(next);
        for place in places {
            self.state.insert(activity, place);
            let found = self.descend(still.clone());
            let _ = self.state.remove(activity);
            match found {
                Some(None) => {}
                other => return other,
            }
        }
        Some(None)
    }

    fn fits(&self, activity: usize, place: Place) -> bool {
        let added = self.state.insertion(activity, place);
        if self.sums_grow { added.breaks_nothing() } else { added.breaks_only_sums() }
    }
}

/// A complete assignment, if a greedy construction, a search or a last touch finds one.
fn search(
    model: &Model,
    places: &[Vec<Place>],
    attempt: &Attempt,
    tuning: &Tuning,
    stop: &AtomicBool,
) -> Option<Assignment> {
    let links = Links::new(model);
    let mut state = State::new(&links, &vec![None; places.len()]);
    construct(&mut state, places);
    let complete = |score: Score| score.violations == 0 && score.unplaced == 0;
    let score = state.total().score();
    if complete(score) {
        return Some(state.assignment().clone());
    }
    if attempt.steps == 0 || attempt.is_over() {
        return None;
    }
    let enough = AtomicBool::new(stop.load(Ordering::Relaxed));
    let whole = force_in(&state, places);
    let effort = effort(model, places, attempt, tuning);
    let found = drive(&links, places, &whole, &effort, &enough, &mut |best, _, _| {
        let done = best.is_some_and(complete);
        if done || attempt.is_over() || stop.load(Ordering::Relaxed) {
            enough.store(true, Ordering::Relaxed);
        }
    });
    let best = [found.best, (score.violations == 0).then(|| (score, state.assignment().clone()))];
    let (score, best) = best.into_iter().flatten().min_by_key(|(score, _)| *score)?;
    if complete(score) {
        return Some(best);
    }
    let insertions = tuning.feasibility.polish_insertions;
    let (score, polished) = polish(&links, places, &best, &tuning.polish, insertions);
    complete(score).then_some(polished)
}

fn effort<'t>(model: &Model, places: &[Vec<Place>], attempt: &Attempt, tuning: &'t Tuning) -> Effort<'t> {
    // Leaving anything out has to cost more than any one place.
    let dearest = |(index, places): (usize, &Vec<Place>)| {
        let most = places.iter().map(|&place| model.unary(index, place)).max().unwrap_or(0);
        (most + tuning.improve.unplaced_margin.of(TYPICAL)) / model.activities[index].unplaced.max(1)
    };
    let unplaced = 1 + places.iter().enumerate().map(dearest).max().unwrap_or(0);
    Effort {
        span: Span::Steps(attempt.steps),
        searchers: 1,
        threads: 1,
        rounds: tuning.feasibility.rounds,
        seed: (attempt.seed, 0),
        schedule: Cooling::new(&tuning.feasibility.annealing, (TYPICAL, TYPICAL), model, unplaced),
        guide: None,
        domains: None,
        divided: false,
        tuning: &tuning.search,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evaluate;
    use crate::solve::brute;
    use crate::solve::testing::{MOST_ASSIGNMENTS, random_model};

    const ATTEMPT: Attempt =
        Attempt { seed: 1, steps: 4_000, binaries: 3_000, nodes: 2_000, until: None, backend: Backend::Microlp };

    /// Whatever brute force says.
    #[test]
    fn says_what_is_so() {
        let (tuning, stop) = (Tuning::default(), AtomicBool::new(false));
        let (mut yes, mut counted, mut exhausted) = (0, 0, 0);
        for seed in 0..300 {
            let model = random_model(seed);
            let (best, _) = brute::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
            let all = best.violations == 0 && best.unplaced == 0;
            match possible(&model, &ATTEMPT, &tuning, &stop) {
                Possible::Yes(assignment) => {
                    let score = evaluate(&model, &assignment);
                    assert!(all && score.violations == 0 && score.unplaced == 0, "seed {seed}");
                    yes += 1;
                }
                Possible::No(why) => {
                    assert!(!all, "seed {seed}: {why:?}");
                    match why {
                        Impossible::Finding(_) => counted += 1,
                        Impossible::Exhausted => exhausted += 1,
                        Impossible::Program => {}
                    }
                }
                Possible::Unknown => panic!("seed {seed}: so small a model is decided"),
            }
        }
        let counts = format!("{yes} possible, {counted} counted, {exhausted} exhausted");
        assert!(yes > 30 && counted > 30 && exhausted > 3, "{counts}");
    }

    #[test]
    fn without_search_and_program_only_what_is_plain_is_known() {
        let (tuning, stop) = (Tuning::default(), AtomicBool::new(false));
        let bare = Attempt { steps: 0, binaries: 0, nodes: 0, ..ATTEMPT };
        let answer = |seed: u64| possible(&random_model(seed), &bare, &tuning, &stop);
        let unknown = (0..300).filter(|&seed| answer(seed) == Possible::Unknown).count();
        assert!((1..200).contains(&unknown), "{unknown}");
    }
}
