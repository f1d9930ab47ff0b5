//! The file formats: serde types for the files as people write them. Their doc comments become the descriptions in the
//! JSON Schemas.
//!
//! These types check the form only. [`load`](crate::instance::load) checks values and references.

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
pub use release::{Release, ReleaseChanges, ReleaseStatus, ReleasedChange};
pub use schedule::{
    Day, EarlierPlacement, InstanceReference, LockedSession, Proof, Request, SCHEDULE_FORMAT, Schedule,
    ScheduledSession, SolverSettings, TimeZones, Unplaced,
};
pub use selector::{ApartEntry, Attends, OrderEntry, Panelist, RuleValue, Selector};
pub use session::{Fixed, Session, Type};
pub use time::{Availability, Comfort, DaysOff, LocalWindow, Moment, Wish};

/// The value of `format` in an instance.
pub const INSTANCE_FORMAT: &str = "plenary/1";
/// Other data, for example columns that an import does not know: kept, not read.
pub type Extra = serde_json::Map<String, serde_json::Value>;
