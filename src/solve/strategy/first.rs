//! The first assignment, and the first prices beside it.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::{CHUNK, FIRST_PART, FIRST_STREAM, FRAMED_STREAM, ITERATIONS, MANY_FIRST_PART, MANY_ITERATIONS, Strategy};
use crate::model::{Assignment, Cost, Links, Place, State};
use crate::solve::bound::Lagrangian;
use crate::solve::construct::{construct, force_in};
use crate::solve::frame::Frame;
use crate::solve::presolve::{Scope, presolve};
use crate::solve::repair::{fill, repair};
use crate::solve::search::{Cooling, Effort, Found, Span, drive};
use crate::solve::{Budget, Stage};

/// When a search inside a frame, and what mends the rest outside it, are to end: thousandths of a time budget; and with
/// many activities.
const FRAMED_PART: (u32, u32) = (200, 250);
const MANY_FRAMED_PART: (u32, u32) = (330, 380);

/// How often days are dealt out anew while a programme inside a frame is searched for anything that breaks nothing.
const DIVIDED_FIRST: u32 = 32;

impl Strategy<'_> {
    /// A first assignment, while another thread finds the first prices. Returns where the search should start.
    pub(super) fn first(
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
        let effort = self.first_effort(places, typical, FIRST_STREAM, FIRST_PART);
        let complete = self.best.as_ref().is_some_and(|(score, _)| score.unplaced == 0);
        let target = self.best.as_ref().filter(|_| complete).map_or(Cost::MAX, |(score, _)| score.soft);
        // Among many activities annealing alone finds nothing complete: a frame will, the better the prices the better.
        let many = self.divides(places) && self.options.initial.is_none() && lagrangian.is_some();
        let (iterations, part) = if many { (MANY_ITERATIONS, MANY_FIRST_PART) } else { (ITERATIONS.0, FIRST_PART) };
        let threads = if many { self.options.threads } else { 1 };
        let (deadline, stop) = (self.deadline(part), self.stop);
        let found = std::thread::scope(|scope| {
            let prices = lagrangian.map(|lagrangian| {
                scope.spawn(move || {
                    lagrangian.use_threads(threads);
                    for _ in 0..iterations / CHUNK {
                        let late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
                        if late || stop.load(Ordering::Relaxed) {
                            break;
                        }
                        lagrangian.iterate(CHUNK, target);
                    }
                })
            });
            let found = (!complete && !many).then(|| drive(links, places, &whole, &effort, stop, &mut |_, _, _| {}));
            if let Some(prices) = prices {
                let _ = prices.join();
            }
            found
        });
        if let Some(found) = found {
            self.keep_first(links, places, &effort, found);
        }
        self.best.as_ref().map_or_else(|| vec![None; places.len()], |(_, assignment)| assignment.clone())
    }

    /// Where not everything has found its place, and counting does not prove that not everything can: another try inside
    /// the frame that the prices suggest, and that frame, with what came out of it as its start.
    pub(super) fn framed(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        lagrangian: &mut Lagrangian<'_>,
        typical: Cost,
    ) -> Option<Frame> {
        let (_, from) = self.best.as_ref().filter(|(score, _)| score.unplaced > 0)?;
        if self.options.initial.is_some() || self.stopped() {
            return None;
        }
        let frame = Frame::new(links, places, lagrangian, from)?;
        if !presolve(self.model, Scope::Complete).findings.is_empty() {
            // What to leave out is not for a frame to decide.
            return None;
        }
        let parts = if self.divides(places) { MANY_FRAMED_PART } else { FRAMED_PART };
        let effort = self.first_effort(places, typical, FRAMED_STREAM, parts.0);
        let held = Effort { held: Some(&frame.places), ..self.together(places, effort) };
        let found = drive(links, &frame.places, &frame.start, &held, self.stop, &mut |_, _, _| {});
        let last = found.last.clone();
        self.keep_first(links, places, &held, found);
        if self.best.as_ref().is_some_and(|(score, _)| score.unplaced > 0) {
            // A frame can leave two that share a person one and the same place.
            let effort = self.first_effort(places, typical, FRAMED_STREAM + 1, parts.1);
            let effort = Effort { schedule: effort.schedule.settling(), ..self.together(places, effort) };
            let found = drive(links, places, &last, &effort, self.stop, &mut |_, _, _| {});
            self.keep_first(links, places, &effort, found);
        }
        if let Some((_, best)) = self.best.clone().filter(|(score, _)| score.unplaced > 0) {
            self.mend_last(links, places, &best);
        }
        match &self.best {
            Some((score, best)) if score.unplaced == 0 => Some(frame.around(best)),
            _ => Some(Frame { start: last, ..frame }),
        }
    }

    /// The same by all searchers together, where the programme is large enough to be divided.
    fn together<'e>(&self, places: &[Vec<Place>], effort: Effort<'e>) -> Effort<'e> {
        match self.divides(places) {
            true => {
                let (searchers, threads) = (self.options.searchers, self.options.threads);
                let span = match effort.span {
                    Span::Steps(steps) => Span::Steps(steps / u64::from(searchers.max(1))),
                    Span::Time(time) => Span::Time(time / threads.clamp(1, searchers.max(1) as usize) as u32),
                };
                Effort { span, searchers, threads, rounds: DIVIDED_FIRST, divided: true, ..effort }
            }
            false => effort,
        }
    }

    /// A short search for anything that breaks nothing.
    fn first_effort(&self, places: &[Vec<Place>], typical: Cost, stream: u64, part: u32) -> Effort<'static> {
        let count = places.len() as u64;
        Effort {
            span: match self.options.budget {
                Budget::Steps(steps) => Span::Steps((steps / 8).min(4_000 * count + 20_000)),
                Budget::Time(_) => {
                    let left = self.remaining(part).unwrap_or_default();
                    Span::Time(left.min(Duration::from_millis(300 + 4 * count)))
                }
            },
            searchers: 1,
            threads: 1,
            rounds: 8,
            seed: (self.options.seed, stream),
            schedule: Cooling {
                temperature: (typical / 4, typical / 100),
                penalty: (typical / 4, typical * 4),
                units: self.units(),
                unplaced: self.unplaced_price(typical),
            },
            guide: None,
            held: None,
            divided: false,
            without: None,
        }
    }

    fn keep_first(&mut self, links: &Links<'_>, places: &[Vec<Place>], effort: &Effort<'_>, found: Found) {
        self.count(&found.counters, effort, found.elapsed);
        self.keep(found.best);
        if self.best.as_ref().is_none_or(|(score, _)| score.unplaced > 0) {
            self.keep(Some(repair(links, places, &found.last)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::solve::construct::all_places;
    use crate::solve::exact::Backend;
    use crate::solve::search::typical_difference;
    use crate::solve::testing::random_model;
    use crate::solve::{Method, Options};

    /// From nothing at all, places for everything are found inside a frame; it is looked for only where something is
    /// left out.
    #[test]
    fn a_frame_places_what_was_left_out() {
        let options = Options {
            seed: 1,
            budget: Budget::Steps(40_000),
            searchers: 1,
            threads: 1,
            method: Method::Search,
            backend: Backend::Microlp,
            initial: None,
            priced: Vec::new(),
        };
        let (mut tried, mut framed, mut complete) = (0, 0, 0);
        for seed in 0..120 {
            let model = random_model(seed);
            let links = Links::new(&model);
            let places = all_places(&links);
            let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
            lagrangian.iterate(20, Cost::MAX);
            let nothing: Assignment = vec![None; places.len()];
            let score = State::new(&links, &nothing).total().score();
            let (mut progress, stop) = (|_: &_| {}, AtomicBool::new(false));
            let mut strategy = Strategy::new(&model, &options, &mut progress, &stop);
            strategy.best = Some((score, nothing));
            let typical = typical_difference(&links, &places);
            tried += 1;
            let frame = strategy.framed(&links, &places, &mut lagrangian, typical);
            let left_out = strategy.best.as_ref().map_or(0, |(score, _)| score.unplaced);
            assert!(left_out <= score.unplaced);
            let Some(frame) = frame else { continue };
            framed += 1;
            assert!(frame.start.iter().zip(&frame.places).all(|(at, places)| at.is_none_or(|at| places.contains(&at))));
            if left_out == 0 {
                complete += 1;
                assert!(frame.start.iter().all(Option::is_some), "seed {seed}");
                assert!(strategy.framed(&links, &places, &mut lagrangian, typical).is_none(), "nothing is left out");
            }
        }
        assert!(tried > 40 && complete > framed / 2, "{complete} complete of {framed} framed of {tried}");
    }
}
