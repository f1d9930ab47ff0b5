//! `plenary generate`: instances of the size and shape of real conferences.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::create::{GENERATOR_PROFILES, GeneratedFile, LARGEST_SCALE, Profile, generated};
use crate::app::{Failure, files};
use crate::report::text::wrap;

/// The help is as wide.
const HELP_COLUMNS: usize = 80;

/// Make an instance of the size and shape of a real conference.
#[derive(Debug, clap::Args)]
#[command(after_help = profiles())]
pub(super) struct GenerateArgs {
    /// Which; see the list below
    #[arg(value_name = "PROFILE")]
    profile: String,
    /// Seed of all that is drawn; the same seed makes the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many times the real size
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(LARGEST_SCALE)))]
    scale: u32,
    /// Where to write it; standard output if not given
    #[arg(short, long, value_name = "INSTANCE")]
    output: Option<PathBuf>,
    /// One JSON document on standard output: the instance itself, or with -o where it was written
    #[arg(long)]
    json: bool,
}

/// What there is, and what each puts to the test.
fn profiles() -> String {
    let one = |profile: &Profile| format!("  {}\n{}", profile.name, wrap("      ", profile.about, HELP_COLUMNS));
    let all: String = GENERATOR_PROFILES.iter().map(one).collect();
    format!("Profiles:\n{all}")
}

/// Generates and writes it.
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
