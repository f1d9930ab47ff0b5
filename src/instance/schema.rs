//! JSON Schemas of the file formats, generated from the types that read the files.

use schemars::Schema;

use super::format;

/// A file format that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// `plenary/1`
    Instance,
    /// `plenary-schedule/1`
    Schedule,
}

/// The JSON Schema (2020-12) of a file format.
///
/// The schema describes the form only. [`load`](super::load) checks references and meaning.
pub fn schema(kind: SchemaKind) -> Schema {
    match kind {
        SchemaKind::Instance => schemars::schema_for!(format::Instance),
        SchemaKind::Schedule => schemars::schema_for!(format::Schedule),
    }
}
