//! Time for the model: an axis of steps with its candidate starts, and the discomfort of every minute in every zone.

mod axis;
mod clock;
mod discomfort;

pub use axis::{Axis, AxisError};
pub use clock::Clock;
pub use discomfort::{Discomfort, TooManyMinutes};
