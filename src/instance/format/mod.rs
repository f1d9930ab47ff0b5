//! The file formats as people write them: serde types whose comments become the JSON Schemas' descriptions.
//!
//! Nothing here is checked beyond its form; [`load`](crate::instance::load) gives it meaning.

mod at;
mod event;
mod exact;
mod pairs;
mod people;
mod release;
mod schedule;
mod selector;
mod session;
mod time;

pub use at::At;
pub(super) use at::NAME as AT;
pub use event::{DayHours, Hours, Instance, Interest, Phase, Relation, Role, Room, Service, Slot, Track};
pub use exact::Exact;
pub(super) use exact::NAME as EXACT;
pub use pairs::Pairs;
pub use people::{Audience, AudienceZone, Person};
pub use release::{Changed, Changes, Release, ReleaseStatus};
pub use schedule::{
    Day, Kept, Made, MadeFor, Placed, Proof, Request, SCHEDULE_FORMAT, Schedule, ScheduledSession, Unplaced,
};
pub use selector::{ApartEntry, Attends, OrderEntry, Panelist, RuleValue, Selector};
pub use session::{Fixed, Session, Type};
pub use time::{Availability, Comfort, DaysOff, LocalWindow, Moment, Wish};

/// What `format` says in an instance.
pub const INSTANCE_FORMAT: &str = "plenary/1";
/// Whatever an import could not use: kept and ignored.
pub type Extra = serde_json::Map<String, serde_json::Value>;
