//! `plenary sweep`: one number varied, the trade-off as a table and a picture.

mod vary;

use std::path::{Path, PathBuf};

use super::cases::{Base, Effort, Prepared, solve_all};
use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::change::Case;
use crate::diagnostic::Diagnostic;
use crate::domain::{Decimal, RuleId, Strength};
use crate::instance::files;
use crate::report::sweep::{Point, Sweep, document, svg, terminal};
use crate::report::what_if::Figures;

use vary::{Subject, Vary};

/// Vary one number, solve each value from the same start, and show the trade-off.
///
/// What can be varied: longest_day_minutes, turnaround_minutes, person_gap_minutes, grid_minutes; a rule's weight by the
/// rule's id; SERVICE.teams, SERVICE.minutes_per_day, PHASE.longest_day_minutes, AUDIENCE.people, AUDIENCE.weight,
/// ROOM.capacity; or any change of what-if that ends in a number, without the number. Values are numbers and ranges with
/// a step: 0,0.25,1..4:1. All results are measured by today's rules and weights. Today's value is always among them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// What is varied, and its values: "longest_day_minutes=480..840:60", "fair-regions=0,1,2,4,8"
    #[arg(long, value_name = "NAME=VALUES", value_parser = vary::parse)]
    vary: Vary,
    /// Start from this schedule; sessions begin where they are in it
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
    /// Write the picture to this file, as SVG
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// A value with its case, or why there is none.
struct Trial {
    value: Option<Decimal>,
    today: bool,
    case: Result<Prepared, Vec<Diagnostic>>,
}

/// Solves every value, and tells.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    if let Some(path) = &args.output {
        output::writable(path)?;
        distinct(path, [Some(&args.instance), args.from.as_ref()])?;
    }
    let mut base = Base::read(&args.instance, args.from.as_deref())?;
    let subject = vary::resolve(&args.vary.name, &base)?;
    let rule = subject.rule.map(|rule| (rule, measured_at(&mut base, rule)));
    let mut trials = trials(&args.vary, &subject, &base)?;
    let cases: Vec<&Prepared> = trials.iter().filter_map(|trial| trial.case.as_ref().ok()).collect();
    let solved = solve_all(&base, &cases, &args.effort);
    let mut outcomes = solved.outcomes.into_iter();
    let points = trials.drain(..).map(|trial| Point {
        value: trial.value,
        today: trial.today,
        result: match trial.case {
            Ok(_) => outcomes.next().unwrap_or_else(|| Err("not solved".to_owned())).map(|(figures, _)| figures),
            Err(problems) => refused(&problems),
        },
    });
    let sweep = Sweep {
        event: base.conference.name.clone(),
        vary: args.vary.name.clone(),
        rule,
        effort: args.effort.said(),
        from: args.from.as_ref().map(|path| path.display().to_string()),
        interrupted: solved.interrupted,
        points: points.collect(),
    };
    tell(args, &sweep)?;
    Ok(if sweep.interrupted || sweep.problems() == sweep.points.len() { Exit::Failed } else { Exit::Done })
}

/// The picture must not replace what it is made from.
fn distinct(path: &Path, inputs: [Option<&PathBuf>; 2]) -> Result<(), Failure> {
    let same = |other: &&PathBuf| matches!((path.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    match inputs.into_iter().flatten().find(same) {
        Some(_) => Err(Failure::new(format!("{} is an input", path.display())).hint("name another file with -o")),
        None => Ok(()),
    }
}

/// The weight by which a rule is measured at every value: today's, or 1 where it has none to speak of.
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

/// A case for each value, in ascending order, today's among them.
fn trials(vary: &Vary, subject: &Subject, base: &Base) -> Result<Vec<Trial>, Failure> {
    let mut trials = Vec::new();
    for &value in &vary.values {
        let change = subject.change(value);
        let case = Case::parse(&format!("{}={value}: {change}", vary.name), "--vary");
        let case = case.and_then(|case| base.prepare(&case));
        trials.push(Trial { value: Some(value), today: subject.today == Some(value), case });
    }
    if trials.iter().all(|trial| trial.case.is_err()) {
        let problems = trials.into_iter().filter_map(|trial| trial.case.err()).flatten().collect();
        return Err(Failure::of_file("list of values", problems));
    }
    if !trials.iter().any(|trial| trial.today) {
        let case = base.prepare(&Case::today());
        trials.push(Trial { value: subject.today, today: true, case });
        trials.sort_by_key(|trial| trial.value);
    }
    Ok(trials)
}

fn refused(problems: &[Diagnostic]) -> Result<Figures, String> {
    let first = problems.iter().find(|problem| problem.is_error());
    Err(first.map_or_else(|| "refused".to_owned(), |problem| problem.message.clone()))
}

fn tell(args: &Args, sweep: &Sweep) -> Result<(), Failure> {
    if let Some(path) = &args.output {
        files::write(path, svg::svg(sweep).map_err(Failure::internal)?.as_bytes())?;
    }
    let written = args.output.as_ref().map(|path| path.display().to_string());
    if args.json {
        return output::document(&document::document(sweep, written));
    }
    let mut out = terminal::text(sweep, output::width());
    match written {
        Some(path) => out.push_str(&format!("\nWritten to {path}\n")),
        None => out.push_str("\nWith -o FILE.svg this becomes a picture.\n"),
    }
    output::text(&out)
}
