//! Why a timetable is as it is: cost by rule, region and person; why a session is where it is; why not elsewhere.
//!
//! Every figure comes from the independent [checker](crate::check): an explanation is the difference between its
//! verdicts on two schedules, never a second opinion on what a rule means. The [model](crate::model) only says which
//! places are worth asking about.

mod moves;
mod overview;
pub mod programme;
mod ranking;
mod story;
#[cfg(test)]
mod tests;
mod times;
mod unplaced;
pub mod view;

pub use moves::why_not;
pub use overview::{open_days, overview};
pub use programme::programme;
pub use story::story;
pub use times::{local, rfc3339};
pub use unplaced::{reasons, reasons_for_all};
