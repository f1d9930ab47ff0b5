//! Varies one number of a programme, and solves each value from the same start, to show the trade-off.

mod vary;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::cases::{Base, CaseSettings, PreparedCase, solve_all};
use super::load::{ScheduleFile, TimetableSheet};
use super::{Failure, Observer};
use crate::change;
use crate::diagnostic::Diagnostic;
use crate::domain::{Decimal, RuleId, Strength};
use crate::report::sweep::{Point, Sweep};

use vary::Subject;
pub use vary::Vary;

/// A request to vary a number.
#[derive(Debug, Clone)]
pub struct SweepRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The number to vary, and its values.
    pub vary: Vary,
    /// The schedule file that each solve starts from; `None` to start from nothing.
    pub from: Option<PathBuf>,
    /// The sheet of that file whose starts and rooms count, if it is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

/// A value with its case, or the problems that make the case impossible.
#[derive(Debug)]
struct Trial {
    value: Option<Decimal>,
    today: bool,
    case: Result<PreparedCase, Vec<Diagnostic>>,
}

/// The values of a sweep, ready to be solved.
#[derive(Debug)]
pub struct Trials {
    base: Base,
    trials: Vec<Trial>,
    /// If a rule is varied: the rule, and the weight that measures its cost at each value.
    rule: Option<(RuleId, Decimal)>,
    request: SweepRequest,
}

impl SweepRequest {
    /// Reads the files, and prepares a case for each value.
    ///
    /// # Errors
    /// A [`Failure`] for an unknown name, if all values are refused, or for a file that cannot be used.
    pub fn prepare(self, observer: &dyn Observer) -> Result<Trials, Failure> {
        let from = self.from.as_deref().map(|path| ScheduleFile::new(path, self.timetable_from));
        let mut base = Base::read(&self.programme, from, observer)?;
        let subject = vary::resolve(&self.vary.name, &base)?;
        let rule = subject.rule.map(|rule| (rule, measured_at(&mut base, rule)));
        let trials = trials(&self.vary, &subject, &base, observer)?;
        Ok(Trials { base, trials, rule, request: self })
    }
}

impl Trials {
    /// Solves the case of each value.
    pub fn solve(self, settings: &CaseSettings, observer: &dyn Observer, stop: &AtomicBool) -> Sweep {
        let cases: Vec<&PreparedCase> = self.trials.iter().filter_map(|trial| trial.case.as_ref().ok()).collect();
        let mut outcomes = solve_all(&self.base, &cases, settings, observer, stop).into_iter();
        let points = self.trials.iter().map(|trial| Point {
            value: trial.value,
            today: trial.today,
            result: match &trial.case {
                Ok(_) => outcomes.next().unwrap_or_else(|| Err("not solved".to_owned())),
                Err(problems) => Err(refused(problems)),
            },
        });
        Sweep {
            event: self.base.conference.name.clone(),
            vary: self.request.vary.name.clone(),
            rule: self.rule,
            effort: settings.description(),
            from: self.request.from.as_ref().map(|path| path.display().to_string()),
            interrupted: stop.load(Ordering::SeqCst),
            points: points.collect(),
        }
    }
}

/// The weight that measures the cost of a rule at each value: today's weight, or 1 if it has none or 0.
fn measured_at(base: &mut Base, rule: RuleId) -> Decimal {
    let strength = &mut base.measured_by[rule].strength;
    match *strength {
        Strength::Weight(weight) if weight > Decimal::ZERO => weight,
        _ => {
            *strength = Strength::Weight(Decimal::ONE);
            Decimal::ONE
        }
    }
}

/// A case for each value and for today's value, in ascending order.
fn trials(vary: &Vary, subject: &Subject, base: &Base, observer: &dyn Observer) -> Result<Vec<Trial>, Failure> {
    let mut trials = Vec::new();
    for &value in &vary.values {
        let change = subject.change(value);
        let case = change::Case::parse(&format!("{}={value}: {change}", vary.name), "--vary");
        let case = case.and_then(|case| base.prepare(&case, observer));
        trials.push(Trial { value: Some(value), today: subject.today == Some(value), case });
    }
    if trials.iter().all(|trial| trial.case.is_err()) {
        let problems = trials.into_iter().filter_map(|trial| trial.case.err()).flatten().collect();
        return Err(Failure::of_file("list of values", problems));
    }
    if !trials.iter().any(|trial| trial.today) {
        let case = base.prepare(&change::Case::today(), observer);
        trials.push(Trial { value: subject.today, today: true, case });
        trials.sort_by_key(|trial| trial.value);
    }
    Ok(trials)
}

fn refused(problems: &[Diagnostic]) -> String {
    let first = problems.iter().find(|problem| problem.is_error());
    first.map_or_else(|| "refused".to_owned(), |problem| problem.message.clone())
}
