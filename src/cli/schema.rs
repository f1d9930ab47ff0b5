//! `plenary schema`: the JSON Schemas of the file formats.

use clap::ValueEnum;

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::instance::{SchemaKind, schema};

/// Print the JSON Schema of a file format.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which format
    format: Format,
    /// Accepted for uniformity: a schema is JSON anyway
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// plenary/1
    Instance,
    /// plenary-schedule/1
    Schedule,
}

/// Prints it.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let kind = match args.format {
        Format::Instance => SchemaKind::Instance,
        Format::Schedule => SchemaKind::Schedule,
    };
    output::document(&schema(kind))?;
    Ok(Exit::Done)
}
