//! `plenary generate`: programme files of the size and shape of real conferences.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::create::{GENERATOR_PROFILES, GeneratedFile, LARGEST_SCALE, Profile, generated};
use crate::app::{Failure, files};
use crate::report::text::wrap;

/// Width of the help text, in columns.
const HELP_COLUMNS: usize = 80;

/// Generate a programme file of the size and shape of a real conference.
#[derive(Debug, clap::Args)]
#[command(after_help = profiles())]
pub(super) struct GenerateArgs {
    /// Name of the conference profile, see the list below
    #[arg(value_name = "PROFILE")]
    profile: String,
    /// Seed of the random numbers; the same seed gives the same file
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Size, as a multiple of the real conference
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(LARGEST_SCALE)))]
    scale: u32,
    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print one JSON document: the programme file itself, or with -o the name of the written file
    #[arg(long)]
    json: bool,
}

/// All profiles with their descriptions, for the help.
fn profiles() -> String {
    let one = |profile: &Profile| format!("  {}\n{}", profile.name, wrap("      ", profile.about, HELP_COLUMNS));
    let all: String = GENERATOR_PROFILES.iter().map(one).collect();
    format!("Profiles:\n{all}")
}

/// Generates the programme and writes it.
pub(super) fn run(args: &GenerateArgs) -> Result<Exit, Failure> {
    let text = generated(&args.profile, args.seed, args.scale)?;
    let Some(path) = &args.output else {
        output::text(&text)?;
        return Ok(Exit::Done);
    };
    files::write(path, text.as_bytes())?;
    let instance = path.display().to_string();
    if args.json {
        output::document(&GeneratedFile { instance, seed: args.seed, scale: args.scale })?;
    } else {
        output::text(&format!("Wrote {instance}.\nNext: plenary solve {instance}\n"))?;
    }
    Ok(Exit::Done)
}
