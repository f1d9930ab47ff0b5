//! microlp, called directly: `good_lp`'s `solve` passes on a time limit but no node limit.

use std::panic::{AssertUnwindSafe, catch_unwind};

use microlp::{Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};

use super::backend::{Limits, SolverAnswer};

/// Solves a problem with this number of columns.
pub(super) fn run(problem: &Problem, columns: usize, limits: Limits, start: Option<Vec<f64>>) -> SolverAnswer {
    let handles = handles(columns);
    let mut options = SolveOptions::default();
    options.node_limit = limits.nodes;
    options.time_limit = limits.time;
    options.warm_start = start.map(|values| handles.iter().copied().zip(values).collect());
    // A failed assertion inside the solver must not end the program.
    let solved = catch_unwind(AssertUnwindSafe(|| problem.solve_with(options)));
    let Ok(solved) = solved else { return SolverAnswer::Failed("microlp failed with an internal error".to_owned()) };
    match solved {
        Err(Error::Infeasible) => SolverAnswer::Infeasible,
        Err(error) => SolverAnswer::Failed(error.to_string()),
        Ok(outcome) => SolverAnswer::Values {
            bound: outcome.stats().best_bound.filter(|bound| bound.is_finite()),
            values: match &outcome {
                // The raw values: reading rounded ones asserts that they are near an integer.
                SolveOutcome::Solution(solution) => {
                    Some(handles.iter().map(|&handle| solution.var_value_raw(handle)).collect())
                }
                SolveOutcome::Interrupted(_) => None,
            },
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
        assert_eq!(run(&problem, 1, Limits::default(), None), SolverAnswer::Infeasible);
    }
}
