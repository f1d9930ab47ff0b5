//! The conference as plain data: what has to be scheduled, for whom, and under which wishes.
//!
//! Everything here is already valid and resolved: ids are indices, selectors are lists of sessions, local times
//! are [`Instant`]s, defaults are filled in. The domain knows no file format, no primitive and no solver.

pub mod change;
mod conference;
mod decimal;
mod id;
mod lock;
mod people;
mod request;
mod rule;
mod schedule;
mod session;
#[cfg(test)]
pub(crate) mod testing;
mod text;
mod zone;

pub use conference::{Conference, Day, Interest, Phase, Room, Service, Slot};
pub use decimal::{Decimal, DecimalError};
pub use id::{AudienceId, DayId, PersonId, PhaseId, RoomId, ServiceId, SessionId, TagId, TrackId, TypeId};
pub use lock::Lock;
pub use people::{Audience, AudienceZone, Comfort, ComfortWindow, DaysOff, LocalProfile, Person};
pub use request::{KeptSession, Problem, Reference, Request};
pub use rule::{Catalogue, Legal, RuleId, RuleInfo, RuleSetting, RuleSettings, Strength};
pub use schedule::{Placement, Schedule};
pub use session::{Apart, Fixed, Order, Participation, Relation, RelationKind, Session, Wish};
pub(crate) use text::text_in_json;
pub use zone::{Instant, LocalInstants, Window, Zone, ZoneError, hours_and_minutes};
