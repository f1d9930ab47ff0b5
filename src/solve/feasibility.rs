//! Decides whether everything can be placed without breaking a hard condition. The methods, in this order: counting
//! proofs, a short search, backtracking if there are few possibilities, and an integer program. Costs do not matter
//! here; a model without costs is decided fastest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::construction::{construct, place_everything};
use super::exact::{self, Backend, Completeness, ExactOptions};
use super::exhaustive_lns::exhaustive_lns;
use super::presolve::{Finding, Scope, presolve};
use super::search::{AnnealingSchedule, SearchLength, SearchParams, run_search};
use super::stop_condition::{DeltaBudget, StopCondition};
use super::tuning::{self, Tuning};
use crate::model::{Assignment, BucketCapacity, Cost, Model, ModelIndex, Place, Price, Score, State};

/// The typical cost difference used for annealing where all places cost zero: only its ratio to the penalties matters.
const TYPICAL: Cost = 1_000;

/// Limits of the effort.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FeasibilityLimits {
    /// Seed of the search.
    pub seed: u64,
    /// Steps of the search; 0 for none.
    pub steps: u64,
    /// Largest number of binary choices of an integer program; 0 for no program.
    pub binaries: usize,
    /// Limit of the program's work; with 0, there is no backtracking either.
    pub work: u64,
    /// When to give up; `None`: no clock is read.
    pub until: Option<Instant>,
    /// The solver of integer programs.
    pub backend: Backend,
}

impl FeasibilityLimits {
    /// The time left; `None` for no limit.
    fn left(&self) -> Option<Duration> {
        self.until.map(|until| until.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Feasibility {
    /// Everything can be placed, for example so.
    Yes(Assignment),
    /// Not everything can be placed, for this reason.
    No(InfeasibilityReason),
    /// Not decided within the limits.
    Unknown,
}

/// How it is known that not everything can be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InfeasibilityReason {
    /// Presolve proves it by counting or filtering.
    Finding(Finding),
    /// Backtracking has tried all possibilities.
    Exhausted,
    /// An integer programming solver has proved it, to its tolerance.
    Program,
}

/// Decides whether everything can be placed without breaking a hard condition.
pub(crate) fn check_feasibility(
    model: &Model,
    limits: &FeasibilityLimits,
    tuning: &Tuning,
    stop: &AtomicBool,
) -> Feasibility {
    let presolved = presolve(model, Scope::Complete);
    // A finding with fewer activities is easier to understand.
    let plainest = presolved.findings.into_iter().min_by_key(|finding| finding.activities.len());
    if let Some(finding) = plainest {
        return Feasibility::No(InfeasibilityReason::Finding(finding));
    }
    if let Some(assignment) = search(model, &presolved.places, limits, tuning, stop) {
        return Feasibility::Yes(assignment);
    }
    let backtracked =
        if limits.work > 0 { Backtracking::of(model, &presolved.places, &tuning.feasibility) } else { None };
    match backtracked {
        Some(None) => return Feasibility::No(InfeasibilityReason::Exhausted),
        Some(Some(assignment)) => return Feasibility::Yes(assignment),
        None => {}
    }
    let choices: usize = presolved.places.iter().map(Vec::len).filter(|&places| places > 1).sum();
    if choices > limits.binaries || limits.is_over() || stop.load(Ordering::Relaxed) {
        return Feasibility::Unknown;
    }
    let options = ExactOptions {
        backend: limits.backend,
        work_limit: Some(limits.work),
        time_limit: limits.left(),
        stop: Some(stop),
        ..ExactOptions::default()
    };
    match exact::find_complete(model, &options) {
        Completeness::Found(assignment) => Feasibility::Yes(assignment),
        Completeness::Impossible => Feasibility::No(InfeasibilityReason::Program),
        Completeness::Unknown => Feasibility::Unknown,
    }
}

/// Backtracking with forward checking. The activity with the fewest remaining places is placed next; a branch ends when
/// an activity has no place left.
struct Backtracking<'l> {
    state: State<'l>,
    /// Number of nodes that may still be opened.
    left: u32,
    /// Whether a broken sum stays broken: no amount is negative, and no LeastExcess is hard.
    sums_grow: bool,
}

impl Backtracking<'_> {
    /// A complete assignment, or `Some(None)` if there is none; `None` if there are too many possibilities.
    fn of(model: &Model, places: &[Vec<Place>], tuning: &tuning::Feasibility) -> Option<Option<Assignment>> {
        if places.iter().map(Vec::len).sum::<usize>() > tuning.most_places {
            return None;
        }
        let model_index = ModelIndex::new(model);
        let amounts = |bucket_capacity: &BucketCapacity| {
            bucket_capacity
                .terms
                .iter()
                .flat_map(|term| &model.measures[term.measure as usize])
                .all(|&amount| amount >= 0)
        };
        let sums_grow =
            model.bucket_capacities.iter().filter(|bucket_capacity| bucket_capacity.price == Price::Hard).all(amounts)
                && model.least_excesses.iter().all(|least_excess| least_excess.price != Price::Hard);
        let state = State::new(&model_index, &vec![None; places.len()]);
        let mut backtracking = Backtracking { state, left: tuning.most_nodes, sums_grow };
        let free = (0..places.len()).map(|activity| (activity, places[activity].clone())).collect();
        backtracking.descend(free)
    }

    /// `free`: the remaining activities, with the places that were free before the last activity was placed.
    fn descend(&mut self, free: Vec<(usize, Vec<Place>)>) -> Option<Option<Assignment>> {
        self.left = self.left.checked_sub(1)?;
        let mut remaining: Vec<(usize, Vec<Place>)> = Vec::with_capacity(free.len());
        for (activity, places) in free {
            let places: Vec<Place> = places.into_iter().filter(|&place| self.fits(activity, place)).collect();
            if places.is_empty() {
                return Some(None);
            }
            remaining.push((activity, places));
        }
        let Some(next) = (0..remaining.len()).min_by_key(|&index| (remaining[index].1.len(), remaining[index].0))
        else {
            let everything_placed = self.state.total().score().violations == 0;
            return Some(everything_placed.then(|| self.state.assignment().clone()));
        };
        let (activity, places) = remaining.swap_remove(next);
        for place in places {
            self.state.insert(activity, place);
            let found = self.descend(remaining.clone());
            let _ = self.state.remove(activity);
            match found {
                Some(None) => {}
                other => return other,
            }
        }
        Some(None)
    }

    fn fits(&self, activity: usize, place: Place) -> bool {
        let added = self.state.insertion_delta(activity, place);
        if self.sums_grow { added.breaks_nothing() } else { added.breaks_only_sums() }
    }
}

/// A complete assignment, if greedy construction, a search or exhaustive LNS finds one.
fn search(
    model: &Model,
    places: &[Vec<Place>],
    limits: &FeasibilityLimits,
    tuning: &Tuning,
    stop: &AtomicBool,
) -> Option<Assignment> {
    let model_index = ModelIndex::new(model);
    let mut state = State::new(&model_index, &vec![None; places.len()]);
    construct(&mut state, places);
    let complete = |score: Score| score.violations == 0 && score.unplaced == 0;
    let score = state.total().score();
    if complete(score) {
        return Some(state.assignment().clone());
    }
    if limits.steps == 0 || limits.is_over() {
        return None;
    }
    let stop_search = AtomicBool::new(stop.load(Ordering::Relaxed));
    let everything_placed = place_everything(&state, places);
    let params = search_params(model, places, limits, tuning);
    let found = run_search(&model_index, places, &everything_placed, &params, &stop_search, &mut |round| {
        let done = round.best.is_some_and(complete);
        if done || limits.is_over() || stop.load(Ordering::Relaxed) {
            stop_search.store(true, Ordering::Relaxed);
        }
    });
    let best = [found.best, (score.violations == 0).then(|| (score, state.assignment().clone()))];
    let (score, best) = best.into_iter().flatten().min_by_key(|(score, _)| *score)?;
    if complete(score) {
        return Some(best);
    }
    let budget = DeltaBudget::new(tuning.feasibility.lns_insertions, StopCondition::new(stop, limits.until));
    let (score, improved) = exhaustive_lns(&model_index, places, &best, &tuning.exhaustive_lns, budget);
    complete(score).then_some(improved)
}

fn search_params<'t>(
    model: &Model,
    places: &[Vec<Place>],
    limits: &FeasibilityLimits,
    tuning: &'t Tuning,
) -> SearchParams<'t> {
    // Leaving any activity out must cost more than any one place.
    let largest_cost = |(index, places): (usize, &Vec<Place>)| {
        let most = places.iter().map(|&place| model.unary(index, place)).max().unwrap_or(0);
        (most + tuning.main_search.unplaced_margin.of(TYPICAL)) / model.activities[index].unplaced_penalty.max(1)
    };
    let unplaced = 1 + places.iter().enumerate().map(largest_cost).max().unwrap_or(0);
    SearchParams {
        length: SearchLength::Steps(limits.steps),
        searchers: 1,
        threads: 1,
        rounds: tuning.feasibility.rounds,
        seed: (limits.seed, 0),
        schedule: AnnealingSchedule::new(&tuning.feasibility.annealing, (TYPICAL, TYPICAL), model, unplaced),
        guidance: None,
        domains: None,
        decompose_days: false,
        tuning: &tuning.search,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evaluate;
    use crate::solve::brute_force;
    use crate::solve::testing::{MOST_ASSIGNMENTS, random_model};

    const LIMITS: FeasibilityLimits = FeasibilityLimits {
        seed: 1,
        steps: 4_000,
        binaries: 3_000,
        work: 100_000_000,
        until: None,
        backend: Backend::Microlp,
    };

    /// The answers agree with brute force.
    #[test]
    fn the_answer_agrees_with_brute_force() {
        let (tuning, stop) = (Tuning::default(), AtomicBool::new(false));
        let (mut yes, mut counted, mut exhausted) = (0, 0, 0);
        for seed in 0..300 {
            let model = random_model(seed);
            let (best, _) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
            let all = best.violations == 0 && best.unplaced == 0;
            match check_feasibility(&model, &LIMITS, &tuning, &stop) {
                Feasibility::Yes(assignment) => {
                    let score = evaluate(&model, &assignment);
                    assert!(all && score.violations == 0 && score.unplaced == 0, "seed {seed}");
                    yes += 1;
                }
                Feasibility::No(why) => {
                    assert!(!all, "seed {seed}: {why:?}");
                    match why {
                        InfeasibilityReason::Finding(_) => counted += 1,
                        InfeasibilityReason::Exhausted => exhausted += 1,
                        InfeasibilityReason::Program => {}
                    }
                }
                Feasibility::Unknown => panic!("seed {seed}: a model of this size must be decided"),
            }
        }
        let counts = format!("{yes} possible, {counted} counted, {exhausted} exhausted");
        assert!(yes > 30 && counted > 30 && exhausted > 3, "{counts}");
    }

    #[test]
    fn without_search_and_program_only_simple_models_are_decided() {
        let (tuning, stop) = (Tuning::default(), AtomicBool::new(false));
        let bare = FeasibilityLimits { steps: 0, binaries: 0, work: 0, ..LIMITS };
        let answer = |seed: u64| check_feasibility(&random_model(seed), &bare, &tuning, &stop);
        let unknown = (0..300).filter(|&seed| answer(seed) == Feasibility::Unknown).count();
        assert!((1..200).contains(&unknown), "{unknown}");
    }
}
