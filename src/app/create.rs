//! Files to start with: an example programme, a workbook to fill in, a generated programme.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use super::load::unknown;
use super::{Failure, files};
use crate::generate::{DEMO, GenerateError, PROFILES, generate, render};
use crate::instance::{SchemaKind, schema};
use crate::report::workbook;

pub use crate::generate::{LARGEST_SCALE, PROFILES as GENERATOR_PROFILES, Profile};

/// File name of the example.
const EXAMPLE: &str = "conference.json";

/// Writes the example of five sessions into a directory, which is created if needed. Never replaces a file. Returns the
/// path of the file.
///
/// # Errors
/// A [`Failure`] if the directory cannot be created, or the file exists already.
pub fn example(dir: &Path) -> Result<PathBuf, Failure> {
    const HINT: &str = "name another directory: plenary init DIR";
    files::check_directory(dir, HINT)?;
    let path = if dir.as_os_str() == "." { PathBuf::from(EXAMPLE) } else { dir.join(EXAMPLE) };
    refuse_existing(&path, HINT)?;
    files::write_into(dir, &[(EXAMPLE, DEMO.as_bytes())])?;
    Ok(path)
}

/// Writes a workbook to fill in. Never replaces a file.
///
/// # Errors
/// A [`Failure`] if the name does not end in `.xlsx`, or the file exists already.
pub fn template(path: &Path) -> Result<(), Failure> {
    refuse_existing(path, "name another file")?;
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        let failure = Failure::new(format!("the name {} does not end in .xlsx", path.display()));
        return Err(failure.hint("name the workbook like: plenary template programme.xlsx"));
    }
    files::check_writable(path)?;
    files::write(path, &workbook::template_workbook().map_err(Failure::internal)?)
}

/// Refuses to write to a path that exists.
pub(super) fn refuse_existing(path: &Path, hint: &str) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::new(format!("{} exists already, and was not changed", path.display())).hint(hint)),
        Err(_) => Ok(()),
    }
}

/// Generates a programme of the size and shape of a real conference, as the text of a programme file.
///
/// # Errors
/// A [`Failure`] for an unknown profile.
pub fn generated(profile: &str, seed: u64, scale: u32) -> Result<String, Failure> {
    let document = generate(profile, seed, scale).map_err(|error| match error {
        GenerateError::UnknownProfile(name) => unknown("profile", &name, PROFILES.iter().map(|p| p.name)),
        error => Failure::new(error.to_string()),
    })?;
    Ok(render(&document))
}

/// What `init --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InitDocument {
    /// The programme file that was written.
    pub instance: String,
}

/// What `template --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TemplateDocument {
    /// The workbook that was written.
    pub template: String,
}

/// What `generate --json` prints with `-o`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GeneratedFile {
    /// The programme file that was written.
    pub instance: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Size, as a multiple of the real conference.
    pub scale: u32,
}

/// The schema of what `generate --json` prints: the programme file itself, or the name of the written file.
pub(super) enum GenerateDocument {}

impl JsonSchema for GenerateDocument {
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
        let mut written = generator.subschema_for::<GeneratedFile>();
        written.insert("description".to_owned(), "With `-o`: the name of the written file.".into());
        json_schema!({
            "description": "What `--json` prints: one of two documents.",
            "oneOf": [
                { "description": "Without `-o`: the programme file itself.", "$ref": "#/$defs/Instance" },
                written,
            ],
        })
    }
}
