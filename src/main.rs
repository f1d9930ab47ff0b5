//! The program `plenary`. All its code is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    plenary::cli::run()
}
