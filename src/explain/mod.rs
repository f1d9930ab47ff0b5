//! Explains a timetable: its cost by rule, region and person; why a session is at its place, and why not elsewhere.
//!
//! Every figure comes from the independent [checker](crate::check): an explanation is the difference between its
//! verdicts on two schedules, not a second reading of the rules. The [model](crate::model) only selects the places that
//! are worth checking.

mod affected;
pub mod cancellations;
pub mod describe;
pub mod diff;
pub mod edits;
pub mod fairness;
pub mod fairness_summary;
mod moves;
pub mod notices;
mod overview;
mod person_influence;
pub mod prices;
pub mod programme;
pub mod public_changes;
mod ranking;
mod region_influence;
pub(crate) mod region_names;
mod repair;
pub mod request_locks;
mod session_explanation;
pub mod slots;
#[cfg(test)]
mod tests;
mod times;
pub mod timetable;
mod unplaced;
pub mod versions;
pub mod view;

pub use affected::{PersonChange, RegionChange, Woken};
pub use describe::describe;
pub use fairness::fairness;
pub use moves::why_not;
pub use overview::{open_days, overview, overview_by};
pub use person_influence::{OtherPeople, PersonInfluence, other_people, person_influence};
pub use programme::programme;
pub use region_influence::{OtherRegions, RegionInfluence, other_regions, region_influence};
pub use repair::{Moved, moves};
pub use session_explanation::explain_session;
pub use times::rfc3339;
pub use unplaced::{reasons, reasons_for_all};
