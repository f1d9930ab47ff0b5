//! JSON Schemas of the file formats, generated from the types that read them.

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
/// It knows the form only: what refers to what, and whether it can be, is for [`load`](super::load) to say.
pub fn schema(kind: SchemaKind) -> Schema {
    match kind {
        SchemaKind::Instance => schemars::schema_for!(format::Instance),
        SchemaKind::Schedule => schemars::schema_for!(format::Schedule),
    }
}
