//! `plenary schema`: the JSON Schemas of the file formats, and of what each command prints under `--json`.

use clap::ValueEnum;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::schema::{Document, schema};

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
pub(super) struct Args {
    /// A file format, or a command
    #[arg(value_name = "NAME")]
    name: Name,
    /// Accepted for uniformity: a schema is JSON anyway
    #[arg(long)]
    json: bool,
}

/// What has a schema. A command's is called as the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// File: an instance (plenary/1)
    Instance,
    /// File: a schedule (plenary-schedule/1)
    Schedule,
    /// File: the certificate in a schedule (plenary-certificate/1)
    Certificate,
    /// File: the cases of what-if --write-cases (plenary-cases/1)
    Cases,
    /// File: a baseline of bench (plenary-baseline/1)
    Baseline,
    /// Any command that cannot be carried out: what is wrong
    Error,
    /// The file written
    Init,
    /// The file written
    Template,
    /// The files written, what was kept, what was not read
    Import,
    /// The programme in figures
    Describe,
    /// The timetable at a glance, what is proven about it, how it was found
    Solve,
    /// The schedule at a glance, and what its certificate proves
    Check,
    /// Who bears what, and advice; or one session: why there, or why not elsewhere
    Explain,
    /// Whether there is a timetable; conflicts and repairs
    Why,
    /// Where a session could go
    Slots,
    /// The cases side by side; or what --write-cases wrote
    WhatIf,
    /// What each value gives
    Sweep,
    /// What changed, and for whom
    Diff,
    /// The release; or why it was refused
    Release,
    /// Who is told what
    Notify,
    /// The files written
    Export,
    /// The figures of each instance, changes and faults
    Bench,
    /// The instance; or the file written
    Generate,
    /// A schema
    Schema,
}

impl Name {
    fn document(self) -> Document {
        match self {
            Name::Instance => Document::Instance,
            Name::Schedule => Document::Schedule,
            Name::Certificate => Document::Certificate,
            Name::Cases => Document::Cases,
            Name::Baseline => Document::Baseline,
            Name::Error => Document::Error,
            Name::Init => Document::Init,
            Name::Template => Document::Template,
            Name::Import => Document::Import,
            Name::Describe => Document::Describe,
            Name::Solve => Document::Solve,
            Name::Check => Document::Check,
            Name::Explain => Document::Explain,
            Name::Why => Document::Why,
            Name::Slots => Document::Slots,
            Name::WhatIf => Document::WhatIf,
            Name::Sweep => Document::Sweep,
            Name::Diff => Document::Diff,
            Name::Release => Document::Release,
            Name::Notify => Document::Notify,
            Name::Export => Document::Export,
            Name::Bench => Document::Bench,
            Name::Generate => Document::Generate,
            Name::Schema => Document::Schema,
        }
    }
}

/// Prints it.
pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    output::document(&schema(args.name.document(), &title(args.name)))?;
    Ok(Exit::Done)
}

fn title(name: Name) -> String {
    let called = name.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    match name {
        Name::Error => "any command --json, where it cannot be carried out".to_owned(),
        _ => format!("plenary {called} --json"),
    }
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
        for &name in Name::value_variants() {
            let schema = schema(name.document(), &title(name)).to_value();
            assert!(jsonschema::meta::is_valid(&schema), "{name:?}");
            for said in ["$schema", "title", "description"] {
                assert!(schema[said].is_string(), "{name:?} has no {said}");
            }
            faults(&schema, &format!("{name:?}"), &mut found);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn every_command_that_takes_json_has_a_schema() {
        let command = crate::cli::Args::command();
        for sub in command.get_subcommands() {
            let takes = sub.get_arguments().any(|argument| argument.get_id() == "json");
            let known = Name::from_str(sub.get_name(), false).is_ok();
            assert_eq!(takes, known, "{}: takes --json, has a schema", sub.get_name());
        }
        assert!(command.get_subcommands().count() > 15);
    }
}
