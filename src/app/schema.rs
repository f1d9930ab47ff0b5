//! The JSON Schemas of the file formats, and of what each command prints under `--json`.
//!
//! They are made of the types that are written, whose comments are the descriptions. Here is only which is which.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};

use super::{Failure, bench, check, create, explain, export, import, manual, notify, release, solve, what_if, why};
use crate::explain::describe::Programme;
use crate::explain::diff::Diff;
use crate::explain::slots::Slots;
use crate::instance::{SchemaKind, schema as schema_of_format};
use crate::report;
use crate::schedule::Certificate;

/// A document that has a schema: a file format, or what a command prints, called as the command.
#[derive(Debug)]
pub struct Document {
    /// What it is called.
    pub name: &'static str,
    /// What is in it, for a list.
    pub about: &'static str,
    schema: fn(&str) -> Schema,
}

/// All documents that have a schema.
pub static DOCUMENTS: [Document; 25] = [
    document("instance", "File: an instance (plenary/1)", |_| schema_of_format(SchemaKind::Instance)),
    document("schedule", "File: a schedule (plenary-schedule/1)", |_| schema_of_format(SchemaKind::Schedule)),
    document("certificate", "File: the certificate in a schedule (plenary-certificate/1)", |_| {
        written::<Certificate<'_>>()
    }),
    document("cases", "File: the cases of what-if --write-cases (plenary-cases/1)", |_| written::<what_if::Manifest>()),
    document("baseline", "File: a baseline of bench (plenary-baseline/1)", |_| written::<bench::Baseline>()),
    document("error", "Any command that cannot be carried out: what is wrong", printed::<Failure>),
    document("init", "The file written", printed::<create::InitDocument>),
    document("template", "The file written", printed::<create::TemplateDocument>),
    document("import", "The files written, what was kept, what was not read", printed::<import::Imported>),
    document("describe", "The programme in figures", printed::<Programme>),
    document(
        "solve",
        "The timetable at a glance, what is proven about it, how it was found",
        printed::<solve::Solved<'_>>,
    ),
    document("check", "The schedule at a glance, and what its certificate proves", printed::<check::CheckDocument<'_>>),
    document(
        "explain",
        "Who bears what, and advice; or one session: why there, or why not elsewhere",
        printed::<explain::ExplainDocument<'_>>,
    ),
    document("why", "Whether there is a timetable; conflicts and repairs", printed::<why::WhyDocument<'_>>),
    document("slots", "Where a session could go", printed::<Slots>),
    document("what-if", "The cases side by side; or what --write-cases wrote", printed::<what_if::WhatIfDocument<'_>>),
    document("sweep", "What each value gives", printed::<report::sweep::document::Document<'_>>),
    document("diff", "What changed, and for whom", printed::<Diff>),
    document("release", "The release; or why it was refused", printed::<release::ReleaseDocument<'_>>),
    document("notify", "Who is told what", printed::<notify::NotifyDocument<'_>>),
    document("export", "The files written", printed::<export::ExportDocument<'_>>),
    document("manual", "The chapters of the manual", printed::<manual::ManualDocument>),
    document(
        "bench",
        "The figures of each instance, changes and faults",
        printed::<report::bench::document::Document<'_>>,
    ),
    document("generate", "The instance; or the file written", printed::<create::GenerateDocument>),
    document("schema", "A schema", meta),
];

const fn document(name: &'static str, about: &'static str, schema: fn(&str) -> Schema) -> Document {
    Document { name, about, schema }
}

impl Document {
    /// Its JSON Schema.
    pub fn schema(&self) -> Schema {
        match self.name {
            "error" => (self.schema)("any command --json, where it cannot be carried out"),
            name => (self.schema)(&format!("plenary {name} --json")),
        }
    }
}

/// What `schema` prints: a schema of schemas.
fn meta(title: &str) -> Schema {
    json_schema!({
        "$schema": META,
        "title": title,
        "description": "A JSON Schema.",
        "$ref": META,
    })
}

/// The schema of schemas.
const META: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a file.
fn written<T: JsonSchema>() -> Schema {
    // As it is written; a reader may take less.
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(close));
    settings.into_generator().into_root_schema_for::<T>()
}

/// The schema of a command's document.
fn printed<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = written::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

/// An object with members of its own has no others.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}
