//! The phase of minimal perturbation: repairs a reference assignment with the fewest moves.

use super::{PERTURBED_STREAM, Phases};
use crate::model::{Assignment, Cost, ModelIndex, Place, State, evaluate};
use crate::solve::construction::place_everything;
use crate::solve::exact::{self, ExactOptions};
use crate::solve::make_feasible::{insert_left_out, make_feasible, remove_violating};
use crate::solve::minimal_perturbation::{
    ChainSearch, OrderedPlaces, PerturbationScore, above_any_unary_saving, perturbation_score, with_move_price,
};
use crate::solve::presolve::{Scope, presolve};
use crate::solve::search::{SearchLength, SearchParams, run_search};
use crate::solve::stop_condition::DeltaBudget;
use crate::solve::tuning::ChainLimits;
use crate::solve::{Budget, Stage};

impl Phases<'_> {
    /// Makes the reference feasible and complete with the fewest moves.
    pub(super) fn perturb_minimally(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        reference: &Assignment,
        typical: Cost,
    ) {
        let mut state = State::new(index, reference);
        remove_violating(&mut state, places.len());
        self.report(Stage::First, 0);
        let infeasible = !presolve(self.model, Scope::Any).findings.is_empty();
        let settings = &self.tuning.minimal_perturbation;
        let chains = if infeasible { &settings.infeasible_chains } else { &settings.chains };
        self.place_missing(&mut state, places, reference, chains, settings.search_until / 2);
        let mut best = RepairCandidate::of(&state, reference);
        if best.perturbation.1 > 0 && !infeasible && !self.stopped() {
            let searched = self.search_near(index, places, reference, &best.assignment, typical);
            best = best.better(searched);
        }
        let moved_back = move_back(index, reference, &best.assignment);
        best = best.better(moved_back);
        if !self.stopped() {
            let optimised = self.optimise_moved(reference, &best.assignment, places);
            best = best.better(optimised);
        }
        let score = evaluate(self.model, &best.assignment);
        self.keep(Some((score, best.assignment)));
        self.report(Stage::Search, 1000);
    }

    /// Places all activities that are out: at their reference place if possible, else along the shortest ejection
    /// chain, else where nothing has to move. `until` is a limit in thousandths of a time budget.
    pub(super) fn place_missing(
        &mut self,
        state: &mut State<'_>,
        places: &[Vec<Place>],
        reference: &Assignment,
        chains: &ChainLimits,
        until: u32,
    ) {
        let table = OrderedPlaces::new(state, places);
        let mut left_out: Vec<usize> = (0..places.len()).filter(|&activity| state.place(activity).is_none()).collect();
        left_out.sort_by_key(|&activity| (places[activity].len(), activity));
        let mut left = chains.insertions;
        let condition = self.stop_condition(until);
        for activity in left_out {
            if condition.is_met() {
                break;
            }
            let fits = |&place: &Place| state.insertion_delta(activity, place).breaks_nothing();
            if let Some(place) = reference[activity].filter(fits) {
                state.insert(activity, place);
                continue;
            }
            let share = left.min(chains.insertions_each);
            let mut budget = DeltaBudget::new(share, condition);
            ChainSearch::new(state, &table, self.tuning.minimal_perturbation.beam, &mut budget)
                .place(activity, chains.longest);
            left -= share - budget.left();
        }
        insert_left_out(state, places);
    }

    /// A search in which each move has a price.
    fn search_near(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        reference: &Assignment,
        start: &Assignment,
        typical: Cost,
    ) -> RepairCandidate {
        let settings = &self.tuning.minimal_perturbation;
        let model = with_move_price(self.model, reference, settings.move_price.of(typical));
        let priced_index = ModelIndex::new(&model);
        let state = State::new(&priced_index, start);
        let price = settings.price.of(typical).max(1);
        let params = SearchParams {
            length: match self.options.budget {
                Budget::Steps(steps) => SearchLength::Steps(steps),
                Budget::Time(_) => SearchLength::Time(self.remaining(settings.search_until).unwrap_or_default()),
            },
            searchers: self.options.searchers,
            threads: self.options.threads,
            rounds: settings.rounds,
            seed: (self.options.seed, PERTURBED_STREAM),
            schedule: self.annealing_schedule(&settings.annealing, typical, price),
            guidance: None,
            domains: None,
            decompose_days: false,
            tuning: &self.tuning.search,
        };
        let found =
            run_search(&priced_index, places, &place_everything(&state, places), &params, self.stop, &mut |_| {});
        self.count(&found.counters, &params, found.elapsed);
        let whole = found.best.filter(|(score, _)| score.unplaced == 0).map(|(_, assignment)| assignment);
        let assignment = whole.unwrap_or_else(|| make_feasible(index, places, &found.last).1);
        RepairCandidate::of(&State::new(index, &assignment), reference)
    }

    /// Optimises the places of all moved activities by an integer program, while the others stay.
    fn optimise_moved(
        &self,
        reference: &Assignment,
        assignment: &Assignment,
        places: &[Vec<Place>],
    ) -> RepairCandidate {
        let moved: Vec<bool> =
            assignment.iter().zip(reference).map(|(now, reference)| now.is_some() && now != reference).collect();
        let free = || (0..places.len()).filter(|&activity| moved[activity]);
        let columns = free().map(|activity| places[activity].len()).sum::<usize>();
        let index = ModelIndex::new(self.model);
        let same = || RepairCandidate::of(&State::new(&index, assignment), reference);
        let settings = &self.tuning.minimal_perturbation;
        let many = free().count() > settings.together || columns > settings.together_places;
        if many || assignment.iter().any(Option::is_none) {
            return same();
        }
        let model = with_move_price(self.model, reference, above_any_unary_saving(self.model));
        let allowed =
            |activity: u32, place: Place| moved[activity as usize] || assignment[activity as usize] == Some(place);
        let options = ExactOptions {
            backend: self.options.backend,
            work_limit: Some(settings.work),
            time_limit: self.remaining(1000),
            incumbent: Some(assignment),
            stop: Some(self.stop),
            allowed: Some(&allowed),
        };
        match exact::solve(&model, &options).assignment {
            Some(found) => RepairCandidate::of(&State::new(&index, &found), reference),
            None => same(),
        }
    }
}

/// Moves activities back to their reference place where this breaks no hard condition.
fn move_back(index: &ModelIndex<'_>, reference: &Assignment, assignment: &Assignment) -> RepairCandidate {
    let mut state = State::new(index, assignment);
    let mut changed = true;
    while changed {
        changed = false;
        for (activity, place) in
            reference.iter().enumerate().filter_map(|(activity, reference)| Some((activity, (*reference)?)))
        {
            let Some(now) = state.place(activity).filter(|&now| now != place) else { continue };
            let saved = *state.total();
            let _ = state.remove(activity);
            state.insert(activity, place);
            // The removal, too, can have broken a sum.
            if state.total().breaks_at_most(&saved) {
                changed = true;
            } else {
                state.undo_insert(activity);
                state.undo_remove(activity, now);
                state.reset_total(saved);
            }
        }
    }
    RepairCandidate::of(&state, reference)
}

/// An assignment with its objective.
struct RepairCandidate {
    perturbation: PerturbationScore,
    assignment: Assignment,
}

impl RepairCandidate {
    fn of(state: &State<'_>, reference: &Assignment) -> RepairCandidate {
        let assignment = state.assignment().clone();
        RepairCandidate { perturbation: perturbation_score(state.total().score(), &assignment, reference), assignment }
    }

    fn better(self, other: RepairCandidate) -> RepairCandidate {
        if other.perturbation < self.perturbation { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::move_back;
    use crate::model::{Assignment, Cost, ModelIndex, Place, evaluate};
    use crate::solve::minimal_perturbation::{perturbation_score, with_move_price};
    use crate::solve::testing::{one_good_bucket, random_model};
    use crate::solve::{Budget, Method, Options, brute_force, solve};

    /// Above all costs of the small models.
    const MOVE: Cost = 1 << 30;

    #[test]
    fn an_activity_does_not_move_back_if_it_makes_a_sum_good_where_it_is() {
        let model = one_good_bucket();
        let index = ModelIndex::new(&model);
        let at = |start| Some(Place { start, class: 0 });
        let (now, reference) = (vec![None, at(0), at(0)], vec![None, at(1), at(1)]);
        // Activity 2 may move back, activity 1 may not.
        assert_eq!(move_back(&index, &reference, &now).assignment, [None, at(0), at(1)]);
    }

    /// The result breaks no hard condition, is never better than the optimum, and nearly always as good.
    #[test]
    fn minimal_perturbations_agree_with_brute_force() {
        let (mut compared, mut best) = (0, 0);
        for seed in 0..150 {
            let model = random_model(seed);
            let reference: Assignment = (0..model.activities.len())
                .map(|activity| {
                    let places: Vec<Place> = model.places(activity).collect();
                    (!places.is_empty()).then(|| places[(seed as usize * 7 + activity * 13) % places.len()])
                })
                .collect();
            let options = Options {
                seed,
                budget: Budget::Steps(2_000),
                searchers: 1,
                method: Method::Repair,
                initial: Some(reference.clone()),
                ..Options::default()
            };
            let repaired = solve(&model, &options, &mut |_| {}, &AtomicBool::new(false));
            assert_eq!(repaired.score, evaluate(&model, &repaired.assignment), "seed {seed}");
            let Some((_, optimum)) = brute_force::solve(&with_move_price(&model, &reference, MOVE), 200_000) else {
                continue;
            };
            let optimum = perturbation_score(evaluate(&model, &optimum), &optimum, &reference);
            let found = perturbation_score(repaired.score, &repaired.assignment, &reference);
            assert!(found >= optimum, "seed {seed}: {found:?} is better than {optimum:?}");
            assert_eq!(found.0, optimum.0, "seed {seed}: broken");
            compared += 1;
            best += u32::from((found.1, found.2) == (optimum.1, optimum.2));
        }
        assert!(compared > 60 && best * 10 >= compared * 8, "{best} of {compared} with the fewest left out and moved");
    }
}
