//! `plenary what-if --write-cases DIR`: each case as ordinary files that `solve` takes, on whatever machine.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::Answer;
use super::folder::{Entry, MANIFEST, Manifest, stem};
use crate::cli::cases::{Base, Effort, Prepared};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::{Conference, Schedule};
use crate::explain::rfc3339;
use crate::instance::files;
use crate::instance::format::SCHEDULE_FORMAT;

/// What was written with `--write-cases`.
#[derive(Serialize, JsonSchema)]
pub struct Written<'a> {
    /// The folder written to.
    folder: String,
    /// The name of its list of cases, for which there is a schema too: `plenary schema cases`.
    manifest: &'static str,
    /// The cases, today's first.
    cases: &'a [Entry],
    /// The commands that solve them, one a case, to be run in the folder.
    commands: &'a [String],
}

/// Writes all cases, and the manifest last: where it is, everything is.
pub fn write(folder: &Path, base: &Base, cases: &[Prepared], from: Option<&Path>) -> Result<Manifest, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let failure = Failure::new(format!("the directory {} cannot be made: {error}", folder.display()));
        failure.hint("name another directory")
    })?;
    if folder.join(MANIFEST).exists() {
        let failure = Failure::new(format!("{} has cases in it already", folder.display()));
        return Err(failure.hint("name another directory, or remove this one first"));
    }
    let mut entries = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let stem = stem(number, &case.name);
        let entry = Entry {
            name: case.name.clone(),
            changes: case.changes.clone(),
            instance: format!("{stem}.json"),
            start: base.has_start().then(|| format!("{stem}.start.json")),
            schedule: format!("{stem}.schedule.json"),
        };
        files::write(&folder.join(&entry.instance), &case.bytes)?;
        if let (Some(name), Some(start)) = (&entry.start, &case.start) {
            files::write(&folder.join(name), &start_file(&case.conference, start)?)?;
        }
        entries.push(entry);
    }
    let manifest = Manifest::new(from.map(|path| path.display().to_string()), entries);
    files::write(&folder.join(MANIFEST), &pretty(&manifest)?)?;
    Ok(manifest)
}

/// Where the sessions of a case are before it is solved.
fn start_file(conference: &Conference, start: &Schedule) -> Result<Vec<u8>, Failure> {
    let sessions: Vec<serde_json::Value> = start
        .placed()
        .map(|(id, placement)| {
            json!({
                "id": conference.sessions[id.index()].id,
                "start": rfc3339(conference, placement.start),
                "room": placement.room.map(|room| &conference.rooms[room.index()].id),
            })
        })
        .collect();
    let made_for = json!({ "name": conference.name, "digest": conference.digest });
    pretty(&json!({ "format": SCHEDULE_FORMAT, "name": conference.name, "instance": made_for, "sessions": sessions }))
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(Failure::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Says what was written, and how it goes on.
pub fn tell(folder: &Path, manifest: &Manifest, effort: &Effort, as_json: bool) -> Result<(), Failure> {
    let commands: Vec<String> = manifest
        .cases
        .iter()
        .map(|entry| {
            let from = entry.start.as_ref().map_or_else(String::new, |start| format!(" --from {start}"));
            format!("plenary solve {}{from} {}", entry.instance, effort.arguments())
        })
        .collect();
    if as_json {
        let folder = folder.display().to_string();
        let written = Written { folder, manifest: MANIFEST, cases: &manifest.cases, commands: &commands };
        return output::document(&Answer::Written(written));
    }
    let mut out = format!(
        "Wrote {} cases into {}.\n\nIn that folder, each a job of its own:\n",
        commands.len(),
        folder.display()
    );
    for command in commands {
        out.push_str(&format!("  {command}\n"));
    }
    out.push_str(&format!("\nThen: plenary what-if --collect {}\n", folder.display()));
    output::text(&out)
}
