//! The JSON Schemas of the file formats, and of what each command prints under `--json`.
//!
//! They are made of the types that are written, whose comments are the descriptions. Here is only which is which.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};

use super::{Failure, bench, check, create, explain, export, import, notify, release, solve, what_if, why};
use crate::explain::describe::Programme;
use crate::explain::diff::Diff;
use crate::explain::slots::Slots;
use crate::instance::{SchemaKind, schema as schema_of_format};
use crate::report;
use crate::schedule::Certificate;

/// A document that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is called as the format or the command it belongs to")]
pub enum Document {
    Instance,
    Schedule,
    Certificate,
    Cases,
    Baseline,
    /// Any command that cannot be carried out.
    Error,
    Init,
    Template,
    Import,
    Describe,
    Solve,
    Check,
    Explain,
    Why,
    Slots,
    WhatIf,
    Sweep,
    Diff,
    Release,
    Notify,
    Export,
    Bench,
    Generate,
    Schema,
}

/// The schema of a document. `title` says what prints it.
pub fn schema(document: Document, title: &str) -> Schema {
    match document {
        Document::Instance => schema_of_format(SchemaKind::Instance),
        Document::Schedule => schema_of_format(SchemaKind::Schedule),
        Document::Certificate => written::<Certificate<'_>>(),
        Document::Cases => written::<what_if::Manifest>(),
        Document::Baseline => written::<bench::Baseline>(),
        Document::Error => printed::<Failure>(title),
        Document::Init => printed::<create::InitDocument>(title),
        Document::Template => printed::<create::TemplateDocument>(title),
        Document::Import => printed::<import::Imported>(title),
        Document::Describe => printed::<Programme>(title),
        Document::Solve => printed::<solve::Solved<'_>>(title),
        Document::Check => printed::<check::CheckDocument<'_>>(title),
        Document::Explain => printed::<explain::ExplainDocument<'_>>(title),
        Document::Why => printed::<why::WhyDocument<'_>>(title),
        Document::Slots => printed::<Slots>(title),
        Document::WhatIf => printed::<what_if::WhatIfDocument<'_>>(title),
        Document::Sweep => printed::<report::sweep::document::Document<'_>>(title),
        Document::Diff => printed::<Diff>(title),
        Document::Release => printed::<release::ReleaseDocument<'_>>(title),
        Document::Notify => printed::<notify::NotifyDocument<'_>>(title),
        Document::Export => printed::<export::ExportDocument<'_>>(title),
        Document::Bench => printed::<report::bench::document::Document<'_>>(title),
        Document::Generate => printed::<create::GenerateDocument>(title),
        Document::Schema => json_schema!({
            "$schema": META,
            "title": title,
            "description": "A JSON Schema.",
            "$ref": META,
        }),
    }
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
