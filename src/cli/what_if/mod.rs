//! `plenary what-if`: solves variants of a programme from the same start, and compares them.

mod help;

use std::path::PathBuf;

use clap::ValueEnum;

use super::arguments::{CaseArgs, TimetableArgs};
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::{interrupt, output};
use crate::app::Failure;
use crate::app::what_if::{CaseFolder, JobFiles, WhatIf, WhatIfDocument, collect};
use crate::report::what_if::{Comparison, markdown, terminal};

/// Change a programme in several ways, solve each case from the same start, and compare them.
///
/// A case is a name and one or more changes, like "one more room: room add studio; hours longest 9h". `--help changes`
/// lists all changes. The first case is always "today", without a change; it gets the same budget as the others. Costs
/// are measured by today's rules and weights, even if a case changes them. The exit code is 1 if a case breaks a hard
/// rule or leaves a session unplaced; with --collect, also if a case has no timetable.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(super) struct WhatIfArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME", required_unless_present_any = ["collect", "help"])]
    instance: Option<PathBuf>,
    /// A case; repeat the option for several cases
    #[arg(long = "case", value_name = "NAME: CHANGE; CHANGE")]
    case: Vec<String>,
    /// Text file with one case on each line; # starts a comment
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// Schedule file that each case starts from [default: an empty timetable]
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    settings: CaseArgs,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Write each case as a programme file into this directory, to solve them elsewhere, with job files for GNU parallel,
    /// GitHub Actions and GitLab CI; solve nothing now
    #[arg(long, value_name = "DIR", conflicts_with = "collect")]
    write_cases: Option<PathBuf>,
    /// Compare the schedule files that were solved in a directory of --write-cases
    #[arg(long, value_name = "DIR", conflicts_with_all = ["instance", "case", "cases", "from"])]
    collect: Option<PathBuf>,
    /// Format of the table
    #[arg(long, value_enum, default_value_t = WhatIfFormat::Terminal)]
    format: WhatIfFormat,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print help; `--help changes` lists all changes with an example each
    #[arg(short, long, value_name = "TOPIC", num_args = 0..=1, value_enum)]
    help: Option<Option<Topic>>,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WhatIfFormat {
    /// Text tables, 80 columns wide
    Terminal,
    /// One Markdown table, for a web page or a pull request
    Markdown,
}

/// `--help TOPIC`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Topic {
    /// All changes with an example each
    Changes,
}

/// Solves and compares all cases; or prints help; or writes or collects a folder of cases.
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
    let Some(programme) = args.instance.clone() else { return Err(Failure::internal("the programme file is missing")) };
    let request = WhatIf {
        programme,
        cases: args.case.clone(),
        cases_file: args.cases.clone(),
        from: args.from.clone(),
        timetable_from: args.timetable.sheet_of(&[args.from.as_ref()])?,
    };
    let prepared = request.prepare(&output::WarningPrinter)?;
    let settings = args.settings.resolve();
    if let Some(folder) = &args.write_cases {
        report_folder(&prepared.write(folder, &settings)?, args.json)?;
        return Ok(Exit::Done);
    }
    let stop = interrupt::watch("the results so far will be shown");
    report(args, &prepared.compare(&settings, &Pieces::new(PlainLines::AtEnd), stop))
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
    // A case that is not solved yet is no error of this run.
    let failed = comparison.problems() > 0 && args.collect.is_none();
    Ok(if failed { Exit::Failed } else { Exit::answer(comparison.all_hold()) })
}

/// Names the written cases and the commands that solve and collect them.
pub(super) fn report_folder(written: &CaseFolder, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return output::document(&WhatIfDocument::Written(written));
    }
    let CaseFolder { folder, commands, job_files, .. } = written;
    let JobFiles { parallel, github_actions, gitlab_ci } = job_files;
    let mut out = format!("Wrote {} cases into {folder}.\n\n", commands.len());
    out.push_str("Run these commands in that directory, in any order, on any machine:\n");
    for command in commands {
        out.push_str(&format!("  {command}\n"));
    }
    let collect = shell_words::join(["plenary", "what-if", "--collect", folder]);
    out.push_str(&format!("\nOr all of them with GNU parallel: parallel < {parallel}\n"));
    out.push_str(&format!("For build servers, there are {github_actions} and {gitlab_ci}.\n"));
    out.push_str(&format!("\nThen compare the results: {collect}\n"));
    output::text(&out)
}
