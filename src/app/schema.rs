//! The JSON Schemas of the file formats, and of the output of each command with `--json`.
//!
//! `schemars` derives them from the serialized types; the doc comments of the types are the descriptions. This file
//! only maps names to types.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};

use super::{
    Failure, bench, check, create, editing, explain, export, import, manual, notify, release, solve, what_if, why,
};
use crate::explain::describe::ProgrammeFigures;
use crate::explain::diff::Diff;
use crate::explain::slots::Slots;
use crate::explain::timetable::TimetableView;
use crate::instance::{SchemaKind, schema as schema_of_format};
use crate::report;
use crate::report::export::ChangesDocument;
use crate::schedule::Certificate;

/// A document with a schema: a file format, or the output of a command.
#[derive(Debug)]
pub struct DocumentSchema {
    /// Name of the file format or of the command.
    pub name: &'static str,
    /// Its content in a few words, for the help.
    pub about: &'static str,
    schema: fn(&str) -> Schema,
}

/// All documents with a schema.
pub static DOCUMENTS: [DocumentSchema; 33] = [
    document("instance", "File: a programme (plenary/1)", |_| schema_of_format(SchemaKind::Instance)),
    document("schedule", "File: a schedule (plenary-schedule/1)", |_| schema_of_format(SchemaKind::Schedule)),
    document("certificate", "File: the certificate in a schedule file (plenary-certificate/1)", |_| {
        file_schema::<Certificate<'_>>()
    }),
    document("cases", "File: the cases written by what-if --write-cases (plenary-cases/1)", |_| {
        file_schema::<what_if::Manifest>()
    }),
    document("baseline", "File: a baseline of bench (plenary-baseline/1)", |_| file_schema::<bench::Baseline>()),
    document("changes", "File: what changed, in a site (plenary-changes/1)", |_| file_schema::<ChangesDocument>()),
    document("error", "Any command that fails: what is wrong", output_schema::<Failure>),
    document("init", "The written file", output_schema::<create::InitDocument>),
    document("template", "The written file", output_schema::<create::TemplateDocument>),
    document(
        "import",
        "The written files, and the columns and sheets that were not used",
        output_schema::<import::Imported>,
    ),
    document("describe", "The figures of the programme", output_schema::<ProgrammeFigures>),
    document(
        "solve",
        "The summary of the timetable, what is proven about it, and how it was found",
        output_schema::<solve::Solved<'_>>,
    ),
    document(
        "check",
        "The summary of the timetable, and what its certificate proves",
        output_schema::<check::CheckDocument<'_>>,
    ),
    document(
        "explain",
        "The summary of the timetable, and advice; or why a session is where it is, or not elsewhere",
        output_schema::<explain::ExplainDocument<'_>>,
    ),
    document("why", "Whether a timetable is possible; conflicts and repairs", output_schema::<why::WhyDocument<'_>>),
    document("slots", "Where a session could move, and which sessions it could swap with", output_schema::<Slots>),
    document("show", "The sessions of a timetable by day", output_schema::<TimetableView>),
    document("move", "What a change by hand does, and whether it was made", output_schema::<editing::MoveDocument<'_>>),
    document("undo", "The change that was taken back", output_schema::<report::history::Undone>),
    document("redo", "The change that was made again", output_schema::<report::history::Redone>),
    document("board", "The addresses of a board that is ready", output_schema::<report::board::Addresses>),
    document("history", "The changes by hand", output_schema::<report::history::History>),
    document(
        "what-if",
        "The comparison of the cases; or the files written by --write-cases",
        output_schema::<what_if::WhatIfDocument<'_>>,
    ),
    document("sweep", "The result of each value", output_schema::<report::sweep::document::SweepDocument<'_>>),
    document(
        "frontier",
        "The named timetables, from the cheapest to the most equal",
        output_schema::<report::frontier::document::FrontierDocument<'_>>,
    ),
    document("diff", "What changed, and for which people", output_schema::<Diff>),
    document(
        "release",
        "The release; or the broken rules, if it was refused",
        output_schema::<release::ReleaseDocument<'_>>,
    ),
    document(
        "notify",
        "The people with a message, and what changes for them",
        output_schema::<notify::NotifyDocument<'_>>,
    ),
    document("export", "The written files", output_schema::<export::ExportDocument<'_>>),
    document("manual", "The chapters of the manual", output_schema::<manual::ManualDocument>),
    document(
        "bench",
        "The figures of each programme, changes and faults",
        output_schema::<report::bench::document::BenchDocument<'_>>,
    ),
    document("generate", "The programme; or the written file", output_schema::<create::GenerateDocument>),
    document("schema", "A JSON Schema", meta),
];

const fn document(name: &'static str, about: &'static str, schema: fn(&str) -> Schema) -> DocumentSchema {
    DocumentSchema { name, about, schema }
}

impl DocumentSchema {
    /// The JSON Schema of the document.
    pub fn schema(&self) -> Schema {
        match self.name {
            "error" => (self.schema)("any command --json, if it fails"),
            name => (self.schema)(&format!("plenary {name} --json")),
        }
    }
}

/// The schema of the output of `schema`: the meta-schema.
fn meta(title: &str) -> Schema {
    json_schema!({
        "$schema": META,
        "title": title,
        "description": "A JSON Schema.",
        "$ref": META,
    })
}

/// Address of the meta-schema.
const META: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a file.
fn file_schema<T: JsonSchema>() -> Schema {
    // For the written form; a reader may accept more.
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(close));
    settings.into_generator().into_root_schema_for::<T>()
}

/// The schema of the output of a command.
fn output_schema<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = file_schema::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

/// Forbids additional members in an object that lists its members.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}
