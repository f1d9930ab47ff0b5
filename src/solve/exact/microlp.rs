//! microlp, called directly: `good_lp`'s `solve` passes on a time limit, but no limit of the work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use microlp::{Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome};
use microlp::{TerminationReason, Variable};

use super::backend::{Limits, SolverAnswer};
use super::supervisor::Reporter;

/// Work of a branch-and-bound node besides its pivots, in pivots: the basis is factorised again.
const PIVOTS_OF_A_NODE: u64 = 10;

/// Nodes after the root, before the work of a node is known.
const FIRST_NODES: u64 = 16;

/// Solves a problem with this number of columns. The solver works in rounds of a few nodes. After each of them it
/// reports what it has found, and its work is measured.
pub(super) fn run(
    problem: &Problem,
    columns: usize,
    limits: Limits,
    start: Option<Vec<f64>>,
    reporter: &Reporter,
) -> SolverAnswer {
    let handles = handles(columns);
    let mut options = SolveOptions::default();
    options.node_limit = Some(0);
    options.time_limit = limits.time;
    options.warm_start = start.map(|values| handles.iter().copied().zip(values).collect());
    let deadline = limits.time.and_then(|time| Instant::now().checked_add(time));
    let mut solved = caught(|| problem.solve_with(options));
    let mut nodes = FIRST_NODES;
    loop {
        let outcome = match solved {
            Ok(outcome) => outcome,
            Err(answer) => return answer,
        };
        let answer = answer(&outcome, &handles);
        let stats = outcome.stats();
        let pivots = stats.lp_iterations.saturating_add(stats.nodes_solved.saturating_mul(PIVOTS_OF_A_NODE));
        let work = pivots.saturating_mul(limits.pivot_work);
        reporter.worked(work);
        if outcome.termination_reason() != TerminationReason::NodeLimit || reporter.is_abandoned() {
            return answer;
        }
        // The root needs many times the pivots of a later node.
        let work_of_a_node = work / stats.nodes_solved.max(FIRST_NODES);
        let affordable = limits.work.map_or(u64::MAX, |most| most.saturating_sub(work) / work_of_a_node.max(1));
        if affordable == 0 {
            return answer;
        }
        reporter.report(answer);
        let mut options = ResumeOptions::default();
        options.node_limit = Some(nodes.min(affordable));
        options.time_limit = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        // Rounds grow, because the solver breaks its dive off at the end of each.
        nodes = nodes.saturating_mul(2);
        solved = caught(|| outcome.resume_with(options));
    }
}

/// A failed assertion inside the solver must not end the program.
fn caught(solve: impl FnOnce() -> Result<SolveOutcome, Error>) -> Result<SolveOutcome, SolverAnswer> {
    match catch_unwind(AssertUnwindSafe(solve)) {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(Error::Infeasible)) => Err(SolverAnswer::Infeasible),
        Ok(Err(error)) => Err(SolverAnswer::Failed(error.to_string())),
        Err(_) => Err(SolverAnswer::Failed("microlp failed with an internal error".to_owned())),
    }
}

fn answer(outcome: &SolveOutcome, handles: &[Variable]) -> SolverAnswer {
    SolverAnswer::Values {
        bound: outcome.stats().best_bound.filter(|bound| bound.is_finite()),
        values: match outcome {
            // The raw values: reading rounded ones asserts that they are near an integer.
            SolveOutcome::Solution(solution) => {
                Some(handles.iter().map(|&handle| solution.var_value_raw(handle)).collect())
            }
            SolveOutcome::Interrupted(_) => None,
        },
    }
}

/// The handles of a problem's columns. The handle of a column is its number in order of creation. Only a problem can
/// create handles, and `good_lp` does not give its own away.
fn handles(columns: usize) -> Vec<Variable> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    (0..columns).map(|_| problem.add_var(0.0, (0.0, 0.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use microlp::ComparisonOp;

    #[test]
    fn handles_number_the_columns_in_order() {
        assert_eq!(handles(4).iter().map(Variable::idx).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }

    #[test]
    fn a_contradictory_problem_is_infeasible() {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let x = problem.add_integer_var(1.0, (0, 1));
        problem.add_constraint([(x, 1.0)], ComparisonOp::Ge, 2.0);
        let answer = run(&problem, 1, Limits::default(), None, &Reporter::to_nobody());
        assert_eq!(answer, SolverAnswer::Infeasible);
    }
}
