//! The file formats: instances (`plenary/1`, the programme files) and schedules (`plenary-schedule/1`), and the way
//! from them to the [domain](crate::domain).
//!
//! [`load`] reads an instance in three steps: from the text to a tree with positions, to the [`mod@format`] types, to a
//! resolved [`Conference`](crate::domain::Conference). It reports all problems at once, each with its position.

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
mod schedule_text;
mod schema;
mod splice;
pub mod time_zones;
pub(crate) mod zone_names;

pub use did_you_mean::did_you_mean;
pub use digest::{digest_of_bytes, digest_with_name};
pub use load::{Loaded, RELATION_KINDS, document, full_session, instant, load, normal};
pub use schedule::{ReadSchedule, read_draft, read_schedule};
pub use schedule_text::ScheduleText;
pub use schema::{SchemaKind, schema};
pub use splice::{Splice, reversed, spliced};
