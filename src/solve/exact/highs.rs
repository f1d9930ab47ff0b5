//! HiGHS, called directly: `good_lp`'s `solve` does not return the dual bound.

use good_lp::solvers::highs::HighsProblem;
use highs::{HighsModelStatus, HighsSolutionStatus, Model};

use super::backend::{Limits, SolverAnswer};

/// Pivots of an average branch-and-bound node, for the limit of the work.
const PIVOTS_OF_A_NODE: u64 = 50;

/// Solves a problem. `integer`: whether it has integer columns.
pub(super) fn run(problem: HighsProblem, integer: bool, limits: Limits, start: Option<Vec<f64>>) -> SolverAnswer {
    let mut model = match problem.try_into_inner() {
        Ok(model) => model,
        Err(error) => return SolverAnswer::Failed(error.to_string()),
    };
    if let Err(option) = set_options(&mut model, limits) {
        return SolverAnswer::Failed(format!("HiGHS rejects the option {option}"));
    }
    if let Some(values) = start {
        // The starting point is optional for the solver.
        let _ = model.try_set_solution(Some(values.as_slice()), None, None, None);
    }
    let solved = match model.try_solve() {
        Ok(solved) => solved,
        Err(error) => return SolverAnswer::Failed(format!("HiGHS: {error:?}")),
    };
    match solved.status() {
        // No cost is unbounded, so "unbounded or infeasible" means infeasible.
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => SolverAnswer::Infeasible,
        status @ (HighsModelStatus::Optimal
        | HighsModelStatus::ObjectiveBound
        | HighsModelStatus::ObjectiveTarget
        | HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedMemoryLimit) => {
            let bound = match integer {
                true => solved.double_info_value(c"mip_dual_bound").ok(),
                false => (status == HighsModelStatus::Optimal).then(|| solved.objective_value()),
            };
            let feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
            SolverAnswer::Values {
                values: feasible.then(|| solved.get_solution().columns().to_vec()),
                bound: bound.filter(|bound| bound.is_finite()),
            }
        }
        status => SolverAnswer::Failed(format!("HiGHS ended with the status {status:?}")),
    }
}

/// Sets the options that `good_lp` would set, and gaps of zero: HiGHS accepts a relative gap of 1e-4 as optimal by
/// default.
fn set_options(model: &mut Model, limits: Limits) -> Result<(), &'static str> {
    model.try_set_option("mip_rel_gap", 0.0).map_err(|_| "mip_rel_gap")?;
    model.try_set_option("mip_abs_gap", 0.0).map_err(|_| "mip_abs_gap")?;
    // HiGHS limits its nodes, but not its pivots.
    if let Some(work) = limits.work {
        let nodes = work / limits.pivot_work.saturating_mul(PIVOTS_OF_A_NODE).max(1);
        let nodes = i32::try_from(nodes).unwrap_or(i32::MAX);
        model.try_set_option("mip_max_nodes", nodes).map_err(|_| "mip_max_nodes")?;
    }
    if let Some(time) = limits.time {
        model.try_set_option("time_limit", time.as_secs_f64()).map_err(|_| "time_limit")?;
    }
    Ok(())
}
