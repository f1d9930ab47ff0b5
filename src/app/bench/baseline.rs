//! The baseline: what each instance is expected to give. Only what no machine changes stands in it.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::Failure;
use crate::instance::files;

const FORMAT: &str = "plenary-baseline/1";

/// What each instance is expected to give (`plenary bench --baseline`), `plenary-baseline/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// `plenary-baseline/1`
    #[schemars(extend("const" = FORMAT))]
    format: String,
    /// From the name of an instance's file to what it gave.
    pub instances: BTreeMap<String, Entry>,
}

/// What one instance gave, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// SHA-256 of the canonical instance, lower-case hex: another state of it is another problem.
    pub digest: String,
    /// Steps of each searcher.
    pub steps: u64,
    /// Seed of all random draws.
    pub seed: u64,
    /// Logical searchers.
    pub searchers: u32,
    /// Sessions placed.
    pub placed: usize,
    /// Attendee-minutes of unplaced sessions.
    pub unplaced_minutes: i64,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// The bound, in hundredths of a discomfort-minute; `null` where none was proved.
    pub bound: Option<i64>,
}

impl Baseline {
    /// One with these entries.
    pub fn new(instances: BTreeMap<String, Entry>) -> Baseline {
        Baseline { format: FORMAT.to_owned(), instances }
    }

    /// Reads it. A file that is not there yet is an empty one where it is about to be written.
    ///
    /// # Errors
    /// A [`Failure`] for a file that is missing, cannot be read, or is no baseline.
    pub fn read(path: &Path, update: bool) -> Result<Baseline, Failure> {
        if update && !path.exists() {
            return Ok(Baseline::new(BTreeMap::new()));
        }
        let failed = |what: String| {
            let failure = Failure::new(format!("{} is no baseline: {what}", path.display()));
            failure.hint("a baseline is written by: plenary bench --baseline FILE --update")
        };
        if !path.exists() {
            let failure = Failure::new(format!("there is no baseline {}", path.display()));
            return Err(failure.hint("write one from this run with --update"));
        }
        let bytes = files::read(path)?;
        let baseline: Baseline = serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?;
        if baseline.format != FORMAT {
            return Err(failed(format!("its format is {:?}, not {FORMAT:?}", baseline.format)));
        }
        Ok(baseline)
    }

    /// Writes it, whole or not at all.
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
    fn what_was_written_is_read_and_what_is_foreign_is_refused() {
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
