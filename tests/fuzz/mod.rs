//! Fuzzing: files and lines with random faults. No input makes the program panic or takes long, and whatever loads is
//! written, and loads again as the same.
//!
//! Each target starts from valid inputs and those of `corpus/`, and draws lists of edits with proptest, which shortens a
//! list that fails. There is no coverage to follow; instead, an input with a new set of diagnostics is kept, and edited
//! further. `PLENARY_FUZZ_SECONDS=600 cargo test --release --test integration fuzz::` runs each target for ten minutes;
//! without it, a few hundred inputs are tried, always the same ones.
//!
//! Why not `bolero`: version 0.13 asks for an older `indexmap` than schemars and serde_json do, so that no lock file fits.

mod changes;
pub(crate) mod documents;
mod edits;
mod parts;
mod programmes;
mod schedules;
mod tables;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use plenary::diagnostic::Diagnostic;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::common::root;
use edits::Edit;

/// Inputs of each target without `PLENARY_FUZZ_SECONDS`.
const FEW: u32 = 200;
/// Inputs between two looks at the time; kept inputs are used from the next batch on.
const BATCH: u32 = 100;
/// Most inputs that are kept, and the size in bytes of the largest one.
const MOST_KEPT: usize = 2_000;
const LARGEST_KEPT: usize = 20_000;
/// One input may take this long. A test build on a busy machine is slow.
const LONGEST: Duration = Duration::from_secs(10);

/// One kind of input.
struct Target {
    name: &'static str,
    /// The inputs to begin with, besides those of `corpus/`.
    seeds: Vec<Vec<u8>>,
    /// Applies edits to an input.
    edit: fn(&[u8], &[Edit]) -> Vec<u8>,
    /// Uses an input, and describes what happened: inputs with a new description are kept. Fails if it is not written
    /// and read again as the same.
    run: fn(&[u8]) -> Result<String, String>,
}

impl Target {
    /// Tries inputs until the time is over.
    fn fuzz(mut self) {
        let seconds = std::env::var("PLENARY_FUZZ_SECONDS").ok().and_then(|text| text.parse::<u64>().ok());
        let begin = Instant::now();
        self.seeds.extend(corpus(self.name));
        let mut seen = BTreeSet::new();
        for seed in &self.seeds {
            seen.insert((self.run)(seed).unwrap_or_else(|why| panic!("{}: an unchanged input: {why}", self.name)));
        }
        let whatever = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_nanos() as u64);
        let seed = if seconds.is_some() { whatever } else { 1 };
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let config = Config { cases: BATCH, failure_persistence: None, ..Config::default() };
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let watch = seconds.map(|_| Watch::new(self.name));
        let (mut runs, mut kept) = (0, self.seeds);
        while seconds.map_or(runs < FEW, |seconds| begin.elapsed() < Duration::from_secs(seconds)) {
            let new = RefCell::new(Vec::new());
            let found = RefCell::new(&mut seen);
            let drawn = (any::<Index>(), vec(any::<Edit>(), 1..6));
            // A runner counts all its inputs, so that each batch needs a new one.
            let mut runner = TestRunner::new_with_rng(config.clone(), rng);
            rng = runner.new_rng();
            let tried = Cell::new(0);
            let result = runner.run(&drawn, |(from, edits)| {
                tried.set(tried.get() + 1);
                let input = (self.edit)(&kept[from.index(kept.len())], &edits);
                if let Some(watch) = &watch {
                    watch.begins(&input);
                }
                let started = Instant::now();
                let described = (self.run)(&input).map_err(TestCaseError::fail)?;
                if started.elapsed() > LONGEST {
                    return Err(TestCaseError::fail(format!("it took {:?}", started.elapsed())));
                }
                if input.len() <= LARGEST_KEPT && found.borrow_mut().insert(described) {
                    new.borrow_mut().push(input);
                }
                Ok(())
            });
            runs += tried.get();
            if let Err(TestError::Fail(why, (from, edits))) = result {
                let file = store(&format!("{}.found", self.name), &(self.edit)(&kept[from.index(kept.len())], &edits));
                panic!(
                    "{}: {why}\nThe input is {}. Once it is mended, add it to tests/fuzz/corpus/{0}.",
                    self.name,
                    file.display()
                );
            }
            let room = MOST_KEPT.saturating_sub(kept.len());
            kept.extend(new.into_inner().into_iter().take(room));
        }
        let time = begin.elapsed().as_secs();
        eprintln!("{}: {runs} inputs in {time} s, {} kept, {} kinds of result", self.name, kept.len(), seen.len());
    }
}

/// The inputs of a target that are worth trying each time: most of them made a version of the program fail.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(root().join("tests/fuzz/corpus").join(name)) else { return vec![] };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// Writes an input into the build folder.
fn store(name: &str, input: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, input).unwrap();
    file
}

/// Ends the program when an input takes far too long, or never ends. The input is in a file by then, as it is when the
/// program aborts.
struct Watch {
    name: &'static str,
    begins: Sender<()>,
}

impl Watch {
    fn new(name: &'static str) -> Watch {
        let (begins, beginning) = channel();
        std::thread::spawn(move || {
            loop {
                match beginning.recv_timeout(10 * LONGEST) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        eprintln!("{name}: the input {name}.running does not end");
                        std::process::abort();
                    }
                }
            }
        });
        Watch { name, begins }
    }

    fn begins(&self, input: &[u8]) {
        store(&format!("{}.running", self.name), input);
        // Only the end of the test ends the other side.
        let _ = self.begins.send(());
    }
}

/// The codes of diagnostics, each once: inputs with other codes take other ways through the program.
fn codes(diagnostics: &[Diagnostic]) -> String {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.into_iter().collect::<Vec<_>>().join(" ")
}
