//! What the tests of the command line share: a folder to run the program in, and what a run answered.

mod folder;
mod run;

use std::path::Path;

pub use folder::{Folder, STEPS};
pub use run::{Run, compare, plenary, run, run_words};

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
