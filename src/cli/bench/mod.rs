//! `plenary bench`: a folder of instances, a fixed number of steps each, one table, and a baseline to hold it to.

mod baseline;
mod compare;
mod files;
mod measure;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::ValueEnum;

use super::exit::Exit;
use super::failure::Failure;
use super::{interrupt, output};
use crate::domain::Decimal;
use crate::instance::files as out;
use crate::report::bench::{Against, Bench, Fault, FaultKind, Run, Update, document, junit, markdown, terminal};

pub use baseline::Baseline;
use baseline::Entry;
use measure::Settings;

/// Solve a folder of instances with a fixed number of steps each, and compare with a baseline.
///
/// Every instance is solved and checked as by `solve`, in the order of the files' names. With --baseline the exit code
/// is 1 when a hard rule is broken, more is left out, or a cost or a bound is worse by more than the tolerance; also
/// when an instance changed, is new or is gone, until --update. Times, speeds and memory are told, never compared.
/// Memory is the most the program has held since its start, whichever instance that was for.
#[derive(Debug, clap::Args)]
pub struct Args {
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
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Write the table to this file; standard output then has it as for a terminal
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The same as --format json; with -o on standard output too
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables of 80 columns
    Terminal,
    /// One table for a page or a pull request
    Markdown,
    /// One document; costs in hundredths of a discomfort-minute
    Json,
    /// XML for build servers: a test case an instance
    Junit,
}

/// Runs, compares, tells.
pub fn run(args: Args) -> Result<Exit, Failure> {
    let found = files::find(&args.paths)?;
    for place in [&args.output, &args.baseline].into_iter().flatten() {
        output::writable(place)?;
        not_an_instance(place, &found.instances)?;
    }
    let known = args.baseline.as_ref().map(|path| Baseline::read(path, args.update)).transpose()?;
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let settings = Settings {
        seed: args.seed,
        steps: args.steps,
        searchers: args.searchers,
        threads: args.threads.map_or(cores, |threads| threads as usize),
    };
    let (mut bench, entries) = measure_all(&found.instances, &settings);
    if let (Some(path), Some(known)) = (&args.baseline, known) {
        compare(&mut bench, &entries, &known, &args.tolerance.0);
        let gone = known.instances.keys().filter(|name| found.whole && !found.instances.contains_key(*name));
        let missing = if bench.interrupted { Vec::new() } else { gone.cloned().collect() };
        let mut against = Against {
            path: path.display().to_string(),
            tolerance: args.tolerance.1.clone(),
            update: Update::No,
            missing,
            added: entries.keys().filter(|name| !known.instances.contains_key(*name)).cloned().collect(),
        };
        if args.update {
            against.update = update(&mut bench, entries, known, path, &against.missing)?;
        }
        bench.against = Some(against);
    }
    tell(&args, &bench)?;
    Ok(match (bench.interrupted || bench.problems() > 0, bench.failed() > 0) {
        (true, _) => Exit::Failed,
        (false, failed) => Exit::answer(!failed),
    })
}

/// All instances, one after another, until somebody ends it.
fn measure_all(instances: &BTreeMap<String, PathBuf>, settings: &Settings) -> (Bench, BTreeMap<String, Entry>) {
    let Settings { seed, steps, searchers, threads } = *settings;
    let mut bench = Bench { seed, steps, searchers, threads, runs: Vec::new(), against: None, interrupted: false };
    let mut entries = BTreeMap::new();
    let stop = interrupt::watch("what was measured so far will be told");
    for (number, (name, path)) in instances.iter().enumerate() {
        let started = Instant::now();
        let title = format!("{}/{} {name}", number + 1, instances.len());
        let mut faults = Vec::new();
        let result = match measure::measure(path, &title, settings, stop) {
            Ok(measured) => {
                if measured.figures.violations > 0 {
                    let message = "the checker finds hard rules broken in the timetable".to_owned();
                    faults.push(Fault { kind: FaultKind::HardRule, message });
                }
                if !measured.figures.interrupted {
                    entries.insert(name.clone(), measured.entry);
                }
                Ok(measured.figures)
            }
            Err(failure) => {
                let message = failure.brief();
                failure.report(false);
                Err(message)
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        bench.runs.push(Run { instance: name.clone(), seconds, result, changes: Vec::new(), faults });
        if stop.load(Ordering::SeqCst) {
            bench.interrupted = true;
            break;
        }
    }
    (bench, entries)
}

/// Adds to each run what changed since the baseline, and what of it is a fault.
fn compare(bench: &mut Bench, entries: &BTreeMap<String, Entry>, known: &Baseline, tolerance: &Decimal) {
    for run in &mut bench.runs {
        let Some(new) = entries.get(&run.instance) else { continue };
        match known.instances.get(&run.instance) {
            Some(old) => {
                run.changes = compare::changes(old, new);
                run.faults.extend(compare::faults(old, new, *tolerance));
            }
            None => {
                let message = "the baseline does not know this instance: run with --update".to_owned();
                run.faults.push(Fault { kind: FaultKind::NotInBaseline, message });
            }
        }
    }
}

/// Writes the baseline anew; what differs from it is then no fault any more. Half a run, or one that breaks a hard
/// rule, is nothing to hold others to.
fn update(
    bench: &mut Bench,
    entries: BTreeMap<String, Entry>,
    known: Baseline,
    path: &Path,
    missing: &[String],
) -> Result<Update, Failure> {
    let broken = |run: &Run| run.faults.iter().any(|fault| fault.kind == FaultKind::HardRule);
    if bench.interrupted || bench.problems() > 0 || bench.runs.iter().any(broken) {
        return Ok(Update::Refused);
    }
    let mut instances = known.instances.clone();
    instances.retain(|name, _| !missing.contains(name));
    instances.extend(entries);
    let anew = Baseline::new(instances);
    if anew != known {
        anew.write(path)?;
    }
    for run in &mut bench.runs {
        run.faults.clear();
    }
    Ok(Update::Written)
}

fn not_an_instance(place: &Path, instances: &BTreeMap<String, PathBuf>) -> Result<(), Failure> {
    let same = |other: &PathBuf| matches!((place.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if instances.values().any(same) {
        let failure = Failure::new(format!("{} is one of the instances", place.display()));
        return Err(failure.hint("name another file"));
    }
    Ok(())
}

fn tell(args: &Args, bench: &Bench) -> Result<(), Failure> {
    let format = if args.json { Format::Json } else { args.format };
    let Some(path) = &args.output else { return output::text(&rendered(bench, format)?) };
    out::write(path, rendered(bench, format)?.as_bytes())?;
    if args.json {
        return output::text(&rendered(bench, Format::Json)?);
    }
    let shown = rendered(bench, Format::Terminal)?;
    output::text(&format!("{shown}Written to {}\n", path.display()))
}

fn rendered(bench: &Bench, format: Format) -> Result<String, Failure> {
    match format {
        Format::Terminal => Ok(terminal::text(bench, output::width())),
        Format::Markdown => Ok(markdown::text(bench)),
        Format::Json => Ok(serde_json::to_string_pretty(&document::document(bench)).map_err(Failure::internal)? + "\n"),
        Format::Junit => junit::text(bench).map_err(Failure::internal),
    }
}

/// Per cent, from nothing to a hundred.
fn tolerance(text: &str) -> Result<(Decimal, String), String> {
    match text.parse::<Decimal>() {
        Ok(value) if (Decimal::ZERO..=Decimal::whole(100)).contains(&value) => Ok((value, text.to_owned())),
        _ => Err("write a number of per cent from 0 to 100, like 0.5".to_owned()),
    }
}
