//! Time as the model sees it: an axis of steps with its candidate starts, and what every minute of it is worth
//! in every zone.

mod axis;
mod clock;
mod discomfort;

pub use axis::{Axis, AxisError};
pub use clock::Clock;
pub use discomfort::{Discomfort, TooManyMinutes};
