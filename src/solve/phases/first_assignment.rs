//! The phase of the first assignment, with the first multipliers in parallel.

use super::complete_first::iterate;
use super::{FIRST_STREAM, Phases, RESTRICTED_STREAM};
use crate::model::{Assignment, Cost, ModelIndex, Place, State};
use crate::solve::bound::Lagrangian;
use crate::solve::construction::{construct, place_everything};
use crate::solve::domain_restriction::DomainRestriction;
use crate::solve::make_feasible::{insert_left_out, make_feasible};
use crate::solve::presolve::{Scope, presolve};
use crate::solve::search::{SearchLength, SearchParams, SearchResult, run_search};
use crate::solve::{Budget, Stage};

impl<'a> Phases<'a> {
    /// Finds a first assignment, while another thread finds the first multipliers. Returns the assignment from which
    /// the main search starts.
    pub(super) fn first_assignment(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        lagrangian: Option<&mut Lagrangian<'_>>,
        typical: Cost,
    ) -> Assignment {
        let mut state = match &self.options.initial {
            Some(initial) => State::new(index, initial),
            None => State::new(index, &vec![None; places.len()]),
        };
        insert_left_out(&mut state, places);
        if self.options.initial.is_none() {
            let mut constructed = State::new(index, &vec![None; places.len()]);
            construct(&mut constructed, places);
            state = constructed;
        }
        let score = state.total().score();
        self.keep(Some((score, state.assignment().clone())));
        self.report(Stage::First, 0);
        let whole = place_everything(&state, places);
        let large = self.decomposes_days(places) && self.options.initial.is_none();
        match lagrangian {
            Some(lagrangian) if large => self.complete_first(index, places, &whole, lagrangian, typical),
            lagrangian => self.search_beside_prices(index, places, &whole, lagrangian, typical),
        }
        self.best.as_ref().map_or_else(|| vec![None; places.len()], |(_, assignment)| assignment.clone())
    }

    /// A search, if activities are left out, while another thread finds the first multipliers.
    fn search_beside_prices(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        whole: &Assignment,
        lagrangian: Option<&mut Lagrangian<'_>>,
        typical: Cost,
    ) {
        let settings = &self.tuning.phases;
        let params = self.first_search_params(places, typical, FIRST_STREAM, settings.first_assignment_until);
        let complete = self.best.as_ref().is_some_and(|(score, _)| score.unplaced == 0);
        let target = self.best.as_ref().filter(|_| complete).map_or(Cost::MAX, |(score, _)| score.soft);
        let (condition, stop) = (self.stop_condition(settings.first_assignment_until), self.stop);
        let found = std::thread::scope(|scope| {
            let prices = lagrangian.map(|lagrangian| {
                scope.spawn(move || {
                    lagrangian.use_threads(1);
                    iterate(lagrangian, settings.first_iterations, settings.chunk.max(1), target, condition);
                })
            });
            let found = (!complete).then(|| {
                run_search(index, places, whole, &params, stop, &mut |round| {
                    self.report_round(Stage::First, round, 0);
                })
            });
            if let Some(prices) = prices {
                let _ = prices.join();
            }
            found
        });
        if let Some(found) = found {
            self.keep_first(index, places, &params, found);
        }
    }

    /// If activities are left out, and counting does not prove that this is necessary: searches again inside the domain
    /// restriction that the multipliers suggest. Returns the restriction, with the result as its start.
    pub(super) fn search_restricted(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        lagrangian: &mut Lagrangian<'_>,
        typical: Cost,
    ) -> Option<DomainRestriction> {
        let (_, from) = self.best.as_ref().filter(|(score, _)| score.unplaced > 0)?;
        if self.options.initial.is_some() || self.stopped() {
            return None;
        }
        let settings = &self.tuning.first_assignment;
        let restriction = DomainRestriction::new(index, places, lagrangian, from, settings.restriction_tries)?;
        if !presolve(self.model, Scope::Complete).findings.is_empty() {
            // A restriction must not decide which activities are left out.
            return None;
        }
        let until =
            if self.decomposes_days(places) { settings.large_restricted_until } else { settings.restricted_until };
        let params = self.first_search_params(places, typical, RESTRICTED_STREAM, until.0);
        let inside = SearchParams { domains: Some(&restriction.places), ..self.with_decomposition(places, params) };
        let found = run_search(index, &restriction.places, &restriction.start, &inside, self.stop, &mut |round| {
            self.report_round(Stage::First, round, until.0);
        });
        let last = found.last.clone();
        self.keep_first(index, places, &inside, found);
        if self.best.as_ref().is_some_and(|(score, _)| score.unplaced > 0) {
            // A restriction can leave only one place for two activities that share a person.
            let params = self.first_search_params(places, typical, RESTRICTED_STREAM + 1, until.1);
            let params = SearchParams {
                schedule: params.schedule.final_descent(&self.tuning.main_search.final_descent),
                ..self.with_decomposition(places, params)
            };
            let found = run_search(index, places, &last, &params, self.stop, &mut |round| {
                self.report_round(Stage::First, round, until.1);
            });
            self.keep_first(index, places, &params, found);
        }
        if let Some((_, best)) = self.best.clone().filter(|(score, _)| score.unplaced > 0) {
            self.make_last_feasible(index, places, &best);
        }
        match &self.best {
            Some((score, best)) if score.unplaced == 0 => Some(restriction.around(best)),
            _ => Some(DomainRestriction { start: last, ..restriction }),
        }
    }

    /// The same search by all searchers with decomposition, if the model is large.
    fn with_decomposition<'e>(&self, places: &[Vec<Place>], params: SearchParams<'e>) -> SearchParams<'e> {
        match self.decomposes_days(places) {
            true => {
                let (searchers, threads) = (self.options.searchers, self.options.threads);
                let length = match params.length {
                    SearchLength::Steps(steps) => SearchLength::Steps(steps / u64::from(searchers.max(1))),
                    SearchLength::Time(time) => {
                        SearchLength::Time(time / threads.clamp(1, searchers.max(1) as usize) as u32)
                    }
                };
                SearchParams {
                    length,
                    searchers,
                    threads,
                    rounds: self.tuning.first_assignment.decomposition_rounds,
                    decompose_days: true,
                    ..params
                }
            }
            false => params,
        }
    }

    /// Parameters of a short search for an assignment without violations.
    pub(super) fn first_search_params(
        &self,
        places: &[Vec<Place>],
        typical: Cost,
        stream: u64,
        until: u32,
    ) -> SearchParams<'a> {
        let (settings, count) = (&self.tuning.first_assignment, places.len() as u64);
        SearchParams {
            length: match self.options.budget {
                Budget::Steps(steps) => {
                    let most = settings.steps_each * count + settings.steps_more;
                    SearchLength::Steps(settings.steps.of_count(steps).min(most))
                }
                Budget::Time(_) => {
                    let left = self.remaining(until).unwrap_or_default();
                    let most = settings.time_each.saturating_mul(count as u32) + settings.time_more;
                    SearchLength::Time(left.min(most))
                }
            },
            searchers: 1,
            threads: 1,
            rounds: settings.rounds,
            seed: (self.options.seed, stream),
            schedule: self.annealing_schedule(&settings.annealing, typical, typical),
            guidance: None,
            domains: None,
            decompose_days: false,
            tuning: &self.tuning.search,
        }
    }

    pub(super) fn keep_first(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        params: &SearchParams<'_>,
        found: SearchResult,
    ) {
        self.count(&found.counters, params, found.elapsed);
        self.keep(found.best);
        if self.best.as_ref().is_none_or(|(score, _)| score.unplaced > 0) {
            self.keep(Some(make_feasible(index, places, &found.last)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::solve::construction::all_places;
    use crate::solve::search::typical_difference;
    use crate::solve::testing::random_model;
    use crate::solve::{Method, Options};

    /// From an empty assignment, a restriction leads to places for all activities. It is only used if activities are
    /// left out.
    #[test]
    fn a_restriction_places_activities_that_were_left_out() {
        let options = Options {
            seed: 1,
            budget: Budget::Steps(40_000),
            searchers: 1,
            method: Method::Search,
            ..Options::default()
        };
        let (mut tried, mut restricted, mut complete) = (0, 0, 0);
        for seed in 0..120 {
            let model = random_model(seed);
            let index = ModelIndex::new(&model);
            let places = all_places(&index);
            let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
            lagrangian.iterate(20, Cost::MAX);
            let nothing: Assignment = vec![None; places.len()];
            let score = State::new(&index, &nothing).total().score();
            let (mut progress, stop) = (|_: &_| {}, AtomicBool::new(false));
            let mut phases = Phases::new(&model, &options, &mut progress, &stop);
            phases.best = Some((score, nothing));
            let typical = typical_difference(&index, &places);
            tried += 1;
            let restriction = phases.search_restricted(&index, &places, &mut lagrangian, typical);
            let left_out = phases.best.as_ref().map_or(0, |(score, _)| score.unplaced);
            assert!(left_out <= score.unplaced);
            let Some(restriction) = restriction else { continue };
            restricted += 1;
            assert!(
                restriction
                    .start
                    .iter()
                    .zip(&restriction.places)
                    .all(|(at, places)| at.is_none_or(|at| places.contains(&at)))
            );
            if left_out == 0 {
                complete += 1;
                assert!(restriction.start.iter().all(Option::is_some), "seed {seed}");
                assert!(
                    phases.search_restricted(&index, &places, &mut lagrangian, typical).is_none(),
                    "nothing is left out"
                );
            }
        }
        assert!(tried > 40 && complete > restricted / 2, "{complete} complete of {restricted} restricted of {tried}");
    }
}
