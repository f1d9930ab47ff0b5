//! Spreadsheets: nothing is lost on the way out and back, and what people write is read, or refused with its place.

mod commands;
mod edited;
mod foreign;
pub mod formats;
mod hostile;
mod messy;
mod people;
mod random_instances;
mod random_values;
mod reports;
mod round_trip;

use std::fs;
use std::path::Path;

use plenary::rules::catalogue;
use plenary::sheets::{self, Imported, Options};

/// One day.
const DAY: (&str, &str) = ("days", "date\n2027-06-01\n");

/// What a folder with these CSV files is read as.
fn import(files: &[(&str, &str)]) -> Imported {
    import_with(files, Options::default())
}

fn import_with(files: &[(&str, &str)], options: Options<'_>) -> Imported {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), files);
    let book = sheets::open(dir.path()).unwrap();
    sheets::import(&book, options, &catalogue())
}

fn write(dir: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(dir.join(format!("{name}.csv")), text).unwrap();
    }
}

/// Codes and cells of all problems. That a programme has no people is not repeated: many tests need none.
fn found(imported: &Imported) -> Vec<(&'static str, &str)> {
    let problems = imported.diagnostics.iter().filter(|problem| problem.code != "no-people");
    problems.map(|problem| (problem.code, problem.pointer.as_str())).collect()
}
