//! Files to begin with: an example, a workbook to fill in, a programme made of spreadsheets, a made-up one.

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

/// The name of the example.
const EXAMPLE: &str = "conference.json";

/// Writes the example of five sessions into a directory, which is made; never over anything. The file written.
///
/// # Errors
/// A directory that cannot be made; a file that is there already.
pub fn example(dir: &Path) -> Result<PathBuf, Failure> {
    const REMEDY: &str = "name another directory: plenary init DIR";
    files::make_directory(dir, REMEDY)?;
    let path = if dir.as_os_str() == "." { PathBuf::from(EXAMPLE) } else { dir.join(EXAMPLE) };
    refuse_existing(&path, REMEDY)?;
    files::write(&path, DEMO.as_bytes())?;
    Ok(path)
}

/// Writes a workbook to fill in; never over anything.
///
/// # Errors
/// A name that does not end in `.xlsx`; a file that is there already.
pub fn template(path: &Path) -> Result<(), Failure> {
    refuse_existing(path, "name another file")?;
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        let failure = Failure::new(format!("{} does not end in .xlsx", path.display()));
        return Err(failure.hint("plenary template PROGRAMME.xlsx"));
    }
    files::writable(path)?;
    files::write(path, &workbook::template_workbook().map_err(Failure::internal)?)
}

/// Refuses to write where something is.
pub(super) fn refuse_existing(path: &Path, remedy: &str) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::new(format!("{} exists; it was left as it is", path.display())).hint(remedy)),
        Err(_) => Ok(()),
    }
}

/// A programme of the size and shape of a real conference, as the text of a programme file.
///
/// # Errors
/// A profile that is none.
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
    /// The file written, an instance.
    pub instance: String,
}

/// What `template --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TemplateDocument {
    /// The file written, a workbook.
    pub template: String,
}

/// What `generate --json` prints with `-o`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GeneratedFile {
    /// The file written, an instance.
    pub instance: String,
    /// The seed of all that was drawn.
    pub seed: u64,
    /// How many times the real size it has.
    pub scale: u32,
}

/// The form of what `generate --json` prints: the instance itself, or where it was written.
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
