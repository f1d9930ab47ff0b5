//! The phase of optimality proofs by integer programs.

use std::time::Duration;

use super::Phases;
use crate::model::{Assignment, Cost, Place};
use crate::solve::bound::reduced_cost_fixing;
use crate::solve::exact::{self, ExactOptions, PlaceFilter};
use crate::solve::tuning::PhaseBudget;
use crate::solve::{Budget, Method, Proof, Stage};

impl Phases<'_> {
    /// Tries a proof by an integer program of the whole model, if it is small or if this method was chosen.
    pub(super) fn prove(&mut self, places: &[Vec<Place>]) {
        let small = places.iter().map(Vec::len).sum::<usize>() <= self.tuning.proofs.most_places;
        let wanted = match self.options.method {
            Method::Search | Method::Repair => false,
            Method::Auto => small,
            Method::Exact => true,
        };
        if !wanted || self.stopped() {
            return;
        }
        self.report(Stage::Exact, self.tuning.phases.first_assignment_until);
        let incumbent = self.best.as_ref().map(|(_, assignment)| assignment);
        let part = if self.options.method == Method::Exact { 1000 } else { self.tuning.proofs.unasked_until };
        let mut options = self.exact_options(part, incumbent, None);
        if self.options.method != Method::Exact {
            options.work_limit = options.work_limit.map(|work| self.tuning.proofs.first_work.of_count(work));
        }
        let outcome = exact::solve(self.model, &options);
        self.proof_work += outcome.work;
        self.keep(outcome.score.zip(outcome.assignment));
        self.solver = outcome.bound.map(|bound| (outcome.unplaced, bound));
    }

    /// Tries a proof among the places that reduced-cost fixing leaves. If they are few, an integer program can solve a
    /// model that is otherwise far too large. It is repeated whenever fewer places are left.
    pub(super) fn prove_among_places_left(&mut self, phase: PhaseBudget) {
        if self.options.method == Method::Search {
            return;
        }
        loop {
            let (Some((score, incumbent)), Some(bound)) = (&self.best, &self.bound) else { return };
            if score.unplaced > 0 || self.stopped() || self.proof().0.is_some() {
                return;
            }
            let Some(places) = reduced_cost_fixing(self.model, &bound.multipliers, score.soft) else { return };
            let left = places.iter().map(Vec::len).sum::<usize>();
            if left > self.tuning.proofs.most_places_left || self.places_left.is_some_and(|before| left >= before) {
                return;
            }
            let is_first = self.places_left.replace(left).is_none();
            let (cost, incumbent) = (score.soft, incumbent.clone());
            self.report(Stage::Exact, self.tuning.phases.first_assignment_until);
            let allowed = |activity: u32, place: Place| places[activity as usize].binary_search(&place).is_ok();
            let mut options = self.exact_options(phase.proof_until, Some(&incumbent), Some(&allowed));
            // The first program may find a better assignment, which makes the proof easier. So it does not get all of
            // the time.
            let first = self.tuning.proofs.first_time;
            let part = |limit: Duration| if is_first { limit * first.times / first.over.max(1) } else { limit };
            options.time_limit = options.time_limit.map(part);
            if options.time_limit.is_some_and(|limit| limit.is_zero()) {
                return;
            }
            if is_first {
                options.work_limit = options.work_limit.map(|work| self.tuning.proofs.first_work.of_count(work));
            }
            let outcome = exact::solve(self.model, &options);
            self.proof_work += outcome.work;
            // An assignment that uses any other place costs more than the incumbent.
            let bound = outcome.bound.map(|bound| (outcome.unplaced, bound.min(cost)));
            self.solver = self.solver.filter(|(unplaced, _)| *unplaced == 0).max(bound);
            self.keep(outcome.score.zip(outcome.assignment));
        }
    }

    fn exact_options<'o>(
        &'o self,
        part: u32,
        incumbent: Option<&'o Assignment>,
        allowed: Option<PlaceFilter<'o>>,
    ) -> ExactOptions<'o> {
        ExactOptions {
            backend: self.options.backend,
            work_limit: self.work_left(),
            time_limit: self.remaining(part),
            stop: Some(self.stop),
            incumbent,
            allowed,
        }
    }

    /// The work that the integer programs of this run may still do; `None` under a budget of time.
    fn work_left(&self) -> Option<u64> {
        let Budget::Steps(steps) = self.options.budget else { return None };
        let proofs = &self.tuning.proofs;
        let least = steps.saturating_mul(proofs.least_work_each_step).saturating_add(proofs.least_work);
        let all = steps.saturating_mul(proofs.work_each_step).saturating_add(least.min(proofs.work));
        Some(all.saturating_sub(self.proof_work))
    }

    /// Whether and how the best assignment is proved optimal, and the best lower bound at its level of activities left
    /// out.
    pub(super) fn proof(&self) -> (Option<Proof>, Option<Cost>) {
        let Some((score, _)) = &self.best else { return (None, None) };
        let certified = self.bound.as_ref().filter(|_| score.unplaced == 0).map(|b| b.value);
        let solved = self.solver.filter(|(unplaced, _)| *unplaced == score.unplaced).map(|(_, bound)| bound);
        let proof = match (certified, solved) {
            (Some(bound), _) if bound >= score.soft => Some(Proof::Certificate),
            (_, Some(bound)) if bound >= score.soft => Some(Proof::Solver),
            _ => None,
        };
        (proof, certified.max(solved).map(|bound| bound.min(score.soft)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::Phases;
    use crate::solve::bound::Lagrangian;
    use crate::solve::testing::random_model;
    use crate::solve::{Budget, Options, Proof, brute_force};

    /// A proof among the remaining places is valid: it confirms the optimum.
    #[test]
    fn a_proof_after_reduced_cost_fixing_is_valid() {
        let options = Options { budget: Budget::Steps(1), searchers: 1, ..Options::default() };
        let mut proved = 0;
        for seed in 0..120 {
            let model = random_model(seed);
            let Some((optimum, best)) = brute_force::solve(&model, 200_000) else { continue };
            let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
            if optimum.violations > 0 || optimum.unplaced > 0 {
                continue;
            }
            lagrangian.iterate(40, optimum.soft);
            let (mut progress, stop) = (|_: &_| {}, AtomicBool::new(false));
            let mut phases = Phases::new(&model, &options, &mut progress, &stop);
            phases.bound = Some(lagrangian.best().clone());
            phases.best = Some((optimum, best));
            phases.prove_among_places_left(options.tuning.phases.early);
            assert_eq!(phases.best.as_ref().map(|(score, _)| *score), Some(optimum), "seed {seed}");
            assert!(phases.solver.is_none_or(|(_, bound)| bound <= optimum.soft), "seed {seed}");
            proved += u32::from(phases.proof().0 == Some(Proof::Solver));
        }
        assert!(proved > 20, "only {proved} proved by the program");
    }
}
