//! `plenary schema`: the JSON Schemas of the file formats, and of the output of each command with `--json`.

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::schema::{DOCUMENTS, DocumentSchema};

const AFTER_HELP: &str = "\
    Within a major version, the output of a command only gains members. No member is renamed or removed, and none \
    changes its meaning. A schema describes exactly this version and allows no other members, so programs that read \
    the documents should ignore members that they do not know.\n\n\
    A command that fails (exit code 2) prints the document \"error\" instead of its own. why, what-if, sweep and \
    bench print their own document even with exit code 2, once they have started to work.";

/// Print the JSON Schema of a file format, or of the output of a command with --json.
///
/// The schema follows JSON Schema draft 2020-12. It describes each member with its unit; costs are in hundredths of a
/// discomfort-minute.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct SchemaArgs {
    /// Name of a file format or of a command
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(DOCUMENTS.iter().map(listed)))]
    name: String,
    /// Has no effect, because a schema is JSON already
    #[arg(long)]
    json: bool,
}

/// A document as a possible value of the argument, with its description.
fn listed(document: &DocumentSchema) -> PossibleValue {
    PossibleValue::new(document.name).help(document.about)
}

/// Prints the schema.
pub(super) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let document = DOCUMENTS.iter().find(|document| document.name == args.name);
    let document = document.ok_or_else(|| Failure::internal(format!("{} has no schema", args.name)))?;
    output::document(&document.schema())?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use serde_json::Value;

    use super::*;

    /// The faults of a schema: open objects, members without a description, descriptions that mention Rust types.
    fn faults(schema: &Value, place: &str, found: &mut Vec<String>) {
        if let Some(members) = schema["properties"].as_object() {
            if schema["additionalProperties"] != false {
                found.push(format!("{place} is open"));
            }
            let described = |member: &Value| member["description"].as_str().is_some_and(|text| text.len() > 2);
            let bare = members.iter().filter(|(_, member)| !described(member));
            found.extend(bare.map(|(name, _)| format!("{place}/{name} is not described")));
        }
        let parts: Vec<(String, &Value)> = match schema {
            Value::Object(members) => members.iter().map(|(name, part)| (name.clone(), part)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(index, part)| (index.to_string(), part)).collect(),
            Value::String(text) if text.contains("`None`") || text.contains("`Some") => {
                found.push(format!("{place} mentions Rust types: {text}"));
                Vec::new()
            }
            _ => Vec::new(),
        };
        for (name, part) in parts {
            faults(part, &format!("{place}/{name}"), found);
        }
    }

    #[test]
    fn every_member_is_described_and_every_object_is_closed() {
        let mut found = Vec::new();
        for document in &DOCUMENTS {
            let (schema, name) = (document.schema().to_value(), document.name);
            assert!(jsonschema::meta::is_valid(&schema), "{name}");
            for member in ["$schema", "title", "description"] {
                assert!(schema[member].is_string(), "{name} has no {member}");
            }
            faults(&schema, name, &mut found);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn every_command_that_takes_json_has_a_schema() {
        let command = crate::cli::Args::command();
        for sub in command.get_subcommands() {
            let takes = sub.get_arguments().any(|argument| argument.get_id() == "json");
            let known = DOCUMENTS.iter().any(|document| document.name == sub.get_name());
            assert_eq!(takes, known, "{}: takes --json, has a schema", sub.get_name());
        }
        assert!(command.get_subcommands().count() > 15);
    }
}
