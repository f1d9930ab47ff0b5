//! `plenary what-if`: changes of an instance, each case solved from the same start, side by side.

mod help;

use std::path::PathBuf;

use clap::ValueEnum;

use super::arguments::Effort;
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::{interrupt, output};
use crate::app::Failure;
use crate::app::what_if::{CaseFolder, WhatIf, WhatIfDocument, collect};
use crate::report::what_if::{Comparison, markdown, terminal};

/// Change an instance in several ways, solve each from the same start, and compare.
///
/// A case is a name and some changes: "a room more: room add studio; hours longest 9h". What there is to change is
/// listed by --help changes. Today, without a change, is always the first case, and is given as much work as the
/// others. Costs are measured by today's rules and weights, whatever a case sets. The exit code is 1 when a case breaks
/// a hard rule or cannot place everything.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(super) struct WhatIfArgs {
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
    #[arg(long, value_enum, default_value_t = WhatIfFormat::Terminal)]
    format: WhatIfFormat,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print help; `--help changes` lists every change with an example
    #[arg(short, long, value_name = "TOPIC", num_args = 0..=1, value_enum)]
    help: Option<Option<Topic>>,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WhatIfFormat {
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

/// Prepares all cases, solves them, and reports; or prints help; or writes or collects a folder of cases.
pub(super) fn run(args: &WhatIfArgs) -> Result<Exit, Failure> {
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
        return report(args, &collect(folder, &output::WarningPrinter)?);
    }
    let Some(programme) = args.instance.clone() else { return Err(Failure::internal("there is no instance")) };
    let asked = WhatIf { programme, cases: args.case.clone(), cases_file: args.cases.clone(), from: args.from.clone() };
    let prepared = asked.prepare(&output::WarningPrinter)?;
    let effort = args.effort.resolve();
    if let Some(folder) = &args.write_cases {
        report_folder(&prepared.write(folder, &effort)?, args.json)?;
        return Ok(Exit::Done);
    }
    let stop = interrupt::watch("what there is so far will be told");
    report(args, &prepared.compare(&effort, &Pieces::new(PlainLines::AtEnd), stop))
}

fn report(args: &WhatIfArgs, comparison: &Comparison) -> Result<Exit, Failure> {
    if args.json {
        output::document(&WhatIfDocument::from(comparison))?;
    } else {
        output::text(&match args.format {
            WhatIfFormat::Terminal => terminal::text(comparison, output::width()),
            WhatIfFormat::Markdown => markdown::text(comparison),
        })?;
    }
    Ok(if comparison.problems() > 0 { Exit::Failed } else { Exit::answer(comparison.all_hold()) })
}

/// Says what was written, and how it goes on.
fn report_folder(written: &CaseFolder, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return output::document(&WhatIfDocument::Written(written));
    }
    let CaseFolder { folder, commands, .. } = written;
    let mut out = format!("Wrote {} cases into {folder}.\n\nIn that folder, each a job of its own:\n", commands.len());
    for command in commands {
        out.push_str(&format!("  {command}\n"));
    }
    out.push_str(&format!("\nThen: plenary what-if --collect {folder}\n"));
    output::text(&out)
}
