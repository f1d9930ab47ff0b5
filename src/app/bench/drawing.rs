//! Draws the trajectories of a run, beside those of an earlier one, from the JSON document that `bench --json` printed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::app::{Failure, Observer};
use crate::instance::files;
use crate::report::bench::Bench;
use crate::report::bench::document::FORMAT;
use crate::report::trajectory::{Point, Trajectory, svg};

/// A drawing to be made of the trajectories of a run.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub(super) path: PathBuf,
    /// The trajectories of an earlier run, if one was named.
    pub(super) earlier: Option<BTreeMap<String, Trajectory>>,
}

impl Drawing {
    /// Draws the trajectories of all programmes that were measured, and notes which ones the earlier run does not have.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written.
    pub fn draw(&self, bench: &Bench, observer: &dyn Observer) -> Result<(), Failure> {
        let mut programmes = Vec::new();
        for run in &bench.runs {
            let Ok(figures) = &run.result else { continue };
            let earlier = self.earlier.as_ref().and_then(|earlier| earlier.get(&run.instance));
            if self.earlier.is_some() && earlier.is_none() {
                observer.note(&format!("the earlier run has no trajectory of {}", run.instance));
            }
            programmes.push(svg::Solves { name: &run.instance, now: &figures.trajectory, earlier });
        }
        crate::app::files::write(&self.path, svg::svg(&programmes).map_err(Failure::internal)?.as_bytes())?;
        observer.note(&format!("wrote {}", self.path.display()));
        Ok(())
    }
}

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
    if let Some(run) = document.instances.iter().find(|run| !run.trajectory.iter().flatten().all(Point::is_drawable)) {
        return Err(failed(format!("the trajectory of {:?} has a number that no run has", run.instance)));
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
        for absurd in
            [r#""seconds": -1.0, "steps": 1"#, r#""seconds": 1e300, "steps": 1"#, r#""seconds": 1, "steps": 1e19"#]
        {
            let point = format!("{{{absurd}, \"cost\": 1, \"bound\": 1}}");
            let run = format!(r#"{{"instance": "a", "trajectory": [{point}]}}"#);
            std::fs::write(&path, format!(r#"{{"format": "plenary-bench/1", "instances": [{run}]}}"#)).unwrap();
            assert!(read(&path).is_err(), "{absurd}");
        }
        assert!(read(&folder.path().join("none.json")).is_err());
    }
}
