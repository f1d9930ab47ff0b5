//! The trajectories of an earlier run, from the JSON document that `bench --json` printed.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::app::Failure;
use crate::instance::files;
use crate::report::bench::document::FORMAT;
use crate::report::trajectory::{Point, Trajectory};

/// The members of the document that are read here.
#[derive(Deserialize)]
struct Document {
    format: String,
    instances: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    instance: String,
    trajectory: Option<Vec<Point>>,
}

/// Reads the trajectories, by the file name of their programme.
///
/// # Errors
/// A [`Failure`] for a file that is missing, cannot be read, or is not such a document.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, Trajectory>, Failure> {
    let failed = |what: String| {
        let failure = Failure::new(format!("{} is not a result of bench: {what}", path.display()));
        failure.hint("to write one: plenary bench --format json -o FILE")
    };
    let bytes = files::read(path)?;
    let document: Document = serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?;
    if document.format != FORMAT {
        return Err(failed(format!("its format is {:?}, not {FORMAT:?}", document.format)));
    }
    let runs = document.instances.into_iter();
    Ok(runs.filter_map(|run| Some((run.instance, Trajectory::from(run.trajectory?)))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trajectories_are_read_and_other_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("earlier.json");
        std::fs::write(
            &path,
            r#"{"format": "plenary-bench/1", "seed": 1, "instances": [{"instance": "a.json", "cost": 3, "trajectory":
            [{"seconds": 0.5, "steps": 7, "cost": null, "bound": 2}]}, {"instance": "b.json", "trajectory": null}]}"#,
        )
        .unwrap();
        let found = read(&path).unwrap();
        let point = Point { seconds: 0.5, steps: 7, cost: None, bound: Some(2) };
        assert_eq!(found, [("a.json".to_owned(), Trajectory::from(vec![point]))].into());
        for foreign in ["", "{}", "[]", r#"{"format": "plenary-bench/2", "instances": []}"#, r#"{"format": 1}"#] {
            std::fs::write(&path, foreign).unwrap();
            assert!(read(&path).is_err(), "{foreign}");
        }
        assert!(read(&folder.path().join("none.json")).is_err());
    }
}
