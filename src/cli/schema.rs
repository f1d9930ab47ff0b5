//! `plenary schema`: the JSON Schemas of the file formats, and of what each command prints under `--json`.

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::schema::{DOCUMENTS, DocumentSchema};

const AFTER_HELP: &str = "\
    Within a major version, members are only added to what a command prints; none is renamed or removed, and none \
    changes its meaning. A schema is that of this very version and knows no other members: programs that read the \
    documents should pass over what they do not know.\n\n\
    A command that cannot be carried out (exit code 2) prints \"error\" instead of its own document. why, what-if, \
    sweep and bench, once they have begun, print their own with that exit code too.";

/// Print the JSON Schema of a file format, or of what a command prints under --json.
///
/// Draft 2020-12. Every member is described with its unit: costs are hundredths of a discomfort-minute.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct SchemaArgs {
    /// A file format, or a command
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(DOCUMENTS.iter().map(listed)))]
    name: String,
    /// Accepted for uniformity: a schema is JSON anyway
    #[arg(long)]
    json: bool,
}

/// A document as a value of the argument.
fn listed(document: &DocumentSchema) -> PossibleValue {
    PossibleValue::new(document.name).help(document.about)
}

/// Prints it.
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

    /// What is wrong with a schema as a description of what is written.
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
                found.push(format!("{place} speaks of Rust: {text}"));
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
            for said in ["$schema", "title", "description"] {
                assert!(schema[said].is_string(), "{name} has no {said}");
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
