//! `plenary bench`: a folder of instances, a fixed number of steps each, one table, and a baseline to hold it to.

use std::path::PathBuf;

use clap::ValueEnum;

use super::arguments::threads;
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::{interrupt, output};
use crate::app::bench::{BenchRequest, Settings};
use crate::app::{Failure, files};
use crate::domain::Decimal;
use crate::report::bench::{Bench, document, junit, markdown, terminal};

/// Solve a folder of instances with a fixed number of steps each, and compare with a baseline.
///
/// Every instance is solved and checked as by `solve`, in the order of the files' names. With --baseline the exit code
/// is 1 when a hard rule is broken, more is left out, or a cost or a bound is worse by more than the tolerance; also
/// when an instance changed, is new or is gone, until --update. Times, speeds and memory are told, never compared.
/// Memory is the most the program has held since its start, whichever instance that was for.
#[derive(Debug, clap::Args)]
pub(super) struct BenchArgs {
    /// Instances, or folders of them (schedules in them are passed over)
    #[arg(value_name = "PATH", default_value = "instances")]
    paths: Vec<PathBuf>,
    /// Compare with this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the baseline anew, and say what changed
    #[arg(long, requires = "baseline")]
    update: bool,
    /// By how many per cent of the baseline's a cost or a bound may be worse
    #[arg(long, value_name = "PERCENT", default_value = "0.5", value_parser = tolerance, requires = "baseline")]
    tolerance: (Decimal, String),
    /// Seed of all random draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Steps of each searcher
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    steps: u64,
    /// Logical searchers that exchange their best
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Threads; they change the time, never the figures that are compared [default: the machine's cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
    /// The form of the table
    #[arg(long, value_enum, default_value_t = BenchFormat::Terminal)]
    format: BenchFormat,
    /// Write the table to this file; standard output then has it as for a terminal
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The same as --format json; with -o on standard output too
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BenchFormat {
    /// Tables of 80 columns
    Terminal,
    /// One table for a page or a pull request
    Markdown,
    /// One document; costs in hundredths of a discomfort-minute
    Json,
    /// XML for build servers: a test case an instance
    Junit,
}

/// Runs, compares, reports.
pub(super) fn run(args: &BenchArgs) -> Result<Exit, Failure> {
    let settings =
        Settings { seed: args.seed, steps: args.steps, searchers: args.searchers, threads: threads(args.threads) };
    let asked = BenchRequest {
        paths: args.paths.clone(),
        baseline: args.baseline.clone(),
        update: args.update,
        tolerance: args.tolerance.clone(),
        settings,
        output: args.output.clone(),
    };
    let prepared = asked.prepare()?;
    let stop = interrupt::watch("what was measured so far will be told");
    let mut failed = |failure: &Failure| output::talk(&failure.text());
    let bench = prepared.run(&Pieces::new(PlainLines::AtBegin), stop, &mut failed)?;
    report(args, &bench)?;
    Ok(match (bench.interrupted || bench.problems() > 0, bench.failed() > 0) {
        (true, _) => Exit::Failed,
        (false, failed) => Exit::answer(!failed),
    })
}

fn report(args: &BenchArgs, bench: &Bench) -> Result<(), Failure> {
    let format = if args.json { BenchFormat::Json } else { args.format };
    let Some(path) = &args.output else { return output::text(&rendered(bench, format)?) };
    files::write(path, rendered(bench, format)?.as_bytes())?;
    if args.json {
        return output::text(&rendered(bench, BenchFormat::Json)?);
    }
    let shown = rendered(bench, BenchFormat::Terminal)?;
    output::text(&format!("{shown}Written to {}\n", path.display()))
}

fn rendered(bench: &Bench, format: BenchFormat) -> Result<String, Failure> {
    match format {
        BenchFormat::Terminal => Ok(terminal::text(bench, output::width())),
        BenchFormat::Markdown => Ok(markdown::text(bench)),
        BenchFormat::Json => {
            Ok(serde_json::to_string_pretty(&document::document(bench)).map_err(Failure::internal)? + "\n")
        }
        BenchFormat::Junit => junit::text(bench).map_err(Failure::internal),
    }
}

/// Per cent, from nothing to a hundred.
fn tolerance(text: &str) -> Result<(Decimal, String), String> {
    match text.parse::<Decimal>() {
        Ok(value) if (Decimal::ZERO..=Decimal::whole(100)).contains(&value) => Ok((value, text.to_owned())),
        _ => Err("write a number of per cent from 0 to 100, like 0.5".to_owned()),
    }
}
