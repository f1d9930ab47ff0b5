//! Interface to the solvers: the only place where integers become floating-point numbers.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, variable};

use super::Backend;
use super::program::Program;
use super::supervisor::supervise;

/// Limits of a solver run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    /// Limit of the work: simplex pivots, each times `pivot_work`.
    pub(super) work: Option<u64>,
    /// Work of one pivot: [`Program::pivot_work`].
    pub(super) pivot_work: u64,
    pub(super) time: Option<Duration>,
}

/// A solver's answer, in units of the scaled objective and of the program's columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SolverAnswer {
    /// It ended or was stopped, with these results. Values are those of the binary columns; auxiliaries are scaled.
    Values { values: Option<Vec<f64>>, bound: Option<f64> },
    /// It claims that there is no solution.
    Infeasible,
    /// It failed, with this message.
    Failed(String),
}

/// The scaling of a program for the solvers. Each auxiliary has a unit of about the size of its rows, and each row is
/// divided by about its largest coefficient. All factors are powers of two, so no digit is lost, and tolerances mean
/// the same in each row.
pub(super) struct Scaled {
    /// One unit of the solver's objective, in costs.
    pub(super) unit: i64,
    /// By column: units of the program in one unit of the solver.
    columns: Vec<i64>,
}

impl Scaled {
    pub(super) fn new(program: &Program) -> Scaled {
        let mut columns = vec![1_i64; program.columns.len()];
        for row in &program.rows {
            let is_choice = |column: usize| program.columns[column].owner.is_some();
            let size = row.terms.iter().filter(|&&(c, _)| is_choice(c)).map(|(_, factor)| factor.abs()).max();
            let thresholds = program.thresholds.iter().map(|threshold| threshold.column);
            let thresholds = thresholds.filter(|column| row.terms.iter().any(|(c, _)| c == column));
            let last = row.terms.last().filter(|&&(last, factor)| factor == -1 && !is_choice(last));
            for column in last.map(|&(last, _)| last).into_iter().chain(thresholds) {
                columns[column] = columns[column].max(power_of_two(size.unwrap_or(1)));
            }
            // The cost of a mean has the size of its threshold and excesses.
            if let Some((&(cost, factor), parts)) = row.terms.split_last()
                && factor < -1
                && !is_choice(cost)
            {
                let size = parts.iter().map(|&(part, factor)| factor.abs().saturating_mul(columns[part])).max();
                columns[cost] = columns[cost].max(power_of_two(size.unwrap_or(1) / -factor));
            }
        }
        Scaled { unit: program.unit(), columns }
    }

    /// The values of a solution, scaled, as a starting point.
    pub(super) fn start(&self, values: &[i64]) -> Vec<f64> {
        values.iter().zip(&self.columns).map(|(&value, &unit)| value as f64 / unit as f64).collect()
    }
}

/// The largest power of two that is not above a number.
fn power_of_two(size: i64) -> i64 {
    1 << size.max(1).ilog2()
}

/// Solves a program that has columns. `start` are values of a solution from [`Scaled::start`]. If `stop` is set, the
/// answer is what the solver has found so far. Also returns the work of the solver.
pub(super) fn run(
    program: Arc<Program>,
    scaled: Scaled,
    backend: Backend,
    limits: Limits,
    start: Option<Vec<f64>>,
    stop: Option<&AtomicBool>,
) -> (SolverAnswer, u64) {
    supervise(limits.time, stop, move |reporter| {
        let (variables, handles, objective) = columns(&program, &scaled);
        match backend {
            Backend::Microlp => {
                let mut problem = variables.minimise(objective).using(good_lp::microlp);
                rows(&program, &scaled, &handles, &mut problem);
                super::microlp::run(problem.as_inner(), handles.len(), limits, start, reporter)
            }
            #[cfg(feature = "highs")]
            Backend::Highs => {
                let mut problem = variables.minimise(objective).using(good_lp::highs);
                rows(&program, &scaled, &handles, &mut problem);
                // HiGHS does not say how many pivots it needed.
                reporter.worked(limits.work.unwrap_or(0));
                super::highs::run(problem, program.columns.iter().any(|c| c.owner.is_some()), limits, start)
            }
        }
    })
}

fn columns(program: &Program, scaled: &Scaled) -> (ProblemVariables, Vec<Variable>, Expression) {
    let mut variables = ProblemVariables::new();
    let mut objective = Expression::with_capacity(program.columns.len());
    let mut handles = Vec::with_capacity(program.columns.len());
    for (column, &unit) in program.columns.iter().zip(&scaled.columns) {
        let definition = match (column.owner, column.upper) {
            (Some(_), _) => variable().binary(),
            (None, Some(upper)) => variable().bounds(0.0..=upper as f64 / unit as f64),
            (None, None) => variable().min(0.0),
        };
        let handle = variables.add(definition);
        let cost = (column.cost / scaled.unit) as f64 * unit as f64;
        if cost != 0.0 {
            objective.add_mul(cost, handle);
        }
        handles.push(handle);
    }
    (variables, handles, objective)
}

fn rows(program: &Program, scaled: &Scaled, handles: &[Variable], problem: &mut impl SolverModel) {
    for row in &program.rows {
        let factor = |column: usize, factor: i64| factor as f64 * scaled.columns[column] as f64;
        let largest = row.terms.iter().map(|&(c, f)| factor(c, f).abs()).fold(1.0, f64::max);
        let divisor = power_of_two(largest as i64) as f64;
        let mut sum = Expression::with_capacity(row.terms.len());
        for &(column, units) in &row.terms {
            sum.add_mul(factor(column, units) / divisor, handles[column]);
        }
        let limit = row.limit as f64 / divisor;
        problem.add_constraint(if row.equal { sum.eq(limit) } else { sum.leq(limit) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::exact::program::Linear;

    #[test]
    fn the_power_of_two_is_never_above_the_number() {
        assert_eq!([0, 1, 2, 3, 4, 1023, 1024].map(power_of_two), [1, 1, 2, 2, 4, 512, 1024]);
    }

    #[test]
    fn the_unit_of_an_auxiliary_is_the_size_of_its_rows() {
        let mut program = Program::default();
        let (a, b) = (program.decision(0, 6), program.decision(1, 9));
        let sum = Linear { terms: vec![(a, 1000), (b, 700)], constant: 0 };
        let units = program.charge(sum, 900, 3).expect("1700 > 900");
        let scaled = Scaled::new(&program);
        assert_eq!((scaled.unit, scaled.columns[units]), (3, 512));
        let values = program.complete_auxiliaries(&[a, b]).expect("no hard row");
        assert_eq!(scaled.start(&values)[units], 800.0 / 512.0);
    }
}
