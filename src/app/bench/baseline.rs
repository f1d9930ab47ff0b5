//! The baseline: the expected results of each programme. It contains only figures that are the same on every machine.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::Failure;
use crate::instance::files;

const FORMAT: &str = "plenary-baseline/1";

/// The expected results of each programme (`plenary bench --baseline`), `plenary-baseline/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// `plenary-baseline/1`
    #[schemars(extend("const" = FORMAT))]
    format: String,
    /// The results by the name of the programme file.
    pub instances: BTreeMap<String, Entry>,
}

/// The results of one programme, with the settings that led to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// SHA-256 of the canonical programme file, in lower-case hex. Results of another state of the file are not
    /// comparable.
    pub digest: String,
    /// Number of steps of each searcher.
    pub steps: u64,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Number of searchers.
    pub searchers: u32,
    /// Number of placed sessions.
    pub placed: usize,
    /// Attendee-minutes of unplaced sessions.
    pub unplaced_minutes: i64,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// The bound, in hundredths of a discomfort-minute; `null` if none was proven.
    pub bound: Option<i64>,
}

impl Baseline {
    /// A baseline with these entries.
    pub fn new(instances: BTreeMap<String, Entry>) -> Baseline {
        Baseline { format: FORMAT.to_owned(), instances }
    }

    /// Reads a baseline file. With `update`, a missing file is an empty baseline.
    ///
    /// # Errors
    /// A [`Failure`] for a file that is missing, cannot be read, or is no baseline.
    pub fn read(path: &Path, update: bool) -> Result<Baseline, Failure> {
        if update && !path.exists() {
            return Ok(Baseline::new(BTreeMap::new()));
        }
        let failed = |what: String| {
            let failure = Failure::new(format!("{} is not a baseline file: {what}", path.display()));
            failure.hint("to write a baseline: plenary bench --baseline FILE --update")
        };
        if !path.exists() {
            let failure = Failure::new(format!("there is no baseline file {}", path.display()));
            return Err(failure.hint("to write one with the results of this run, add --update"));
        }
        let bytes = files::read(path)?;
        let baseline: Baseline = serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?;
        if baseline.format != FORMAT {
            return Err(failed(format!("its format is {:?}, not {FORMAT:?}", baseline.format)));
        }
        Ok(baseline)
    }

    /// Writes the baseline file completely or not at all.
    ///
    /// # Errors
    /// A [`Failure`] for a file that cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self).map_err(Failure::internal)?;
        text.push('\n');
        files::write(path, text.as_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_baseline_is_read_again_and_other_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("base.json");
        assert!(Baseline::read(&path, false).is_err());
        assert_eq!(Baseline::read(&path, true).unwrap().instances.len(), 0);
        let (digest, bound) = ("ab".to_owned(), None);
        let entry =
            Entry { digest, steps: 1, seed: 1, searchers: 2, placed: 3, unplaced_minutes: 0, cost: i64::MAX, bound };
        let baseline = Baseline::new([("a.json".to_owned(), entry)].into());
        baseline.write(&path).unwrap();
        assert_eq!(Baseline::read(&path, false).unwrap(), baseline);
        for foreign in ["", "{}", r#"{"format":"plenary/1","instances":{}}"#, r#"{"format":1}"#] {
            std::fs::write(&path, foreign).unwrap();
            assert!(Baseline::read(&path, true).is_err(), "{foreign}");
        }
    }
}
