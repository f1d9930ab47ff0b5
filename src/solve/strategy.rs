//! The order of work: first assignment and first prices side by side, then the search, then the bound against the
//! best cost, then a proof where one is in reach.

mod proofs;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::bound::{Bound, Lagrangian, SCALE};
use super::construct::{all_places, construct, force_in};
use super::polish::polish;
use super::repair::{fill, repair};
use super::search::{Cooling, Counters, Effort, Guide, Span, drive, typical_difference};
use super::{Budget, Method, Options, Progress, Solution, Stage};
use crate::model::{Assignment, Cost, Links, Model, Place, Score, State};

/// Bound iterations before and after the search under a budget of steps.
const ITERATIONS: (u32, u32) = (250, 500);
/// Bound iterations between two looks at the clock.
const CHUNK: u32 = 10;
/// Barriers of the main search.
const ROUNDS: u32 = 24;
/// The part of a time budget, in thousandths, that the first assignment takes at most.
const FIRST_PART: u32 = 100;
/// The search, and the one before it that only a programme of few activities gets: its best assignment may leave so
/// little open that the rest is soon proved.
const WHOLE_SEARCH: Share = Share { steps: 1, searchers: 1, searched: 920, settled: 970, bounded: 1000 };
const EARLY_SEARCH: Share = Share { steps: 8, searchers: 8, searched: 300, settled: 320, bounded: 400 };
/// So many activities are few.
const FEW: usize = 150;
/// Steps of the settling, as a part of the search's.
const SETTLE_SHARE: u64 = 20;
/// The price of a resource's unit is at most so many typical differences of cost.
const DEAREST: Cost = 16;
/// Insertions valued when a small model's best assignment is polished.
const POLISH: u64 = 200_000;
/// Streams of the seed: each use of random draws has its own.
const FIRST_STREAM: u64 = 1 << 32;
const SETTLE_STREAM: u64 = 2 << 32;

/// A search's share of the budget.
#[derive(Debug, Clone, Copy)]
struct Share {
    /// One so-many-th of the steps.
    steps: u64,
    /// At least so many searchers: with few activities, beginning anew is worth more than going on.
    searchers: u32,
    /// When it, its settling, and the bound after it end: thousandths of a time budget.
    searched: u32,
    settled: u32,
    bounded: u32,
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
        let start = self.first(&links, &places, lagrangian.as_mut(), typical);
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
            self.search(&links, &places, start.clone(), typical, EARLY_SEARCH);
            self.raise_bound(lagrangian, EARLY_SEARCH);
            self.prove_near();
        }
        if self.proof().0.is_none() && self.options.method != Method::Exact {
            self.search(&links, &places, start, typical, WHOLE_SEARCH);
        }
        if let Some(lagrangian) = lagrangian.as_mut()
            && self.proof().0.is_none()
        {
            self.raise_bound(lagrangian, WHOLE_SEARCH);
            self.prove_near();
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

    /// A first assignment, while another thread finds the first prices. Returns where the search should start.
    fn first(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        lagrangian: Option<&mut Lagrangian<'_>>,
        typical: Cost,
    ) -> Assignment {
        let mut state = match &self.options.initial {
            Some(initial) => State::new(links, initial),
            None => State::new(links, &vec![None; places.len()]),
        };
        fill(&mut state, places);
        if self.options.initial.is_none() {
            let mut constructed = State::new(links, &vec![None; places.len()]);
            construct(&mut constructed, places);
            state = constructed;
        }
        let score = state.total().score();
        self.keep(Some((score, state.assignment().clone())));
        self.report(Stage::First, 0);
        let whole = force_in(&state, places);
        let effort = Effort {
            span: match self.options.budget {
                Budget::Steps(steps) => Span::Steps((steps / 8).min(4_000 * places.len() as u64 + 20_000)),
                Budget::Time(limit) => {
                    Span::Time((limit * FIRST_PART / 1000).min(Duration::from_millis(300 + 8 * places.len() as u64)))
                }
            },
            searchers: 1,
            threads: 1,
            rounds: 8,
            seed: (self.options.seed, FIRST_STREAM),
            schedule: Cooling {
                temperature: (typical / 4, typical / 100),
                penalty: (typical / 4, typical * 4),
                units: self.units(),
                unplaced: self.unplaced_price(typical),
            },
            guide: None,
        };
        let complete = self.best.as_ref().is_some_and(|(score, _)| score.unplaced == 0);
        let target = self.best.as_ref().filter(|_| complete).map_or(Cost::MAX, |(score, _)| score.soft);
        let deadline = self.deadline(FIRST_PART);
        let stop = self.stop;
        let found = std::thread::scope(|scope| {
            let prices = lagrangian.map(|lagrangian| {
                scope.spawn(move || {
                    for _ in 0..ITERATIONS.0 / CHUNK {
                        let late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
                        if late || stop.load(Ordering::Relaxed) {
                            break;
                        }
                        lagrangian.iterate(CHUNK, target);
                    }
                })
            });
            let found = (!complete).then(|| drive(links, places, &whole, &effort, stop, &mut |_, _, _| {}));
            if let Some(prices) = prices {
                let _ = prices.join();
            }
            found
        });
        if let Some(found) = found {
            self.count(&found.counters, &effort, found.elapsed);
            self.keep(found.best);
            if self.best.as_ref().is_none_or(|(score, _)| score.unplaced > 0) {
                self.keep(Some(repair(links, places, &found.last)));
            }
        }
        self.best.as_ref().map_or_else(|| vec![None; places.len()], |(_, assignment)| assignment.clone())
    }

    /// The main search.
    fn search(&mut self, links: &Links<'_>, places: &[Vec<Place>], start: Assignment, typical: Cost, share: Share) {
        let span = match (self.options.budget, self.options.method) {
            (Budget::Steps(steps), _) => Span::Steps(steps / share.steps),
            (Budget::Time(_), _) => Span::Time(self.remaining(share.searched).unwrap_or_default()),
        };
        let price = self.price(typical);
        let warm = self.options.initial.is_some();
        // What was given is to be kept near.
        let guides = self.bound.as_ref().filter(|_| !warm);
        let guide = guides.map(|bound| Guide::new(self.model, &bound.multipliers, typical * DEAREST));
        let effort = Effort {
            span,
            searchers: self.options.searchers.max(share.searchers),
            threads: self.options.threads,
            rounds: ROUNDS,
            seed: (self.options.seed, 0),
            schedule: Cooling {
                temperature: (if warm { typical / 20 } else { typical * 3 / 20 }, typical / 100),
                penalty: (price * 3 / 4, price * 80),
                units: self.units(),
                unplaced: self.unplaced_price(typical),
            },
            guide: guide.as_ref(),
        };
        let before = self.counters;
        let (mut best, bound, base) = (self.best.as_ref().map(|(s, _)| *s), self.bound.as_ref(), self.base);
        let bound = bound.map(|b| b.value);
        let begun = self.reached.max(FIRST_PART);
        self.reached = begun.max(share.searched);
        let width = u64::from(self.reached - begun);
        let progress = &mut *self.progress;
        let found = drive(links, places, &start, &effort, self.stop, &mut |score, counters, fraction| {
            best = [best, score].into_iter().flatten().min();
            let thousandths = begun + ((fraction * width) >> 32) as u32;
            let steps = before.steps + counters.steps;
            progress(&Progress { stage: Stage::Search, best, bound, base, steps, thousandths });
        });
        self.count(&found.counters, &effort, found.elapsed);
        self.keep(found.best);
        self.settle(links, places, &effort, &found.last, share);
    }

    /// Ends valid: what the search ended with, cooled down under penalties that no cost can pay.
    fn settle(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        effort: &Effort<'_>,
        last: &Assignment,
        share: Share,
    ) {
        let (temperature, penalty) = (effort.schedule.temperature.1, effort.schedule.penalty.1);
        let effort = Effort {
            span: match self.options.budget {
                Budget::Steps(steps) => Span::Steps(steps / share.steps / SETTLE_SHARE),
                Budget::Time(_) => Span::Time(self.remaining(share.settled).unwrap_or_default()),
            },
            rounds: 4,
            seed: (self.options.seed, SETTLE_STREAM),
            schedule: Cooling {
                temperature: (temperature, temperature / 20),
                penalty: (penalty, penalty * 20),
                ..effort.schedule
            },
            guide: None,
            ..*effort
        };
        let found = drive(links, places, last, &effort, self.stop, &mut |_, _, _| {});
        self.count(&found.counters, &effort, found.elapsed);
        self.keep(found.best);
        if self.best.as_ref().is_none_or(|(score, _)| score.unplaced > 0) {
            self.keep(Some(repair(links, places, &found.last)));
        }
        if let Some((_, assignment)) = &self.best {
            self.keep(Some(polish(links, places, assignment, POLISH)));
        }
    }

    fn count(&mut self, counters: &Counters, effort: &Effort, elapsed: Duration) {
        self.counters.steps += counters.steps;
        self.counters.evaluated += counters.evaluated;
        self.counters.accepted += counters.accepted;
        self.search_time += elapsed * effort.threads.clamp(1, effort.searchers.max(1) as usize) as u32;
    }

    /// The price of a class's unit for one step: the mean of the bound's positive prices, or a guess.
    fn price(&self, typical: Cost) -> Cost {
        let guess = typical / 10;
        let Some(bound) = &self.bound else { return guess.max(1) };
        let resources = self.model.profiles.iter().zip(&bound.multipliers.profiles).filter(|(p, _)| p.tail.is_some());
        let positive: Vec<i64> = resources.flat_map(|(_, prices)| prices).copied().filter(|&v| v > 0).collect();
        let sum: i128 = positive.iter().copied().map(i128::from).sum();
        // Where not everything fits, the bound's prices grow without end: beyond a multiple of what places differ by
        // they only freeze the search.
        let dearest = i128::from(typical * DEAREST);
        match positive.len() as i128 {
            0 => guess.max(1),
            n => ((sum / n / i128::from(SCALE)).min(dearest) as Cost).max(guess / 4).max(1),
        }
    }

    fn units(&self) -> Cost {
        self.model.classes.iter().map(|class| Cost::from(class.size)).sum::<Cost>().max(1)
    }

    /// A price of what is left out that no cost of placing it can reach: dearer than the dearest place of anything.
    fn unplaced_price(&self, typical: Cost) -> Cost {
        let per_unit = |(index, a): (usize, &crate::model::Activity)| {
            let most = self.model.places(index).map(|p| self.model.unary(index, p)).max().unwrap_or(0);
            (most + 8 * typical) / a.unplaced.max(1)
        };
        1 + self.model.activities.iter().enumerate().map(per_unit).max().unwrap_or(0)
    }

    /// More bound iterations, now that the target is known.
    fn raise_bound(&mut self, lagrangian: &mut Lagrangian<'_>, share: Share) {
        let complete = self.best.as_ref().filter(|(score, _)| score.unplaced == 0);
        let target = complete.map_or(Cost::MAX, |(score, _)| score.soft);
        let deadline = self.deadline(share.bounded);
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
