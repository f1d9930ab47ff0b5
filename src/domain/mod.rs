//! The conference as plain data: its sessions, its people, its rules, and the request for one timetable.
//!
//! All data here is valid and resolved: ids are indices, selectors are lists of sessions, local times are
//! [`Instant`]s, and defaults are filled in. The domain knows no file format, no primitive of the model and no solver.

pub mod change;
mod conference;
mod dates;
mod decimal;
mod details;
mod hidden;
mod id;
mod lock;
mod name_index;
mod names;
mod people;
mod person_title;
mod request;
mod rule;
mod schedule;
mod session;
#[cfg(test)]
pub(crate) mod testing;
mod text;
pub mod zone;

pub use conference::{Conference, Day, Interest, NAMELESS, Phase, Room, Service, Slot};
pub use dates::{date, length};
pub use decimal::{Decimal, DecimalError};
pub use details::{Details, email_address, web_link};
pub use hidden::{is_hidden, json_without_hidden, one_line, readable};
pub use id::{AudienceId, DayId, PersonId, PhaseId, RoomId, ServiceId, SessionId, TagId, TrackId, TypeId};
pub use lock::{Kept, Lock};
pub use name_index::{NameIndex, NameLookup, fold};
pub use names::{event_id, id_of};
pub use people::{Audience, AudienceZone, Comfort, ComfortWindow, DaysOff, LocalProfile, Person};
pub use person_title::without_title;
pub use request::{KeptSession, Problem, Reference, Request};
pub use rule::{Catalogue, Legal, RegionMeasure, RuleId, RuleInfo, RuleOption, RuleSetting, RuleSettings, Strength};
pub use schedule::{Placement, Schedule};
pub use session::{Apart, Fixed, Order, Participation, Relation, RelationKind, Session, Wish};
pub(crate) use text::text_in_json;
pub use zone::{Instant, LocalInstants, Offsets, Window, Zone, ZoneError, hours_and_minutes};
