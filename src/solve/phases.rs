//! The phases of a solve: first assignment and first multipliers in parallel, the main search, the bound with the best
//! cost as target, and a proof if one is within reach.

mod complete_first;
mod first_assignment;
mod main_search;
mod minimal_perturbation;
mod optimality_proofs;
mod quench;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::bound::{Bound, Lagrangian};
use super::construction::all_places;
use super::search::{Counters, RoundEnd, typical_difference};
use super::stop_condition::StopCondition;
use super::tuning::{self, PhaseBudget, Tuning};
use super::{Budget, Method, Options, Progress, Solution, Stage};
use crate::model::{Assignment, Cost, Label, Model, ModelIndex, Score};

/// Streams of the seed: each use of random numbers has its own.
const FIRST_STREAM: u64 = 1 << 32;
const FINAL_DESCENT_STREAM: u64 = 2 << 32;
const RESTRICTED_STREAM: u64 = 3 << 32;
const RELEASED_STREAM: u64 = 4 << 32;
const PERTURBED_STREAM: u64 = 5 << 32;
const QUENCH_STREAM: u64 = 6 << 32;

/// A run of [`super::solve`]: its phases, and the best results so far.
pub(crate) struct Phases<'a> {
    model: &'a Model,
    options: &'a Options,
    tuning: &'a Tuning,
    progress: &'a mut dyn FnMut(&Progress),
    stop: &'a AtomicBool,
    started: Instant,
    best: Option<(Score, Assignment)>,
    bound: Option<Bound>,
    /// The result of an exact solver: the least penalty for activities left out, and a bound on the cost at that level.
    solver: Option<(i64, Cost)>,
    base: Cost,
    counters: Counters,
    search_time: Duration,
    first_feasible: Option<Duration>,
    /// Work of all integer programs so far.
    proof_work: u64,
    /// Number of places in the last integer program after reduced-cost fixing.
    places_left: Option<usize>,
    /// The reported part of the budget, in thousandths. It never decreases.
    reached: u32,
}

impl<'a> Phases<'a> {
    /// A run that has not started.
    pub(crate) fn new(
        model: &'a Model,
        options: &'a Options,
        progress: &'a mut dyn FnMut(&Progress),
        stop: &'a AtomicBool,
    ) -> Phases<'a> {
        Phases {
            model,
            options,
            tuning: &options.tuning,
            progress,
            stop,
            started: Instant::now(),
            best: None,
            bound: None,
            solver: None,
            base: (0..model.activities.len()).filter_map(|a| model.cheapest(a)).sum(),
            counters: Counters::default(),
            search_time: Duration::ZERO,
            first_feasible: None,
            proof_work: 0,
            places_left: None,
            reached: 0,
        }
    }

    /// Runs all phases.
    pub(crate) fn run(mut self) -> Solution {
        let index = ModelIndex::new(self.model);
        let places = all_places(&index);
        let may_price = |label: Label| *self.options.priced.get(label.0 as usize).unwrap_or(&true);
        let mut lagrangian = Lagrangian::tuned(self.model, &self.tuning.bound, may_price);
        let typical = typical_difference(&index, &places);
        if self.options.method == Method::Repair
            && let Some(reference) = &self.options.initial
        {
            self.perturb_minimally(&index, &places, reference, typical);
            return self.finish();
        }
        let start = self.first_assignment(&index, &places, lagrangian.as_mut(), typical);
        let restriction =
            lagrangian.as_mut().and_then(|lagrangian| self.search_restricted(&index, &places, lagrangian, typical));
        if let Some(lagrangian) = &lagrangian {
            self.bound = Some(lagrangian.best().clone());
        }
        if self.proof().0.is_none() {
            self.prove(&places);
        }
        let Tuning { phases: tuning::Phases { small_model: small, early, late, large, .. }, .. } = *self.tuning;
        if self.proof().0.is_none()
            && self.options.method == Method::Auto
            && places.len() <= small
            && let Some(lagrangian) = lagrangian.as_mut()
        {
            self.main_search(&index, &places, &start, None, typical, early);
            self.raise_bound(lagrangian, early);
            self.prove_among_places_left(early);
        }
        let phase = if places.len() <= small { late } else { large };
        if self.proof().0.is_none() && self.options.method != Method::Exact {
            self.main_search(&index, &places, &start, restriction.as_ref(), typical, phase);
        }
        if let Some(lagrangian) = lagrangian.as_mut()
            && self.proof().0.is_none()
        {
            self.raise_bound(lagrangian, phase);
            self.prove_among_places_left(phase);
        }
        self.finish()
    }

    fn report(&mut self, stage: Stage, thousandths: u32) {
        let best = self.best.as_ref().map(|(score, _)| *score);
        self.report_best(stage, best, self.counters.steps, thousandths);
    }

    /// Reports a search that is not counted yet.
    fn report_round(&mut self, stage: Stage, round: &RoundEnd<'_>, thousandths: u32) {
        let best = [self.best.as_ref().map(|(score, _)| *score), round.best].into_iter().flatten().min();
        self.report_best(stage, best, self.counters.steps + round.counters.steps, thousandths);
    }

    fn report_best(&mut self, stage: Stage, best: Option<Score>, steps: u64, thousandths: u32) {
        let bound = self.bound.as_ref().map(|bound| bound.value);
        self.reached = self.reached.max(thousandths);
        let thousandths = self.reached;
        (self.progress)(&Progress { stage, best, bound, base: self.base, steps, thousandths });
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The deadline of a part of a time budget; `None` under a budget of steps.
    fn deadline(&self, thousandths: u32) -> Option<Instant> {
        match self.options.budget {
            Budget::Steps(_) => None,
            Budget::Time(limit) => Some(self.started + limit * thousandths / 1000),
        }
    }

    /// Ends a part of the run when the run is stopped, or after this part of a time budget.
    fn stop_condition(&self, thousandths: u32) -> StopCondition<'a> {
        StopCondition::new(self.stop, self.deadline(thousandths))
    }

    fn remaining(&self, thousandths: u32) -> Option<Duration> {
        self.deadline(thousandths).map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn keep(&mut self, candidate: Option<(Score, Assignment)>) {
        let Some((score, assignment)) = candidate else { return };
        if score.violations == 0 && self.best.as_ref().is_none_or(|(best, _)| score < *best) {
            if score.unplaced == 0 && self.first_feasible.is_none() {
                self.first_feasible = Some(self.started.elapsed());
            }
            self.best = Some((score, assignment));
        }
    }

    /// More iterations of the bound, with the best cost as target.
    fn raise_bound(&mut self, lagrangian: &mut Lagrangian<'_>, phase: PhaseBudget) {
        let complete = self.best.as_ref().filter(|(score, _)| score.unplaced == 0);
        let target = complete.map_or(Cost::MAX, |(score, _)| score.soft);
        let condition = self.stop_condition(phase.bound_until);
        lagrangian.restart();
        let mut left = match self.options.budget {
            Budget::Time(_) => u32::MAX,
            Budget::Steps(_) => self.tuning.phases.last_iterations,
        };
        while left > 0 && !condition.is_met() && self.proof().0.is_none() {
            let before = lagrangian.best().value;
            let chunk = self.tuning.phases.chunk.clamp(1, left);
            lagrangian.iterate_until(chunk, target, condition);
            left -= chunk;
            if lagrangian.best().value != before {
                self.bound = Some(lagrangian.best().clone());
                self.report(Stage::Bound, phase.descent_until);
            }
            if lagrangian.has_converged() {
                break;
            }
        }
        self.bound = Some(lagrangian.best().clone());
    }

    fn finish(mut self) -> Solution {
        let (proof, lower) = self.proof();
        let (score, assignment) = self.best.take().unwrap_or_else(|| {
            let nothing = vec![None; self.model.activities.len()];
            (crate::model::evaluate(self.model, &nothing), nothing)
        });
        Solution {
            assignment,
            score,
            bound: self.bound,
            lower,
            proof,
            steps: self.counters.steps,
            evaluated: self.counters.evaluated,
            search_time: self.search_time,
            first_feasible: self.first_feasible,
            interrupted: self.stop.load(Ordering::Relaxed),
        }
    }
}
