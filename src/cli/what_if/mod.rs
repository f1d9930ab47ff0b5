//! `plenary what-if`: changes of an instance, each case solved from the same start, side by side.

mod collect;
mod folder;
mod help;
mod write;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Serialize;

use super::cases::{Base, Effort, Prepared, solve_all};
use super::document::one_of;
use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::change::{Case, cases_in};
use crate::diagnostic::Diagnostic;
use crate::domain::{RuleId, Strength};
use crate::instance::files;
use crate::report::what_if::document::{Document, document};
use crate::report::what_if::{CaseResult, Comparison, markdown, terminal};

pub use folder::Manifest;

/// Change an instance in several ways, solve each from the same start, and compare.
///
/// A case is a name and some changes: "a room more: room add studio; hours longest 9h". What there is to change is
/// listed by --help changes. Today, without a change, is always the first case, and is given as much work as the
/// others. Costs are measured by today's rules and weights, whatever a case sets. The exit code is 1 when a case breaks
/// a hard rule or cannot place everything.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// The instance
    #[arg(required_unless_present_any = ["collect", "help"])]
    instance: Option<PathBuf>,
    /// One case; as often as there are cases
    #[arg(long = "case", value_name = "NAME: CHANGE; CHANGE")]
    case: Vec<String>,
    /// Cases from a file, one a line; # begins a comment
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// Start from this schedule; sessions that still exist begin where they are in it
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
    /// Write each case as an instance of its own into this folder, to be solved elsewhere, and solve nothing
    #[arg(long, value_name = "DIR", conflicts_with = "collect")]
    write_cases: Option<PathBuf>,
    /// Make the table from the schedules that have been solved in such a folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["instance", "case", "cases", "from"])]
    collect: Option<PathBuf>,
    /// The form of the table
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print help; `--help changes` lists every change with an example
    #[arg(short, long, value_name = "TOPIC", num_args = 0..=1, value_enum)]
    help: Option<Option<Topic>>,
}

/// What `--json` prints: one of two documents.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum Answer<'a> {
    /// The cases side by side.
    Compared(Document<'a>),
    /// With `--write-cases`: what was written.
    Written(write::Written<'a>),
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables of 80 columns
    Terminal,
    /// One table for a page or a pull request
    Markdown,
}

/// `--help TOPIC`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Topic {
    /// Every change with an example
    Changes,
}

/// Prepares all cases, solves them, and tells; or prints help; or writes or collects a folder of cases.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    match args.help {
        Some(Some(Topic::Changes)) => {
            output::text(&help::changes())?;
            return Ok(Exit::Done);
        }
        Some(None) => {
            output::text(&super::help_of("what-if"))?;
            return Ok(Exit::Done);
        }
        None => {}
    }
    if let Some(folder) = &args.collect {
        let comparison = collect::collect(folder)?;
        tell(args, &comparison)?;
        return Ok(exit(&comparison));
    }
    let Some(instance) = &args.instance else { return Err(Failure::internal("there is no instance")) };
    let cases = read_cases(args)?;
    let base = Base::read(instance, args.from.as_deref())?;
    let prepared = prepare(&base, &cases)?;
    if let Some(folder) = &args.write_cases {
        let written = write::write(folder, &base, &prepared, args.from.as_deref())?;
        write::tell(folder, &written, &args.effort, args.json)?;
        return Ok(Exit::Done);
    }
    let solved = solve_all(&base, &prepared.iter().collect::<Vec<_>>(), &args.effort);
    let results = prepared.iter().zip(solved.outcomes).map(|(case, outcome)| CaseResult {
        name: case.name.clone(),
        changes: case.changes.clone(),
        result: outcome.map(|(figures, _)| figures),
    });
    let comparison = Comparison {
        event: base.conference.name.clone(),
        effort: Some(args.effort.said()),
        from: args.from.as_ref().map(|path| path.display().to_string()),
        free_to_move: base.conference.rule(RuleId::Stay) == Strength::Off,
        interrupted: solved.interrupted,
        cases: results.collect(),
    };
    tell(args, &comparison)?;
    Ok(exit(&comparison))
}

/// The cases of the command line and of the file, today's first; all that is wrong with any of them.
fn read_cases(args: &Args) -> Result<Vec<Case>, Failure> {
    let (mut cases, mut problems) = (vec![Case::today()], Vec::new());
    for text in &args.case {
        match Case::parse(text, "--case") {
            Ok(case) => cases.push(case),
            Err(found) => problems.extend(found),
        }
    }
    if let Some(path) = &args.cases {
        let bytes = files::read(path)?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("{} is not UTF-8", path.display())))?;
        match cases_in(&text, &path.display().to_string()) {
            Ok(found) => cases.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(unusable(problems));
    }
    if cases.len() == 1 {
        let failure = Failure::new("there is no case");
        return Err(failure.hint("name one: --case \"a room more: room add studio\" (all changes: --help changes)"));
    }
    let mut names = BTreeSet::new();
    for case in &cases {
        if !names.insert(&case.name) {
            return Err(Failure::new(format!("two cases are called \"{}\"", case.name)).hint("name each differently"));
        }
    }
    Ok(cases)
}

/// All cases as instances, or all that is wrong with any of them.
fn prepare(base: &Base, cases: &[Case]) -> Result<Vec<Prepared>, Failure> {
    let (mut prepared, mut problems) = (Vec::new(), Vec::new());
    for case in cases {
        match base.prepare(case) {
            Ok(case) => prepared.push(case),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(prepared) } else { Err(unusable(problems)) }
}

fn unusable(problems: Vec<Diagnostic>) -> Failure {
    Failure::of_file("list of cases", problems)
}

fn tell(args: &Args, comparison: &Comparison) -> Result<(), Failure> {
    if args.json {
        return output::document(&Answer::Compared(document(comparison)));
    }
    match args.format {
        Format::Terminal => output::text(&terminal::text(comparison, output::width())),
        Format::Markdown => output::text(&markdown::text(comparison)),
    }
}

fn exit(comparison: &Comparison) -> Exit {
    if comparison.problems() > 0 { Exit::Failed } else { Exit::answer(comparison.all_hold()) }
}
