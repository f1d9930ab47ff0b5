//! The order of work: first assignment and first prices side by side, then the search, then the bound against the
//! best cost, then a proof where one is in reach.

mod first;
mod improve;
mod mend;
mod proofs;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::bound::{Bound, Lagrangian};
use super::construct::all_places;
use super::search::{Counters, typical_difference};
use super::{Budget, Method, Options, Progress, Solution, Stage};
use crate::model::{Assignment, Cost, Links, Model, Score};

/// Bound iterations before and after the search under a budget of steps.
const ITERATIONS: (u32, u32) = (250, 1000);
/// Bound iterations before the search of a programme of many activities, which prices have to lead from the beginning.
const MANY_ITERATIONS: u32 = 1000;
/// Bound iterations between two looks at the clock.
const CHUNK: u32 = 10;
/// The part of a time budget, in thousandths, that the first assignment takes at most; with many activities, the first
/// prices alone.
const FIRST_PART: u32 = 100;
const MANY_FIRST_PART: u32 = 250;
/// The search of a large programme.
const LARGE_SEARCH: Share =
    Share { steps: 1, searchers: 1, held: 500, searched: 860, settled: 890, bounded: 1000, proved: 1000 };
/// The two of one with few activities: the best assignment of the first may leave so little open that the rest is soon
/// proved, and so may that of the second.
const EARLY_SEARCH: Share =
    Share { steps: 8, searchers: 8, held: 150, searched: 200, settled: 210, bounded: 270, proved: 500 };
const LATE_SEARCH: Share =
    Share { steps: 1, searchers: 1, held: 500, searched: 800, settled: 830, bounded: 900, proved: 1000 };
/// So many activities are few, and so many are many.
const FEW: usize = 150;
const MANY: usize = 1_000;
/// Streams of the seed: each use of random draws has its own.
const FIRST_STREAM: u64 = 1 << 32;
const SETTLE_STREAM: u64 = 2 << 32;
const FRAMED_STREAM: u64 = 3 << 32;
const RELEASED_STREAM: u64 = 4 << 32;
const MENDED_STREAM: u64 = 5 << 32;

/// A search's share of the budget.
#[derive(Debug, Clone, Copy)]
struct Share {
    /// One so-many-th of the steps.
    steps: u64,
    /// At least so many searchers: with few activities, beginning anew is worth more than going on.
    searchers: u32,
    /// When it, its settling, the bound after it, and a proof among the places left end: thousandths of a time budget.
    /// Of a search that is held to a frame, when that ends.
    held: u32,
    searched: u32,
    settled: u32,
    bounded: u32,
    proved: u32,
}

/// One run of [`super::solve`].
pub struct Strategy<'a> {
    model: &'a Model,
    options: &'a Options,
    progress: &'a mut dyn FnMut(&Progress),
    stop: &'a AtomicBool,
    started: Instant,
    best: Option<(Score, Assignment)>,
    bound: Option<Bound>,
    /// What an exact solver proved: the level of what must be left out, and a bound on the cost at that level.
    solver: Option<(i64, Cost)>,
    base: Cost,
    counters: Counters,
    search_time: Duration,
    first_complete: Option<Duration>,
    /// Of how many places the last integer program was that looked only where something better could be.
    near: Option<usize>,
    /// The part of the budget that was told to be used, in thousandths: it never goes back.
    reached: u32,
}

impl<'a> Strategy<'a> {
    /// A run about to begin.
    pub fn new(
        model: &'a Model,
        options: &'a Options,
        progress: &'a mut dyn FnMut(&Progress),
        stop: &'a AtomicBool,
    ) -> Strategy<'a> {
        Strategy {
            model,
            options,
            progress,
            stop,
            started: Instant::now(),
            best: None,
            bound: None,
            solver: None,
            base: (0..model.activities.len()).filter_map(|a| model.cheapest(a)).sum(),
            counters: Counters::default(),
            search_time: Duration::ZERO,
            first_complete: None,
            near: None,
            reached: 0,
        }
    }

    /// Does all of it.
    pub fn run(mut self) -> Solution {
        let links = Links::new(self.model);
        let places = all_places(&links);
        let mut lagrangian =
            Lagrangian::pricing(self.model, |label| *self.options.priced.get(label.0 as usize).unwrap_or(&true));
        let typical = typical_difference(&links, &places);
        if self.options.method == Method::Repair
            && let Some(home) = &self.options.initial
        {
            self.mend(&links, &places, home, typical);
            return self.finish();
        }
        let start = self.first(&links, &places, lagrangian.as_mut(), typical);
        let frame = lagrangian.as_mut().and_then(|lagrangian| self.framed(&links, &places, lagrangian, typical));
        if let Some(lagrangian) = &lagrangian {
            self.bound = Some(lagrangian.best().clone());
        }
        if self.proof().0.is_none() {
            self.prove(&places);
        }
        if self.proof().0.is_none()
            && self.options.method == Method::Auto
            && places.len() <= FEW
            && let Some(lagrangian) = lagrangian.as_mut()
        {
            self.search(&links, &places, &start, None, typical, EARLY_SEARCH);
            self.raise_bound(lagrangian, EARLY_SEARCH);
            self.prove_near(EARLY_SEARCH);
        }
        let share = if places.len() <= FEW { LATE_SEARCH } else { LARGE_SEARCH };
        if self.proof().0.is_none() && self.options.method != Method::Exact {
            self.search(&links, &places, &start, frame.as_ref(), typical, share);
        }
        if let Some(lagrangian) = lagrangian.as_mut()
            && self.proof().0.is_none()
        {
            self.raise_bound(lagrangian, share);
            self.prove_near(share);
        }
        self.finish()
    }

    fn report(&mut self, stage: Stage, thousandths: u32) {
        let (bound, best) = (self.bound.as_ref().map(|b| b.value), self.best.as_ref().map(|(score, _)| *score));
        let steps = self.counters.steps;
        self.reached = self.reached.max(thousandths);
        let thousandths = self.reached;
        (self.progress)(&Progress { stage, best, bound, base: self.base, steps, thousandths });
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// When a part of a time budget is over; `None` under a budget of steps.
    fn deadline(&self, thousandths: u32) -> Option<Instant> {
        match self.options.budget {
            Budget::Steps(_) => None,
            Budget::Time(limit) => Some(self.started + limit * thousandths / 1000),
        }
    }

    fn remaining(&self, thousandths: u32) -> Option<Duration> {
        self.deadline(thousandths).map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn keep(&mut self, candidate: Option<(Score, Assignment)>) {
        let Some((score, assignment)) = candidate else { return };
        if score.violations == 0 && self.best.as_ref().is_none_or(|(best, _)| score < *best) {
            if score.unplaced == 0 && self.first_complete.is_none() {
                self.first_complete = Some(self.started.elapsed());
            }
            self.best = Some((score, assignment));
        }
    }

    /// More bound iterations, now that the target is known.
    fn raise_bound(&mut self, lagrangian: &mut Lagrangian<'_>, share: Share) {
        let complete = self.best.as_ref().filter(|(score, _)| score.unplaced == 0);
        let target = complete.map_or(Cost::MAX, |(score, _)| score.soft);
        let deadline = self.deadline(share.bounded);
        lagrangian.renew();
        let mut left = if deadline.is_some() { u32::MAX } else { ITERATIONS.1 };
        while left > 0 && !self.stopped() && self.proof().0.is_none() {
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                break;
            }
            let before = lagrangian.best().value;
            lagrangian.iterate(CHUNK.min(left), target);
            left = left.saturating_sub(CHUNK);
            if lagrangian.best().value != before {
                self.bound = Some(lagrangian.best().clone());
                self.report(Stage::Bound, share.settled);
            }
            if lagrangian.is_settled() {
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
            first_complete: self.first_complete,
            interrupted: self.stop.load(Ordering::Relaxed),
        }
    }
}
