//! Instances (`plenary/1`) and schedules (`plenary-schedule/1`) as people write them, and the way from there to
//! the [domain](crate::domain).
//!
//! [`load`] reads an instance: text, to a tree that knows places, to the [`mod@format`] types, to a resolved
//! [`Conference`](crate::domain::Conference). All problems are reported at once, each with its place.

pub mod codes;
mod deserialize_lenient;
mod did_you_mean;
mod digest;
pub mod files;
pub mod format;
pub mod json;
mod load;
mod node_deserializer;
mod problem;
mod schedule;
mod schema;

pub use did_you_mean::did_you_mean;
pub use load::{Loaded, RELATION_KINDS, document, full_session, instant, load, normal};
pub use schedule::{ReadSchedule, read_draft, read_schedule};
pub use schema::{SchemaKind, schema};
