//! `plenary generate`: instances of the size and shape of real conferences.

use std::borrow::Cow;
use std::path::PathBuf;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use super::exit::Exit;
use super::failure::Failure;
use super::{inputs, output};
use crate::generate::{GenerateError, LARGEST_SCALE, PROFILES, Profile, generate, render};
use crate::instance::{SchemaKind, files, schema};
use crate::report::text::wrap;

/// The help is as wide.
const HELP_COLUMNS: usize = 80;

/// Make an instance of the size and shape of a real conference.
#[derive(Debug, clap::Args)]
#[command(after_help = profiles())]
pub struct Args {
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

/// What `--json` prints with `-o`.
#[derive(Serialize, JsonSchema)]
struct Written {
    /// The file written, an instance.
    instance: String,
    /// The seed of all that was drawn.
    seed: u64,
    /// How many times the real size it has.
    scale: u32,
}

/// The form of what `--json` prints: the instance itself, or where it was written.
pub enum Answer {}

impl JsonSchema for Answer {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut instance = schema(SchemaKind::Instance);
        instance.remove("$schema");
        if let Some(Value::Object(parts)) = instance.remove("$defs") {
            generator.definitions_mut().extend(parts);
        }
        generator.definitions_mut().insert("Instance".to_owned(), instance.to_value());
        let mut written = generator.subschema_for::<Written>();
        written.insert("description".to_owned(), "With `-o`: where it was written.".into());
        json_schema!({
            "description": "What `--json` prints: one of two documents.",
            "oneOf": [
                { "description": "Without `-o`: the instance itself.", "$ref": "#/$defs/Instance" },
                written,
            ],
        })
    }
}

/// What there is, and what each puts to the test.
fn profiles() -> String {
    let one = |profile: &Profile| format!("  {}\n{}", profile.name, wrap("      ", profile.about, HELP_COLUMNS));
    let all: String = PROFILES.iter().map(one).collect();
    format!("Profiles:\n{all}")
}

/// Generates and writes it.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let document = generate(&args.profile, args.seed, args.scale).map_err(|error| match error {
        GenerateError::UnknownProfile(name) => inputs::unknown("profile", &name, PROFILES.iter().map(|p| p.name)),
        error => Failure::new(error.to_string()),
    })?;
    let text = render(&document);
    let Some(path) = &args.output else {
        output::text(&text)?;
        return Ok(Exit::Done);
    };
    files::write(path, text.as_bytes())?;
    let shown = path.display();
    if args.json {
        output::document(&Written { instance: shown.to_string(), seed: args.seed, scale: args.scale })?;
    } else {
        output::text(&format!("Wrote {shown}.\nNext: plenary solve {shown}\n"))?;
    }
    Ok(Exit::Done)
}
