//! `plenary init`: an example to edit.

use std::io::ErrorKind;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::generate::DEMO;
use crate::instance::files;

/// Write a five-session example to edit.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where; made if it does not exist
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Answer {
    /// The file written, an instance.
    instance: String,
}

/// The name of the example.
const NAME: &str = "conference.json";

/// Writes the example, never over anything.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    std::fs::create_dir_all(&args.dir).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "it is a file".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(format!("the directory {} cannot be made: {why}", args.dir.display()))
            .hint("name another directory: plenary init DIR")
    })?;
    let here = args.dir.as_os_str() == ".";
    let path = if here { PathBuf::from(NAME) } else { args.dir.join(NAME) };
    if path.symlink_metadata().is_ok() {
        let failure = Failure::new(format!("{} exists; it was left as it is", path.display()));
        return Err(failure.hint("name another directory: plenary init DIR"));
    }
    files::write(&path, DEMO.as_bytes())?;
    if args.json {
        output::document(&Answer { instance: path.display().to_string() })?;
    } else {
        let shown = path.display();
        output::text(&format!("Wrote {shown}: five sessions in two phases.\nNext: plenary solve {shown}\n"))?;
    }
    Ok(Exit::Done)
}
