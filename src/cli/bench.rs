//! `plenary bench`: solves a folder of programmes with a fixed number of steps each, and compares with a baseline.

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

/// Solve a folder of programme files with a fixed number of steps each, and compare the results with a baseline.
///
/// The command solves and checks each file as `solve` does, in the order of the file names. With --baseline, the exit
/// code is 1 if a timetable breaks a hard rule, leaves more sessions unplaced than the baseline, or has a cost or bound
/// worse than the tolerance. It is also 1 if a file changed, is new or is missing, until you run with --update. The
/// table shows times, speeds and memory, but they are not compared. Memory is the largest amount that the program has
/// used since it started, not the amount for one file.
#[derive(Debug, clap::Args)]
pub(super) struct BenchArgs {
    /// Programme files, or folders that contain them; schedule files in a folder are ignored
    #[arg(value_name = "PATH", default_value = "instances")]
    paths: Vec<PathBuf>,
    /// Compare with this baseline file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the results to the baseline file, and show what changed
    #[arg(long, requires = "baseline")]
    update: bool,
    /// How much worse than in the baseline a cost or a bound may be, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "0.5", value_parser = tolerance, requires = "baseline")]
    tolerance: (Decimal, String),
    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Number of steps of each searcher
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    steps: u64,
    /// Number of searchers. They search independently and exchange their best timetables
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Number of threads. It changes the time, but none of the compared figures [default: number of processor cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
    /// Format of the table
    #[arg(long, value_enum, default_value_t = BenchFormat::Terminal)]
    format: BenchFormat,
    /// Write the table to this file; standard output then shows it in the format `terminal`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw to this file how the cost and the bound of each programme changed, over time and over steps (SVG)
    #[arg(long, value_name = "FILE")]
    trajectory: Option<PathBuf>,
    /// Draw the curves of an earlier run beside them: a document of --format json, written by another version for example
    #[arg(long, value_name = "FILE", requires = "trajectory")]
    earlier: Option<PathBuf>,
    /// Same as --format json; with -o, standard output shows the JSON document too
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BenchFormat {
    /// Text tables, 80 columns wide
    Terminal,
    /// One Markdown table, for a web page or a pull request
    Markdown,
    /// One JSON document; costs are in hundredths of a discomfort-minute
    Json,
    /// JUnit XML for build servers, one test case for each programme file
    Junit,
}

/// Measures all programmes, compares them with the baseline and reports.
pub(super) fn run(args: &BenchArgs) -> Result<Exit, Failure> {
    let settings =
        Settings { seed: args.seed, steps: args.steps, searchers: args.searchers, threads: threads(args.threads) };
    let request = BenchRequest {
        paths: args.paths.clone(),
        baseline: args.baseline.clone(),
        update: args.update,
        tolerance: args.tolerance.clone(),
        settings,
        output: args.output.clone(),
        trajectory: args.trajectory.clone(),
        earlier: args.earlier.clone(),
    };
    let prepared = request.prepare()?;
    let drawing = prepared.drawing();
    let stop = interrupt::watch("the results so far will be shown");
    let mut failed = |failure: &Failure| output::error_line(&failure.text());
    let bench = prepared.run(&Pieces::new(PlainLines::AtBegin), stop, &mut failed)?;
    report(args, &bench)?;
    if let Some(drawing) = drawing {
        drawing.draw(&bench, &output::WarningPrinter)?;
    }
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
    output::text(&format!("{shown}Wrote {}.\n", path.display()))
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

/// Reads a percentage from 0 to 100; returns its value and its text.
fn tolerance(text: &str) -> Result<(Decimal, String), String> {
    match text.parse::<Decimal>() {
        Ok(value) if (Decimal::ZERO..=Decimal::whole(100)).contains(&value) => Ok((value, text.to_owned())),
        _ => Err("write a percentage from 0 to 100 without the sign, like 0.5".to_owned()),
    }
}
