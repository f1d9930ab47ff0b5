//! Shared parts of the tests of the command line: a folder to run the program in, and the result of a run.

mod folder;
mod run;

use std::path::Path;

pub use folder::{Folder, STEPS};
#[cfg(unix)]
pub use run::run_limited;
pub use run::{Run, compare, plenary, run, run_words};

/// The root folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
