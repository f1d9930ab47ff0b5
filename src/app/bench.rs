//! Solves a folder of programmes with a fixed number of steps each, and compares the results with a baseline.

mod baseline;
mod compare;
mod drawing;
mod files;
mod measure;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::files::{check_writable, refuse_overwriting_input};
use super::observer::Piece;
use super::{Failure, Observer};
use crate::domain::Decimal;
use crate::report::bench::{Against, Bench, BenchFault, BenchRun, FaultKind, Update};

pub use baseline::Baseline;
use baseline::Entry;
pub use drawing::Drawing;
pub use measure::Settings;

/// A request to measure programmes.
#[derive(Debug, Clone)]
pub struct BenchRequest {
    /// Programme files, or folders of them.
    pub paths: Vec<PathBuf>,
    /// The baseline to compare with.
    pub baseline: Option<PathBuf>,
    /// Write the results to the baseline file.
    pub update: bool,
    /// How much worse than in the baseline a cost or a bound may be: in per cent, and as text as the user wrote it.
    pub tolerance: (Decimal, String),
    /// The settings with which each programme is solved.
    pub settings: Settings,
    /// The file the table will be written to; `None` for standard output.
    pub output: Option<PathBuf>,
    /// The file the trajectories will be drawn to.
    pub trajectory: Option<PathBuf>,
    /// The JSON document of an earlier run, whose trajectories are drawn beside those of this run.
    pub earlier: Option<PathBuf>,
}

/// The programmes of a run, with the baseline to compare with.
#[derive(Debug)]
pub struct PreparedBench {
    found: files::InstanceFiles,
    known: Option<Baseline>,
    drawing: Option<Drawing>,
    request: BenchRequest,
}

impl BenchRequest {
    /// Finds the programmes and reads the baseline.
    ///
    /// # Errors
    /// A [`Failure`] if a folder has no programme, two programmes have the same file name, the baseline cannot be used,
    /// or an output file cannot be written.
    pub fn prepare(self) -> Result<PreparedBench, Failure> {
        let found = files::find(&self.paths)?;
        for place in [&self.output, &self.baseline, &self.trajectory].into_iter().flatten() {
            check_writable(place)?;
            let instances = found.instances.values().map(PathBuf::as_path);
            refuse_overwriting_input(place, instances, "one of the programme files to solve", "name another file")?;
        }
        let known = self.baseline.as_ref().map(|path| Baseline::read(path, self.update)).transpose()?;
        let earlier = self.earlier.as_deref().map(drawing::read).transpose()?;
        if let (Some(path), Some(input)) = (&self.trajectory, self.earlier.as_deref()) {
            refuse_overwriting_input(path, [input], "the earlier run", "name another file")?;
        }
        if let Some(path) = &self.trajectory
            && !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"))
        {
            let failure = Failure::new(format!("--trajectory {}: the drawing is an SVG picture", path.display()));
            return Err(failure.hint("let the name of the file end in .svg"));
        }
        let drawing = self.trajectory.clone().map(|path| Drawing { path, earlier });
        Ok(PreparedBench { found, known, drawing, request: self })
    }
}

impl PreparedBench {
    /// The drawing that was asked for. It is made after the results are shown, so that they are not lost if it fails.
    pub fn drawing(&self) -> Option<Drawing> {
        self.drawing.clone()
    }

    /// Measures all programmes, compares them with the baseline, and updates the baseline if requested. Calls `failed`
    /// for each programme that cannot be measured.
    ///
    /// # Errors
    /// A [`Failure`] if the baseline cannot be written.
    pub fn run(
        self,
        observer: &dyn Observer,
        stop: &AtomicBool,
        failed: &mut dyn FnMut(&Failure),
    ) -> Result<Bench, Failure> {
        let PreparedBench { found, known, request, .. } = self;
        let (mut bench, entries) = measure_all(&found.instances, &request.settings, observer, stop, failed);
        let (Some(path), Some(known)) = (&request.baseline, known) else { return Ok(bench) };
        compare(&mut bench, &entries, &known, &request.tolerance.0);
        let gone = known.instances.keys().filter(|name| found.whole && !found.instances.contains_key(*name));
        let missing = if bench.interrupted { Vec::new() } else { gone.cloned().collect() };
        let mut against = Against {
            path: path.display().to_string(),
            tolerance: request.tolerance.1.clone(),
            update: Update::No,
            missing,
            added: entries.keys().filter(|name| !known.instances.contains_key(*name)).cloned().collect(),
        };
        if request.update {
            against.update = update(&mut bench, entries, known, path, &against.missing)?;
        }
        bench.against = Some(against);
        Ok(bench)
    }
}

/// Measures all programmes one after another, until `stop` is set.
fn measure_all(
    instances: &BTreeMap<String, PathBuf>,
    settings: &Settings,
    observer: &dyn Observer,
    stop: &AtomicBool,
    failed: &mut dyn FnMut(&Failure),
) -> (Bench, BTreeMap<String, Entry>) {
    let Settings { seed, steps, searchers, threads } = *settings;
    let mut bench = Bench { seed, steps, searchers, threads, runs: Vec::new(), against: None, interrupted: false };
    let mut entries = BTreeMap::new();
    for (number, (name, path)) in instances.iter().enumerate() {
        let started = Instant::now();
        let piece = Piece { number, total: instances.len(), name };
        let mut faults = Vec::new();
        let result = match measure::measure(path, piece, settings, observer, stop) {
            Ok(measured) => {
                if measured.figures.violations > 0 {
                    let message = "the checker found that the timetable breaks hard rules".to_owned();
                    faults.push(BenchFault { kind: FaultKind::HardRule, message });
                }
                if !measured.figures.interrupted {
                    entries.insert(name.clone(), measured.entry);
                }
                Ok(measured.figures)
            }
            Err(failure) => {
                failed(&failure);
                Err(failure.brief())
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        bench.runs.push(BenchRun { instance: name.clone(), seconds, result, changes: Vec::new(), faults });
        if stop.load(Ordering::SeqCst) {
            bench.interrupted = true;
            break;
        }
    }
    (bench, entries)
}

/// Adds the changes since the baseline and the faults to each run.
fn compare(bench: &mut Bench, entries: &BTreeMap<String, Entry>, known: &Baseline, tolerance: &Decimal) {
    for run in &mut bench.runs {
        let Some(new) = entries.get(&run.instance) else { continue };
        match known.instances.get(&run.instance) {
            Some(old) => {
                run.changes = compare::changes(old, new);
                run.faults.extend(compare::faults(old, new, *tolerance));
            }
            None => {
                let message = "the baseline does not contain this file: run with --update".to_owned();
                run.faults.push(BenchFault { kind: FaultKind::NotInBaseline, message });
            }
        }
    }
}

/// Writes the results to the baseline, and removes the faults that were differences from it. Refuses to do so if the
/// run is incomplete or breaks a hard rule, because such results must not become the baseline.
fn update(
    bench: &mut Bench,
    entries: BTreeMap<String, Entry>,
    known: Baseline,
    path: &Path,
    missing: &[String],
) -> Result<Update, Failure> {
    let broken = |run: &BenchRun| run.faults.iter().any(|fault| fault.kind == FaultKind::HardRule);
    if bench.interrupted || bench.problems() > 0 || bench.runs.iter().any(broken) {
        return Ok(Update::Refused);
    }
    let mut instances = known.instances.clone();
    instances.retain(|name, _| !missing.contains(name));
    instances.extend(entries);
    let updated = Baseline::new(instances);
    if updated != known {
        updated.write(path)?;
    }
    for run in &mut bench.runs {
        run.faults.clear();
    }
    Ok(Update::Written)
}
